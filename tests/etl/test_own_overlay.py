"""A company's own pay, end to end: ingested into a private folder, laid over the shipped data, shown beside it, marked."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from atlas.paths import DATA, ROOT
from etl.__main__ import main
from tests.etl.paying import FIXTURES, ingest

ASK = """
import json
from streamlit.testing.v1 import AppTest
from atlas import answers
def told(hub): return [[s.source_code, s.year, s.role, s.seniority, s.n, s.own]
                       for s in answers.pay_series(hub, "ai_ml_engineer", "senior")]
app = AppTest.from_file("{root}/atlas/frame.py", default_timeout=60).run()
app.switch_page("{root}/pages/salaries.py")
app.query_params["hub"] = "cluj"
app.session_state["pay_tab"] = "Sources side by side"
app.run()
assert not app.exception, app.exception
table = app.dataframe[0].value
print(json.dumps({{"cluj": told("cluj"), "warsaw": told("warsaw"),
                  "pay": answers.pay_report("cluj", "ai_ml_engineer", "senior"),
                  "table": table[["Publisher", "n", "Whose"]].fillna(0).values.tolist(),
                  "says": [text.value for text in app.markdown if "your own rows" in text.value]}}))
"""


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def ask(build: Path) -> dict:
    """What answers and page say on a build; in a process of its own, as a build folder belongs to a process."""
    done = subprocess.run([sys.executable, "-c", ASK.format(root=ROOT)], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "ATLAS_BUILD": str(build)}, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_own_rows_stand_beside_the_public_ones_and_never_in_the_shipped_data(tmp_path: Path, built_database: Path) -> None:
    before = digest(DATA)
    private, build = tmp_path / "private", tmp_path / "build"
    assert ingest("observations", FIXTURES / "own.csv", out=private / "salaries.parquet") == 0
    assert main(["build", "--data", str(DATA), "--data", str(private), "--out", str(build)]) == 0
    assert digest(DATA) == before
    assert "own" not in pq.read_table(DATA / "salaries.parquet").column("source_code").to_pylist()

    public, overlaid = ask(built_database), ask(build)
    assert [row for row in overlaid["cluj"] if row[-1]] == [["own", 2024, "ai_ml_engineer", "all", 5, True]]
    assert [row for row in overlaid["cluj"] if not row[-1]] == public["cluj"]
    assert overlaid["warsaw"] == public["warsaw"]
    assert overlaid["pay"] == public["pay"], "own rows are never pooled into the estimate"
    assert ["Your company", 5, "yours"] in overlaid["table"] and len(overlaid["says"]) == 1
    assert not public["says"] and all(row[2] == "public" for row in public["table"])

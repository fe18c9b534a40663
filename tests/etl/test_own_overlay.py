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


PAY = "country,role,seniority,pay,currency,year,period\n" + "".join(
    f"RO,ai_ml_engineer,senior,{pay},USD,2025,yearly\n" for pay in range(60_000, 72_000, 1_000))
BENCHMARKS = ("benchmark_id,subject,low,high,unit,country,role,seniority,claimed_by\n"
              "ours,base salary,55000,70000,USD/year,RO,ai_ml_engineer,senior,Our recruiter\n"
              "plan,headline factor,1,9,ratio,,,,Our plan\n")
ASK_MORE = """
import json
from streamlit.testing.v1 import AppTest
from atlas import answers
from atlas.domain.scenario import Scenario
cells = answers.cells(Scenario()).long.set_index(["hub_id", "criterion"])
pay = cells.loc[("cluj", "salary")]
app = AppTest.from_file("{root}/atlas/frame.py", default_timeout=120).run()
app.switch_page("{root}/pages/salaries.py")
app.query_params["hub"] = "cluj"
app.run()
assert not app.exception, app.exception
html = " ".join(str(element.proto) for element in app.get("html"))
costs = answers.cost(Scenario(), "cluj").claims
print(json.dumps({{"pay": answers.pay_report("cluj", "ai_ml_engineer", "senior"),
                  "cell": [pay.value, pay.grade, pay.source_code, pay.caveats, pay.n, int(pay.year)],
                  "other": cells.loc[("warsaw", "salary")].source_code,
                  "card": "your own rows" in html, "claims": "Romania (yours)" in html,
                  "caption": [text.value for text in app.caption if "Your company" in text.value],
                  "cost": [[c.claim, c.holds, c.claimed_by] for c in costs if c.claim.startswith("Yours")]}}))
"""


@pytest.mark.slow
def test_twelve_own_rows_and_a_benchmark_reach_ranking_screens_and_answers(tmp_path: Path, monkeypatch) -> None:
    own, build = tmp_path / "own", tmp_path / "build"
    own.mkdir()
    (own / "our pay.csv").write_text(PAY, encoding="utf-8")
    (own / "claims.csv").write_text(BENCHMARKS, encoding="utf-8")
    assert main(["build", "--data", str(DATA), "--own", str(own), "--out", str(build)]) == 0
    monkeypatch.setattr("tests.etl.test_own_overlay.ASK", ASK_MORE)
    found = ask(build)
    assert found["cell"] == [65_500, "C", "own", "own_data;small_sample", 12, 2025]
    assert found["other"] == "stackoverflow_2024_2025"
    assert (found["pay"]["p50"], found["pay"]["n"], found["pay"]["method"], found["pay"]["sources"]) == (
        65_500, 12, "observed", ["own"])
    assert found["pay"]["own_benchmarks"] == [
        {"benchmark_id": "ours", "claimed_by": "Our recruiter", "low": 55_000, "high": 70_000}]
    assert found["cost"] == [["Yours: headline factor of 1 to 9 (ratio)", "agree", "Our plan (yours)"]]
    assert found["card"] and found["claims"]

"""Every file that leaves the app, made from data in which each free text is hostile: nothing in it runs, links or breaks."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from atlas.paths import ROOT
from tests.hostile import BEACON, MARK, TEXTS, hostile_folder, hostile_own

MAKE = """
import sys
from datetime import date
from pathlib import Path
from atlas import answers
from atlas.domain.scenario import from_json
from atlas.export import board, record
from atlas.export.answer import answer_csv, answer_json
from atlas.export.content import Brand
from atlas.export.deck import render
from atlas.export.findings import gather
from atlas.export.plain import csv_text
from atlas.export.workbook import workbook
from atlas.views import data as data_view
from atlas.views import explore
from atlas.views import ranking
from tests.hostile import TEXTS, marked

out, day = Path(sys.argv[1]), date(2026, 11, 30)
scenario = from_json({"home": [{"city": marked(n)[:75], "timezone": "Europe/Madrid"} for n in (1, 22, 36)],
                      "limits": [{"criterion": "english", "min": 500}]})
answer, found = answers.rank(scenario), gather(scenario, "https://atlas.example/")
(out / "book.xlsx").write_bytes(workbook(found, day))
(out / "answer.json").write_text(answer_json(found) if isinstance(answer_json(found), str) else answer_json(found).decode())
csvs = {"answer": answer_csv(found), "ranking": csv_text(ranking.table(answer, "USD", 1.0)),
        "hubs": csv_text(explore.table(answer, "USD", 1.0)), "sources": csv_text(data_view.sources_table(answers.sources()))}
csvs |= {f"facts-{hub}": csv_text(answers.facts_of_hub(hub)) for hub in answer.hubs["hub_id"]}
for name, text in csvs.items():
    (out / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
(out / "record.json").write_bytes(record.record(scenario, " ".join(map(marked, range(len(TEXTS))))[:4000]))
made = render(board.slides(found, day, list(board.CATALOGUE)), brand=Brand(marked(0)[:120]))
assert not made.failures, made.failures
(out / "deck.pptx").write_bytes(made.pptx)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, made in a process of its own, as a build folder belongs to a process."""
    folder = tmp_path_factory.mktemp("hostile")
    data, own = hostile_folder(folder / "data", BEACON), hostile_own(folder / "own", BEACON)
    build, out = folder / "build", folder / "out"
    out.mkdir()
    for command in ([sys.executable, "-m", "etl", "build", "--data", data, "--own", own, "--out", build], [sys.executable, "-c", MAKE, out]):
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "ATLAS_BUILD": str(build)}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    return out


def marks(text: str) -> set[int]:
    return {int(number) for number in MARK.findall(text)}


def test_no_cell_of_a_csv_file_is_a_formula(files):
    """What OWASP lists as the beginning of a formula, and its full-width forms, which some programs fold."""
    live, seen = [], set()
    for path in files.glob("*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        seen |= marks(text)
        live += [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row
                 if re.match(r"\s*[=+\-@|%＝＋－＠\t\r]", cell) and not re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", cell)]
    assert live == []
    assert seen == set(range(len(TEXTS)))


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(files):
    content = (files / "book.xlsx").read_bytes()
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "external" in name.lower()] == []
    assert len(marks(" ".join(str(cell.value) for cell in cells))) > 30


def test_the_deck_links_to_nothing_but_https_and_mail_and_holds_the_texts_as_text(files):
    texts, links, fields = "", [], []
    with zipfile.ZipFile(files / "deck.pptx") as deck:
        for name in deck.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            tree = etree.fromstring(deck.read(name), etree.XMLParser(resolve_entities=False))  # well formed
            links += [node.get("Target") for node in tree.iter("{*}Relationship") if node.get("TargetMode") == "External"]
            fields += [node.get("type") for node in tree.iter("{*}fld")]
            texts += " ".join(node.text or "" for node in tree.iter("{*}t")) + "\n"
    assert [link for link in links if not link.startswith(("https://", "mailto:"))] == []
    assert set(fields) <= {"slidenum", "datetimeFigureOut"}  # ours, and the notes page of python-pptx
    assert len(marks(texts)) > 10
    assert "<script>" in texts


def test_json_files_are_json_and_hold_the_texts(files):
    for name in ("answer.json", "record.json"):
        text = (files / name).read_text("utf-8")
        assert json.loads(text) and len(marks(text)) > 20

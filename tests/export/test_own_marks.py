"""A company's own data in every way out: marked in the ranking, deck, workbook and record, and replayed without its files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from atlas import answers, own
from atlas.cli import main
from atlas.domain import own_data
from atlas.domain.ranking import report
from atlas.domain.scenario import from_json
from atlas.export import board, deck, findings, record, workbook
from atlas.own import templates
from atlas.views import ranking as view

LABS = b"""criterion_id,label,question,unit,worst,best,scale,metric,level,weight
own_labs,Partner labs,How many partner labs are there?,labs,0,10,linear,partner_labs,city,6
"""
FACTS = b"""hub_id,metric,value,unit,level,grade
cluj,partner_labs,9,labs,city,B
krakow,partner_labs,2,labs,city,B
cluj,talent_pool_persons,40000,persons,city,B
"""
BY_LABS = from_json({"shortlist": ["cluj", "krakow"]})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, built_database: Path) -> Iterator[None]:
    """The template workbook's example, LABS and FACTS laid over the shipped data, for this module alone."""
    files = [own.Upload(templates.WORKBOOK, templates.workbook()), own.Upload("labs.csv", LABS), own.Upload("f.csv", FACTS)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atlas.own.child.TIME_S", 120)  # a busy machine is no fault
        found = own.examine(files, tmp_path_factory.mktemp("own"))
    assert (found.refused, found.rejections) == ("", ()) and found.database is not None
    with answers.serving(answers.open_own(found.database)):
        yield


pytestmark = pytest.mark.usefixtures("served")


def test_the_ranking_counts_the_own_criterion_and_says_what_is_own():
    """Cluj has 9 of 10 labs: v = 0.9, weight 6 of 49 + 6 + 2 (the workbook's own_peace): 600 x 0.9 / 57 points."""
    answer = answers.rank(BY_LABS)
    hubs = {hub["hub_id"]: hub for hub in report(answer)["hubs"]}
    assert hubs["cluj"]["contributions"]["own_labs"] == pytest.approx(100 * 6 * 0.9 / 57)
    assert hubs["cluj"]["own"] == ["talent_pool", "own_labs"] and "own_peace" in hubs["cluj"]["values"]
    assert hubs["krakow"]["own"] == ["own_labs"] and "own" not in hubs["warsaw"]
    data = view.component_data(answer, answers.source_names(), 1.0)
    cluj = next(hub for hub in data["hubs"] if hub["id"] == "cluj")
    assert cluj["own"] == "Your data: Talent pool, Partner labs" and cluj["raw"][2] == f"40,000 {own_data.SIGN}"
    assert data["groups"][-1] == {"id": "own", "label": "Your own"}
    table = view.table(answer, "USD", 1.0).set_index("Hub")
    assert table[own_data.MARK]["Kraków"] == "Partner labs" and table[own_data.MARK]["Warsaw"] == ""


def test_the_command_line_marks_it_too(capsys):
    assert main(["rank", "--format", "csv"]) == 0
    rows = {row["hub_id"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["cluj"]["own"] == "talent_pool, own_labs" and rows["warsaw"]["own"] == ""


def test_the_deck_marks_names_and_source_lines_and_lists_it_in_its_notes():
    found = findings.gather(BY_LABS)
    made = deck.deck(board.slides(found, date(2026, 11, 25)))
    slides = Presentation(io.BytesIO(made)).slides
    texts = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert any(own_data.KEY in text for text in texts)
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert any("Cluj-Napoca: Talent pool, Partner labs" in text for text in notes)
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    names = {str(name) for chart in charts for plot in chart.plots for name in plot.categories}
    assert any(name.endswith(f"Cluj-Napoca {own_data.SIGN}") for name in names)
    assert not any(name.endswith(f"Warsaw {own_data.SIGN}") for name in names)


def test_the_workbook_has_a_column_of_it():
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(findings.gather(BY_LABS), date(2026, 11, 25))))
    heads = [cell.value for cell in book["Values"][1]]
    rows = {row[0]: row for row in book["Values"].iter_rows(min_row=2, values_only=True)}
    assert rows["cluj"][heads.index(own_data.MARK)] == "Talent pool, Partner labs"
    assert rows["krakow"][heads.index("Partner labs (labs)")] == 2
    bands = [cell.value for cell in book["Bands"][1]]
    whose = [row[bands.index("Whose")] for row in book["Bands"].iter_rows(min_row=2, values_only=True)
             if row[bands.index("Criterion")] == "Partner labs"]
    assert whose == [own_data.MARK, own_data.MARK]


def test_a_record_replays_without_the_files(built_database):
    """The goalposts of an own criterion are in the record, so that it stands on the shipped data alone."""
    data = record.record(BY_LABS)
    with answers.serving_shipped():
        found = record.read(data)
        changed = record.against_today(found)
    assert found.identical and found.answer.criteria.ids[-2:] == ("own_labs", "own_peace")
    assert {"cluj", "krakow"} <= {change.hub_id for change in changed.changes if change.criterion == "own_labs"}
    content = json.loads(data)
    content["own_criteria"][0]["best"] = 5
    with pytest.raises(Exception, match="was changed after it was written"):
        record.read(json.dumps(content).encode())

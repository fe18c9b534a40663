"""The workbook: the answer's numbers, units in the headers, nothing that runs."""

import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from atlas.domain import ranking
from atlas.domain.criteria import CRITERIA
from atlas.domain.scenario import from_json
from atlas.export.workbook import workbook
from tests.export import cases

EXACT = 1e-14


@pytest.fixture(scope="module")
def data(found) -> bytes:
    return workbook(found, cases.DAY)


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def column(sheet, heading: str) -> list:
    at = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [row[0].value for row in sheet.iter_rows(min_row=2, min_col=at, max_col=at)]


def test_sheets(book):
    assert book.sheetnames == ["Ranking", "Values", "Contributions", "Bands", "Robustness", "Pay", "Sources", "Limits", "Cost",
                               "Assumptions", "Scenario"]


def test_headers_are_frozen_and_bold(book):
    for sheet in book:
        assert sheet.freeze_panes[1:] == "2"
        assert sheet["A1"].font.bold


def test_ranking_values_and_contributions_are_those_of_the_json(book, found):
    report = json.loads(json.dumps(ranking.report(found.answer)))
    hubs = report["hubs"] + report["reference"]
    assert column(book["Ranking"], "Hub id") == [hub["hub_id"] for hub in hubs]
    assert column(book["Ranking"], "Rank") == [hub.get("rank") for hub in hubs]
    assert column(book["Ranking"], "Score (of 100)") == pytest.approx([hub["score"] for hub in hubs], rel=EXACT)
    for criterion in CRITERIA.values():
        points = column(book["Contributions"], f"{criterion.label} (points)")
        assert points == pytest.approx([hub["contributions"][criterion.id] for hub in hubs], rel=EXACT)
        unit = criterion.unit
        shown = [None if value == "native" else value for value in column(book["Values"], f"{criterion.label} ({unit})")]
        values = [hub["values"][criterion.id] for hub in hubs]
        assert [value is None for value in shown] == [value is None for value in values]
        assert [v for v in shown if v is not None] == pytest.approx([v for v in values if v is not None], rel=EXACT)


def test_money_is_in_the_scenario_s_currency(built_database):
    euro = cases.findings(from_json({"currency": "EUR"}))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(euro, cases.DAY)))["Values"]
    first = euro.answer.cells.raw[euro.answer.hubs.iloc[0]["row"], 0]
    assert column(sheet, "Median pay (EUR a year)")[0] == pytest.approx(first * euro.per_usd)


def test_bands_have_a_source_and_a_grade(book):
    assert all(column(book["Bands"], "Source code"))
    assert set(column(book["Bands"], "Grade")) <= {"A", "B", "C", "D"}


def test_limits_name_rule_margin_and_would_be_rank(built_database):
    found = cases.findings(from_json({"home": ["New York"], "limits": [{"criterion": "overlap", "min": 3}], "exclude": ["pune"]}))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found, cases.DAY)))["Limits"]
    expected = found.answer.excluded
    assert column(sheet, "Hub id") == expected["hub_id"].tolist()
    assert column(sheet, "Would rank") == expected["would_be_rank"].tolist()
    assert [m for m in column(sheet, "Margin") if m is not None] == pytest.approx(expected["margin"].dropna().tolist())


def test_nothing_runs(hostile):
    data = workbook(hostile, cases.DAY)
    assert cases.formula_cells(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        content = b"".join(package.read(name) for name in names)
    assert not [name for name in names if "externalLink" in name or "vba" in name]
    assert b"<f>" not in content and b"<hyperlink" not in content
    cities = column(openpyxl.load_workbook(io.BytesIO(data))["Ranking"], "City")
    assert cases.HOSTILE[0] in cities
    assert "Bad control  end" in cities


def test_text_like_a_formula_stays_text_when_edited(hostile):
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(hostile, cases.DAY)))["Ranking"]
    risky = next(cell for row in sheet.iter_rows() for cell in row if cell.value == cases.HOSTILE[0])
    assert risky.quotePrefix


def test_equal_findings_give_equal_bytes(found, data):
    assert workbook(found, cases.DAY) == data


def test_missing_answers_leave_out_their_sheets(found):
    bare = openpyxl.load_workbook(io.BytesIO(workbook(replace(found, pay=None, cost=None, firm=None), cases.DAY)))
    assert bare.sheetnames == ["Ranking", "Values", "Contributions", "Bands", "Sources", "Limits", "Scenario"]

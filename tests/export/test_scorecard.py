"""The scorecard: nothing in it runs, everything is in it, and equal rounds give equal bytes."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from atlas.domain.playbook import rubric, vetting
from atlas.domain.playbook.rubric import STANDARD
from atlas.domain.playbook.vetting import Score, Vetting
from atlas.export.scorecard import rubric_html, rubric_xlsx, scorecard_html, scorecard_xlsx

MADE = date(2026, 3, 2)
HOSTILE = '=HYPERLINK("http://x","y")<script>alert(1)</script>'


@pytest.fixture
def round_() -> Vetting:
    locked = Vetting(rubrics=(rubric.lock(STANDARD, datetime(2026, 3, 2, tzinfo=UTC)),))
    named = vetting.add_candidate(locked, "=SUM <b>Ana</b>", full_name=True)
    return vetting.add_scores(named, [Score(named.candidates[0], assessor, "code", points, 1, HOSTILE)
                                      for assessor, points in (("Mia", 4), ("Dan", 2))])


def cells(content: bytes) -> list:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_the_workbook_holds_the_marks_and_runs_nothing(round_):
    content = scorecard_xlsx(round_, MADE)
    found = cells(content)
    assert {cell.data_type for cell in found if cell.value is not None} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in found)
    values = [cell.value for cell in found]
    assert HOSTILE in values and "=SUM <b>Ana</b>" in values and "3.0" in values and 4 in values
    assert content == scorecard_xlsx(round_, MADE)


def test_the_printed_page_escapes_every_text(round_):
    page = scorecard_html(round_, MADE)
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page and "<b>" not in page and "<script" not in page
    assert "http" not in page and "locked 2026-03-02T00:00:00+00:00" in page


def test_the_empty_rubric_has_a_box_for_each_mark():
    page = rubric_html(STANDARD, MADE)
    assert page.count('class="mark"') == 5 * len(STANDARD.criteria) and "Problem framing" in page
    headings = [cell.value for cell in cells(rubric_xlsx(STANDARD, MADE))[:6]]
    assert headings == ["Criterion", "Weight %", "One point", "Five points", "Points 1 to 5", "Note"]


def test_an_empty_round_has_an_empty_scorecard():
    assert "Rubric" in scorecard_html(Vetting(), MADE) and scorecard_xlsx(Vetting(), MADE)

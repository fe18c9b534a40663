"""What the tab "Your data" says of a check and of the data in use."""

from dataclasses import replace
from datetime import datetime

import pytest

from atlas.own import Examined, Rejection, TableChange
from atlas.views import own_data as view

FACTS = TableChange("fact", "f.csv", 1200, 1, 2, 1197, 0)
PAY = TableChange("pay_observation", "pay.csv", 6, 6, 0, 0, 0)
MADE = TableChange("pay_cell", "pay.csv", 4, 4, 0, 0, 0)


@pytest.mark.parametrize(("found", "said"), [
    (Examined((FACTS,)), "Ready: 1 new row, 2 replaced rows"),
    (Examined((PAY, MADE)), "Ready: 6 new rows"),
    (Examined((MADE,)), "Ready: 4 new rows"),
    (Examined((replace(FACTS, new=0, replaced=0),)), "Nothing would change: these rows are in the data already"),
    (Examined((FACTS,), rejections_total=1), "1 fault to mend, and nothing was taken"),
    (Examined(refused="no"), "Nothing was taken"),
])
def test_a_check_in_one_line(found, said):
    assert view.check_title(found) == said


def test_what_is_in_use():
    assert view.in_use((FACTS, PAY, MADE), 2, datetime(2026, 11, 25, 9, 5)) == "2 files, 1,206 rows, since 09:05"
    assert view.marker(1) == "▣ Your data: 1 file"


def test_a_fault_stands_without_the_place_that_has_its_own_columns():
    frame = view.faults_table([Rejection("f.csv", 3, "value", "x", "f.csv line 3: value 'x' is not a number; write 1"),
                               Rejection("f.csv", 0, "", "", "f.csv: has no header; add one")])
    assert frame["What to do"].tolist() == ["value 'x' is not a number; write 1", "has no header; add one"]
    assert frame["Line"].isna().tolist() == [False, True]


@pytest.mark.parametrize(("counts", "said"), [
    ({"facts": 0, "criteria": 0}, ""), ({"facts": 1}, "see: 1 fact."), ({"facts": 2, "criteria": 1}, "2 facts and 1 criterion."),
    ({"facts": 2, "pay figures": 3, "criteria": 0, "benchmarks": 4}, "2 facts, 3 pay figures and 4 benchmarks."),
])
def test_what_an_administrator_laid_over(counts, said):
    told = view.mounted(counts)
    assert said.removeprefix("see: ") in told and bool(told) == bool(said)

"""The Playbook's words."""

from datetime import date

import pytest

from atlas.domain.playbook.clock import DateBand
from atlas.views.playbook import band


@pytest.mark.parametrize(("first", "last", "text"), [
    (date(2027, 3, 10), date(2027, 3, 24), "10–24 Mar 2027"),
    (date(2027, 3, 1), date(2027, 4, 9), "1 Mar–9 Apr 2027"),
    (date(2026, 12, 30), date(2027, 1, 9), "30 Dec 2026–9 Jan 2027"),
    (date(2026, 3, 1), date(2027, 3, 9), "1 Mar 2026–9 Mar 2027"),
    (date(2027, 3, 1), date(2027, 3, 1), "1 Mar 2027"),
])
def test_a_band_of_dates_says_nothing_twice(first, last, text):
    assert band(DateBand(first, first, last)).replace("\u00a0", " ") == text

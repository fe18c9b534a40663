"""Follow the sun against hand-worked days and against a count of minutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain.errors import ScenarioError
from atlas.domain.overlap import Window
from atlas.domain.sun import Stretch, at_work, cover

from .test_overlap import KOLKATA, LONDON, NEW_YORK, office, windows

JANUARY, JULY = date(2026, 1, 5), date(2026, 7, 6)


def test_three_continents_leave_a_gap_at_night() -> None:
    """Bengaluru 03:30-12:30 UTC, London 09:00-18:00, New York 14:00-23:00 in January."""
    found = cover([office(KOLKATA), office(LONDON), office(NEW_YORK)], 2026)
    assert found.on(JANUARY) == (
        Stretch(210, 540, 1), Stretch(540, 750, 2), Stretch(750, 840, 1), Stretch(840, 1080, 2), Stretch(1080, 1380, 1),
        Stretch(1380, 1650, 0))
    assert found.gaps(JULY) == (Stretch(1320, 1650, 0),)  # 22:00 to 03:30
    assert (found.hours[4], found.doubled_hours[4]) == (19.5, 7.5)
    assert found.hours[186] == 18.5


def test_three_eight_hour_shifts_cover_the_day() -> None:
    found = cover([office("UTC", *ends) for ends in (("00:00", "08:00"), ("08:00", "16:00"), ("16:00", "00:00"))], 2026)
    assert found.on(JANUARY) == (Stretch(0, 1440, 1),)
    assert found.gaps(JANUARY) == ()
    assert set(found.hours) == {24.0} and set(found.doubled_hours) == {0.0}


def test_nobody_leaves_the_whole_day_open() -> None:
    assert cover([], 2026).gaps(JANUARY) == (Stretch(0, 1440, 0),)


def test_the_night_of_a_clock_change_is_worked_as_it_is() -> None:
    """London 22:00-06:00 on 28 March 2026 is 22:00-05:00 UTC: the hour after 01:00 is skipped."""
    found = cover([office(LONDON, "22:00", "06:00")], 2026)
    assert found.places[86, 1320:].sum() + found.places[87, :720].sum() == 7 * 60


@given(st.lists(windows(), min_size=1, max_size=4), st.integers(1973, 2100), st.integers(0, 364))
@settings(max_examples=15, deadline=None)
def test_cover_counts_the_places_at_work_each_minute(places: list[Window], year: int, day: int) -> None:
    counts = np.zeros(1440, dtype=int)
    midnight = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day)
    quiet = True
    for place in places:
        zone = ZoneInfo(place.timezone)
        nearby = {(midnight + timedelta(hours=h)).astimezone(zone).utcoffset() for h in range(-48, 73)}
        quiet &= len(nearby) == 1
        for minute in range(1440):
            local = (midnight + timedelta(minutes=minute)).astimezone(zone)
            reading = local.hour * 60 + local.minute
            counts[minute] += any(place.start_minute <= reading + n * 1440 < place.end_minute for n in (0, 1))
    if quiet:  # the nights of a clock change are worked out by hand above
        np.testing.assert_array_equal(cover(places, year).places[day], counts)


@given(windows(), st.integers(1970, 2100), st.integers(0, 364))
@settings(max_examples=25, deadline=None)
def test_one_place_alone_is_its_own_cover(place: Window, year: int, day: int) -> None:
    on = date(year, 1, 1) + timedelta(days=day)
    assert at_work(place, on) == tuple(stretch for stretch in cover([place], year).on(on) if stretch.places)


def test_a_date_of_another_year_is_refused() -> None:
    with pytest.raises(ScenarioError, match="date: 2025-01-05 is not in 2026"):
        cover([office(LONDON)], 2026).on(date(2025, 1, 5))

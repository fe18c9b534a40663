"""The bargain against an exhaustive search of every minute, and in words."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain.bargain import EVERY_DAY, MOST_DAYS, NEARLY_EVERY_DAY, Shift, bargain, duration, sentence
from atlas.domain.errors import ScenarioError
from atlas.domain.formats import NBSP
from atlas.domain.overlap import Window, window, year_overlap

from .test_overlap import BUCHAREST, KOLKATA, LONDON, LOS_ANGELES, NEW_YORK, office

ZONES = st.sampled_from([NEW_YORK, LOS_ANGELES, LONDON, KOLKATA, BUCHAREST, "Asia/Kathmandu", "Africa/Casablanca"])


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(st.integers(0, 1439))
    return Window(draw(ZONES), start, start + draw(st.integers(120, 1440)))


def days_met(homes: Sequence[Window], hub: Window, year: int, hours: float, shift: Shift) -> int:
    """Days on which every home office has the hours, counted on the whole year without any grouping of days."""
    moved = hub.shifted(shift.hub_minutes)
    least = np.min([year_overlap(home.shifted(shift.home_minutes), moved, year).hours for home in homes], axis=0)
    return int((least >= hours - 1e-9).sum())


@given(st.lists(windows(), min_size=1, max_size=2), windows(), st.integers(1970, 2100), st.integers(10, 480),
       st.sampled_from([EVERY_DAY, NEARLY_EVERY_DAY, MOST_DAYS]))
@settings(max_examples=60, deadline=None)
def test_the_shift_is_enough_and_one_minute_less_is_not(homes: list[Window], hub: Window, year: int, minutes: int,
                                                       share: float) -> None:
    hours = minutes / 60
    found = bargain(homes, hub, year, hours, share)
    for shift, split in ((found.hub, 1.0), (found.home, 0.0), (found.shared, 0.5)):
        if shift is not None:
            assert days_met(homes, hub, year, hours, shift) >= found.days_required
            total = shift.hub_minutes - shift.home_minutes
            if total:
                less = divided(total - int(np.sign(total)), split)
                assert days_met(homes, hub, year, hours, less) < found.days_required


def divided(total: int, hub_share: float) -> Shift:
    """A total shift as the hub's share and the rest; a half is rounded up to half an hour for the hub."""
    size = abs(total)
    hub = min(size, math.ceil(size / 60) * 30) if hub_share == 0.5 else int(size * hub_share)
    sign = 1 if total > 0 else -1
    return Shift(sign * hub, -sign * (size - hub))


@given(windows(), windows(), st.integers(10, 480), st.sampled_from([EVERY_DAY, NEARLY_EVERY_DAY]))
@settings(max_examples=8, deadline=None)
def test_no_smaller_shift_of_the_hub_is_enough(home: Window, hub: Window, minutes: int, share: float) -> None:
    found = bargain([home], hub, 2026, minutes / 60, share)
    smaller = range(abs(found.hub.hub_minutes)) if found.hub else range(0, 721, 7)
    for size in smaller:
        for signed in (size, -size):
            assert days_met([home], hub, 2026, minutes / 60, Shift(signed, 0)) < found.days_required


@pytest.mark.parametrize(
    ("home", "hub", "share", "expected"),
    [
        (NEW_YORK, KOLKATA, EVERY_DAY, (Shift(270, 0), Shift(0, -270), Shift(150, -120))),
        (NEW_YORK, KOLKATA, MOST_DAYS, (Shift(210, 0), Shift(0, -210), Shift(120, -90))),
        (NEW_YORK, BUCHAREST, EVERY_DAY, (Shift(60, 0), Shift(0, -60), Shift(30, -30))),
        (LOS_ANGELES, KOLKATA, EVERY_DAY, (Shift(-330, 0), Shift(0, 330), Shift(-180, 150))),
        (LONDON, BUCHAREST, EVERY_DAY, (Shift(0, 0), Shift(0, 0), Shift(0, 0))),
    ],
)
def test_three_hours_in_2026(home: str, hub: str, share: float, expected: tuple[Shift, ...]) -> None:
    """In winter Bengaluru stops at 07:30 in New York: 4.5 h before noon, when three hours there are over."""
    found = bargain([office(home)], office(hub), 2026, 3, share)
    assert (found.hub, found.home, found.shared) == expected


def test_a_night_that_is_an_hour_short_is_told_apart_from_every_day() -> None:
    """Nine hours from 22:00 on the clock last eight on the night of 7 March."""
    night = window(NEW_YORK, "22:00", "07:00")
    assert bargain([night], night, 2026, 9, EVERY_DAY).hub is None
    assert bargain([night], night, 2026, 9, NEARLY_EVERY_DAY).hub == Shift(0, 0)


def test_only_counted_days_are_required() -> None:
    march = np.zeros(365, dtype=bool)
    march[66:87] = True  # 8 to 28 March, when New York is an hour closer
    found = bargain([office(NEW_YORK)], office(BUCHAREST), 2026, 3, counted=march)
    assert (found.days_counted, found.hub) == (21, Shift(0, 0))


def test_hours_longer_than_a_window_cannot_be_bought_with_a_shift() -> None:
    found = bargain([office(NEW_YORK)], office(BUCHAREST), 2026, 9.5)
    assert (found.hub, found.home, found.shared) == (None, None, None)


@pytest.mark.parametrize(
    ("keys", "message"),
    [({"hours": 0}, "hours: 0 is out of range"), ({"hours": 25}, "hours: 25 is out"), ({"share": 1.5}, "share: 1.5 is"),
     ({"counted": np.zeros(365, dtype=bool)}, "no day of the year counts")],
)
def test_impossible_terms_are_refused(keys: dict, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        bargain([office(NEW_YORK)], office(BUCHAREST), 2026, **keys)


def said(home: str, hub: str, cities: tuple[str, str], **terms: float) -> str:
    return sentence(bargain([office(home)], office(hub), 2026, **terms), *cities).replace(NBSP, " ")


def test_the_bargain_in_words() -> None:
    cities = ("Bengaluru", "New York")
    assert said(NEW_YORK, KOLKATA, cities) == (
        "Bengaluru starts 4.5 h later, or 2.5 h later and New York 2 h earlier: 3 h every day of the year.")
    assert said(NEW_YORK, KOLKATA, cities, share=NEARLY_EVERY_DAY).endswith("earlier: 3 h on 95 % of days.")
    assert said(NEW_YORK, KOLKATA, cities, hours=9.5) == (
        "No shift gives 9.5 h every day of the year: lengthen the hours of Bengaluru or New York, or ask for less.")
    assert said(LONDON, BUCHAREST, ("Bucharest", "London"), share=MOST_DAYS) == (
        "Bucharest and London share 3 h on most days as they are.")


@pytest.mark.parametrize(("minutes", "text"), [(270, "4.5 h"), (-271, "4 h 31 min"), (20, "20 min"), (30, "30 min"),
                                               (60, "1 h"), (0, "0 h")])
def test_durations_read_as_spoken(minutes: int, text: str) -> None:
    assert duration(minutes).replace(NBSP, " ") == text

"""Overlap against PRODUCT's day counts, a minute-by-minute walk written apart from it, and properties."""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain.errors import ScenarioError
from atlas.domain.overlap import Run, Window, most_frequent, together, typical_hours, window, year_overlap
from atlas.domain.zones import check_zone, zone_names

NEW_YORK, LOS_ANGELES, LONDON = "America/New_York", "America/Los_Angeles", "Europe/London"
BUCHAREST, WARSAW, TALLINN, KOLKATA = "Europe/Bucharest", "Europe/Warsaw", "Europe/Tallinn", "Asia/Kolkata"


def office(zone: str, start: str = "09:00", end: str = "18:00") -> Window:
    return window(zone, start, end)


# --- PRODUCT section 5 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "hub", "days"),
    [
        (NEW_YORK, BUCHAREST, {2.0: 337, 3.0: 28}),
        (LOS_ANGELES, WARSAW, {0.0: 337, 1.0: 28}),
        (NEW_YORK, KOLKATA, {0.0: 365}),
        (LONDON, KOLKATA, {3.5: 155, 4.5: 210}),
        (LONDON, TALLINN, {7.0: 365}),
    ],
)
def test_day_counts_of_the_product_page(home: str, hub: str, days: dict[float, int]) -> None:
    assert year_overlap(office(home), office(hub), 2026).days == days


@pytest.mark.parametrize(("home", "january", "july"), [(NEW_YORK, 10.5, 9.5), (LOS_ANGELES, 13.5, 12.5)])
def test_india_is_a_clock_difference_ahead_of_the_us(home: str, january: float, july: float) -> None:
    found = year_overlap(office(home), office(KOLKATA), 2026)
    assert (found.offsets[14], found.offsets[195]) == (january, july)
    assert found.offset_hours == (july, january)
    assert found.max == 0


def test_odd_weeks_are_dated_as_the_clocks_change() -> None:
    """2026: US clocks change on 8 March and 1 November, those of the EU on 29 March and 25 October."""
    found = year_overlap(office(NEW_YORK), office(BUCHAREST), 2026)
    assert found.odd == (Run(date(2026, 3, 8), date(2026, 3, 28), 3.0), Run(date(2026, 10, 25), date(2026, 10, 31), 3.0))
    assert [run.days for run in found.runs] == [66, 21, 210, 7, 61]


@pytest.mark.parametrize("home", [LONDON, "Australia/Sydney"])
def test_a_season_is_not_an_odd_week(home: str) -> None:
    """London is in winter at both ends of the year; Sydney's 182 days from 5 April to 3 October lie within it."""
    assert len(year_overlap(office(home), office(KOLKATA), 2026).runs) == 3
    assert year_overlap(office(home), office(KOLKATA), 2026).odd == ()


def test_typical_is_the_hours_of_most_days_and_the_smaller_of_a_tie() -> None:
    assert year_overlap(office(LONDON), office(KOLKATA), 2026).typical == 4.5
    assert most_frequent(np.array([4.0, 3.0, 4.0, 3.0, 9.0])) == 3.0


# --- against a walk through the minutes -------------------------------------------------------------------------------


def walked_minutes(home: Window, hub: Window, day: date) -> int:
    """Minutes of the home window of a date at which the hub is at work too, met by a walk through every minute of UTC.

    A window of a date starts when the local clock first shows its start or later and stops when it first shows its
    end: the highest reading so far decides, so the hour that a clock repeats does not count as a second start.
    """
    home_zone, hub_zone = ZoneInfo(home.timezone), ZoneInfo(hub.timezone)
    midnight = datetime.combine(day, time())
    opens, closes = (midnight + timedelta(minutes=m) for m in (home.start_minute, home.end_minute))
    walk = opens.replace(tzinfo=UTC) - timedelta(hours=18)  # no zone is over 14 h ahead, no clock goes back by 4
    home_highest = hub_highest = datetime.min
    minutes = 0
    while home_highest < closes:
        walk += timedelta(minutes=1)
        home_highest = max(home_highest, walk.astimezone(home_zone).replace(tzinfo=None))
        if home_highest < opens - timedelta(hours=4):
            continue
        hub_highest = max(hub_highest, walk.astimezone(hub_zone).replace(tzinfo=None))
        if opens <= home_highest < closes and at_work(hub, hub_highest):
            minutes += 1
    return minutes


def at_work(place: Window, reading: datetime) -> bool:
    """Whether a reading of the local clock falls into the window of its date or of the date before."""
    minute = reading.hour * 60 + reading.minute
    return any(place.start_minute <= minute + earlier * 1440 < place.end_minute for earlier in (0, 1))


def random_case(draw: random.Random) -> tuple[Window, Window, date]:
    """Two zones, windows of a minute to 24 hours, a date from 1973 to 2100, half of them beside a clock change."""
    zones = draw.sample(zone_names(), 2)
    home, hub = (Window(zone, start, start + draw.choice((draw.randint(1, 1440), 540, 1440)))
                 for zone in zones for start in [draw.randrange(1440)])
    day = date(draw.randint(1973, 2100), 1, 1) + timedelta(days=draw.randrange(365))
    if draw.random() < 0.5:
        day = next_change(ZoneInfo(home.timezone if draw.random() < 0.5 else hub.timezone), day, draw.randint(-2, 1))
    return home, hub, day


def next_change(rules: ZoneInfo, day: date, further: int) -> date:
    """A date beside the next clock change after `day`, or `day` itself where the year has none left."""
    nights = [datetime(day.year, 1, 1, tzinfo=rules) + timedelta(days=n) for n in range(365)]
    left = (after for before, after in pairwise(nights)
            if after.date() > day and before.utcoffset() != after.utcoffset())
    return min(next((night.date() for night in left), day) + timedelta(days=further), date(day.year, 12, 31))


@pytest.mark.slow
def test_random_days_agree_with_a_walk_through_the_minutes() -> None:
    draw = random.Random(2026)
    for _ in range(2000):
        home, hub, day = random_case(draw)
        hours = year_overlap(home, hub, day.year).hours[day.timetuple().tm_yday - 1]
        assert round(hours * 60, 6) == walked_minutes(home, hub, day), (home, hub, day)


@pytest.mark.parametrize(
    ("zone", "start", "end", "day", "hours"),
    [
        (NEW_YORK, "00:00", "00:00", date(2026, 3, 8), 23),  # clocks go from 02:00 to 03:00
        (NEW_YORK, "00:00", "00:00", date(2026, 11, 1), 25),
        (NEW_YORK, "22:00", "07:00", date(2026, 10, 31), 10),  # the repeated hour is worked
        (NEW_YORK, "02:15", "02:45", date(2026, 3, 8), 0),  # the clock jumps over the window
        (NEW_YORK, "02:30", "04:00", date(2026, 3, 8), 1),
        ("Australia/Lord_Howe", "00:00", "00:00", date(2026, 10, 4), 23.5),  # half an hour of daylight saving
        ("Asia/Kathmandu", "00:00", "00:00", date(1986, 1, 1), 23.75),  # from +5:30 to +5:45
        ("Pacific/Apia", "09:00", "17:00", date(2011, 12, 30), 0),  # Samoa skipped the date
        ("Africa/Cairo", "00:00", "08:00", date(2026, 4, 24), 7),  # the clock jumps over midnight
    ],
)
def test_windows_across_a_clock_change(zone: str, start: str, end: str, day: date, hours: float) -> None:
    always = window("UTC", "00:00", "00:00")
    found = year_overlap(window(zone, start, end), always, day.year)
    assert found.hours[day.timetuple().tm_yday - 1] == hours


# --- properties -------------------------------------------------------------------------------------------------------

ZONES = st.sampled_from([NEW_YORK, LOS_ANGELES, LONDON, KOLKATA, "Asia/Kathmandu", "Australia/Lord_Howe",
                         "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Kiritimati", "Pacific/Chatham", "UTC"])
FIXED = st.integers(-12, 14).map(lambda hours: f"Etc/GMT{-hours:+d}" if hours else "UTC")
YEARS = st.integers(1970, 2100)


@st.composite
def windows(draw: st.DrawFn, zones: st.SearchStrategy[str] = ZONES) -> Window:
    start = draw(st.integers(0, 1439))
    return Window(draw(zones), start, start + draw(st.integers(1, 1440)))


@given(windows(), windows(), YEARS)
def test_overlap_lies_between_nothing_and_the_shorter_window(home: Window, hub: Window, year: int) -> None:
    hours = year_overlap(home, hub, year).hours
    longest_night = 60  # minutes that a clock repeats inside a window
    assert len(hours) == 365 + (year % 4 == 0 and year != 2100)
    assert hours.min() >= 0
    assert round(hours.max() * 60) <= min(home.minutes, hub.minutes) + longest_night


@given(windows(), windows(), YEARS, st.integers(0, 300), st.booleans())
def test_longer_hours_never_share_less(home: Window, hub: Window, year: int, more: int, of_hub: bool) -> None:
    place = hub if of_hub else home
    longer = Window(place.timezone, place.start_minute, min(place.end_minute + more, place.start_minute + 1440))
    wider = year_overlap(home, longer, year) if of_hub else year_overlap(longer, hub, year)
    assert (wider.hours >= year_overlap(home, hub, year).hours).all()


@given(windows(), windows(), YEARS, st.floats(0, 1))
def test_the_parts_of_a_window_share_what_the_whole_shares(home: Window, hub: Window, year: int, cut: float) -> None:
    noon = home.start_minute + round(cut * home.minutes)
    parts = [year_overlap(Window(home.timezone, *ends), hub, year).hours
             for ends in ((home.start_minute, noon), (noon, home.end_minute))]
    np.testing.assert_allclose(sum(parts), year_overlap(home, hub, year).hours, atol=1e-9)


@given(windows(FIXED), windows(FIXED), YEARS)
def test_without_clock_changes_overlap_is_mutual(one: Window, other: Window, year: int) -> None:
    there, back = year_overlap(one, other, year), year_overlap(other, one, year)
    assert there.days == back.days
    assert there.offset_hours == tuple(-hours for hours in back.offset_hours[::-1])


# --- several home offices ---------------------------------------------------------------------------------------------


def test_several_offices_share_the_least_of_each_and_less_all_together() -> None:
    """In January New York works 14:00-23:00 UTC, London 09:00-18:00, Bucharest 07:00-16:00: all three for two hours.

    Los Angeles starts at 17:00 UTC, when Bucharest is gone.
    """
    pair = together([office(LONDON), office(NEW_YORK)], office(BUCHAREST), 2026)
    assert (pair.smallest[0], pair.everyone[0]) == (2, 2)
    three = together([office(NEW_YORK), office(LOS_ANGELES), office(LONDON)], office(BUCHAREST), 2026)
    assert (three.smallest[0], three.everyone[0]) == (0, 0)


def test_offices_may_each_overlap_and_never_meet() -> None:
    shifts = [office("UTC", "00:00", "08:00"), office("UTC", "12:00", "20:00")]
    found = together(shifts, office("UTC", "00:00", "00:00"), 2026)
    assert (set(found.smallest), set(found.everyone)) == ({8.0}, {0.0})


@given(st.lists(windows(), min_size=1, max_size=3), windows(), YEARS)
@settings(max_examples=40)
def test_everyone_together_never_exceeds_the_first_office_alone(homes: list[Window], hub: Window, year: int) -> None:
    found = together(homes, hub, year)
    assert (found.everyone <= year_overlap(homes[0], hub, year).hours + 1e-9).all()
    assert (found.smallest <= np.min([year_overlap(home, hub, year).hours for home in homes], axis=0)).all()


@given(st.lists(windows(), min_size=1, max_size=3), st.lists(windows(), min_size=1, max_size=4), YEARS)
@settings(max_examples=40)
def test_the_criterion_is_the_typical_smallest_overlap(homes: list[Window], hubs: list[Window], year: int) -> None:
    expected = []
    for hub in hubs:
        smallest = np.round(np.min([year_overlap(home, hub, year).hours for home in homes], axis=0) * 3600)
        values, counts = np.unique(smallest, return_counts=True)
        expected.append(values[np.argmax(counts)] / 3600)
    assert typical_hours(homes, hubs, year).tolist() == expected


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "nearest"),
    [("New York", "America/New_York"), ("Asia/Kolkatta", "Asia/Kolkata"), ("europe/london", "Europe/London")],
)
def test_unknown_zone_names_the_nearest(zone: str, nearest: str) -> None:
    with pytest.raises(ScenarioError, match=f"timezone: '{zone}' is not an IANA time zone; did you mean '{nearest}'"):
        check_zone(zone)


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "localtime", "Europe", None, 3])
def test_what_is_no_zone_is_refused(zone: object) -> None:
    with pytest.raises(ScenarioError, match="is not an IANA time zone"):
        check_zone(zone)


@pytest.mark.parametrize("clock", ["24:00", "9:00", "09:60", "", "09:00 ", None, 9])
def test_what_is_no_time_of_day_is_refused(clock: object) -> None:
    with pytest.raises(ScenarioError, match="is not a time of day; write it as 09:00"):
        window(LONDON, clock, "18:00")


def test_an_end_before_the_start_is_on_the_next_day_and_equal_times_are_24_hours() -> None:
    assert window(LONDON, "22:00", "07:00").minutes == 9 * 60
    assert window(LONDON, "09:00", "09:00").minutes == 24 * 60


@pytest.mark.parametrize("year", [1900, 1969, 2101])
def test_a_year_without_reliable_rules_is_refused(year: int) -> None:
    with pytest.raises(ScenarioError, match=f"year: {year} is out of range"):
        year_overlap(office(LONDON), office(KOLKATA), year)


def test_the_year_2100_follows_the_rules_of_today() -> None:
    """14 March and 7 November against 28 March and 31 October: 14 and 7 odd days."""
    found = year_overlap(office(NEW_YORK), office(BUCHAREST), 2100)
    assert found.days == {2.0: 344, 3.0: 21}
    assert [run.first for run in found.odd] == [date(2100, 3, 14), date(2100, 10, 31)]


def test_no_home_office_is_an_error_not_a_crash() -> None:
    with pytest.raises(ScenarioError, match="no office is given"):
        typical_hours([], [office(LONDON)], 2026)

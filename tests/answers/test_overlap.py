"""Overlap of the shipped catalogue: what stays the same, days off of both sides, and the calendar as a parser reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from atlas import answers
from atlas.domain.overlap import window
from atlas.domain.scenario import DEFAULT, KNOWN_HOMES, HomeOffice, from_json

pytestmark = pytest.mark.usefixtures("built_database")
NEW_YORK = HomeOffice("New York", KNOWN_HOMES["New York"])
NOWHERE = HomeOffice("Atlantis", "Atlantic/Azores")
BUCHAREST = window("Europe/Bucharest", "09:00", "18:00")
STAMP = datetime(2026, 1, 2, tzinfo=UTC)


def test_weights_do_not_compute_the_overlap_anew() -> None:
    other = replace(DEFAULT, weights=(1.0,) * len(DEFAULT.weights), role="data_engineer")
    assert answers.overlap(other) is answers.overlap(DEFAULT)
    assert answers.overlap(from_json({"home": "Berlin"})) is not answers.overlap(DEFAULT)


def test_a_lone_home_office_stands_beside_the_home_markets_at_its_hours() -> None:
    found = answers.overlap_by_home(from_json({"home": [{"city": "Berlin", "start": "08:00", "end": "17:00"}]}))
    assert [office.city for office in found.homes] == ["Berlin", "London", "New York", "San Francisco", "Toronto"]
    assert {window.label for window in found.windows} == {"08:00–17:00"}
    two = from_json({"home": ["Berlin", "London"]})
    assert answers.overlap_by_home(two) is answers.overlap(two)


def test_working_days_of_romania_and_new_york() -> None:
    """Weekday holidays of 2026 by hand from both official lists: 11 and 13 (the shipped facts have Romania's)."""
    found = answers.overlap_workdays(NEW_YORK, "bucharest", BUCHAREST, 2026)
    assert found.lost == (13, 11)
    assert found.off[0][date(2026, 7, 3)] == "Independence Day (observed)"
    assert found.shared.shared_days == sum(
        day not in found.off[0] and day not in found.off[1]
        for day in (date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())))


def test_a_home_office_outside_the_catalogue_has_unknown_days_off() -> None:
    found = answers.overlap_workdays(NOWHERE, "bucharest", BUCHAREST, 2026)
    assert (found.lost, found.shared) == ((None, 11), None)


def test_a_remark_goes_with_the_country_it_is_about() -> None:
    kyiv = answers.overlap_workdays(NEW_YORK, "kyiv", window("Europe/Kyiv", "09:00", "18:00"), 2026)
    assert any("martial law" in remark for remark in kyiv.remarks)


def test_the_calendar_has_the_right_instants_across_a_clock_change() -> None:
    """Fridays around New York's change of 8 March and Bucharest's of 29 March 2026, read by another program."""
    text = answers.overlap_calendar(NEW_YORK, "bucharest", BUCHAREST, 2026, STAMP)
    events = {event.decoded("dtstart").date(): event for event in Calendar.from_ical(text).walk("VEVENT")}
    local = {}
    for day in (date(2026, 3, 6), date(2026, 3, 13), date(2026, 4, 3)):
        ends = [events[day].decoded(end) for end in ("dtstart", "dtend")]
        local[day.isoformat()] = [f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" for moment in ends
                                  for zone in ("America/New_York", "Europe/Bucharest")]
    assert local == {
        "2026-03-06": ["09:00", "16:00", "11:00", "18:00"],
        "2026-03-13": ["09:00", "15:00", "12:00", "18:00"],
        "2026-04-03": ["09:00", "16:00", "11:00", "18:00"],
    }


def test_the_calendar_leaves_out_days_that_one_side_does_not_work() -> None:
    """Saturdays, and 30 November 2026: Saint Andrew in Romania, a plain Monday in New York."""
    text = answers.overlap_calendar(NEW_YORK, "bucharest", BUCHAREST, 2026, STAMP)
    days = [event.decoded("dtstart").date() for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(days) == answers.overlap_workdays(NEW_YORK, "bucharest", BUCHAREST, 2026).shared.shared_days
    assert all(day.weekday() < 5 for day in days)
    assert date(2026, 11, 30) not in days and date(2026, 11, 27) in days


def test_a_calendar_with_an_unknown_side_leaves_nothing_out() -> None:
    text = answers.overlap_calendar(NOWHERE, "bucharest", BUCHAREST, 2026, STAMP)
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 365

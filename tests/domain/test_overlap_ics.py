"""The calendar file as another program reads it: `icalendar`."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from atlas.domain.errors import ScenarioError
from atlas.domain.ics import Side, ics
from atlas.domain.overlap import window

STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NEW_YORK = Side("New York", window("America/New_York", "09:00", "18:00"))
BUCHAREST = Side("Bucharest", window("Europe/Bucharest", "09:00", "18:00"))
SPRING = [date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 30)]
"""Before the US clock change of 8 March, between it and that of the EU on 29 March, and after both."""


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_instants_are_right_across_clock_changes() -> None:
    """New York opens at 14:00 UTC, then 13:00; Bucharest closes at 16:00 UTC, and at 15:00 after 29 March."""
    found = [(event.start, event.end) for event in events(ics(NEW_YORK, BUCHAREST, SPRING, STAMP))]
    assert found == [
        (datetime(2026, 3, 6, 14, tzinfo=UTC), datetime(2026, 3, 6, 16, tzinfo=UTC)),
        (datetime(2026, 3, 9, 13, tzinfo=UTC), datetime(2026, 3, 9, 16, tzinfo=UTC)),
        (datetime(2026, 3, 30, 13, tzinfo=UTC), datetime(2026, 3, 30, 15, tzinfo=UTC)),
    ]


def test_an_event_says_the_hours_on_both_clocks_and_leaves_people_free() -> None:
    event = events(ics(NEW_YORK, BUCHAREST, SPRING, STAMP))[1]
    assert event["SUMMARY"] == "New York and Bucharest are both at work"
    assert event["DESCRIPTION"] == "09:00–12:00 in New York and 15:00–18:00 in Bucharest"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["DTSTAMP"].dt == STAMP


def test_a_year_has_an_event_a_day_and_a_uid_each() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    found = events(ics(NEW_YORK, BUCHAREST, days, STAMP))
    assert len({str(event["UID"]) for event in found}) == len(found) == 365
    assert sum((event.end - event.start).total_seconds() for event in found) == (337 * 2 + 28 * 3) * 3600


def test_a_window_that_ends_and_begins_again_gives_two_events() -> None:
    """The hub rests from 12:00 to 13:00."""
    hub = Side("Riga", window("Europe/Riga", "13:00", "12:00"))
    found = events(ics(Side("Tallinn", window("Europe/Tallinn", "09:00", "18:00")), hub, [date(2026, 1, 5)], STAMP))
    assert [(event.start.hour, event.end.hour) for event in found] == [(7, 10), (11, 16)]


def test_around_the_clock_is_one_event_over_midnight() -> None:
    night = Side("Tallinn", window("Europe/Tallinn", "22:00", "06:00"))
    always = Side("Riga", window("Europe/Riga", "00:00", "00:00"))
    (event,) = events(ics(night, always, [date(2026, 1, 5)], STAMP))
    assert event.end - event.start == timedelta(hours=8)


def test_the_same_arguments_give_the_same_bytes_and_another_stamp_the_same_uids() -> None:
    first, again = (ics(NEW_YORK, BUCHAREST, SPRING, STAMP) for _ in range(2))
    later = ics(NEW_YORK, BUCHAREST, SPRING, STAMP + timedelta(days=1))
    assert first == again != later
    assert [e["UID"] for e in events(first)] == [e["UID"] for e in events(later)]


@pytest.mark.parametrize("city", ["A, B; C\\D", "Line\nbreak", "São Paulo " * 12, "🏙" * 40, "END:VEVENT\r\nBEGIN:VALARM"])
def test_a_city_of_any_letters_survives_escaping_and_folding(city: str) -> None:
    text = ics(Side(city, NEW_YORK.window), BUCHAREST, SPRING[:1], STAMP)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (event,) = events(text)
    assert event["SUMMARY"] == f"{city} and Bucharest are both at work".replace("\r\n", "\n")
    assert not event.subcomponents


def test_control_characters_are_dropped() -> None:
    (event,) = events(ics(Side("Ci\x00ty\x1b", NEW_YORK.window), BUCHAREST, SPRING[:1], STAMP))
    assert event["SUMMARY"].startswith("City and")


def test_no_shared_hours_is_an_empty_calendar() -> None:
    delhi = Side("Delhi", window("Asia/Kolkata", "09:00", "18:00"))
    assert events(ics(NEW_YORK, delhi, SPRING, STAMP)) == []


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(ScenarioError, match="has no time zone"):
        ics(NEW_YORK, BUCHAREST, SPRING, STAMP.replace(tzinfo=None))

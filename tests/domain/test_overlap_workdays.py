"""Working days against the shipped facts, published calendars and hand counts."""

import csv
from datetime import date, timedelta

import numpy as np
import pytest

from atlas.domain.overlap import window
from atlas.domain.workdays import (
    SUBDIVISIONS,
    WorkCalendar,
    calendar_of,
    days_off,
    holidays_lost,
    public_holidays,
    shared_year,
    worked_seconds,
    working_days,
)
from atlas.paths import DATA

with (DATA / "hubs.csv").open(encoding="utf-8") as file:
    COUNTRY = {row["hub_id"]: row["country"] for row in csv.DictReader(file)}
with (DATA / "facts.csv").open(encoding="utf-8") as file:
    SHIPPED = [(row["hub_id"], row["country"], int(float(row["value"]))) for row in csv.DictReader(file)
               if row["metric"] == "public_holidays_weekday_2026_days"]


@pytest.mark.parametrize(("hub_id", "country", "days"), SHIPPED)
def test_holidays_agree_with_the_shipped_facts(hub_id: str, country: str, days: int) -> None:
    calendar = calendar_of(hub_id, country) if hub_id else WorkCalendar(country)
    lost = public_holidays(calendar, 2026)
    assert sum(day.weekday() < 5 for day in lost) == days


def test_every_hub_has_a_calendar_and_every_subdivision_is_known() -> None:
    assert set(SUBDIVISIONS) <= set(COUNTRY)
    for hub_id, country in COUNTRY.items():
        assert working_days(calendar_of(hub_id, country), 2026) is not None, hub_id


@pytest.mark.parametrize("calendar", [WorkCalendar("ZZ"), WorkCalendar("US", "QQ")])
def test_an_unknown_country_is_unknown_not_without_holidays(calendar: WorkCalendar) -> None:
    poland = (window("Europe/Warsaw", "09:00", "17:00"), WorkCalendar("PL"))
    assert working_days(calendar, 2026) is None
    assert holidays_lost(calendar, 2026) is None
    assert public_holidays(calendar, 2026) is None
    assert shared_year((poland[0], calendar), poland, 2026) is None
    assert shared_year(poland, (poland[0], calendar), 2026) is None


def test_kosovo_is_unknown_before_it_was_a_country() -> None:
    assert public_holidays(WorkCalendar("XK"), 1999) is None
    assert date(2026, 2, 17) in public_holidays(WorkCalendar("XK"), 2026)


def test_names_are_english_whatever_the_machine_speaks() -> None:
    assert public_holidays(WorkCalendar("PL"), 2026)[date(2026, 11, 11)] == "National Independence Day"


def test_no_holidays_is_not_unknown() -> None:
    """Ukraine has none since March 2022."""
    assert public_holidays(WorkCalendar("UA"), 2026) == {}
    assert working_days(WorkCalendar("UA"), 2026).sum() == 261


def test_hungary_works_the_saturdays_that_it_moved() -> None:
    """10 January, 8 August and 12 December 2026 by the decree on working days around public holidays."""
    works = working_days(WorkCalendar("HU"), 2026)
    assert [bool(works[day.timetuple().tm_yday - 1])
            for day in (date(2026, 1, 10), date(2026, 1, 17), date(2026, 8, 8), date(2026, 12, 12))] == [
                True, False, True, True]


def test_days_off_are_the_days_that_are_not_worked_and_say_why() -> None:
    off = days_off(WorkCalendar("PL"), 2026)
    assert len(off) == 365 - (261 - 8)
    assert (off[date(2026, 1, 1)], off[date(2026, 1, 3)]) == ("New Year's Day", "Saturday")
    assert date(2026, 1, 10) not in days_off(WorkCalendar("HU"), 2026)
    assert days_off(WorkCalendar("ZZ"), 2026) is None


def test_weekends_are_those_of_the_country() -> None:
    """Saudi Arabia rests on Friday and Saturday; 7 June 2026 is a Sunday."""
    works = working_days(WorkCalendar("SA"), 2026)
    assert [bool(works[day - 1]) for day in (156, 157, 158)] == [False, False, True]


def test_poland_and_germany_share_what_the_calendars_leave() -> None:
    """Weekdays off in 2026. Both: 1 January, 6 April, 1 May, 25 December. Berlin alone: 3 April, 14 and 25 May.

    Poland alone: 6 January, 4 June, 11 November, 24 December. 2026 has 261 weekdays; 10:00 to 17:00 is shared.
    """
    poland = (window("Europe/Warsaw", "09:00", "17:00"), WorkCalendar("PL"))
    berlin = (window("Europe/Berlin", "10:00", "18:00"), calendar_of("berlin", "DE"))
    found = shared_year(berlin, poland, 2026)
    assert (found.lost_at_home, found.lost_at_hub, found.lost_on_both, found.shared_days) == (3, 4, 4, 250)
    assert found.shared_hours == 250 * 7


def test_hours_follow_each_sides_own_calendar_across_the_date_line() -> None:
    """A Friday evening in Los Angeles is a Saturday in Manila: nobody shares it.

    17:00-21:00 in Los Angeles is 09:00-13:00 of the next date in Manila under US standard time, and 08:00-12:00 under
    US daylight saving time (8 March to 31 October 2026): four and three hours with a hub that works 09:00-13:00.
    """
    us, manila = WorkCalendar("US"), WorkCalendar("PH")
    found = shared_year((window("America/Los_Angeles", "17:00", "21:00"), us),
                        (window("Asia/Manila", "09:00", "13:00"), manila), 2026)
    at_home = working_days(us, 2026)
    next_date = [*working_days(manila, 2026)[1:], False]  # 1 January 2027 is a holiday
    daylight_saving = range(66, 304)
    assert found.shared_hours == sum((3 if day in daylight_saving else 4) * bool(at_home[day] and next_date[day])
                                     for day in range(365))
    assert found.shared_days == int((at_home & working_days(manila, 2026)).sum())


def test_the_hours_of_a_year_are_those_of_its_dates() -> None:
    """New York and Bucharest: two hours on each shared working day, one more in the odd weeks."""
    home = (window("America/New_York", "09:00", "18:00"), WorkCalendar("US", "NY"))
    hub = (window("Europe/Bucharest", "09:00", "18:00"), WorkCalendar("RO"))
    seconds = worked_seconds(home, hub, 2026)
    found = shared_year(home, hub, 2026)
    assert len(seconds) == 365
    assert (seconds > 0).sum() == found.shared_days
    assert sorted(set(seconds / 3600)) == [0, 2, 3]
    assert found.shared_hours == 2 * found.shared_days + (seconds == 3 * 3600).sum()
    odd = [date(2026, 1, 1) + timedelta(days=int(n)) for n in np.flatnonzero(seconds == 3 * 3600)]
    assert (odd[0], odd[-1]) == (date(2026, 3, 9), date(2026, 10, 30))

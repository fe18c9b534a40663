"""Working days: weekends and public holidays of each side, and the days and hours that remain for both.

Holidays come from the `holidays` package. It says nothing of company holidays, and dates that hang on the moon are
estimates. A country that it does not know has no calendar here: unknown, never "no holidays".
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np

from atlas.domain.overlap import REACH, Window, shared_spans
from atlas.domain.zones import check_year, days_in

SUBDIVISIONS = {
    "new_york": "NY", "san_francisco": "CA", "toronto": "ON", "berlin": "BE", "london": "ENG", "bengaluru": "KA",
    "hyderabad": "TS", "pune": "MH", "delhi": "DL", "chennai": "TN", "sao_paulo": "SP", "buenos_aires": "C",
}
"""The package's code of a hub's state, where states have holidays of their own; Telangana is TG in ISO 3166-2."""

REMARKS = {"UA": "Under martial law public holidays are working days in Ukraine, since March 2022."}

LANGUAGE = "en_US"
"""Of the holidays' names; without one the package follows the machine's locale."""


INNER = slice(-REACH[0], -REACH[-1])
"""The year itself within the days of `_days`."""


@dataclass(frozen=True)
class WorkCalendar:
    """Whose holidays count: ISO 3166 alpha-2 country (XK for Kosovo), and part of it where that matters."""

    country: str
    subdivision: str | None = None


def calendar_of(hub_id: str, country: str) -> WorkCalendar:
    """The calendar of a catalogue city."""
    return WorkCalendar(country, SUBDIVISIONS.get(hub_id))


@lru_cache(maxsize=512)
def _published(calendar: WorkCalendar, year: int) -> holidays.HolidayBase | None:
    """The package's calendar of a year and its neighbours, or None where it has none."""
    known = holidays.list_supported_countries()
    if calendar.country not in known or (calendar.subdivision or "") not in ("", *known[calendar.country]):
        return None
    own = holidays.country_holidays(calendar.country, subdiv=calendar.subdivision)
    if not own.start_year <= year <= own.end_year:
        return None
    language = LANGUAGE if LANGUAGE in own.supported_languages else None
    return holidays.country_holidays(calendar.country, subdiv=calendar.subdivision, language=language,
                                     years=(year - 1, year, year + 1))


def public_holidays(calendar: WorkCalendar, year: int) -> dict[date, str] | None:
    """Names of the public holidays of a year by date, weekends included; None where the country is unknown."""
    published = _published(calendar, check_year(year))
    if published is None:
        return None
    return {day: name for day, name in sorted(published.items()) if day.year == year}


def days_off(calendar: WorkCalendar, year: int) -> dict[date, str] | None:
    """Each date of a year that is not worked and why: a holiday's name, or else the weekday; None where unknown."""
    working, named = working_days(calendar, year), public_holidays(calendar, year)
    if working is None or named is None:
        return None
    dates = (date(year, 1, 1) + timedelta(days=int(n)) for n in np.flatnonzero(~working))
    return {day: named.get(day, f"{day:%A}") for day in dates}


@lru_cache(maxsize=512)
def _days(calendar: WorkCalendar, year: int) -> tuple[np.ndarray, np.ndarray] | None:
    """(working days, weekdays lost to a holiday) from three days before a year to three after it."""
    published = _published(calendar, check_year(year))
    if published is None:
        return None
    first = date(year, 1, 1) + timedelta(days=int(REACH[0]))
    dates = [first + timedelta(days=n) for n in range(days_in(year) + len(REACH) - 1)]
    working = np.array([published.is_working_day(day) for day in dates])
    weekday = np.array([day.weekday() not in published.weekend or day in published.weekend_workdays for day in dates])
    return working, weekday & ~working


def working_days(calendar: WorkCalendar, year: int) -> np.ndarray | None:
    """Which days of a year are worked (365 or 366 booleans); None where the country is unknown."""
    days = _days(calendar, year)
    return None if days is None else days[0][INNER]


def holidays_lost(calendar: WorkCalendar, year: int) -> int | None:
    """Days of a year that would be worked but for a public holiday; None where the country is unknown."""
    days = _days(calendar, year)
    return None if days is None else int(days[1][INNER].sum())


@dataclass(frozen=True)
class SharedYear:
    """What remains of a year for two sides. Days are dates of the calendar, the same on both sides."""

    shared_days: int
    """Both are at work."""
    lost_at_home: int
    """Only home has a public holiday."""
    lost_at_hub: int
    """Only the hub has one."""
    lost_on_both: int
    """Both have one."""
    shared_hours: float
    """Hours that both work at the same instant, with each side's days off taken out on its own calendar."""


Side = tuple[Window, WorkCalendar]


def worked_seconds(home: Side, hub: Side, year: int) -> np.ndarray | None:
    """Seconds that both work on each home date (365 or 366), each side's days off taken out on its own calendar.

    None where either calendar is unknown.
    """
    home_days, hub_days = (_days(calendar, year) for _, calendar in (home, hub))
    if home_days is None or hub_days is None:
        return None
    start, end = shared_spans(home[0], hub[0], year)
    hub_dates = np.lib.stride_tricks.sliding_window_view(hub_days[0], len(REACH))
    return (np.maximum(end - start, 0) * hub_dates).sum(axis=1) * home_days[0][INNER]


def shared_year(home: Side, hub: Side, year: int) -> SharedYear | None:
    """Working days and hours of a year that home and hub share; None where either calendar is unknown."""
    seconds = worked_seconds(home, hub, year)
    if seconds is None:
        return None
    (home_works, home_lost), (hub_works, hub_lost) = (
        (works[INNER], lost[INNER]) for works, lost in (_days(calendar, year) for _, calendar in (home, hub)))
    return SharedYear(
        shared_days=int((home_works & hub_works).sum()),
        lost_at_home=int((home_lost & hub_works).sum()),
        lost_at_hub=int((hub_lost & home_works).sum()),
        lost_on_both=int((home_lost & hub_lost).sum()),
        shared_hours=float(seconds.sum() / 3600),
    )

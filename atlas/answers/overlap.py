"""Shared working hours: every place against the home offices, one pair in depth, and its calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import numpy as np
import tzdata

from atlas.answers.base import cached
from atlas.answers.catalogue import hub, hubs
from atlas.domain import bargain as bargain_domain
from atlas.domain import ics, overlap_answer, overlap_report, workdays
from atlas.domain.bargain import Bargain
from atlas.domain.overlap import Window, window
from atlas.domain.overlap_answer import OverlapAnswer
from atlas.domain.overlap_report import home_window
from atlas.domain.scenario import DEFAULT, KNOWN_HOMES, HomeOffice, Scenario
from atlas.domain.workdays import SharedYear, WorkCalendar
from atlas.domain.zones import check_year, days_in

HOURS_NEEDED = 3.0
"""A day's overlap that is asked for unless somebody asks for another; the articles say three to four hours."""


@cached(64)
def _compare(scenario: Scenario, hours: float) -> OverlapAnswer:
    return overlap_answer.compare(hubs(), scenario, hours)


def overlap(scenario: Scenario, hours: float = HOURS_NEEDED) -> OverlapAnswer:
    """Every place against the scenario's home offices; only home, hub hours and year matter.

    ScenarioError on hours out of range.
    """
    return _compare(Scenario(home=scenario.home, hub_hours=scenario.hub_hours, year=scenario.year), hours)


def overlap_by_home(scenario: Scenario, hours: float = HOURS_NEEDED) -> OverlapAnswer:
    """The same for a matrix: a lone home office stands beside the home markets, at its hours."""
    first = scenario.home[0]
    markets = [HomeOffice(city, zone, first.hours) for city, zone in KNOWN_HOMES.items() if city != first.city]
    return overlap(replace(scenario, home=(first, *markets)) if len(scenario.home) == 1 else scenario, hours)


def clock_sources() -> str:
    """The releases that every hour and every day off was computed with, for source lines."""
    return f"IANA time-zone rules {tzdata.IANA_VERSION} · public holidays: python holidays {holidays.__version__}"


@cached(256)
def bargain(homes: tuple[Window, ...], hub_window: Window, year: int, hours: float, share: float) -> Bargain:
    """The smallest shifts that give the hours with every home office on a share of the year's days."""
    return bargain_domain.bargain(homes, hub_window, year, hours, share)


@dataclass(frozen=True)
class Workdays:
    """What a home office and a hub share once weekends and public holidays are out; None where one is unknown.

    `lost` are the days that a public holiday takes from each side, `off` the dates not worked and why: (home, hub).
    """

    lost: tuple[int | None, int | None]
    off: tuple[dict[date, str] | None, dict[date, str] | None]
    shared: SharedYear | None
    remarks: tuple[str, ...]


def _calendar(city: str) -> WorkCalendar | None:
    """The calendar of a catalogue city by its name; None for a place that the catalogue does not know."""
    found = hubs()[hubs()["city"] == city]
    return None if found.empty else workdays.calendar_of(*found.iloc[0][["hub_id", "country"]])


@cached(128)
def overlap_workdays(office: HomeOffice, hub_id: str, hub_window: Window, year: int) -> Workdays:
    """Weekends and public holidays of a home office and a hub in a year."""
    known = [_calendar(office.city), workdays.calendar_of(hub_id, hub(hub_id)["country"])]
    both = None if known[0] is None else workdays.shared_year(
        (home_window(office), known[0]), (hub_window, known[1]), year)
    return Workdays(
        tuple(calendar and workdays.holidays_lost(calendar, year) for calendar in known),
        tuple(calendar and workdays.days_off(calendar, year) for calendar in known),
        both,
        tuple(workdays.REMARKS[c.country] for c in known if c and c.country in workdays.REMARKS))


def overlap_calendar(office: HomeOffice, hub_id: str, hub_window: Window, year: int, stamp: datetime) -> str:
    """A calendar file with the hours that both share on each date of a year that both work.

    Where a side's calendar is unknown, every date stays. `stamp` is when the file is made.
    """
    place = hub(hub_id)
    calendar = _calendar(office.city)
    seconds = None if calendar is None else workdays.worked_seconds(
        (home_window(office), calendar), (hub_window, workdays.calendar_of(hub_id, place["country"])), year)
    days = np.arange(days_in(year)) if seconds is None else np.flatnonzero(seconds)
    dates = [date(year, 1, 1) + timedelta(days=int(n)) for n in days]
    return ics.ics(ics.Side(office.city, home_window(office)), ics.Side(place["city"], hub_window), dates, stamp)


def _hub_window(hub_id: str) -> Window:
    """A hub's working day at the scenario's default hours."""
    return window(hub(hub_id)["timezone"], DEFAULT.hub_hours.start, DEFAULT.hub_hours.end)


def overlap_of_year(hub_id: str, homes: Sequence[HomeOffice], year: int, hours: float = HOURS_NEEDED) -> dict[str, Any]:
    """The `overlap` JSON of a year. ScenarioError on an unknown hub, or a year or hours out of range."""
    return overlap_report.report_year(hub_id, _hub_window(hub_id), homes, check_year(year), hours)


def overlap_of_date(hub_id: str, homes: Sequence[HomeOffice], day: date) -> dict[str, Any]:
    """The `overlap` JSON of one date. ScenarioError on an unknown hub or a year out of range."""
    return overlap_report.report_date(hub_id, _hub_window(hub_id), homes, day)

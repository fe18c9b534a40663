"""Overlap: the working hours that two places share, as instants by IANA rules (docs/METHOD-overlap.md).

A day's overlap is the home office's working window of that local date, intersected with the hub's windows on whatever
date the hub's calendar shows. Do not confuse it with the clock difference, which is `YearOverlap.offset_hours`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.zones import DAY, check_year, check_zone, days_in, first_day, instants, offsets_at

DAY_MINUTES = 1440
REACH = np.arange(-3, 4)
"""Hub dates, counted from the home date, whose window can meet the home window: zones lie up to 26 h apart."""

ODD_DAYS = 42
"""A stretch of other hours between clock changes is called odd up to six weeks; a longer one is a season."""


@dataclass(frozen=True)
class Window:
    """Working hours of every date on a local clock, in minutes after its midnight; may lie beyond that date."""

    timezone: str
    start_minute: int
    end_minute: int

    @property
    def minutes(self) -> int:
        """Length on a day without a clock change."""
        return self.end_minute - self.start_minute

    def shifted(self, minutes: int) -> "Window":
        """The same hours, later by `minutes`, or earlier where they are negative."""
        return replace(self, start_minute=self.start_minute + minutes, end_minute=self.end_minute + minutes)

    @property
    def label(self) -> str:
        """The hours on the local clock: `22:00–07:00`."""
        return f"{clock(self.start_minute)}–{clock(self.end_minute)}"


def clock(minute: int) -> str:
    """A minute after midnight as a time of day: `09:00`. Other dates show the same clock."""
    return "{:02d}:{:02d}".format(*divmod(minute % DAY_MINUTES, 60))


def window(timezone: str, start: str, end: str) -> Window:
    """A window of "HH:MM" times. An end before the start is on the next day; equal times are 24 hours.

    ScenarioError on an unknown zone (with the nearest name) or a time that is none.
    """
    first, last = _minute("start", start), _minute("end", end)
    return Window(check_zone(timezone), first, last if last > first else last + DAY_MINUTES)


def remark(place: Window, city: str) -> str | None:
    """A line on hours that are probably a mistake: over half a day, or all day. None for others, past midnight or not."""
    hours = f"{city}: {place.label} is {place.minutes / 60:g} h a day"
    if place.minutes == DAY_MINUTES:
        return f"{hours}, around the clock."
    if place.minutes > DAY_MINUTES // 2 and place.end_minute > DAY_MINUTES:
        swapped = f"{clock(place.end_minute)}–{clock(place.start_minute)}"
        return f"{hours}, past midnight. If {swapped} was meant, swap the two times."
    return None


def _minute(name: str, text: object) -> int:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text) if isinstance(text, str) else None
    if not found:
        raise ScenarioError(f"{name}: {shown(text)} is not a time of day; write it as 09:00")
    return int(found[1]) * 60 + int(found[2])


# --- a year of days ---------------------------------------------------------------------------------------------------


def spans(place: Window, year: int, reach: Sequence[int] | np.ndarray = (0,)) -> tuple[np.ndarray, np.ndarray]:
    """First and last instant of the windows of each date of a year (days x reach), `reach` being dates ahead of it."""
    wall = (first_day(year) + np.arange(days_in(year))[:, None] + np.asarray(reach)) * DAY
    return (instants(place.timezone, year, wall + place.start_minute * 60),
            instants(place.timezone, year, wall + place.end_minute * 60))


@lru_cache(maxsize=512)
def known_spans(place: Window, year: int, wide: bool) -> tuple[np.ndarray, np.ndarray]:
    """`spans` of the date itself, or `wide` over REACH; kept, so not to be written to."""
    found = spans(place, year, REACH if wide else (0,))
    for array in found:
        array.flags.writeable = False
    return found


def shared_spans(home: Window, hub: Window, year: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last instant that each home date shares with the hub's windows (days x 7); nothing if last <= first."""
    (home_start, home_end), (hub_start, hub_end) = known_spans(home, year, False), known_spans(hub, year, True)
    return np.maximum(home_start, hub_start), np.minimum(home_end, hub_end)


def shared_seconds(home: Window, hub: Window, year: int) -> np.ndarray:
    """Seconds shared on each home date of a year (365 or 366)."""
    start, end = shared_spans(home, hub, year)
    return np.maximum(end - start, 0).sum(axis=1)


def most_frequent(values: np.ndarray) -> float:
    """The value of most days; of equally frequent ones the smallest."""
    found, counts = np.unique(values, return_counts=True)
    return float(found[counts.argmax()])


@dataclass(frozen=True)
class Run:
    """Consecutive dates with the same hours."""

    first: date
    last: date
    hours: float

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, eq=False)
class YearOverlap:
    """Shared hours of every home date of a year: `hours` has one number a day, from 1 January."""

    year: int
    hours: np.ndarray
    offsets: np.ndarray
    """Clock difference in hours at the start of each home day; positive where the hub is ahead."""

    @property
    def min(self) -> float:
        return float(self.hours.min())

    @property
    def max(self) -> float:
        return float(self.hours.max())

    @cached_property
    def typical(self) -> float:
        """The hours of most days."""
        return most_frequent(self.hours)

    def on(self, day: date | None) -> float:
        """The hours of a date of the year, or of most days where no date is given."""
        return self.typical if day is None else float(self.hours[day.timetuple().tm_yday - 1])

    @cached_property
    def days(self) -> dict[float, int]:
        """How many days have how many hours, by hours."""
        return {float(h): int(n) for h, n in zip(*np.unique(self.hours, return_counts=True), strict=True)}

    @property
    def offset_hours(self) -> tuple[float, float]:
        """Least and greatest clock difference of the year."""
        return float(self.offsets.min()), float(self.offsets.max())

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The year as stretches of equal hours, in order."""
        starts = np.concatenate(([0], np.flatnonzero(np.diff(self.hours)) + 1, [len(self.hours)]))
        new_year = date(self.year, 1, 1)
        return tuple(Run(new_year + timedelta(days=int(a)), new_year + timedelta(days=int(b) - 1), float(self.hours[a]))
                     for a, b in pairwise(starts))

    @property
    def usual_day(self) -> date:
        """A date with the hours of most days: the first of the longest such stretch."""
        return max((run for run in self.runs if run.hours == self.typical), key=lambda run: run.days).first

    @property
    def odd(self) -> tuple[Run, ...]:
        """The odd weeks: short stretches between clock changes with other hours than most days."""
        return tuple(run for run in self.runs[1:-1] if run.days <= ODD_DAYS and run.hours != self.typical)


def year_overlap(home: Window, hub: Window, year: int) -> YearOverlap:
    """Shared hours and clock difference of every home date of a year. ScenarioError on a year out of range."""
    check_year(year)
    starts = known_spans(home, year, False)[0][:, 0]
    offsets = offsets_at(hub.timezone, year, starts) - offsets_at(home.timezone, year, starts)
    return YearOverlap(year, shared_seconds(home, hub, year) / 3600, offsets / 3600)


def shared_on(home: Window, hub: Window, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches that home and hub share on a home date, in order, as UTC times. ScenarioError on a year out of range.

    Two stretches where the hub's hours end and begin again within the home window.
    """
    check_year(day.year)
    rows = (array[day.timetuple().tm_yday - 1] for array in shared_spans(home, hub, day.year))
    found: list[tuple[int, int]] = []
    for start, end in zip(*(row.tolist() for row in rows), strict=True):
        if found and found[-1][1] == start < end:
            found[-1] = (found[-1][0], end)  # the hub's next window goes on where the last one ends: 24 hours
        elif start < end:
            found.append((start, end))
    return tuple((datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)) for start, end in found)


# --- several home offices ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Together:
    """Hours of every date: the least that any home office has with the hub, and those when all are at work."""

    smallest: np.ndarray
    everyone: np.ndarray


def together(homes: Sequence[Window], hub: Window, year: int) -> Together:
    """Shared hours of several home offices (at least one); dates are each office's own, for `everyone` the first's."""
    check_year(year)
    start, end = shared_spans(_first(homes), hub, year)
    for other in homes[1:]:
        theirs = known_spans(other, year, True)
        start, end = (both(mine[:, :, None], its[:, None, :]).reshape(len(mine), -1)
                      for both, mine, its in zip((np.maximum, np.minimum), (start, end), theirs, strict=True))
        some = (end > start).any(axis=0)
        start, end = start[:, some], end[:, some]
    return Together(_smallest(homes, hub, year) / 3600, np.maximum(end - start, 0).sum(axis=1) / 3600)


def typical_hours(homes: Sequence[Window], hubs: Sequence[Window], year: int) -> np.ndarray:
    """The `overlap` criterion: for each hub the hours of most days with the home office that shares least (n hubs)."""
    check_year(year)
    _first(homes)
    typical = {hub: most_frequent(_smallest(homes, hub, year)) / 3600 for hub in dict.fromkeys(hubs)}
    return np.array([typical[hub] for hub in hubs])


def _smallest(homes: Sequence[Window], hub: Window, year: int) -> np.ndarray:
    return np.min([shared_seconds(home, hub, year) for home in homes], axis=0)


def _first(homes: Sequence[Window]) -> Window:
    if not homes:
        raise ScenarioError("home: no office is given; name at least one")
    return homes[0]

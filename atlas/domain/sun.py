"""Follow the sun: which of the day's 24 hours (UTC) a set of places covers, where nobody works and where several do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from atlas.domain.errors import ScenarioError
from atlas.domain.overlap import DAY_MINUTES, REACH, Window, shared_on
from atlas.domain.zones import DAY, check_year, days_in, first_day, instants

UTC_DAY = Window("UTC", 0, DAY_MINUTES)


@dataclass(frozen=True)
class Stretch:
    """Part of a UTC day in minutes after its midnight, `places` of them at work; past midnight the end exceeds 1440."""

    start_minute: int
    end_minute: int
    places: int

    @property
    def minutes(self) -> int:
        return self.end_minute - self.start_minute


@dataclass(frozen=True, eq=False)
class Cover:
    """How many places are at work in each minute of each UTC date of a year (days x 1440)."""

    year: int
    places: np.ndarray

    @property
    def hours(self) -> np.ndarray:
        """Hours of each date in which somebody is at work (days)."""
        return (self.places > 0).sum(axis=1) / 60

    @property
    def doubled_hours(self) -> np.ndarray:
        """Hours of each date in which two or more are at work (days)."""
        return (self.places > 1).sum(axis=1) / 60

    def on(self, day: date) -> tuple[Stretch, ...]:
        """A date as stretches of equally many places, joined across midnight as if every day were alike.

        The stretches make up 24 hours. ScenarioError on a date of another year.
        """
        if day.year != self.year:
            raise ScenarioError(f"date: {day} is not in {self.year}; choose a date of that year")
        return _stretches(self.places[day.timetuple().tm_yday - 1])

    def gaps(self, day: date) -> tuple[Stretch, ...]:
        """The stretches of a date in which nobody is at work."""
        return tuple(stretch for stretch in self.on(day) if not stretch.places)


def _stretches(row: np.ndarray) -> tuple[Stretch, ...]:
    """The minutes of a day (1440 counts) as stretches of equal counts; the last may go on past midnight."""
    starts = np.flatnonzero(row != np.roll(row, 1)).tolist()
    if not starts:
        return (Stretch(0, DAY_MINUTES, int(row[0])),)
    ends = [*starts[1:], starts[0] + DAY_MINUTES]
    return tuple(Stretch(start, end, int(row[start])) for start, end in zip(starts, ends, strict=True))


def at_work(place: Window, day: date) -> tuple[Stretch, ...]:
    """When one place is at work on a UTC date, as `Cover.on` gives it for several."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    row = np.zeros(DAY_MINUTES, dtype=np.int64)
    for start, end in shared_on(UTC_DAY, place, day):
        row[int((start - midnight).total_seconds()) // 60:int((end - midnight).total_seconds()) // 60] = 1
    return tuple(stretch for stretch in _stretches(row) if stretch.places)


def cover(places: Sequence[Window], year: int) -> Cover:
    """The cover of working windows over a year; ScenarioError on a year out of range."""
    check_year(year)
    minutes = days_in(year) * DAY_MINUTES
    dates = first_day(year) + np.arange(REACH[0], days_in(year) + REACH[-1])
    steps = np.zeros(minutes + 1, dtype=np.int64)
    for place in places:
        for minute, step in ((place.start_minute, 1), (place.end_minute, -1)):
            moments = instants(place.timezone, year, dates * DAY + minute * 60) - first_day(year) * DAY
            np.add.at(steps, np.clip(moments // 60, 0, minutes), step)
    return Cover(year, np.cumsum(steps[:-1]).reshape(-1, DAY_MINUTES))

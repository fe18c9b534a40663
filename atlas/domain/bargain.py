"""The bargain: the smallest shift of working hours that gives enough overlap, and who makes it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.domain import formats
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.overlap import REACH, Window
from atlas.domain.zones import DAY, check_year, days_in, first_day, instants, offsets_at

EVERY_DAY, NEARLY_EVERY_DAY, MOST_DAYS = 1.0, 0.95, 0.51
"""Shares of the counted days that must reach the hours."""

FURTHEST_MINUTES = 720
"""Beyond half a day the other direction is nearer: hub hours recur every day."""

FAIR_STEP_MINUTES = 30
"""A shared shift is halved; the hub's half is rounded up to this."""

SHIFTS = np.array(sorted(range(-FURTHEST_MINUTES, FURTHEST_MINUTES + 1), key=lambda s: (abs(s), -s)))
"""Every shift to the minute, smallest first, and later before earlier."""

BLOCK = 121
"""Shifts tried at once: at first those up to an hour."""


@dataclass(frozen=True)
class Shift:
    """Minutes by which each side starts (and ends) later; negative is earlier."""

    hub_minutes: int
    home_minutes: int


@dataclass(frozen=True)
class Bargain:
    """The smallest shift of the hub alone, of the home offices alone, and of both; None where none is enough.

    `days_required` of `days_counted` days must reach `hours_needed` with every home office.
    """

    hours_needed: float
    share: float
    days_counted: int
    days_required: int
    hub: Shift | None
    home: Shift | None
    shared: Shift | None


def bargain(homes: Sequence[Window], hub: Window, year: int, hours: float = 3.0, share: float = EVERY_DAY,
            counted: np.ndarray | None = None) -> Bargain:
    """The smallest shifts that give `hours` with each home office on a `share` of the counted days of a year.

    `counted` marks the home dates that matter (365 or 366 booleans; all by default). All home offices shift alike.
    ScenarioError where hours, share or year are out of range, no office is given or no day counts.
    """
    problem, days = _problem(homes, hub, year, hours, share, counted)
    return Bargain(hours, share, days, problem.required, *(problem.smallest(split) for split in (_hub, _home, _both)))


def hub_shift(homes: Sequence[Window], hub: Window, year: int, hours: float = 3.0,
              share: float = EVERY_DAY) -> int | None:
    """The `hub` part of the bargain alone, in minutes later; None where no shift of the hub is enough."""
    shift = _problem(homes, hub, year, hours, share, None)[0].smallest(_hub)
    return None if shift is None else shift.hub_minutes


def _problem(homes: Sequence[Window], hub: Window, year: int, hours: float, share: float,
             counted: np.ndarray | None) -> "tuple[_Problem, int]":
    """(the checked question, how many days count)."""
    check_year(year)
    if not homes:
        raise ScenarioError("home: no office is given; name at least one")
    if not 0 < hours <= 24:
        raise ScenarioError(f"hours: {shown(hours)} is out of range; give more than 0 and at most 24")
    if not 0 < share <= 1:
        raise ScenarioError(f"share: {shown(share)} is out of range; give a share of the days, up to 1")
    dates = np.arange(days_in(year)) if counted is None else np.flatnonzero(counted)
    if not len(dates):
        raise ScenarioError("bargain: no day of the year counts; both sides are never at work on the same date")
    required = math.ceil(share * len(dates) - 1e-9)
    return _Problem(tuple(homes), hub, year, round(hours * 3600), required,
                    *_alike(homes, hub, year, dates)), len(dates)


# How a total shift, in minutes later for the hub, is made up: (shifts of the hub, shifts of home).

Split = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


def _hub(total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return total, np.zeros_like(total)


def _home(total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros_like(total), -total


def _both(total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    half = np.ceil(np.abs(total) / 2 / FAIR_STEP_MINUTES).astype(int) * FAIR_STEP_MINUTES
    hub = np.sign(total) * np.minimum(half, np.abs(total))
    return hub, hub - total


@dataclass(frozen=True)
class _Problem:
    """Days without a clock change nearby differ only by their offsets: each of `steady` stands for `weights` days."""

    homes: tuple[Window, ...]
    hub: Window
    year: int
    seconds: int
    required: int
    steady: np.ndarray
    weights: np.ndarray
    changing: np.ndarray

    def smallest(self, split: Split) -> Shift | None:
        for start in range(0, len(SHIFTS), BLOCK):
            block = SHIFTS[start:start + BLOCK]
            met = self._enough(split, block, self.steady) @ self.weights
            hopeful = met + len(self.changing) >= self.required
            if hopeful.any():
                met, block = met[hopeful], block[hopeful]
                met = met + self._enough(split, block, self.changing).sum(axis=1)
                if (met >= self.required).any():
                    hub, home = split(block[[(met >= self.required).argmax()]])
                    return Shift(int(hub[0]), int(home[0]))
        return None

    def _enough(self, split: Split, totals: np.ndarray, dates: np.ndarray) -> np.ndarray:
        """Whether every home office has enough hours, for each shift and date (shifts x dates)."""
        hub_shift, home_shift = (part[:, None, None] for part in split(totals))
        hub_start, hub_end = self._spans(self.hub, hub_shift, dates[:, None] + REACH)
        enough = np.ones((len(totals), len(dates)), dtype=bool)
        for office in self.homes:
            start, end = self._spans(office, home_shift, dates[:, None])
            shared = np.minimum(end, hub_end) - np.maximum(start, hub_start)
            enough &= np.maximum(shared, 0).sum(axis=2) >= self.seconds
        return enough

    def _spans(self, place: Window, shift: np.ndarray, dates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        wall = (first_day(self.year) + dates) * DAY + shift * 60
        return (instants(place.timezone, self.year, wall + place.start_minute * 60),
                instants(place.timezone, self.year, wall + place.end_minute * 60))


def _alike(homes: Sequence[Window], hub: Window, year: int, dates: np.ndarray) -> tuple[np.ndarray, ...]:
    """(one date of each kind that no clock change touches, how many dates it stands for, the other dates)."""
    zones = dict.fromkeys(place.timezone for place in (*homes, hub))
    around = (first_day(year) + dates[:, None] + np.arange(-4, 6)) * DAY
    offsets = np.stack([offsets_at(zone, year, around) for zone in zones], axis=-1)
    steady = (offsets == offsets[:, :1]).all(axis=(1, 2))
    _, first, counts = np.unique(offsets[steady, 0], axis=0, return_index=True, return_counts=True)
    return dates[steady][first], counts, dates[~steady]


# --- in words ---------------------------------------------------------------------------------------------------------


def sentence(found: Bargain, hub_city: str, home_city: str) -> str:
    """The bargain in one sentence: what would give the hours, and on which days."""
    goal = f"{formats.hours(found.hours_needed)} {days_in_words(found.share)}"
    if found.hub == Shift(0, 0):
        return f"{hub_city} and {home_city} share {goal} as they are."
    ways = [f"{hub_city} starts {_moved(found.hub.hub_minutes)}"] if found.hub else []
    if found.shared and found.shared.home_minutes:
        subject = "" if ways else f"{hub_city} starts "
        ways.append(f"{subject}{_moved(found.shared.hub_minutes)} and {home_city} {_moved(found.shared.home_minutes)}")
    if not ways and found.home:
        ways.append(f"{home_city} starts {_moved(found.home.home_minutes)}")
    if not ways:
        return f"No shift gives {goal}: lengthen the hours of {hub_city} or {home_city}, or ask for less."
    return f"{', or '.join(ways)}: {goal}."


def days_in_words(share: float) -> str:
    """The days on which the hours are reached: `every day of the year`, `on most days`, `on 95 % of days`."""
    if share == EVERY_DAY:
        return "every day of the year"
    return "on most days" if share == MOST_DAYS else f"on {formats.percent(100 * share)} of days"


def _moved(minutes: int) -> str:
    return f"{duration(minutes)} {'later' if minutes > 0 else 'earlier'}"


def duration(minutes: int) -> str:
    """A length of time without its sign: `4.5 h`, `4 h 31 min`, `20 min`."""
    hours, rest = divmod(abs(minutes), 60)
    if rest in (0, 30) and (hours or not rest):
        return formats.hours(abs(minutes) / 60)
    return " ".join(f"{n}{formats.NBSP}{unit}" for n, unit in ((hours, "h"), (rest, "min")) if n)

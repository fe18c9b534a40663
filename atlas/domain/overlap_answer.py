"""The overlap of a scenario: every place of the catalogue against every home office, places of one zone together."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain.bargain import EVERY_DAY, MOST_DAYS, hub_shift
from atlas.domain.overlap import Window, YearOverlap, together, window, year_overlap
from atlas.domain.overlap_report import home_window
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import HomeOffice, Scenario
from atlas.domain.zones import check_year, rules_key


@dataclass(frozen=True, eq=False)
class ZoneRow:
    """The places of one time zone, by name. `each` has one year a home office, in the scenario's order.

    `smallest` takes on each date the home office that shares least; its clock differences are those of all offices.
    Shifts are minutes later for the hub, None where none is enough.
    """

    window: Window
    hub_ids: tuple[str, ...]
    cities: tuple[str, ...]
    areas: tuple[str, ...]
    is_home_market: bool
    each: tuple[YearOverlap, ...]
    smallest: YearOverlap
    everyone: np.ndarray
    shift_every_day: int | None
    shift_most_days: int | None

    @property
    def label(self) -> str:
        """`Prague`, `Guadalajara, Mexico City`, `Bengaluru and 4 more`."""
        named = 2 if len(", ".join(self.cities[:2])) <= (24 if len(self.cities) == 2 else 14) else 1
        more = len(self.cities) - named
        return ", ".join(self.cities[:named]) + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, eq=False)
class OverlapAnswer:
    """Rows are ordered: most hours on most days first, then most hours of the year, then by name."""

    homes: tuple[HomeOffice, ...]
    windows: tuple[Window, ...]
    year: int
    hours_needed: float
    rows: tuple[ZoneRow, ...]

    def row_of(self, hub_id: str) -> ZoneRow | None:
        """The row that a place is in, None where it is a home office or unknown."""
        return next((row for row in self.rows if hub_id in row.hub_ids), None)

    def seen_from(self, home: int, hub_id: str, home_markets: bool = False, day: date | None = None) -> list[ZoneRow]:
        """The rows by the hours shared with one home office, on most days or on a `day` of the year.

        Home markets only on wish, but always that of `hub_id`.
        """
        rows = [row for row in self.rows if home_markets or not row.is_home_market or hub_id in row.hub_ids]
        return sorted(rows, key=lambda row: (-row.each[home].on(day), -row.each[home].hours.sum(), row.label))


def compare(places: pd.DataFrame, scenario: Scenario, hours: float = 3.0) -> OverlapAnswer:
    """The overlap of all places but the home offices themselves.

    `places` has one row a hub or home market: hub_id, city, region, kind, timezone. ScenarioError on hours out of range.
    """
    check_year(scenario.year)
    windows = tuple(home_window(home) for home in scenario.home)
    at_home = {home.city for home in scenario.home}
    zones: dict[str, list] = {}
    for place in sorted(places.itertuples(), key=lambda place: place.city):
        if place.city not in at_home:
            zones.setdefault(place.timezone, []).append(place)
    figures: dict[bytes, dict[str, Any]] = {}
    rows = []
    for zone, group in zones.items():
        hub = window(zone, scenario.hub_hours.start, scenario.hub_hours.end)
        rules = rules_key(hub.timezone, scenario.year)
        if rules not in figures:  # of the catalogue's 25 zones 10 differ
            figures[rules] = _figures(windows, hub, scenario.year, hours)
        rows.append(ZoneRow(window=hub, **_names(group), **figures[rules]))
    rows.sort(key=lambda row: (-row.smallest.typical, -row.smallest.hours.sum(), row.label))
    return OverlapAnswer(scenario.home, windows, scenario.year, hours, tuple(rows))


def _names(group: list) -> dict[str, Any]:
    """What a row says of its places."""
    return dict(hub_ids=tuple(place.hub_id for place in group), cities=tuple(place.city for place in group),
                areas=tuple(dict.fromkeys(REGIONS[place.region].area for place in group)),
                is_home_market=all(place.kind == "home" for place in group))


def _figures(homes: tuple[Window, ...], hub: Window, year: int, hours: float) -> dict[str, Any]:
    """What a row says of its hours: the same for zones whose clocks agree."""
    return _shared(homes, hub, year) | dict(shift_every_day=hub_shift(homes, hub, year, hours, EVERY_DAY),
                                            shift_most_days=hub_shift(homes, hub, year, hours, MOST_DAYS))


@lru_cache(maxsize=512)
def _shared(homes: tuple[Window, ...], hub: Window, year: int) -> dict[str, Any]:
    """The part that stays when other hours are asked for; kept, so not to be written to."""
    each = tuple(year_overlap(home, hub, year) for home in homes)
    both = together(homes, hub, year)
    return dict(each=each, everyone=both.everyone,
                smallest=YearOverlap(year, both.smallest, np.concatenate([found.offsets for found in each])))

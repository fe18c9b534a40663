"""The answers of `overlap` as JSON values, with the keys of PRODUCT section 10."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from atlas.domain.bargain import MOST_DAYS, NEARLY_EVERY_DAY, Shift, bargain
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.overlap import Window, YearOverlap, remark, shared_on, together, window, year_overlap
from atlas.domain.scenario import KNOWN_HOMES, HomeOffice, Hours
from atlas.domain.zones import check_zone

DIGITS = 4
"""Of hours in JSON: a second is 0.0003 h."""


def office(text: str) -> HomeOffice:
    """A home office from `ZONE[@HH:MM-HH:MM]`, where ZONE may also be a city known by name; 09:00 to 18:00 by default.

    ScenarioError on an unknown zone, with the nearest name, or on hours that cannot be read.
    """
    place, at, span = text.partition("@")
    zone = KNOWN_HOMES.get(place) or check_zone(place)
    start, dash, end = span.partition("-") if at else (Hours.start, "-", Hours.end)
    if not dash:
        raise ScenarioError(f"home: {shown(text)} has no range of hours after '@'; write ZONE@09:00-18:00")
    window(zone, start, end)
    city = place if place in KNOWN_HOMES else zone.rpartition("/")[2].replace("_", " ")
    return HomeOffice(city, zone, Hours(start, end))


def home_window(home: HomeOffice) -> Window:
    """The working window of a home office."""
    return window(home.timezone, home.hours.start, home.hours.end)


def report_year(hub_id: str, hub: Window, homes: Sequence[HomeOffice], year: int, hours: float = 3) -> dict[str, Any]:
    """Overlap of a year. The figures at the top are of the home office that shares least on each day.

    `offset_hours` spans all home offices; `shift_for_hours` holds the smallest shifts, null where none is enough.
    """
    windows = [home_window(home) for home in homes]
    each = [year_overlap(home, hub, year) for home in windows]
    both = together(windows, hub, year)
    smallest = YearOverlap(year, both.smallest, np.concatenate([found.offsets for found in each]))
    return {
        "hub_id": hub_id,
        "homes": [_place(home) | _figures(found) for home, found in zip(homes, each, strict=True)],
        "year": year,
        **_figures(smallest),
        "odd_weeks": [{"first": str(run.first), "last": str(run.last), "hours": _hours(run.hours)} for run in smallest.odd],
        "together": _spread(YearOverlap(year, both.everyone, smallest.offsets)),
        "shift_for_hours": _shifts(windows, hub, year, hours),
        "notes": _notes(hub_id, hub, homes),
    }


def report_date(hub_id: str, hub: Window, homes: Sequence[HomeOffice], day: date) -> dict[str, Any]:
    """Overlap of one date. `hours` is that of the home office that shares least; each has its shared stretches."""
    windows = [home_window(home) for home in homes]
    both = together(windows, hub, day.year)
    at = day.timetuple().tm_yday - 1
    return {
        "hub_id": hub_id,
        "homes": [_place(home) | _on(here, hub, day, at) for home, here in zip(homes, windows, strict=True)],
        "date": str(day),
        "hours": _hours(both.smallest[at]),
        "together_hours": _hours(both.everyone[at]),
        "notes": _notes(hub_id, hub, homes),
    }


def _notes(hub_id: str, hub: Window, homes: Sequence[HomeOffice]) -> list[str]:
    said = [remark(home_window(home), home.city) for home in homes] + [remark(hub, hub_id)]
    return [note for note in said if note]


def _place(home: HomeOffice) -> dict[str, Any]:
    return {"city": home.city, "timezone": home.timezone, "start": home.hours.start, "end": home.hours.end}


def _figures(found: YearOverlap) -> dict[str, Any]:
    low, high = found.offset_hours
    return _spread(found) | {"offset_hours": {"min": _hours(low), "max": _hours(high)}}


def _spread(found: YearOverlap) -> dict[str, Any]:
    return {"min": _hours(found.min), "typical": _hours(found.typical), "max": _hours(found.max),
            "days": {str(_hours(h)): days for h, days in found.days.items()}}


def _on(home: Window, hub: Window, day: date, at: int) -> dict[str, Any]:
    found = year_overlap(home, hub, day.year)
    zones = {"home": ZoneInfo(home.timezone), "hub": ZoneInfo(hub.timezone)}
    shared = [{"start": f"{start:%Y-%m-%dT%H:%MZ}", "end": f"{end:%Y-%m-%dT%H:%MZ}"}
              | {side: f"{start.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}" for side, zone in zones.items()}
              for start, end in shared_on(home, hub, day)]
    return {"hours": _hours(found.hours[at]), "offset_hours": _hours(found.offsets[at]), "shared": shared}


def _shifts(homes: Sequence[Window], hub: Window, year: int, hours: float) -> dict[str, Any]:
    daily, nearly, most = (bargain(homes, hub, year, hours, share) for share in (1.0, NEARLY_EVERY_DAY, MOST_DAYS))
    return {
        "hours": int(hours) if hours == int(hours) else hours,
        "hub_shift_minutes": _part(daily.hub, "hub_minutes"),
        "home_shift_minutes": _part(daily.home, "home_minutes"),
        "shared_shift_minutes": daily.shared and {"hub": daily.shared.hub_minutes, "home": daily.shared.home_minutes},
        "hub_shift_minutes_on_95_pct_of_days": _part(nearly.hub, "hub_minutes"),
        "hub_shift_minutes_on_most_days": _part(most.hub, "hub_minutes"),
    }


def _part(shift: Shift | None, side: str) -> int | None:
    return shift and getattr(shift, side)


def _hours(value: float) -> float:
    return round(float(value), DIGITS)

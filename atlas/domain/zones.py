"""Time zones as arrays: the clock changes of a year, and local wall times as instants.

Instants are whole seconds since 1970-01-01 00:00 UTC; a wall time is the same count on the local clock.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from atlas.domain.errors import ScenarioError, nearest, shown

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The IANA database keeps zones apart since 1970; past the last published rule it repeats that rule for ever."""

DAY = 86_400
"""Seconds of a day without a clock change."""

MARGIN_DAYS = 5
"""Days before and after a year that its answers may touch: windows past midnight, zones a date apart, shifts."""

OF_THE_MACHINE = {"localtime", "posixrules", "Factory"}
"""Names that mean something else on each machine, or nothing."""


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The IANA zone names, sorted."""
    return tuple(sorted(available_timezones() - OF_THE_MACHINE))


def check_zone(name: object) -> str:
    """The name itself where it is an IANA zone; ScenarioError with the nearest name where it is not."""
    if isinstance(name, str) and name in zone_names():
        return name
    city = str(name).rpartition("/")[2].strip().replace(" ", "_").lower()
    of_city = (zone for zone in zone_names() if zone.rpartition("/")[2].lower() == city)
    meant = nearest(next(of_city, name), zone_names())
    raise ScenarioError(f"timezone: {shown(name)} is not an IANA time zone{meant}")


def check_year(year: int) -> int:
    """The year itself where zones are known for it; ScenarioError where not."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ScenarioError(f"year: {shown(year)} is out of range; time-zone rules are reliable from {FIRST_YEAR}, and "
                            f"are carried on to {LAST_YEAR}: give a year between")
    return year


def first_day(year: int) -> int:
    """The number of 1 January of a year, in days since 1970-01-01."""
    return date(year, 1, 1).toordinal() - date(1970, 1, 1).toordinal()


def days_in(year: int) -> int:
    """365 or 366."""
    return first_day(year + 1) - first_day(year)


@lru_cache(maxsize=2048)
def changes(zone: str, year: int) -> tuple[np.ndarray, np.ndarray]:
    """The clock changes of a zone in a year and its margins: instants (n), UTC offsets in seconds (n + 1).

    Offset i holds before change i, offset n after the last. Changes are found between midnights whose offsets differ,
    by bisection: since 1970 no zone has changed its clock twice within six days.
    """
    rules = ZoneInfo(zone)
    start = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=MARGIN_DAYS)
    midnights = [start + timedelta(days=n) for n in range(days_in(year) + 2 * MARGIN_DAYS + 1)]
    offsets = [moment.astimezone(rules).utcoffset() for moment in midnights]
    moments, kept = [], offsets[:1]
    for night, (before, after) in enumerate(pairwise(offsets)):
        if before != after:
            moments.append(_change_between(rules, int(midnights[night].timestamp()), before))
            kept.append(after)
    return np.array(moments, dtype=np.int64), np.array([o.total_seconds() for o in kept], dtype=np.int64)


def _change_between(rules: ZoneInfo, low: int, before: timedelta) -> int:
    """The first second of a UTC day that starts at `low` whose offset is no longer `before`."""
    high = low + DAY
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, rules).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def rules_key(zone: str, year: int) -> bytes:
    """Equal for zones whose clocks agree all year, such as Prague's and Warsaw's: their windows are the same instants."""
    return b"|".join(array.tobytes() for array in changes(zone, year))


def instants(zone: str, year: int, wall: np.ndarray) -> np.ndarray:
    """The instant at which the local clock first shows, or jumps over, each wall time (any shape, int64 seconds).

    An hour that the clock repeats counts from its first showing, and a time that it skips is the moment of the jump:
    so later wall times never come earlier. `wall` lies within the year and its margins.
    """
    moments, offsets = changes(zone, year)
    passed = np.searchsorted(moments + offsets[:-1], wall, side="right")
    earliest = np.concatenate(([np.iinfo(np.int64).min], moments))
    return np.maximum(wall - offsets[passed], earliest[passed])


def offsets_at(zone: str, year: int, moments: np.ndarray) -> np.ndarray:
    """UTC offsets in seconds at instants within the year and its margins; east is positive."""
    at, offsets = changes(zone, year)
    return offsets[np.searchsorted(at, moments, side="right")]

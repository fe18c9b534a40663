"""The articles' claims about overlap and clock difference, beside what the IANA rules give for 09:00 to 18:00."""

from dataclasses import dataclass
from functools import lru_cache

from atlas.domain import formats
from atlas.domain.benchmarks import BENCHMARKS, Benchmark
from atlas.domain.overlap import YearOverlap, window, year_overlap
from atlas.domain.scenario import KNOWN_HOMES, Hours

EASTERN_EUROPE = {"PL": "Europe/Warsaw", "RO": "Europe/Bucharest", "UA": "Europe/Kyiv", "CZ": "Europe/Prague"}
"""The countries that the articles call Eastern Europe (benchmarks.EASTERN_EUROPE), by zone."""

INDIA = "Asia/Kolkata"
JANUARY, JULY = 14, 195
"""Days of the year in the middle of both months."""


@dataclass(frozen=True)
class OverlapClaim:
    """A claim, whether it holds, and why, in plain text."""

    benchmark: Benchmark
    holds: bool
    finding: str


@lru_cache(maxsize=16)
def claims(year: int) -> tuple[OverlapClaim, ...]:
    """Each claim about overlap checked for a year. ScenarioError on a year out of range."""
    return _eastern_europe(year), _india(year)


def _eastern_europe(year: int) -> OverlapClaim:
    claim = BENCHMARKS["overlap_ee_us_east"]
    found = [_nine_to_six("New York", zone, year) for zone in EASTERN_EUROPE.values()]
    shared = min(f.min for f in found), max(f.max for f in found)
    clocks = min(f.offset_hours[0] for f in found), max(f.offset_hours[1] for f in found)
    holds = all(claim.low <= f.typical <= claim.high for f in found)
    start = "With" if holds else "Not with"
    return OverlapClaim(claim, holds, f"{start} office hours of 09:00–18:00 at both ends: {span(*shared)} are shared. "
                                      f"The clocks differ by {span(*clocks)}.")


def _india(year: int) -> OverlapClaim:
    claim = BENCHMARKS["india_us_offset"]
    found = [_nine_to_six(city, INDIA, year) for city in ("New York", "San Francisco")]
    winter, summer = ([float(f.offsets[day]) for f in found] for day in (JANUARY, JULY))
    to = "{} to New York and {} to San Francisco".format
    return OverlapClaim(
        claim, winter == [claim.low, claim.high],
        f"In January {to(*map(formats.hours, winter))}, in July {to(*map(formats.hours, summer))}. "
        f"Office hours of 09:00–18:00 at both ends share {span(min(f.min for f in found), max(f.max for f in found))}.")


def _nine_to_six(home_city: str, zone: str, year: int) -> YearOverlap:
    hours = Hours()
    return year_overlap(window(KNOWN_HOMES[home_city], hours.start, hours.end), window(zone, hours.start, hours.end), year)


def span(low: float, high: float) -> str:
    """A range of hours: `2 to 4 h`, `7 h`."""
    return formats.hours(low) if low == high else f"{formats.number(low, 2)} to {formats.hours(high)}"

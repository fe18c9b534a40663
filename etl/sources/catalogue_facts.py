"""`facts.csv` from the raw cited facts: names, units, grades and caveats by rule, words from the tables beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from atlas.domain.errors import SourceError

from .catalogue_metrics import METRICS, Metric
from .catalogue_raw import Row
from .catalogue_references import REFERENCES
from .catalogue_wording import NARROW_FIXES, PLACES, TEXTS, Wording

STALE_BEFORE = 2021
"""Figures of an earlier year carry the caveat `stale`."""


@dataclass(frozen=True)
class Fact:
    """One row of facts.csv, in the order of its columns."""

    hub_id: str
    country: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    unit: str
    year: int | None
    level: str
    grade: str
    source_code: str
    definition: str
    caveats: tuple[str, ...]


def year_of(text: str) -> int | None:
    """The year of a raw date such as '2025', '2024-08', '2025Q3 vs 2024Q3'; None for 'n/d'."""
    return int(text[:4]) if text[:4].isdigit() else None


def number_of(row: Row) -> float:
    """The raw value as a number; 'yes' is 1. Raises SourceError with the line for anything else."""
    if row.value == "yes":
        return 1.0
    try:
        return float(row.value)
    except ValueError:
        raise SourceError(f"facts.csv line {row.line}: {row.metric} is {row.value!r}; expected a number") from None


def cite(row: Row, metric: Metric, wording: Wording, value: float | None, text: str = "") -> Fact:
    """A fact with the grade of the wording, else of the metric, else of the source, and every caveat that applies."""
    if row.source_id not in REFERENCES:
        raise SourceError(f"facts.csv line {row.line}: source {row.source_id!r} is in no reference; add it")
    source, year = REFERENCES[row.source_id], year_of(row.year)
    dated = ("undated",) if year is None else ("stale",) if year < STALE_BEFORE else ()
    caveats = dict.fromkeys((*metric.caveats, *wording.caveats, *source.caveats, *dated))
    return Fact(row.hub_id, row.country, metric.name, value, wording.low, wording.high, text, metric.unit, year,
                row.level, wording.grade or metric.grade or source.grade, row.source_id,
                wording.definition or metric.definition, tuple(caveats))


def cited_facts(rows: Iterable[Row], elsewhere: frozenset[str]) -> list[Fact]:
    """One fact a raw row, except the metrics made `elsewhere`.

    Raises SourceError for a metric without a rule, and for a raw note that no definition of ours answers:
    a warning of the source may be reworded, never lost.
    """
    return [_fact(row) for row in rows if row.metric not in elsewhere]


def _fact(row: Row) -> Fact:
    row = replace(row, metric=NARROW_FIXES.get((row.place, row.metric, row.value), row.metric))
    if row.metric not in METRICS:
        raise SourceError(f"facts.csv line {row.line}: metric {row.metric!r} has no rule; add it to METRICS")
    metric = METRICS[row.metric]
    wording = PLACES.get((row.place, row.metric, row.source_id), Wording())
    if row.note and not (wording.definition or metric.definition):
        raise SourceError(f"facts.csv line {row.line}: the note on {row.metric} of {row.place} has no wording; add it")
    if metric.textual:
        return cite(row, metric, wording, None, TEXTS.get((row.place, row.metric, row.source_id), row.value))
    return cite(row, metric, wording, number_of(row))

"""The contract of atlas.domain.tables, applied: to each cell, to each row, and between tables."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from atlas.domain.caveats import CAVEATS
from atlas.domain.criteria import CRITERIA
from atlas.domain.errors import nearest, shown
from atlas.domain.regions import REGIONS
from atlas.domain.tables import (
    BASE_SALARY,
    BENCHMARK_UNITS,
    FACTS,
    FX,
    HUBS,
    OWN_BENCHMARKS,
    OWN_CRITERIA,
    OWN_CRITERIA_MAX,
    OWN_CRITERION_PREFIX,
    SALARIES,
    SOURCES,
    Column,
    Table,
)
from atlas.domain.zones import zone_names
from etl.faults import Fault

Value = str | int | float | None
Rows = Mapping[str, Sequence["Row"]]

CELL_CHARACTERS_MAX = 2_000
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True)
class Row:
    """One row of an input file: where it stands, in which folder (0 the first), and its values; None is empty.

    Where a cell is wrong the row is not `sound`, and that value is None.
    """

    file: str
    line: int
    layer: int
    values: dict[str, Value]
    sound: bool = True

    def key(self, table: Table) -> tuple[Value, ...]:
        return tuple(self.values[name] for name in table.key)

    def fault(self, message: str, column: str = "") -> Fault:
        value = self.values.get(column)
        return Fault(self.file, self.line, message, column, "" if value is None else str(value))


Wrong = tuple[str, str, str]
"""Column, the text of its cell, and the whole message about it."""


def check_row(table: Table, cells: Mapping[str, str]) -> tuple[dict[str, Value], list[Wrong]]:
    """The values of a row of text cells, None where empty or wrong; and what is wrong, one a column."""
    values, messages = {}, []
    for column in table.columns:
        text = cells[column.name]
        wrong = _wrong_text(column, text) if text else f"is empty; give: {column.about}" if column.required else None
        value = None if wrong or not text else {"text": str, "integer": int, "number": float}[column.kind](text)
        if isinstance(value, int | float):
            wrong = _wrong_size(column, value)
        if wrong:
            message = f"{column.name} {shown(text)} {wrong}" if text else f"{column.name} {wrong}"
            messages.append((column.name, text, message))
        values[column.name] = None if wrong else value
    return values, messages


def _wrong_text(column: Column, text: str) -> str | None:
    """What is wrong with a cell's text, and the cure; None where it is right."""
    if len(text) > CELL_CHARACTERS_MAX:
        return f"has {len(text):,} characters; give at most {CELL_CHARACTERS_MAX:,}"
    if column.longest is not None and len(text) > column.longest:
        return f"has {len(text):,} characters; give at most {column.longest:,}"
    if any(unicodedata.category(character) == "Cc" and character != "\n" for character in text):
        return "holds a control character; remove it"
    if text != text.strip():
        return "has blanks around it; remove them"
    if column.kind == "integer" and not INTEGER.fullmatch(text):
        return "is not a whole number; write digits only, such as 2024"
    if column.kind == "number" and not NUMBER.fullmatch(text):
        return "is not a number; write digits with a decimal point, such as 1234.5"
    if column.allowed and text not in column.allowed:
        return "is not allowed" + nearest(text, column.allowed)
    return TEXT_RULES[column.name](text) if column.name in TEXT_RULES else None


def _wrong_size(column: Column, value: float) -> str | None:
    if not math.isfinite(value):
        return "is too large; give a finite number"
    if column.low is not None and value < column.low:
        return f"is below {column.low}; check {column.about}"
    if column.high is not None and value > column.high:
        return f"is above {column.high}; check {column.about}"
    return None


def _matches(pattern: re.Pattern[str], cure: str) -> Callable[[str], str | None]:
    return lambda text: None if pattern.fullmatch(text) else cure


def _date(text: str) -> str | None:
    try:
        return None if date.fromisoformat(text).isoformat() == text else "is not written YYYY-MM-DD"
    except ValueError:
        return "is not a date; write YYYY-MM-DD"


def _caveats(text: str) -> str | None:
    strange = [word for word in text.split(";") if word not in CAVEATS]
    return f"has the unknown word {shown(strange[0])}{nearest(strange[0], CAVEATS)}" if strange else None


TEXT_RULES: dict[str, Callable[[str], str | None]] = {
    "hub_id": _matches(IDENTIFIER, "is no id; write lower-case letters, digits and underscores"),
    "metric": _matches(IDENTIFIER, "is no metric; write lower-case letters, digits and underscores"),
    "source_code": _matches(IDENTIFIER, "is no code; write lower-case letters, digits and underscores"),
    "country": _matches(re.compile("[A-Z]{2}"), "is no country code; write ISO 3166 alpha-2, such as RO"),
    "currency": _matches(re.compile("[A-Z]{3}"), "is no currency code; write ISO 4217, such as EUR"),
    "url": _matches(re.compile(r"https?://\S+"), "is no web address; begin with https://"),
    "region": lambda text: None if text in REGIONS else "is no region" + nearest(text, REGIONS),
    "criterion_id": _matches(re.compile(OWN_CRITERION_PREFIX + "[a-z0-9_]+"),
                             f"is no id of your own; begin with {OWN_CRITERION_PREFIX}, then lower-case letters, digits "
                             "and underscores"),
    "benchmark_id": _matches(IDENTIFIER, "is no id; write lower-case letters, digits and underscores"),
    "label": _matches(re.compile("[^\n]+"), "has a line break; write one line"),
    "claimed_by": _matches(re.compile("[^\n]+"), "has a line break; write one line"),
    "caveats": _caveats,
    "rate_date": _date,
    "accessed": _date,
}
"""Rules of a column's text beyond its kind, by the column's name; None where the text keeps them, else the cure."""


def repeated_keys(table: Table, rows: Sequence[Row]) -> Iterator[Fault]:
    """Rows of one file that repeat the key of an earlier one; both lines are named."""
    first: dict[tuple[Value, ...], Row] = {}
    required = [column.name for column in table.columns if column.required and column.name in table.key]
    for row in rows:
        if any(row.values[name] is None for name in required):
            continue
        before = first.setdefault(row.key(table), row)
        if before is not row:
            key = ", ".join(f"{name} {shown(row.values[name] or '')}" for name in table.key)
            where = f"on line {before.line}" if before.file == row.file else f"in {before.file} line {before.line}"
            yield row.fault(f"{key} stands {where} too; keep one of the two")


def check_tables(rows: Rows, broken: set[str]) -> Iterator[Fault]:
    """What only rows side by side can show. Nothing is measured against a `broken` table, which lost rows or keys."""
    broken = broken | {table.name for table in (HUBS, SOURCES) if any(None in row.key(table) for row in rows[table.name])}
    yield from _hub_faults(rows[HUBS.name])
    for row in rows[FACTS.name]:
        if row.sound:
            yield from _fact_faults(row)
    if HUBS.name not in broken:
        yield from _place_faults(rows[HUBS.name], rows[FACTS.name])
    if SOURCES.name not in broken:
        codes = [str(row.values["source_code"]) for row in rows[SOURCES.name]]
        known, cure = set(codes), lru_cache(lambda code: nearest(code, codes))
        for table in (FACTS, SALARIES, FX):
            for row in rows[table.name]:
                code = row.values["source_code"]
                if code is not None and code not in known:
                    yield row.fault(f"source_code {shown(code)} is not in {SOURCES.file}{cure(code)}", "source_code")
    if rows[OWN_CRITERIA.name]:
        yield from _criterion_faults(rows[OWN_CRITERIA.name], None if FACTS.name in broken else rows[FACTS.name])
    for row in rows[OWN_BENCHMARKS.name]:
        if row.sound:
            yield from _benchmark_faults(row, None if {HUBS.name, FX.name} & broken else rows)


def _hub_faults(hubs: Sequence[Row]) -> Iterator[Fault]:
    """Zones that IANA does not know, and countries whose hubs disagree about their name or region."""
    zones = set(zone_names())
    first: dict[Value, Row] = {}
    for row in hubs:
        country, zone = row.values["country"], row.values["timezone"]
        if zone is not None and zone not in zones:
            near = {str(other.values["timezone"]) for other in hubs if other.values["country"] == country} & zones
            cure = f"; the nearest is {near.pop()}" if len(near) == 1 else nearest(zone, sorted(near or zones))
            yield row.fault(f"timezone {shown(zone)} is not an IANA zone{cure}", "timezone")
        before = first.setdefault(country, row)
        for name in ("country_name", "region"):
            if None not in (country, row.values[name], before.values[name]) and row.values[name] != before.values[name]:
                yield row.fault(f"{name} {shown(row.values[name])} differs from {shown(before.values[name])} on line "
                                f"{before.line} for the same country {country}; write one of them in both", name)


def _fact_faults(row: Row) -> Iterator[Fault]:
    """A fact must say something, within its own band."""
    value, low, high, text, level = (row.values[name] for name in ("value", "low", "high", "text", "level"))
    if value is None and (low is not None or high is not None):
        yield row.fault("low and high need a value; give it, or empty them")
    elif value is None and text is None:
        yield row.fault("value and text are both empty; give one, or leave the fact out")
    if low is not None and value is not None and low > value:
        yield row.fault(f"low {low:g} is above value {value:g}; order them low, value, high")
    if high is not None and value is not None and high < value:
        yield row.fault(f"high {high:g} is below value {value:g}; order them low, value, high")
    if level == "city" and row.values["hub_id"] is None:
        yield row.fault("level 'city' without a hub_id; name the hub, or write 'country'")


def _place_faults(hubs: Sequence[Row], facts: Sequence[Row]) -> Iterator[Fault]:
    """Facts of hubs that are in no table, or in another country."""
    country_of = {str(row.values["hub_id"]): row.values["country"] for row in hubs}
    cure = lru_cache(lambda hub_id: nearest(hub_id, country_of))
    for row in facts:
        hub_id, country = row.values["hub_id"], row.values["country"]
        if hub_id is None:
            continue
        if hub_id not in country_of:
            yield row.fault(f"hub_id {shown(hub_id)} is not in {HUBS.file}{cure(hub_id)}", "hub_id")
        elif None not in (country, country_of[hub_id]) and country != country_of[hub_id]:
            yield row.fault(f"country {shown(country)} is not where {hub_id} is; write {country_of[hub_id]}", "country")


def _criterion_faults(criteria: Sequence[Row], facts: Sequence[Row] | None) -> Iterator[Fault]:
    """Own criteria that say nothing, say what another says, or that no fact feeds. `facts` None: not to be judged by."""
    labels = {criterion.label.casefold(): criterion.label for criterion in CRITERIA.values()}
    metrics = {criterion.metric: criterion.label for criterion in CRITERIA.values() if criterion.metric}
    for number, row in enumerate(criteria, 1):
        if number > OWN_CRITERIA_MAX:
            yield row.fault(f"is own criterion number {number}; give at most {OWN_CRITERIA_MAX}")
        if not row.sound:
            continue
        label, metric, worst, best = (row.values[name] for name in ("label", "metric", "worst", "best"))
        if before := labels.get(str(label).casefold()):
            yield row.fault(f"label {shown(label)} is that of another criterion, {before!r}; choose another", "label")
        labels[str(label).casefold()] = str(label)
        if before := metrics.get(str(metric)):
            yield row.fault(f"metric {shown(metric)} feeds {before!r} already; change its weight instead", "metric")
        metrics[str(metric)] = str(label)
        if worst == best:
            yield row.fault(f"worst and best are both {worst:g}; give two different goalposts", "best")
        log = row.values["scale"] == "log"
        if log and min(float(worst), float(best)) <= 0:
            yield row.fault("scale 'log' needs worst and best above 0; correct them, or write linear", "scale")
        if facts is not None:
            yield from _feed_faults(row, [fact for fact in facts if fact.values["metric"] == metric], log, facts)


def _feed_faults(row: Row, feeding: Sequence[Row], log: bool, facts: Sequence[Row]) -> Iterator[Fault]:
    """A criterion without a figure, or with one that its scale cannot place."""
    metric, figures = row.values["metric"], [fact.values["value"] for fact in feeding]
    if not any(value is not None for value in figures):
        numeric = {str(fact.values["metric"]) for fact in facts if fact.values["value"] is not None}
        yield row.fault(f"metric {shown(metric)} has no figure in {FACTS.file}; add its facts"
                        + nearest(metric, sorted(numeric)), "metric")
    elif log and any(value is not None and value <= 0 for value in figures):
        yield row.fault(f"scale 'log' cannot place a figure of 0 or less, which {metric} has; write linear", "scale")


def _benchmark_faults(row: Row, rows: Rows | None) -> Iterator[Fault]:
    """A claim in another unit than its subject's, or of a place or currency that nothing is known of."""
    subject, unit, low, high = (row.values[name] for name in ("subject", "unit", "low", "high"))
    if high is not None and high < low:
        yield row.fault(f"high {high:g} is below low {low:g}; order them", "high")
    if subject != BASE_SALARY:
        if unit != BENCHMARK_UNITS[subject]:
            yield row.fault(f"unit {shown(unit)} is not that of {subject}; write {BENCHMARK_UNITS[subject]}", "unit")
        for name in ("role", "seniority"):
            if row.values[name] is not None:
                yield row.fault(f"{name} {shown(row.values[name])} is for a base salary alone; empty it", name)
    else:
        if row.values["country"] is None:
            yield row.fault("country is empty; a base salary needs one", "country")
        if low == 0:
            yield row.fault("low 0 is no base salary; give it", "low")
    if rows is None:
        return
    currencies = {str(rate.values["currency"]) for rate in rows[FX.name]}
    currency, _, period = str(unit).partition("/")
    if subject == BASE_SALARY and (period not in ("year", "month") or currency not in currencies):
        yield row.fault(f"unit {shown(unit)} is not a currency with a rate and a period; write such as EUR/year"
                        + (nearest(currency, sorted(currencies)) if period else ""), "unit")
    countries = sorted({str(hub.values["country"]) for hub in rows[HUBS.name]})
    if row.values["country"] not in (None, *countries):
        yield row.fault(f"country {shown(row.values['country'])} has no hub{nearest(row.values['country'], countries)}",
                        "country")

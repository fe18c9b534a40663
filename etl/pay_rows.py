"""From pay rows to cells: the rules that every source shares, each with the count of rows it touched.

A source leaves the view `pay_row`: source_code, year, country, role, seniority, pay_usd, notes, pay_fate,
country_fate. A fate names the rule that drops the row; null keeps it. Notes name rules that changed it, `a;b`, or ''.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import count, product
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from atlas.domain.tables import SALARIES
from etl.engine import QUANTILES, DuckDb
from etl.sources.roles import OUTSIDE

BOUNDS = {"least_usd": 1_000, "most_usd": 1_000_000, "least_share": 0.15, "most_share": 8}
MIN_N = int(next(column.low for column in SALARIES.columns if column.name == "n"))


@dataclass(frozen=True)
class Rule:
    """One judgement about rows: it drops them, or keeps them and notes what it did."""

    id: str
    effect: Literal["dropped", "noted"]
    says: str


COUNTRY_RULES = (
    Rule("below_range", "dropped", f"pay under {BOUNDS['least_usd']:,} USD a year: a slip, or not yearly pay"),
    Rule("above_range", "dropped", f"pay over {BOUNDS['most_usd']:,} USD a year: a slip, or another currency"),
    Rule("far_below_country", "dropped", f"pay under {BOUNDS['least_share']} of the country's median: most often "
         "monthly pay given as yearly; the median is taken anew over the rows kept until it stands"),
    Rule("far_above_country", "dropped", f"pay over {BOUNDS['most_share']} times the country's median"),
)
TITLE_RULES = (
    Rule("no_title", "dropped", "no job title given; counts in the country's median, in no cell"),
    Rule("not_engineering", "dropped", "a title outside engineering; counts in the country's median, in no cell"),
)
TOTAL_ONLY = Rule("total_only", "noted", "an engineering title of none of the six roles: counts in role 'all' alone")
LEVEL_UNKNOWN = Rule("level_unknown", "noted", "seniority not known: counts in seniority 'all' alone")


def settle_country_medians(engine: DuckDb) -> int:
    """Keep `country_median`: each country's median over the rows that it lets in. Returns the rounds it took.

    Every round tests all rows against the medians of the round before, so a row cut early can come back. It ends: a
    higher median moves both limits up and so never lowers the next median, hence medians only rise, or only fall.
    """
    medians = pa.table({"country": pa.array([], pa.string()), "median_usd": pa.array([], pa.float64())})
    for number in count(1):
        engine.keep("country_median", medians)
        before, medians = medians, engine.fetch("ingest_country_median", **BOUNDS).sort_by("country")
        if medians.equals(before):
            return number


def settle_observations(engine: DuckDb) -> int:
    """Settle every row's fate in `fated`, the survivors in `observation`. Returns the rounds of the medians."""
    rounds = settle_country_medians(engine)
    engine.view("fated", "ingest_fate", **BOUNDS, outside=OUTSIDE)
    engine.add_part("observation", "ingest_observation")
    return rounds


def count_rules(engine: DuckDb, rules: tuple[Rule, ...]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Each rule with the rows it touched (id, effect, says, rows, by_series: series -> rows); and series -> rows kept.

    A row dropped counts in one rule; a row kept may count in several. Raises KeyError for a mark without a rule.
    """
    counts: dict[str, Counter[str]] = {rule.id: Counter() for rule in rules}
    kept: Counter[str] = Counter()
    for row in engine.fetch("ingest_count").sort_by("source_code").to_pylist():
        series, n = row["source_code"], row["n"]
        if row["fate"]:
            counts[row["fate"]][series] += n
            continue
        kept[series] += n
        totals = [mark for mark in (TOTAL_ONLY.id, LEVEL_UNKNOWN.id) if row[mark]]
        for mark in filter(None, (*row["notes"].split(";"), *totals)):
            counts[mark][series] += n
    counted = [{"id": rule.id, "effect": rule.effect, "says": rule.says, "rows": counts[rule.id].total(),
                "by_series": dict(counts[rule.id])} for rule in rules]
    return counted, dict(kept)


def compute_cells(engine: DuckDb, all_roles: bool) -> tuple[pa.Table, int]:
    """Statistics of `observation` in the columns of SALARIES, cells under the least n left out; and how many those are.

    `all_roles` also gives the totals over roles, which only a source that covers engineering as a whole has.
    """
    splits = product((True, False) if all_roles else (True,), (True, False))
    found = pa.concat_tables([_statistics(engine, by_role=by_role, by_seniority=by_seniority)
                              for by_role, by_seniority in splits])
    cells = found.filter(pc.greater_equal(found["n"], MIN_N))
    for place, share in enumerate(QUANTILES):
        cells = cells.append_column(f"p{share * 100:.0f}_usd", pc.list_element(cells["quantiles_usd"], place))
    return cells.select(SALARIES.names), found.num_rows - cells.num_rows


def _statistics(engine: DuckDb, **split: bool) -> pa.Table:
    """One aggregate with a list of quantiles; where that does not fit in memory, a sort that goes to disk."""
    try:
        return engine.fetch("ingest_statistics", **split)
    except duckdb.OutOfMemoryException:
        return sorted_statistics(engine, **split)


def sorted_statistics(engine: DuckDb, **split: bool) -> pa.Table:
    """The same statistics by sorting all pay, which needs disk instead of memory."""
    engine.keep("cell", engine.fetch("ingest_cell", **split))
    return engine.fetch("ingest_statistics_spilling", **split)

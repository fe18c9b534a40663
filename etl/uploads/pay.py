"""A company's own pay rows into its own series of statistics; the rows themselves go no further."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from atlas.domain.errors import SourceError, nearest, shown
from atlas.domain.tables import OBSERVATIONS
from etl.engine import DuckDb, duckdb_engine
from etl.faults import Fault
from etl.pay_rows import BOUNDS, MIN_N, compute_cells, count_rules, settle_country_medians, settle_observations
from etl.sources.countries import CODES
from etl.sources.observations import ALL_ROLES, RULES, SOURCE_CODE, YEARS
from etl.validate import Row, Value

MEMORY_LIMIT = "400MB"
SCHEMA = pa.schema([("place", pa.int64()), ("file", pa.string()), ("row", pa.int64()),
                    *((column.name, pa.float64() if column.kind != "text" else pa.string())
                      for column in OBSERVATIONS.columns)])


@dataclass(frozen=True)
class Statistics:
    """Cells in the columns of SALARIES, and what each rule touched (etl.cleaning.COLUMNS); none where there are faults."""

    cells: list[dict[str, Value]]
    rules: list[dict[str, Any]]
    faults: list[Fault]


def statistics(rows: Sequence[Row], country_of_hub: dict[str, str], rates: Sequence[dict[str, Value]]) -> Statistics:
    """Of sound rows of OBSERVATIONS; `rates` are rows of FX. A doubtful row is a fault: only the company knows its sense."""
    faults = [fault for row in rows for fault in _place_faults(row, country_of_hub)]
    if faults:
        return Statistics([], [], faults)
    try:
        return _of_places(rows, country_of_hub, rates)
    except SourceError:  # DuckDB found no room
        return Statistics([], [], [Fault(rows[0].file, 0, "needs more memory than one upload may have; give fewer rows, or "
                                                          "run python -m etl ingest observations")])


def _of_places(rows: Sequence[Row], country_of_hub: dict[str, str], rates: Sequence[dict[str, Value]]) -> Statistics:
    with duckdb_engine(MEMORY_LIMIT) as engine:
        engine.connection.execute("set threads = 1")
        engine.keep("hub", pa.table({"hub_id": list(country_of_hub), "country": list(country_of_hub.values())}))
        engine.keep("fx", pa.table({name: [rate[name] for rate in rates] for name in ("currency", "year", "per_usd")}))
        engine.keep("given", pa.Table.from_pylist(
            [{**row.values, "place": place, "file": row.file, "row": row.line} for place, row in enumerate(rows)], SCHEMA))
        found = engine.fetch("ingest_observations_fault", raw_file="given", first_year=YEARS[0], last_year=YEARS[1])
        if found.num_rows:
            return Statistics([], [], [_fault(rows[fault["place"]], fault["fault"]) for fault in found.to_pylist()])
        return _cells(engine, rows)


def _cells(engine: DuckDb, rows: Sequence[Row]) -> Statistics:
    engine.keep("own_row", engine.connection.view("given").to_arrow_table().drop_columns(["place"]))
    engine.view("pay_row", "ingest_observations_pay", source_code=SOURCE_CODE)
    settle_country_medians(engine)
    by_place = {(row.file, row.line): row for row in rows}
    suspects = engine.fetch("ingest_observations_suspect", **BOUNDS).to_pylist()
    if suspects:
        return Statistics([], [], [_fault(by_place[row["file"], row["row"]], row["fault"]) for row in suspects])
    settle_observations(engine)
    rules, _ = count_rules(engine, RULES)
    cells, _ = compute_cells(engine, ALL_ROLES)
    if not cells.num_rows:
        return Statistics([], [], [Fault(rows[0].file, 0, f"no country has {MIN_N} rows of pay; fewer are not kept, so that "
                                                          "nobody can be recognised; add rows, or leave the file out")])
    counted = [{"source_code": SOURCE_CODE, "rule": rule["id"], "about": rule["says"], "rows": rule["rows"]}
               for rule in rules if rule["rows"]]
    return Statistics(cells.to_pylist(), counted, [])


def _place_faults(row: Row, country_of_hub: dict[str, str]) -> list[Fault]:
    country, hub_id = row.values["country"], row.values["hub_id"]
    if hub_id is not None and hub_id not in country_of_hub:
        return [row.fault(f"hub_id {shown(hub_id)} is no hub{nearest(hub_id, country_of_hub)}", "hub_id")]
    if country is not None and country not in CODES:
        return [row.fault(f"country {shown(country)} is not known{nearest(country, CODES)}", "country")]
    return []


def _fault(row: Row, message: str) -> Fault:
    """Each message begins with the column it speaks of."""
    return row.fault(message, message.split(" ", 1)[0])

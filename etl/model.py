"""Checked rows into the tables that the app reads, by the SQL of `etl/sql`; then the checks of `etl/checks`."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from atlas.domain import salary
from atlas.domain.criteria import CRITERIA
from atlas.domain.errors import DataError, shown
from atlas.domain.regions import REGIONS
from atlas.domain.tables import FACTS, HUBS, OWN_CRITERIA, ROLES, SALARIES, SENIORITIES, TABLES, Table
from etl import cleaning
from etl.load import Data
from etl.validate import Row

SQL = Path(__file__).parent / "sql"
CHECKS = Path(__file__).parent / "checks"

OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""DuckDB's settings wherever the ETL opens one: nothing is downloaded."""

MODELS = ("hub", "fact", "hub_fact", "pay_cell", "pay_estimate", "fx", "source", "cleaning_rule", "own_criterion",
          "own_benchmark")
"""Tables in the order of making; each is the SELECT of its file over `input_*` and the tables before it."""

VOCABULARY = {
    "roles": list(ROLES),
    "seniorities": list(SENIORITIES),
    "metrics": [criterion.metric for criterion in CRITERIA.values() if criterion.metric],
}
"""What a check may ask for as a `$named` list."""

ROWS_SHOWN = 5
ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
Found = tuple[str, str, Sequence[str], Sequence[tuple[Any, ...]]]
QUESTION = re.compile(r"-- Question: (.+?\?)\s", re.DOTALL)


def make_tables(connection: duckdb.DuckDBPyConnection, data: Data) -> None:
    """Make every model, run every check, and keep the outcome as `build_check`.

    DataError with the question and the first wrong rows of each check that finds any.
    """
    inputs = {table.name: _arrow(table, data.rows[table.name]) for table in TABLES}
    inputs["pay_estimate"] = pa.Table.from_pandas(_pay_estimates(inputs), preserve_index=False)
    inputs["cleaning_rule"] = pa.Table.from_pylist(data.cleaning_rules, cleaning.COLUMNS)
    for name, values in inputs.items():
        connection.register(f"input_{name}", values)
    for name in MODELS:
        connection.execute(f"create table {name} as {(SQL / f'{name}.sql').read_text('utf-8')}")
    for name in inputs:
        connection.unregister(f"input_{name}")
    _run_checks(connection, [str(row.values["metric"]) for row in data.rows[OWN_CRITERIA.name]])


def _arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    fields = [(column.name, ARROW[column.kind]) for column in table.columns]
    lines = [("line", pa.int64())] if table is FACTS else []
    return pa.Table.from_pylist([{**row.values, "line": row.line} for row in rows], schema=pa.schema(fields + lines))


def _pay_estimates(inputs: Mapping[str, pa.Table]) -> pd.DataFrame:
    """An estimate for every country that has a hub; a country's peer group is the area of its region."""
    hubs = inputs[HUBS.name].to_pylist()
    areas = {hub["country"]: REGIONS[hub["region"]].area for hub in hubs}
    return salary.estimate(inputs[SALARIES.name].to_pandas(), sorted(areas), areas)


class ChecksFailed(DataError):
    """Checks that found wrong rows: a line for each check, then its first rows. `found` is (check_id, question,
    columns, all rows) of each."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = tuple(found)
        super().__init__("\n".join(line for check in found for line in _complaint(*check)))


def _run_checks(connection: duckdb.DuckDBPyConnection, own_metrics: Sequence[str]) -> None:
    """Each check selects the rows that are wrong."""
    outcome, found = [], []
    vocabulary = VOCABULARY | {"metrics": [*VOCABULARY["metrics"], *own_metrics]}
    for path in sorted(CHECKS.glob("*.sql")):
        sql = path.read_text("utf-8")
        question = " ".join(QUESTION.match(sql)[1].replace("\n--", "").split())
        parameters = {name: values for name, values in vocabulary.items() if f"${name}" in sql}
        wrong = connection.execute(sql, parameters)
        columns, rows = [column[0] for column in wrong.description], wrong.fetchall()
        outcome.append({"check_id": path.stem, "question": question, "rows_wrong": len(rows)})
        found += [(path.stem, question, columns, rows)] if rows else []
    if found:
        raise ChecksFailed(found)
    connection.register("outcome", pa.Table.from_pylist(outcome))
    connection.execute("create table build_check as from outcome order by check_id")
    connection.unregister("outcome")


def _complaint(check_id: str, question: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[str]:
    def cells(row: tuple[Any, ...]) -> str:
        return ", ".join(f"{name} {shown(value)}" for name, value in zip(columns, row, strict=True) if value is not None)

    return [f"check {check_id}: {question} Wrong rows: {len(rows):,}; correct them in the data",
            *(f"check {check_id}: {cells(row)}" for row in rows[:ROWS_SHOWN])]

"""A small data folder for tests: tests/fixtures/data, with its pay statistics written as the Parquet file they are."""

import csv
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from atlas.domain.tables import SALARIES
from atlas.paths import ROOT
from etl.load import load
from etl.model import MODELS, make_tables
from etl.pay_file import SCHEMA

Fill = Callable[[duckdb.DuckDBPyConnection], None]

FIXTURE = ROOT / "tests" / "fixtures" / "data"


def pay_cells() -> pa.Table:
    """The fixture's salaries.csv with the types of the contract."""
    with (FIXTURE / "salaries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    convert = {"text": str, "integer": int, "number": float}
    return pa.Table.from_pylist(
        [{column.name: convert[column.kind](row[column.name]) for column in SALARIES.columns} for row in rows], SCHEMA)


def copy_to(folder: Path) -> Path:
    """A complete folder of input files, free to be changed."""
    shutil.copytree(FIXTURE, folder, ignore=shutil.ignore_patterns("salaries.csv"))
    pq.write_table(pay_cells(), folder / SALARIES.file)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def template_of(folder: Path, path: Path) -> Path:
    """A database of a folder's tables, made once, for tests of what happens to such tables afterwards."""
    with closing(duckdb.connect(path)) as connection:
        make_tables(connection, load([folder]))
    return path


def fill_from(template: Path) -> Fill:
    """What a build puts into an empty database, copied instead of made: ten times as fast."""
    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"attach '{template}' as template (read_only)")
        for name in (*MODELS, "build_check"):
            connection.execute(f"create table {name} as from template.{name}")
        connection.execute("detach template")

    return fill

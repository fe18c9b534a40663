"""Read a raw file strictly: header, rows and numbers are checked before anything is made of them."""

import difflib
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from atlas.domain.errors import SourceError, nearest, shown
from etl.engine import DuckDb
from etl.raw_headers import headers, xlsx_rows

SCAN = "raw_scan"
NUMERIC = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE"}


@dataclass(frozen=True)
class RawColumn:
    """A column to read. A `number` is finite and 0 or more; `words` are answers given in words, as numbers.

    An optional column that the file lacks reads as missing throughout.
    """

    name: str
    kind: Literal["text", "number"] = "text"
    optional: bool = False
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class RawFile:
    """A file as the manifest names it, `rows` without the header; and the `view` of its columns, typed.

    The view also has `place`: 0 is the file's first data row.
    """

    path: Path
    sha256: str
    rows: int
    view: str

    @property
    def first_row(self) -> int:
        """Number of the first data row, as an editor shows it: 2 beneath a header, 1 in Parquet."""
        return 1 if self.path.suffix.lower() == ".parquet" else 2


def load(engine: DuckDb, path: Path, columns: Sequence[RawColumn], missing: Sequence[str] = ()) -> RawFile:
    """Read `columns` of a file once, into a clean Parquet file of the engine's folder, and give the view of it.

    Texts are trimmed; an empty cell, or one of the `missing` words, is null.
    Raises SourceError with file, row, value and cure: what `headers` raises, a missing column, a ragged row, text that
    is not UTF-8, a number that is none, negative, NaN or infinite.
    """
    names = headers(path)
    _check_columns(path, columns, names)
    present = [column for column in columns if column.name in names]
    view = f"raw_file_{len(list(engine.folder.glob('raw_file_*')))}"
    try:
        _scan(engine, path, names, present)
        _write_clean(engine, view, columns, present, missing)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        raise SourceError(_explain(path, str(fault))) from None
    rows = engine.connection.view(view).count("*").fetchall()[0][0]
    if rows == 0:
        raise SourceError(f"{path.name}: has a header and no rows; download or export it again")
    with path.open("rb") as file:
        raw = RawFile(path, hashlib.file_digest(file, "sha256").hexdigest(), rows, view)
    for column in present:
        if column.kind == "number":
            _check_numbers(engine, raw, column)
    return raw


def refuse_unknown(engine: DuckDb, raw: RawFile, column: str, known: Iterable[str], cure: str) -> None:
    """Raise SourceError for the first text of `column` that is not one of `known`."""
    options = sorted(known)
    found = _first(engine, raw, f"not list_contains($known, {_quoted(column)})", column, known=options)
    if found:
        place, value = found
        raise SourceError(f"{raw.path.name} row {place + raw.first_row}: {column} {shown(value)} is not known"
                          f"{nearest(value, options)}; {cure}")


def _first(engine: DuckDb, raw: RawFile, condition: str, column: str, **parameters: Any) -> tuple[int, Any] | None:
    """Place and value of the first row that meets a condition."""
    found = engine.connection.execute(
        f"select place, {_quoted(column)} from {raw.view} where {condition} order by place limit 1", parameters)
    return next(iter(found.fetchall()), None)


def _check_columns(path: Path, columns: Sequence[RawColumn], names: Sequence[str]) -> None:
    others = [name for name in names if name not in {column.name for column in columns}]
    for column in columns:
        if column.name not in names and not column.optional:
            raise SourceError(f"{path.name}: column {column.name!r} is missing{nearest(column.name, others or names)}")
        misspelt = [] if column.name in names else difflib.get_close_matches(column.name, others, n=1, cutoff=0.75)
        if misspelt:
            raise SourceError(f"{path.name}: column {shown(misspelt[0])} would not be read; write {column.name!r}, or "
                              "rename it")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _xlsx_table(path: Path, names: Sequence[str]) -> pa.Table:
    """The first sheet beneath its header, as text; empty rows at its end are not rows."""
    rows = [["" if value is None else str(value) for value in row] for row in xlsx_rows(path)][1:]
    while rows and not any(rows[-1]):
        rows.pop()
    for number, row in enumerate(rows, start=2):
        if any(row[len(names):]):
            raise SourceError(f"{path.name} row {number}: has cells beyond the last header; name or clear them")
        row.extend([""] * (len(names) - len(row)))
    return pa.table({name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)})


def _scan(engine: DuckDb, path: Path, names: Sequence[str], present: Sequence[RawColumn]) -> None:
    """Name the present columns of a file in the view `raw_scan`, values as the file has them."""
    if path.suffix.lower() == ".parquet":
        source, places = engine.connection.read_parquet(str(path)), {name: name for name in names}
    elif path.suffix.lower() == ".csv":
        # Our own names for the columns, by place: nothing is sniffed, and an odd header cannot break the call.
        places = {name: f"c{place}" for place, name in enumerate(names)}
        source = engine.connection.read_csv(
            str(path), header=True, auto_detect=False, strict_mode=True, delimiter=",", quotechar='"', escapechar='"',
            columns=dict.fromkeys(places.values(), "VARCHAR"))
    else:
        places = {name: name for name in names}
        source = engine.connection.from_arrow(_xlsx_table(path, names))
    wanted = ", ".join(f"{_quoted(places[column.name])} as {_quoted(column.name)}" for column in present)
    source.project(wanted).create_view(SCAN, replace=True)


def _write_clean(engine: DuckDb, view: str, columns: Sequence[RawColumn], present: Sequence[RawColumn],
                 missing: Sequence[str]) -> None:
    """Type the columns, in the file's order. What is no number becomes NaN, which `_check_numbers` refuses."""
    types = dict(zip(engine.connection.view(SCAN).columns, engine.connection.view(SCAN).dtypes, strict=True))
    parameters: dict[str, Any] = {"missing": list(missing)}
    fields = []
    for i, column in enumerate(columns):
        name = _quoted(column.name)
        text = f"nullif(trim(cast({name} as varchar)), '')" if column in present else "null::varchar"
        text = f"case when not list_contains($missing, {text}) then {text} end"
        if column.kind == "number" and types.get(column.name) in NUMERIC:
            text = f"cast({name} as double)"
        elif column.kind == "number":
            parameters[f"words{i}"] = [word for word, _ in column.words]
            parameters[f"values{i}"] = [str(value) for _, value in column.words]
            number = f"coalesce($values{i}[list_position($words{i}, {text})], {text})"
            text = f"case when {text} is not null then coalesce(try_cast({number} as double), 'nan'::double) end"
        fields.append(f"{text} as {name}")
    clean = engine.folder / f"{view}.parquet"
    engine.connection.execute(
        f"copy (select {', '.join(fields)} from {SCAN}) to '{clean}' (format parquet)", parameters)
    engine.add_file(view, clean)


def _check_numbers(engine: DuckDb, raw: RawFile, column: RawColumn) -> None:
    name = _quoted(column.name)
    found = _first(engine, raw, f"not isfinite({name}) or {name} < 0", column.name)
    if found:
        said = f"select cast({name} as varchar) from {SCAN} limit 1 offset {found[0]}"
        value = engine.connection.execute(said).fetchall()[0][0]
        raise SourceError(f"{raw.path.name} row {found[0] + raw.first_row}: {column.name} {shown(value)} is not a "
                          "finite number of 0 or more; correct it, or leave the cell empty")


def _explain(path: Path, fault: str) -> str:
    """DuckDB's page of advice about a file as one line."""
    line = re.search(r"CSV Error on Line: (\d+)", fault)
    place = f"{path.name} line {line[1]}" if line else path.name
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", fault)
    if counts:
        return f"{place}: has {counts[2]} cells under a header of {counts[1]}; quote texts that hold commas"
    if "unicode" in fault.lower() or "utf-8" in fault.lower():
        return f"{place}: is not UTF-8; save the file as CSV UTF-8"
    if line or "CSV" in fault:
        return f"{place}: is not CSV by RFC 4180; check the quotes and line ends there"
    return f"{place}: cannot be read; download or export it again"

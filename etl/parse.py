"""Bytes of one input file into cells of text with their lines: CSV, TOML, Parquet. Meaning is checked elsewhere."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.domain.errors import nearest, shown
from atlas.domain.tables import SOURCES, Column, Table

PARQUET_ROWS_MAX = 200_000
"""Statistics of every country, role and seniority in twenty surveys fit well within it."""

Cells = tuple[int, dict[str, str] | str]
"""Line, and the row's cells by column; or line, and what is wrong with the row."""


class Unreadable(Exception):
    """A file that cannot be read on; carries the line and what is wrong there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def cells_of(table: Table, content: bytes) -> Iterator[Cells]:
    """Line by line; raises Unreadable where the file as a whole breaks off."""
    parse = {".csv": _csv_cells, ".toml": _toml_cells, ".parquet": _parquet_cells}
    return parse[Path(table.file).suffix](table, content)


def text_of(content: bytes) -> str:
    """UTF-8, with or without the mark that spreadsheets put first."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(content[:error.start].count(b"\n") + 1,
                         f"byte {content[error.start]:#04x} is not UTF-8; save the file as UTF-8") from None


def _csv_cells(table: Table, content: bytes) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    header: list[str] = []
    line = 1
    try:
        header = next(reader, [])
        _check_names(header, table.columns, 1)
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                yield line, dict(zip(header, cells, strict=True))
            elif cells:
                yield line, f"{len(cells)} cells where the header has {len(header)}; quote a cell that holds a comma"
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(line, f"{error}; check the quotes around its cells (RFC 4180)") from None


def _check_names(names: Sequence[str], columns: Sequence[Column], line: int) -> None:
    """Each column of the contract once, none other, in any order."""
    expected = [column.name for column in columns]
    repeated = sorted({name for name in names if names.count(name) > 1})
    strange = [name for name in names if name not in expected]
    missing = [name for name in expected if name not in names]
    if repeated:
        raise Unreadable(line, f"column {shown(repeated[0])} stands twice in the header; keep one")
    if strange:
        raise Unreadable(line, f"column {shown(strange[0])} is unknown{nearest(strange[0], missing or expected)}")
    if missing:
        raise Unreadable(line, f"column {missing[0]!r} is missing; the header is {','.join(expected)}")


def _toml_cells(table: Table, content: bytes) -> Iterator[Cells]:
    text = text_of(content).replace("\r\n", "\n")
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r" \(at line (\d+), column \d+\)", str(error))
        message = str(error).replace(at[0], "") if at else str(error)
        raise Unreadable(int(at[1]) if at else 0, f"{message}; the file is not TOML") from None
    lines = {name: number for number, text_line in enumerate(text.splitlines(), 1)
             for name in re.findall(r'^\s*\[\s*"?([^"\]]+?)"?\s*\]', text_line)}
    fields = [name for name in SOURCES.names if name != "source_code"]
    for code, source in tables.items():
        line = lines.get(code, 0)
        if not isinstance(source, dict):
            yield line, f"{shown(code)} is no table; write [{code}] above its fields"
        elif strange := sorted(set(source) - set(fields)):
            yield line, f"[{code}] has an unknown field {shown(strange[0])}{nearest(strange[0], fields)}"
        elif wrong := [name for name, value in source.items() if not isinstance(value, str | date)]:
            yield line, f"[{code}] {wrong[0]} {shown(source[wrong[0]])} is not text; put it in quotes"
        else:
            yield line, {"source_code": code} | {name: str(source.get(name, "")) for name in fields}


def _parquet_cells(table: Table, content: bytes) -> Iterator[Cells]:
    """The schema is looked at before any data: a small file of nested lists can take minutes to decode."""
    fits = {
        "text": lambda kind: pa.types.is_string(kind) or pa.types.is_large_string(kind),
        "integer": pa.types.is_integer,
        "number": lambda kind: pa.types.is_floating(kind) or pa.types.is_integer(kind),
    }
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        _check_names(file.schema_arrow.names, table.columns, 0)
        for column in table.columns:
            kind = file.schema_arrow.field(column.name).type
            if not fits[column.kind](kind):
                raise Unreadable(0, f"column {column.name!r} is of type {kind}; give {column.kind}")
        if file.metadata.num_rows > PARQUET_ROWS_MAX:
            raise Unreadable(0, f"{file.metadata.num_rows:,} rows; give statistics, at most {PARQUET_ROWS_MAX:,} rows")
        rows = file.read(columns=list(table.names)).to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:120]
        raise Unreadable(0, f"is not a readable Parquet file ({reason}); make it again with `etl ingest`") from None
    for line, row in enumerate(rows, 1):
        yield line, {name: "" if value is None else str(value) for name, value in row.items()}

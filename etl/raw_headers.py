"""The column names of a raw file, and whether it can be read at all: nothing is sniffed, packed files are measured."""

import csv
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from atlas.domain.errors import SourceError, shown

MAX_UNPACKED_BYTES = 2_000_000_000
"""What one packed file (Parquet, XLSX) may hold: a few kilobytes can unpack to more than any machine has."""
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def headers(path: Path) -> list[str]:
    """The column names of a CSV, Parquet or XLSX file, in order.

    Raises SourceError when there is no such file, or it is empty, unreadable, nested, or names a column twice.
    """
    if not path.is_file() or not os.access(path, os.R_OK):
        raise SourceError(f"{path.name}: there is no such file that can be read; check the path")
    if path.stat().st_size == 0:
        raise SourceError(f"{path.name}: is empty; download or export it again")
    readers = {".csv": _csv_header, ".parquet": _parquet_header, ".xlsx": _xlsx_header}
    if path.suffix.lower() not in readers:
        raise SourceError(f"{path.name}: is none of CSV, Parquet, XLSX; give one of these, unpacked")
    names = readers[path.suffix.lower()](path)
    if not any(names):
        raise SourceError(f"{path.name} line 1: is empty; put the column names there")
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise SourceError(f"{path.name} line 1: column {shown(name)} occurs twice; remove or rename one")
        seen.add(name.casefold())
    return names


def xlsx_rows(path: Path, most: int | None = None) -> list[tuple[Any, ...]]:
    """The first rows, or all, of the first sheet, values as stored; a formula gives the value last computed."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return list(book.worksheets[0].iter_rows(max_row=most, values_only=True))
    finally:
        book.close()


def _csv_header(path: Path) -> list[str]:
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(BYTE_ORDER_MARKS) or b"\0" in start:
        raise SourceError(f"{path.name}: is UTF-16 or not text at all; save it as CSV UTF-8")
    # What is not UTF-8 beyond the header is found, with its line, when the rows are read.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        try:
            names = next(csv.reader(file, strict=True), [])
        except csv.Error as fault:
            raise SourceError(f"{path.name} line 1: {fault}; check the quotes of the header") from None
    if any("\udc80" <= letter <= "\udcff" for name in names for letter in name):
        raise SourceError(f"{path.name} line 1: is not UTF-8; save it as CSV UTF-8")
    if len(names) == 1 and re.search(r"[;\t|]", names[0]):
        raise SourceError(f"{path.name} line 1: columns are not separated by commas; save it as CSV with commas")
    return [name.strip() for name in names]


def _parquet_header(path: Path) -> list[str]:
    connection = duckdb.connect()
    try:
        schema = connection.execute(
            "select name, num_children, repetition_type from parquet_schema($path)", {"path": str(path)}).fetchall()
        size = connection.execute("select sum(total_uncompressed_size) from parquet_metadata($path)",
                                  {"path": str(path)}).fetchall()[0][0]
    except duckdb.Error:
        raise SourceError(f"{path.name}: is not a readable Parquet file; download or export it again") from None
    finally:
        connection.close()
    nested = next((name for name, children, repeated in schema[1:] if children or repeated == "REPEATED"), None)
    if nested is not None:
        raise SourceError(f"{path.name}: column {shown(nested)} holds lists or records; give flat columns only")
    _refuse_bomb(path, size or 0)
    return [name for name, _, _ in schema[1:]]


def _xlsx_header(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(path, sum(part.file_size for part in archive.infolist()))
        names = ["" if value is None else str(value).strip() for row in xlsx_rows(path, 1) for value in row]
    except SourceError:
        raise
    except Exception:  # openpyxl raises whatever its XML meets
        raise SourceError(f"{path.name}: is not a readable XLSX file; save it again as XLSX or CSV") from None
    while names and not names[-1]:
        names.pop()
    return names


def _refuse_bomb(path: Path, size: int) -> None:
    if size >= MAX_UNPACKED_BYTES:
        raise SourceError(f"{path.name}: unpacks to {size / 1e9:.1f} GB, over the limit of "
                          f"{MAX_UNPACKED_BYTES / 1e9:.0f} GB a file; split it, or leave out columns that are not read")

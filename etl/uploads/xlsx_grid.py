"""XLSX: the packed parts are measured and looked through before the workbook is opened; each sheet is a grid.

A formula gives the value that was computed last; links to other files are not followed, and no part may declare entities.
"""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from atlas.domain.errors import shown
from atlas.domain.upload_limits import (
    COLUMNS_MAX,
    ROWS_MAX,
    SHEETS_MAX,
    XLSX_PARTS_MAX,
    XLSX_RATIO_MAX,
    XLSX_UNPACKED_MAX,
)
from etl.faults import Fault
from etl.parse import Unreadable
from etl.uploads.grids import Budget, Grid, check_header, fit

DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
LARGE_PART = 1_000_000
EMPTY_ROWS_MAX = 1_000
"""Empty rows in a row after which a sheet has ended: a stray cell on row 1,048,576 is no table."""


def read(content: bytes, name: str, budget: Budget) -> Iterator[Grid]:
    """A grid for each sheet that is not empty; Unreadable where the workbook is none, or more than it looks."""
    _check_parts(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its XML meets
        raise _broken(error) from None
    try:
        if len(book.worksheets) > SHEETS_MAX:
            raise Unreadable(0, f"has {len(book.worksheets)} sheets; give at most {SHEETS_MAX}")
        for sheet in book.worksheets:
            shown_as = name if len(book.worksheets) == 1 else f"{name}, sheet {shown(str(sheet.title), 40)}"
            try:
                grid = _sheet(sheet, shown_as, budget)
            except Unreadable as reason:
                grid = Grid(shown_as, reason.line, (), [], [Fault(shown_as, reason.line, reason.message)])
            if grid is not None:
                yield grid
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # as above, while rows are read
        raise _broken(error) from None
    finally:
        book.close()


def _broken(error: Exception) -> Unreadable:
    reason = (str(error).splitlines() or [""])[0][:80]
    return Unreadable(0, f"is not a readable XLSX file ({type(error).__name__}: {reason}); save it again as XLSX or CSV")


def _check_parts(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(part.filename, archive.read(part))
    except Unreadable:
        raise
    # zipfile raises NotImplementedError for a compression that it does not know, RuntimeError for an encrypted part
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
            zipfile.zlib.error) as error:
        raise Unreadable(0, f"is not a readable XLSX file ({(str(error).splitlines() or [''])[0][:80]}); save it again as "
                            "XLSX or CSV") from None


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > XLSX_PARTS_MAX:
        raise Unreadable(0, f"is packed of {len(parts):,} parts; give at most {XLSX_PARTS_MAX}")
    size = sum(part.file_size for part in parts)
    if size > XLSX_UNPACKED_MAX:
        raise Unreadable(0, f"unpacks to {size / 1e6:.0f} MB; give at most {XLSX_UNPACKED_MAX // 1_000_000} MB")
    for part in parts:
        if part.file_size > LARGE_PART and part.file_size > XLSX_RATIO_MAX * max(part.compress_size, 1):
            raise Unreadable(0, f"its part {shown(part.filename)} unpacks to over {XLSX_RATIO_MAX} times its size; save it "
                                "again as XLSX")
        if part.flag_bits & 1:
            raise Unreadable(0, "is locked with a password; save it without")
    if len({part.filename for part in parts}) != len(parts):
        raise Unreadable(0, "holds two parts of one name; save it again as XLSX")


def _check_xml(name: str, part: bytes) -> None:
    if b"\0" in part or part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(0, f"its part {shown(name)} is not UTF-8; save it again as XLSX")
    if DECLARES.search(part):
        raise Unreadable(0, f"its part {shown(name)} declares entities, which no spreadsheet needs; save it again as XLSX")


def _sheet(sheet: Any, name: str, budget: Budget) -> Grid | None:
    """The first row that is not empty is the header."""
    sheet.reset_dimensions()  # as the file tells them, they may be anything
    header, rows, faults, empty = None, [], [], 0
    header_line = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if len(values) > COLUMNS_MAX and any(value is not None for value in values[COLUMNS_MAX:]):
            raise Unreadable(line, f"has {len(values):,} columns; give at most {COLUMNS_MAX}")
        cells = [_text(value) for value in values[:COLUMNS_MAX]]
        if not any(cells):
            empty += 1
            if empty > EMPTY_ROWS_MAX or line > 2 * ROWS_MAX:
                break
            continue
        empty = 0
        budget.spend(cells, line)
        if header is None:
            header, header_line = check_header(cells, line), line
            continue
        found = fit(cells, header, line)
        if isinstance(found, str):
            faults.append(Fault(name, line, found))
        else:
            rows.append((line, found))
    return None if header is None else Grid(name, header_line, header, rows, faults)


def _text(value: Any) -> str:
    """As a person would type it: a whole number without its point, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()

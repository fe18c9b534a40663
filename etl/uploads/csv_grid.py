"""CSV by RFC 4180 in UTF-8: the dialect is given, never sniffed, and a line that does not fit is a fault with its number."""

import csv
import io
import re
from collections.abc import Iterator

from atlas.domain.upload_limits import LINE_BYTES_MAX
from etl.faults import Fault
from etl.parse import Unreadable, text_of
from etl.uploads.grids import Budget, Grid, check_header, fit

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(rb"\s*<(!doctype|html|head|body|table|script|\?xml)", re.IGNORECASE)
PACKED = {b"PK\x03\x04": "XLSX or another packed file", b"PAR1": "Parquet"}


def read(content: bytes, name: str, budget: Budget) -> Iterator[Grid]:
    """The one grid of a CSV file."""
    _refuse_other_kinds(content)
    text = text_of(content)
    for number, line in enumerate(content.split(b"\n"), 1):
        if len(line) > LINE_BYTES_MAX:
            raise Unreadable(number, f"has {len(line):,} bytes; give at most {LINE_BYTES_MAX:,} a line")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    rows, faults = [], []
    try:
        names = next(reader, [])
        if len(names) == 1 and re.search(r"[;\t|]", names[0]):
            raise Unreadable(1, "columns are not separated by commas; save it as CSV with commas")
        header = check_header(names, 1)
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                budget.spend(cells, line)
                _add(line, cells, len(names), Grid(name, 1, header, rows, faults))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(line, f"{error}; check the quotes around its cells (RFC 4180)") from None
    yield Grid(name, 1, header, rows, faults)


def _add(line: int, cells: list[str], wide: int, grid: Grid) -> None:
    if len(cells) != wide:
        found = f"{len(cells)} cells where the header has {wide}; quote a cell that holds a comma"
    else:
        found = fit(cells, grid.header, line)
    if isinstance(found, str):
        grid.faults.append(Fault(grid.name, line, found))
    else:
        grid.rows.append((line, found))


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(BYTE_ORDER_MARKS):
        raise Unreadable(0, "is UTF-16; save it as CSV UTF-8")
    for mark, kind in PACKED.items():
        if content.startswith(mark):
            raise Unreadable(0, f"is {kind}, not CSV; give it under its own ending")
    if HTML.match(content.removeprefix(b"\xef\xbb\xbf")[:1000]):
        raise Unreadable(0, "is a web page, not CSV; download the file itself, or save the table as CSV")
    if b"\0" in content:
        raise Unreadable(content[:content.index(b"\0")].count(b"\n") + 1,
                         "holds a NUL byte, so it is no text, or UTF-16; save it as CSV UTF-8")

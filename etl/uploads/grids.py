"""One file of a company into grids of text: a CSV or Parquet file holds one, a workbook one a sheet.

Nothing is guessed and nothing is trusted: sizes, names and types are looked at before any cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atlas.domain.errors import shown
from atlas.domain.tables import SOURCES
from atlas.domain.upload_limits import CHARACTERS_MAX, COLUMNS_MAX, FILE_BYTES_MAX, ROWS_MAX, SUFFIXES
from etl.faults import Fault
from etl.parse import Unreadable, cells_of

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table as a file holds it. `name` is shown; `rows` are (line, cells), as many cells as `header` has names.

    Without a header the grid is not whole, and its faults say why.
    """

    name: str
    line: int
    header: Cells
    rows: list[tuple[int, Cells]]
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Budget:
    """What all files of one upload may hold together."""

    rows: int = 0
    characters: int = 0

    def spend(self, cells: Sequence[str], line: int) -> None:
        """Count a row; Unreadable where there are too many."""
        self.rows += 1
        self.characters += sum(map(len, cells))
        if self.rows > ROWS_MAX:
            raise Unreadable(line, f"is past {ROWS_MAX:,} rows of all files together; split the upload, or turn pay rows "
                                   "into statistics with python -m etl ingest observations")
        if self.characters > CHARACTERS_MAX:
            raise Unreadable(line, f"is past {CHARACTERS_MAX:,} characters of all files together; shorten the texts")


def grids_of(path: Path, name: str, budget: Budget) -> Iterator[Grid]:
    """Every grid of a file that is shown as `name`; Unreadable, with its line, where the file cannot be read on."""
    from etl.uploads import csv_grid, parquet_grid, xlsx_grid  # they need Grid and Budget

    readers = {".csv": csv_grid.read, ".parquet": parquet_grid.read, ".xlsx": xlsx_grid.read, ".toml": _toml}
    if path.suffix.lower() not in readers:
        raise Unreadable(0, f"is none of {', '.join(SUFFIXES)}; save it as one of these")
    try:
        size = path.stat().st_size
        if size > FILE_BYTES_MAX:
            raise Unreadable(0, f"has {size / 1e6:.0f} MB; give at most {FILE_BYTES_MAX // 1_000_000} MB a file")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(0, f"cannot be read ({error.strerror}); give a readable file") from None
    if not content:
        raise Unreadable(0, "is empty; give a header and rows")
    yield from readers[path.suffix.lower()](content, name, budget)


def check_header(names: Sequence[str], line: int) -> Cells:
    """The names of a header, trimmed, without empty ones at its end; Unreadable where it cannot be one."""
    header = [name.strip() for name in names]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Unreadable(line, "is empty; put the column names there")
    if len(header) > COLUMNS_MAX:
        raise Unreadable(line, f"has {len(header):,} columns; give at most {COLUMNS_MAX}")
    if "" in header:
        raise Unreadable(line, f"column {header.index('') + 1} has no name; name it, or remove it")
    seen: set[str] = set()
    for name in header:
        if name in seen:
            raise Unreadable(line, f"column {shown(name)} stands twice in the header; keep one")
        seen.add(name)
    return tuple(header)


def fit(cells: Sequence[str], header: Cells, line: int) -> Cells | str:
    """A row's cells, trimmed, under its header: missing ones at the end are empty; else what is wrong with it."""
    found = [cell.strip() for cell in cells]
    if any(found[len(header):]):
        return f"has a cell beyond the last column {shown(header[-1])}; name its column, or empty it"
    return tuple(found[:len(header)]) + ("",) * (len(header) - len(found))


def _toml(content: bytes, name: str, budget: Budget) -> Iterator[Grid]:
    """An administrator's sources.toml."""
    found = list(cells_of(SOURCES, content))
    faults = [Fault(name, line, cells) for line, cells in found if isinstance(cells, str)]
    rows = [(line, tuple(cells.values())) for line, cells in found if not isinstance(cells, str)]
    for line, cells in rows:
        budget.spend(cells, line)
    yield Grid(name, 1, SOURCES.names, rows, faults)

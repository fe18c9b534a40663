"""The raw cited facts as they come: text cells, one row each. No judgement is made here."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.domain.errors import SourceError

COLUMNS = ("hub_id", "country", "metric", "value", "unit", "year", "level", "source_id", "note")


@dataclass(frozen=True)
class Row:
    """One cited fact in the words of its source; `line` is its place in the file."""

    hub_id: str
    country: str
    metric: str
    value: str
    unit: str
    year: str
    level: str
    source_id: str
    note: str
    line: int = 0

    @property
    def place(self) -> str:
        """The hub, or the country of a national fact."""
        return self.hub_id or self.country


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file as text. Raises SourceError for an absent file or a wrong header."""
    if not path.is_file():
        raise SourceError(f"{path.name}: not found in {path.parent}; give the folder of the raw files")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise SourceError(f"{path.name}: columns are {reader.fieldnames}; expected {', '.join(columns)}")
        yield from reader


def read_facts(path: Path) -> list[Row]:
    """Every row of the raw facts.csv in file order."""
    return [Row(**cells, line=line) for line, cells in enumerate(read_table(path, COLUMNS), start=2)]

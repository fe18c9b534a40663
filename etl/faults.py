"""What is wrong with an input file: each fault names the file, the line, the column, the value and the cure."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.domain.errors import DataError
from atlas.paths import ROOT

FAULTS_SHOWN = 50
"""More would hide the first; the rest is counted."""


@dataclass(frozen=True, order=True)
class Fault:
    """One wrong place of one file. `line` counts from 1 with the header; 0 speaks of the file as a whole.

    `line` of a Parquet file is its row, from 1. `column` and `value` name the cell, where the fault is one cell's.
    """

    file: str
    line: int
    message: str
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        unit = "row" if ".parquet" in self.file or ".xlsx" in self.file else "line"
        return f"{self.file} {unit} {self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class DataFaults(DataError):
    """All faults of the input: one line each, at most FAULTS_SHOWN of them, then how many more there are."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            lines.append(f"… and {len(self.faults) - FAULTS_SHOWN} more faults")
        super().__init__("\n".join(lines))


def shown_path(path: Path) -> str:
    """As people write it: `data/hubs.csv` for what lies in the project, else as it was given."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)

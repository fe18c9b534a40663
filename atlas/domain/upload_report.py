"""What an upload would change, as the child that reads it writes and the parent that shows it reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableChange:
    """Rows of one table of one file: `new`, in place of others (`replaced`), as they were (`unchanged`), or `rejected`."""

    table: str
    file: str
    rows: int
    new: int
    replaced: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class CellChange:
    """One cell that would change; for a new fact, what spoke for its place before is `old`. Line 0 is no single line."""

    table: str
    file: str
    line: int
    key: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Rejection:
    """One fault; `message` is the whole line: file, line, thing, value, cure."""

    file: str
    line: int
    column: str
    value: str
    message: str

"""Folders of input files into checked rows, later folders laid over earlier ones.

Every byte is read once: what is hashed into the data version is what is parsed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from atlas.domain.errors import nearest
from atlas.domain.tables import FACTS, SALARIES, TABLES, Table
from etl.cleaning import cleaning_rules
from etl.faults import Fault, shown_path
from etl.parse import Unreadable, cells_of
from etl.validate import Row, check_row, check_tables, repeated_keys

BYTES_MAX = 50_000_000


@dataclass(frozen=True)
class Data:
    """The input as a whole: rows by table name, and the cleaning rules behind the statistics (etl.cleaning.COLUMNS).

    With any fault it is not to be built from.
    """

    rows: dict[str, list[Row]]
    cleaning_rules: list[dict[str, Any]]
    faults: tuple[Fault, ...]
    data_version: str


@dataclass(frozen=True)
class _File:
    """What one file gave; not `whole` where rows are lost, so that others may not be judged by it."""

    content: bytes
    rows: list[Row]
    cleaning_rules: list[dict[str, Any]]
    faults: list[Fault]
    whole: bool


def load(folders: Sequence[Path]) -> Data:
    """Read, check and merge the input files; the first folder must hold every table but the optional ones, later ones
    override it by key.

    Faults come back in `Data.faults`, in the order of files and lines; nothing is raised for what a file holds.
    `data_version` is the first 12 hexadecimal digits of a SHA-256 over the files' names and bytes.
    """
    rows: dict[str, list[Row]] = {}
    faults = [fault for layer, folder in enumerate(folders) for fault in _strangers(folder, layer)]
    broken, cleaning, digest = set(), {}, hashlib.sha256()
    for table in sorted(TABLES, key=lambda table: table.file):
        by_key = {}
        for layer, folder in enumerate(folders):
            if (layer or table.optional) and not (folder / table.file).exists():
                continue
            file = _read(table, folder / table.file, layer)
            by_key |= {row.key(table): row for row in file.rows}
            faults += file.faults
            broken |= set() if file.whole else {table.name}
            cleaning |= {(rule["source_code"], rule["rule"]): rule for rule in file.cleaning_rules}
            digest.update(f"{layer} {table.file} {len(file.content)}\n".encode() + file.content)
        rows[table.name] = list(by_key.values())
    faults += check_tables(rows, broken)
    return Data(rows, list(cleaning.values()), tuple(sorted(faults)), digest.hexdigest()[:12])


def _strangers(folder: Path, layer: int) -> Iterator[Fault]:
    """A folder that is absent; in an own one, a file that no table has: its rows would be left out unseen."""
    files = [table.file for table in TABLES]
    if not folder.is_dir():
        yield Fault(shown_path(folder), 0, "is no folder; give one that holds any of " + ", ".join(files))
    elif layer:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".csv", ".parquet", ".toml"} and path.name not in files:
                yield Fault(shown_path(path), 0, f"is no table of the contract{nearest(path.name, files)}")


def _read(table: Table, path: Path, layer: int) -> _File:
    """One file with the faults that it can show by itself."""
    name, content, rows, rules, faults, whole = shown_path(path), b"", [], [], [], True
    try:
        content = _content(path)
        for line, cells in cells_of(table, content):
            if isinstance(cells, str):
                faults.append(Fault(name, line, cells))
                whole = False
                continue
            values, messages = check_row(table, cells)
            faults += [Fault(name, line, message, column, text) for column, text, message in messages]
            rows.append(Row(name, line, layer, values, sound=not messages))
        rules = cleaning_rules(content) if table is SALARIES else []
    except Unreadable as reason:
        faults.append(Fault(name, reason.line, reason.message))
        whole = False
    faults += repeated_keys(table, rows)
    own = [marked_own(row) for row in rows] if table is FACTS and layer else rows
    return _File(content, own, rules, faults, whole)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > BYTES_MAX:
            raise Unreadable(0, f"is larger than {BYTES_MAX // 1_000_000} MB; give statistics, not single observations")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(0, f"is missing; the first --data folder holds "
                            f"{', '.join(table.file for table in TABLES if not table.optional)}: "
                            "to lay your own over the shipped data, name theirs first") from None
    except OSError as error:
        raise Unreadable(0, f"cannot be read ({error.strerror}); give a readable file") from None


def marked_own(row: Row) -> Row:
    """A fact with the caveat that says whose it is."""
    caveats = [word for word in (row.values["caveats"] or "").split(";") if word and word != "own_data"]
    return replace(row, values={**row.values, "caveats": ";".join([*caveats, "own_data"])})

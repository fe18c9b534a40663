"""A company's files laid over the base data: every fault, what would change, and the rows of both together."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from atlas.domain.errors import shown
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.tables import FACTS, FX, HUBS, OBSERVATIONS, SALARIES, TABLES, Table
from etl.faults import Fault
from etl.load import Data, marked_own
from etl.parse import Unreadable
from etl.uploads.grids import Budget, Grid, grids_of
from etl.uploads.pay import statistics
from etl.uploads.recognise import OWN_TABLES, Defaults, table_of
from etl.validate import Row, check_row, check_tables, repeated_keys

LAYER = 1_000_000
"""Rows of the company lie above every folder of the base."""


@dataclass(frozen=True)
class Given:
    """A file to be read: where it lies, and the name that its owner knows it by."""

    path: Path
    name: str


@dataclass(frozen=True)
class Overlay:
    """What a company's files make of the base data.

    `own` are its rows by table, pay rows already turned into statistics; `read` counts (table, file) -> rows of the file,
    without those that `faults` of the file's lines reject. `data` is to be built from only where there is no fault.
    """

    base: Data
    own: dict[str, list[Row]]
    read: dict[tuple[str, str], int]
    faults: tuple[Fault, ...]
    cleaning_rules: list[dict[str, Any]] = field(default_factory=list)

    @property
    def data(self) -> Data:
        """Base and own rows; the version tells both."""
        own = {name: [[row.values[column] for column in sorted(row.values)] for row in rows]
               for name, rows in sorted(self.own.items()) if rows}
        text = json.dumps([self.base.data_version, {name: sorted(rows, key=json.dumps) for name, rows in own.items()}])
        rules = [rule for rule in self.base.cleaning_rules if rule["source_code"] != OWN_SERIES or not self.cleaning_rules]
        return Data(merged(self.base, self.own), [*rules, *self.cleaning_rules], (),
                    hashlib.sha256(text.encode()).hexdigest()[:12])


@dataclass(frozen=True)
class Read:
    """The grids of files with their tables, and what is wrong with the rest."""

    grids: list[tuple[Table, Grid]]
    faults: list[Fault]


def read_files(files: Sequence[Given]) -> Read:
    """Read and recognise files, within one budget; needs no data beneath them."""
    faults: list[Fault] = []
    return Read(list(_recognised(files, faults)), faults)


def nothing_to_lay(read: Read) -> Overlay:
    """The overlay of files of which none could be read."""
    empty = Data({table.name: [] for table in TABLES}, [], (), "")
    return Overlay(empty, {}, {}, tuple(sorted(set(read.faults))))


def lay_over(base: Data, files: Sequence[Given] | Read) -> Overlay:
    """Read, recognise and check the files against the contract and the base, which must be sound."""
    found = files if isinstance(files, Read) else read_files(files)
    grids, faults = found.grids, list(found.faults)
    own: dict[str, list[Row]] = {table.name: [] for table in OWN_TABLES}
    read: dict[tuple[str, str], int] = {}
    defaults, broken = Defaults(base.rows), bool(faults)
    for table, grid in sorted(grids, key=lambda found: OWN_TABLES.index(found[0])):
        rows, wrong = _rows(table, grid, defaults)
        if table is HUBS:
            defaults.add_hubs(rows)
        own[table.name] += rows
        faults += grid.faults + wrong
        key = (table.name, grid.name)
        read[key] = read.get(key, 0) + len(grid.rows) + len(grid.faults)
    for table in OWN_TABLES:
        if table is not OBSERVATIONS:
            faults += repeated_keys(table, own[table.name])
    rules = _add_statistics(base, own, faults)
    faults += _grade_faults(own[FACTS.name])
    faults += check_tables(merged(base, own), {HUBS.name, FACTS.name} if broken else set())
    return Overlay(base, own, read, tuple(sorted(set(faults))), rules)


def _recognised(files: Sequence[Given], faults: list[Fault]) -> Iterable[tuple[Table, Grid]]:
    budget = Budget()
    for given in files:
        found = rows = 0
        try:
            for grid in grids_of(given.path, given.name, budget):
                found += 1
                rows += len(grid.rows) + len(grid.faults)
                if not grid.header:
                    faults += grid.faults
                    continue
                try:
                    table = table_of(grid.header, grid.line)
                except Unreadable as reason:
                    faults.append(Fault(grid.name, reason.line, reason.message))
                    continue
                if table is not None:
                    yield table, grid
            if not rows:  # a sheet of the template that is not used may stay without
                lacks = "has a header and no rows" if found else "holds no table"
                faults.append(Fault(given.name, 0, f"{lacks}; add rows, or leave the file out"))
        except Unreadable as reason:
            faults.append(Fault(given.name, reason.line, reason.message))


def _rows(table: Table, grid: Grid, defaults: Defaults) -> tuple[list[Row], list[Fault]]:
    rows, faults = [], []
    for line, cells in grid.rows:
        values, wrong = check_row(table, defaults.fill(table, dict(zip(grid.header, cells, strict=True))))
        if table is FACTS and values["hub_id"] is not None:  # its country follows from it; an unknown hub is told below
            wrong = [fault for fault in wrong if fault[:2] != ("country", "")]
        faults += [Fault(grid.name, line, message, column, text) for column, text, message in wrong]
        row = Row(grid.name, line, LAYER, values, sound=not wrong)
        if table is SALARIES and values["source_code"] not in (None, OWN_SERIES):
            faults.append(row.fault(f"source_code {shown(values['source_code'])} is not yours; write {OWN_SERIES}, or leave "
                                    "the column out", "source_code"))
        rows.append(marked_own(row) if table is FACTS else row)
    return rows, faults


def _add_statistics(base: Data, own: dict[str, list[Row]], faults: list[Fault]) -> list[dict[str, Any]]:
    """Turn sound pay rows into statistics; returns what the rules of doing so touched."""
    rows = own.pop(OBSERVATIONS.name)
    wrong = {fault.file for fault in faults}
    if not rows or any(not row.sound or row.file in wrong for row in rows):
        return []
    together = merged(base, own)
    hubs = {str(row.values["hub_id"]): str(row.values["country"]) for row in together[HUBS.name]}
    found = statistics(rows, hubs, [row.values for row in together[FX.name]])
    faults += found.faults
    files = ", ".join(dict.fromkeys(row.file for row in rows))
    own[SALARIES.name] += [Row(files, 0, LAYER, dict(cell)) for cell in found.cells]
    faults += repeated_keys(SALARIES, own[SALARIES.name])
    return found.rules


def merged(base: Data, own: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows of each table of the contract, own ones in place of base ones of the same key.

    Own pay comes whole: new statistics replace the whole series of before, since the same people may stand behind both.
    """
    rows = {}
    for table in TABLES:
        before = base.rows[table.name]
        if table is SALARIES and own.get(table.name):
            before = [row for row in before if row.values["source_code"] != OWN_SERIES]
        rows[table.name] = list(({row.key(table): row for row in before}
                                 | {row.key(table): row for row in own.get(table.name, ())}).values())
    return rows


POOL, BANDED_GRADES = "talent_pool_persons", ("C", "D")


def _grade_faults(facts: Sequence[Row]) -> Iterable[Fault]:
    """What the default grade asks for, said before the build's checks do, with its cure."""
    for row in facts:
        values = row.values
        if (row.sound and values["metric"] == POOL and values["grade"] in BANDED_GRADES and values["value"] is not None
                and None in (values["low"], values["high"])):
            yield row.fault(f"{POOL} of grade {values['grade']} needs low and high; give both, or grade A or B where the "
                            "people were counted", "low")


def reviewed(overlay: Overlay, faults: Iterable[Fault]) -> Overlay:
    """The same with faults that only the models could show."""
    return replace(overlay, faults=tuple(sorted({*overlay.faults, *faults})))

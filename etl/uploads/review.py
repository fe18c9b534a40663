"""What an overlay would change, for people and as the JSON that `atlas.own` reads; and faults of the build's own checks."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from atlas.domain.errors import shown
from atlas.domain.tables import FACTS, OBSERVATIONS, SALARIES, TABLES, Table
from atlas.domain.upload_limits import SHOWN_MAX
from atlas.domain.upload_report import CellChange, TableChange
from etl.faults import Fault
from etl.model import ChecksFailed, Found
from etl.uploads.overlay import Overlay
from etl.validate import Row, Value

NOT_COMPARED = {"line", "caveats"}

CURES = {
    "criterion_tied": "two of your facts of one year and grade give different values; keep one",
    "fact_without_hub": "its country has no hub; add one to hubs.csv, or leave the fact out",
    "modelled_grade": "a modelled figure is of grade C or D; correct the grade",
    "pay_cell_order": "its percentiles must rise from above 0; correct them",
    "share_range": "a share lies from 0 to 100; correct the value",
    "talent_pool_band": "a pool of grade C or D needs low and high; give both",
    "unit_differs": "the unit is not the one that this metric has there; write that one",
}
"""Check -> what its row needs; a check without one says its question."""


def table_changes(overlay: Overlay) -> list[TableChange]:
    """One a table and file, in the order of tables."""
    counts: dict[tuple[str, str], list[int]] = {key: [0, 0, 0] for key in overlay.read}
    bad = {(fault.file, fault.line) for fault in overlay.faults if fault.line}
    for table in TABLES:
        before = {row.key(table): row for row in overlay.base.rows[table.name]}
        for row in overlay.own.get(table.name, ()):
            if (row.file, row.line) in bad:
                continue
            old = before.get(row.key(table))
            place = 0 if old is None else 1 if any(_differences(old, row)) else 2
            counts.setdefault((table.name, row.file), [0, 0, 0])[place] += 1
    found = []
    for (name, file), (new, replaced, unchanged) in counts.items():
        rejected = sum(1 for at, _ in bad if at == file)
        rows = overlay.read.get((name, file), new + replaced + unchanged)
        new = rows - rejected if name == OBSERVATIONS.name else new
        found.append(TableChange(name, file, rows, new, replaced, unchanged, rejected))
    return found


def cell_changes(overlay: Overlay) -> list[CellChange]:
    """Every cell that differs from what stood before, by table, file and line."""
    found = []
    for table in TABLES:
        before = {row.key(table): row for row in overlay.base.rows[table.name]}
        spoke = _spoke(overlay.base.rows[FACTS.name]) if table is FACTS else {}
        for row in overlay.own.get(table.name, ()):
            old, key = before.get(row.key(table)), _key(table, row)
            if old is not None:
                found += [CellChange(table.name, row.file, row.line, key, column, *values)
                          for column, *values in _differences(old, row)]
            elif table is FACTS and (other := spoke.get(_place(row))) is not None:
                found += [CellChange(table.name, row.file, row.line, key, column, *values)
                          for column, *values in _differences(other, row) if column in ("value", "text")]
    return found


def _differences(old: Row, new: Row) -> Iterator[tuple[str, str, str]]:
    for column, value in new.values.items():
        if column not in NOT_COMPARED and old.values.get(column) != value:
            yield column, _text(old.values.get(column)), _text(value)


def _text(value: Value) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def _key(table: Table, row: Row) -> str:
    if table is FACTS:
        return " · ".join(_text(value) for value in _place(row)[::2] if value) if row.values["hub_id"] else " · ".join(
            _text(value) for value in _place(row)[1:])
    return " · ".join(_text(value) for value in row.key(table))


def _place(row: Row) -> tuple[Value, ...]:
    return row.values["hub_id"], row.values["country"], row.values["metric"]


def _spoke(facts: Sequence[Row]) -> dict[tuple[Value, ...], Row]:
    """The newest fact of each place and metric."""
    found: dict[tuple[Value, ...], Row] = {}
    for row in facts:
        before = found.get(_place(row))
        if before is None or (row.values["year"] or 0) > (before.values["year"] or 0):
            found[_place(row)] = row
    return found


def faults_of_checks(failed: ChecksFailed, overlay: Overlay) -> list[Fault]:
    """The build's checks speak of tables; say which own row each means."""
    return [fault for check in failed.found for fault in _faults_of(check, overlay)]


def _faults_of(check: Found, overlay: Overlay) -> Iterator[Fault]:
    check_id, question, columns, rows = check
    for cells in rows:
        named = dict(zip(columns, cells, strict=True))
        cells_said = ", ".join(f"{name} {shown(value)}" for name, value in named.items()
                               if value is not None and name != "line")
        row = _meant(named, overlay)
        message = f"{CURES.get(check_id, f'{question} Correct it')} ({cells_said})"
        yield Fault("your files", 0, message) if row is None else row.fault(message)


def _meant(named: dict[str, Any], overlay: Overlay) -> Row | None:
    def fits(row: Row) -> bool:
        values = row.values
        place = named.get("place", named.get("hub_id") or named.get("country"))
        return (place in (values.get("hub_id"), values.get("country"))
                and all(named[name] == values[name] for name in ("metric", "role", "seniority", "year")
                        if name in named and name in values))

    candidates = [row for table in (FACTS, SALARIES) for row in overlay.own.get(table.name, ()) if fits(row)]
    return min(candidates, key=lambda row: row.line != named.get("line"), default=None)


def answer(overlay: Overlay) -> dict[str, Any]:
    """The JSON: tables, changes and rejections, the lists cut at SHOWN_MAX and counted whole."""
    changes, faults = cell_changes(overlay), overlay.faults
    return {
        "tables": [asdict(change) for change in table_changes(overlay)],
        "changes": [asdict(change) for change in changes[:SHOWN_MAX]], "changes_total": len(changes),
        "rejections": [{"file": fault.file, "line": fault.line, "column": fault.column, "value": fault.value[:200],
                        "message": str(fault)} for fault in faults[:SHOWN_MAX]],
        "rejections_total": len(faults),
        "data_version": "" if faults else overlay.data.data_version,
    }

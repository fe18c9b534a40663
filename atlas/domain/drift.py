"""What newer data change in a ranking: each changed cell, each rank that moved, and which change moved it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from atlas.domain.cells import COLUMNS, Cells
from atlas.domain.ranking import Ranking, rank
from atlas.domain.scenario import Scenario

COMPARED = ("value", "low", "high", "year", "grade", "source_code", "caveats")
"""The fields of a cell whose change is reported; only the value and the caveat `native` can move a rank."""

CELL, ADDED, REMOVED = "cell", "added", "removed"


@dataclass(frozen=True)
class Cause:
    """A change that may move ranks: a cell, or a hub that the catalogue gained or lost (then `criterion` is empty)."""

    kind: str
    hub_id: str
    criterion: str = ""


@dataclass(frozen=True)
class Change:
    """A cell that differs: its fields then and now by name, None where the cell was unknown."""

    hub_id: str
    criterion: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@dataclass(frozen=True)
class Move:
    """A rank that differs; None is not ranked. `causes` are enough to move it alone, or needed for it to move."""

    hub_id: str
    old: int | None
    new: int | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Drift:
    """Changes in the order of the criteria by hub, hubs gained and lost, and moves in the order of the old ranking.

    `labels` names each criterion that either side has.
    """

    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moves: tuple[Move, ...]
    labels: Mapping[str, str]


def drift(then: Ranking, now: Cells) -> Drift:
    """What today's cells change in a ranking that was made from others, for its own scenario."""
    old_hubs, new_hubs = (list(cells.hubs["hub_id"]) for cells in (then.cells, now))
    changes = _changes(then.cells, now)
    added = tuple(hub for hub in new_hubs if hub not in old_hubs)
    removed = tuple(hub for hub in old_hubs if hub not in new_hubs)
    shared = set(then.criteria.ids) & set(now.criteria.ids)
    causes = [Cause(CELL, c.hub_id, c.criterion) for c in changes
              if c.hub_id in new_hubs and c.hub_id in old_hubs and c.criterion in shared]
    causes += [Cause(ADDED, hub) for hub in added] + [Cause(REMOVED, hub) for hub in removed]
    return Drift(tuple(changes), added, removed, tuple(_moves(then, now, causes)),
                 {c.id: c.label for c in (*now.criteria, *then.criteria)})


def _changes(then: Cells, now: Cells) -> list[Change]:
    old, new = (_by_cell(cells.long) for cells in (then, now))
    order = list(dict.fromkeys((*then.criteria.ids, *now.criteria.ids)))
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key[0], order.index(key[1])))
    return [Change(*key, old.get(key), new.get(key)) for key in keys
            if _compared(old.get(key)) != _compared(new.get(key))]


def _by_cell(long: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["hub_id"], row["criterion"]): {name: plain(row[name]) for name in COLUMNS[2:]}
            for row in long.to_dict("records")}


def _compared(cell: dict[str, Any] | None) -> Any:
    return cell and [cell[name] for name in COMPARED]


def plain(value: Any) -> Any:
    """A cell of a frame as JSON has it: null where unknown, Python's own numbers."""
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _ranks(cells: Cells, scenario: Scenario) -> dict[str, int]:
    hubs = rank(cells, _for(cells, scenario)).hubs
    return dict(zip(hubs["hub_id"], (int(r) for r in hubs["rank"]), strict=True))


def _for(cells: Cells, scenario: Scenario) -> Scenario:
    """The scenario without the hubs and criteria that these cells do not know."""
    known, criteria = set(cells.hubs["hub_id"]), cells.criteria.ids
    return replace(
        scenario, limits=tuple(limit for limit in scenario.limits if limit.criterion in criteria),
        own_weights=tuple(pair for pair in scenario.own_weights if pair[0] in criteria),
        exclude=tuple(h for h in scenario.exclude if h in known), shortlist=(),
        hubs=None if scenario.hubs is None else tuple(h for h in scenario.hubs if h in known))


def _moves(then: Ranking, now: Cells, causes: list[Cause]) -> Iterable[Move]:
    old, new = _ranks(then.cells, then.scenario), _ranks(now, then.scenario)
    moved = [hub for hub in [*old, *(hub for hub in new if hub not in old)] if old.get(hub) != new.get(hub)]
    if not moved:
        return
    found: dict[str, list[Cause]] = {hub: [] for hub in moved}
    for cause in causes:
        alone, undone = _with(cause, then.cells, now, then.scenario), _without(cause, then.cells, now, then.scenario)
        for hub in moved:
            if alone.get(hub) != old.get(hub) or undone.get(hub) != new.get(hub):
                found[hub].append(cause)
    yield from (Move(hub, old.get(hub), new.get(hub), tuple(found[hub])) for hub in moved)


def _with(cause: Cause, then: Cells, now: Cells, scenario: Scenario) -> dict[str, int]:
    """The ranks of then with only this change made. A gained hub cannot be put into cells that lack it."""
    if cause.kind == CELL:
        return _ranks(_patched(then, now, cause), scenario)
    excluded = (cause.hub_id,) if cause.kind == REMOVED else ()
    return _ranks(then, replace(scenario, exclude=(*scenario.exclude, *excluded)))


def _without(cause: Cause, then: Cells, now: Cells, scenario: Scenario) -> dict[str, int]:
    """The ranks of now with only this change undone."""
    if cause.kind == CELL:
        return _ranks(_patched(now, then, cause), scenario)
    excluded = (cause.hub_id,) if cause.kind == ADDED else ()
    return _ranks(now, replace(scenario, exclude=(*scenario.exclude, *excluded)))


def _patched(cells: Cells, other: Cells, cause: Cause) -> Cells:
    """The cells with one taken from the other."""
    to, fro = (c.criteria.index(cause.criterion) for c in (cells, other))
    here, there = (list(c.hubs["hub_id"]).index(cause.hub_id) for c in (cells, other))
    raw, native = cells.raw.copy(), cells.native.copy()
    raw[here, to], native[here, to] = other.raw[there, fro], other.native[there, fro]
    return replace(cells, raw=raw, native=native)

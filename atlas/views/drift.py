"""What changed since a decision was recorded, as rows and sentences."""

from collections.abc import Mapping

import pandas as pd

from atlas.domain import formats
from atlas.domain.drift import ADDED, CELL, Cause, Change, Drift

FIELDS = {"value": "value", "low": "band, low", "high": "band, high", "year": "year", "grade": "grade",
          "source_code": "source", "caveats": "caveats"}


def changes(found: Drift, cities: Mapping[str, str], sources: Mapping[str, str]) -> pd.DataFrame:
    """One row a changed cell: old and new value, what else of it changed, old and new source."""
    return pd.DataFrame([_change(change, found.labels, cities, sources) for change in found.changes],
                        columns=["Hub", "Criterion", "Then", "Now", "Also changed", "Source then", "Source now"])


def _change(change: Change, labels: Mapping[str, str], cities: Mapping[str, str],
            sources: Mapping[str, str]) -> dict[str, str]:
    old, new = change.old or {}, change.new or {}
    also = [label for name, label in FIELDS.items()
            if name not in ("value", "source_code") and change.old and change.new and old[name] != new[name]]
    return {"Hub": cities.get(change.hub_id, change.hub_id), "Criterion": labels[change.criterion],
            "Then": formats.number(old.get("value"), 2), "Now": formats.number(new.get("value"), 2),
            "Also changed": ", ".join(also), "Source then": _source(old, sources), "Source now": _source(new, sources)}


def _source(cell: Mapping, sources: Mapping[str, str]) -> str:
    code = cell.get("source_code")
    return formats.MISSING if code is None else sources.get(code, code)


def moves(found: Drift, cities: Mapping[str, str]) -> pd.DataFrame:
    """One row a rank that moved, with the changes that moved it."""
    return pd.DataFrame(
        [{"Hub": cities.get(m.hub_id, m.hub_id), "Rank then": _rank(m.old), "Rank now": _rank(m.new),
          "Because of": "; ".join(cause(c, found.labels, cities) for c in m.causes) or "several changes together"}
         for m in found.moves],
        columns=["Hub", "Rank then", "Rank now", "Because of"])


def _rank(rank: int | None) -> str:
    return "not ranked" if rank is None else str(rank)


def cause(found: Cause, labels: Mapping[str, str], cities: Mapping[str, str]) -> str:
    """A cause in words: `Budapest: median pay`, `Porto joined`."""
    city = cities.get(found.hub_id, found.hub_id)
    if found.kind == CELL:
        return f"{city}: {labels[found.criterion]}"
    return f"{city} {'joined' if found.kind == ADDED else 'left'}"


def sentence(found: Drift) -> str:
    """The drift in one sentence."""
    cells, ranks = len(found.changes), len(found.moves)
    if not cells and not found.added and not found.removed:
        return "Today's data are those of the record: nothing moved."
    text = f"{cells} cell{'s' * (cells != 1)} changed since, and {ranks} rank{'s' * (ranks != 1)} moved."
    hubs = [f"{len(ids)} hub{'s' * (len(ids) != 1)} {word}" for ids, word in
            ((found.added, "joined"), (found.removed, "left")) if ids]
    return f"{text} {' and '.join(hubs)}." if hubs else text

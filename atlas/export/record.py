"""The decision record: one JSON file that holds a ranking with everything it came from, and can be replayed.

Equal inputs give equal bytes. A record that was changed after it was written is refused, in one line.
"""

import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas import answers
from atlas.domain import drift as drift_domain
from atlas.domain import ranking
from atlas.domain.cells import COLUMNS, Cells, from_long
from atlas.domain.criteria import METHOD_VERSION, OWN_PREFIX, WEIGHT_MAX, Criteria, Criterion, criteria_of, own_criterion
from atlas.domain.drift import Drift, plain
from atlas.domain.errors import AtlasError, DataError, shown
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import MISSING_POLICIES, Scenario, from_json, to_json
from atlas.domain.tables import GRADES

KIND, FORMAT = "talent-atlas-decision", 1
MAX_BYTES, MAX_NOTE = 5_000_000, 4_000
HUB_COLUMNS = ("hub_id", "city", "country", "country_name", "region", "kind")
SOURCE_COLUMNS = ("title", "publisher", "url", "licence", "accessed")
KEYS = {"kind", "format", "method_version", "data_version", "scenario", "missing_policy", "note", "hubs", "cells", "sources",
        "result", "sha256"}
OWN_CRITERIA = "own_criteria"
"""The key of a company's own criteria, only where there are any: their goalposts are not in the method."""

NUMBERS, TEXTS = {"value", "low", "high", "n", "year"}, {"text", "level", "definition", "caveats"}
DIGITS = 6
"""Decimals of scores and points: processors may differ in the sixteenth, and a record should replay on any of them."""


@dataclass(frozen=True)
class Record:
    """A record that was read: what it says of itself, and its ranking computed anew from its own values.

    `identical` tells that the new result has the same bytes; it can only be False for another method version.
    """

    note: str
    data_version: str
    method_version: str
    sha256: str
    answer: Ranking
    identical: bool


def record(scenario: Scenario, note: str = "") -> bytes:
    """The record of a scenario's ranking, as the bytes of its file. DataError where the note is too long."""
    if len(note) > MAX_NOTE:
        raise DataError(f"note: {len(note):,} characters are too many; at most {MAX_NOTE:,}")
    answer = answers.rank(scenario)
    cells = answer.cells
    content = {
        "kind": KIND, "format": FORMAT, "method_version": METHOD_VERSION, "data_version": answer.data_version,
        "scenario": to_json(scenario), "missing_policy": MISSING_POLICIES[scenario.missing], "note": clean(note),
        "hubs": [{name: row[name] for name in HUB_COLUMNS} for row in cells.hubs.to_dict("records")],
        "cells": [{name: plain(row[name]) for name in COLUMNS} for row in cells.long.to_dict("records")],
        "sources": _sources(cells), "result": _result(answer),
    } | ({OWN_CRITERIA: [_own(criterion) for criterion in cells.criteria.own]} if cells.criteria.own else {})
    return _text(content | {"sha256": _digest(content)})


def _own(criterion: Criterion) -> dict[str, Any]:
    return {"criterion_id": criterion.id, "label": criterion.label, "question": criterion.question, "unit": criterion.unit,
            "worst": criterion.worst, "best": criterion.best, "scale": "log" if criterion.log else "linear",
            "metric": criterion.metric, "level": criterion.level, "weight": criterion.default_weight}


def clean(note: str) -> str:
    """A note without control characters and half characters, which no file should hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", note.replace("\r\n", "\n")).strip()


def _sources(cells: Cells) -> dict[str, dict[str, Any]]:
    known = answers.sources().set_index("source_code")
    names = answers.source_names()
    return {code: {name: plain(known[name].get(code)) for name in SOURCE_COLUMNS} if code in known.index
            else {"title": names.get(code, code)} for code in sorted(set(cells.long["source_code"]))}


def _result(answer: Ranking) -> dict[str, Any]:
    report = ranking.report(answer)
    for hub in report["hubs"] + report["reference"]:
        hub |= {name: round(hub[name], DIGITS) for name in ("score", "score_low", "score_high")}
        hub["contributions"] = {c: round(points, DIGITS) for c, points in hub["contributions"].items()}
    return {key: report[key] for key in ("hubs", "reference", "excluded")}


def _text(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_text(content)).hexdigest()


# --- reading --------------------------------------------------------------------------------------------------------


def read(data: bytes, name: str = "the file") -> Record:
    """A record from the bytes of its file. DataError in one line for anything else, or a record that was changed."""
    try:
        content = _parsed(data)
        return _replayed(content)
    except AtlasError as fault:
        raise DataError(f"record {shown(name)}: {fault}") from None


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise DataError(f"is over {MAX_BYTES:,} bytes; no record is that large")
    try:
        content = json.loads(data.decode("utf-8"), parse_constant=_refuse)
        if not isinstance(content, dict) or content.get("kind") != KIND:
            raise DataError("is not a decision record; choose a file that 'record' wrote")
        if content.get("format") != FORMAT:
            raise DataError(f"has format {shown(content.get('format'))}; this version reads format {FORMAT}")
        digest = content.pop("sha256", None)
        if digest != _digest(content) or content.keys() - {OWN_CRITERIA} | {"sha256"} != KEYS:
            raise DataError("was changed after it was written; use the file as it was saved")
    except (ValueError, RecursionError):  # not UTF-8, not JSON, nested too deep, a number of thousands of digits
        raise DataError("is not whole JSON; use the file as it was saved") from None
    return content | {"sha256": digest}


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _replayed(content: dict[str, Any]) -> Record:
    versions = [content[key] for key in ("note", "data_version", "method_version")]
    if not all(isinstance(text, str) for text in versions):
        raise DataError("note, data_version or method_version is not text; use the file as it was saved")
    scenario = from_json(content["scenario"])
    criteria = criteria_of(scenario.cost_criterion, _own_criteria(content.get(OWN_CRITERIA, [])))
    answer = ranking.rank(_cells(content, criteria), scenario, versions[1])
    identical = _text(_result(answer)) == _text(content["result"]) if isinstance(content["result"], dict) else False
    if not identical and versions[2] == METHOD_VERSION:
        raise DataError("its result does not follow from its own values; it was changed after it was written")
    return Record(*versions, content["sha256"], answer, identical)


def _own_criteria(rows: Any) -> list[Criterion]:
    columns = tuple(_own(own_criterion("", "", "", "", 0, 1, "linear", "", "city", 0)))
    texts = [name for name in columns if name not in ("worst", "best", "weight")]
    rows = _rows(rows, columns, OWN_CRITERIA) if rows != [] else []
    for row in rows:
        if not (all(isinstance(row[name], str) for name in texts) and row["criterion_id"].startswith(OWN_PREFIX)
                and all(_is_number(row[name]) and math.isfinite(row[name]) for name in ("worst", "best", "weight"))
                and row["worst"] != row["best"] and 0 <= row["weight"] <= WEIGHT_MAX
                and (row["scale"] != "log" or min(row["worst"], row["best"]) > 0)):
            raise DataError(f"the own criterion {shown(row['criterion_id'])} has a value that no criterion has")
    if len({row["criterion_id"] for row in rows}) != len(rows):
        raise DataError("names an own criterion twice")
    return [own_criterion(**row) for row in rows]


def _cells(content: dict[str, Any], criteria: Criteria) -> Cells:
    hubs = _rows(content["hubs"], HUB_COLUMNS, "hubs")
    cells = _rows(content["cells"], COLUMNS, "cells")
    ids = [hub["hub_id"] for hub in hubs]
    for hub in hubs:
        if not all(isinstance(text, str) for text in hub.values()) or hub["region"] not in REGIONS:
            raise DataError(f"hub {shown(hub['hub_id'])} has a value that no hub has")
    for cell in cells:
        if not _is_cell(cell, set(ids), criteria):
            raise DataError(f"the cell {shown(cell['criterion'])} of {shown(cell['hub_id'])} has a value that no cell has")
    keys = {(cell["hub_id"], cell["criterion"]) for cell in cells}
    if len(set(ids)) != len(ids) or len(keys) != len(cells):
        raise DataError("names a hub or a cell twice")
    long = pd.DataFrame(cells, columns=list(COLUMNS)).astype(dict.fromkeys(("value", "low", "high", "n"), float))
    return from_long(pd.DataFrame(hubs, columns=list(HUB_COLUMNS)), long, criteria)


def _rows(value: Any, columns: tuple[str, ...], name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not value or not all(
            isinstance(row, dict) and row.keys() == set(columns) for row in value):
        raise DataError(f"{name} is not a list of rows with {', '.join(columns[:3])}, …")
    return value


def _is_cell(cell: dict[str, Any], ids: set[str], criteria: Criteria) -> bool:
    def number(value: Any) -> bool:
        return value is None or (_is_number(value) and abs(value) < 1e15)

    return (isinstance(cell["hub_id"], str) and cell["hub_id"] in ids and cell["criterion"] in criteria.ids
            and cell["grade"] in GRADES and isinstance(cell["source_code"], str)
            and all(number(cell[name]) for name in NUMBERS)
            and all(cell[name] is None or isinstance(cell[name], str) for name in TEXTS))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# --- against today's data -------------------------------------------------------------------------------------------


def against_today(found: Record) -> Drift:
    """What today's data change in the ranking of a record."""
    return drift_domain.drift(found.answer, answers.cells(found.answer.scenario))


def report(found: Record, changed: Drift) -> dict[str, Any]:
    """The `replay` JSON: whether the record replays to the same bytes, each changed cell, each rank that moved."""
    return {
        "record": {"note": found.note, "data_version": found.data_version, "method_version": found.method_version,
                   "sha256": found.sha256, "scenario": to_json(found.answer.scenario)},
        "today": {"data_version": answers.data_version(), "method_version": METHOD_VERSION},
        "identical": found.identical,
        "changed_cells": [vars(change) for change in changed.changes],
        "hubs_added": list(changed.added), "hubs_removed": list(changed.removed),
        "rank_moves": [{"hub_id": m.hub_id, "old": m.old, "new": m.new, "causes": [vars(cause) for cause in m.causes]}
                       for m in changed.moves],
    }

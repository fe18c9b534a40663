"""A hiring round as JSON, to keep and to load again. Nothing of it is kept anywhere else."""

import json
from typing import Any

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.playbook.rubric import Criterion, Rubric, check, check_criteria
from atlas.domain.playbook.vetting import MAX_CANDIDATES, MAX_SCORES, Score, Vetting, check_name, check_score

FORMAT = "talent-atlas-vetting-1"
MAX_BYTES = 10_000_000


def to_json(vetting: Vetting) -> str:
    """The round as JSON text; `from_json` gives the equal round back."""
    rubrics = [{"version": r.version, "locked_at": r.locked_at, "criteria": [vars(c) for c in r.criteria]}
               for r in vetting.rubrics]
    return json.dumps({"format": FORMAT, "rubrics": rubrics, "candidates": list(vetting.candidates),
                       "scores": [vars(s) for s in vetting.scores]}, indent=2, ensure_ascii=False)


def from_json(text: str) -> Vetting:
    """The round of a file. ScenarioError with the first fault; nothing is half loaded."""
    if len(text) > MAX_BYTES:
        raise ScenarioError(f"file: {len(text):,} characters are too many; at most {MAX_BYTES:,}")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise ScenarioError("file: this is not JSON; choose a file that was saved here") from None
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise ScenarioError(f"file: this is not a hiring round saved here; its format is not {FORMAT!r}")
    try:
        return _vetting(given)
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as fault:
        raise ScenarioError(f"file: a part of the round is damaged ({shown(str(fault), 80)}); save it again") from None


def _vetting(given: dict[str, Any]) -> Vetting:
    rubrics = tuple(Rubric(int(r["version"]), tuple(_criterion(c) for c in r["criteria"]), _stamp(r["locked_at"]))
                    for r in given["rubrics"])
    if not rubrics or [r.version for r in rubrics] != list(range(1, len(rubrics) + 1)):
        raise ScenarioError("file: the rubric versions are not 1, 2, 3 and so on; save the round again")
    for rubric in rubrics:
        check(rubric) if rubric.locked_at else check_criteria(rubric.criteria)
    candidates = tuple(check_name("candidate", name) for name in given["candidates"])
    scores = tuple(Score(**s) for s in given["scores"])
    if len(candidates) > MAX_CANDIDATES or len(scores) > MAX_SCORES or any(
            len({*items}) < len(items) for items in (candidates, [score.key for score in scores])):
        raise ScenarioError("file: it holds too many candidates or scores, or one of them twice")
    loaded = Vetting(rubrics, candidates, scores)
    for score in scores:
        check_score(loaded, score)
    return loaded


def _criterion(given: dict[str, Any]) -> Criterion:
    return Criterion(str(given["id"]), str(given["label"]), float(given["weight_pct"]), str(given["weak"]),
                     str(given["strong"]))


def _stamp(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ScenarioError(f"file: {shown(value)} is not the time of a lock; save the round again")
    return value

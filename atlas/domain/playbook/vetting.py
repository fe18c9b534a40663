"""Candidates, their scores under a locked rubric, and what the scores say. Frozen: functions return a new Vetting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.playbook.agreement import Agreement, between
from atlas.domain.playbook.rubric import POINTS, STANDARD, Criterion, Rubric, edited, next_version

MAX_NAME, MAX_NOTE, MAX_CANDIDATES, MAX_SCORES = 80, 4_000, 200, 20_000


@dataclass(frozen=True)
class Score:
    """Points of 1 to 5 that an assessor gave a candidate on a criterion of a rubric version, and a note."""

    candidate: str
    assessor: str
    criterion: str
    points: int
    version: int
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.candidate, self.assessor, self.criterion, self.version


@dataclass(frozen=True)
class Vetting:
    """One hiring round. The last rubric is the current one; candidates are known by what is shown of their name."""

    rubrics: tuple[Rubric, ...] = (STANDARD,)
    candidates: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()

    @property
    def rubric(self) -> Rubric:
        return self.rubrics[-1]

    @property
    def scored(self) -> bool:
        """Whether the current rubric version has a score."""
        return any(score.version == self.rubric.version for score in self.scores)

    @property
    def assessors(self) -> tuple[str, ...]:
        """Who scored, in order of the first score."""
        return tuple(dict.fromkeys(score.assessor for score in self.scores))


def initials(name: str) -> str:
    """The first letters of a name's words: `Ana-Maria Ionescu` is `AMI`; at most four."""
    words = "".join(c if c.isalnum() else " " for c in name).split()
    return "".join(word[0] for word in words).upper()[:4]


def check_name(what: str, name: str) -> str:
    """The name in one line. ScenarioError where it is empty, too long, or has no letter or digit."""
    text = " ".join(name.split())
    if not initials(text) or len(text) > MAX_NAME or not text.isprintable():
        raise ScenarioError(f"{what}: {shown(name, 40)} is not a name; give 1 to {MAX_NAME} characters with a letter")
    return text


def add_candidate(vetting: Vetting, name: str, full_name: bool = False) -> Vetting:
    """The round with a candidate more, by initials unless `full_name`; a second with the same becomes `AB 2`."""
    text = check_name("candidate", name)
    if len(vetting.candidates) >= MAX_CANDIDATES:
        raise ScenarioError(f"candidates: {MAX_CANDIDATES} are the most; delete one first")
    shown_as = text if full_name else initials(text)
    names = [shown_as, *(f"{shown_as} {n}" for n in range(2, MAX_CANDIDATES + 2))]
    return replace(vetting, candidates=(*vetting.candidates, next(n for n in names if n not in vetting.candidates)))


def delete_candidate(vetting: Vetting, candidate: str) -> Vetting:
    """The round without the candidate and without their scores and notes."""
    return replace(vetting, candidates=tuple(c for c in vetting.candidates if c != candidate),
                   scores=tuple(s for s in vetting.scores if s.candidate != candidate))


def with_rubric(vetting: Vetting, rubric: Rubric) -> Vetting:
    """The round with another state of the current rubric."""
    return replace(vetting, rubrics=(*vetting.rubrics[:-1], rubric))


def with_criteria(vetting: Vetting, criteria: Iterable[Criterion]) -> Vetting:
    """The round with other criteria. ScenarioError where the rubric is locked and has scores."""
    return with_rubric(vetting, edited(vetting.rubric, tuple(criteria), vetting.scored))


def with_next_version(vetting: Vetting) -> Vetting:
    """The round with a new, open rubric version; the old scores stay under theirs."""
    return replace(vetting, rubrics=(*vetting.rubrics, next_version(vetting.rubric)))


def add_scores(vetting: Vetting, given: Iterable[Score]) -> Vetting:
    """The round with these scores; one of the same candidate, assessor, criterion and version is replaced.

    ScenarioError where the rubric is not locked, or a score is none of this round: nothing is taken then.
    """
    given = tuple(given)
    if vetting.rubric.locked_at is None:
        raise ScenarioError("The rubric is not locked. Lock it before the first score.")
    for score in given:
        check_score(vetting, score)
    new = {score.key: score for score in (*vetting.scores, *given)}
    if len(new) > MAX_SCORES:
        raise ScenarioError(f"scores: {len(new):,} are too many; at most {MAX_SCORES:,}")
    return replace(vetting, scores=tuple(new.values()))


def check_score(vetting: Vetting, score: Score) -> None:
    """ScenarioError where a score is none of this round: candidate, assessor, criterion of a locked rubric, mark, note."""
    rubric = next((r for r in vetting.rubrics if r.version == score.version), None)
    check_name("assessor", score.assessor)
    if score.candidate not in vetting.candidates:
        raise ScenarioError(f"score: {shown(score.candidate, 40)} is not a candidate of this round; add them first")
    if rubric is None or rubric.locked_at is None or score.criterion not in rubric.weight_by_id:
        raise ScenarioError(f"score: {shown(score.criterion, 40)} is no criterion of a locked rubric {score.version}")
    if isinstance(score.points, bool) or score.points not in POINTS:
        raise ScenarioError(f"score: {shown(score.points)} is not a mark; give a whole number from 1 to 5")
    if len(score.note) > MAX_NOTE:
        raise ScenarioError(f"note: {len(score.note):,} characters are too many; shorten it to {MAX_NOTE:,}")


@dataclass(frozen=True)
class Result:
    """A candidate under the current rubric: weighted points of 1 to 5, the assessors' mean and their lowest and
    highest. A criterion without a mark may still be anything: `least` and `most` are the mean with 1 or 5 there."""

    candidate: str
    by_assessor: dict[str, float]
    by_criterion: dict[str, float]
    mean: float | None
    low: float | None
    high: float | None
    least: float | None
    most: float | None

    @property
    def complete(self) -> bool:
        """Whether every assessor marked every criterion that carries weight."""
        return self.mean is not None and self.least == self.most


def result(vetting: Vetting, candidate: str) -> Result:
    """The candidate's result; None for each figure without a mark on a criterion that carries weight."""
    weights = vetting.rubric.weight_by_id
    own = [s for s in vetting.scores if s.candidate == candidate and s.version == vetting.rubric.version]
    marks: dict[str, dict[str, int]] = {}
    for score in own:
        marks.setdefault(score.assessor, {})[score.criterion] = score.points
    rated = {a: m for a, m in marks.items() if sum(weights[c] for c in m)}
    by_assessor = {a: sum(weights[c] * p for c, p in m.items()) / sum(weights[c] for c in m) for a, m in rated.items()}
    by_criterion = {c: fmean(m[c] for m in marks.values() if c in m) for c in weights
                    if any(c in m for m in marks.values())}
    if not by_assessor:
        return Result(candidate, {}, by_criterion, None, None, None, None, None)
    ends = [fmean(_weighted(weights, m, missing) for m in rated.values()) for missing in (POINTS[0], POINTS[-1])]
    every = by_assessor.values()
    return Result(candidate, by_assessor, by_criterion, fmean(every), min(every), max(every), *ends)


def _weighted(weights: dict[str, float], marks: dict[str, int], missing: int) -> float:
    return sum(w * marks.get(c, missing) for c, w in weights.items()) / sum(weights.values())


def results(vetting: Vetting) -> tuple[Result, ...]:
    """Every candidate, best mean first; those without a mark last, in order of entry."""
    return tuple(sorted((result(vetting, c) for c in vetting.candidates), key=lambda r: -(r.mean or 0)))


def agreements(vetting: Vetting) -> tuple[Agreement, ...]:
    """Every pair of assessors over the candidates and criteria that both marked under the current rubric."""
    marks: dict[str, dict[tuple[str, str], int]] = {}
    for score in vetting.scores:
        if score.version == vetting.rubric.version:
            marks.setdefault(score.assessor, {})[score.candidate, score.criterion] = score.points
    return tuple(between(a, b, [(marks[a][c], marks[b][c]) for c in marks[a] if c in marks[b]], POINTS)
                 for a, b in combinations(marks, 2))

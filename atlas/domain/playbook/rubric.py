"""The rubric: what is scored, with which weight, written before the first score and locked with the time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from atlas.domain.errors import ScenarioError, shown

POINTS = (1, 2, 3, 4, 5)
WHOLE_PCT = 100.0
MAX_CRITERIA, MAX_LABEL, MAX_ANCHOR = 20, 120, 1_000


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric: its weight in percent, and what one point and five points look like."""

    id: str
    label: str
    weight_pct: float
    weak: str
    strong: str


@dataclass(frozen=True)
class Rubric:
    """A version of the rubric. `locked_at` is an ISO time, or None while it may change."""

    version: int
    criteria: tuple[Criterion, ...]
    locked_at: str | None = None

    @property
    def weight_by_id(self) -> dict[str, float]:
        return {criterion.id: criterion.weight_pct for criterion in self.criteria}


STANDARD = Rubric(1, (
    Criterion("framing", "Problem framing", 20, "Starts with a model", "Starts with the user, the data and a measure"),
    Criterion("design", "System judgement", 20, "One design, no alternatives", "Weighs cost, speed, risk and says when "
              "to choose otherwise"),
    Criterion("code", "Code", 20, "Runs once on one machine", "Clear, tested, and safe to change"),
    Criterion("evaluation", "Evaluation", 20, "Trusts a few examples", "Builds a test set and knows its limits"),
    Criterion("communication", "Communication", 10, "Needs to be asked twice", "Writes so that others can act"),
    Criterion("ownership", "Ownership", 10, "Waits for tasks", "Sees a thing through to production"),
))


def check_criteria(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria themselves, whatever their weights sum to; ScenarioError for the first that cannot be one."""
    if not criteria:
        raise ScenarioError("The rubric has no criterion. Add at least one.")
    if len(criteria) > MAX_CRITERIA:
        raise ScenarioError(f"rubric: {len(criteria)} criteria are too many; at most {MAX_CRITERIA}")
    if len({criterion.id for criterion in criteria}) < len(criteria):
        raise ScenarioError("rubric: two criteria have one id; rename one")
    for criterion in criteria:
        name = shown(criterion.label, 40)
        if not criterion.label.strip() or len(criterion.label) > MAX_LABEL:
            raise ScenarioError(f"rubric: {name} is not a name of 1 to {MAX_LABEL} characters")
        if max(len(criterion.weak), len(criterion.strong)) > MAX_ANCHOR:
            raise ScenarioError(f"rubric: a description of {name} has over {MAX_ANCHOR:,} characters; shorten it")
        if not 0 <= criterion.weight_pct <= WHOLE_PCT:
            raise ScenarioError(f"rubric: the weight {criterion.weight_pct:g} % of {name} is out of range; give 0 to 100")
    return tuple(criteria)


def check(rubric: Rubric) -> Rubric:
    """The rubric itself, as it may be locked: its weights sum to 100 %. ScenarioError for the first fault."""
    check_criteria(rubric.criteria)
    total = sum(rubric.weight_by_id.values())
    if total == 0:
        raise ScenarioError("Every weight of the rubric is zero. Raise at least one.")
    if abs(total - WHOLE_PCT) > 1e-6:
        raise ScenarioError(f"The weights of the rubric sum to {total:g} %. Make them 100 %, or scale them.")
    return rubric


def scaled(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria with their weights scaled to 100 %. ScenarioError where all are 0."""
    total = sum(criterion.weight_pct for criterion in criteria)
    if not total > 0:
        raise ScenarioError("Every weight of the rubric is zero. Raise at least one.")
    return tuple(replace(c, weight_pct=min(WHOLE_PCT, WHOLE_PCT * c.weight_pct / total)) for c in criteria)


def lock(rubric: Rubric, at: datetime) -> Rubric:
    """The rubric as it will be scored, stamped with the time. Locking again keeps the first stamp."""
    return rubric if rubric.locked_at else replace(check(rubric), locked_at=at.isoformat(timespec="seconds"))


def edited(rubric: Rubric, criteria: Sequence[Criterion], scored: bool) -> Rubric:
    """The rubric with other criteria, open again. ScenarioError where it is locked and `scored`, or one is no criterion."""
    if rubric.locked_at and scored:
        raise ScenarioError(f"Rubric {rubric.version} was locked {rubric.locked_at} and has scores. Start a new version.")
    return replace(rubric, criteria=check_criteria(criteria), locked_at=None)


def next_version(rubric: Rubric) -> Rubric:
    """An open copy under the next number; scores stay with the version that they were given under."""
    return replace(rubric, version=rubric.version + 1, locked_at=None)

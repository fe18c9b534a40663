"""The stages from the first search to the signed offer: how long, how much work, and how many pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.errors import ScenarioError, shown

MAX_STAGES, MAX_DAYS, MAX_LABEL = 16, 120, 80


@dataclass(frozen=True)
class Span:
    """A duration as low, typical, high; the unit is its name's."""

    low: float
    typical: float
    high: float

    @property
    def fixed(self) -> "Span":
        """The span at its typical value only."""
        return Span(self.typical, self.typical, self.typical)

    @property
    def quick(self) -> "Span":
        """The span at its low value only."""
        return Span(self.low, self.low, self.low)


def check_span(name: str, span: Span, most: float) -> Span:
    """The span itself; ScenarioError where it is out of order or out of 0 to `most`."""
    if not 0 <= span.low <= span.typical <= span.high <= most:
        raise ScenarioError(f"{name[:60]}: {span.low:g}, {span.typical:g}, {span.high:g} are not low, typical, high; "
                            f"give rising numbers from 0 to {most:g}")
    return span


@dataclass(frozen=True)
class Stage:
    """One stage. `days` are working days until its result; `candidate_minutes` what it asks of a candidate, and
    `assessor_minutes` of your people, for each candidate; `pass_share` of 1 goes on. `benchmark` is the claim behind
    the candidate's minutes; everything else is a working assumption."""

    id: str
    label: str
    days: Span
    candidate_minutes: tuple[int, int]
    assessor_minutes: int
    pass_share: float
    benchmark: str | None = None


def _claimed(benchmark_id: str) -> tuple[int, int]:
    found = BENCHMARKS[benchmark_id]
    factor = 60 if found.unit == "hours" else 1
    return int(found.low * factor), int((found.high or found.low) * factor)


SEARCH, OFFER = "search", "offer"
STAGES: tuple[Stage, ...] = (
    Stage(SEARCH, "Search and first reply", Span(5, 10, 20), (0, 0), 20, 0.3),
    Stage("screening", "Screening call", Span(2, 3, 5), _claimed("screening"), 30, 0.5, "screening"),
    Stage("challenge", "Coding challenge", Span(3, 5, 7), _claimed("coding_challenge"), 90, 0.5, "coding_challenge"),
    Stage("design", "System design on your problem", Span(2, 4, 7), (60, 60), 90, 0.6),
    Stage("take_home", "Take-home", Span(5, 7, 10), _claimed("take_home"), 60, 0.6, "take_home"),
    Stage("behavioural", "Behavioural interview", Span(2, 3, 5), (45, 45), 60, 0.8),
    Stage("references", "References in depth", Span(2, 3, 5), (0, 0), 60, 0.9),
    Stage(OFFER, "Offer", Span(2, 3, 7), (30, 30), 60, 0.7),
)
STAGE_LABELS = {stage.id: stage.label for stage in STAGES}


def check_stages(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages themselves; ScenarioError for the first that cannot be used. The last one is the offer."""
    if not stages:
        raise ScenarioError("The pipeline has no stage. Keep at least the offer.")
    if len(stages) > MAX_STAGES:
        raise ScenarioError(f"pipeline: {len(stages)} stages are too many; at most {MAX_STAGES}")
    for stage in stages:
        if not stage.label.strip() or len(stage.label) > MAX_LABEL:
            raise ScenarioError(f"stage: {shown(stage.label, 40)} is not a name of 1 to {MAX_LABEL} characters")
        check_span(stage.label, stage.days, MAX_DAYS)
        if not 0 < stage.pass_share <= 1:
            raise ScenarioError(f"{stage.label}: {shown(stage.pass_share)} is not a share of 1 over 0 that goes on")
        if stage.assessor_minutes < 0:
            raise ScenarioError(f"{stage.label}: {shown(stage.assessor_minutes)} is not a number of minutes")
    return tuple(stages)

"""How many candidates each stage must see for a number of hires, and what that asks of your own people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.playbook.pipeline import Stage, check_stages

CONFIDENCE = 0.8
MAX_HIRES = 200


@dataclass(frozen=True)
class Row:
    """A stage: candidates that enter it on average, and so many that the hires are made with `CONFIDENCE`."""

    stage: Stage
    expected: int
    safe: int
    assessor_hours: float


def funnel(stages: Sequence[Stage], hires: int) -> tuple[Row, ...]:
    """One row a stage, in order. Candidates pass each stage independently. ScenarioError for hires outside 1 to 200."""
    if isinstance(hires, bool) or not isinstance(hires, int) or not 1 <= hires <= MAX_HIRES:
        raise ScenarioError(f"hires: {shown(hires)} is not a number of people to hire; give 1 to {MAX_HIRES}")
    stages = check_stages(stages)
    rows = []
    for i, stage in enumerate(stages):
        success = math.prod(later.pass_share for later in stages[i:])
        # A hair less, so that 10 / 0.1 stays 100 in floating point.
        expected = math.ceil(hires / success - 1e-9)
        rows.append(Row(stage, expected, safe_number(hires, success), expected * stage.assessor_minutes / 60))
    return tuple(rows)


def safe_number(hires: int, success: float, confidence: float = CONFIDENCE) -> int:
    """The fewest candidates of whom at least `hires` succeed with this probability.

    The number of trials up to the last success is negative binomial; its terms are summed in logarithms.
    """
    if success >= 1:
        return hires
    log_term, reached, tried = hires * math.log(success), 0.0, hires
    while True:
        reached += math.exp(log_term)
        if reached >= confidence:
            return tried
        log_term += math.log(tried) - math.log(tried - hires + 1) + math.log1p(-success)
        tried += 1

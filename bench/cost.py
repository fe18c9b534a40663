"""True cost: the hub x engagement model matrix, and one whole answer, beside the quantiles of as many numbers."""

from statistics import median

import numpy as np

from atlas.domain.assumptions import settle
from atlas.domain.cost import Plan
from atlas.domain.cost_report import answer
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import PayBand, Place
from atlas.domain.montecarlo import QUANTILES, matrix
from atlas.domain.on_cost import Contribution, OnCost
from atlas.domain.scenario import TeamMember
from bench import Row, milliseconds

HUBS, DRAWS, RUNS = 36, 10_000, 7
TEAM = (TeamMember("ai_ml_engineer", "senior", 3), TeamMember("mlops_engineer", "mid", 1))


def _place(index: int) -> Place:
    pay = {(member.role, member.seniority): PayBand.around(40_000 + 2_000 * index, 60_000 + 2_500 * index)
           for member in TEAM}
    return Place(f"hub_{index}", f"Hub {index}", pay, OnCost((Contribution(20, cap_usd_year=80_000), Contribution(5))),
                 250.0 * index)


def run() -> list[Row]:
    """Medians of RUNS calls after one that warms up; the floor is what any answer must do, two sets of quantiles."""
    plans = [Plan(_place(hub), _place(60), TEAM, "agency", 24, settle()) for hub in range(HUBS)]
    cells = np.random.default_rng(0).random((HUBS, len(ENGAGEMENTS), DRAWS))

    def quantiles() -> None:
        for _ in range(2):
            np.quantile(cells, QUANTILES, axis=2)

    floor, whole, single = (median([milliseconds(action) for _ in range(RUNS + 1)][1:]) for action in (
        quantiles, lambda: matrix(plans, draws=DRAWS), lambda: answer(plans[0], draws=DRAWS)))
    return [
        Row(f"cost matrix: {HUBS} hubs x {len(ENGAGEMENTS)} models x {DRAWS:,} draws", whole, floor, "ms",
            "under 400 ms"),
        Row(f"cost answer: one plan, {DRAWS:,} draws, claims and tornado", single, None, "ms"),
    ]

"""True cost: the hub x engagement model matrix, and one whole answer, beside the quantiles of as many numbers."""

from statistics import median

import numpy as np
from streamlit.testing.v1 import AppTest

from atlas.domain.assumptions import settle
from atlas.domain.cost import Plan
from atlas.domain.cost_report import answer
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import PayBand, Place
from atlas.domain.montecarlo import QUANTILES, matrix
from atlas.domain.on_cost import Contribution, OnCost
from atlas.domain.scenario import TeamMember
from atlas.paths import ROOT
from bench import Row, milliseconds

HUBS, DRAWS, RUNS = 36, 10_000, 7
TEAM = (TeamMember("ai_ml_engineer", "senior", 3), TeamMember("mlops_engineer", "mid", 1))


def _place(index: int) -> Place:
    pay = {(member.role, member.seniority): PayBand.around(40_000 + 2_000 * index, 60_000 + 2_500 * index)
           for member in TEAM}
    return Place(f"hub_{index}", f"Hub {index}", pay, OnCost((Contribution(20, cap_usd_year=80_000), Contribution(5))),
                 250.0 * index)


def _reruns() -> tuple[float, float]:
    """Medians of reruns of the page whose draws are cached, going to and fro between two plans, and of an empty script."""
    page = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60).run()
    page.switch_page("../pages/cost.py").run()
    empty, ours, floor = AppTest.from_string("").run(), [], []
    for round_ in range(4 * RUNS):
        page.query_params["months"] = "36" if round_ % 2 else "24"
        ours.append(milliseconds(page.run))
        floor.append(milliseconds(empty.run))
    if page.exception or page.error:
        raise RuntimeError(f"the True cost page shows an error: {[*page.exception, *page.error]}")
    return median(ours[2:]), median(floor[2:])


def run() -> list[Row]:
    """Medians of RUNS calls after one that warms up; the floor is what any answer must do, two sets of quantiles."""
    plans = [Plan(_place(hub), _place(60), TEAM, "agency", 24, settle()) for hub in range(HUBS)]
    cells = np.random.default_rng(0).random((HUBS, len(ENGAGEMENTS), DRAWS))

    def quantiles() -> None:
        for _ in range(2):
            np.quantile(cells, QUANTILES, axis=2)

    floor, whole, single = (median([milliseconds(action) for _ in range(RUNS + 1)][1:]) for action in (
        quantiles, lambda: matrix(plans, draws=DRAWS), lambda: answer(plans[0], draws=DRAWS)))
    rerun, empty = _reruns()
    return [
        Row("server rerun of True cost, draws cached / empty script", rerun, empty, "ms", "under 80 ms"),
        Row(f"cost matrix: {HUBS} hubs x {len(ENGAGEMENTS)} models x {DRAWS:,} draws", whole, floor, "ms",
            "under 400 ms"),
        Row(f"cost answer: one plan, {DRAWS:,} draws, claims and tornado", single, None, "ms"),
    ]

"""One rerun of the Rank page on the server, in process, beside the rerun of an empty script."""

from statistics import median

from streamlit.testing.v1 import AppTest

from atlas.domain.criteria import CRITERIA
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.paths import ROOT
from bench import Row, milliseconds

ROUNDS = 30


def rank_page() -> AppTest:
    page = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60).run()
    page.switch_page("../pages/rank.py").run()
    if page.exception or page.error:
        raise RuntimeError(f"the Rank page shows an error: {[*page.exception, *page.error]}")
    return page


def weights_text(round_: int) -> str:
    """Weights as the link writes them; each round's differ, so that no cached answer is measured."""
    weights = {name: criterion.default_weight for name, criterion in CRITERIA.items()}
    return ",".join(f"{name}:{weight}" for name, weight in {**weights, "salary": 1 + round_ / 10}.items())


def run() -> list[Row]:
    page, empty = rank_page(), AppTest.from_string("").run()
    weight_ms, role_ms, floor_ms = [], [], []
    pairs = [(role, seniority) for role in ROLES for seniority in SENIORITIES]
    for round_ in range(ROUNDS):
        page.query_params["weights"] = weights_text(round_)
        weight_ms.append(milliseconds(page.run))
        role, seniority = pairs[round_ % len(pairs)]
        page.selectbox(key="role").set_value(role)
        page.selectbox(key="seniority").set_value(seniority)
        role_ms.append(milliseconds(page.run))
        floor_ms.append(milliseconds(empty.run))
    floor = median(floor_ms)
    return [
        Row("server rerun of Rank, new weights / empty script", median(weight_ms), floor, "ms", "under 40 ms"),
        Row("server rerun of Rank, new role / empty script", median(role_ms), floor, "ms", "under 40 ms"),
    ]

"""The `cost` JSON, its warnings, and how much of the pool a team needs."""

import json

import pytest

from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.cost_answers import waterfall
from atlas.domain.cost_report import answer
from atlas.domain.cost_report import report as as_json
from atlas.domain.errors import ScenarioError
from atlas.domain.labour import PayBand, Place
from atlas.domain.on_cost import OnCost
from atlas.domain.saturation import saturation
from atlas.domain.scenario import TeamMember
from tests.domain.cost_cases import KRAKOW, LONDON, SENIOR, plan

DRAWS = 300


def report(staged, **how) -> dict:
    return as_json(answer(staged, **how))


BAND = {"p10", "p50", "p90"}


def test_shape_is_that_of_the_contract() -> None:
    found = json.loads(json.dumps(report(plan(), draws=DRAWS), allow_nan=False))
    assert {"layers", "factors", "savings", "break_even_month", "waterfall", "claims", "assumptions"} <= set(found)
    for key in ("layers", "factors", "savings"):
        assert list(found[key]) == ["headline", "effective", "net"]
        assert all(set(band) == BAND for band in found[key].values())
    assert set(found["break_even_month"]) == BAND
    assert all(set(bar) == {"label", "layer", "amount"} for bar in found["waterfall"]["bars"])
    assert all({"claim", "low", "high", "computed", "holds"} <= set(claim) for claim in found["claims"])


def test_printed_bars_sum_to_the_printed_total() -> None:
    for engagement in ("agency", "own_entity"):
        fall = report(plan(engagement=engagement), draws=DRAWS)["waterfall"]
        assert sum(bar["amount"] for bar in fall["bars"]) == pytest.approx(fall["total"], abs=0.005)
        assert fall["total"] == pytest.approx(waterfall(plan(engagement=engagement)).total_usd, abs=0.1)


def test_same_plan_same_bytes() -> None:
    assert json.dumps(report(plan(), draws=DRAWS, seed=4)) == json.dumps(report(plan(), draws=DRAWS, seed=4))


def test_money_follows_the_currency_and_ratios_do_not() -> None:
    usd, eur = (report(plan(), per_usd=rate, draws=DRAWS) for rate in (1.0, 0.5))
    assert eur["layers"]["net"]["p50"] == pytest.approx(usd["layers"]["net"]["p50"] / 2, abs=0.01)
    assert eur["waterfall"]["total"] == pytest.approx(usd["waterfall"]["total"] / 2, abs=0.1)
    assert (eur["factors"], eur["break_even_month"]) == (usd["factors"], usd["break_even_month"])


def test_assumptions_are_those_that_count_and_say_what_was_changed() -> None:
    rows = {row["id"]: row for row in report(plan(agency_margin_pct=40), draws=DRAWS)["assumptions"]}
    assert (rows["agency_margin_pct"]["typical"], rows["agency_margin_pct"]["changed"]) == (40, True)
    assert rows["agency_margin_pct"]["source"] == "scenario"
    assert rows["management_overhead_pct"]["source"] == "management_overhead"
    assert rows["tools_usd_month"]["source"] == "assumption"
    assert rows["hub_on_cost_pct"] | {"typical": 21.98, "source": "fact", "up_to": False} == rows["hub_on_cost_pct"]
    assert rows["home_on_cost_pct"]["typical"] == pytest.approx(15 * (118_000 - 6_250) / 118_000, abs=1e-3)
    assert "entity_set_up_usd" not in rows and "home_tenure_months" in rows


def test_nothing_at_both_ends_says_so() -> None:
    nothing = Place("nowhere", "Nowhere", {SENIOR: PayBand(0, 0, 0, 0, 0, 0, 0)}, OnCost(), 0.0)
    zero = {a.id: 0 for a in ASSUMPTIONS.values() if a.least == 0 and a.layer is not None}
    found = report(plan(nothing, nothing, **zero), draws=DRAWS)
    empty = {"p10": None, "p50": None, "p90": None}
    assert found["layers"]["net"] == {"p10": 0, "p50": 0, "p90": 0}
    assert found["factors"]["net"] == found["savings"]["net"] == found["break_even_month"] == empty
    assert "Pay in Nowhere is 0: a factor or saving over nothing is null." in found["warnings"]


@pytest.mark.parametrize(("change", "warning"), [
    ({"on_cost": None}, "Employer on-costs of Kraków are unknown and count 0; set hub_on_cost_pct."),
    ({"on_cost": OnCost.flat(36.69, up_to=True)},
     "Employer on-costs of Kraków are an upper bound: their ceiling or base is not known."),
    ({"km": None}, "The distance from Kraków is unknown: fares count 0."),
])  # fmt: skip
def test_what_is_not_known_is_said(change: dict, warning: str) -> None:
    hub = Place(**{name: getattr(KRAKOW, name) for name in KRAKOW.__dataclass_fields__} | change)
    assert warning in report(plan(hub), draws=DRAWS)["warnings"]
    assert report(plan(), draws=DRAWS)["warnings"] == []


def test_an_on_cost_that_is_set_or_not_owed_needs_no_warning() -> None:
    hub = Place("x", "X", KRAKOW.pay, None, 1.0)
    assert report(plan(hub, hub_on_cost_pct=20), draws=DRAWS)["warnings"] == []
    assert report(plan(hub, engagement="freelance"), draws=DRAWS)["warnings"] == []


# --- saturation -----------------------------------------------------------------------------------------------------


def test_a_thousand_people_in_a_pool_of_8000_are_too_many() -> None:
    (found,) = saturation((TeamMember(*SENIOR, 1_000),), 8_000, 2.0, city="Prishtina")
    assert found.share_pct == 12.5
    assert found.warning == ("1,000 people are 12.5\u00a0% of Prishtina's pool of 8,000; over 2\u00a0% the last hires "
                             "come late and dear.")


def test_roles_are_set_against_their_part_of_the_pool() -> None:
    """3 of 10,000 x 4 % = 400 are 0.75 %; the whole team of 5 is 0.05 %."""
    team = (TeamMember("ai_ml_engineer", "senior", 2), TeamMember("ai_ml_engineer", "mid", 1),
            TeamMember("data_engineer", "mid", 2))
    whole, ai = saturation(team, 10_000, 0.5, {"ai_ml_engineer": 0.04})
    assert (whole.role, whole.needed, whole.share_pct, whole.warning) == (None, 5, pytest.approx(0.05), "")
    assert (ai.role, ai.needed, ai.share_pct) == ("ai_ml_engineer", 3, pytest.approx(0.75))
    assert "AI/ML engineer pool of 400" in ai.warning


def test_an_unknown_pool_gives_no_share() -> None:
    (found,) = saturation((TeamMember(*SENIOR, 3),), None, 2.0, city="Prishtina")
    assert found.share_pct is None and "unknown" in found.warning


@pytest.mark.parametrize(("pool", "shares"), [(0, None), (-5, None), (float("nan"), None),
                                              (100, {"ai_ml_engineer": 0.0}), (100, {"ai_ml_engineer": 1.5})])
def test_a_pool_or_share_that_is_none_is_refused(pool: float, shares: dict | None) -> None:
    with pytest.raises(ScenarioError):
        saturation((TeamMember(*SENIOR, 3),), pool, 2.0, shares)


def test_the_report_warns_of_a_plan_too_large_for_the_pool() -> None:
    hub = Place("prishtina", "Prishtina", KRAKOW.pay, OnCost.flat(5), 1_900.0, 8_000)
    found = report(plan(hub, LONDON, (TeamMember(*SENIOR, 1_000),)), draws=DRAWS)["warnings"]
    assert len(found) == 1 and found[0].startswith("1,000 people are 12.5")

"""True cost: the worked example of docs/METHOD-cost.md, the lines against plain sums, and what must always hold."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain import cost, cost_answers
from atlas.domain.assumptions import ASSUMPTIONS, BARS, LAYERS, settle
from atlas.domain.cost_answers import changes, factor, saving, tornado, typical, waterfall
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.labour import PayBand, Place
from atlas.domain.on_cost import OnCost
from atlas.domain.scenario import TeamMember
from atlas.paths import ROOT
from tests.domain.cost_cases import FOUR, KRAKOW, LONDON, SENIOR, plan, plans

METHOD = next(text for path in sorted((ROOT / "docs").glob("METHOD*.md"))
              if "## Worked example: four senior" in (text := path.read_text(encoding="utf-8")))


def _example(city: str) -> list[tuple[str, str, Decimal]]:
    """Label, hand computation and amount of each row of the worked example."""
    table = METHOD.split(f"| {city} | by hand | USD |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return [(label.strip("*"), by_hand, Decimal(usd.replace(",", ""))) for label, by_hand, usd in rows]


def _by_hand(text: str) -> Decimal:
    """The value of a row's arithmetic, in decimals, without the code under test."""
    plain = re.sub(r"([\d.]+) %", r"(\1÷100)", text.replace(",", "").replace("−", "-"))
    assert re.fullmatch(r"[\d.×÷+\-() ]+", plain)
    numbers = re.sub(r"[\d.]+", lambda m: f"Decimal('{m[0]}')", plain)
    return eval(numbers.replace("×", "*").replace("÷", "/"), {"__builtins__": {}, "Decimal": Decimal})


@pytest.mark.parametrize(("side", "city"), [("hub", "Kraków"), ("home", "London")])
def test_worked_example_equals_the_code_to_the_cent(side: str, city: str) -> None:
    *rows, (_, net_by_hand, net) = _example(city)
    fall = waterfall(plan(), side)
    assert [bar.label for bar in fall.bars] == [label for label, _, _ in rows]
    for bar, (_, by_hand, usd) in zip(fall.bars, rows, strict=True):
        assert round(_by_hand(by_hand), 2) == usd == round(Decimal(bar.amount_usd), 2)
    assert _by_hand(net_by_hand) == sum(usd for _, _, usd in rows) == net
    assert float(net) == pytest.approx(fall.total_usd, abs=0.01)


def test_method_names_every_assumption_beside_its_bar() -> None:
    rows = dict(line.strip("| ").split(" | ", 1) for line in METHOD.split("## Lines")[1].split("## Bands")[0]
                .splitlines() if line.startswith("| ") and "USD over T" not in line)
    assert set(rows) == {bar.label for bar in BARS.values()}
    for label, row in rows.items():
        bar = next(bar for bar in BARS.values() if bar.label == label)
        assert set(re.findall(r"`(\w+)`", row)) == {a.id for a in ASSUMPTIONS.values() if a.bar == bar.id}


def test_home_lines_by_a_month_by_month_sum() -> None:
    """Pay rises and the ramp as a payroll would run: month after month."""
    pay, contributions = 4 * 118_000 / 12, 4 * (118_000 - 6_250) * 0.15 / 12
    direct = pay + contributions
    rises = sum(direct * (1.05 ** (month // 12) - 1) for month in range(37))
    amounts = cost.bars(plan(months=37, home_wage_rise_pct_year=5), "home", typical(settle({
        "home_wage_rise_pct_year": 5})))
    assert amounts["wage_rise"] == pytest.approx(rises, rel=1e-12)


def test_rework_by_numerical_integration() -> None:
    """Falls from 20 % to 4 % in 8 months, here over 5 and over 30 months."""
    values = {"rework_start_pct": 20.0, "rework_steady_pct": 4.0, "rework_settle_months": 8.0}
    for months in (5.0, 30.0):
        at = (np.arange(100_000) + 0.5) * months / 100_000
        share = np.where(at < 8, 0.20 - 0.16 * at / 8, 0.04)
        assert cost._rework_months(months, values) == pytest.approx(share.mean() * months, rel=1e-8)


def test_ramp_is_never_longer_than_the_work() -> None:
    short = waterfall(plan(months=1, ramp_days=90, ramp_loss_pct=100))
    assert next(bar.amount_usd for bar in short.bars if bar.id == "ramp") == pytest.approx(29_275.20)


@given(plans)
@settings(max_examples=60, deadline=None)
def test_bars_sum_to_total_and_layers_nest(any_plan) -> None:
    for side in ("hub", "home"):
        fall = waterfall(any_plan, side)
        assert sum(bar.amount_usd for bar in fall.bars) == pytest.approx(fall.total_usd, abs=0.01)
        totals = cost.layers({bar.id: bar.amount_usd for bar in fall.bars})
        assert totals["headline"] <= totals["effective"] <= totals["net"]
        assert [fall.upto(layer) for layer in LAYERS] == pytest.approx([totals[layer] for layer in LAYERS])


MOVES_ONE = [a.id for a in ASSUMPTIONS.values() if a.layer is not None and a.source != "fact"]


@pytest.mark.parametrize("model", ENGAGEMENTS)
@pytest.mark.parametrize("assumption_id", MOVES_ONE)
def test_an_assumption_moves_its_bar_and_no_other(model: str, assumption_id: str) -> None:
    a = ASSUMPTIONS[assumption_id]
    before, after = (plan(engagement=model, **change) for change in ({}, {assumption_id: a.typical + 1}))
    for side in ("hub", "home"):
        moved = [change.label for change in changes(waterfall(before, side), waterfall(after, side))]
        assert moved == ([BARS[a.bar].label] if a.applies(side, model) else [])


def test_on_costs_move_their_bar_and_the_shares_of_direct_cost() -> None:
    moved = {change.label for change in changes(waterfall(plan()), waterfall(plan(hub_on_cost_pct=30)))}
    assert moved == {BARS[bar].label for bar in ("on_costs", "vendor", "management", "rework", "ramp", "attrition",
                                                 "fx", "wage_rise")}


@pytest.mark.parametrize("model", ENGAGEMENTS)
def test_every_assumption_of_a_model_counts(model: str) -> None:
    """An assumption that says it applies has a line that uses it, or none of the two bars without money."""
    used = {need for line in cost.LINES for need in line.needs} | {"on_cost_pct"}
    applying = [a for a in ASSUMPTIONS.values() if a.applies("hub", model) and a.layer is not None]
    assert {a.key for a in applying} <= used
    assert any(a.bar == "lead_time" for a in ASSUMPTIONS.values() if a.applies("hub", model))


def test_each_line_rests_on_assumptions_of_its_own_bar() -> None:
    bars_of = {a.key: a.bar for a in ASSUMPTIONS.values()}
    assert all(bars_of[need] == line.bar for line in cost.LINES for need in line.needs)


def test_freelancers_owe_no_on_costs() -> None:
    bars = {bar.id for bar in waterfall(plan(engagement="freelance")).bars}
    assert "on_costs" not in bars and "vendor" in bars


NOTHING = Place("nowhere", "Nowhere", {SENIOR: PayBand(0, 0, 0, 0, 0, 0, 0)}, OnCost(), 0.0)


def test_factor_over_nothing_is_none() -> None:
    assert factor(0.0, 0.0) is factor(0.0, 5.0) is None
    assert saving(0.0, 0.0) is saving(5.0, 0.0) is None
    assert factor(2.0, 3.0) == 1.5 and saving(3.0, 4.0) == 0.25


def test_tornado_is_sorted_and_agrees_with_single_changes() -> None:
    swings = tornado(plan())
    assert [s.size for s in swings] == sorted((s.size for s in swings), reverse=True)
    margin = next(s for s in swings if s.id == "agency_margin_pct")
    saved = waterfall(plan(), "home").total_usd - waterfall(plan(agency_margin_pct=margin.high)).total_usd
    assert margin.at_high == pytest.approx(saved)
    # Direct cost of the worked example over 24 months x the width of the margin.
    assert margin.size == pytest.approx(29_275.20 * 24 * (50 - 25) / 100)


def test_tornado_leaves_out_what_does_not_apply() -> None:
    ids = {s.id for s in tornado(plan())}
    assert not ids & {"eor_fee_usd_month", "entity_set_up_usd", "freelance_margin_pct", "ramp_days"}
    assert {"hub_pay_z", "home_pay_z", "agency_margin_pct", "home_tenure_months"} <= ids


# --- break-even and outcomes ----------------------------------------------------------------------------------------


def _bare(months: int = 24, set_up: float = 0.0, weeks: float = 0.0):
    """Two places that differ by pay alone: 10,000 USD a month are saved, so break-even is set-up / 10,000."""
    hub, home = (Place(name, name, {SENIOR: PayBand.around(pay)}, OnCost(), 0.0)
                 for name, pay in (("hub", 60_000), ("home", 180_000)))
    nothing = {a.id: 0 for a in ASSUMPTIONS.values() if a.least == 0 and a.layer is not None}
    return plan(hub, home, (TeamMember(*SENIOR, 1),), months=months,
                **nothing | {"contract_set_up_usd": set_up, "vendor_weeks": weeks})


@pytest.mark.parametrize(("set_up", "months", "weeks", "expected"), [
    (45_000, 24, 0, 4.5),
    (45_000, 24, 4, 4.5 + 28 / 30.4375),
    (45_000, 5, 4, None),  # reached after 4.5 months of work, but later than month 5 after the posting
    (45_000, 4, 0, None),
    (0, 24, 4, 28 / 30.4375),
    (240_000, 24, 0, None),  # level at the end is not above
])
def test_break_even_by_hand(set_up: float, months: int, weeks: float, expected: float | None) -> None:
    staged = _bare(months, set_up, weeks)
    found = cost_answers.break_even(staged, typical(staged.settings))
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(("weeks", "longest"), [((6, 8), 8), ((12, 8), 12)])
def test_hiring_and_founding_run_side_by_side(weeks: tuple[int, int], longest: int) -> None:
    figures = typical(settle({"hiring_weeks": weeks[0], "entity_weeks": weeks[1], "centre_weeks": 90}))
    assert cost.lead_months(figures, "own_entity") == pytest.approx(longest * 7 / 30.4375)


@given(plans)
@settings(max_examples=40, deadline=None)
def test_saved_by_month_starts_at_the_set_up_and_ends_at_the_totals(any_plan) -> None:
    figures = typical(any_plan.settings)
    saved = cost_answers.saved_by_month(any_plan, figures)[:, 0]
    set_up = sum(bar.amount_usd for bar in waterfall(any_plan).bars if bar.id == "set_up")
    assert saved[0] == pytest.approx(-set_up)
    assert saved[-1] == pytest.approx(cost_answers.net_saved(any_plan, figures))


def test_outcome_rates() -> None:
    """The article's example: 40 x 3 = 120 against 65 x 1; and a net total as an hour of a 40-hour week."""
    assert cost_answers.per_outcome(40, 3) == 120 > cost_answers.per_outcome(65, 1) == 65
    assert cost_answers.hourly_rate(4 * 2080 * 2 * 50.0, plan()) == pytest.approx(50)
    assert cost_answers.per_engineer_year(800_000, plan()) == pytest.approx(100_000)


# --- bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("change", "message"), [
    ({"months": 0}, "months: 0 is out of range; give a whole number from 1 to 120"),
    ({"months": 121}, "months: 121 is out of range"),
    ({"months": True}, "months: True"),
    ({"team": ()}, "team: nobody is in it"),
    ({"team": (TeamMember(*SENIOR, -3),)}, "team.count: -3 is out of range"),
    ({"team": (TeamMember(*SENIOR, 0),)}, "team.count: 0"),
    ({"team": (TeamMember(*SENIOR, 1.5),)}, "team.count: 1.5"),
    ({"team": (TeamMember("data_analyst", "mid", 1),)}, "no estimate for mid Data analyst in Kraków"),
    ({"engagement": "agensy"}, "did you mean 'agency'?"),
])  # fmt: skip
def test_bad_plan_gets_one_clear_line(change: dict, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        replace(plan(), **change)
    assert message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(("id_", "value", "message"), [
    ("hub_tenure_months", 0, "0 is out of range; give 1 to 480 months"),
    ("agency_margin_pct", 300, "300 is out of range; give 0 to 200 % of direct cost"),
    ("management_overhead_pct", -5, "-5 is out of range"),
    ("managment_overhead_pct", 20, "did you mean 'management_overhead_pct'?"),
    ("fx_spread_pct", float("nan"), "neither a number nor"),
    ("fx_spread_pct", float("inf"), "neither a number nor"),
    ("fx_spread_pct", "1", "neither a number nor"),
    ("fx_spread_pct", True, "neither a number nor"),
    ("fx_spread_pct", [1, 2], "neither a number nor"),
    ("fx_spread_pct", [3, 2, 1], "out of order"),
    ("fx_spread_pct", "x" * 500, "neither a number nor"),
])  # fmt: skip
def test_bad_assumption_gets_one_clear_line(id_: str, value: object, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        settle({id_: value})
    text = str(caught.value)
    assert message in text and "\n" not in text and len(text) < 200


@given(st.sampled_from(sorted(ASSUMPTIONS)), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_overrides_within_bounds_are_kept_and_marked(id_: str, shares: list[float]) -> None:
    a = ASSUMPTIONS[id_]
    figures = tuple(a.least + share * (a.most - a.least) for share in sorted(shares))
    settled = settle({id_: figures})
    assert settled.figures[id_] == figures
    assert settled.changed == ({id_} if figures != (a.low, a.typical, a.high) else set())


def test_places_and_teams_of_the_example_are_what_the_page_says() -> None:
    assert (KRAKOW.band(FOUR[0]).p50, LONDON.band(FOUR[0]).p50, KRAKOW.km) == (72_000, 118_000, 1415)

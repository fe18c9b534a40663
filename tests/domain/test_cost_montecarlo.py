"""Bands from draws: order, seeds, common random numbers, and agreement with single answers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from atlas.domain.assumptions import ASSUMPTIONS, LAYERS, settle
from atlas.domain.cost_answers import break_even, typical, waterfall
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import PayBand, Place
from atlas.domain.montecarlo import NO_BAND, Band, band, draw, matrix, ratio_band, simulate, triangular
from atlas.domain.on_cost import OnCost
from tests.domain.cost_cases import KRAKOW, LONDON, SENIOR, plan, plans


def _ordered(found: Band) -> bool:
    values = [np.inf if value is None else value for value in (found.p10, found.p50, found.p90)]
    return values == sorted(values)


@given(plans)
@settings(max_examples=40, deadline=None)
def test_percentiles_are_in_order_and_savings_follow_factors(any_plan) -> None:
    """With 201 draws each percentile is one of them, so that a saving is 1 - 1 / factor at every percentile."""
    result = simulate(any_plan, draws=201, seed=3)
    bands = [group[layer] for group in (result.layers, result.home_layers, result.factors, result.savings)
             for layer in LAYERS]
    assert all(_ordered(found) for found in (*bands, result.break_even_month))
    assert (np.diff(result.saved_usd, axis=0) >= 0).all()
    for layer in LAYERS:
        share, times = result.savings[layer], result.factors[layer]
        assert [share.p10, share.p50, share.p90] == pytest.approx([1 - 1 / f for f in (times.p10, times.p50, times.p90)])


def test_triangular_against_scipy() -> None:
    u = np.linspace(0.001, 0.999, 501)
    for low, typical_, high in ((15, 20, 25), (0, 0, 4), (1, 4, 4), (0, 3, 6)):
        expected = stats.triang((typical_ - low) / (high - low), low, high - low).ppf(u)
        assert triangular(u, low, typical_, high) == pytest.approx(expected, abs=1e-9)


def test_equal_seeds_give_equal_answers_and_other_seeds_others() -> None:
    def everything(seed: int) -> list[float]:
        result = simulate(plan(), 500, seed)
        return [*result.saved_usd.ravel(), result.layers["net"].p50]

    assert everything(7) == everything(7) != everything(8)


def test_an_override_leaves_every_other_draw_alone() -> None:
    before, after = draw(settle(), 50), draw(settle({"fx_spread_pct": [0, 1, 9]}), 50)
    assert set(before) == set(after)
    assert {id_ for id_ in before if not np.array_equal(before[id_], after[id_])} == {"fx_spread_pct"}


def test_without_any_spread_every_percentile_is_the_single_answer() -> None:
    hub, home = (Place(p.id, p.city, {SENIOR: PayBand.around(p.pay[SENIOR].p50)}, p.on_cost, p.km)
                 for p in (KRAKOW, LONDON))
    certain = {a.id: a.typical for a in ASSUMPTIONS.values() if a.typical is not None}
    staged = plan(hub, home, **certain)
    result = simulate(staged, draws=20)
    total = waterfall(staged).total_usd
    net = result.layers["net"]
    assert [net.p10, net.p50, net.p90] == pytest.approx([total] * 3)
    month = result.break_even_month
    assert [month.p10, month.p50, month.p90] == pytest.approx([break_even(staged, typical(staged.settings))] * 3)


def test_the_curve_is_flat_until_work_starts() -> None:
    """Eight weeks are 1.84 months: nothing but the set-up is on the books at month 0 and 1."""
    result = simulate(plan(vendor_weeks=8, contract_set_up_usd=7_000), draws=100)
    assert result.saved_usd[:, :2] == pytest.approx(np.full((3, 2), -7_000))
    assert (result.saved_usd[1, 2:4] != -7_000).all()


def test_the_curve_by_hand() -> None:
    """10,000 a month saved from 1.5 months on, after 45,000 of set-up: at month 4, 2.5 x 10,000 - 45,000."""
    hub, home = (Place(name, name, {SENIOR: PayBand.around(pay)}, OnCost(), 0.0)
                 for name, pay in (("hub", 60_000), ("home", 180_000)))
    nothing = {a.id: 0 for a in ASSUMPTIONS.values() if a.least == 0 and a.layer is not None}
    staged = plan(hub, home, months=24, **nothing | {"contract_set_up_usd": 45_000, "vendor_weeks": 1.5 * 30.4375 / 7})
    per_head = simulate(replace(staged, team=(replace(staged.team[0], count=1),)), draws=20)
    assert per_head.saved_usd[1, [0, 1, 4, 24]] == pytest.approx([-45_000, -45_000, -20_000, 180_000])


def test_the_curve_ends_at_the_totals_when_work_starts_at_once() -> None:
    staged = plan(vendor_weeks=0)
    drawn = simulate(staged, draws=1, seed=2)
    assert drawn.saved_usd[1, -1] == pytest.approx(drawn.home_layers["net"].p50 - drawn.layers["net"].p50)


def test_the_matrix_equals_the_single_answers() -> None:
    other = replace(KRAKOW, id="far", km=9_000.0, on_cost=OnCost.flat(30, 40_000))
    unknown = replace(KRAKOW, id="unknown", km=None, on_cost=None)
    staged = [plan(hub) for hub in (KRAKOW, other, unknown)]
    found = matrix(staged, draws=400, seed=5)
    assert found.hub_ids == ("krakow", "far", "unknown") and found.models == tuple(ENGAGEMENTS)
    for row, hub_plan in enumerate(staged):
        for column, model in enumerate(ENGAGEMENTS):
            single = simulate(replace(hub_plan, engagement=model), draws=400, seed=5)
            net, share = single.layers["net"], single.savings["net"]
            assert found.net_usd[row, column] == pytest.approx([net.p10, net.p50, net.p90])
            assert found.saving[row, column] == pytest.approx([share.p10, share.p50, share.p90])


def test_a_percentile_that_is_never_reached_is_none() -> None:
    assert band(np.array([1.0] * 15 + [2.0] * 45 + [np.inf] * 40)) == Band(1.0, 2.0, None)
    assert band(np.full(10, np.inf)) == NO_BAND


def test_a_ratio_over_nothing_is_none() -> None:
    with np.errstate(all="raise"):
        assert ratio_band(np.zeros(5), np.zeros(5)) == ratio_band(np.ones(5), np.zeros(5)) == NO_BAND
    assert ratio_band(np.full(5, 3.0), np.full(5, 2.0)) == Band(1.5, 1.5, 1.5)

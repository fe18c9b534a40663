"""Flip points: solved by hand, and by re-scoring just inside and just outside of every bound of random matrices."""

import numpy as np
import pytest

from atlas.domain import scoring
from atlas.domain.criteria import CRITERIA, REGISTRY
from atlas.domain.flips import (
    RawFlip,
    ValueFlip,
    WeightFlip,
    challenger_values,
    in_raw_units,
    value_flips,
    value_sentence,
    weight_flips,
    weight_sentences,
)
from atlas.domain.weighted import score, shown_order

STEP = 1e-7
RANDOM = [(rng.random((rng.integers(2, 12), rng.integers(2, 7))), rng)
          for rng in map(np.random.default_rng, range(200))]


def leader_at(values: np.ndarray, weights: np.ndarray, criterion: int, weight: float) -> int:
    moved = weights.copy()
    moved[criterion] = weight
    return int(shown_order(values, moved)[0])


# --- weights ---------------------------------------------------------------------------------------------------------


def test_weight_flip_solved_by_hand():
    """A = (1, 0) leads B = (0, 1) while w1 >= w2: with 6 and 4, w1 may fall to 4 and w2 may rise to 6."""
    found = weight_flips(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([6.0, 4.0]))
    assert found == (WeightFlip(0, 6.0, 4.0, 10.0, 1, None), WeightFlip(1, 4.0, 0.0, 6.0, None, 1))


def test_leader_holds_just_inside_and_loses_to_the_named_hub_just_outside():
    crossed = 0
    for values, rng in RANDOM:
        weights = rng.uniform(0, 10, values.shape[1])
        leader = int(shown_order(values, weights)[0])
        for flip in weight_flips(values, weights):
            assert flip.low <= flip.weight <= flip.high
            for bound, direction, successor in ((flip.low, -1, flip.below), (flip.high, 1, flip.above)):
                inside = np.clip(bound - direction * STEP, flip.low, flip.high)
                assert leader_at(values, weights, flip.criterion, inside) == leader
                if successor is None:
                    assert bound in (0.0, 10.0)
                else:
                    assert leader_at(values, weights, flip.criterion, bound + direction * STEP) == successor != leader
                    crossed += 1
    assert crossed > 300


def test_the_steepest_takes_over_where_several_meet():
    """B and C reach A at the same weight; C gains more per point and is ahead just outside."""
    values = np.array([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])
    first, second = weight_flips(values, np.array([2.0, 8.0]))
    assert (first.high, first.above) == (8.0, 2)
    assert (second.low, second.below) == (2.0, 2)


def test_a_leader_by_name_only_stands_at_the_edge_of_its_interval():
    level = np.array([[1.0, 0.0], [0.0, 1.0]])
    first, second = weight_flips(level, np.array([5.0, 5.0]))
    assert (first.low, first.below, first.high, first.above) == (5.0, 1, 10.0, None)
    assert (second.low, second.below, second.high, second.above) == (0.0, None, 5.0, 1)


def test_rounding_never_pushes_a_level_leader_s_weight_out_of_its_interval():
    for seed in range(100):
        rng = np.random.default_rng(seed)
        weights, one = rng.uniform(1, 9, 4), rng.uniform(0.4, 0.6, 4)
        other = one + rng.uniform(-0.1, 0.1, 4)
        other[3] -= (other - one) @ weights / weights[3]
        for flip in weight_flips(np.clip([one, other], 0, 1), weights):
            assert flip.low <= flip.weight <= flip.high


def test_twins_never_take_over():
    values = np.array([[0.3, 0.7], [0.3, 0.7]])
    assert all((flip.low, flip.high, flip.below, flip.above) == (0.0, 10.0, None, None)
               for flip in weight_flips(values, np.array([1.0, 2.0])))


def test_only_criterion_with_weight_holds_at_any_weight():
    flip = weight_flips(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([3.0, 0.0]))[0]
    assert (flip.low, flip.high, flip.below, flip.above) == (0.0, 10.0, None, None)


# --- values ----------------------------------------------------------------------------------------------------------


def test_value_flip_solved_by_hand():
    """A leads 70 to 60 with weights 3 and 1: 10 points are 0.4 of weighted value, 0.1333 in the first criterion."""
    values = np.array([[0.8, 0.4], [0.6, 0.6]])
    first, second = value_flips(values, np.array([3.0, 1.0]))
    assert first.limit == pytest.approx(0.8 - 0.4 / 3)
    assert second == ValueFlip(1, 0.4, None, None)
    assert first.successor == 1


def test_leader_s_value_flips_just_below_the_limit():
    crossed = 0
    for values, rng in RANDOM:
        weights = rng.uniform(0, 10, values.shape[1])
        leader = int(shown_order(values, weights)[0])
        for flip in value_flips(values, weights):
            for at, expected in (((flip.limit or 0.0) + STEP, leader), ((flip.limit or 0.0) - STEP, flip.successor)):
                if at >= 0 and (flip.limit is not None or expected == leader):
                    moved = values.copy()
                    moved[leader, flip.criterion] = min(at, flip.value)
                    assert int(shown_order(moved, weights)[0]) == expected
                    crossed += expected != leader
    assert crossed > 200


def test_a_challenger_is_level_at_the_value_named_and_ahead_above_it():
    for values, rng in RANDOM[:60]:
        weights = rng.uniform(0, 10, values.shape[1])
        leader = int(shown_order(values, weights)[0])
        needed = challenger_values(values, weights)
        assert np.isnan(needed[leader]).all()
        for hub, criterion in np.argwhere(~np.isnan(needed)):
            moved = values.copy()
            moved[hub, criterion] = needed[hub, criterion]
            points = score(moved, weights)
            assert points[hub] == pytest.approx(points[leader], abs=1e-9)
        for hub, criterion in np.argwhere(np.isnan(needed)):
            if hub != leader:
                moved = values.copy()
                moved[hub, criterion] = 1.0
                assert int(shown_order(moved, weights)[0]) == leader


def test_a_hub_that_shares_the_leader_s_figure_cannot_take_over_by_it():
    """Krakow and Warsaw share their pay: when it rises, Prague takes over, not Warsaw."""
    krakow, warsaw, prague = (0.8, 0.8), (0.8, 0.7), (0.6, 0.8)
    values, weights = np.array([krakow, prague, warsaw]), np.array([1.0, 1.0])
    fact = np.array([[0, 0], [1, 1], [0, 2]])
    assert value_flips(values, weights)[0].successor == 2
    shared, own = value_flips(values, weights, fact)
    assert (shared.successor, shared.limit) == (1, pytest.approx(0.6))
    assert own.successor == 2


def test_a_single_hub_cannot_lose_the_lead():
    assert value_flips(np.array([[0.5]]), np.array([1.0])) == (ValueFlip(0, 0.5, None, None),)


# --- raw units and words ---------------------------------------------------------------------------------------------


def test_a_value_flip_in_raw_units_lands_on_the_flip_value():
    salary = in_raw_units(ValueFlip(0, 0.5, 0.4, 1), REGISTRY[0], raw := scoring.raw_at(REGISTRY[0], 0.5))
    cells = np.full((1, 12), np.nan)
    cells[0, 0] = salary.limit
    assert scoring.values(cells)[0, 0] == pytest.approx(0.4)
    assert salary.change_pct == pytest.approx(100 * (salary.limit / raw - 1))
    assert salary.limit > raw
    assert in_raw_units(ValueFlip(0, 0.5, None, None), REGISTRY[0], raw) is None
    assert in_raw_units(ValueFlip(5, 1.0, 0.4, 1), REGISTRY[5], np.nan) is None


def test_sentences_round_away_from_the_interval():
    cities = ("Kraków", "Warsaw", "Prague")
    pool, costs = CRITERIA["talent_pool"], CRITERIA["on_cost"]
    assert weight_sentences(WeightFlip(2, 6.0, 5.27, 7.11, 2, 1), pool, cities) == [
        "Prague leads if talent pool matters 5.2 or less", "Warsaw leads if talent pool matters 7.2 or more"]
    assert weight_sentences(WeightFlip(1, 3.0, 0.08, 10.0, 2, None), costs, cities) == [
        "Prague leads if employer on-costs matter 0"]
    assert weight_sentences(WeightFlip(5, 6.0, 0.0, 7.0, None, 1), CRITERIA["english"], cities) == [
        "Warsaw leads if English matters 7 or more"]


@pytest.mark.parametrize(("criterion", "raw", "limit", "says"), [
    ("salary", 50_000.0, 55_300.0, "median pay rises 11\u00a0%"),
    ("salary", 50_000.0, 50_210.0, "median pay rises 0.5\u00a0%"),
    ("talent_pool", 100_000.0, 45_500.0, "talent pool falls 55\u00a0%"),
    ("on_cost", 20.0, 31.5, "employer on-costs rise to 31.5\u00a0%"),
    ("overlap", 8.0, 6.5, "shared hours fall to 6.5\u00a0h"),
    ("corruption", 55.0, 47.0, "corruption score falls to 47"),
])
def test_value_sentence(criterion, raw, limit, says):
    flip = RawFlip(raw, limit, 100 * (limit - raw) / raw)
    assert value_sentence(flip, CRITERIA[criterion], "Kraków", "Warsaw") == f"Warsaw leads if Kraków's {says}"

"""Reach: solved by hand, and by trying every weighting of a grid, which must never beat what is reported."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from atlas.domain.reach import CLEAR, Reach, dominator, rank_of, reach, reach_all
from atlas.domain.weighted import score

GRID = np.array([point for point in product((0.0, 1.0, 3.0, 6.0, 10.0), repeat=5) if any(point)])


def grid_ranks(values: np.ndarray, hub: int, *, ties_against: bool) -> np.ndarray:
    """Rank of a hub under every weighting of the grid, computed apart from the code under test."""
    points = 100 * GRID @ values.T / GRID.sum(axis=1, keepdims=True)
    own = points[:, hub : hub + 1]
    better = points >= own - 1e-9 if ties_against else points > own + 1e-9
    return better.sum(axis=1) + (0 if ties_against else 1)


def case(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Values and weights of 5 criteria: free, or shared by several hubs, or with hubs good or bad at everything."""
    rng = np.random.default_rng(number)
    values = rng.random((9, 5))
    if number % 3 == 1:
        values = values[rng.integers(0, 4, 9)]
        values[:, :2] = np.round(rng.random((9, 2)) * 4) / 4
    elif number % 3 == 2:
        values = 0.4 * values + 0.6 * rng.random((9, 1))
    return values, rng.uniform(0, 10, 5).round(1)


@cache
def answers(number: int) -> tuple[Reach, ...]:
    return reach_all(*case(number))


@pytest.mark.parametrize("number", range(12))
def test_reported_weights_give_the_rank_and_no_weighting_of_the_grid_beats_it(number):
    values, weights = case(number)
    for found in answers(number):
        for target, ties_against in ((found.best, False), (found.alone, True)):
            reached = np.array(target.weights)
            assert ((reached >= 0) & (reached <= 10)).all()
            assert reached.sum() >= 1 - 1e-6
            assert rank_of(values, reached, found.hub, ties_against=ties_against) == target.rank
            assert target.distance == pytest.approx(np.abs(reached - weights).sum(), abs=1e-6)
            tried = grid_ranks(values, found.hub, ties_against=ties_against)
            assert tried.min() >= target.rank
            there = np.abs(GRID[tried == target.rank] - weights).sum(axis=1)
            assert there.min(initial=np.inf) >= target.distance - 1e-6


def test_grid_finds_the_same_best_rank_where_it_is_fine_enough():
    """The bound above is not idle: on most hubs the grid reaches the very rank that is reported."""
    same = [grid_ranks(case(number)[0], found.hub, ties_against=False).min() == found.best.rank
            for number in range(12) for found in answers(number)]
    assert np.mean(same) > 0.8


def best_rank_by_integer_program(values: np.ndarray, hub: int) -> int:
    """The best rank in one program: weights that sum to 1 and a 0 or 1 a rival, the fewest rivals better."""
    gaps = np.delete(values, hub, axis=0) - values[hub]
    rivals, criteria = gaps.shape
    kinds = np.repeat([0, 1], [criteria, rivals])
    solved = milp(kinds, integrality=kinds, bounds=Bounds(0, 1), constraints=[
        LinearConstraint(np.hstack([gaps, -np.eye(rivals)]), -np.inf, 0),
        LinearConstraint(1 - kinds, 1, 1)])
    return 1 + round(solved.fun)


@pytest.mark.parametrize(("seed", "hub"), [(10, 3), (11, 4), (0, 0), (0, 7)])
def test_best_rank_agrees_with_one_integer_program(seed, hub):
    """In the first two the quick guess at who must stay better is one too many, so that the proof has work to do."""
    rng = np.random.default_rng(seed)
    values = 0.4 * rng.random((16, 6)) + 0.6 * rng.random((16, 1))
    assert reach(values, np.full(6, 5.0), hub).best.rank == best_rank_by_integer_program(values, hub)


def test_nearest_weights_solved_by_hand():
    """B = (0, 1) leads A = (1, 0) once w2 > w1: from 6 and 4 that is a move of 2 points of weight in all."""
    values, weights = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([6.0, 4.0])
    found = reach(values, weights, 1)
    assert found.best == found.alone
    assert found.best.rank == 1
    assert found.best.distance == pytest.approx(2.0, abs=100 * CLEAR)
    assert found.best.weights[1] > found.best.weights[0]
    leader = reach(values, weights, 0)
    assert (leader.best.rank, leader.best.weights, leader.best.distance) == (1, (6.0, 4.0), 0.0)


def test_a_mix_of_others_can_keep_a_hub_from_the_lead_without_a_dominator():
    """C = (0.4, 0.4) lies under the line between A and B: no weights lift it over both, and it is third at equal
    weights; its best is second, by leaving either criterion clearly behind."""
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]])
    found = reach(values, np.array([5.0, 5.0]), 2)
    assert (found.best.rank, found.alone.rank, found.dominated_by) == (2, 2, None)
    # C beats A once 0.4 (w1 + w2) >= w1, which is w2 >= 1.5 w1: 5 -> 7.5 costs 2.5 points, 5 -> 3.333 only 1.667
    assert found.best.distance == pytest.approx(5 - 5 / 1.5, abs=1e-6)


def test_a_dominated_hub_may_share_the_first_rank_but_never_leads():
    values = np.array([[1.0, 0.8], [1.0, 0.5], [0.2, 0.4]])
    found = reach(values, np.array([5.0, 5.0]), 1)
    assert found.dominated_by == 0
    assert (found.best.rank, found.alone.rank) == (1, 2)
    assert found.best.weights == pytest.approx((5.0, 0.0))
    assert reach(values, np.array([5.0, 5.0]), 2).best.rank == 3


def test_twins_share_every_rank():
    values = np.array([[0.9, 0.1], [0.9, 0.1], [0.1, 0.9]])
    found = reach(values, np.array([1.0, 9.0]), 0)
    assert (found.best.rank, found.alone.rank, found.dominated_by) == (1, 2, None)


def test_the_named_dominator_is_the_best_scoring_one():
    values = np.array([[0.6, 0.6], [0.9, 0.7], [0.5, 0.5], [1.0, 0.5]])
    weights = np.array([1.0, 3.0])
    assert dominator(values, weights, 2) == 1 == int(np.argmax(score(values, weights)))
    assert dominator(values, weights, 1) is None
    assert dominator(values, weights, 3) is None


def test_the_only_hub_is_first():
    found = reach(np.array([[0.1, 0.2]]), np.array([1.0, 1.0]), 0)
    assert (found.best.rank, found.alone.rank, found.best.distance) == (1, 1, 0.0)


def test_weights_that_reach_a_rank_never_vanish():
    """The hub is best only where the user puts no weight: without a least total, "no weights" would be nearest."""
    values = np.array([[0.9, 0.9, 0.0], [0.1, 0.1, 1.0]])
    found = reach(values, np.array([1.0, 1.0, 0.0]), 1)
    assert sum(found.best.weights) >= 1 - 1e-6
    assert rank_of(values, np.array(found.best.weights), 1) == 1

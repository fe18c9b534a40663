"""Rank acceptability against a published example, cases solved by hand, and an independent loop."""

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from atlas.domain import robustness, scoring
from atlas.domain.bands import EXACT, LOGNORMAL, SHIPPED, TRIANGULAR, Bands
from atlas.domain.criteria import REGISTRY
from atlas.domain.errors import DataError, ScenarioError
from atlas.domain.flips import weight_flips
from atlas.domain.robustness import acceptability, report, tally, verdict, verdict_sentence
from atlas.domain.weighted import shown_order

SIGMAS = 4.5
"""Width of Monte Carlo agreement: a cell is outside by chance in 1 of 150,000 cells."""


def matrix(hubs: int, criteria: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random((hubs, criteria))


def within_error(found: np.ndarray, expected: np.ndarray, draws: int) -> bool:
    """Whether shares found in `draws` draws agree with the expected ones."""
    return bool((np.abs(found - expected) <= SIGMAS * np.sqrt(expected * (1 - expected) / draws) + 1e-12).all())


# --- published and hand-solved ---------------------------------------------------------------------------------------


def test_published_smaa_example():
    """Heparin against enoxaparin on three criteria: G. van Valkenhoef, R package smaa, its printed example.

    10,000 iterations there give acceptabilities 0.3504 and 0.6496, central weights as below, and 0.1279 at the weights
    (0.5, 0.2, 0.3). Its measurements are beta distributed counts of the trial in L. Lynd and B. O'Brien, J. Clinical
    Epidemiology 57, 2004, on scales 0.25-0, 0.4-0.15 and 0.1-0 (T. Tervonen et al., EJOR 224(3), 2013, 552-559).
    """
    draws, rng = 100_000, np.random.default_rng(1)
    events = {"heparin": ((20, 116), (40, 96), (1, 135)), "enoxaparin": ((8, 121), (32, 97), (5, 124))}
    scales = ((0.25, 0.0), (0.4, 0.15), (0.1, 0.0))
    values = np.stack([np.column_stack([(rng.beta(*counts, draws) - worst) / (best - worst)
                                        for counts, (worst, best) in zip(drug, scales, strict=True)])
                       for drug in events.values()], axis=1)
    weights = rng.dirichlet([1.0, 1.0, 1.0], draws)
    counts, sums = tally(100 * np.einsum("dhc,dc->dh", values, weights), weights)
    # both sides are simulated: the published one with 10,000 iterations is by far the less certain
    assert counts[:, 0] / draws == pytest.approx([0.3504, 0.6496], abs=SIGMAS * 0.0048 * 1.05)
    assert sums / counts[:, :1] == pytest.approx(
        np.array([[0.1865, 0.2772, 0.5363], [0.4073, 0.3641, 0.2285]]), abs=0.015)
    fixed, _ = tally(100 * values @ np.array([0.5, 0.2, 0.3]), weights)
    assert fixed[0, 0] / draws == pytest.approx(0.1279, abs=SIGMAS * 0.0034 * 1.05)


def test_two_criteria_any_weights_solved_by_hand():
    """With weights (w, 1-w), w uniform: A scores w, B 0.6, C 1-w, so acceptabilities are lengths of intervals of w."""
    values = np.array([[1.0, 0.0], [0.6, 0.6], [0.0, 1.0]])
    found = acceptability(values, np.array([5.0, 5.0]), any_weights=True, draws=20_000)
    expected = np.array([[0.4, 0.1, 0.5], [0.2, 0.8, 0.0], [0.4, 0.1, 0.5]])
    assert within_error(found.matrix, expected, 20_000)
    assert found.expected_rank == pytest.approx([2.1, 1.8, 2.1], abs=0.03)
    assert found.central_weights == pytest.approx(np.array([[0.8, 0.2], [0.5, 0.5], [0.2, 0.8]]), abs=0.01)


def test_central_weights_are_the_published_rank_order_centroids():
    """A leads exactly where w1 > w2 > w3 > w4: one weighting in 4! = 24, and the centre of that region is the rank
    order centroid, tabulated for four criteria as .5208 .2708 .1458 .0625 (F. Barron and B. Barrett, Management Science
    42(11), 1996, 1515-1523)."""
    leader = np.full(4, 0.5)
    rivals = [leader - 0.5 * (np.eye(4)[k] - np.eye(4)[k + 1]) for k in range(3)]
    found = acceptability(np.array([leader, *rivals]), np.ones(4), any_weights=True, draws=200_000)
    assert found.first[0] == pytest.approx(1 / 24, abs=SIGMAS * np.sqrt(23 / 24**2 / 200_000))
    assert found.central_weights[0] == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=0.006)


def test_spread_solved_by_hand():
    """Weights 1 and 1 within 25 %: A leads where w1 > 0.8 w2, an area of 1 - 5 x 0.25^2 / 2 = 0.84375."""
    found = acceptability(np.array([[1.0, 0.0], [0.0, 0.8]]), np.array([1.0, 1.0]), spread_pct=25, draws=20_000)
    assert within_error(found.first, np.array([0.84375, 0.15625]), 20_000)


def loop(values, weights, draws, spread, bands=None):
    """SMAA-2 by the book: one draw at a time, Python's own generator and sort."""
    rng, counts = random.Random(7), np.zeros((len(values), len(values)))
    for _ in range(draws):
        drawn = [w * rng.uniform(1 - spread, 1 + spread) for w in weights]
        cells = [list(row) for row in values]
        for hub, row in enumerate(cells if bands is not None else []):
            for criterion in range(len(row)):
                kind = bands.kind[hub, criterion]
                low, mode, high = (a[hub, criterion] for a in (bands.low, bands.mode, bands.high))
                if kind != EXACT:
                    raw = np.full(len(row), np.nan)
                    raw[criterion] = (rng.triangular(low, high, mode) if kind == TRIANGULAR else
                                      rng.lognormvariate(np.log(mode), np.log(high / low) / 2.563103))
                    row[criterion] = scoring.values(raw[None, :])[0, criterion]
        points = [sum(w * v for w, v in zip(drawn, row, strict=True)) for row in cells]
        for rank, hub in enumerate(sorted(range(len(points)), key=lambda hub: -points[hub])):
            counts[hub, rank] += 1
    return counts / draws


def test_agrees_with_an_independent_loop():
    values, weights = matrix(6, 4, 3), np.array([8.0, 3.0, 0.0, 5.0])
    expected = loop(values, weights, 20_000, 0.5)
    found = acceptability(values, weights, draws=20_000, spread_pct=50).matrix
    assert (np.abs(found - expected) <= SIGMAS * np.sqrt(2 * expected * (1 - expected) / 20_000) + 1e-3).all()


def some_bands(hubs: int) -> Bands:
    """Bands around the middle of the goalposts: lognormal for pay, triangular for the pool and the hours."""
    middle = np.array([scoring.raw_at(REGISTRY[c], 0.5) for c in range(12)])
    raw = np.tile(middle, (hubs, 1)) * np.linspace(0.9, 1.1, hubs)[:, None]
    kind = np.zeros((hubs, 12), dtype=int)
    kind[:, 0], kind[:, 2], kind[::2, 4] = LOGNORMAL, TRIANGULAR, TRIANGULAR
    return Bands(kind, raw * 0.7, raw, raw * 1.6, goalposts=SHIPPED)


def test_data_uncertainty_agrees_with_an_independent_loop():
    bands, weights = some_bands(4), np.array([8.0, 0, 7, 0, 6, 0, 1, 0, 0, 0, 0, 2])
    values = scoring.values(bands.mode)
    expected = loop(values, weights, 4_000, 0.25, bands)
    found = acceptability(values, weights, draws=10_000, bands=bands).matrix
    error = np.sqrt(expected * (1 - expected) * (1 / 4_000 + 1 / 10_000))
    assert (np.abs(found - expected) <= SIGMAS * error + 1e-3).all()


# --- properties ------------------------------------------------------------------------------------------------------

TIED_VALUES = arrays(float, st.tuples(st.integers(1, 8), st.just(3)), elements=st.sampled_from([0.0, 0.3, 0.5, 1.0]))


@settings(max_examples=60, deadline=None)
@given(TIED_VALUES, st.booleans())
def test_rows_and_columns_sum_to_1(values, any_weights):
    found = acceptability(values, np.array([1.0, 2.0, 3.0]), draws=50, any_weights=any_weights)
    for axis in (0, 1):
        assert found.matrix.sum(axis=axis) == pytest.approx(1.0, abs=1e-9)
    assert found.first == pytest.approx(found.matrix[:, 0])
    assert found.top3 == pytest.approx(found.matrix[:, :3].sum(axis=1))


@settings(max_examples=60, deadline=None)
@given(TIED_VALUES)
def test_without_variation_the_matrix_is_the_ranking(values):
    weights = np.array([3.0, 2.0, 1.0])
    found = acceptability(values, weights, spread_pct=0, draws=10)
    ranks = scoring.ranks(100 * values @ weights / 6)
    by_rank_then_name = sorted(range(len(values)), key=lambda hub: (ranks[hub], hub))
    expected = np.zeros((len(values), len(values)))
    expected[by_rank_then_name, range(len(values))] = 1.0
    assert (found.matrix == expected).all()
    assert found.central_weights[by_rank_then_name[0]] == pytest.approx(weights / 6)


def test_equal_scores_keep_the_order_of_names_in_every_draw():
    """Twins whose sums differ in the last bits: the first by name is ahead, whatever the weights."""
    one = np.array([0.1, 0.2, 0.3, 0.7])
    found = acceptability(np.array([one, one, one * (1 - 1e-15)]), np.ones(4), any_weights=True, draws=500)
    assert (found.matrix == np.eye(3)).all()


def test_same_seed_same_bytes_and_chunks_do_not_matter(monkeypatch):
    values, weights, bands = matrix(5, 12, 1), np.arange(12.0), some_bands(5)
    once, again = (acceptability(values, weights, draws=500, bands=bands, seed=4) for _ in range(2))
    assert once.matrix.tobytes() == again.matrix.tobytes()
    assert once.central_weights.tobytes() == again.central_weights.tobytes()
    assert once.matrix.tobytes() != acceptability(values, weights, draws=500, bands=bands, seed=5).matrix.tobytes()
    monkeypatch.setattr(robustness, "CHUNK", 37)
    assert once.matrix.tobytes() == acceptability(values, weights, draws=500, bands=bands, seed=4).matrix.tobytes()


def test_exact_bands_change_nothing():
    values, weights = matrix(5, 12, 1), np.ones(12)
    exact = Bands(*(np.zeros((5, 12)) for _ in range(4)))
    assert (acceptability(values, weights, bands=exact).matrix == acceptability(values, weights).matrix).all()


def test_any_weights_include_a_criterion_that_weighs_nothing():
    values = np.array([[1.0, 0.0], [0.0, 1.0]])
    weights = np.array([1.0, 0.0])
    assert acceptability(values, weights, spread_pct=100).first.tolist() == [1.0, 0.0]
    assert 0.4 < acceptability(values, weights, any_weights=True).first[1] < 0.6


def test_a_hub_that_never_leads_has_no_central_weights_and_results_are_frozen():
    found = acceptability(np.array([[1.0, 1.0], [0.0, 0.0]]), np.ones(2), draws=10)
    assert np.isnan(found.central_weights[1]).all()
    with pytest.raises(ValueError, match="read-only"):
        found.matrix[0, 0] = 2.0


@pytest.mark.parametrize(("values", "weights", "options", "error", "says"), [
    ([[0.5]], [0.0], {}, ScenarioError, "all weights are zero"),
    ([[0.5]], [-1.0], {}, ScenarioError, "not 0 or more"),
    ([[0.5]], [np.nan], {}, ScenarioError, "not 0 or more"),
    ([[np.nan]], [1.0], {}, DataError, "fill missing cells"),
    ([[1.5]], [1.0], {}, DataError, "not between 0 and 1"),
    (np.empty((0, 1)), [1.0], {}, ScenarioError, "Relax a limit"),
    ([[0.5]], [1.0], {"spread_pct": 101}, ScenarioError, "0 to 100"),
    ([[0.5]], [1.0], {"draws": 0}, ScenarioError, "1 or more"),
])
def test_bad_input_is_an_error_with_a_cure(values, weights, options, error, says):
    with pytest.raises(error, match=says):
        acceptability(np.array(values), np.array(weights), **options)


# --- verdict and report ----------------------------------------------------------------------------------------------


def test_verdict_numbers():
    values, weights = np.array([[0.2, 0.9], [0.8, 0.5], [0.1, 0.1]]), np.array([1.0, 1.0])
    firmness = acceptability(values, weights)
    found = verdict(values, weights, firmness)
    assert (found.leader, found.runner_up) == (1, 0)
    assert found.margin_points == pytest.approx(65 - 55)
    assert (found.first, found.top3) == (firmness.first[1], 1.0)
    assert verdict(values[:1], weights, acceptability(values[:1], weights)).runner_up is None


def test_verdict_sentence_is_the_contract_s():
    assert verdict_sentence("Krakow", 0.63, 0.94, 25, False) == (
        "Krakow leads: first in 63\u00a0% and in the top three in 94\u00a0% of weightings within 25\u00a0% of yours.")
    assert verdict_sentence("Brno", 0.004, 0.997, 100, True) == (
        "Brno leads: first in <1\u00a0% and in the top three in >99\u00a0% of all possible weightings.")
    assert verdict_sentence("Riga", 0.5, 1.0, 10, False, True).endswith("of yours and figures within their bands.")


def test_report_has_the_contract_s_keys():
    values, weights = matrix(3, 2, 0), np.array([4.0, 6.0])
    firmness = acceptability(values, weights, draws=100, seed=3)
    order = shown_order(values, weights)
    found = report(firmness, weight_flips(values, weights), order, ["brno", "riga", "sofia"], ["salary", "overlap"])
    assert found == json.loads(json.dumps(found))
    assert list(found) == ["draws", "seed", "hubs", "flips"]
    assert list(found["hubs"][0]) == ["hub_id", "first", "top3", "expected_rank", "acceptability"]
    assert list(found["flips"][0]) == ["criterion", "weight", "low", "high", "below", "above"]
    assert [hub["hub_id"] for hub in found["hubs"]] == [["brno", "riga", "sofia"][hub] for hub in order]
    assert sum(hub["first"] for hub in found["hubs"]) == pytest.approx(1.0, abs=1e-9)
    assert all(sum(hub["acceptability"]) == pytest.approx(1.0, abs=1e-9) for hub in found["hubs"])

"""How firm the ranking is: rank acceptability over many weightings, and the verdict.

Rank acceptability is the share of draws in which a hub takes a rank: the index b of R. Lahdelma and P. Salminen,
"SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group Decision Making", Operations Research 49(3), 2001,
444-454, estimated by simulation (T. Tervonen and R. Lahdelma, EJOR 178(2), 2007, 500-513).

Everywhere `values` is hubs x criteria in 0..1 without gaps, hubs in the order of their city names, and `weights` is
(criteria,), none negative, not all zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from atlas.domain import scoring
from atlas.domain.bands import EXACT, Bands, draw_values, figures_of
from atlas.domain.errors import ScenarioError
from atlas.domain.flips import WeightFlip
from atlas.domain.formats import NBSP, number, share
from atlas.domain.weighted import checked, score, shown_order

DRAWS, SEED, SPREAD_PCT = 10_000, 0, 25
CHUNK = 1_000
"""Draws held at once: bounds the memory and keeps the scores of a chunk in cache. The result does not depend on it."""


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What the draws say. `matrix` is hubs x ranks in shares of 1, best rank first; its rows and columns sum to 1.

    `first`, `top3` and `expected_rank` are (hubs,). `central_weights` (hubs x criteria) is the mean weighting, in
    shares of 1, of the draws that put the hub first: NaN for a hub that never is.
    """

    matrix: np.ndarray
    first: np.ndarray
    top3: np.ndarray
    expected_rank: np.ndarray
    central_weights: np.ndarray
    draws: int
    seed: int


def acceptability(values: np.ndarray, weights: np.ndarray, *, draws: int = DRAWS, seed: int = SEED,
                  spread_pct: float = SPREAD_PCT, any_weights: bool = False,
                  bands: Bands | None = None) -> Acceptability:
    """Rank acceptability of every hub.

    Weights are drawn uniformly within ±`spread_pct` % (0..100) of the user's, each on its own; or, with `any_weights`,
    uniformly from all weightings of all criteria, also those that the user set to 0. With `bands`, uncertain cells
    are drawn too; the weights drawn are the same with and without them. Equal scores take ranks in the order of city
    names, so that every draw fills every rank once. Where nothing varies the matrix is the ranking itself.
    ScenarioError for a number of draws or a spread out of range, or all-zero weights.
    """
    values, weights = checked(values, weights)
    if not 0 <= spread_pct <= 100:
        raise ScenarioError(f"spread_pct: {spread_pct:g} is out of range; give a number from 0 to 100")
    if draws < 1:
        raise ScenarioError(f"draws: {draws} is too few; give 1 or more")
    figures = None if bands is None or not bands.kind.any() else figures_of(bands)
    if figures is None and spread_pct == 0 and not any_weights:
        return _certain(values, weights, draws, seed)
    known = values if figures is None else np.where(bands.kind == EXACT, values, 0.0)
    weight_rng, cell_rng = np.random.Generator(np.random.PCG64(seed)).spawn(2)
    counts, sums = 0, 0.0
    for start in range(0, draws, CHUNK):
        n = min(CHUNK, draws - start)
        drawn = _draw_weights(weight_rng, n, weights, None if any_weights else spread_pct / 100)
        points = drawn @ known.T
        if figures is not None:
            uncertain = draw_values(figures, cell_rng.random((n, figures.streams)))
            points += (drawn[:, figures.criterion] * uncertain) @ figures.hubs
        chunk_counts, chunk_sums = tally(100.0 * points, drawn)
        counts, sums = counts + chunk_counts, sums + chunk_sums
    return _acceptability(counts, sums, draws, seed)


def tally(scores: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts (hubs x ranks) of the ranks in `scores` (draws x hubs, 0..100), and per hub the sum of the `weights`
    (draws x criteria) of the draws that it leads (hubs x criteria).

    Each score becomes an integer, in steps of scoring.TIE, with the hub's place below it: one sort of integers then
    orders by score and, within a tie, by city name, untouched by the last bits of a sum.
    """
    hubs = scores.shape[1]
    places, bits = np.arange(hubs), hubs.bit_length()
    key = (np.rint(scores * (-1 / scoring.TIE)).astype(np.int64) << bits) | places
    key.sort(axis=1)
    order = key & ((1 << bits) - 1)
    counts = np.bincount((order * hubs + places).ravel(), minlength=hubs * hubs).reshape(hubs, hubs)
    led = (order[:, :1] == places).astype(float)
    return counts, led.T @ weights


def _draw_weights(rng: np.random.Generator, n: int, weights: np.ndarray, spread: float | None) -> np.ndarray:
    """n x criteria in shares of 1: within ±spread (a share of 1), or anywhere on the simplex for None.

    Exponentials divided by their sum are uniform on the simplex (L. Devroye, Non-Uniform Random Variate Generation,
    1986, chapter V).
    """
    if spread is None:
        drawn = rng.standard_exponential((n, len(weights)))
    else:
        drawn = weights * (1.0 + spread * (2.0 * rng.random((n, len(weights))) - 1.0))
    return drawn / drawn.sum(axis=1, keepdims=True)


def _certain(values: np.ndarray, weights: np.ndarray, draws: int, seed: int) -> Acceptability:
    order = shown_order(values, weights)
    counts = np.zeros((len(values), len(values)), dtype=np.int64)
    counts[order, np.arange(len(values))] = draws
    sums = np.zeros(values.shape)
    sums[order[0]] = draws * scoring.shares(weights)
    return _acceptability(counts, sums, draws, seed)


def _acceptability(counts: np.ndarray, sums: np.ndarray, draws: int, seed: int) -> Acceptability:
    led = counts[:, :1]
    central = np.divide(sums, led, out=np.full(sums.shape, np.nan), where=led > 0)
    arrays = (counts / draws, counts[:, 0] / draws, counts[:, :3].sum(axis=1) / draws,
              counts @ np.arange(1, len(counts) + 1) / draws, central)
    for array in arrays:
        array.flags.writeable = False
    return Acceptability(*arrays, draws, seed)


@dataclass(frozen=True)
class Verdict:
    """Leader and runner-up as rows of `values`, the points between them, and the leader's shares of 1."""

    leader: int
    runner_up: int | None
    margin_points: float
    first: float
    top3: float


def verdict(values: np.ndarray, weights: np.ndarray, firmness: Acceptability) -> Verdict:
    """The numbers of the verdict. With a single hub there is no runner-up and the margin is 0."""
    order, points = shown_order(values, weights), score(values, weights)
    leader = int(order[0])
    runner_up = int(order[1]) if len(order) > 1 else None
    margin = 0.0 if runner_up is None else float(points[leader] - points[runner_up])
    return Verdict(leader, runner_up, margin, float(firmness.first[leader]), float(firmness.top3[leader]))


def verdict_sentence(city: str, first: float, top3: float, spread_pct: float, any_weights: bool,
                     data_uncertainty: bool = False) -> str:
    """The verdict in one sentence; `first` and `top3` are shares of 1."""
    within = "all possible weightings" if any_weights else f"weightings within {number(spread_pct)}{NBSP}% of yours"
    draws = f"{within} and figures within their bands" if data_uncertainty else within
    return f"{city} leads: first in {share(first)} and in the top three in {share(top3)} of {draws}."


def report(firmness: Acceptability, flips: Sequence[WeightFlip], order: np.ndarray, hub_ids: Sequence[str],
           criterion_ids: Sequence[str]) -> dict[str, Any]:
    """The `robustness` JSON of PRODUCT section 10; hubs in the given order (see shown_order)."""
    return {
        "draws": firmness.draws,
        "seed": firmness.seed,
        "hubs": [{
            "hub_id": hub_ids[hub], "first": float(firmness.first[hub]), "top3": float(firmness.top3[hub]),
            "expected_rank": float(firmness.expected_rank[hub]), "acceptability": firmness.matrix[hub].tolist(),
        } for hub in order],
        "flips": [{
            "criterion": criterion_ids[flip.criterion], "weight": flip.weight, "low": flip.low, "high": flip.high,
            "below": None if flip.below is None else hub_ids[flip.below],
            "above": None if flip.above is None else hub_ids[flip.above],
        } for flip in flips],
    }

"""Raw values to ranks: goalposts -> value 0..1 -> weights -> score, contributions and intervals (METHOD "The score").

Every function works on plain arrays of hubs x criteria, criteria in the order of a `Criteria` (by default the registry),
NaN for a missing cell.
"""

from dataclasses import dataclass

import numpy as np

from atlas.domain.criteria import REGISTRY, Criteria, Criterion
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Limit

TIE = 1e-9
"""Scores closer than this are equal: they share a rank."""


def values(raw: np.ndarray, criteria: Criteria = REGISTRY) -> np.ndarray:
    """The place of each raw value between its goalposts, 0 (worst) to 1 (best), clamped; NaN stays NaN.

    `raw` is hubs x criteria in the criteria's units. On a log scale the place is measured between logarithms, and a
    raw value of 0 or less is at the end of the scale that small values are at.
    """
    log, smallest = criteria.log, np.minimum(criteria.worst, criteria.best)
    positive = np.where(log, np.where(raw < smallest, smallest, raw), 1.0)  # NaN is not below, and stays
    scaled = np.where(log, np.log(positive), raw)
    worst, best = (np.where(log, np.log(np.where(log, post, 1.0)), post) for post in (criteria.worst, criteria.best))
    return np.clip((scaled - worst) / (best - worst), 0.0, 1.0)


def raw_at(criterion: Criterion, value: float) -> float:
    """The raw value at a place 0..1 between the goalposts: the inverse of `values` for one criterion."""
    worst, best = float(criterion.worst), float(criterion.best)
    return worst * (best / worst) ** value if criterion.log else worst + value * (best - worst)


def fill(cells: np.ndarray, policy: str, areas: np.ndarray, ranked: np.ndarray) -> np.ndarray:
    """Values with each missing cell replaced by the policy: neutral 0.5, worst 0, or the median of its area.

    The median is taken over the ranked hubs of the whole catalogue in the same area, whatever is filtered later, and
    over all ranked hubs where the area knows nothing; `areas` and `ranked` are given per hub.
    """
    gaps = np.isnan(cells)
    if policy != "median":
        return np.where(gaps, {"neutral": 0.5, "worst": 0.0}[policy], cells)
    filled = cells.copy()
    for hub, criterion in zip(*np.nonzero(gaps), strict=True):
        peers = cells[ranked & (areas == areas[hub]), criterion]
        known = peers[~np.isnan(peers)]
        if not known.size:
            everyone = cells[ranked, criterion]
            known = everyone[~np.isnan(everyone)]
        filled[hub, criterion] = np.median(known) if known.size else 0.5
    return filled


def shares(weights: np.ndarray) -> np.ndarray:
    """Weights as shares of their sum. All zero is an error with a cure."""
    total = float(np.sum(weights))
    if total <= 0:
        raise ScenarioError("weights: all weights are zero. Raise one, or reset to balanced.")
    return np.asarray(weights, dtype=float) / total


@dataclass(frozen=True)
class Scores:
    """Scores of 0 to 100 per hub, their contributions (hubs x criteria, rows add up to the score), and the interval
    from every missing cell at worst to every missing cell at best."""

    score: np.ndarray
    low: np.ndarray
    high: np.ndarray
    contributions: np.ndarray


def scores(cells: np.ndarray, filled: np.ndarray, weights: np.ndarray) -> Scores:
    """Weighted sums of values: 100 x sum(w v) / sum(w). `cells` tells which values were missing."""
    parts = 100.0 * shares(weights)
    contributions = filled * parts
    known = np.where(np.isnan(cells), 0.0, cells) * parts
    low = known.sum(axis=1)
    return Scores(contributions.sum(axis=1), low, low + (np.isnan(cells) * parts).sum(axis=1), contributions)


def ranks(score: np.ndarray, others: np.ndarray | None = None) -> np.ndarray:
    """Rank of each score among `others` (by default among themselves): 1 + how many are better; ties share a rank."""
    rivals = score if others is None else others
    return 1 + (rivals[None, :] > score[:, None] + TIE).sum(axis=1)


def rank_interval(result: Scores, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Best and worst rank of each hub over the range of its missing cells, the other hubs held at their score."""
    pool = result.score[among]
    best = 1 + (pool[None, :] > result.high[:, None] + TIE).sum(axis=1)
    own_low = among & (result.score > result.low + TIE)
    worst = 1 + (pool[None, :] > result.low[:, None] + TIE).sum(axis=1) - own_low
    return best, worst


def distance(criterion: Criterion, first: float, second: float) -> float:
    """How far apart two raw values are, as a share of the way between the goalposts; unlike `values`, not clamped.

    It makes misses on different criteria comparable: an hour of overlap with a thousand dollars.
    """
    if criterion.log:
        first, second = (float(np.log(max(x, np.finfo(float).tiny))) for x in (first, second))
        return abs(first - second) / abs(float(np.log(criterion.best / criterion.worst)))
    return abs(first - second) / abs(criterion.best - criterion.worst)


@dataclass(frozen=True)
class Failure:
    """A limit that a hub fails: by how much, in the criterion's unit (always positive)."""

    hub: int
    limit: Limit
    bound: float
    value: float
    margin: float


def failures(raw: np.ndarray, native: np.ndarray, limits: tuple[Limit, ...],
             criteria: Criteria = REGISTRY) -> list[Failure]:
    """Each limit that each hub fails. A missing value cannot be held against a hub; a native speaker passes."""
    found = []
    for limit in limits:
        column = criteria.index(limit.criterion)
        for hub, value in enumerate(raw[:, column]):
            if np.isnan(value) or native[hub, column]:
                continue
            if limit.min is not None and value < limit.min:
                found.append(Failure(hub, limit, limit.min, float(value), float(limit.min - value)))
            elif limit.max is not None and value > limit.max:
                found.append(Failure(hub, limit, limit.max, float(value), float(value - limit.max)))
    return found

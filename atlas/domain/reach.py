"""What would you have to believe: the best rank that any weights can give a hub, and the nearest weights that do.

A hub's rank is 1 + the number of rivals that score better, and "no better than the hub" is linear in the weights, so
a linear program tells whether a set of rivals can all be held. The fewest that must stay better are the smallest set
that meets every clash, a set of rivals that no weights hold at once; the program's dual names one each time it fails
(J. Chinneck, Feasibility and Infeasibility in Optimization, 2008). The nearest weights are found by branch
and bound over who stays better. Both are exact, and free of the large constants of a mixed-integer program, within
whose tolerance a solver may let a rival win by a hair. Made for dozens of hubs, not for thousands.
"""

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from atlas.domain import scoring
from atlas.domain.criteria import WEIGHT_MAX
from atlas.domain.weighted import checked, score

CLEAR = 1e-5
"""Lead, per unit of total weight and of the largest difference in value, that counts as ahead. It is far above the
solver's tolerance (1e-7) and far below anything that a reader of scores could see."""
LEVEL = 1e-11
"""Differences below this are rounding: less than a tie of scores (1e-9 of 100 points)."""
LEAST_TOTAL = 1.0
"""Smallest sum of weights that is still a weighting: without it "no weights at all" would be the nearest answer."""


@dataclass(frozen=True)
class Target:
    """A rank and the nearest weights (criteria,) from 0 to 10 that reach it.

    `distance` is the sum of the absolute changes, in points of weight (L1: few sliders move, not all a little).
    """

    rank: int
    weights: tuple[float, ...]
    distance: float


@dataclass(frozen=True)
class Reach:
    """How far up a hub (row of `values`) can get.

    `best` counts ties as the ranking does: hubs that share a score share the better rank. `alone` counts every tie
    against the hub, so that its rank 1 means ahead of all others: a hub can share first by weights on a criterion
    where many are best, and never lead. `dominated_by` is the highest-scoring hub that is at least as good in every
    criterion and better in one: while it is in the ranking no weights let the hub lead alone.
    """

    hub: int
    best: Target
    alone: Target
    dominated_by: int | None


def reach(values: np.ndarray, weights: np.ndarray, hub: int) -> Reach:
    """Best reachable ranks of one hub under any weights of all criteria, none negative. Arguments as in weighted."""
    values, weights = checked(values, weights)
    alone = _target(values, weights, hub, CLEAR)
    best = alone if alone.rank == 1 else _target(values, weights, hub, 0.0)
    return Reach(hub, best, alone, dominator(values, weights, hub))


def reach_all(values: np.ndarray, weights: np.ndarray) -> tuple[Reach, ...]:
    """Reach of every hub, in the order of `values`."""
    return tuple(reach(values, weights, hub) for hub in range(len(values)))


def dominator(values: np.ndarray, weights: np.ndarray, hub: int) -> int | None:
    """The hub that dominates (at least as good in every criterion, better in one); the best-scoring one of several."""
    over = (values >= values[hub]).all(axis=1) & (values > values[hub]).any(axis=1)
    return int(np.argmax(np.where(over, score(values, weights), -1.0))) if over.any() else None


def rank_of(values: np.ndarray, weights: np.ndarray, hub: int, *, ties_against: bool = False) -> int:
    """Rank of a hub: ties share the better rank, or all count against it."""
    points = score(values, weights)
    if ties_against:
        return int((points >= points[hub] - scoring.TIE).sum())
    return int(1 + (points > points[hub] + scoring.TIE).sum())


def _target(values: np.ndarray, weights: np.ndarray, hub: int, clear: float) -> Target:
    """Best rank and nearest weights; with `clear` > 0 a rival counts as held only where the hub is ahead of it."""
    ties_against = clear > 0
    gaps = np.delete(values, hub, axis=0) - values[hub]
    largest = np.abs(gaps).max(axis=1, initial=0.0)
    twins = int((largest == 0).sum()) if ties_against else 0
    gaps = gaps[largest > 0] / largest[largest > 0, None]
    fewest = _fewest_better(gaps, clear)
    now = rank_of(values, weights, hub, ties_against=ties_against)
    if now <= 1 + twins + fewest:
        return Target(now, tuple(weights.tolist()), 0.0)
    nearest = _nearest(gaps, weights, clear, fewest)
    nearest = np.clip(np.where(nearest < 1e-9, 0.0, nearest), 0.0, WEIGHT_MAX)
    rank = rank_of(values, nearest, hub, ties_against=ties_against)
    return Target(rank, tuple(nearest.tolist()), float(np.abs(nearest - weights).sum()))


def _fewest_better(gaps: np.ndarray, clear: float) -> int:
    """Least number of rivals that stay better, whatever the weights. `gaps` is rivals x criteria: theirs - the hub's.

    The number is enclosed: a set that meets all known clashes and lets all others be held is enough; the smallest
    set that meets the known clashes is needed. Quick covers find the clashes, the smallest one is the proof.
    """
    clashes: list[np.ndarray] = []
    enough = len(gaps)
    while True:
        known = len(clashes)
        enough = min(enough, _let_win(gaps, _quick_cover(clashes, len(gaps)), clear, clashes))
        if len(clashes) == known:
            smallest = _smallest_cover(clashes, len(gaps))
            if smallest.sum() == enough:
                return enough
            enough = min(enough, _let_win(gaps, smallest, clear, clashes))


def _let_win(gaps: np.ndarray, better: np.ndarray, clear: float, clashes: list[np.ndarray]) -> int:
    """How many win once the hardest rival of every further clash joins `better`; the clashes found are added."""
    better = better.copy()
    while (clash := _clash(gaps, np.flatnonzero(~better), clear)) is not None:
        clashes.append(clash)
        better[clash[0]] = True
    return int(better.sum())


def _clash(gaps: np.ndarray, held: np.ndarray, clear: float) -> np.ndarray | None:
    """Rivals among `held` that no weights hold at once, the hardest first; None where some weights hold all of them.

    The program maximises the smallest lead over the held. Where that is too small, the rivals with a dual price are
    the clash: their mix, by those prices, is at least as good as the hub in every criterion.
    """
    if not len(held):
        return None
    criteria = gaps.shape[1]
    solved = linprog(np.repeat([0.0, -1.0], [criteria, 1]), np.hstack([gaps[held], np.ones((len(held), 1))]),
                     np.zeros(len(held)), np.repeat([1.0, 0.0], [criteria, 1])[None, :], [1.0],
                     [(0.0, None)] * criteria + [(None, None)])
    if -solved.fun >= clear - LEVEL:
        return None
    price = -solved.ineqlin.marginals
    priced = np.flatnonzero(price > LEVEL)
    return held[priced[np.argsort(-price[priced], kind="stable")]]


def _members(clashes: list[np.ndarray], rivals: int) -> np.ndarray:
    member = np.zeros((len(clashes), rivals))
    for row, clash in enumerate(clashes):
        member[row, clash] = 1.0
    return member


def _quick_cover(clashes: list[np.ndarray], rivals: int) -> np.ndarray:
    """A set of rivals (a mask) with a member in every clash: the one in most clashes first."""
    cover, unmet = np.zeros(rivals, dtype=bool), _members(clashes, rivals)
    while len(unmet):
        rival = int(np.argmax(unmet.sum(axis=0)))
        cover[rival] = True
        unmet = unmet[unmet[:, rival] == 0]
    return cover


def _smallest_cover(clashes: list[np.ndarray], rivals: int) -> np.ndarray:
    """The smallest such set: a set cover, an integer program of ones and zeros only."""
    if not clashes:
        return np.zeros(rivals, dtype=bool)
    solved = milp(np.ones(rivals), constraints=LinearConstraint(_members(clashes, rivals), 1.0, np.inf),
                  bounds=Bounds(0.0, 1.0), integrality=np.ones(rivals))
    return solved.x > 0.5


def _nearest(gaps: np.ndarray, weights: np.ndarray, clear: float, allowed: int) -> np.ndarray:
    """Nearest weights to `weights` under which at most `allowed` rivals are better.

    Best first: the closest weights so far are taken, and where too many rivals win under them, one of these is either
    held from here on or let win.
    """
    serial = count()
    queue = [(0.0, next(serial), np.asarray(weights), (), ())]
    while queue:
        distance, _, found, held, free = heapq.heappop(queue)
        ahead = (gaps + clear) @ found
        ahead[[*held, *free]] = 0.0
        if (ahead > LEVEL).sum() + len(free) <= allowed:
            return found
        rival = int(np.argmax(ahead))
        if len(free) < allowed:
            heapq.heappush(queue, (distance, next(serial), found, held, (*free, rival)))
        closest = _closest(gaps[[*held, rival]], weights, clear)
        if closest is not None:
            heapq.heappush(queue, (closest[0], next(serial), closest[1], (*held, rival), free))
    raise ArithmeticError(f"no weights let {allowed} of {len(gaps)} rivals win, though the rank was found reachable")


def _closest(gaps: np.ndarray, weights: np.ndarray, clear: float) -> tuple[float, np.ndarray] | None:
    """Distance and the nearest weights that hold all of these rivals, or None where none do.

    Variables: the weights, then the sizes of their changes, whose sum is the distance.
    """
    criteria = len(weights)
    same = np.eye(criteria)
    rows = np.vstack([np.hstack([gaps + clear, np.zeros_like(gaps)]), np.hstack([same, -same]),
                      np.hstack([-same, -same]), -np.repeat([1.0, 0.0], criteria)])
    limits = np.concatenate([np.zeros(len(gaps)), weights, -weights, [-LEAST_TOTAL]])
    solved = linprog(np.repeat([0.0, 1.0], criteria), rows, limits,
                     bounds=[(0.0, WEIGHT_MAX)] * criteria + [(0.0, None)] * criteria)
    return (float(solved.fun), solved.x[:criteria]) if solved.status == 0 else None

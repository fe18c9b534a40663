"""Double counting: criteria that tell much the same story across the hubs, so that their weights add up unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from atlas.domain import scoring
from atlas.domain.weighted import checked

THRESHOLD = 0.8
"""Pearson correlation from which a pair is named; the usual bound for "strong"."""


@dataclass(frozen=True)
class Pair:
    """Two criteria whose values rise together: their Pearson correlation, and their share of all weight (0..1)."""

    first: str
    second: str
    correlation: float
    weight_share: float


def double_count(values: np.ndarray, weights: np.ndarray, ids: Sequence[str],
                 threshold: float = THRESHOLD) -> tuple[Pair, ...]:
    """Pairs of weighted criteria that correlate above `threshold` across hubs, strongest first.

    `values` is hubs x criteria in 0..1, `weights` and `ids` are (criteria,). Criteria that oppose each other (negative
    correlation) count two things, and so does one that weighs 0 or is the same everywhere: none of these is named.
    """
    values, weights = checked(values, weights)
    shares = scoring.shares(weights)
    varied = np.flatnonzero((np.ptp(values, axis=0) > 0) & (weights > 0))
    if len(varied) < 2:
        return ()
    correlations = np.corrcoef(values[:, varied], rowvar=False)
    found = []
    for (i, a), (j, b) in combinations(enumerate(varied), 2):
        if correlations[i, j] > threshold:
            found.append(Pair(ids[a], ids[b], float(correlations[i, j]), float(shares[a] + shares[b])))
    return tuple(sorted(found, key=lambda pair: -pair.correlation))

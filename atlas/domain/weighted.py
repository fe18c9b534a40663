"""The weighted sum on plain arrays, and who leads by it: what robustness, flip points and reach share.

`values` is hubs x criteria in 0..1 without gaps, hubs in the order of their city names; `weights` is (criteria,).
"""

import numpy as np

from atlas.domain import scoring
from atlas.domain.errors import DataError, ScenarioError


def shown_order(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Hubs as the ranking shows them: by rank, then by city name. The first one is the leader."""
    return np.argsort(scoring.ranks(score(values, weights)), kind="stable")


def score(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Scores 0..100 of (hubs,): 100 x sum(w v) / sum(w). Hubs with equal values get equal scores to the last bit."""
    return 100.0 * (values * scoring.shares(weights)).sum(axis=1)


def checked(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both as float arrays. DataError for a value outside 0..1 or NaN; ScenarioError for no hubs or bad weights."""
    values, weights = np.ascontiguousarray(values, dtype=float), np.asarray(weights, dtype=float)
    if not len(values):
        raise ScenarioError("hubs: no hub is left to rank. Relax a limit.")
    for hub, criterion in np.argwhere(~((values >= 0) & (values <= 1))):
        raise DataError(f"value of hub {hub}, criterion {criterion}: {values[hub, criterion]:g} is not between 0 and "
                        "1; fill missing cells by a policy first")
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise ScenarioError(f"weights: {weights.tolist()} has a number that is not 0 or more; give 0 to 10")
    scoring.shares(weights)
    return values, weights

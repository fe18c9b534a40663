"""How far two assessors agree beyond chance: Cohen's kappa and weighted kappa.

Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46;
Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70, 213-220.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from atlas.domain.errors import ScenarioError


def kappa(table: np.ndarray, disagreement: np.ndarray | None = None) -> float | None:
    """1 - observed over expected disagreement of a k x k table of counts or shares (rows one judge, columns the other).

    `disagreement` weighs each cell, 0 on the diagonal; None counts every disagreement alike: the unweighted kappa.
    None where no disagreement is expected, as when both judges give all cases one and the same mark.
    """
    observed = np.asarray(table, dtype=float)
    size, total = len(observed), observed.sum()
    if observed.shape != (size, size) or not np.all(observed >= 0) or not total > 0:
        raise ScenarioError("agreement: the table is not a square of counts with at least one case")
    weights = 1.0 - np.eye(size) if disagreement is None else np.asarray(disagreement, dtype=float)
    shares = observed / total
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    by_chance = float((weights * expected).sum())
    return None if by_chance < 1e-12 else 1 - float((weights * shares).sum()) / by_chance


def linear(size: int) -> np.ndarray:
    """Disagreement that grows with the distance between marks."""
    marks = np.arange(size)
    return np.abs(marks[:, None] - marks[None, :]).astype(float)


def quadratic(size: int) -> np.ndarray:
    """Disagreement that grows with the squared distance between marks."""
    return linear(size) ** 2


@dataclass(frozen=True)
class Agreement:
    """Two assessors over the cases that both marked. `kappa` and `weighted_kappa` (linear) are None where undefined."""

    first: str
    second: str
    cases: int
    same_share: float | None
    kappa: float | None
    weighted_kappa: float | None


BANDS: tuple[tuple[float, str], ...] = (
    (0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (1.0, "almost perfect"),
)
"""Upper ends and names after Landis and Koch (1977), Biometrics 33, 159-174; conventions, not tests."""


def reading(value: float | None) -> str:
    """The conventional name of a kappa; "not defined" where there is none."""
    if value is None:
        return "not defined"
    if value < 0:
        return BANDS[0][1]
    return next(name for end, name in BANDS[1:] if value <= end + 1e-12)


def between(first: str, second: str, marks: Sequence[tuple[int, int]], scale: Sequence[int]) -> Agreement:
    """The agreement of two assessors from their pairs of marks on an ordered scale."""
    if not marks:
        return Agreement(first, second, 0, None, None, None)
    place = {mark: i for i, mark in enumerate(scale)}
    table = np.zeros((len(scale), len(scale)))
    for one, other in marks:
        table[place[one], place[other]] += 1
    same = float(np.trace(table) / table.sum())
    return Agreement(first, second, len(marks), same, kappa(table), kappa(table, linear(len(scale))))

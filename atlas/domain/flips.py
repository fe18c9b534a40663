"""Flip points: how far one weight or one figure may move, all else held, before the leader changes. Exact, no search.

With every other weight held, the lead over hub j is g_j + w d_j: linear in the weight w of the criterion, with
d_j the leader's value minus j's, and g_j the lead from the other criteria. It is zero at w = -g_j / d_j.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from atlas.domain import scoring
from atlas.domain.criteria import WEIGHT_MAX, Criterion
from atlas.domain.formats import NBSP, number
from atlas.domain.formats import raw as raw_text
from atlas.domain.weighted import checked, shown_order

SAME = 1e-12
"""Crossings of zero closer than this, relative to the larger, happen at one weight."""
RATIO_KINDS = ("money", "count", "km", "speed")
"""Kinds of raw value whose change is told in %; the others start at an arbitrary zero or are short numbers."""
SCALE_KINDS = ("score", "percentile", "level")
"""Kinds whose name belongs in a sentence: "corruption score falls" is not "corruption falls"."""


@dataclass(frozen=True)
class WeightFlip:
    """The closed interval low..high of one weight in which the leader stays first, all other weights held.

    `below` and `above` are the hubs (rows) that take over just outside; None where the leader holds to the bound.
    At the very end of the interval both share the first rank.
    """

    criterion: int
    weight: float
    low: float
    high: float
    below: int | None
    above: int | None


@dataclass(frozen=True)
class ValueFlip:
    """How far the leader's value (0..1) in one criterion may fall before `successor` takes over; None: to 0."""

    criterion: int
    value: float
    limit: float | None
    successor: int | None


@dataclass(frozen=True)
class RawFlip:
    """A flip of a value in the criterion's unit; `change_pct` is relative to `raw`, None where that is 0."""

    raw: float
    limit: float
    change_pct: float | None


def weight_flips(values: np.ndarray, weights: np.ndarray, limit: float = WEIGHT_MAX) -> tuple[WeightFlip, ...]:
    """One WeightFlip a criterion, weights from 0 to `limit`. `values` and `weights` as in weighted."""
    values, weights = checked(values, weights)
    leader = int(shown_order(values, weights)[0])
    steps = values[leader] - values
    leads = steps * weights
    return tuple(_weight_flip(criterion, float(weights[criterion]), steps[:, criterion],
                              np.delete(leads, criterion, axis=1).sum(axis=1), max(limit, weights[criterion]))
                 for criterion in range(len(weights)))


def _weight_flip(criterion: int, weight: float, step: np.ndarray, lead: np.ndarray, limit: float) -> WeightFlip:
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = -lead / step
    # a leader by name only is level now; the last bit of a sum must not push its own weight out of the interval
    low, below = _nearest(np.where(step > 0, np.minimum(crossing, weight), -np.inf), step)
    high, above = _nearest(np.where(step < 0, -np.maximum(crossing, weight), -np.inf), -step)
    high = -high
    return WeightFlip(criterion, weight, max(low, 0.0), float(min(high, limit)),
                      below if low > 0 else None, above if high < limit else None)


def _nearest(crossing: np.ndarray, steepness: np.ndarray) -> tuple[float, int]:
    """The greatest crossing, and who is ahead just before it: of those that meet there, the steepest."""
    most = float(crossing.max())
    meets = crossing >= most - SAME * max(1.0, abs(most)) if math.isfinite(most) else crossing >= most
    return most, int(np.argmax(np.where(meets, steepness, -np.inf)))


def value_flips(values: np.ndarray, weights: np.ndarray, fact: np.ndarray | None = None) -> tuple[ValueFlip, ...]:
    """One ValueFlip a criterion: the leader's own value, all else held. Only a fall can cost the lead.

    With `fact` (hubs x criteria, as in bands.Bands) the hubs that share the leader's figure fall with it, as two
    cities of one country do when its pay rises, and only the others can take over.
    """
    values, weights = checked(values, weights)
    order = shown_order(values, weights)
    leader, lead = int(order[0]), leads(values, weights)
    found = []
    for criterion, (value, weight) in enumerate(zip(values[leader], weights, strict=True)):
        held = order[1:] if fact is None else order[fact[order, criterion] != fact[leader, criterion]]
        limit = value - lead[held[0]] / weight if weight > 0 and len(held) else 0.0
        found.append(ValueFlip(criterion, float(value), *((float(limit), int(held[0])) if limit > 0 else (None, None))))
    return tuple(found)


def challenger_values(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The value (hubs x criteria) that would lift a hub level with the leader by that criterion alone.

    NaN where even the best value is not enough, and for the leader itself.
    """
    values, weights = checked(values, weights)
    leader = int(shown_order(values, weights)[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = values + leads(values, weights)[:, None] / weights
    needed[needed > 1] = np.nan
    needed[:, weights == 0] = np.nan
    needed[leader] = np.nan
    return needed


def leads(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The leader's lead over each hub, sum(w v) of the one minus that of the other: never negative."""
    leader = int(shown_order(values, weights)[0])
    return np.maximum(((values[leader] - values) * weights).sum(axis=1), 0.0)


def in_raw_units(flip: ValueFlip, criterion: Criterion, raw: float) -> RawFlip | None:
    """The flip of a criterion in its own unit; None where the lead cannot be lost or `raw` is NaN."""
    if flip.limit is None or math.isnan(raw):
        return None
    limit = scoring.raw_at(criterion, flip.limit)
    return RawFlip(raw, limit, 100 * (limit - raw) / raw if raw else None)


def weight_sentences(flip: WeightFlip, criterion: Criterion, cities: Sequence[str]) -> list[str]:
    """Who leads outside the interval, as in "Warsaw leads if talent pool matters 7.2 or more".

    The weight is rounded away from the interval: at the number that is read the other hub does lead.
    """
    what = _words(criterion)
    matters = "matter" if what.endswith("s") else "matters"
    ends = ((flip.below, _outward(flip.low, -1), "less"), (flip.above, _outward(flip.high, 1), "more"))
    return [f"{cities[hub]} leads if {what} {matters} {number(bound)}{f' or {side}' if bound else ''}"
            for hub, bound, side in ends if hub is not None]


def value_sentence(flip: RawFlip, criterion: Criterion, leader: str, successor: str, currency: str = "USD",
                   per_usd: float = 1.0) -> str:
    """As in "Warsaw leads if Krakow's median pay rises 11 %", the change rounded up."""
    what = f"{_words(criterion)} {criterion.kind}" if criterion.kind in SCALE_KINDS else _words(criterion)
    verb = ("rise" if flip.limit > flip.raw else "fall") + ("" if what.endswith("s") else "s")
    if criterion.kind in RATIO_KINDS and flip.change_pct is not None:
        size = abs(flip.change_pct)
        change = f"{number(math.ceil(size) if size >= 1 else _outward(size, 1))}{NBSP}%"
    else:
        change = f"to {raw_text(criterion.kind, flip.limit, currency, per_usd)}"
    return f"{successor} leads if {leader}'s {what} {verb} {change}"


def _words(criterion: Criterion) -> str:
    """The label inside a sentence; a language keeps its capital."""
    return criterion.label if criterion.id == "english" else criterion.label[:1].lower() + criterion.label[1:]


def _outward(value: float, direction: int) -> float:
    return (math.ceil if direction > 0 else math.floor)(round(value * 10, 9)) / 10

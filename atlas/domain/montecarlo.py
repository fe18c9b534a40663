"""The cost of a plan as bands: seeded draws over every assumption's low to high and over the intervals of pay.

Each assumption has its own stream of uniform numbers, seeded by its id, and keeps it whatever else changes: a what-if
moves only what it changes (common random numbers), and adding an assumption disturbs no other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from atlas.domain.assumptions import BARS, LAYERS, Layer, Settings
from atlas.domain.cost import Plan, at_end, bars, bases, coefficients, layers, lead_months
from atlas.domain.cost_answers import break_even_months, saved_by_month
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import Place

DRAWS = 10_000
QUANTILES = (0.1, 0.5, 0.9)
Drawn = Mapping[str, float | np.ndarray]


@dataclass(frozen=True)
class Band:
    """10th, 50th and 90th percentile; None where there is none: a break-even never reached, a factor over nothing."""

    p10: float | None
    p50: float | None
    p90: float | None


NO_BAND = Band(None, None, None)


def draw(settings: Settings, draws: int = DRAWS, seed: int = 0) -> dict[str, float | np.ndarray]:
    """Every assumption by id: triangular over (low, typical, high), a plain number where low = high; and `hub_pay_z`,
    `home_pay_z`, standard normal. Equal settings, draws and seed give equal numbers."""
    drawn: dict[str, float | np.ndarray] = {}
    for id_, figures in settings.figures.items():
        if figures is not None:
            low, typical, high = figures
            drawn[id_] = low if low == high else triangular(_stream(id_, seed).random(draws), low, typical, high)
    return drawn | {key: _stream(key, seed).standard_normal(draws) for key in ("hub_pay_z", "home_pay_z")}


def _stream(name: str, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, crc32(name.encode())])


def triangular(u: np.ndarray, low: float, typical: float, high: float) -> np.ndarray:
    """The triangular distribution's value at the shares `u` of 1 (inverse of its distribution function)."""
    width, rise = high - low, typical - low
    left = low + np.sqrt(u * width * rise)
    right = high - np.sqrt((1 - u) * width * (high - typical))
    return np.where(u * width < rise, left, right)


@dataclass(frozen=True)
class Simulation:
    """Bands of a plan. `saved_usd` has rows p10, p50, p90 and a column a month from 0, the posting, to the last."""

    layers: dict[Layer, Band]
    home_layers: dict[Layer, Band]
    factors: dict[Layer, Band]
    savings: dict[Layer, Band]
    break_even_month: Band
    lead_months: Band
    saved_usd: np.ndarray


def simulate(plan: Plan, draws: int = DRAWS, seed: int = 0) -> Simulation:
    """The bands of a plan from `draws` seeded draws."""
    figures = draw(plan.settings, draws, seed)
    hub, home = (layers(bars(plan, side, figures)) for side in ("hub", "home"))
    lead, saved = lead_months(figures, plan.engagement), saved_by_month(plan, figures)
    return Simulation(
        {layer: band(hub[layer]) for layer in LAYERS},
        {layer: band(home[layer]) for layer in LAYERS},
        {layer: ratio_band(home[layer], hub[layer]) for layer in LAYERS},
        {layer: ratio_band(home[layer] - hub[layer], home[layer]) for layer in LAYERS},
        band(break_even_months(saved, lead)),
        band(lead),
        np.quantile(_by_calendar(saved, lead), QUANTILES, axis=1),
    )


def _by_calendar(saved: np.ndarray, lead: float | np.ndarray) -> np.ndarray:
    """USD saved at 0, 1, … months after the posting, from USD saved by month of work; the lead passes first."""
    months = np.maximum(np.arange(len(saved))[:, None] - lead, 0)
    whole = np.minimum(months.astype(int), len(saved) - 2)
    before, after = (np.take_along_axis(saved, np.broadcast_to(k, saved.shape), 0) for k in (whole, whole + 1))
    return before + (months - whole) * (after - before)


def band(values: float | np.ndarray) -> Band:
    """The percentiles of draws. An infinite percentile is None: no mean is taken between a number and never."""
    method = "linear" if np.isfinite(values).all() else "inverted_cdf"
    return Band(*(float(q) if np.isfinite(q) else None for q in np.quantile(values, QUANTILES, method=method)))


def ratio_band(over: float | np.ndarray, under: float | np.ndarray) -> Band:
    """The band of a ratio; none at all where a draw of the lower part is 0."""
    return NO_BAND if np.any(np.less_equal(under, 0)) else band(np.divide(over, under))


@dataclass(frozen=True)
class Matrix:
    """Net USD of every hub under every model, and the share of the home cost saved (NaN where that is 0).

    Arrays have shape (hubs, models, 3); the last axis is p10, p50, p90.
    """

    hub_ids: tuple[str, ...]
    models: tuple[str, ...]
    net_usd: np.ndarray
    saving: np.ndarray


def home_net_usd(places: Sequence[Place], plan: Plan, draws: int = DRAWS, seed: int = 0) -> dict[str, np.ndarray]:
    """By id, p10, p50 and p90 of the net USD of the plan's team employed at each place as at home."""
    figures = draw(plan.settings, draws, seed)
    return {place.id: np.quantile(np.broadcast_to(layers(bars(replace(plan, home=place), "home", figures))["net"], draws),
                                  QUANTILES) for place in places}


def matrix(plans: Sequence[Plan], models: Sequence[str] = tuple(ENGAGEMENTS), draws: int = DRAWS,
           seed: int = 0) -> Matrix:
    """Hub x model from the same draws: `plans` are one a hub, alike but for the hub; each cell equals `simulate`.

    The lines share six bases, so that a cell is six products of draws instead of twenty.
    """
    first = plans[0]
    figures = draw(first.settings, draws, seed)
    home = np.broadcast_to(layers(bars(first, "home", figures))["net"], draws)
    net = np.empty((len(plans), len(models), draws))
    for column, model in enumerate(models):
        values = at_end(figures, "hub", model)
        factors: dict[str, float | np.ndarray] = {}
        for bar, base, coefficient in coefficients(values, first.months):
            if BARS[bar].layer is not None:
                factors[base] = factors.get(base, 0.0) + coefficient
        for row, plan in enumerate(plans):
            known = bases(plan.hub, plan.team, values, ENGAGEMENTS[model].employs)
            net[row, column] = sum(known[base] * factors[base] for base in factors if base in known)
    share = 1 - net / np.where(home > 0, home, np.nan)
    return Matrix(tuple(plan.hub.id for plan in plans), tuple(models),
                  *(np.moveaxis(np.quantile(cells, QUANTILES, axis=2), 0, 2) for cells in (net, share)))

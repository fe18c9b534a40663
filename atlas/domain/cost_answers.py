"""Single answers on a plan at typical values: waterfall, factors, tornado, cost per outcome. Bands: montecarlo.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from atlas.domain.assumptions import ASSUMPTIONS, BARS, LAYERS, Layer, Settings, Side
from atlas.domain.cost import Plan, bars, layers, lead_months
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.labour import Z_P90

Figures = Mapping[str, float]

PAID_HOURS_A_MONTH = 40 * 52 / 12
"""A contract of 40 hours a week, holidays paid."""

PAY_LABELS = {"hub_pay_z": "Median pay, hub", "home_pay_z": "Median pay, home"}


def typical(settings: Settings) -> dict[str, float]:
    """Every assumption at its typical value; on-costs that come from the facts are left out."""
    return {id_: figures[1] for id_, figures in settings.figures.items() if figures is not None}


def factor(hub: float, home: float) -> float | None:
    """Home over hub; None where the hub costs nothing, so that no factor can be formed."""
    return home / hub if hub > 0 else None


def saving(hub: float, home: float) -> float | None:
    """The share of the home cost that is saved; None where the home market costs nothing."""
    return 1 - hub / home if home > 0 else None


@dataclass(frozen=True)
class BarAmount:
    """One bar of a waterfall: USD over the months."""

    id: str
    label: str
    layer: Layer
    amount_usd: float


@dataclass(frozen=True)
class Waterfall:
    """The bars of one end in layer order; their sum is `total_usd`, the net cost."""

    bars: tuple[BarAmount, ...]
    total_usd: float

    def upto(self, layer: Layer) -> float:
        """USD of a layer: its own bars and those of the layers before it."""
        counted = LAYERS[: LAYERS.index(layer) + 1]
        return sum(bar.amount_usd for bar in self.bars if bar.layer in counted)


def waterfall(plan: Plan, side: Side = "hub") -> Waterfall:
    """From pay to net at typical values, for the hub or the home market."""
    amounts = bars(plan, side, typical(plan.settings))
    shown_bars = tuple(BarAmount(bar, BARS[bar].label, BARS[bar].layer, float(amount))
                       for bar, amount in amounts.items())
    return Waterfall(shown_bars, sum(bar.amount_usd for bar in shown_bars))


@dataclass(frozen=True)
class Change:
    """One bar that a what-if moved, USD before and after."""

    label: str
    before_usd: float
    after_usd: float


def changes(before: Waterfall, after: Waterfall) -> tuple[Change, ...]:
    """The bars that differ by a cent or more between two waterfalls; a bar that is absent counts 0."""
    old, new = ({bar.id: bar.amount_usd for bar in w.bars} for w in (before, after))
    return tuple(Change(BARS[bar].label, old.get(bar, 0.0), new.get(bar, 0.0)) for bar in BARS
                 if abs(old.get(bar, 0.0) - new.get(bar, 0.0)) >= 0.005)


# --- what moves it --------------------------------------------------------------------------------------------------

Measure = Callable[[Plan, Figures], float | None]


def ends(plan: Plan, figures: Figures) -> dict[Side, dict[Layer, float]]:
    """USD by layer at both ends."""
    return {side: {layer: float(usd) for layer, usd in layers(bars(plan, side, figures)).items()}
            for side in ("hub", "home")}


def net_saved(plan: Plan, figures: Figures) -> float:
    """USD saved on the net layer over the months. What moves the hub's net total moves this by as much."""
    both = ends(plan, figures)
    return both["home"]["net"] - both["hub"]["net"]


@dataclass(frozen=True)
class Swing:
    """What one assumption does to a measure between its low and its high, all else typical."""

    id: str
    label: str
    low: float | None
    high: float | None
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        return abs(self.at_high - self.at_low)


def tornado(plan: Plan, measure: Measure = net_saved) -> tuple[Swing, ...]:
    """Every assumption with an effect, the largest first; `low` and `high` are None for the two pay medians, which
    go to the ends of their 80 % interval. A measure of None anywhere leaves the assumption out."""
    base = typical(plan.settings)
    ranges = {f"{side}_pay_z": (-Z_P90, Z_P90) for side in ("hub", "home")}
    ranges |= {id_: (f[0], f[2]) for id_, f in plan.settings.figures.items() if f is not None and _counts(plan, id_)}
    swings = []
    for id_, (low, high) in ranges.items():
        at_low, at_high = (measure(plan, base | {id_: end}) for end in (low, high)) if low < high else (None, None)
        if at_low is not None and at_high is not None and at_low != at_high:
            is_pay = id_ in PAY_LABELS
            label = PAY_LABELS[id_] if is_pay else ASSUMPTIONS[id_].label
            swings.append(Swing(id_, label, None if is_pay else low, None if is_pay else high, at_low, at_high))
    return tuple(sorted(swings, key=lambda swing: (-swing.size, swing.id)))


def _counts(plan: Plan, assumption_id: str) -> bool:
    return any(ASSUMPTIONS[assumption_id].applies(side, plan.engagement) for side in ("hub", "home"))


# --- the calendar ---------------------------------------------------------------------------------------------------


def saved_by_month(plan: Plan, figures: Mapping[str, float | np.ndarray]) -> np.ndarray:
    """Net USD saved after 0, 1, … months of work: shape (months + 1, draws), draws = 1 for plain numbers.

    Month 0 holds the set-up, paid when the job is posted. Recruitment counts as it is used up over the tenure.
    """
    grid = np.arange(plan.months + 1.0)[:, None]
    hub, home = (layers(bars(plan, side, figures, grid))["net"] for side in ("hub", "home"))
    return np.atleast_2d(home - hub)


def break_even_months(saved: np.ndarray, lead: float | np.ndarray) -> np.ndarray:
    """Months from the posting until the saving first exceeds all that was spent to get it, one a draw.

    Straight line within a month of work; `lead` months pass before the first. Infinite where it does not happen
    within the months of the plan, counted from the posting.
    """
    months = len(saved) - 1
    above = saved[1:] > 0
    first = np.argmax(above, axis=0)
    here = np.arange(saved.shape[1])
    before, after = saved[first, here], saved[first + 1, here]
    step = np.where(above.any(axis=0), after - before, np.nan)
    crossing = first - np.minimum(before, 0) / step + lead
    return np.where(crossing <= months, crossing, np.inf)


def break_even(plan: Plan, figures: Figures) -> float | None:
    """The break-even month of plain figures, None for never within the months."""
    month = break_even_months(saved_by_month(plan, figures), lead_months(figures, plan.engagement))[0]
    return float(month) if np.isfinite(month) else None


# --- cost per outcome -----------------------------------------------------------------------------------------------


def per_engineer_year(total_usd: float, plan: Plan) -> float:
    """USD a person and year: what may stand in for pay as a criterion."""
    return total_usd / plan.heads / plan.months * 12


def hourly_rate(total_usd: float, plan: Plan) -> float:
    """USD a paid hour."""
    return total_usd / plan.heads / plan.months / PAID_HOURS_A_MONTH


def per_outcome(rate: float, iterations: float) -> float:
    """What one accepted result costs: an hour's rate x the iterations that it takes, in the rate's currency."""
    for name, value in (("rate", rate), ("iterations", iterations)):
        if not np.isfinite(value) or value < 0:
            raise ScenarioError(f"outcome: {name} {shown(value)} is not a number of 0 or more")
    return rate * iterations

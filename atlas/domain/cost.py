"""True cost of a team at a hub under an engagement model, against the same team at a home market.

Three layers that never mix. Headline: pay. Effective: the run rate. Net: everything. The home market carries its own
on-costs, benefits, workspace, tools, recruitment, ramp, attrition, severance and pay rises: a loaded hub is never set
against a bare home. Only what distance or a vendor adds (management overhead, rework, travel, exchange spread, margin,
set-up) is missing there.

A line of cost is base x rate x time. Bases are USD a month of the first year: `pay` P, `on_costs` C, `direct` P + C,
`heads`, `head_km`, `one`. Rates rest on one assumption each or on a few of the same bar. Times are in months of work,
and may be arrays. The same lines serve both ends, one value or 10,000 draws. Formulas: docs/METHOD-cost.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from atlas.domain.assumptions import ASSUMPTIONS, BARS, LAYERS, MONTHS_A_YEAR, Layer, Settings, Side
from atlas.domain.engagement import engagement
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.labour import Place
from atlas.domain.on_cost import Amount
from atlas.domain.scenario import MAX_PEOPLE, TeamMember

MONTHS_MAX = 120
DAYS_A_MONTH = 365.25 / 12
WEEKS_A_MONTH = DAYS_A_MONTH / 7

Values = Mapping[str, Amount]
"""Assumptions by key at one end (see `at_end`): numbers, or draws of equal length."""


@dataclass(frozen=True)
class Plan:
    """What is compared. ScenarioError for a team, a model or months that cannot be costed."""

    hub: Place
    home: Place
    team: tuple[TeamMember, ...]
    engagement: str
    months: int
    settings: Settings

    def __post_init__(self) -> None:
        engagement(self.engagement)
        if not _whole(self.months) or not 1 <= self.months <= MONTHS_MAX:
            raise ScenarioError(f"months: {shown(self.months)} is out of range; give a whole number from 1 to "
                                f"{MONTHS_MAX}")
        if not self.team:
            raise ScenarioError("team: nobody is in it; add at least one person")
        for member in self.team:
            if not _whole(member.count) or not 1 <= member.count <= MAX_PEOPLE:
                raise ScenarioError(f"team.count: {shown(member.count)} is out of range; give a whole number from 1 to "
                                    f"{MAX_PEOPLE}")
            for place in (self.hub, self.home):
                place.band(member)

    @property
    def heads(self) -> int:
        return sum(member.count for member in self.team)

    def place(self, side: Side) -> Place:
        return self.hub if side == "hub" else self.home


def _whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


# --- lines ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of cost. It counts where all its `needs` are among the values and its base is known."""

    bar: str
    base: str
    needs: tuple[str, ...]
    rate: Callable[..., Amount]
    time: Callable[[Amount, Values], Amount] = lambda months, values: months


def _share(percent: Amount) -> Amount:
    return percent / 100


def _itself(amount: Amount) -> Amount:
    return amount


def _once(months: Amount, values: Values) -> Amount:
    return 1.0


def _ramp_months(months: Amount, values: Values) -> Amount:
    return np.minimum(values["ramp_days"] / DAYS_A_MONTH, months)


def _rework_months(months: Amount, values: Values) -> Amount:
    """The share falls in a straight line from start to steady, then stays: the area under it, in months."""
    settle = values["rework_settle_months"]
    falling = np.minimum(months, settle)
    above = falling - falling**2 / (2 * np.maximum(settle, 1e-9))
    start, steady = values["rework_start_pct"] / 100, values["rework_steady_pct"] / 100
    return steady * months + (start - steady) * above


def _rise_months(months: Amount, values: Values) -> Amount:
    """Rises come once a year, at the end of months 12, 24, …, on the last level."""
    yearly, total = values["wage_rise_pct_year"] / 100, 0.0 * months
    for year in range(1, int(np.max(months)) // MONTHS_A_YEAR + 1):
        total = total + yearly * (1 + yearly) ** (year - 1) * np.maximum(months - MONTHS_A_YEAR * year, 0)
    return total


MARGINS = tuple(a.id for a in ASSUMPTIONS.values() if a.bar == "vendor" and a.id.endswith("_margin_pct"))

LINES: tuple[Line, ...] = (
    Line("pay", "pay", (), lambda: 1.0),
    Line("on_costs", "on_costs", (), lambda: 1.0),
    Line("benefits", "pay", ("benefits_pct",), _share),
    *(Line("vendor", "direct", (margin,), _share) for margin in MARGINS),
    Line("vendor", "heads", ("eor_fee_usd_month",), _itself),
    Line("workspace", "heads", ("workspace_usd_month",), _itself),
    Line("tools", "heads", ("tools_usd_month",), _itself),
    Line("recruitment", "pay", ("recruitment_fee_pct", "tenure_months"),
         lambda fee, tenure: fee / 100 * MONTHS_A_YEAR / tenure),
    Line("entity", "one", ("entity_running_usd_month",), _itself),
    Line("management", "direct", ("management_overhead_pct",), _share),
    Line("rework", "direct", ("rework_start_pct", "rework_steady_pct", "rework_settle_months"),
         lambda start, steady, settle: 1.0, _rework_months),
    Line("ramp", "direct", ("ramp_loss_pct", "ramp_days"), lambda loss, days: loss / 100, _ramp_months),
    Line("attrition", "direct", ("attrition_pct_year", "replacement_months"),
         lambda leavers, cost: leavers / 100 * cost / MONTHS_A_YEAR),
    Line("travel", "heads", ("travel_trips_year", "travel_stay_usd"), lambda trips, stay: trips * stay / MONTHS_A_YEAR),
    Line("travel", "head_km", ("travel_trips_year", "travel_usd_km"), lambda trips, km: trips * km / MONTHS_A_YEAR),
    Line("severance", "pay", ("severance_months_year",), lambda months: months / MONTHS_A_YEAR),
    Line("fx", "direct", ("fx_spread_pct",), _share),
    Line("wage_rise", "direct", ("wage_rise_pct_year",), lambda rise: 1.0, _rise_months),
    Line("transfer", "pay", ("transfer_fee_pct",), _share),
    *(Line("set_up", "one", (f"{what}_set_up_usd",), _itself, _once) for what in ("entity", "centre", "contract")),
)


def at_end(figures: Mapping[str, Amount], side: Side, model: str) -> dict[str, Amount]:
    """The figures by id that count at one end, by key; `hub_pay_z` and `home_pay_z` become `pay_z`."""
    values = {a.key: figures[a.id] for a in ASSUMPTIONS.values() if a.id in figures and a.applies(side, model)}
    return values | {"pay_z": figures.get(f"{side}_pay_z", 0.0)}


def bases(place: Place, team: tuple[TeamMember, ...], values: Values, employs: bool) -> dict[str, Amount]:
    """What the lines multiply, a month of the first year. `on_costs` is absent where nobody owes or knows them."""
    pays = [(member.count, place.band(member).at(values["pay_z"])) for member in team]
    pay = sum(count * gross for count, gross in pays) / MONTHS_A_YEAR
    heads = float(sum(count for count, _ in pays))
    found: dict[str, Amount] = {"pay": pay, "direct": pay, "heads": heads, "one": 1.0}
    if "on_cost_pct" in values:
        found["on_costs"] = values["on_cost_pct"] / 100 * pay
    elif employs and place.on_cost is not None:
        found["on_costs"] = sum(count * place.on_cost.due(gross) for count, gross in pays) / MONTHS_A_YEAR
    found["direct"] = pay + found.get("on_costs", 0.0)
    return found if place.km is None else found | {"head_km": heads * place.km}


def coefficients(values: Values, months: Amount) -> Iterator[tuple[str, str, Amount]]:
    """Bar, base and rate x time of every line that counts, over the first `months` of work."""
    for line in LINES:
        if all(need in values for need in line.needs):
            yield line.bar, line.base, line.rate(*(values[need] for need in line.needs)) * line.time(months, values)


def bars(plan: Plan, side: Side, figures: Mapping[str, Amount], months: Amount | None = None) -> dict[str, Amount]:
    """USD of each bar over the first `months` of work (default: all of the plan), in the order of BARS."""
    model = engagement(plan.engagement)
    values = at_end(figures, side, model.id)
    known = bases(plan.place(side), plan.team, values, side == "home" or model.employs)
    found: dict[str, Amount] = {}
    for bar, base, coefficient in coefficients(values, plan.months if months is None else months):
        if base in known:
            found[bar] = found.get(bar, 0.0) + known[base] * coefficient
    return {bar: found[bar] for bar in BARS if bar in found}


def layers(amounts: Mapping[str, Amount]) -> dict[Layer, Amount]:
    """USD of the three layers from USD of the bars; each layer includes the one before it."""
    totals, running = {}, 0.0
    for layer in LAYERS:
        running = running + sum(amount for bar, amount in amounts.items() if BARS[bar].layer == layer)
        totals[layer] = running
    return totals


def lead_months(figures: Mapping[str, Amount], model: str) -> Amount:
    """Months from the posting to the first day of work: the longest of the delays that apply, side by side."""
    delays = [figures[a.id] for a in ASSUMPTIONS.values() if a.bar == "lead_time" and a.applies("hub", model)]
    return np.maximum.reduce(delays) / WEEKS_A_MONTH

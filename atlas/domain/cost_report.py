"""The `cost` JSON of PRODUCT section 10: plain numbers, null where there is none."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from atlas.domain.assumptions import ASSUMPTIONS, FACT, LAYERS, Side
from atlas.domain.claims import Checked, check
from atlas.domain.cost import Plan
from atlas.domain.cost_answers import Swing, Waterfall, tornado, waterfall
from atlas.domain.montecarlo import DRAWS, Band, Simulation, simulate
from atlas.domain.on_cost import OnCost
from atlas.domain.saturation import saturation

ENDS: tuple[Side, ...] = ("hub", "home")


@dataclass(frozen=True)
class CostAnswer:
    """Everything about a plan, in USD. `per_usd` is the rate at which it is shown and exported in `currency`."""

    plan: Plan
    simulation: Simulation
    hub: Waterfall
    home: Waterfall
    tornado: tuple[Swing, ...]
    claims: tuple[Checked, ...]
    warnings: tuple[str, ...]
    currency: str = "USD"
    per_usd: float = 1.0


def answer(plan: Plan, on_costs: Mapping[str, OnCost] | None = None, usd_per_gbp: float | None = None,
           currency: str = "USD", per_usd: float = 1.0, draws: int = DRAWS, seed: int = 0) -> CostAnswer:
    """The answer to a plan. `on_costs` by country and `usd_per_gbp` serve the articles' claims."""
    return CostAnswer(plan, simulate(plan, draws, seed), waterfall(plan, "hub"), waterfall(plan, "home"),
                      tornado(plan), check(plan, on_costs or {}, usd_per_gbp), warnings(plan), currency, per_usd)


def report(found: CostAnswer) -> dict[str, Any]:
    """The JSON. Layers and the waterfall are the hub's, in the answer's currency; factors are home over hub;
    assumptions stay in their own units. `warnings` are single lines to be shown as they are."""
    result = found.simulation
    return {
        "layers": {layer: _plain(result.layers[layer], 2, found.per_usd) for layer in LAYERS},
        "factors": {layer: _plain(result.factors[layer], 4) for layer in LAYERS},
        "savings": {layer: _plain(result.savings[layer], 4) for layer in LAYERS},
        "break_even_month": _plain(result.break_even_month, 2),
        "waterfall": _waterfall(found.hub, found.per_usd),
        "claims": [_claim(checked) for checked in found.claims],
        "assumptions": assumptions_used(found.plan),
        "warnings": list(found.warnings),
    }


def _plain(band: Band, digits: int, scale: float = 1.0) -> dict[str, float | None]:
    return {name: None if value is None else round(value * scale, digits) for name, value in asdict(band).items()}


def _waterfall(fall: Waterfall, per_usd: float) -> dict[str, Any]:
    """Bars to the cent; the total is the sum of what is printed."""
    bars = [{"label": b.label, "layer": b.layer, "amount": round(b.amount_usd * per_usd, 2)} for b in fall.bars]
    return {"bars": bars, "total": round(sum(bar["amount"] for bar in bars), 2)}


def _claim(checked: Checked) -> dict[str, Any]:
    trials = [{"case": label, "computed": _rounded(value), "in_range": holds} for label, value, holds in checked.trials]
    return {**asdict(checked), "computed": _rounded(checked.computed), "trials": trials}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def assumptions_used(plan: Plan) -> list[dict[str, Any]]:
    """The assumptions that count under the plan's model, in registry order, marked when changed.

    An on-cost from the facts has its effective rate at the team's pay as `typical`, and `up_to` where that is an upper
    bound.
    """
    rows = []
    for a in ASSUMPTIONS.values():
        if any(a.applies(side, plan.engagement) for side in ENDS):
            figures = plan.settings.figures[a.id]
            changed = a.id in plan.settings.changed
            low, typical, high = figures if figures is not None else (None, _on_cost_pct(plan, a.side), None)
            rows.append({"id": a.id, "label": a.label, "question": a.question, "low": low, "typical": typical,
                         "high": high, "unit": a.unit, "layer": a.layer, "side": a.side,
                         "source": "scenario" if changed else a.source, "changed": changed}
                        | ({"up_to": _on_cost_up_to(plan, a.side)} if a.source == FACT and not changed else {}))
    return rows


def _on_cost_pct(plan: Plan, side: Side) -> float | None:
    place = plan.place(side)
    if place.on_cost is None:
        return None
    pays = [(member.count, place.band(member).p50) for member in plan.team]
    gross = sum(n * pay for n, pay in pays)
    return round(float(100 * sum(n * place.on_cost.due(pay) for n, pay in pays) / gross), 4) if gross else 0.0


def _on_cost_up_to(plan: Plan, side: Side) -> bool:
    on_cost = plan.place(side).on_cost
    return on_cost is not None and on_cost.up_to


def warnings(plan: Plan) -> tuple[str, ...]:
    """What a reader must know before quoting the result, one line each."""
    found = []
    for side in ENDS:
        place, on_cost_id = plan.place(side), f"{side}_on_cost_pct"
        from_facts = plan.settings.figures[on_cost_id] is None and ASSUMPTIONS[on_cost_id].applies(side, plan.engagement)
        if place.on_cost is None and from_facts:
            found.append(f"Employer on-costs of {place.city} are unknown and count 0; set {on_cost_id}.")
        elif from_facts and place.on_cost.up_to:
            found.append(f"Employer on-costs of {place.city} are an upper bound: their ceiling or base is not known.")
        if place.km is None:
            found.append(f"The distance from {place.city} is unknown: fares count 0.")
        if all(place.band(member).p50 == 0 for member in plan.team):
            found.append(f"Pay in {place.city} is 0: a factor or saving over nothing is null.")
    limit_pct = plan.settings.figures["saturation_limit_pct"][1]
    if plan.hub.pool_persons is not None:
        found += [s.warning for s in saturation(plan.team, plan.hub.pool_persons, limit_pct, city=plan.hub.city)
                  if s.warning]
    return tuple(found)

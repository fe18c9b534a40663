"""The true cost of a scenario's team: at one hub, at every hub under every model, and against the local pools."""

from dataclasses import fields, replace

import pandas as pd

from atlas.answers.base import cached
from atlas.answers.catalogue import hub, hub_facts, hubs, own_benchmarks, pay_estimates, rate, rates
from atlas.domain import cost_report
from atlas.domain import saturation as saturation_domain
from atlas.domain.assumptions import settle
from atlas.domain.claims import check_own
from atlas.domain.cost import Plan
from atlas.domain.cost_answers import per_engineer_year
from atlas.domain.cost_report import CostAnswer
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.geography import great_circle_km
from atlas.domain.labour import PayBand, Place
from atlas.domain.montecarlo import Matrix, home_net_usd, matrix
from atlas.domain.on_cost import OnCost
from atlas.domain.saturation import Saturation
from atlas.domain.scenario import KNOWN_HOMES, Scenario, TeamMember

POOL = "talent_pool_persons"


def home_market(scenario: Scenario) -> str:
    """The catalogue's id of the first home office. ScenarioError where nothing is known about pay there."""
    frame, city = hubs(), scenario.home[0].city
    found = frame.loc[frame["city"] == city, "hub_id"]
    if found.empty:
        raise ScenarioError(f"home: {shown(city)} is not in the catalogue, so its pay is unknown; put one of these first: "
                            + ", ".join(KNOWN_HOMES))
    return str(found.iloc[0])


def cost(scenario: Scenario, hub_id: str) -> CostAnswer:
    """The true cost of the scenario's team at a hub against its first home office, in the scenario's currency.

    ScenarioError for an unknown hub, home market or currency, or a team or months that cannot be costed.
    """
    return _cost(of_cost(scenario), hub_id)


def cost_plan(scenario: Scenario, hub_id: str) -> Plan:
    """What `cost` compares: both places with pay, on-costs, distance and pool, the team and the settled assumptions."""
    home = _place(home_market(scenario), scenario)
    return Plan(_place(str(hub(hub_id)["hub_id"]), scenario), home, scenario.team, scenario.engagement, scenario.months,
                settle(dict(scenario.assumptions)))


def cost_matrix(scenario: Scenario) -> Matrix:
    """Net cost of the scenario's team at every hub of the catalogue under every engagement model."""
    return _matrix(of_cost(scenario))


def saturation(scenario: Scenario) -> dict[str, Saturation]:
    """By hub id, what share of the local pool the whole team is; over the scenario's limit it carries a warning."""
    return _saturation(of_cost(scenario))


def team_pay(scenario: Scenario) -> dict[str, float]:
    """By hub id, the median gross pay of the scenario's mix, USD a person and year, where every line of it is known."""
    heads = sum(member.count for member in scenario.team)
    known = [(member.count, _bands(member.role, member.seniority)) for member in scenario.team]
    return {hub_id: sum(count * bands[hub_id].p50 for count, bands in known) / heads
            for hub_id in hubs()["hub_id"] if heads and all(hub_id in bands for _, bands in known)}


def net_cost_bands(scenario: Scenario) -> dict[str, tuple[float, float, float]]:
    """By hub id, p10, p50 and p90 of the net cost of a person and year, USD: what stands in for pay as a criterion.

    A hub under the scenario's engagement model against the first home office; a home market as the employer at home,
    by the same lines. ScenarioError where that office's pay is unknown, or the team cannot be costed.
    """
    return _net_cost_bands(of_cost(scenario))


def net_per_engineer(scenario: Scenario) -> dict[str, float]:
    """By hub id, the net cost of a person and year, USD, the median of the draws."""
    return {hub_id: band[1] for hub_id, band in net_cost_bands(scenario).items()}


@cached(16)
def _net_cost_bands(scenario: Scenario) -> dict[str, tuple[float, float, float]]:
    cells, frame = cost_matrix(scenario), hubs()
    plan = cost_plan(scenario, cells.hub_ids[0])
    net_usd = dict(zip(cells.hub_ids, cells.net_usd[:, cells.models.index(scenario.engagement)], strict=True))
    markets = frame.loc[frame["kind"] != "hub", "hub_id"]
    net_usd |= home_net_usd([_place(market, scenario) for market in markets], plan)
    return {hub_id: tuple(per_engineer_year(float(usd), plan) for usd in band) for hub_id, band in net_usd.items()}


@cached(64)
def _saturation(scenario: Scenario) -> dict[str, Saturation]:
    limit_pct, pools = settle(dict(scenario.assumptions)).figures["saturation_limit_pct"][1], _pools()
    return {row.hub_id: saturation_domain.saturation(scenario.team, pools.get(row.hub_id), limit_pct, city=row.city)[0]
            for row in hubs().itertuples()}


# --- from the catalogue ---------------------------------------------------------------------------------------------

COSTED = {"home", "team", "engagement", "months", "assumptions", "currency"}


def of_cost(scenario: Scenario) -> Scenario:
    """The scenario with only what a cost depends on, so that moving a weight asks for nothing new."""
    own = {field.name: getattr(scenario, field.name) for field in fields(Scenario) if field.name in COSTED}
    return Scenario(**own | {"home": scenario.home[:1]})


@cached(128)
def _cost(scenario: Scenario, hub_id: str) -> CostAnswer:
    shown_in, by_hub, frame = rate(scenario), _on_costs(), hubs()
    by_country = {country: by_hub[id_] for id_, country in zip(frame["hub_id"], frame["country"], strict=True)
                  if by_hub[id_] is not None}
    gbp = rates().get("GBP")
    plan = cost_plan(scenario, hub_id)
    found = cost_report.answer(plan, by_country, 1 / gbp.per_usd if gbp else None, shown_in.currency, shown_in.per_usd)
    own = check_own(own_benchmarks(), plan, str(hub(hub_id)["country"]))
    return replace(found, claims=(*found.claims, *own))


@cached(16)
def _matrix(scenario: Scenario) -> Matrix:
    frame = hubs()
    return matrix([cost_plan(scenario, hub_id) for hub_id in frame.loc[frame["kind"] == "hub", "hub_id"]])


@cached(64)
def _bands(role: str, seniority: str) -> dict[str, PayBand]:
    frame = pay_estimates(role, seniority)
    return {row["hub_id"]: PayBand.of(row) for row in frame[frame["p50_usd"].notna()].to_dict("records")}


@cached(1)
def _on_costs() -> dict[str, OnCost | None]:
    """By hub id; None where the catalogue has no rate."""
    per_usd = {currency: found.per_usd for currency, found in rates().items()}
    by_hub = dict(list(hub_facts().groupby("hub_id")))
    return {hub_id: OnCost.of(by_hub.get(hub_id, pd.DataFrame()), per_usd) for hub_id in hubs()["hub_id"]}


@cached(1)
def _pools() -> dict[str, float]:
    facts = hub_facts()
    pools = facts[(facts["metric"] == POOL) & (facts["value"] > 0)]
    return dict(zip(pools["hub_id"], pools["value"].astype(float), strict=True))


def _place(hub_id: str, scenario: Scenario) -> Place:
    office, row, market = scenario.home[0], hub(hub_id), hub(home_market(scenario))
    home = market if office.latitude is None or office.longitude is None else vars(office)
    km = 0.0 if hub_id == market["hub_id"] else float(great_circle_km(
        row["latitude"], row["longitude"], home["latitude"], home["longitude"]))
    return Place(hub_id, row["city"], _pay(hub_id, scenario.team), _on_costs()[hub_id], km, _pools().get(hub_id))


def _pay(hub_id: str, team: tuple[TeamMember, ...]) -> dict[tuple[str, str], PayBand]:
    asked = {(member.role, member.seniority): _bands(member.role, member.seniority) for member in team}
    return {line: bands[hub_id] for line, bands in asked.items() if hub_id in bands}

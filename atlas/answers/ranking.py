"""The ranking: cells, scores, and how firm the order is."""

from dataclasses import replace
from typing import Literal

import pandas as pd

from atlas.answers.base import cached, data_version
from atlas.answers.catalogue import hub, hub_facts, hubs, own_criteria, pay_estimates, rate
from atlas.answers.cost import net_cost_bands, of_cost
from atlas.domain import cells as cell_domain
from atlas.domain import firmness as firmness_domain
from atlas.domain import ranking as ranking_domain
from atlas.domain.criteria import NET_COST
from atlas.domain.doublecount import Pair
from atlas.domain.errors import ScenarioError
from atlas.domain.firmness import Belief, Firmness, firmness
from atlas.domain.ranking import Ranking
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import Scenario

ChosenBy = Literal["scenario", "ranking"]


@cached(64)
def _cells(scenario: Scenario) -> cell_domain.Cells:
    costs = net_cost_bands(scenario) if scenario.cost_criterion == NET_COST.id else None
    where = Scenario(home=scenario.home, hub_hours=scenario.hub_hours, year=scenario.year)
    return cell_domain.assemble(hubs(), hub_facts(), pay_estimates(scenario.role, scenario.seniority), _worked_out(where),
                                scenario, own_criteria(), costs)


@cached(32)
def _worked_out(scenario: Scenario) -> pd.DataFrame:
    return cell_domain.work_out(hubs(), scenario)


def cells(scenario: Scenario) -> cell_domain.Cells:
    """The cells that a ranking rests on: role, seniority, home, hub hours and year matter for them, and all that a cost
    depends on where the scenario ranks by net cost."""
    base = of_cost(scenario) if scenario.cost_criterion == NET_COST.id else Scenario()
    return _cells(replace(base, role=scenario.role, seniority=scenario.seniority, home=scenario.home,
                          hub_hours=scenario.hub_hours, year=scenario.year, cost_criterion=scenario.cost_criterion))


@cached(256)
def rank(scenario: Scenario) -> Ranking:
    """The ranking of a scenario. ScenarioError for an unknown hub or currency, or all-zero weights."""
    rate(scenario)
    return ranking_domain.rank(cells(scenario), scenario, data_version())


@cached(128)
def robustness(scenario: Scenario, draws: int = DRAWS, seed: int = SEED) -> Firmness | None:
    """How firm the ranking of a scenario is: acceptability, verdict, flip points. None where no hub is left."""
    return firmness(rank(scenario), draws, seed)


@cached(32)
def beliefs(scenario: Scenario) -> tuple[Belief, ...]:
    """What one would have to believe for each hub to lead, in the order of the ranking; up to seconds when first asked."""
    return firmness_domain.beliefs(rank(scenario))


@cached(256)
def double_counts(scenario: Scenario) -> tuple[Pair, ...]:
    """Pairs of criteria that tell much the same story across the ranked hubs, with their share of the weight."""
    return firmness_domain.double_counts(rank(scenario))


def coverage(scenario: Scenario) -> pd.DataFrame:
    """Hubs x criteria with the grade of each cell ('' where unknown); columns city, country, kind, then criterion ids, and
    `own`: the criteria whose cell is a company's own."""
    found = cells(scenario)
    grades = pd.DataFrame(found.grade, columns=list(found.criteria.ids))
    return pd.concat([found.hubs[["city", "country", "kind"]], grades], axis=1).assign(
        own=[frozenset(c for c, own in zip(found.criteria.ids, row, strict=True) if own) for row in found.own])


def cost_hub(scenario: Scenario) -> tuple[str, ChosenBy]:
    """The hub whose cost is asked for: the first of the scenario's hubs, or else the leader of its ranking."""
    if scenario.hubs:
        return str(hub(scenario.hubs[0])["hub_id"]), "scenario"
    leader = rank(scenario).leader
    if leader is None:
        raise ScenarioError("hubs: no hub is left to cost. Relax a limit, or name a hub.")
    return str(leader["hub_id"]), "ranking"

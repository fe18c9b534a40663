"""The ranking: cells, scores, and how firm the order is."""

import pandas as pd

from atlas.answers.base import cached, data_version
from atlas.answers.catalogue import hub_facts, hubs, rate
from atlas.domain import cells as cell_domain
from atlas.domain import firmness as firmness_domain
from atlas.domain import own_data
from atlas.domain import ranking as ranking_domain
from atlas.domain.criteria import IDS
from atlas.domain.doublecount import Pair
from atlas.domain.firmness import Belief, Firmness, firmness
from atlas.domain.ranking import Ranking
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import Scenario
from atlas.store import db, queries


@cached(32)
def pay_estimates(role: str, seniority: str) -> pd.DataFrame:
    return queries.pay_estimates(db.current(), role, seniority)


@cached(64)
def _cells(scenario: Scenario) -> cell_domain.Cells:
    return cell_domain.assemble(hubs(), hub_facts(), pay_estimates(scenario.role, scenario.seniority), scenario)


def cells(scenario: Scenario) -> cell_domain.Cells:
    """The cells that a ranking rests on; only role, seniority, home, hub hours and year matter for them."""
    return _cells(Scenario(role=scenario.role, seniority=scenario.seniority, home=scenario.home,
                           hub_hours=scenario.hub_hours, year=scenario.year))


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
    mine = own_data.own_cells(found.long, found.hubs["hub_id"], IDS)
    return pd.concat([found.hubs[["city", "country", "kind"]], pd.DataFrame(found.grade, columns=list(IDS))], axis=1).assign(
        own=[frozenset(c for c, own in zip(IDS, row, strict=True) if own) for row in mine])

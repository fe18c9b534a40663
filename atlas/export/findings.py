"""What an export is made of: the answers to one scenario, gathered once, so that deck and workbook cannot disagree."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from atlas import answers
from atlas.domain.cost_report import CostAnswer
from atlas.domain.errors import ScenarioError
from atlas.domain.firmness import Firmness
from atlas.domain.link import link
from atlas.domain.overlap_answer import OverlapAnswer
from atlas.domain.ranking import Ranking
from atlas.domain.scenario import Scenario

SHORTLIST = 4
"""Hubs compared where the scenario names none."""


@dataclass(frozen=True, eq=False)
class Findings:
    """The answers to a scenario. `pay` has one row a place (hub_id, p10_usd … p90_usd, median_low_usd,
    median_high_usd, n, method), USD a year. What is None is not in the export; `cost_missing` says why there is no cost.
    `built` is the day of the data."""

    answer: Ranking
    firm: Firmness | None
    sources: pd.DataFrame
    land: dict[str, Any]
    currency: str
    per_usd: float
    rate_date: str
    built: str
    link: str
    pay: pd.DataFrame | None = None
    overlap: OverlapAnswer | None = None
    cost: CostAnswer | None = None
    cost_missing: str = ""

    @property
    def scenario(self) -> Scenario:
        return self.answer.scenario

    @cached_property
    def shortlist(self) -> pd.DataFrame:
        """The ranked hubs of the scenario's shortlist, or the first few, in the order of their ranks."""
        hubs = self.answer.hubs
        chosen = hubs[hubs["hub_id"].isin(self.scenario.shortlist)]
        return (hubs.head(SHORTLIST) if chosen.empty else chosen.head(SHORTLIST + 1)).reset_index(drop=True)


def gather(scenario: Scenario, address: str = "") -> Findings:
    """The findings of a scenario. ScenarioError as `answers.rank`; `address` comes before the scenario's link.

    A team that cannot be costed, such as at a home office without known pay, leaves the cost out and the rest alone.
    """
    rate = answers.rate(scenario)
    try:
        cost, missing = answers.cost(scenario, answers.cost_hub(scenario)[0]), ""
    except ScenarioError as fault:
        cost, missing = None, str(fault)
    return Findings(
        answers.rank(scenario), answers.robustness(scenario), answers.sources(), answers.land(), rate.currency,
        rate.per_usd, rate.rate_date, answers.meta().get("built_at_utc", "")[:10], link(scenario, address),
        answers.pay_estimates(scenario.role, scenario.seniority), answers.overlap(scenario), cost, missing)

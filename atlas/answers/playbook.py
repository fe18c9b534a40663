"""What the playbook asks of the data: pay and pool of a profile at the shortlist, a country's notice, a hub's clock."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from atlas.answers.base import cached
from atlas.answers.catalogue import facts_of_hub, hub, hubs, pay_estimates
from atlas.answers.cost import saturation
from atlas.answers.ranking import rank
from atlas.domain import salary
from atlas.domain.assumptions import settle
from atlas.domain.playbook.clock import Notice, Plan, check, notice_of
from atlas.domain.playbook.clock_advice import lead_weeks
from atlas.domain.playbook.pipeline import STAGES, Stage
from atlas.domain.scenario import Scenario
from atlas.domain.workdays import calendar_of

SHORTLIST = 3
"""Hubs shown where the scenario has no shortlist: the leaders of its ranking."""


@cached(16)
def profile_pay(profile: str, seniority: str) -> pd.DataFrame:
    """Pay of a profile by hub_id: the columns of salary.profile_pay, of the hub's country."""
    places = hubs()[["hub_id", "country"]]
    frames = [pay_estimates(role, seniority).merge(places, on="hub_id").assign(role=role, seniority=seniority)
              for role in salary.PROFILES[profile].shares]
    by_country = pd.concat(frames).drop_duplicates(["country", "role", "seniority"])
    return places.merge(salary.profile_pay(by_country, profile), on="country").set_index("hub_id")


def shortlist(scenario: Scenario) -> tuple[str, ...]:
    """The scenario's shortlist, or the first hubs of its ranking."""
    return scenario.shortlist or tuple(rank(scenario).hubs["hub_id"].head(SHORTLIST))


def profile_at_shortlist(scenario: Scenario, profile: str) -> pd.DataFrame:
    """One row a shortlisted hub: city, p25_usd, p50_usd, p75_usd, median_low_usd, median_high_usd, method, n,
    pool_persons, pool_low, pool_high, pool_grade, team_share_pct."""
    pay, shares, rows = profile_pay(profile, scenario.seniority), saturation(scenario), []
    columns = ["p25_usd", "p50_usd", "p75_usd", "median_low_usd", "median_high_usd", "method", "n"]
    for hub_id in shortlist(scenario):
        facts = facts_of_hub(hub_id).set_index("metric")
        pool = facts.loc["talent_pool_persons"] if "talent_pool_persons" in facts.index else {}
        rows.append({"hub_id": hub_id, "city": hub(hub_id)["city"],
                     **({c: pay.loc[hub_id, c] for c in columns} if hub_id in pay.index else {}),
                     **{f"pool_{name}": pool.get(key) for name, key in
                        (("persons", "value"), ("low", "low"), ("high", "high"), ("grade", "grade"))},
                     "team_share_pct": shares[hub_id].share_pct if hub_id in shares else None})
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class NoticeFact:
    """The notice of a hub's country as the data hold it; `notice` is None where they do not."""

    country_name: str
    notice: Notice | None
    about: str = ""
    source_code: str = ""


LONG_SERVICE = ("senior", "lead")


def notice(hub_id: str, seniority: str) -> NoticeFact:
    """The notice to expect: after long service for seniors and leads, after a year for others, where both are known."""
    place, facts = hub(hub_id), facts_of_hub(hub_id).set_index("metric")
    order = ["notice_weeks", "notice_weeks_1y"]
    for metric in order if seniority in LONG_SERVICE else reversed(order):
        if metric in facts.index and pd.notna(facts.loc[metric, "value"]):
            fact = facts.loc[metric]
            return NoticeFact(place["country_name"], notice_of(float(fact["value"])), str(fact["definition"]),
                              str(fact["source_code"]))
    return NoticeFact(place["country_name"], None)


def hiring_plan(scenario: Scenario, hub_id: str, start: date, today: date, *, given_notice: Notice, hires: int,
                stages: tuple[Stage, ...] = STAGES) -> Plan:
    """The clock's plan at a hub, under the scenario's engagement and assumptions. ScenarioError where it cannot run."""
    place = hub(hub_id)
    return check(Plan(start, calendar_of(hub_id, place["country"]), tuple(stages),
                      lead_weeks(scenario.engagement, settle(dict(scenario.assumptions))), given_notice, hires=hires),
                 today)

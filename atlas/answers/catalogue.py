"""The catalogue: hubs, facts, sources, rates, and what the build says of itself."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from atlas.answers.base import cached
from atlas.domain import own_data
from atlas.domain.benchmarks import Benchmark, of_row
from atlas.domain.cells import COMPUTED_SOURCES
from atlas.domain.criteria import Criteria, Criterion, criteria_of, own_criterion
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.scenario import ROLE_LABELS, SENIORITY_LABELS, Scenario
from atlas.paths import DATA
from atlas.store import db, queries


@cached(1)
def hubs() -> pd.DataFrame:
    """Every hub and home market, one row each, ordered by hub_id."""
    return queries.hubs(db.current())


@cached(1)
def hub_facts() -> pd.DataFrame:
    return queries.hub_facts(db.current())


def hub(hub_id: str) -> pd.Series:
    """One hub's row of the catalogue. ScenarioError names the nearest id."""
    frame = hubs()
    found = frame[frame["hub_id"] == hub_id]
    if found.empty:
        raise ScenarioError(f"hub: {shown(hub_id)} is not a hub{nearest(hub_id, frame['hub_id'])}")
    return found.iloc[0]


@cached(64)
def facts_of_hub(hub_id: str) -> pd.DataFrame:
    """Every fact of a hub and of its country, with value, band, unit, year, level, grade and source."""
    hub(hub_id)
    return queries.facts_of_hub(db.current(), hub_id)


def catalogue() -> list[dict[str, Any]]:
    """The `hubs` JSON: every hub with every fact and its source."""
    def plain(value: Any) -> Any:
        if value is None or pd.isna(value):
            return None
        return value.item() if hasattr(value, "item") else value

    return [
        {key: plain(value) for key, value in row.items()}
        | {"facts": [{k: plain(v) for k, v in fact.items()} for fact in facts_of_hub(row["hub_id"]).to_dict("records")]}
        for row in hubs().to_dict("records")
    ]


@cached(1)
def sources() -> pd.DataFrame:
    """Every source: title, publisher, url, licence, accessed, notes, and how many facts, cells and rates it feeds."""
    return queries.sources(db.current())


@cached(1)
def source_names() -> dict[str, str]:
    """The short name of each source, for source lines: who published it."""
    return ({row.source_code: row.publisher for row in sources().itertuples()} | COMPUTED_SOURCES
            | {own_data.SOURCE: own_data.MARK})


@cached(1)
def own_hubs() -> frozenset[str]:
    """The hubs that this session brought, by id."""
    if not db.current().private:
        return frozenset()
    return frozenset(hubs()["hub_id"]) - frozenset(queries.hubs(db.published())["hub_id"])


@cached(1)
def own_counts() -> dict[str, int]:
    """How many rows of each kind are a company's own: facts, pay figures, criteria, benchmarks."""
    return {column.replace("_", " "): int(number) for column, number in queries.own_rows(db.current()).iloc[0].items()}


@cached(1)
def own_benchmarks() -> tuple[Benchmark, ...]:
    """The company's own claims; none in the shipped data."""
    words = ROLE_LABELS | {level: label.split(",")[0].lower() for level, label in SENIORITY_LABELS.items()}
    return tuple(of_row(row, words) for row in queries.own_benchmarks(db.current()).to_dict("records"))


@cached(1)
def build_checks() -> pd.DataFrame:
    """The checks that the build ran: check_id, question, rows_wrong."""
    return queries.build_checks(db.current())


@cached(1)
def cleaning_rules() -> pd.DataFrame:
    """What each cleaning rule of the pay surveys touched."""
    return queries.cleaning_rules(db.current())


@cached(1)
def own_criteria() -> tuple[Criterion, ...]:
    """The criteria that the company brought; none in the shipped data."""
    return tuple(own_criterion(**row) for row in queries.own_criteria(db.current()).to_dict("records"))


def criteria(scenario: Scenario) -> Criteria:
    """What a ranking of the scenario goes by, in order."""
    return criteria_of(scenario.cost_criterion, own_criteria())


@cached(32)
def pay_estimates(role: str, seniority: str) -> pd.DataFrame:
    """The pay estimate of each hub for a role and seniority, USD a year, ordered by hub_id."""
    return queries.pay_estimates(db.current(), role, seniority)


@lru_cache(maxsize=1)
def land_text() -> str:
    """The outlines of the land as the text of a GeoJSON; they ship with the code and do not change with a build."""
    return (DATA / "world.geojson").read_text("utf-8").strip()


@lru_cache(maxsize=1)
def land() -> dict[str, Any]:
    """The outlines of the land as GeoJSON."""
    return json.loads(land_text())


@dataclass(frozen=True)
class Rate:
    """Units of `currency` for one US dollar, the last day it describes, and its source."""

    currency: str
    per_usd: float
    rate_date: str
    source_code: str


PAY_YEAR = 2024
"""Pay is converted at the mean rate of the survey year that gives its levels."""


@cached(1)
def rates() -> dict[str, Rate]:
    """The rate of each currency at the year of the pay figures."""
    frame = queries.rates(db.current(), PAY_YEAR)
    return {r.currency: Rate(r.currency, float(r.per_usd), str(r.rate_date), r.source_code) for r in frame.itertuples()}


def rate(scenario: Scenario) -> Rate:
    """The rate of the scenario's currency; USD for 'local', which each hub resolves for itself."""
    currency = "USD" if scenario.currency == "local" else scenario.currency
    if currency not in rates():
        raise ScenarioError(f"currency: {shown(currency)} has no exchange rate{nearest(currency, rates())}")
    return rates()[currency]

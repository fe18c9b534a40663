"""The one place where store and domain meet: one function a question. Screen, command line and deck all ask here.

Answers are cached by the data generation they came from, so a new build is seen at once and an old one never mixed in.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from atlas.domain import cells as cell_domain
from atlas.domain import ranking as ranking_domain
from atlas.domain.criteria import CRITERIA, IDS
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.firmness import Firmness, firmness
from atlas.domain.ranking import Ranking
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import Scenario
from atlas.paths import DATA
from atlas.store import db, queries

P, R = ParamSpec("P"), TypeVar("R")


def _cached(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache a question's answers as long as the data generation stands."""

    def decorate(question: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def kept(generation: str, *args: Any, **kwargs: Any) -> R:
            return question(*args, **kwargs)

        @wraps(question)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            return kept(db.current().meta["generation"], *args, **kwargs)

        return ask

    return decorate


def data_version() -> str:
    """The hash of the inputs that the served database was built from."""
    return db.current().meta["data_version"]


def meta() -> dict[str, str]:
    """The manifest of the served database."""
    return dict(db.current().meta)


@_cached(1)
def hubs() -> pd.DataFrame:
    """Every hub and home market, one row each, ordered by hub_id."""
    return queries.hubs(db.current())


@_cached(1)
def _facts() -> pd.DataFrame:
    return queries.hub_facts(db.current())


@_cached(32)
def _pay(role: str, seniority: str) -> pd.DataFrame:
    return queries.pay_estimates(db.current(), role, seniority)


@_cached(64)
def _cells(scenario: Scenario) -> cell_domain.Cells:
    return cell_domain.assemble(hubs(), _facts(), _pay(scenario.role, scenario.seniority), scenario)


def cells(scenario: Scenario) -> cell_domain.Cells:
    """The cells that a ranking rests on; only role, seniority, home, hub hours and year matter for them."""
    return _cells(Scenario(role=scenario.role, seniority=scenario.seniority, home=scenario.home,
                           hub_hours=scenario.hub_hours, year=scenario.year))


@_cached(256)
def rank(scenario: Scenario) -> Ranking:
    """The ranking of a scenario. ScenarioError for an unknown hub or currency, or all-zero weights."""
    rate(scenario)
    return ranking_domain.rank(cells(scenario), scenario, data_version())


@_cached(128)
def robustness(scenario: Scenario, draws: int = DRAWS, seed: int = SEED) -> Firmness | None:
    """How firm the ranking of a scenario is: acceptability, verdict, flip points. None where no hub is left."""
    return firmness(rank(scenario), draws, seed)


@dataclass(frozen=True)
class Rate:
    """Units of `currency` for one US dollar, the last day it describes, and its source."""

    currency: str
    per_usd: float
    rate_date: str
    source_code: str


PAY_YEAR = 2024
"""Pay is converted at the mean rate of the survey year that gives its levels."""


@_cached(1)
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


def hub(hub_id: str) -> pd.Series:
    """One hub's row of the catalogue. ScenarioError names the nearest id."""
    frame = hubs()
    found = frame[frame["hub_id"] == hub_id]
    if found.empty:
        raise ScenarioError(f"hub: {shown(hub_id)} is not a hub{nearest(hub_id, frame['hub_id'])}")
    return found.iloc[0]


@_cached(64)
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


@_cached(1)
def sources() -> pd.DataFrame:
    """Every source: title, publisher, url, licence, accessed, notes, and how many facts, cells and rates it feeds."""
    return queries.sources(db.current())


@_cached(1)
def build_checks() -> pd.DataFrame:
    """The checks that the build ran: check_id, question, rows_wrong."""
    return queries.build_checks(db.current())


@_cached(1)
def cleaning_rules() -> pd.DataFrame:
    """What each cleaning rule of the pay surveys touched."""
    return queries.cleaning_rules(db.current())


def coverage(scenario: Scenario) -> pd.DataFrame:
    """Hubs x criteria with the grade of each cell ('' where unknown); columns city, country, then criterion ids."""
    found = cells(scenario)
    return pd.concat([found.hubs[["city", "country", "kind"]], pd.DataFrame(found.grade, columns=list(IDS))], axis=1)


def labels() -> dict[str, str]:
    """Criterion ids and their labels, in registry order."""
    return {c.id: c.label for c in CRITERIA.values()}


@_cached(1)
def source_names() -> dict[str, str]:
    """The short name of each source: publisher and title's first words, for source lines."""
    frame = sources()
    return {row.source_code: row.publisher for row in frame.itertuples()}


@lru_cache(maxsize=1)
def land() -> dict[str, Any]:
    """The outlines of the land as GeoJSON; they ship with the code and do not change with a build."""
    return json.loads((DATA / "world.geojson").read_text("utf-8"))

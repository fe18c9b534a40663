"""Pay: the estimate of a hub, role and seniority; all countries beside each other; one country's sources side by side."""

from typing import Any

import pandas as pd

from atlas.answers.base import cached
from atlas.answers.catalogue import Rate, hub, hub_facts, hubs, own_benchmarks, pay_estimates, rate, rates
from atlas.domain import pay_claims, salary
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.pay_claims import PayClaim
from atlas.domain.pay_figures import COUNTRY_SERIES, LEVELS_SERIES
from atlas.domain.pay_series import OFFICIAL_METRIC, OWN_SERIES, Series, side_by_side
from atlas.domain.regions import REGIONS
from atlas.domain.salary import PERCENTILES
from atlas.domain.scenario import Scenario
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.store import db, queries

SURVEYS = (LEVELS_SERIES, COUNTRY_SERIES)
"""The sources behind every estimate: a country without answers of its own leans on those of all others."""


def pay_report(hub_id: str, role: str, seniority: str, currency: str = "USD") -> dict[str, Any]:
    """The `pay` JSON (PRODUCT 10): gross pay a year in `currency`, p10 to p90 and an 80 % interval for the median.

    `currency` is an ISO 4217 code with a rate, or 'local' for the hub's own. Pay is that of the hub's whole country.
    `rate` is units of the currency for one US dollar, the mean of the year up to `rate_date`. `own_benchmarks` stands only
    where the company has claims of its own about this pay. ScenarioError for anything unknown.
    """
    place = hub(hub_id)
    for name, value, valid in (("role", role, ROLES), ("seniority", seniority, SENIORITIES)):
        if value not in valid:
            raise ScenarioError(f"{name}: {shown(value)} is not known{nearest(value, valid)}")
    money = pay_rate(currency, hub_id)
    found = pay_estimates(role, seniority).set_index("hub_id").loc[place["hub_id"]]

    def amount(column: str) -> float:
        return round(float(found[column]) * money.per_usd, 2)

    found_sources = [OWN_SERIES] if found["source_code"] == OWN_SERIES else SURVEYS
    own = [_claim_report(claim, money) for claim in own_pay_claims(role, seniority) if claim.country == place["country"]]
    return {
        "hub_id": hub_id, "role": role, "seniority": seniority, "currency": money.currency,
        **{f"p{p}": amount(f"p{p}_usd") for p in PERCENTILES},
        "median_low": amount("median_low_usd"), "median_high": amount("median_high_usd"),
        "n": int(found["n"]), "method": str(found["method"]),
        "rate": money.per_usd, "rate_date": money.rate_date,
        "sources": [*found_sources, *([] if money.currency == "USD" else [money.source_code])],
        **({"own_benchmarks": own} if own else {}),
    }


def _claim_report(claim: PayClaim, money: Rate) -> dict[str, Any]:
    high = None if claim.high_usd is None else round(claim.high_usd * money.per_usd, 2)
    return {"benchmark_id": claim.benchmark.id, "claimed_by": claim.benchmark.claimed_by,
            "low": round(claim.low_usd * money.per_usd, 2), "high": high}


@cached(128)
def own_pay_claims(role: str, seniority: str) -> tuple[PayClaim, ...]:
    """What the company's own benchmarks say of base salaries for a role and seniority, by country."""
    return pay_claims.own_claims(own_benchmarks(), role, seniority, {code: r.per_usd for code, r in rates().items()})


def pay_rate(currency: str, hub_id: str) -> Rate:
    """The rate of a currency, 'local' being the hub's own. ScenarioError names the nearest code."""
    return rate(Scenario(currency=str(hub(hub_id)["currency"]) if currency == "local" else currency))


@cached(32)
def pay_by_country(role: str, seniority: str) -> pd.DataFrame:
    """One row a country with a hub, cheapest first: country, country_name, kind, cities, and the estimate's columns.

    `kind` is 'home' where all its places are home markets; `cities` names them all.
    """
    places = hubs().groupby("country", as_index=False).agg(
        hub_id=("hub_id", "first"), country_name=("country_name", "first"), kind=("kind", "max"),
        cities=("city", ", ".join))
    found = places.merge(pay_estimates(role, seniority), on="hub_id").drop(columns="hub_id")
    return found.sort_values(["p50_usd", "country"], ignore_index=True)


@cached(32)
def pay_of_country(country: str) -> pd.DataFrame:
    """The estimates of a country for every role and seniority, with its columns country to method."""
    return queries.pay_of_country(db.current(), country).assign(country=country)


@cached(8)
def pay_premium(role: str) -> dict[str, Any]:
    """What a role earns above software engineers at equal country and seniority: see salary.premium."""
    return salary.premium(queries.pay_cells(db.current()), role, _areas())


def _areas() -> dict[str, str]:
    return {place.country: REGIONS[place.region].area for place in hubs().itertuples()}


@cached(64)
def pay_series(hub_id: str, role: str, seniority: str) -> tuple[Series, ...]:
    """What each source says of the pay of a hub's country, apart from each other: see domain.pay_series."""
    country = str(hub(hub_id)["country"])
    facts = hub_facts()
    official = facts[(facts["hub_id"] == hub_id) & (facts["metric"] == OFFICIAL_METRIC)]
    return side_by_side(queries.pay_cells_of_country(db.current(), country), official,
                        rates()["EUR"].per_usd, role, seniority)

"""Pay by country, role and seniority: from published cells to a median with an interval, a band, and how it was made.

Pay is national. Nothing here knows a city, and no factor between cities is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.domain import pay_figures, pay_model
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.pay_figures import COUNTRY_SERIES, LEVELS_SERIES, POOLED_SERIES
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.tables import PAY_METHODS, ROLES, SENIORITIES

KEYS = ("country", "role", "seniority")
PERCENTILES = (10, 25, 50, 75, 90)
BAND = tuple(f"p{p}_usd" for p in PERCENTILES)
MEDIAN_BAND = ("median_low_usd", "median_high_usd")
COUNTS = ("n", "n_role", "n_seniority", "n_cell")
COLUMNS = (*KEYS, *BAND, *MEDIAN_BAND, *COUNTS, "method", "source_code", "year")

ENOUGH = 30
"""Respondents from which a cell can be called observed and a country is no longer modelled."""

OWN_ENOUGH = 10
"""Own rows from which a company's own cell stands in place of the estimate; with fewer it stands beside it only."""

SURVEY_YEAR = 2024
"""The survey that gives the level of every estimate."""

Z_80, Z_95 = 1.2816, 1.9600
NORMAL = dict(zip(PERCENTILES, (-Z_80, -0.6745, 0.0, 0.6745, Z_80), strict=True))


def estimate(cells: pd.DataFrame, countries: Sequence[str], areas: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Pay of every role and seniority in `countries`, in US dollars a year at the level of the 2024 survey.

    `cells` has the columns of tables.SALARIES: the Stack Overflow series are read, then a company's own (`own_pay`).
    `areas` names each country's peer group (Region.area): a thin country leans on its peers, or on all countries alike
    where None. One row a country, role and seniority with COLUMNS, in that order:

    - p10 to p90: how pay spreads over people; median_low, median_high: 80 % interval of the median itself.
    - n: engineers of both years behind the country's level; n_role: those of the role; n_seniority and n_cell: those
      of 2024 at that level, and in both. 0 means fewer than 5, which is not published.
    - method: 'observed' if the cell has 30 respondents and over half the weight in its own median; 'modelled' if the
      country has fewer than 30 (or none: then its peers speak for it); else 'pooled'.
    - source_code, year: whose figure it is and the year of its level.

    DataError if the 2024 survey has no cell.
    """
    spread, areas = pay_figures.spreads(cells), dict(areas or {})
    model = pay_model.fit(pay_figures.figures(cells, spread), areas)
    shape = np.array(list(_shape(cells).values()))
    role, level = np.divmod(np.arange(len(ROLES) * len(SENIORITIES)), len(SENIORITIES))
    frames = []
    for country in sorted(set(countries)):
        found = pay_model.predict(model, country, role, level)
        band = np.exp(found.mean[:, None] + spread.get(country, spread[""]) * shape)
        interval = np.exp(found.mean[:, None] + Z_80 * found.sd[:, None] * np.array([-1, 1]))
        frames.append(pd.DataFrame(np.hstack([band, interval]), columns=[*BAND, *MEDIAN_BAND]).assign(
            country=country, role=np.array(ROLES)[role], seniority=np.array(SENIORITIES)[level], weight=found.own_weight))
    table = _counts(cells, pd.concat(frames, ignore_index=True)) if frames else pd.DataFrame(columns=[*COLUMNS, "weight"])
    observed = (table["n_cell"] >= ENOUGH) & (table["weight"] > 0.5)
    table["method"] = np.select([table["n"] < ENOUGH, observed], ["modelled", "observed"], "pooled")
    table = table.assign(source_code=POOLED_SERIES, year=SURVEY_YEAR)[list(COLUMNS)]
    own = own_pay(cells[cells["country"].isin(frozenset(countries))])
    if own.empty:
        return table
    stands = table.set_index(list(KEYS))
    stands.loc[pd.MultiIndex.from_frame(own[list(KEYS)])] = own.set_index(list(KEYS)).to_numpy()
    return stands.reset_index().astype(table.dtypes)


def own_pay(cells: pd.DataFrame) -> pd.DataFrame:
    """The company's own cells of one role and one seniority with OWN_ENOUGH rows or more, newest year, in COLUMNS.

    Each stands for its country, role and seniority as it is, never pooled: percentiles of the cell, all counts its own
    n, method 'observed'. The 80 % interval of the median takes log pay as normal: a sample's median then has the standard
    deviation sd x sqrt(pi / 2n) (Cramér 1946, Mathematical Methods of Statistics, 28.5), a little wide for small n.
    """
    own = cells[(cells["source_code"] == OWN_SERIES) & (cells["role"] != "all") & (cells["seniority"] != "all")
                & (cells["n"] >= OWN_ENOUGH)]
    newest = own.sort_values("year").drop_duplicates(list(KEYS), keep="last")
    factor = np.exp(Z_80 * newest["sd_log_usd"] * np.sqrt(np.pi / (2 * newest["n"])))
    return newest.assign(
        median_low_usd=newest["p50_usd"] / factor, median_high_usd=newest["p50_usd"] * factor, method="observed",
        **dict.fromkeys(COUNTS, newest["n"]))[list(COLUMNS)]


def premium(cells: pd.DataFrame, role: str = "ai_ml_engineer", areas: Mapping[str, str] | None = None) -> dict[str, object]:
    """What `role` earns above software engineers at equal country and seniority, over all countries.

    Keys: role, baseline, n (respondents of the role in published cells of both years), premium_pct, low_pct, high_pct
    (95 % interval).
    """
    model = pay_model.fit(pay_figures.figures(cells, pay_figures.spreads(cells)), dict(areas or {}))
    gap, sd = model.role_contrast(role, "software_engineer")
    low, middle, high = (float(100 * np.expm1(gap + z * sd)) for z in (-Z_95, 0, Z_95))
    pooled = cells[(cells["source_code"] == POOLED_SERIES) & (cells["role"] == role)]
    return {"role": role, "baseline": "software_engineer", "n": int(pooled["n"].sum()),
            "premium_pct": middle, "low_pct": low, "high_pct": high}


def _shape(cells: pd.DataFrame) -> dict[int, float]:
    """Where the percentiles lie about the median, in standard deviations of log pay; tails are heavier than normal."""
    thick = cells[(cells["source_code"] == LEVELS_SERIES) & (cells["role"] != "all") & (cells["seniority"] != "all")
                  & (cells["n"] >= ENOUGH)]
    if thick.empty:
        return NORMAL
    return {p: float(np.average(np.log(thick[f"p{p}_usd"] / thick["p50_usd"]) / thick["sd_log_usd"],
                                weights=thick["n"])) for p in PERCENTILES}


def _counts(cells: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """`table` with COUNTS; the pooled series counts both years, and each year by itself where it is too thin."""
    surveys = cells[cells["source_code"].isin((LEVELS_SERIES, COUNTRY_SERIES, POOLED_SERIES))]
    published = surveys.set_index(["source_code", *KEYS])["n"]

    def count(code: str, role: object, seniority: object) -> np.ndarray:
        keys = pd.DataFrame({"source_code": code, "country": table["country"], "role": role, "seniority": seniority})
        return published.reindex(pd.MultiIndex.from_frame(keys)).fillna(0).to_numpy(int)

    def both_years(role: object) -> np.ndarray:
        years = count(LEVELS_SERIES, role, "all") + count(COUNTRY_SERIES, role, "all")
        return np.maximum(count(POOLED_SERIES, role, "all"), years)

    return table.assign(n=both_years("all"), n_role=both_years(table["role"]),
                        n_seniority=count(LEVELS_SERIES, "all", table["seniority"]),
                        n_cell=count(LEVELS_SERIES, table["role"], table["seniority"]))


@dataclass(frozen=True)
class Profile:
    """One of the three kinds of AI engineer, as a mix of surveyed roles. `shares` sum to 1 and are an assumption."""

    id: str
    label: str
    about: str
    shares: Mapping[str, float]
    reason: str


PROFILES: dict[str, Profile] = {
    profile.id: profile
    for profile in (
        Profile("model_builder", "Model builder", "trains, adapts and evaluates models",
                {"data_scientist": 0.5, "ai_ml_engineer": 0.5},
                "the 2024 survey has one title for data scientists and machine learning specialists, so modelling work "
                "is found under both roles alike"),
        Profile("infra_mlops", "Infrastructure and MLOps specialist", "runs training and serving, pipelines and cost",
                {"mlops_engineer": 0.7, "data_engineer": 0.3},
                "platform and DevOps titles carry most of this work, data pipelines the rest"),
        Profile("product_implementer", "Product implementer", "builds product features on existing models",
                {"ai_ml_engineer": 0.5, "software_engineer": 0.5},
                "half of the work is AI integration, half is software engineering around it"),
    )
}


def profile_pay(estimates: pd.DataFrame, profile: str) -> pd.DataFrame:
    """Pay of an AI profile: one row a country and seniority of `estimates` (columns COLUMNS without role).

    Each amount is the geometric mean of the roles' amounts, weighed by their shares: the mean of log pay. The roles of
    a country err together, so the interval is not narrowed. Counts and method are those of the weakest role;
    source_code and year are those of the roles with most of the shares.
    ScenarioError for an unknown profile.
    """
    if profile not in PROFILES:
        raise ScenarioError(f"profile: {shown(profile)} is not a profile{nearest(profile, PROFILES)}")
    shares = pd.Series(PROFILES[profile].shares)
    rows = estimates[estimates["role"].isin(shares.index)]
    weight = rows["role"].map(shares).to_numpy()[:, None]
    amounts = [*BAND, *MEDIAN_BAND]
    keys = [rows["country"], rows["seniority"]]
    pay = np.exp((np.log(rows[amounts].astype(float)) * weight).groupby(keys).sum())
    pay[list(COUNTS)] = rows[list(COUNTS)].groupby(keys).min()
    pay["method"] = rows["method"].map(PAY_METHODS.index).groupby(keys).max().map(dict(enumerate(PAY_METHODS)))
    sources = rows.assign(share=weight[:, 0]).groupby(
        ["country", "seniority", "source_code", "year"], as_index=False)["share"].sum().sort_values("share", kind="stable")
    pay = pay.join(sources.groupby(["country", "seniority"])[["source_code", "year"]].last())
    pay = pay.reset_index().sort_values(
        ["country", "seniority"], key=lambda c: c.map(SENIORITIES.index) if c.name == "seniority" else c)
    return pay[["country", "seniority", *amounts, *COUNTS, "method", "source_code", "year"]].reset_index(drop=True)

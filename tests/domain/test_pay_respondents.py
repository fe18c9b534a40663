"""The estimate against the respondents themselves: plain regressions and shares, where the raw survey is at hand."""

import numpy as np
import pandas as pd
import pytest

from atlas.domain.salary import BAND, PERCENTILES, estimate, premium
from atlas.domain.tables import ROLES
from atlas.paths import ROOT
from bench import pay_validation
from etl.sources.countries import CODE_OF
from etl.sources.roles import ROLE_OF_STACKOVERFLOW

RAW = ROOT.parent / "shared" / "data" / "salaries"
SURVEY_2024, SURVEY_2025 = RAW / "stackoverflow_2024.parquet", RAW / "stackoverflow_2025_paid.parquet"
pytestmark = pytest.mark.skipif(not (SURVEY_2024.exists() and SURVEY_2025.exists()), reason="the raw survey is not here")
CELLS, AREAS = pay_validation.inputs()


@pytest.fixture(scope="module")
def respondents() -> pd.DataFrame:
    """Engineers of 2024 with usable pay: country, role, seniority, log (of USD); cleaned in pandas, apart from the ETL."""
    first, second = pd.read_parquet(SURVEY_2024), pd.read_parquet(SURVEY_2025)
    rate = pd.read_csv(RAW / "fx_survey_2024.csv").set_index("currency")["per_usd"]
    first["usd"] = first["ConvertedCompYearly"].fillna(first["CompTotal"] / first["Currency"].str[:3].map(rate))
    rows = pd.concat([first.assign(year=2024), second.assign(year=2025, usd=second["ConvertedCompYearly"])])
    rows = rows[rows["Country"].notna() & (rows["Country"] != "Nomadic") & rows["usd"].between(1_000, 1_000_000)]
    for _ in range(6):
        share = rows["usd"] / rows.groupby("Country")["usd"].transform("median")
        rows = rows[share.between(0.15, 8)]
    rows = rows[rows["year"] == 2024]
    level = pd.cut(rows["YearsCodePro"], [-1, 2, 5, 10, 99], labels=["junior", "mid", "senior", "lead"])
    role = rows["DevType"].map(ROLE_OF_STACKOVERFLOW[2024])
    table = pd.DataFrame({"country": rows["Country"].map(CODE_OF), "role": role, "seniority": level.astype(object),
                          "log": np.log(rows["usd"])})
    return table[table["role"].isin(ROLES)].dropna()


def regression(rows: pd.DataFrame, *groups: list[str]) -> pd.Series:
    """Ordinary least squares of log pay on one dummy a value of each group, by its normal equations."""
    x = pd.concat([pd.get_dummies(rows[group].agg(" ".join, axis=1), dtype=float) for group in groups], axis=1)
    matrix = x.to_numpy()
    return pd.Series(np.linalg.lstsq(matrix.T @ matrix, matrix.T @ rows["log"].to_numpy(), rcond=1e-12)[0], x.columns)


def test_premium_beside_log_ols_of_the_respondents(respondents):
    found = regression(respondents, ["country"], ["seniority"], ["role"])
    for role, points in (("ai_ml_engineer", 6), ("data_scientist", 6), ("data_engineer", 6), ("mlops_engineer", 6)):
        theirs = 100 * np.expm1(found[role] - found["software_engineer"])
        ours = premium(CELLS, role, AREAS)
        assert ours["low_pct"] < theirs < ours["high_pct"] + 1, role
        assert abs(ours["premium_pct"] - theirs) < points, role


def test_senior_ai_pay_beside_log_ols_with_each_country_s_own_ladder(respondents):
    """Within 15 %: a regression of logs gives geometric means, which long low tails pull under the median."""
    countries = ["US", "GB", "DE", "CA", "PL", "IN", "BR", "UA", "CZ", "RO"]
    found = regression(respondents[respondents["country"].isin(countries)], ["country", "seniority"], ["role"])
    table = estimate(CELLS, sorted(AREAS), AREAS).set_index(["country", "role", "seniority"])
    for country in countries:
        theirs = np.exp(found[f"{country} senior"] + found["ai_ml_engineer"])
        assert table.loc[(country, "ai_ml_engineer", "senior"), "p50_usd"] == pytest.approx(theirs, rel=0.15), country


def test_the_band_holds_the_shares_of_people_that_it_names(respondents):
    """In cells of 30 or more, a tenth of respondents lies below p10, a quarter below p25, and so on, within 3 points."""
    keys = ["country", "role", "seniority"]
    joined = respondents.merge(estimate(CELLS, sorted(AREAS), AREAS), on=keys)
    joined = joined[joined["n_cell"] >= 30]
    assert len(joined) > 10_000
    for percentile, column in zip(PERCENTILES, BAND, strict=True):
        below = np.exp(joined["log"]) < joined[column]
        assert 100 * below.groupby([joined[key] for key in keys]).mean().mean() == pytest.approx(percentile, abs=3)

"""The survey ingest on the raw files: published check figures, an independent computation, and the survey's own rates.

The expected figures are those of the README beside the raw data (country medians, quartiles, n). The independent
computation is pandas on the raw files, with the shared file of the survey's rates instead of rates derived here.
"""

import argparse
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from atlas.paths import DATA, ROOT
from etl import pay_file
from etl.engine import duckdb_engine
from etl.pay_rows import count_rules, settle_observations
from etl.sources import roles, stackoverflow
from etl.sources.countries import CODE_OF, CODES, NOMADIC, OTHER_SPELLINGS

RAW = ROOT.parent / "shared" / "data" / "salaries"
FILES = [RAW / "stackoverflow_2024.parquet", RAW / "stackoverflow_2025_paid.parquet"]
needs_raw = pytest.mark.skipif(not FILES[0].exists(), reason="the raw survey files are not beside this checkout")

CHECK_FIGURES = {
    "RO": (38.1, 58.7, 82.9, 204), "PL": (37.1, 59.4, 85.2, 776), "EE": (43.2, 61.4, 75.2, 58),
    "IN": (9.0, 17.9, 33.5, 1286), "UA": (24.0, 42.3, 63.6, 1032), "CZ": (34.7, 49.0, 71.6, 362),
    "GB": (57.4, 82.8, 114.6, 1786), "US": (105, 145, 190, 6145), "DE": (58.0, 75.2, 91.3, 2627),
    "BR": (13.4, 24.2, 44.8, 794), "VN": (8.3, 14.2, 24.8, 70), "PH": (8.9, 22.8, 37.0, 66),
    "XK": (20.3, 24.5, 30.6, 6),
}  # fmt: skip
USABLE_ROWS = {"RO": (215, 182), "PL": (823, 533), "EE": (64, 47), "XK": (6, 4), "IN": (1373, 870), "UA": (1102, 479),
               "GB": (1988, 1452), "US": (6905, 4921)}
TITLE_FATES = ("no_title", "not_engineering")


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    return pay_file.read(DATA / "salaries.parquet")[0].to_pandas()


@pytest.fixture(scope="module")
def ingested() -> dict[str, object]:
    """One ingest of the raw files: fates, rates, rules."""
    with duckdb_engine() as engine:
        stackoverflow.prepare(engine, argparse.Namespace(files=FILES, year=None))
        settle_observations(engine)
        rules, kept = count_rules(engine, stackoverflow.RULES)
        tables = {"fated": engine.connection.view("fated").df(), "rate": engine.connection.table("rate").df()}
    return tables | {"rules": {rule["id"]: rule["by_series"] for rule in rules}, "kept": kept}


@pytest.fixture(scope="module")
def independent() -> pd.DataFrame:
    """Kept rows by pandas: code, year, role, seniority, usd."""
    survey_2024, survey_2025 = (pd.read_parquet(path) for path in FILES)
    rate = pd.read_csv(RAW / "fx_survey_2024.csv", keep_default_na=False).set_index("currency")["per_usd"]
    converted = survey_2024["CompTotal"] / survey_2024["Currency"].str[:3].map(rate)
    survey_2024["usd"] = survey_2024["ConvertedCompYearly"].fillna(converted)
    survey_2025["usd"] = survey_2025["ConvertedCompYearly"]
    rows = pd.concat([survey_2024.assign(year=2024), survey_2025.assign(year=2025)], ignore_index=True)
    rows = rows[rows["Country"].notna() & (rows["Country"] != "Nomadic") & rows["usd"].between(1_000, 1_000_000)]
    rows = rows.assign(code=rows["Country"].map(CODE_OF))
    kept = rows
    for _ in range(6):
        median = rows["code"].map(kept.groupby("code")["usd"].median())
        kept = rows[(rows["usd"] >= 0.15 * median) & (rows["usd"] <= 8 * median)]
    years = pd.cut(kept["YearsCodePro"], [-1, 2, 5, 10, 99], labels=["junior", "mid", "senior", "lead"])
    role_of = roles.ROLE_OF_STACKOVERFLOW
    role = [role_of[year].get(title) for year, title in zip(kept["year"], kept["DevType"], strict=True)]
    kept = kept.assign(role=role, seniority=years.astype(object).where(kept["year"] == 2024))
    return kept[kept["role"].notna() & (kept["role"] != "outside")]


@needs_raw
@pytest.mark.parametrize("country", CHECK_FIGURES)
def test_shipped_cells_reproduce_the_check_figures(shipped: pd.DataFrame, country: str) -> None:
    *quartiles, n = CHECK_FIGURES[country]
    cell = one_cell(shipped, "stackoverflow_2024", country, "all", "all")
    assert cell["n"] == n
    assert [cell[f"p{p}_usd"] / 1000 for p in (25, 50, 75)] == pytest.approx(quartiles, rel=0.01)


@needs_raw
@pytest.mark.parametrize("country", USABLE_ROWS)
def test_usable_rows_of_all_titles(ingested: dict, country: str) -> None:
    fated = ingested["fated"]
    usable = fated[(fated["country"] == country) & (fated["fate"].isna() | fated["fate"].isin(TITLE_FATES))]
    assert tuple(usable.groupby("year").size()) == USABLE_ROWS[country]


@needs_raw
def test_twenty_shipped_cells_equal_pandas(shipped: pd.DataFrame, independent: pd.DataFrame) -> None:
    survey = shipped[shipped["source_code"].str.startswith("stackoverflow")]
    for cell in survey.sample(20, random_state=20260601).to_dict("records"):
        rows = independent[independent["code"] == cell["country"]]
        if cell["source_code"] != "stackoverflow_2024_2025":
            rows = rows[rows["year"] == cell["year"]]
        for name in ("role", "seniority"):
            rows = rows if cell[name] == "all" else rows[rows[name] == cell[name]]
        expected = rows["usd"].quantile([0.1, 0.25, 0.5, 0.75, 0.9]).tolist()
        log_pay = np.log(rows["usd"])
        assert cell["n"] == len(rows)
        # The rates are derived anew from whole-dollar conversions; the shared ones are rounded to six decimals.
        assert [cell[f"p{p}_usd"] for p in (10, 25, 50, 75, 90)] == pytest.approx(expected, rel=1e-6)
        assert (cell["mean_log_usd"], cell["sd_log_usd"]) == pytest.approx((log_pay.mean(), log_pay.std()), abs=1e-6)


@needs_raw
def test_every_cell_of_five_and_no_other_is_shipped(shipped: pd.DataFrame, independent: pd.DataFrame) -> None:
    both = independent.assign(seniority=independent["seniority"].fillna("all"))
    expected = set()
    for keys in (["role", "seniority"], ["role"], ["seniority"], []):
        sizes = both.groupby(["year", "code", *keys]).size()
        for place, _ in sizes[sizes >= 5].items():
            values = dict(zip(["year", "code", *keys], place, strict=True))
            if "all" not in (values.get("role"), values.get("seniority")):
                splits = values.get("role", "all"), values.get("seniority", "all")
                expected.add((values["year"], values["code"], *splits))
    yearly = shipped[shipped["source_code"].isin(["stackoverflow_2024", "stackoverflow_2025"])]
    assert set(yearly[["year", "country", "role", "seniority"]].itertuples(index=False, name=None)) == expected


@needs_raw
def test_derived_rates_equal_the_shared_ones(ingested: dict) -> None:
    shared = pd.read_csv(RAW / "fx_survey_2024.csv", keep_default_na=False).set_index("currency")
    derived = ingested["rate"].set_index("currency")
    assert set(shared.index) <= set(derived.index)
    # Whole-dollar conversions of 500 USD and more give a rate within 0.1 %; most rest on many and agree far better.
    difference = (derived["per_usd"].reindex(shared.index) / shared["per_usd"] - 1).abs()
    assert difference.max() < 1e-5
    assert difference.median() < 1e-7


@needs_raw
def test_trap_counts(ingested: dict) -> None:
    """Counts taken from the raw files by hand; the shares of monthly pay are the README's, whole percents."""
    rules, fated = ingested["rules"], ingested["fated"]
    assert rules["nomadic"] == {"stackoverflow_2024": 8, "stackoverflow_2025": 10}
    assert rules["no_title"] == {"stackoverflow_2024": 32}
    assert sum(rules["no_pay"].values()) + sum(rules["no_rate"].values()) == 65_437 - 33_740 + 127 + 6  # 127 zeros
    paid = fated[(fated["year"] == 2024) & fated["pay_usd"].notna()]
    monthly = paid["fate"].isin(["below_range", "far_below_country"]).groupby(paid["country"]).mean()
    for country, share in {"PL": 0.07, "RO": 0.11, "CZ": 0.06, "DE": 0.04, "IN": 0.10, "UA": 0.31}.items():
        assert monthly[country] == pytest.approx(share, abs=0.01), country


@needs_raw
def test_every_row_has_one_fate(ingested: dict) -> None:
    fated = ingested["fated"]
    dropped = {rule.id for rule in stackoverflow.RULES if rule.effect == "dropped"}
    assert len(fated) == 65_437 + 21_942
    assert set(fated["fate"].dropna()) <= dropped
    by_rule = sum(n for rule in dropped for n in ingested["rules"][rule].values())
    assert by_rule + sum(ingested["kept"].values()) == len(fated)


def test_shipped_survey_2025_has_no_seniority(shipped: pd.DataFrame) -> None:
    without_levels = shipped["source_code"].isin(["stackoverflow_2025", "stackoverflow_2024_2025"])
    assert set(shipped[without_levels]["seniority"]) == {"all"}


def test_kosovo_is_there_only_with_both_years_together(shipped: pd.DataFrame) -> None:
    assert one_cell(shipped, "stackoverflow_2024_2025", "XK", "all", "all")["n"] == 10
    assert shipped[(shipped["source_code"] == "stackoverflow_2025") & (shipped["country"] == "XK")].empty


@needs_raw
def test_premium_of_ai_titles_over_software(independent: pd.DataFrame) -> None:
    """The README's premium: log-OLS with country effects and, in 2024, level effects; points within its intervals."""
    levels = independent[(independent["year"] == 2024) & independent["seniority"].notna()]
    assert 0.15 < premium(levels, "ai_ml_engineer") < 0.31
    assert 0.11 < premium(levels, "data_scientist") < 0.20
    later = independent[independent["year"] == 2025].assign(
        seniority=lambda rows: pd.cut(rows["YearsCode"], [-1, 2, 5, 10, 99]).astype(str))
    assert 0.12 < premium(later, "ai_ml_engineer") < 0.23
    assert 0 < premium(later, "data_scientist") < 0.10


# --- closed tables ----------------------------------------------------------------------------------------------------


@needs_raw
def test_tables_list_what_the_surveys_spell_and_nothing_twice() -> None:
    for year, path in zip((2024, 2025), FILES, strict=True):
        survey = pd.read_parquet(path, columns=["Country", "DevType"])
        assert set(survey["Country"].dropna()) <= {*CODE_OF, NOMADIC}
        assert set(survey["DevType"].dropna()) <= set(roles.ROLE_OF_STACKOVERFLOW[year])


def test_country_codes_are_iso_3166_and_kosovo() -> None:
    """The IANA time zone database lists all ISO 3166-1 codes."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    assert {*(line.split("\t")[0] for line in lines if not line.startswith("#")), "XK"} == CODES


def test_no_spelling_means_two_countries() -> None:
    spellings = [spelling for others in OTHER_SPELLINGS.values() for spelling in others]
    assert len(CODE_OF) == len(CODES) + len(spellings)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("Viet Nam", "VN"), ("Kosovo", "XK"), ("Republic of North Macedonia", "MK"), ("Republic of Korea", "KR"),
     ("South Korea", "KR"), ("North Korea", "KP"), ("Democratic People's Republic of Korea", "KP"), ("Niger", "NE"),
     ("Congo, Republic of the...", "CG"), ("Democratic Republic of the Congo", "CD"), ("Swaziland", "SZ")],
)  # fmt: skip
def test_treacherous_country_names(spelling: str, code: str) -> None:
    assert CODE_OF[spelling] == code


def one_cell(cells: pd.DataFrame, source_code: str, country: str, role: str, seniority: str) -> dict:
    keys = {"source_code": source_code, "country": country, "role": role, "seniority": seniority}
    found = cells[np.logical_and.reduce([cells[name] == value for name, value in keys.items()])]
    assert len(found) == 1
    return found.iloc[0].to_dict()


def premium(rows: pd.DataFrame, role: str) -> float:
    """Relative premium of a role over software engineers, all else of country and level equal, by least squares."""
    rows = rows[rows["role"].isin(["software_engineer", "ai_ml_engineer", "data_scientist"])]
    dummies = pd.concat([pd.get_dummies(rows["code"]), pd.get_dummies(rows["seniority"], drop_first=True),
                         pd.get_dummies(rows["role"])[["ai_ml_engineer", "data_scientist"]]], axis=1)
    slopes = np.linalg.lstsq(dummies.to_numpy(float), np.log(rows["usd"].to_numpy()), rcond=None)[0]
    return float(np.exp(slopes[list(dummies.columns).index(role)]) - 1)

"""`pay` on the shipped data: the keys of PRODUCT section 10, money in any currency, and one line for each mistake."""

import csv
import io
import json

import pandas as pd
import pytest

from atlas.cli import main
from atlas.domain import salary
from atlas.domain.regions import REGIONS
from atlas.paths import DATA

pytestmark = pytest.mark.usefixtures("built_database")

KEYS = ["hub_id", "role", "seniority", "currency", "p10", "p25", "p50", "p75", "p90", "median_low", "median_high", "n",
        "method", "rate", "rate_date", "sources"]
AMOUNTS = KEYS[4:11]
CLUJ = ("--hub", "cluj", "--role", "ai_ml_engineer", "--seniority", "senior")


def call(capsys, *argv: str) -> tuple[int, str, str]:
    code = main(["pay", *argv])
    out = capsys.readouterr()
    return code, out.out, out.err


def answer(capsys, *argv: str) -> dict:
    code, out, _ = call(capsys, *argv, "--format", "json")
    assert code == 0
    return json.loads(out)


def test_the_shape_is_the_contract_s(capsys):
    found = answer(capsys, *CLUJ)
    assert list(found) == KEYS
    assert found["currency"] == "USD" and found["rate"] == 1 and found["sources"] == ["stackoverflow_2024",
                                                                                     "stackoverflow_2025"]
    assert found["p10"] < found["p25"] < found["median_low"] < found["p50"] < found["median_high"] < found["p75"]
    assert found["method"] in ("observed", "pooled", "modelled")


def test_it_is_the_estimate_of_the_shipped_statistics(capsys):
    """The estimate made from the Parquet file itself, without the database between."""
    hubs = pd.read_csv(DATA / "hubs.csv")
    areas = {hub.country: REGIONS[hub.region].area for hub in hubs.itertuples()}
    whole = salary.estimate(pd.read_parquet(DATA / "salaries.parquet"), sorted(areas), areas)
    wanted = whole.set_index(["country", "role", "seniority"]).loc[("RO", "ai_ml_engineer", "senior")]
    found = answer(capsys, *CLUJ)
    for key in AMOUNTS:
        assert found[key] == pytest.approx(wanted[f"{key}_usd"], abs=0.01)
    assert (found["n"], found["method"]) == (wanted["n"], wanted["method"])


@pytest.mark.parametrize(("hub", "wanted", "currency", "source"), [
    ("cluj", "local", "RON", "ecb"), ("cluj", "EUR", "EUR", "ecb"), ("prishtina", "local", "EUR", "ecb"),
    ("kyiv", "local", "UAH", "fx_survey_2024"),
])
def test_money_is_converted_at_the_rate_it_names(capsys, hub, wanted, currency, source):
    """The rate is the one of fx.csv for 2024; the ECB publishes none for the hryvnia, so the survey's own stands in."""
    rates = pd.read_csv(DATA / "fx.csv").query("year == 2024").set_index("currency")
    where = ("--hub", hub, "--role", "data_engineer", "--seniority", "mid")
    dollars, money = answer(capsys, *where), answer(capsys, *where, "--currency", wanted)
    assert (money["currency"], money["rate_date"]) == (currency, rates.loc[currency, "rate_date"])
    assert money["rate"] == rates.loc[currency, "per_usd"] and money["sources"][-1] == source
    for key in AMOUNTS:
        assert money[key] == pytest.approx(dollars[key] * rates.loc[currency, "per_usd"], rel=1e-6)


def test_cities_of_a_country_have_its_pay(capsys):
    cluj, iasi = (answer(capsys, "--hub", hub, *CLUJ[2:]) for hub in ("cluj", "iasi"))
    assert cluj | {"hub_id": "iasi"} == iasi


def test_a_thin_country_says_that_it_is_modelled(capsys):
    found = answer(capsys, "--hub", "prishtina", *CLUJ[2:])
    assert found["n"] == 10 and found["method"] == "modelled"


def test_a_table_for_people_and_a_line_for_spreadsheets(capsys):
    _, table, _ = call(capsys, *CLUJ)
    assert "80 % interval" in table and "pooled" in table
    _, text, _ = call(capsys, *CLUJ, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert list(row) == KEYS and row["sources"] == "stackoverflow_2024;stackoverflow_2025"


@pytest.mark.parametrize(("argv", "message"), [
    (("--hub", "clu", *CLUJ[2:]), "hub: 'clu' is not a hub; did you mean 'cluj'?"),
    ((*CLUJ[:2], "--role", "ai_engineer", "--seniority", "senior"), "did you mean 'ai_ml_engineer'?"),
    ((*CLUJ[:4], "--seniority", "expert"), "seniority: 'expert' is not known"),
    ((*CLUJ, "--currency", "XXX"), "currency: 'XXX' has no exchange rate"),
    (CLUJ[:4], "the following arguments are required: --seniority"),
])
def test_each_mistake_is_one_line_and_exit_2(capsys, argv, message):
    code, out, err = call(capsys, *argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err

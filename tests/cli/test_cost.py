"""`cost` on the shipped data: the shape of PRODUCT section 10, the articles' claims, and one line for each mistake."""

import csv
import io
import json

import pytest

from atlas import answers
from atlas.cli import main
from atlas.domain.scenario import DEFAULT

pytestmark = pytest.mark.usefixtures("built_database")
LAYERS = ["headline", "effective", "net"]
BAND = ["p10", "p50", "p90"]


@pytest.fixture
def cost(capsys):
    def call(*changes: str) -> dict:
        assert main(["cost", "--format", "json", *(part for change in changes for part in ("--set", change))]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_the_shape_is_the_contract_s(cost):
    found = cost("hubs=krakow")
    assert [key for key in found if key in ("layers", "factors", "savings", "break_even_month", "waterfall", "claims",
                                            "assumptions")] == [
        "layers", "factors", "savings", "break_even_month", "waterfall", "claims", "assumptions"]
    for part in ("layers", "factors", "savings"):
        assert list(found[part]) == LAYERS
        for band in found[part].values():
            assert list(band) == BAND and band["p10"] <= band["p50"] <= band["p90"]
    assert list(found["break_even_month"]) == BAND
    assert all(list(bar) == ["label", "layer", "amount"] for bar in found["waterfall"]["bars"])
    assert sum(bar["amount"] for bar in found["waterfall"]["bars"]) == pytest.approx(found["waterfall"]["total"], abs=0.01)
    assert all({"claim", "low", "high", "computed", "holds"} <= set(claim) for claim in found["claims"])


def test_it_says_which_hub_and_home_it_took(cost):
    named, led = cost("hubs=krakow,warsaw", "home=Berlin"), cost()
    assert (named["hub_id"], named["hub_chosen_by"], named["home_market"]) == ("krakow", "scenario", "berlin")
    assert (led["hub_id"], led["hub_chosen_by"]) == (answers.rank(DEFAULT).leader["hub_id"], "ranking")


def test_one_assumption_moves_its_bar_and_the_totals_only(cost):
    before, after = cost("hubs=krakow"), cost("hubs=krakow", "assumptions.agency_margin_pct=10")
    old, new = ({bar["label"]: bar["amount"] for bar in found["waterfall"]["bars"]} for found in (before, after))
    assert {label for label in old if old[label] != new[label]} == {"Vendor margin or fee"}
    assert before["layers"]["headline"] == after["layers"]["headline"]
    assert after["waterfall"]["total"] < before["waterfall"]["total"]
    assert [line["id"] for line in after["assumptions"] if line["changed"]] == ["agency_margin_pct"]


def test_the_articles_claims_stand_beside_their_computed_figures(cost):
    claims = {claim["claim"]: claim for claim in cost("hubs=bengaluru", "home=New York")["claims"]}
    headline = claims["US pay is 4 to 6 times offshore pay"]
    # The middle of 175,000-220,000 USD over the middle of 28,000-45,000 USD, both of the article.
    assert headline["computed"] == pytest.approx(197_500 / 36_500, abs=0.001)
    assert headline["trials"][0] == {"case": "India, senior", "computed": headline["computed"], "in_range": True}
    for words, low, high in (("advantage", 2, 3), ("Net savings", 30, 50), ("Savings exceed", 6, 12)):
        claim = next(claim for text, claim in claims.items() if words in text)
        assert (claim["low"], claim["high"]) == (low, high)
        assert claim["computed"] is not None and claim["deciding"]
        assert claim["holds"] in ("agree", "disagree") or claim["holds"].startswith("true only for ")


def test_a_plan_too_large_for_its_pool_carries_a_warning(cost):
    assert any("12\u00a0% of Prishtina's pool" in line
               for line in cost("hubs=prishtina", "team=data_engineer.mid.1000")["warnings"])


def test_the_table_and_the_csv_hold_the_same_figures(cost, capsys):
    found = cost("hubs=krakow")
    assert main(["cost", "--set", "hubs=krakow", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    total = next(row for row in rows if row["line"] == "Total")
    assert float(total["p50_or_typical"]) == found["waterfall"]["total"]
    assert main(["cost", "--set", "hubs=krakow"]) == 0
    assert "first of the scenario's hubs" in capsys.readouterr().out


@pytest.mark.parametrize(("change", "message"), [
    ("team=data_engineer.mid.-3", "team.count: -3 is out of range"),
    ("months=0", "months: 0 is out of range"),
    ("assumptions.hub_tenure_months=0", "0 is out of range; give 1 to 480 months"),
    ("assumptions.agency_margin_pct=300", "300 is out of range; give 0 to 200 % of direct cost"),
    ("assumptions.agency_margin=30", "did you mean 'agency_margin_pct'"),
    ('home={"city": "Zurich", "timezone": "Europe/Zurich"}', "'Zurich' is not in the catalogue"),
    ("hubs=prishtna", "did you mean 'prishtina'"),
])
def test_each_mistake_gets_one_line(change, message, capsys):
    assert main(["cost", "--set", "hubs=krakow", "--set", change]) == 2
    out = capsys.readouterr()
    assert out.out == "" and out.err.count("\n") == 1 and message in out.err

"""Plans from the shipped catalogue: pay, on-costs, distance and pool reach them, and every answer agrees with the others."""

import pandas as pd
import pytest

from atlas import answers
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import DEFAULT, from_json

pytestmark = pytest.mark.usefixtures("built_database")
SENIOR = ("ai_ml_engineer", "senior")
MIX = from_json({"team": [{"role": "ai_ml_engineer", "seniority": "senior", "count": 2},
                          {"role": "data_engineer", "seniority": "mid", "count": 3}], "hubs": ["krakow", "warsaw"]})


def test_a_plan_holds_what_the_catalogue_knows_of_both_places():
    plan = answers.cost_plan(DEFAULT, "krakow")
    estimates = answers.pay_estimates(*SENIOR).set_index("hub_id")
    facts = answers.hub_facts().set_index(["hub_id", "metric"])["value"]
    assert plan.hub.pay[SENIOR].p50 == estimates.loc["krakow", "p50_usd"]
    assert plan.home.pay[SENIOR].median_high == estimates.loc["london", "median_high_usd"]
    assert plan.hub.on_cost.pct_of(50_000) == pytest.approx(facts["krakow", "employer_on_cost_pct"])
    assert plan.hub.pool_persons == facts["krakow", "talent_pool_persons"]
    assert plan.hub.km == pytest.approx(1415, abs=25)  # London to Kraków, as the worked example of METHOD-cost has it
    assert plan.home.km == 0


def test_the_hub_is_the_scenario_s_first_or_the_leader():
    assert answers.cost_hub(MIX) == ("krakow", "scenario")
    assert answers.cost_hub(DEFAULT) == (answers.rank(DEFAULT).leader["hub_id"], "ranking")


@pytest.mark.parametrize(("given", "message"), [
    ({"home": [{"city": "Zurich", "timezone": "Europe/Zurich"}]}, "'Zurich' is not in the catalogue"),
    ({"hubs": ["cracow"]}, "did you mean 'krakow'"),
    ({"hubs": ["krakow"], "team": []}, "nobody is in it"),
    ({"hubs": ["krakow"], "currency": "XXX"}, "has no exchange rate"),
])
def test_what_cannot_be_costed_says_so(given, message):
    scenario = from_json(given)
    with pytest.raises(ScenarioError, match=message):
        answers.cost(scenario, answers.cost_hub(scenario)[0])


def test_the_matrix_agrees_with_the_single_answers():
    cells = answers.cost_matrix(MIX)
    assert len(cells.hub_ids) == 36 and cells.models == tuple(ENGAGEMENTS)
    for model in ("agency", "own_entity"):
        single = answers.cost(from_json({"engagement": model}, MIX), "hanoi").simulation
        cell = cells.net_usd[cells.hub_ids.index("hanoi"), cells.models.index(model)]
        net = single.layers["net"]
        assert cell == pytest.approx([net.p10, net.p50, net.p90])


def test_a_home_office_s_own_coordinates_set_the_distance():
    at_krakow = from_json({"home": [{"city": "London", "latitude": 50.06143, "longitude": 19.93658}]})
    assert answers.cost_plan(at_krakow, "krakow").hub.km == pytest.approx(0, abs=1)


def test_another_currency_scales_money_and_leaves_factors_alone():
    usd, eur = (answers.cost(from_json({"currency": code}), "krakow") for code in ("USD", "EUR"))
    assert eur.per_usd == answers.rates()["EUR"].per_usd != 1
    assert eur.simulation.factors == usd.simulation.factors


def test_saturation_by_hub_is_the_team_s_share_of_each_pool():
    pools = answers.hub_facts().query("metric == 'talent_pool_persons'").set_index("hub_id")["value"]
    many = from_json({"team": [{"role": "data_engineer", "seniority": "mid", "count": 1000}]})
    found = answers.saturation(many)
    assert set(found) == set(answers.hubs()["hub_id"])
    assert found["prishtina"].share_pct == pytest.approx(100 * 1000 / pools["prishtina"])
    assert "1,000 people" in found["prishtina"].warning and found["bengaluru"].warning == ""
    raised = from_json({"assumptions": {"saturation_limit_pct": 50}}, many)
    assert answers.saturation(raised)["prishtina"].warning == ""


def test_pay_of_a_mix_is_the_mean_by_heads():
    senior, mid = (answers.pay_estimates(*line).set_index("hub_id")["p50_usd"]["krakow"]
                   for line in (SENIOR, ("data_engineer", "mid")))
    assert answers.team_pay(MIX)["krakow"] == pytest.approx((2 * senior + 3 * mid) / 5)


def test_net_cost_of_an_engineer_is_the_team_s_over_heads_and_years():
    found = answers.net_per_engineer(MIX)
    assert len(found) == 41  # 36 hubs, and five home markets as employers at home
    net = answers.cost(MIX, "hanoi").simulation.layers["net"].p50
    assert found["hanoi"] == pytest.approx(net / 5 / 2)


@pytest.mark.parametrize("country", ["CZ", "DE", "UA", "VN", "PH", "MX", "US"])
def test_capped_on_costs_of_a_well_paid_senior_are_below_the_headline_or_an_upper_bound(country):
    """At the 90th percentile of senior pay: the Czech ceiling, 86,140 EUR, lies above the median."""
    row = answers.hubs().query("country == @country").iloc[0]
    place = answers.cost_plan(DEFAULT, row["hub_id"]).hub
    facts = answers.facts_of_hub(row["hub_id"])
    headline = facts.loc[facts["metric"] == "employer_on_cost_pct"].iloc[0]
    pay = place.pay[SENIOR].p90
    assert place.on_cost.pct_of(pay) < headline["value"] - 0.1 or place.on_cost.text(pay).startswith("up to ")
    assert place.on_cost.source_codes and not pd.isna(headline["source_code"])

"""Scenario and link: exact round trips for random scenarios, and one clear line for each wrong value."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.criteria import COST_CRITERIA, IDS, PRESETS
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.link import from_query, link, to_query
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import (
    DEFAULT,
    KNOWN_HOMES,
    MISSING_POLICIES,
    HomeOffice,
    Hours,
    Limit,
    Scenario,
    TeamMember,
    from_json,
    to_json,
)
from atlas.domain.tables import ROLES, SENIORITIES

clock = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
hours = st.builds(Hours, clock, clock)
number = st.floats(-1e6, 1e6).map(lambda x: x + 0.0)
names = st.text(st.characters(blacklist_characters="@|", blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30)
homes = st.builds(HomeOffice, names.map(str.strip).filter(bool), st.sampled_from(["Europe/London", "Asia/Kathmandu"]),
                  hours, st.none(), st.none()) | st.builds(
    HomeOffice, st.just("Here"), st.just("UTC"), hours, st.floats(-90, 90), st.floats(-180, 180))
limits = st.builds(lambda c, a, b: Limit(c, *sorted([a, b])), st.sampled_from(IDS), number, number) | st.builds(
    Limit, st.sampled_from(IDS), number) | st.builds(lambda c, b: Limit(c, None, b), st.sampled_from(IDS), number)


def _inside(assumption_id: str, share: float) -> tuple[float, float, float]:
    """A range in the accepted bounds: from `share` of the way up to the middle of what is left; certain at 1."""
    least, most = ASSUMPTIONS[assumption_id].least, ASSUMPTIONS[assumption_id].most
    low = least + share * (most - least)
    return (low, low, min(most, (low + most) / 2)) if share < 1 else (low, low, low)


ids = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True), unique=True, max_size=5).map(tuple)
scenarios = st.builds(
    Scenario, role=st.sampled_from(ROLES), seniority=st.sampled_from(SENIORITIES),
    currency=st.sampled_from(["USD", "EUR", "PLN", "local"]),
    home=st.lists(homes, min_size=1, max_size=3, unique=True).map(tuple), hub_hours=hours, year=st.integers(1970, 2100),
    weights=st.tuples(*[st.floats(0, 10).map(lambda x: x + 0.0)] * len(IDS)),
    own_weights=st.dictionaries(st.from_regex(r"own_[a-z0-9_]{1,10}", fullmatch=True), st.floats(0, 10).map(lambda x: x + 0.0),
                                max_size=3).map(lambda weights: tuple(sorted(weights.items()))),
    cost_criterion=st.sampled_from(COST_CRITERIA), missing=st.sampled_from(list(MISSING_POLICIES)),
    limits=st.lists(limits, max_size=4).map(tuple),
    regions=st.lists(st.sampled_from(list(REGIONS)), unique=True, max_size=3).map(tuple),
    hubs=st.none() | ids, exclude=ids, include_home_markets=st.booleans(), shortlist=ids,
    team=st.lists(st.builds(TeamMember, st.sampled_from(ROLES), st.sampled_from(SENIORITIES), st.integers(1, 500)),
                  max_size=4).map(tuple),
    engagement=st.sampled_from(sorted(ENGAGEMENTS)), months=st.integers(1, 120),
    assumptions=st.dictionaries(st.sampled_from(sorted(ASSUMPTIONS)), st.floats(0, 1), max_size=3).map(
        lambda d: tuple((name, _inside(name, share)) for name, share in sorted(d.items()))),
    spread_pct=st.integers(0, 100), any_weights=st.booleans(), data_uncertainty=st.booleans(),
)


@given(scenarios)
def test_json_round_trip_is_exact(scenario):
    assert from_json(json.loads(json.dumps(to_json(scenario)))) == scenario


@given(scenarios, st.booleans())
def test_query_round_trip_is_exact(scenario, full):
    query = to_query(scenario, full=full)
    got, faults = from_query(query)
    assert faults == [] and got == scenario


def test_a_full_link_writes_every_choice_out_and_fits_a_chat_message():
    assert set(to_query(DEFAULT, full=True)) == set(to_json(DEFAULT))
    assert to_query(DEFAULT) == {}
    assert len(link(DEFAULT, "https://atlas.example/rank")) < 700


@pytest.mark.parametrize(("value", "message"), [
    ({"rolle": "x"}, "'rolle' is not a known key; did you mean 'role'?"),
    ({"role": "ai_engineer"}, "did you mean 'ai_ml_engineer'?"),
    ({"weights": {"talent": 3}}, "did you mean 'talent_pool'?"),
    ({"weights": {"salary": 8, "net_cost": 8}}, "'net_cost' and 'salary' share one place; give one of them"),
    ({"weights": {"own_": 1}}, "'own_' is not a known key"),
    ({"cost_criterion": "netcost"}, "cost_criterion: 'netcost' is not known; did you mean 'net_cost'?"),
    ({"weights": {"salary": -1}}, "weights.salary: -1 is out of range; give a number from 0 to 1000"),
    ({"weights": {"salary": float("nan")}}, "weights.salary: nan is not a number"),
    ({"weights": {"salary": True}}, "is not a number"),
    ({"home": [{"city": "Cluj", "timezone": "Europe/Cluj"}]}, "'Europe/Cluj' is not an IANA time zone"),
    ({"home": ["Atlantis"]}, "'Atlantis' has no known time zone: give one"),
    ({"home": []}, "no office is given"),
    ({"hub_hours": {"start": "9:00"}}, "'9:00' is not a time of day; write it as 09:00"),
    ({"limits": [{"criterion": "overlap"}]}, "has neither min nor max"),
    ({"limits": [{"criterion": "overlap", "min": 5, "max": 3}]}, "min 5 of 'overlap' is above its max 3"),
    ({"regions": ["europe"]}, "'europe' is not known; did you mean"),
    ({"missing": "mean"}, "'mean' is not known"),
    ({"team": [{"role": "mlops_engineer", "seniority": "lead", "count": 0}]}, "team.count: 0 is out of range"),
    ({"months": 1.5}, "1.5 is not a whole number"),
    ({"assumptions": {"agency_margin": 30}}, "did you mean 'agency_margin_pct'?"),
    ({"assumptions": {"agency_margin_pct": 300}}, "assumptions.agency_margin_pct: 300 is out of range; give 0 to 200"),
    ({"assumptions": {"hub_tenure_months": 0}}, "0 is out of range; give 1 to 480 months"),
    ({"assumptions": {"tools_usd_month": [3, 2, 1]}}, "is out of order"),
    ({"currency": "euro"}, "is not a currency code"),
    ([], "is not an object"),
    ({"hubs": ["../etc"]}, "is not an id"),
])
def test_each_wrong_value_gives_one_clear_line(value, message):
    with pytest.raises(ScenarioError) as fault:
        from_json(value)
    assert message in str(fault.value) and "\n" not in str(fault.value)


@pytest.mark.parametrize("query", [
    {"weights": "salary:-1"}, {"weights": "salary:NaN"}, {"weights": "salary:1e9"}, {"weights": "pay:3"},
    {"weights": "x" * 10_000}, {"home": "@@@@"}, {"limits": "overlap>3"}, {"team": "a"}, {"any_weights": "maybe"},
])
def test_a_bad_parameter_keeps_its_default_and_says_so_once(query):
    scenario, faults = from_query(query)
    assert scenario == DEFAULT and len(faults) == 1 and len(faults[0]) < 300


@given(st.text(max_size=300), st.sampled_from(sorted(to_json(DEFAULT))))
def test_no_text_in_a_link_can_raise(text, key):
    scenario, _ = from_query({key: text})
    assert isinstance(scenario, Scenario)


def test_weights_given_replace_the_whole_set_and_large_ones_are_scaled_to_ten():
    assert dict(zip(IDS, from_json({"weights": {"salary": 2}}).weights, strict=True)) == {c: 2.0 if c == "salary" else 0.0 for c in IDS}
    scaled = dict(zip(IDS, from_json({"weights": {"salary": 40, "overlap": 20}}).weights, strict=True))
    assert scaled["salary"] == 10 and scaled["overlap"] == 5


def test_a_home_office_may_be_named_alone():
    assert from_json({"home": ["New York"]}).home == (HomeOffice("New York", KNOWN_HOMES["New York"]),)


def test_presets_cover_every_criterion():
    assert all(len(p.weights) == len(IDS) and max(p.weights) <= 10 for p in PRESETS.values())

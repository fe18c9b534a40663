"""Links: exact round trips, short at the worst, calm about whatever is wrong, and lasting when defaults change."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import answers
from atlas.domain import link as links
from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.criteria import IDS, PRESETS
from atlas.domain.link import from_query, link, outdated, to_query
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import DEFAULT, HomeOffice, Hours, Limit, Scenario, TeamMember, from_json
from atlas.domain.tables import ROLES, SENIORITIES
from tests.domain.test_scenario import scenarios


def opened(text: str) -> tuple[Scenario, list[str]]:
    """What the app makes of a link, as the browser hands its parameters over."""
    return from_query(dict(parse_qsl(text.partition("?")[2], keep_blank_values=True)))


@settings(deadline=None)
@given(scenarios)
def test_a_full_link_opens_to_the_same_scenario(scenario):
    assert opened(link(scenario, "https://atlas.example/rank", {"data": "d", "method": "1"})) == (scenario, [])


@settings(deadline=None)
@given(scenarios)
def test_a_packed_link_opens_to_the_same_scenario(scenario):
    query = links.urlencode(to_query(scenario, full=True))
    assert from_query({"packed": links._packed(query)}) == (scenario, [])


def test_the_longest_link_that_the_screens_can_make_is_short_enough_to_paste(built_database):
    hubs = answers.hubs()
    homes = tuple(HomeOffice(r.city, r.timezone, Hours("09:30", "18:30")) for r in hubs.iloc[::7].itertuples())
    figures = {a.id: [a.least, round((a.least + a.most) / 3, 2), a.most] for a in ASSUMPTIONS.values()}
    worst = replace(
        from_json({"assumptions": figures}), home=homes, weights=tuple(i / 2 for i in range(1, len(IDS) + 1)),
        limits=tuple(Limit(c, 1234.5678 + i, 98765.4321 - i) for i, c in enumerate(IDS)), regions=tuple(REGIONS),
        exclude=tuple(hubs["hub_id"]), shortlist=tuple(hubs["hub_id"][:5]),
        team=tuple(TeamMember(role, level, 17 + i) for i, role in enumerate(ROLES) for level in SENIORITIES))
    text = link(worst, "https://talent-atlas.internal.example.com/compare", {"data": "0123456789ab", "method": "1"})
    assert len(homes) == 6 and len(worst.team) == 24 and len(text) < 2000
    assert opened(text) == (worst, [])


def test_an_old_link_keeps_its_ranking_when_a_default_changes(built_database, monkeypatch):
    text = link(Scenario())
    before = answers.rank(Scenario()).hubs
    newer = replace(DEFAULT, weights=PRESETS["low_risk"].weights, missing="worst", role="data_analyst")
    monkeypatch.setattr(links, "DEFAULT", newer)
    scenario, faults = opened(text)
    assert faults == [] and answers.rank(scenario).hubs.equals(before)
    assert opened("?role=ai_ml_engineer")[0].weights == newer.weights  # a short link does follow the defaults


@pytest.mark.parametrize("query", [
    {"packed": "x"}, {"packed": "=" * 50}, {"packed": "é"}, {"packed": ""}, {"packed": "A" * 100_000},
    {"packed": links._packed("role=" + "a" * 1_000_000)}, {"packed": links._packed("role=x")[:-6]},
    {"weights": "salary:1," * 12_500}, {"limits": "overlap>=3," * 10_000},
])
def test_a_tampered_truncated_or_huge_link_is_one_message(query):
    scenario, faults = from_query(query)
    assert scenario == DEFAULT and len(faults) == 1 and len(faults[0]) < 200 and "\n" not in faults[0]


@given(st.text(max_size=200))
def test_no_packed_text_can_raise(text):
    assert isinstance(from_query({"packed": text})[0], Scenario)


@pytest.mark.parametrize(("query", "said"), [
    ({}, None), ({"data": "new", "method": "2"}, None), ({"data": "old", "method": "2"}, "The data changed since"),
    ({"method": "1"}, "The method changed since"), ({"data": "old", "method": "1"}, "The data and the method changed since"),
])
def test_a_link_of_other_data_or_method_says_so(query, said):
    told = outdated(query, "new", "2")
    assert told is None if said is None else told.startswith(said)


@pytest.mark.parametrize(("made_with", "today", "said"), [
    ("own-1", "own-1", None),
    ("own-1", "2", "This link was made with its author's own data, which this session does not have; if they are yours"),
    ("own-1", "own-2", "This link was made with its author's own data"),
    ("1", "own-2", "This link was made with the shipped data, and this session uses your own. Its choices"),
])
def test_a_link_made_with_own_data_is_told_apart(made_with, today, said):
    told = outdated({"data": made_with, "method": "2"}, today, "2")
    assert told is None if said is None else told.startswith(said) and "method" not in told
    told = outdated({"data": made_with, "method": "1"}, today, "2")
    assert "The method changed since" in told

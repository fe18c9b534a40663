"""A company's own criteria: scored like the others, by a hand-worked example and by properties of the weighted sum."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.cells import COLUMNS, Cells, from_long
from atlas.domain.criteria import IDS, REGISTRY, criteria_of, own_criterion
from atlas.domain.errors import ScenarioError
from atlas.domain.firmness import firmness, weight_marks
from atlas.domain.limits import loosest
from atlas.domain.ranking import rank, report
from atlas.domain.scenario import from_json, to_json

LABS = own_criterion("own_labs", "Labs nearby", "How many partner labs are there?", "labs", 0, 10, "linear", "labs", "city", 4)
VISA = own_criterion("own_visa", "Visa wait", "How long does a visa take?", "% of a year", 80, 5, "log", "visa", "country", 0)
HUBS = pd.DataFrame({
    "hub_id": ["a", "b"], "city": ["Aa", "Bb"], "country": ["AA", "BB"], "country_name": ["A", "B"],
    "region": ["baltics", "south_asia"], "kind": "hub"})


def cells(*rows: tuple[str, str, float], own=(LABS,)) -> Cells:
    """Cells of two hubs from (hub, criterion, value)."""
    long = pd.DataFrame([dict(zip(("hub_id", "criterion", "value"), row, strict=True)) for row in rows]).reindex(
        columns=list(COLUMNS)).assign(grade="C", caveats="own_data", source_code="own", level="city", low=np.nan, high=np.nan)
    return from_long(HUBS, long, criteria_of(own=own))


def score(answer, hub_id: str) -> float:
    return float(answer.hubs.set_index("hub_id")["score"][hub_id])


def test_the_score_with_one_own_criterion_by_hand():
    """Talent pool 1,000,000 is v = 1, 5,000 is v = 0; labs 3 and 8 of 10 are 0.3 and 0.8; weights 6 and 4:
    a = 100 x (6 x 1 + 4 x 0.3) / 10 = 72, b = 100 x (6 x 0 + 4 x 0.8) / 10 = 32."""
    sample = cells(("a", "talent_pool", 1e6), ("b", "talent_pool", 5e3), ("a", "own_labs", 3), ("b", "own_labs", 8))
    answer = rank(sample, from_json({"weights": {"talent_pool": 6}}))
    assert score(answer, "a") == pytest.approx(72) and score(answer, "b") == pytest.approx(32)
    assert answer.contributions[0, REGISTRY.index("talent_pool")] == pytest.approx(60)
    assert answer.contributions[:, -1] == pytest.approx([12, 32])
    assert list(report(answer)["hubs"][0]["values"]) == [*IDS, "own_labs"]


@pytest.mark.parametrize(("weights", "of_labs"), [({"talent_pool": 6}, 4), ({"own_labs": 0}, 0), ({"own_labs": 9}, 9)])
def test_an_own_criterion_weighs_what_its_file_says_until_the_scenario_does(weights, of_labs):
    scenario = from_json({"weights": weights})
    assert scenario.weights_of(criteria_of(own=[LABS]))[-1] == of_labs
    assert from_json(to_json(scenario)) == scenario


def test_a_log_scale_and_a_lower_is_better():
    """Half way between 80 and 5 on a log scale is their geometric mean, 20."""
    answer = rank(cells(("a", "own_visa", 20), ("b", "own_visa", 80), own=[VISA]), from_json({"weights": {"own_visa": 1}}))
    assert score(answer, "a") == pytest.approx(50) and score(answer, "b") == 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(IDS[1:]), st.floats(1, 1e6)), min_size=2, max_size=12,
                unique_by=lambda row: row[:2]), st.floats(0, 10), st.floats(0, 10))
def test_one_that_weighs_nothing_changes_no_score(rows, first, second):
    weights = {"weights": {"salary": 5, "talent_pool": 3}}
    without = rank(cells(*rows, own=()), from_json(weights))
    beside = rank(cells(*rows, ("a", "own_labs", first), ("b", "own_labs", second)),
                  from_json({"weights": weights["weights"] | {"own_labs": 0}}))
    before, hubs = report(without)["hubs"], report(beside)["hubs"]
    for hub in hubs:
        assert hub.pop("own")[-1] == "own_labs" and hub["values"].pop("own_labs") in (first, second)
        assert hub["contributions"].pop("own_labs") == 0
    assert [{key: value for key, value in hub.items() if key != "own"} for hub in before] == hubs


def test_a_limit_on_it_removes_and_says_by_how_much():
    sample = cells(("a", "own_labs", 3), ("b", "own_labs", 8))
    answer = rank(sample, from_json({"limits": [{"criterion": "own_labs", "min": 5}]}))
    receipt = answer.excluded.iloc[0]
    assert (receipt["hub_id"], receipt["criterion"], receipt["margin"]) == ("a", "own_labs", 2)
    assert loosest(rank(sample, from_json({})), "own_labs").min == 3


@pytest.mark.parametrize(("scenario", "message"), [
    ({"weights": {"own_lab": 3}}, "weights: 'own_lab' is not a criterion of this ranking; did you mean 'own_labs'?"),
    ({"limits": [{"criterion": "own_x", "min": 3}]}, "limits: 'own_x' is not a criterion of this ranking"),
    ({"limits": [{"criterion": "net_cost", "max": 3}]}, "limits: 'net_cost' is not a criterion of this ranking"),
])
def test_one_that_these_data_lack_is_named(scenario, message):
    with pytest.raises(ScenarioError) as fault:
        rank(cells(("a", "own_labs", 3)), from_json(scenario))
    assert message in str(fault.value)


def test_firmness_and_flip_points_count_it():
    """With talent pool at 4, a is ahead by 4 x 1 there and behind by w x 0.5 on labs: b takes over at w = 8."""
    sample = cells(("a", "talent_pool", 1e6), ("b", "talent_pool", 5e3), ("a", "own_labs", 3), ("b", "own_labs", 8))
    firm = firmness(rank(sample, from_json({"weights": {"talent_pool": 4}})), draws=200)
    marks = weight_marks(firm)
    assert marks["own_labs"]["high"] == pytest.approx(8) and marks["own_labs"]["above"] == "Bb"
    assert firm.acceptability.central_weights.shape[1] == 13
    assert rank(sample, from_json({"weights": {"talent_pool": 4}})).cells.own[:, -1].all()

"""Limits as properties: a receipt's margin and would-be rank, what relaxing does, and near misses first."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from atlas import answers
from atlas.domain import scoring
from atlas.domain.cells import Cells
from atlas.domain.criteria import CRITERIA, IDS, REGISTRY
from atlas.domain.limits import loosest, relax
from atlas.domain.ranking import rank
from atlas.domain.scenario import Limit, Scenario, from_json, to_json

HUBS, N = 9, len(IDS)
REGION_IDS = ("baltics", "south_asia", "central_europe")


def cells(raw: np.ndarray) -> Cells:
    hubs = pd.DataFrame({
        "hub_id": [f"h{i}" for i in range(len(raw))], "city": [f"City {i}" for i in range(len(raw))], "country": "XX",
        "country_name": "X", "region": [REGION_IDS[i % 3] for i in range(len(raw))], "kind": "hub"})
    nowhere = np.zeros(raw.shape, dtype=bool)
    return Cells(hubs, raw, raw, raw, nowhere, nowhere, nowhere, np.full(raw.shape, "A"), pd.DataFrame())


def raw_at(places: np.ndarray) -> np.ndarray:
    return np.array([[scoring.raw_at(REGISTRY[c], place) for c, place in enumerate(row)] for row in places])


some_cells = arrays(float, (HUBS, N), elements=st.integers(0, 64).map(lambda x: x / 64)).map(raw_at).map(cells)
weights = st.tuples(*[st.integers(0, 10).map(float)] * N).filter(any)
rules = st.lists(st.builds(lambda c, place, low: (c, place, low), st.sampled_from(IDS), st.integers(0, HUBS - 1),
                           st.booleans()), max_size=4)


def limits_at(sample: Cells, chosen) -> tuple[Limit, ...]:
    """Limits at values that some hub has, so that they remove some and keep others."""
    return tuple(Limit(c, min=float(sample.raw[hub, IDS.index(c)])) if low else
                 Limit(c, max=float(sample.raw[hub, IDS.index(c)])) for c, hub, low in chosen)


def rank_of(answer, hub_id: str) -> int:
    return int(answer.hubs.set_index("hub_id")["rank"][hub_id])


@settings(max_examples=60, deadline=None)
@given(some_cells, weights, st.integers(0, HUBS - 1), st.sampled_from(IDS), st.booleans())
def test_one_unit_short_is_margin_one_and_one_unit_less_lets_it_in_at_its_rank(sample, w, hub, criterion, low):
    own = float(sample.raw[hub, IDS.index(criterion)])
    limit = Limit(criterion, min=own + 1) if low else Limit(criterion, max=own - 1)
    strict = rank(sample, Scenario(weights=w, limits=(limit,)))
    receipt = strict.excluded.set_index("hub_id").loc[f"h{hub}"]
    assert receipt["margin"] == pytest.approx(1, rel=1e-9, abs=1e-9) and receipt["criterion"] == criterion
    eased = Limit(criterion, min=own) if low else Limit(criterion, max=own)
    others_in = set(strict.excluded["hub_id"]) - set(rank(sample, Scenario(weights=w, limits=(eased,))).excluded["hub_id"])
    alone = Scenario(weights=w, limits=(eased,), exclude=tuple(sorted(others_in - {f"h{hub}"})))
    assert rank_of(rank(sample, alone), f"h{hub}") == receipt["would_be_rank"]


@settings(max_examples=80, deadline=None)
@given(some_cells, weights, rules, st.sets(st.sampled_from(REGION_IDS), max_size=2),
       st.sets(st.integers(0, HUBS - 1), max_size=3), st.integers(0, HUBS - 1))
def test_relaxing_lets_the_hub_in_by_the_smallest_move(sample, w, chosen, regions, exclude, hub):
    scenario = Scenario(weights=w, limits=limits_at(sample, chosen), regions=tuple(sorted(regions)),
                        exclude=tuple(f"h{i}" for i in sorted(exclude)))
    answer = rank(sample, scenario)
    assume(f"h{hub}" in set(answer.excluded["hub_id"]))
    eased = relax(scenario, answer, f"h{hub}")
    after = rank(sample, eased)
    assert f"h{hub}" in set(after.hubs["hub_id"])
    came_along = set(after.hubs["hub_id"]) - set(answer.hubs["hub_id"]) - {f"h{hub}"}
    better = int((after.hubs.set_index("hub_id").loc[sorted(came_along)]["score"]
                  > after.hubs.set_index("hub_id")["score"][f"h{hub}"] + scoring.TIE).sum())
    would_be = answer.excluded.set_index("hub_id")["would_be_rank"].loc[[f"h{hub}"]].iloc[0]
    assert rank_of(after, f"h{hub}") == would_be + better
    for old, new in zip(scenario.limits, eased.limits, strict=True):
        own = float(sample.raw[hub, IDS.index(old.criterion)])
        for end in ("min", "max"):  # a bound either stays or is the hub's own value
            assert getattr(new, end) == getattr(old, end) or getattr(new, end) == own
    assert from_json(to_json(eased)) == eased


def test_a_hub_that_no_rule_removed_leaves_the_scenario_alone():
    sample = cells(raw_at(np.full((3, N), 0.5)))
    scenario = Scenario(exclude=("h1",))
    assert relax(scenario, rank(sample, scenario), "h0") == scenario
    assert relax(scenario, rank(sample, scenario), "h1").exclude == ()


@settings(max_examples=40, deadline=None)
@given(some_cells, weights, rules)
def test_near_misses_come_first_and_a_hub_s_rules_stay_together(sample, w, chosen):
    answer = rank(sample, Scenario(weights=w, limits=limits_at(sample, chosen), exclude=("h8",)))
    found = answer.excluded
    misses = [1.0 if row.rule == "exclusion" else scoring.distance(REGISTRY[row.criterion], row.value, row.limit)
              for row in found.itertuples()]
    totals = pd.Series(misses).groupby(found["hub_id"].to_numpy()).sum()
    shown = list(dict.fromkeys(found["hub_id"]))
    assert [totals[h] for h in shown] == pytest.approx(sorted(totals))
    assert found["hub_id"].ne(found["hub_id"].shift()).sum() == len(shown)


@pytest.mark.parametrize(("criterion", "first", "second", "expected"), [
    ("overlap", 2, 3, 1 / 8),  # goalposts 0 and 8 hours
    ("travel", 12_000, 13_200, 0.1),  # past the goalpost: still a distance
    ("salary", 20_000, 40_000, 0.267597),  # ln 2 / ln(200000/15000), worked by hand
    ("talent_pool", 0, 0, 0),
])
def test_distance_is_a_share_of_the_way_between_the_goalposts(criterion, first, second, expected):
    assert scoring.distance(REGISTRY[criterion], first, second) == pytest.approx(expected, abs=1e-6)


@given(some_cells, st.sampled_from(IDS))
@settings(max_examples=20, deadline=None)
def test_the_loosest_limit_removes_nobody(sample, criterion):
    answer = rank(sample, Scenario())
    limit = loosest(answer, criterion)
    assert len(rank(sample, Scenario(limits=(limit,))).hubs) == HUBS
    column, higher = sample.raw[:, IDS.index(criterion)], CRITERIA[criterion].direction == "higher"
    bound, worst = (limit.min, column.min()) if higher else (limit.max, column.max())
    assert abs(bound - worst) <= 0.1 * abs(worst) and bound == float(f"{bound:.2g}")


def test_the_loosest_limit_of_an_unknown_criterion_is_its_worst_goalpost():
    raw = raw_at(np.full((2, N), 0.5))
    raw[:, IDS.index("english")] = np.nan
    assert loosest(rank(cells(raw), Scenario()), "english") == Limit("english", min=400)


@pytest.mark.parametrize("policy", ["neutral", "worst", "median"])
def test_the_true_rank_of_every_complete_hub_lies_in_its_interval_whichever_cell_is_lost(built_database, policy):
    scenario = Scenario(missing=policy)
    complete = answers.rank(scenario)
    whole = complete.hubs[complete.hubs["known"] == N]
    for place in whole.itertuples():
        for criterion in range(N):
            raw = complete.cells.raw.copy()
            raw[place.row, criterion] = np.nan
            holed = rank(replace(complete.cells, raw=raw), scenario).hubs.set_index("hub_id").loc[place.hub_id]
            assert holed["rank_best"] <= place.rank <= holed["rank_worst"], (place.hub_id, IDS[criterion])

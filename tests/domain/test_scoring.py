"""Scoring against a worked example, an independent implementation (NumPy's interp and pymcdm's WSM) and properties."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pymcdm.methods import WSM

from atlas.domain import scoring
from atlas.domain.criteria import CRITERIA, IDS, PRESETS, REGISTRY
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Limit

N = len(IDS)
WEIGHTS = np.array(PRESETS["balanced"].weights)
unit = st.floats(0, 1)
weights = arrays(float, N, elements=st.floats(0, 10)).filter(lambda w: w.sum() > 1e-3)
values = arrays(float, (6, N), elements=unit)


def raw_row(**known):
    return np.array([[known.get(c, np.nan) for c in IDS]])


def test_goalposts_of_the_worked_example():
    """METHOD, "The score": Krakow's pay of 71,000 USD and 62,000 people, worked with a pocket calculator."""
    row = scoring.values(raw_row(salary=71_000, on_cost=22, talent_pool=62_000, overlap=8, english=600))[0]
    # ln(200000/71000)/ln(200000/15000) = 1.03564/2.59027; (40-22)/40; ln(62000/5000)/ln(200); 8/8; (600-400)/250
    assert row[:3] == pytest.approx([0.399819, 0.45, 0.475188], abs=2e-6)
    assert row[IDS.index("overlap")] == 1 and row[IDS.index("english")] == 0.8


@given(arrays(float, (5, N), elements=st.floats(-10, 2_000_000)))
def test_values_agree_with_an_independent_interpolation(raw):
    got = scoring.values(raw)
    for column, c in enumerate(CRITERIA.values()):
        x = raw[:, column]
        if c.log:
            x = np.log(np.maximum(x, min(c.worst, c.best)))
        ends = sorted([(c.worst, 0.0), (c.best, 1.0)])
        posts = [np.log(e[0]) if c.log else e[0] for e in ends]
        assert got[:, column] == pytest.approx(np.interp(x, posts, [e[1] for e in ends]), abs=1e-12)


@given(values, weights)
def test_scores_agree_with_pymcdm(cells, w):
    got = scoring.scores(cells, cells, w)
    independent = 100 * WSM(lambda column, cost=False: column)(cells, w / w.sum(), np.ones(N), validation=False)
    assert got.score == pytest.approx(independent, abs=1e-9)


@given(values, weights)
def test_contributions_add_up_to_the_score(cells, w):
    got = scoring.scores(cells, cells, w)
    assert got.contributions.sum(axis=1) == pytest.approx(got.score, abs=1e-9)


@given(values, weights, st.floats(0.01, 100))
def test_scaling_all_weights_changes_nothing(cells, w, factor):
    assert scoring.scores(cells, cells, w * factor).score == pytest.approx(scoring.scores(cells, cells, w).score, abs=1e-9)


def test_all_zero_weights_are_an_error_with_a_cure():
    with pytest.raises(ScenarioError, match="all weights are zero"):
        scoring.shares(np.zeros(N))


@given(values, weights, st.integers(0, 5), st.integers(0, N - 1), st.sampled_from(["neutral", "worst", "median"]))
def test_the_true_score_and_rank_lie_inside_the_interval_of_a_missing_cell(cells, w, hub, criterion, policy):
    true = scoring.scores(cells, cells, w)
    holed = cells.copy()
    holed[hub, criterion] = np.nan
    everyone = np.ones(6, dtype=bool)
    filled = scoring.fill(holed, policy, np.array(["x"] * 6), everyone)
    got = scoring.scores(holed, filled, w)
    assert got.low[hub] - 1e-9 <= true.score[hub] <= got.high[hub] + 1e-9
    best, worst = scoring.rank_interval(got, everyone)
    assert best[hub] <= scoring.ranks(true.score)[hub] <= worst[hub]
    assert (got.low <= got.score + 1e-9).all() and (got.score <= got.high + 1e-9).all()


def test_policies_fill_a_missing_cell():
    cells = np.full((4, N), 0.3)
    cells[:, 0] = [np.nan, 0.2, 0.6, 0.9]
    areas, ranked = np.array(["a", "a", "a", "b"]), np.array([True, True, True, True])
    assert scoring.fill(cells, "neutral", areas, ranked)[0, 0] == 0.5
    assert scoring.fill(cells, "worst", areas, ranked)[0, 0] == 0
    assert scoring.fill(cells, "median", areas, ranked)[0, 0] == pytest.approx(0.4)  # of 0.2 and 0.6, its own area
    alone = scoring.fill(cells, "median", np.array(["z", "a", "a", "b"]), ranked)
    assert alone[0, 0] == pytest.approx(0.6)  # nobody in its area knows, so of all: 0.2, 0.6, 0.9


def test_ties_share_a_rank():
    assert scoring.ranks(np.array([50.0, 70.0, 50.0 + 1e-12, 40.0])).tolist() == [2, 1, 2, 4]


def test_a_limit_is_inclusive_and_a_missing_value_is_not_held_against_a_hub():
    raw = np.full((3, N), np.nan)
    raw[:, IDS.index("overlap")] = [3, 2, np.nan]
    found = scoring.failures(raw, np.zeros_like(raw, dtype=bool), (Limit("overlap", min=3),))
    assert [(f.hub, f.margin) for f in found] == [(1, 1)]


@given(st.integers(0, N - 1), unit)
def test_raw_at_is_the_inverse_of_values(criterion, place):
    raw = np.full((1, N), np.nan)
    raw[0, criterion] = scoring.raw_at(REGISTRY[criterion], place)
    assert scoring.values(raw)[0, criterion] == pytest.approx(place, abs=1e-9)


VECTORS = json.loads((Path(__file__).parent.parent / "fixtures" / "scoring_vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[v["about"] for v in VECTORS])
def test_the_vectors_that_the_browser_s_sum_is_tested_with_too(vector):
    cells, given = np.array(vector["values"], dtype=float), np.array(vector["weights"], dtype=float)
    if vector["scores"] is None:
        with pytest.raises(ScenarioError):
            scoring.scores(cells, cells, given)
        return
    got = scoring.scores(cells, cells, given).score
    assert got == pytest.approx(vector["scores"], abs=1e-9)
    assert scoring.ranks(got).tolist() == vector["ranks"]

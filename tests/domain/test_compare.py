"""Side by side: points that add up to the lead, marks that no band disputes, and who is compared."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain import scoring
from atlas.domain.compare import EVEN, chosen, compare
from atlas.domain.criteria import IDS, REGISTRY
from atlas.domain.ranking import rank
from atlas.domain.scenario import Scenario
from atlas.views import compare as view
from tests.domain.test_limits import HUBS, cells, raw_at, some_cells, weights

N = len(IDS)


def two(first: dict[str, float], second: dict[str, float], **choices):
    """Two hubs in the middle of every scale but for what is given, as places 0..1 between the goalposts."""
    places = np.array([[row.get(c, 0.5) for c in IDS] for row in (first, second)])
    return rank(cells(raw_at(places)), Scenario(**choices))


@settings(max_examples=40, deadline=None)
@given(some_cells, weights, st.integers(0, HUBS - 1), st.integers(0, HUBS - 1))
def test_the_points_of_a_pair_add_up_to_its_lead_and_turn_with_it(sample, w, first, second):
    found = compare(rank(sample, Scenario(weights=w)), (f"h{first}", f"h{second}"))
    pair, back = found.pair(*found.places), found.pair(*found.places[::-1])
    assert sum(pair.points) == pytest.approx(pair.lead, abs=1e-9) == -back.lead
    assert sum(pair.by_group().values()) == pytest.approx(pair.lead, abs=1e-9)
    assert {c for c, _ in pair.gains()} == {c for c, _ in back.losses()}
    assert all(p >= EVEN for _, p in pair.gains())


def test_a_pair_in_one_sentence_worked_by_hand():
    """Equal weights of 12 criteria: a quarter of a scale is 100/12/4 = 2.083 points."""
    found = compare(two({"talent_pool": 1.0, "salary": 0.25}, {}, weights=(1.0,) * N), ("h0", "h1"))
    pair = found.pairs()[0]
    assert pair.lead == pytest.approx(100 / 12 * 0.25)
    assert view.pair_sentence(pair) == ("City 0 over City 1: talent pool **+4.2**, median pay **−2.1**; "
                                        "**+2.1** points in all.")
    assert view.title(pair) == "City 0 has more talent, City 1 is cheaper to employ in"


@pytest.mark.parametrize(("first", "second", "title"), [
    ({}, {}, "City 0 and City 1 score alike"),
    ({"corruption": 1.0}, {}, "City 0 carries less risk, and City 1 leads on nothing"),
    ({}, {"internet": 1.0}, "City 1 has faster lines, and City 0 leads on nothing"),
    ({"english": 1.0}, {"internet": 1.0}, "City 0 is closer to home, City 1 has faster lines"),
])
def test_the_title_says_what_each_is_better_at(first, second, title):
    found = compare(two(first, second), ("h0", "h1"))
    assert view.title(found.pairs()[0]) == title
    if title.endswith("alike"):
        assert "no criterion tells them apart" in view.pair_sentence(found.pairs()[0])


def test_best_and_worst_are_marked_only_where_no_other_is_equal_or_within_the_band():
    answer = two({"talent_pool": 0.9, "english": 0.7}, {"talent_pool": 0.6})
    found = compare(answer, ("h0", "h1"))
    assert {c: (found.best[i], found.worst[i]) for i, c in enumerate(IDS) if found.best[i] is not None} == {
        "talent_pool": (0, 1), "english": (0, 1)}
    column = IDS.index("talent_pool")
    low = answer.cells.raw.copy()
    low[0, column] = scoring.raw_at(REGISTRY[column], 0.55)  # the band of the first now reaches below the second
    banded = compare(replace(answer, cells=replace(answer.cells, low=low)), ("h0", "h1"))
    assert banded.best[column] is None and banded.worst[column] is None


def test_an_unknown_cell_is_neither_best_nor_worst():
    raw = raw_at(np.array([[0.5] * N, [0.6] * N, [0.7] * N]))
    raw[2, 0] = np.nan
    found = compare(rank(cells(raw), Scenario()), ("h0", "h1", "h2"))
    assert (found.best[0], found.worst[0]) == (1, 0) and (found.best[1], found.worst[1]) == (2, 0)
    raw[1, 0] = np.nan
    assert compare(rank(cells(raw), Scenario()), ("h0", "h1", "h2")).best[0] is None


def test_a_band_wider_than_the_lead_is_named_and_a_shared_figure_is_not():
    answer = two({"english": 0.51}, {})
    column = IDS.index("talent_pool")
    wide = answer.cells.high.copy()
    wide[0, column] = scoring.raw_at(REGISTRY[column], 0.9)
    doubted = replace(answer, cells=replace(answer.cells, high=wide))
    assert compare(doubted, ("h0", "h1")).pairs()[0].doubt == ("talent_pool", "City 0")
    wide = wide.copy()
    wide[1, column] = wide[0, column]  # one national figure moves both alike
    assert compare(replace(answer, cells=replace(answer.cells, high=wide)), ("h0", "h1")).pairs()[0].doubt is None


@pytest.mark.parametrize(("shortlist", "expected"), [
    ((), ("h2", "h1", "h0")), (("h0",), ("h0", "h2")), (("h2",), ("h2", "h1")), (("h0", "h1"), ("h0", "h1")),
    (tuple(f"h{i}" for i in range(7)), tuple(f"h{i}" for i in range(5))),
])
def test_the_shortlist_is_compared_or_the_first_three(shortlist, expected):
    raw = raw_at(np.array([[0.3 + i / 20 if i < 3 else 0.1] * N for i in range(7)]))
    assert chosen(rank(cells(raw), Scenario(shortlist=shortlist))) == expected


def test_a_removed_hub_is_compared_with_its_would_be_rank():
    answer = two({"english": 0.9}, {}, exclude=("h0",))
    removed, kept = compare(answer, ("h0", "h1")).places
    assert (removed.rank, removed.would_be_rank, kept.rank) == (None, 1, 1)
    assert view.standing(removed)[1] == "removed, would rank 1"

"""The Rank page as figures: bars, heat and slopes hold what the answer says, and so many rows that a page can hold them."""

from dataclasses import replace

import numpy as np
import pytest

from atlas import answers
from atlas.domain.criteria import IDS, PRESETS
from atlas.domain.ranking import rank
from atlas.domain.scenario import DEFAULT
from atlas.views import ranking as view
from atlas.views import ranking_figure as figures
from atlas.views.theme import LIGHT

pytestmark = pytest.mark.usefixtures("built_database")


@pytest.fixture(scope="module")
def answer():
    return answers.rank(DEFAULT)


@pytest.fixture(scope="module")
def firm():
    return answers.robustness(DEFAULT)


def words(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_bar_s_parts_add_up_to_the_score(answer, firm):
    figure = figures.bars(answer, firm, LIGHT)
    parts = np.array([trace.x for trace in figure.data[:len(IDS)]])
    places = [*answer.hubs.head(figures.FIRST_ROWS).itertuples(), *answer.reference.itertuples()]
    complete = [n for n, place in enumerate(places) if place.known == len(IDS)]
    assert len(complete) > 10
    assert parts.sum(axis=0)[complete] == pytest.approx([places[n].score for n in complete])
    assert [trace.marker.color for trace in figure.data[:len(IDS)]] == [LIGHT.criterion(c) for c in IDS]


def test_a_modelled_cell_is_hatched_and_an_unknown_one_leaves_a_range(answer):
    cells = answer.cells
    row = int(answer.hubs["row"].iloc[0])
    column = IDS.index("internet")
    raw, grade = cells.raw.copy(), cells.grade.copy()
    raw[row, column], grade[row, column] = np.nan, ""
    modelled = cells.modelled.copy()
    modelled[row, :] = False
    modelled[row, 0] = True
    holed = rank(replace(cells, raw=raw, grade=grade, modelled=modelled), DEFAULT)
    at = holed.hubs["row"].tolist().index(row)
    figure = figures.bars(holed, None, LIGHT)
    assert figure.data[0].marker.pattern.shape[at] == "/" and figure.data[1].marker.pattern.shape[at] == ""
    assert figure.data[column].x[at] == 0
    weights = DEFAULT.weights
    assert figure.data[len(IDS)].x[at] == pytest.approx(100 * weights[column] / sum(weights))


def test_names_are_escaped(answer, firm):
    hostile = "<b onclick=x>Łódź</b>"
    hubs = answer.hubs.assign(city=[hostile, *answer.hubs["city"][1:]])
    figure = figures.bars(replace(answer, hubs=hubs), firm, LIGHT)
    assert any("&lt;b onclick=x&gt;Łódź" in text for text in words(figure))
    assert not any("<b onclick" in text for text in words(figure))


def test_the_heat_writes_out_each_share(firm):
    figure = figures.heat(firm, LIGHT)
    leader = firm.order[0]
    shares = firm.acceptability.matrix[leader][:figures.RANKS]
    assert list(figure.data[0].z[0]) == [0 if x == 0 else min(9, int(x * 10) + 1) for x in shares]
    assert len(figure.data[0].z) == figures.FIRST_ROWS


def test_the_dot_of_a_flip_lies_in_its_blue_range(firm):
    figure = figures.flips(firm, LIGHT)
    held = [trace for trace in figure.data if trace.line.color == LIGHT.sequential[4]]
    assert [list(trace.x) for trace in held] == [[flip.low, flip.high] for flip in firm.weight_flips]
    assert all(trace.x[0] <= weight <= trace.x[1] for trace, weight in zip(held, figure.data[-1].x, strict=True))


def test_slopes_rise_for_hubs_that_gain(answer):
    other = view.slope(answer, answers.rank(replace(DEFAULT, weights=PRESETS["scale_fast"].weights)), "Scale fast")
    figure = figures.slope(answer, other, LIGHT)
    table = figures.slope_table(answer, other).head(figures.FIRST_ROWS)
    gains = table["Places gained"].dropna()
    blue = sum(trace.line.color == LIGHT.criterion("talent_pool") for trace in figure.data)
    assert (blue, len(figure.data)) == ((gains > 0).sum(), len(gains))
    first = table.loc[table["Places gained"].idxmax()]
    assert figures.slope_summary(answer, other).startswith(f"{first['Hub']} gains {first['Places gained']} place")


def test_no_hub_left_draws_the_home_markets_alone():
    empty = answers.rank(replace(DEFAULT, hubs=()))
    figure = figures.bars(empty, None, LIGHT)
    assert empty.hubs.empty and len(figure.data[0].x) == len(empty.reference)

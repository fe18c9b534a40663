"""The figure of pay bands: what it draws where, on both scales, and that nothing in a name is taken for markup."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.views.pay_bands import Row, ends_of, figure, money_axis
from atlas.views.theme import LIGHT

BAND = (20_000.0, 30_000.0, 40_000.0, 50_000.0, 80_000.0)
THICK = Row("Poland", BAND, (38_000.0, 42_000.0), text="734", selected=True)
THIN = Row("Kosovo", BAND, (25_000.0, 60_000.0), badge="modelled", text="6", hollow=True)


def texts(drawn) -> list[str]:
    return [note.text for note in drawn.layout.annotations]


@pytest.mark.parametrize("log", [True, False])
def test_bars_span_the_percentiles(log):
    place = math.log10 if log else float
    drawn = figure([THICK], money_axis("USD", log), LIGHT)
    for bar, (low, high) in zip(drawn.data[:3], ((20e3, 80e3), (30e3, 50e3), (38e3, 42e3)), strict=True):
        assert (bar.base[0], bar.base[0] + bar.x[0]) == pytest.approx((place(low), place(high)))


def test_a_hollow_row_has_no_filled_bar():
    drawn = figure([THIN, THICK], money_axis("USD", True), LIGHT)
    assert all(list(bar.y) == [1] for bar in drawn.data[:3])
    dashed, solid = drawn.data[3:5]
    assert dashed.line.dash == "3px,2px" and np.nanmax(np.array(dashed.x, float)) == pytest.approx(math.log10(80_000))
    assert solid.line.dash is None and np.nanmin(np.array(solid.x, float)) == pytest.approx(math.log10(25_000))


def test_names_counts_and_badges_stand_beside_the_rows():
    assert {"<b>Poland</b>", "<b>734</b>", "Kosovo", "modelled", "6"} <= set(texts(figure([THICK, THIN], money_axis("USD", True), LIGHT)))


def test_a_claim_is_a_bracket_and_an_open_one_runs_to_the_end():
    rows = [Row("Poland", BAND, claims=((60_000, 80_000),)), Row("UK", BAND, claims=((60_000, None),))]
    drawn = figure(rows, money_axis("USD", False), LIGHT)
    x = list(drawn.data[-1].x)
    assert x[:4] == [60_000, 60_000, 80_000, 80_000] and x[5:8] == [60_000, 60_000, drawn.layout.xaxis.range[1]]


def test_the_scale_says_so_and_ticks_round_values():
    drawn = figure([THICK], money_axis("USD", True), LIGHT)
    assert list(drawn.layout.xaxis.ticktext) == ["$20k", "$50k"]
    assert "Gross pay, USD a year, log scale" in texts(drawn)
    linear = figure([THICK], money_axis("PLN", False), LIGHT)
    assert list(linear.layout.xaxis.ticktext) == ["0", "20k", "40k", "60k", "80k"]
    assert linear.layout.xaxis.range[0] == 0


@given(st.lists(st.floats(1, 1e10), min_size=5, max_size=5, unique=True), st.booleans())
def test_ticks_lie_on_the_axis_whatever_the_currency(values, log):
    row = Row("X", tuple(sorted(values)))
    drawn = figure([row], money_axis("VND", log), LIGHT)
    low, high = drawn.layout.xaxis.range
    assert all(low <= tick <= high for tick in drawn.layout.xaxis.tickvals)
    assert ends_of([row]) == (min(values), max(values))


def test_names_are_never_markup():
    drawn = figure([Row("<img src=x>", BAND, note="<b>n</b>", badge="<i>", text="<u>")], money_axis("USD", True), LIGHT)
    joined = "".join(texts(drawn))
    assert "&lt;img src=x&gt;" in joined and "<img" not in joined and "<u>" not in joined


def test_the_chosen_row_stands_on_a_stripe_unless_it_is_alone():
    assert len(figure([THICK, THIN], money_axis("USD", True), LIGHT).layout.shapes) == 3
    assert not figure([THICK], money_axis("USD", True), LIGHT).layout.shapes

"""Kappa against published tables and against an independent formula."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.errors import ScenarioError
from atlas.domain.playbook.agreement import between, kappa, linear, quadratic, reading

POINTS = (1, 2, 3, 4, 5)


def test_cohen_1968_table_1():
    """Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70, 213-220, Table 1: two judges, 200 cases, three
    diagnoses; the paper prints kappa .492 and weighted kappa .348."""
    shares = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
    disagreement = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert round(kappa(shares), 3) == 0.492
    assert round(kappa(shares * 200, disagreement), 3) == 0.348


def test_linear_weights_on_the_couples_of_hout_duncan_and_sobel():
    """Agresti (1990), Categorical Data Analysis, Table 2.10: 91 couples on a scale of four. The R package vcd,
    Kappa(SexualFun), gives 0.1293 unweighted and 0.2374 with equal-spacing weights."""
    couples = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])
    assert round(kappa(couples), 4) == 0.1293
    assert round(kappa(couples, linear(4)), 4) == 0.2374


@given(st.lists(st.tuples(st.sampled_from(POINTS), st.sampled_from(POINTS)), min_size=1, max_size=40))
def test_quadratic_kappa_by_moments(marks):
    """With quadratic weights kappa is 1 - E(x - y)^2 / (var x + var y + (mean x - mean y)^2): Fleiss and Cohen (1973)."""
    x, y = np.array(marks, dtype=float).T
    table = np.zeros((5, 5))
    for a, b in marks:
        table[a - 1, b - 1] += 1
    chance = x.var() + y.var() + (x.mean() - y.mean()) ** 2
    found = kappa(table, quadratic(5))
    if chance == 0:
        assert found is None
    else:
        assert found == pytest.approx(1 - np.mean((x - y) ** 2) / chance)


@given(st.lists(st.tuples(st.sampled_from(POINTS), st.sampled_from(POINTS)), min_size=1, max_size=40))
def test_swapping_assessors_changes_nothing(marks):
    one, other = between("A", "B", marks, POINTS), between("B", "A", [(b, a) for a, b in marks], POINTS)
    assert one.weighted_kappa == pytest.approx(other.weighted_kappa) if one.weighted_kappa is not None else \
        other.weighted_kappa is None
    assert one.cases == len(marks)


def test_full_agreement_is_one_and_one_mark_for_all_is_undefined():
    assert between("A", "B", [(1, 1), (5, 5)], POINTS).kappa == pytest.approx(1)
    assert between("A", "B", [(3, 3), (3, 3)], POINTS).kappa is None
    assert between("A", "B", [], POINTS).same_share is None


@pytest.mark.parametrize(("value", "name"), [
    (-0.1, "poor"), (0.0, "slight"), (0.2, "slight"), (0.21, "fair"), (0.41, "moderate"), (0.61, "substantial"),
    (0.81, "almost perfect"), (1.0, "almost perfect"), (None, "not defined"),
])
def test_bands_of_landis_and_koch(value, name):
    assert reading(value) == name


@pytest.mark.parametrize("table", [np.zeros((2, 2)), np.ones((2, 3)), np.array([[1, -1], [0, 1]])])
def test_a_table_that_is_none_is_refused(table):
    with pytest.raises(ScenarioError, match="not a square"):
        kappa(table)

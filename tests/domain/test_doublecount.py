"""The double-count guard, against the standard library's correlation."""

import statistics

import numpy as np
import pytest

from atlas.domain.doublecount import double_count

IDS = ("salary", "rule_of_law", "corruption", "travel")
LAW = [0.1, 0.2, 0.4, 0.7, 0.9]
CORRUPTION = [0.2, 0.1, 0.5, 0.6, 1.0]
VALUES = np.column_stack([[0.5, 0.1, 0.9, 0.3, 0.4], LAW, CORRUPTION, [0.9, 0.8, 0.6, 0.3, 0.1]])


def test_a_pair_that_correlates_is_named_with_its_share_of_the_weight():
    found = double_count(VALUES, np.array([8.0, 4.0, 2.0, 2.0]), IDS)
    assert [(pair.first, pair.second) for pair in found] == [("rule_of_law", "corruption")]
    assert found[0].correlation == pytest.approx(statistics.correlation(LAW, CORRUPTION))
    assert found[0].weight_share == pytest.approx(6 / 16)


def test_opposed_criteria_are_not_counted_twice():
    """Law and travel correlate at -1, which is a trade-off and no double count, whatever the threshold."""
    assert statistics.correlation(LAW, VALUES[:, 3].tolist()) == pytest.approx(-1.0)
    assert {pair.first for pair in double_count(VALUES, np.ones(4), IDS, threshold=0.5)} == {"rule_of_law"}


def test_threshold_is_not_itself_above_the_threshold():
    pair, = double_count(VALUES, np.ones(4), IDS)
    assert double_count(VALUES, np.ones(4), IDS, threshold=pair.correlation) == ()


def test_a_weightless_or_constant_criterion_is_not_named():
    assert double_count(VALUES, np.array([8.0, 4.0, 0.0, 2.0]), IDS) == ()
    flat = VALUES.copy()
    flat[:, 2] = 0.5
    assert double_count(flat, np.ones(4), IDS) == ()


def test_the_strongest_pair_comes_first():
    values = np.column_stack([LAW, CORRUPTION, [0.1, 0.2, 0.4, 0.7, 0.95]])
    found = double_count(values, np.ones(3), ("a", "b", "c"))
    assert (found[0].first, found[0].second) == ("a", "c")
    assert [pair.correlation for pair in found] == sorted((pair.correlation for pair in found), reverse=True)

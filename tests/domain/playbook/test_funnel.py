"""How many to screen, against the example in METHOD and scipy's negative binomial."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from atlas.domain.errors import ScenarioError
from atlas.domain.playbook.funnel import CONFIDENCE, funnel, safe_number
from atlas.domain.playbook.pipeline import STAGES, Span, Stage


def stage(share: float, minutes: int = 30) -> Stage:
    return Stage("s", "s", Span(1, 1, 1), (0, 0), minutes, share)


def test_worked_by_hand():
    """Two hires through 0.5 and 0.8: 2 / 0.4 = 5 and 2 / 0.8 = 2.5, so 3; half an hour for each of five."""
    rows = funnel((stage(0.5), stage(0.8)), 2)
    assert [row.expected for row in rows] == [5, 3]
    assert rows[0].assessor_hours == 2.5


def test_a_lower_pass_rate_flips_the_number():
    assert funnel((stage(0.5),), 1)[0].expected == 2
    assert funnel((stage(0.49),), 1)[0].expected == 3


@given(st.integers(1, 60), st.floats(0.01, 0.99))
@settings(deadline=None)
def test_safe_number_against_scipy(hires, success):
    found = safe_number(hires, success)
    assert nbinom.cdf(found - hires, hires, success) >= CONFIDENCE - 1e-9
    assert found == hires or nbinom.cdf(found - hires - 1, hires, success) < CONFIDENCE + 1e-9


def test_certain_stages_need_nobody_more():
    assert safe_number(7, 1.0) == 7 and funnel((stage(1.0),), 7)[0].expected == 7


def test_two_hundred_hires_at_one_percent_do_not_underflow():
    assert 20_000 < safe_number(200, 0.01) < 22_000


@pytest.mark.parametrize("hires", [0, -3, 201, 1.5, True])
def test_no_hires_is_one_line(hires):
    with pytest.raises(ScenarioError, match="give 1 to 200"):
        funnel(STAGES, hires)


@pytest.mark.parametrize("share", [0, -0.1, 1.1])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ScenarioError, match="share"):
        funnel((stage(share),), 1)

"""Gaps, claims and sources of pay: worked examples by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.pay_claims import PayClaim, claims, other_claims, verdict
from atlas.domain.pay_gap import gap
from atlas.domain.pay_series import side_by_side

usd = st.floats(5_000, 500_000)


def test_the_gap_in_money_and_per_cent():
    """80,000 against 120,000: 40,000 or a third less. Both sure to ±10 % at 80 %: 0.6667 x or / 1.1^sqrt(2)."""
    found = gap((80_000 / 1.1, 80_000, 80_000 * 1.1), (120_000 / 1.1, 120_000, 120_000 * 1.1))
    assert found.usd == 40_000 and found.saving == pytest.approx(1 / 3)
    assert found.share_high == pytest.approx(2 / 3 * 1.1 ** math.sqrt(2))
    assert found.share_low == pytest.approx(2 / 3 / 1.1 ** math.sqrt(2))


def test_the_worked_example_of_the_method():
    """METHOD-pay: Cluj against London, 80.1 / 117.7 with standard deviations 0.080 and 0.053: 60 to 77 %."""
    places = [(usd / math.exp(1.2816 * sd), usd, usd * math.exp(1.2816 * sd)) for usd, sd in ((80.1, 0.080), (117.7, 0.053))]
    found = gap(*places)
    assert [round(100 * share) for share in (found.share, found.share_low, found.share_high)] == [68, 60, 77]


@given(usd, usd, st.floats(1.01, 3), st.floats(1.01, 3))
def test_turning_the_gap_round_turns_its_interval_round(one, other, wide, narrow):
    there = gap((one / wide, one, one * wide), (other / narrow, other, other * narrow))
    back = gap((other / narrow, other, other * narrow), (one / wide, one, one * wide))
    assert there.usd == -back.usd
    assert (1 / there.share_high, 1 / there.share_low) == pytest.approx((back.share_low, back.share_high))
    assert there.share_low < there.share < there.share_high


@pytest.mark.parametrize(("low", "high", "ours", "where"), [
    (60, 80, (61, 79), "within"), (60, 80, (60, 80), "within"), (60, 80, (50, 59), "below"), (60, 80, (81, 90), "above"),
    (60, 80, (59, 70), "overlaps"), (60, 80, (70, 81), "overlaps"), (60, 80, (50, 90), "overlaps"),
    (60, None, (70, 900), "within"), (60, None, (50, 61), "overlaps"), (60, None, (50, 59), "below"),
])
def test_where_our_interval_lies(low, high, ours, where):
    assert verdict(PayClaim(BENCHMARKS["us_mid"], "US", low, high), *ours) == where


def test_claims_by_country_in_dollars():
    """100,000 to 130,000 pounds at 0.8 pounds a dollar are 125,000 to 162,500 dollars."""
    found = {claim.country: (claim.low_usd, claim.high_usd) for claim in claims("ai_ml_engineer", "senior", 0.8)}
    assert found == {"US": (175_000, 220_000), "GB": (125_000, 162_500), "IN": (28_000, 45_000),
                     **dict.fromkeys(("PL", "RO", "CZ", "UA"), (60_000, 80_000))}
    (lead,) = [claim for claim in claims("ai_ml_engineer", "lead", 0.8) if claim.country == "GB"]
    assert (lead.low_usd, lead.high_usd) == (162_500, None)


def test_no_claim_speaks_of_other_roles_or_juniors():
    assert claims("data_scientist", "senior", 0.8) == claims("ai_ml_engineer", "junior", 0.8) == ()
    assert other_claims("ai_ml_engineer", "mid", "GB", 0.8) == ()
    (london,) = other_claims("ai_ml_engineer", "senior", "GB", 0.8)
    assert (london.low_usd, london.high_usd) == (150_000, None)


def cell(code: str, role: str, seniority: str, n: int, year: int = 2024) -> dict:
    return {"source_code": code, "title": code, "publisher": "P", "year": year, "role": role, "seniority": seniority,
            "n": n, **{f"p{p}_usd": float(p) for p in (10, 25, 50, 75, 90)}}


def found(cells: list[dict], official: list[dict] | None = None):
    columns = ["source_code", "year", "value"]
    return side_by_side(pd.DataFrame(cells), pd.DataFrame(official or [], columns=columns), 0.9, "ai_ml_engineer", "senior")


@pytest.mark.parametrize(("there", "closest"), [
    ([("all", "all"), ("all", "senior"), ("ai_ml_engineer", "all"), ("ai_ml_engineer", "senior")],
     ("ai_ml_engineer", "senior")),
    ([("all", "all"), ("all", "senior"), ("ai_ml_engineer", "all")], ("all", "senior")),
    ([("all", "all"), ("all", "junior"), ("ai_ml_engineer", "all")], ("ai_ml_engineer", "all")),
    ([("all", "all"), ("data_scientist", "senior")], ("all", "all")),
])
def test_each_series_shows_its_closest_cell(there, closest):
    (series,) = found([cell("stackoverflow_2024", *key, n=30) for key in there])
    assert (series.role, series.seniority) == closest


def test_a_series_without_a_near_cell_is_left_out():
    assert found([cell("aijobs_2025", "data_analyst", "senior", 9)]) == ()


def test_own_rows_stand_by_year_and_are_told_apart():
    series = found([cell("own", "all", "all", 9, 2026), cell("own", "ai_ml_engineer", "senior", 6, 2025),
                    cell("stackoverflow_2024", "all", "all", 40)])
    assert [(s.source_code, s.year, s.n, s.own) for s in series] == [
        ("stackoverflow_2024", 2024, 40, False), ("own", 2025, 6, True), ("own", 2026, 9, True)]


def test_the_official_mean_is_a_year_in_dollars():
    """3,000 euros a month are 36,000 a year, 40,000 dollars at 0.9 euros a dollar."""
    (mean,) = found([cell("aijobs_2025", "data_analyst", "senior", 9)],
                    [{"source_code": "eurostat_ses2022", "year": 2022, "value": 3000.0}])
    assert mean.mean_usd == pytest.approx(40_000) and mean.band is None and mean.n is None

"""Pay bands and employer contributions; parts of contributions by the formula that the facts are made for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.errors import DataError, ScenarioError
from atlas.domain.labour import Z_P90, PayBand
from atlas.domain.on_cost import Contribution, OnCost
from atlas.paths import DATA


@pytest.mark.parametrize(("on_cost", "gross", "due"), [
    # US 2025: 6.2 % up to 176,100 and 1.45 % on all of it.
    (OnCost((Contribution(6.2, cap_usd_year=176_100), Contribution(1.45))), 200_000, 10_918.20 + 2_900),
    # A threshold: 15 % above 6,250.
    (OnCost((Contribution(15, above_usd_year=6_250),)), 106_250, 15_000),
    (OnCost((Contribution(15, above_usd_year=6_250),)), 5_000, 0),
    # One capped rate, below and above its cap; a fixed amount; none at all.
    (OnCost.flat(20, 50_000), 40_000, 8_000),
    (OnCost.flat(20, 50_000), 90_000, 10_000),
    (OnCost(fixed_usd_year=1_090), 90_000, 1_090),
    (OnCost(), 90_000, 0),
])  # fmt: skip
def test_contributions_by_hand(on_cost: OnCost, gross: float, due: float) -> None:
    assert on_cost.due(gross) == pytest.approx(due)
    assert on_cost.due(np.array([gross, 0.0])) == pytest.approx([due, on_cost.fixed_usd_year])


def test_capped_rate_is_lower_at_senior_pay_and_an_unknown_cap_says_up_to() -> None:
    capped, unknown = OnCost.flat(36.69, 50_000), OnCost.flat(36.69, up_to=True)
    assert capped.pct_of(90_000) == pytest.approx(36.69 * 50 / 90)
    assert capped.text(90_000) == "20.4\u00a0%"
    assert unknown.text(90_000) == "up to 36.7\u00a0%"
    assert unknown.pct_of(0) == 0


@given(st.floats(0, 60), st.floats(0, 300_000), st.floats(1_000, 400_000), st.floats(1_000, 400_000))
def test_effective_rate_never_rises_with_pay_under_a_cap(rate: float, cap: float, a: float, b: float) -> None:
    on_cost = OnCost.flat(rate, cap)
    assert on_cost.pct_of(max(a, b)) <= on_cost.pct_of(min(a, b)) + 1e-9 <= rate + 2e-9


def test_median_interval_is_the_middle_80_percent_of_draws() -> None:
    band = PayBand(40e3, 50e3, 60e3, 75e3, 100e3, 52e3, 75e3)
    assert band.at(np.array([-Z_P90, 0, Z_P90])) == pytest.approx([52e3, 60e3, 75e3])
    drawn = band.at(np.random.default_rng(1).standard_normal(200_000))
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([52e3, 60e3, 75e3], rel=0.005)


def test_a_published_range_is_an_interval_around_its_middle() -> None:
    band = PayBand.around(28_000, 45_000)
    assert (band.median_low, band.p50, band.median_high) == (28_000, 36_500, 45_000)
    assert PayBand.around(180_000).at(np.array([-2.0, 2.0])) == pytest.approx([180_000, 180_000])


@pytest.mark.parametrize("figures", [
    (5, 4, 6, 7, 8, 6, 6), (1, 2, 3, 4, 5, 3.5, 4), (1, 2, 3, 4, 5, 2, 2.5), (-1, 2, 3, 4, 5, 3, 3),
    (1, 2, float("nan"), 4, 5, 3, 3), (1, 2, 3, 4, float("inf"), 3, 3),
])  # fmt: skip
def test_a_band_out_of_order_is_refused(figures: tuple) -> None:
    with pytest.raises(ScenarioError, match="pay: "):
        PayBand(*figures)


# --- contributions from the facts -----------------------------------------------------------------------------------

RATES = {"USD": 1.0, "EUR": 0.5, "PHP": 50.0}


def _facts(**parts: tuple) -> pd.DataFrame:
    """Facts of one place: part -> (value, unit or "", caveats or "")."""
    rows = [{"metric": f"employer_on_cost_{part}", "value": value, "unit": unit or "% of gross",
             "caveats": caveats or None, "source_code": "someone"} for part, (value, unit, caveats) in parts.items()]
    return pd.DataFrame([*rows, {"metric": "cpi_score", "value": 50.0, "unit": "0 to 100", "caveats": None,
                                 "source_code": "ti"}])


@pytest.mark.parametrize(("facts", "gross", "due", "up_to"), [
    (_facts(pct=(20, "", "")), 90_000, 18_000, False),
    (_facts(pct=(20, "", "capped;partial")), 90_000, 18_000, True),
    (_facts(pct=(20, "", "of_basic_pay")), 90_000, 18_000, True),
    # 40,000 EUR at 0.5 a dollar are 80,000 USD: 25 % of that and 9 % of all.
    (_facts(pct=(34, "", "capped"), capped_pct=(25, "", ""), cap_year=(40_000, "EUR a year", ""),
            uncapped_pct=(9, "", "")), 100_000, 20_000 + 9_000, False),
    (_facts(pct=(34, "", "capped"), capped_pct=(25, "", ""), cap_year=(40_000, "EUR a year", ""),
            uncapped_pct=(9, "", "capped")), 100_000, 20_000 + 9_000, True),
    (_facts(pct=(25, "", "capped"), capped_pct=(25, "", "capped"), cap_year=(40_000, "EUR a year", "")),
     100_000, 20_000, False),
    (_facts(pct=(15, "", "partial"), uncapped_pct=(15, "", ""), threshold_year=(5_000, "EUR a year", "")),
     110_000, 15_000, False),
    (_facts(pct=(9, "", "capped"), fixed_year=(2_500, "PHP a year", ""), uncapped_pct=(2, "", "")),
     100_000, 50 + 2_000, False),
])  # fmt: skip
def test_contributions_from_facts_by_hand(facts: pd.DataFrame, gross: float, due: float, up_to: bool) -> None:
    on_cost = OnCost.of(facts, RATES)
    assert on_cost.due(gross) == pytest.approx(due)
    assert on_cost.up_to is up_to and on_cost.source_codes == ("someone",)


def test_facts_without_a_rate_of_contribution_or_of_exchange() -> None:
    assert OnCost.of(_facts(), RATES) is None
    assert OnCost.of(_facts(pct=(float("nan"), "", "")), RATES) is None
    with pytest.raises(DataError, match="no exchange rate for 'CZK'"):
        OnCost.of(_facts(pct=(34, "", ""), capped_pct=(25, "", ""), cap_year=(1, "CZK a year", "")), RATES)


@pytest.mark.parametrize("country", ["CZ", "DE", "UA", "VN", "PH", "MX", "US"])
def test_shipped_on_costs_are_capped_or_say_up_to(country: str) -> None:
    facts = pd.read_csv(DATA / "facts.csv", keep_default_na=False, na_values=[""])
    fx = pd.read_csv(DATA / "fx.csv").query("year <= 2024").sort_values("year").groupby("currency")["per_usd"].last()
    here = facts[(facts["country"] == country) & facts["hub_id"].isna()]
    headline = here.loc[here["metric"] == "employer_on_cost_pct", "value"].item()
    on_cost = OnCost.of(here, fx.to_dict() | {"USD": 1.0})
    assert on_cost.pct_of(200_000) < headline or on_cost.text(200_000).startswith("up to ")


def test_a_band_reads_a_row_of_pay_estimates() -> None:
    row = {"p10_usd": 1, "p25_usd": 2, "p50_usd": 3, "p75_usd": 4, "p90_usd": 5, "median_low_usd": 2.5,
           "median_high_usd": 3.5, "n": 30}
    assert PayBand.of(row) == PayBand(1, 2, 3, 4, 5, 2.5, 3.5)

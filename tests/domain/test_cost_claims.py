"""The articles' claims: their own pay by hand, the verdicts, and the registry against the raw file."""

import csv
from dataclasses import replace

import pytest

from atlas.domain import claims
from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.benchmarks import ARTICLES, BENCHMARKS
from atlas.domain.montecarlo import NO_BAND, Band
from atlas.domain.on_cost import Contribution, OnCost
from atlas.paths import ROOT
from tests.domain.cost_cases import plan

ON_COSTS = {"US": OnCost((Contribution(6.2, cap_usd_year=176_100), Contribution(1.45))), "PL": OnCost.flat(21.98),
            "IN": OnCost.flat(8.9, up_to=True), "GB": OnCost((Contribution(15, above_usd_year=6_250),))}
RAW = ROOT.parent / "shared" / "data" / "seed_benchmarks.csv"


def _checked(**changes) -> dict[str, claims.Checked]:
    found = claims.check(plan(**changes), ON_COSTS, usd_per_gbp=1.25)
    return dict(zip(("headline", "effective", "saving", "break_even", "london", "outcome"), found, strict=True))


def test_headline_is_pay_over_pay_and_nothing_else() -> None:
    """Middles of the articles' ranges: India 197.5/36.5, 162.5/23, 220/45; Eastern Europe 197.5/70, 162.5/52.5."""
    headline = _checked()["headline"]
    figures = {label: value for label, value, _ in headline.trials}
    assert figures == pytest.approx({
        "India, senior": 197.5 / 36.5, "India, mid": 162.5 / 23, "India, principal": 220 / 45,
        "Eastern Europe, senior": 197.5 / 70, "Eastern Europe, mid": 162.5 / 52.5, "Eastern Europe, principal": 2.75})
    assert headline.computed == pytest.approx(5.411, abs=5e-4)
    assert headline.holds == "true only for India, senior; India, principal"
    assert headline.deciding == "Median pay, hub"
    assert headline.trials == _checked(engagement="outsourced", management_overhead_pct=90)["headline"].trials


def test_hourly_rates_hold_all_but_the_net_layer() -> None:
    """150 / 60 = 2.5 on the effective layer, whatever the model's margin."""
    for model in ("agency", "own_entity", "outsourced"):
        effective = _checked(engagement=model)["effective"]
        assert effective.trials[2][:2] == ("Eastern Europe, by the hour", pytest.approx(2.5))


def test_net_saving_of_the_hourly_rates_by_hand() -> None:
    """With management at 20 % of the rate and nothing else: 1 - 60 x 1.2 / 150 = 52 %, over the claimed 30-50."""
    nothing = {a.id: 0 for a in ASSUMPTIONS.values() if a.layer == "net" and a.least == 0}
    checked = _checked(**nothing | {"management_overhead_pct": 20})["saving"]
    assert checked.trials[2] == ("Eastern Europe, by the hour", pytest.approx(52), False)
    checked = _checked(**nothing | {"management_overhead_pct": 25})["saving"]
    assert checked.trials[2] == ("Eastern Europe, by the hour", pytest.approx(50), True)


def test_break_even_moves_with_what_decides_it() -> None:
    """By default the work pays within weeks of its start; a costly set-up brings the claimed 6 to 12 months."""
    early, late = _checked()["break_even"], _checked(contract_set_up_usd=400_000)["break_even"]
    assert early.holds == "disagree" and early.computed < 6 and early.deciding == "Time to start"
    assert 6 <= late.computed <= 12 and late.trials[0][2]


def test_a_break_even_that_is_never_reached_disagrees() -> None:
    never = _checked(months=3, contract_set_up_usd=5_000_000)["break_even"]
    assert never.computed is None and never.holds == "disagree"


def test_nearshore_share_of_london() -> None:
    """Pay alone: 70,000 / (120,000 x 1.25)."""
    london = _checked()["london"]
    assert london.trials[0] == ("pay alone", pytest.approx(70 / 150), True)
    assert london.trials[1][1] > london.trials[0][1]


def test_without_a_rate_the_london_claim_is_not_checked() -> None:
    london = claims.check(plan(), ON_COSTS, usd_per_gbp=None)[4]
    assert london.computed is None and london.holds == "not checked: no exchange rate for GBP"


def test_outcome_example() -> None:
    """40 x 3 = 120 against 65 x 1: 1.85 times as dear; with one iteration each the cheap hour wins."""
    assert _checked()["outcome"].computed == pytest.approx(120 / 65)
    assert _checked()["outcome"].holds == "agree"
    assert claims.outcome(hub_iterations=1).holds == "disagree"


@pytest.mark.parametrize(("band", "expected"), [
    (Band(2.1, 2.5, 2.9), "holds"), (Band(1.5, 2.2, 2.5), "in part"), (Band(2.5, 2.9, 3.5), "in part"),
    (Band(1.0, 4.0, 9.0), "in part"), (Band(1.0, 1.5, 1.9), "below"), (Band(3.1, 3.5, 4.0), "above"),
    (Band(2.5, None, None), "in part"), (Band(3.5, None, None), "above"), (NO_BAND, "none"),
])  # fmt: skip
def test_standing_of_a_band_against_a_claim(band: Band, expected: str) -> None:
    assert claims.standing(band, 2, 3) == expected


def test_layers_differ_as_the_note_says() -> None:
    assert [round(100 * (1 - 1 / f)) for f in (2, 3)] == [50, 67]
    assert [round(1 / (1 - s), 2) for s in (0.3, 0.5)] == [1.43, 2.0]


def test_cited_assumptions_carry_the_article_s_range() -> None:
    cited = [a for a in ASSUMPTIONS.values() if a.source not in ("assumption", "fact")]
    assert {a.id for a in cited} == {"management_overhead_pct", "ramp_days", "hiring_weeks", "centre_weeks"}
    assert all((a.low, a.high) == (BENCHMARKS[a.source].low, BENCHMARKS[a.source].high) for a in cited)


@pytest.mark.skipif(not RAW.exists(), reason="the raw benchmark file is not on this machine")
def test_registry_holds_what_the_raw_file_says() -> None:
    with RAW.open(encoding="utf-8") as file:
        rows = {row["benchmark_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(BENCHMARKS)
    for id_, row in rows.items():
        b = BENCHMARKS[id_]
        assert (b.subject, b.unit, b.applies_to, b.note) == tuple(row[k] for k in
                                                                  ("subject", "unit", "applies_to", "note"))
        assert (b.low, b.high) == (float(row["low"]), float(row["high"]) if row["high"] else None)
        words = {"remvix_2026": "Remvix", "nearshore_2026": "nearshore", "offshoring_2026": "offshoring",
                 "prishtina_2026": "Prishtina"}
        assert {code for code in ARTICLES if words[code] in row["claimed_by"]} == set(b.articles)


def test_more_people_do_not_change_pay_over_pay() -> None:
    many = replace(plan(), team=(replace(plan().team[0], count=40),))
    assert claims.check(many, ON_COSTS, 1.25)[0].trials == _checked()["headline"].trials

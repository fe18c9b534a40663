"""The Cost page's figures carry the answer's numbers, its words fit, and nothing in a name is run."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.cost_answers import BarAmount, changes, waterfall
from atlas.domain.cost_report import answer
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import PayBand
from atlas.domain.montecarlo import NO_BAND, Band, Matrix, matrix
from atlas.domain.scenario import TeamMember
from atlas.views import cost, cost_cards, cost_figures, cost_matrix, cost_waterfall, cost_whatif
from atlas.views.theme import DARK, LIGHT
from tests.domain.cost_cases import FOUR, KRAKOW, LONDON, SENIOR, plan

DRAWS = 200
ANSWER = answer(plan(), draws=DRAWS)
DEAR = replace(KRAKOW, pay={SENIOR: PayBand.around(200_000, 220_000)})


def _matrix() -> tuple[Matrix, dict[str, str]]:
    hubs = [replace(KRAKOW, id=f"h{i}", pay={SENIOR: PayBand.around(60_000 - 9_000 * i, 70_000)}) for i in range(3)]
    return matrix([plan(hub) for hub in hubs], draws=DRAWS), {"h0": "A", "h1": "B", "h2": "C"}


@pytest.mark.parametrize("engagement", ENGAGEMENTS)
@pytest.mark.parametrize("hub", [KRAKOW, DEAR], ids=["cheap", "dear"])
def test_the_waterfall_climbs_from_nothing_to_the_hub_s_cost(engagement: str, hub) -> None:
    found = answer(plan(hub, engagement=engagement), draws=DRAWS, per_usd=0.5)
    bars = cost_waterfall.waterfall(found, LIGHT).data[0]
    home, *steps, net, saved = bars.y
    ends = np.cumsum(steps)
    assert list(bars.base[1:-2]) == pytest.approx([0, *ends[:-1]])
    assert ends[-1] == pytest.approx(net) == pytest.approx(found.hub.total_usd / 2)
    assert home == pytest.approx(found.home.total_usd / 2)
    assert saved == pytest.approx(abs(home - net)) and bars.base[-1] == pytest.approx(min(home, net))


def test_small_lines_are_drawn_as_one_and_nothing_is_lost() -> None:
    bars = tuple(BarAmount(str(i), str(i), layer, usd) for i, (layer, usd) in enumerate(
        [("headline", 80.0), ("effective", 2.0), ("effective", 10.0), ("effective", 3.0), ("net", 5.0)]))
    drawn = cost_waterfall.columns(bars, 100.0)
    assert [(bar.label, bar.amount_usd) for bar in drawn] == [
        ("0", 80.0), ("2", 10.0), ("2 smaller lines", 5.0), ("4", 5.0)]


def test_the_curve_is_the_simulation() -> None:
    figure = cost_figures.curve(ANSWER, LIGHT)
    assert list(figure.data[1].y) == pytest.approx(ANSWER.simulation.saved_usd[1])
    assert list(figure.data[0].y) == pytest.approx([*ANSWER.simulation.saved_usd[2],
                                                    *ANSWER.simulation.saved_usd[0][::-1]])
    band = next(shape for shape in figure.layout.shapes if shape.line.width == 8)
    assert band.x0 == pytest.approx(ANSWER.simulation.break_even_month.p10)


def test_a_curve_without_break_even_has_no_band() -> None:
    found = answer(plan(DEAR), draws=DRAWS)
    assert found.simulation.break_even_month == NO_BAND
    assert all(shape.line.width != 8 for shape in cost_figures.curve(found, LIGHT).layout.shapes)
    assert cost.curve_sentence(found).startswith("The work does not pay within 24 months; −$")


def test_the_tornado_reaches_from_low_to_high() -> None:
    figure = cost_figures.tornado(ANSWER, LIGHT)
    low = figure.data[0]
    assert np.add(low.base, low.x) == pytest.approx([swing.at_low for swing in ANSWER.tornado[:12]])
    assert list(figure.layout.yaxis.ticktext) == [swing.label for swing in ANSWER.tornado[:12]]


def test_the_matrix_is_sorted_by_the_chosen_model() -> None:
    cells, cities = _matrix()
    figure = cost_matrix.figure(cells, cities, "agency", LIGHT, rows=2)
    assert list(figure.layout.yaxis.ticktext) == ["C", "B"]
    assert figure.data[0].z[0] == pytest.approx(cells.saving[2, :, 1])
    table = cost.matrix_table(cells, cities, "agency", "EUR", 0.5)
    assert table["Hub"].tolist() == ["C", "B", "A"]
    assert table["Nearshore agency (EUR)"].tolist() == pytest.approx(sorted(cells.net_usd[:, 2, 1] / 2), abs=0.01)
    assert cost.matrix_sentence(cells, cities, "agency").startswith("C costs least as nearshore agency; ")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_every_cell_is_readable(colours) -> None:
    for share in (*np.linspace(-1.5, 1, 101), np.nan):
        background = cost_matrix.fill(float(share), colours)
        assert cost_matrix.contrast(cost_matrix.ink_on(background), background) >= 4.5


def test_contrast_of_known_pairs() -> None:
    """WCAG: black on white is 21; #767676 is the lightest grey that passes 4.5 on white."""
    assert cost_matrix.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert cost_matrix.contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)


def test_a_name_is_never_run_as_html() -> None:
    evil = replace(KRAKOW, city="<a href='javascript:1'>x</a>")
    found = answer(plan(evil), draws=DRAWS)
    cells, cities = _matrix()
    figures = [cost_waterfall.waterfall(found, LIGHT), cost_figures.curve(found, LIGHT),
               cost_figures.tornado(found, LIGHT), cost_matrix.figure(cells, dict.fromkeys(cities, evil.city),
                                                                      "agency", LIGHT)]
    assert not any("<a" in json.dumps(figure.to_plotly_json(), default=str) for figure in figures)


# --- words and twins ------------------------------------------------------------------------------------------------


def test_title_gives_the_saving_and_what_pay_suggests() -> None:
    """Worked example of docs/METHOD-cost.md: 1 - 1,230,070 / 1,357,587 = 9 % and 1 - 72 / 118 = 39 %."""
    assert cost.title(ANSWER) == "Kraków saves 9\u00a0% against London, where pay alone suggests 39\u00a0%"


def test_titles_fit_whatever_the_outcome() -> None:
    long = replace(LONDON, city="San Francisco"), "Ho Chi Minh City, Thu Duc"
    for hub in (KRAKOW, DEAR, replace(KRAKOW, city=long[1])):
        for engagement in ENGAGEMENTS:
            assert len(cost.title(answer(plan(hub, long[0], engagement=engagement), draws=20))) <= 75
    assert "costs" in cost.title(answer(plan(DEAR), draws=20)) and "more than London" in cost.title(
        answer(plan(DEAR), draws=20))


def test_sentence_names_team_months_and_both_costs() -> None:
    text = cost.sentence(ANSWER, "Kraków", "London")
    assert text.startswith("4 senior AI/ML engineers for 24 months: **\\$1.23m** in Kraków against **\\$1.36m**")


@pytest.mark.parametrize(("team", "words"), [
    (FOUR, "4 senior AI/ML engineers"),
    ((TeamMember("data_analyst", "lead", 1),), "1 lead data analyst"),
    ((TeamMember("mlops_engineer", "mid", 2),), "2 mid MLOps engineers"),
    ((TeamMember("data_analyst", "lead", 1), TeamMember(*SENIOR, 6)), "a team of 7"),
])  # fmt: skip
def test_team_in_words(team: tuple, words: str) -> None:
    band = PayBand.around(50_000)
    pay = {(member.role, member.seniority): band for member in team}
    found = answer(plan(replace(KRAKOW, pay=pay), replace(LONDON, pay=pay), team), draws=20)
    assert cost.team_words(found) == words


@pytest.mark.parametrize(("band", "text"), [
    (Band(0.4, 0.47, 0.53), "40–53\u00a0%"), (Band(-0.02, 0.1, 0.2), "−2 to 20\u00a0%"),
    (Band(0.4, 0.4, 0.4), "40\u00a0%"), (NO_BAND, "—"),
])  # fmt: skip
def test_bands_of_shares(band: Band, text: str) -> None:
    assert cost.share_band(band) == text


@pytest.mark.parametrize(("band", "text"), [
    (Band(3.7, 4, 4.6), "3.7–4.6"), (Band(3.7, 9, None), "3.7 to never"), (NO_BAND, "never"), (Band(2, 2, 2), "2"),
])  # fmt: skip
def test_bands_of_numbers(band: Band, text: str) -> None:
    assert cost.number_band(band) == text


def test_tables_are_the_twins_of_the_figures() -> None:
    table = cost.waterfall_table(ANSWER)
    assert table["Kraków (USD)"].iloc[:-1].sum() == pytest.approx(table["Kraków (USD)"].iloc[-1], abs=0.1)
    assert table["London (USD)"].iloc[-1] == pytest.approx(1_357_587.08, abs=0.01)
    assert cost.curve_table(ANSWER)["p50"].tolist() == pytest.approx(ANSWER.simulation.saved_usd[1], abs=0.01)
    assert len(cost.tornado_table(ANSWER)) == len(ANSWER.tornado)


def test_the_card_sets_each_layer_against_its_own_claim() -> None:
    card = cost.layers_table(ANSWER).set_index("Layer")
    assert card["Claim"].tolist() == ["4–6×", "2–3×", "1.4–2×", "30–50\u00a0%", "6–12"]
    assert card.loc["Headline", "Verdict"] == "below"
    assert set(card["Verdict"]) <= {"holds", "in part", "below", "above", "none"}


def test_claims_and_assumptions_say_where_they_come_from() -> None:
    claims = cost.claims_table(ANSWER).set_index("Claim")
    assert claims["Claimed by"].str.len().gt(0).all()
    assumptions = cost.assumptions_table(answer(plan(agency_margin_pct=40), draws=20)).set_index("Assumption")
    assert assumptions.loc["Nearshore agency: margin", ["Source", "Changed"]].tolist() == ["yours", True]
    assert assumptions.loc["Management overhead", "Source"] == "article 2026"
    assert assumptions.loc["Tools", "Source"] == "assumption"
    assert assumptions.loc["Employer on-costs, hub", "Source"] == "fact"


def test_a_rate_that_the_pay_bends_says_so_until_it_is_set() -> None:
    """A flat rate is the same on Compare and here; one with a free amount or a cap is not."""
    card = cost_cards.assumptions(ANSWER, "#000")
    assert "Employer on-costs at this pay, London" in card and f"Employer on-costs, {KRAKOW.city}" in card
    assert "at this pay" not in cost_cards.assumptions(answer(plan(home_on_cost_pct=15), draws=20), "#000")


def test_a_what_if_shows_only_what_changed() -> None:
    moved = changes(waterfall(plan()), waterfall(plan(management_overhead_pct=25)))
    table = cost.changes_table(moved)
    assert table["Line"].tolist() == ["Management overhead"]
    # 5 points of direct cost, 29,275.20 a month, over 24 months.
    assert table["Change (USD)"].tolist() == pytest.approx([29_275.20 * 24 * 0.05], abs=0.01)


def test_nothing_to_compare_is_said_in_words() -> None:
    nothing = replace(KRAKOW, pay={SENIOR: PayBand(0, 0, 0, 0, 0, 0, 0)})
    zero = {a.id: 0 for a in ASSUMPTIONS.values() if a.least == 0 and a.layer is not None}
    found = answer(plan(nothing, replace(nothing, city="London"), **zero), draws=20)
    assert cost.title(found) == "No saving can be given: London costs nothing"
    for text in (cost.sentence(found, "K", "L"), cost.waterfall_sentence(found), cost.curve_sentence(found),
                 cost.tornado_sentence(found)):
        assert "nan" not in text and "None" not in text
    for figure in (cost_waterfall.waterfall(found, LIGHT), cost_figures.curve(found, LIGHT),
                   cost_figures.tornado(found, LIGHT)):
        figure.to_json()


# --- what-if and cost per result ------------------------------------------------------------------------------------


def test_a_what_if_lists_the_ends_and_lines_that_moved() -> None:
    after = plan(tools_usd_month=300)
    table = cost_whatif.table(ANSWER, waterfall(after, "hub"), waterfall(after, "home"))
    # 100 USD more for 4 people over 24 months, at both ends.
    assert list(table["Where"]) == ["Kraków", "London"] and set(table["Line"]) == {"Tools"}
    assert list(table["Change (USD)"]) == [9_600, 9_600]
    assert cost_whatif.sentence(ANSWER, waterfall(after, "hub"), waterfall(after, "home")) == "The net saving stays the same."
    assert cost_whatif.table(ANSWER, ANSWER.hub, ANSWER.home).empty
    cheaper = plan(agency_margin_pct=0)  # the margin of the worked example, 245,912 USD, is saved
    assert "rises by $246k" in cost_whatif.sentence(ANSWER, waterfall(cheaper, "hub"), waterfall(cheaper, "home"))


def test_a_result_costs_an_hour_s_rate_times_its_iterations() -> None:
    # Worked example: 1,230,070.23 and 1,357,587.08 over 4 x 24 x 173 1/3 hours are 73.92 and 81.59 USD.
    text = cost_whatif.outcome_sentence(ANSWER, 3, 1)
    assert "$74 in Kraków, a result in 3 iterations $222" in text and "cheaper in London" in text
    assert "cheaper in Kraków" in cost_whatif.outcome_sentence(ANSWER, 1, 1)


@pytest.mark.parametrize("hub", [KRAKOW, DEAR], ids=["cheap", "dear"])
def test_the_downward_waterfall_has_the_same_bars(hub) -> None:
    found = answer(plan(hub), draws=DRAWS)
    up, down = (draw(found, LIGHT).data[0] for draw in (cost_waterfall.waterfall, cost_waterfall.waterfall_rows))
    assert list(down.x) == list(up.y) and list(down.base) == list(up.base)


def test_a_share_that_rounds_to_nothing_is_not_called_zero():
    def said(share: float) -> str:
        return cost_whatif.pools_sentence(pd.DataFrame({"Hub": ["Tirana"], "Team, % of pool": [share], "Warning": [""]}))

    assert "is less than 0.1\u00a0% of the smallest pool, in Tirana" in said(0.03)
    assert "is 1.5\u00a0% of" in said(1.5) and "is 0\u00a0% of" in said(0.0)

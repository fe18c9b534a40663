"""The deck of the shipped data's default scenario: it says what the ranking says, in messages, within the page."""

import json
import socket
from dataclasses import replace

import numpy as np
import pytest

from atlas.domain import ranking
from atlas.domain.criteria import CRITERIA
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import from_json
from atlas.export import board, board_rank
from atlas.export.content import Deck
from atlas.export.deck import render
from tests.export import cases

EXACT = 1e-14
"""A sheet holds 16 significant digits."""

DEFAULT_SLIDES = ["opening", "verdict", "ranking", "firm", "map", "pay", "overlap", "waterfall", "curve", "comparison", "limits",
                  "method"]


@pytest.fixture(scope="module")
def content(found) -> Deck:
    return board.slides(found, cases.DAY)


@pytest.fixture(scope="module")
def made(content):
    return render(content)


@pytest.fixture(scope="module")
def slides(content, made):
    return dict(zip([slide.id for slide in content.slides], cases.presentation(made.pptx).slides, strict=True))


def test_all_slides_are_made(content, made):
    ids = [slide.id for slide in content.slides]
    assert ids[:len(DEFAULT_SLIDES)] == DEFAULT_SLIDES
    assert {id_.partition("-")[0] for id_ in ids[len(DEFAULT_SLIDES):]} == {"sources", "assumptions"}
    assert made.failures == ()
    assert len(made.pptx) < 2_000_000


def test_needs_no_network(found, monkeypatch):
    def refused(*_):
        raise OSError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    assert render(board.slides(found, cases.DAY)).failures == ()


def test_nothing_overflows(slides):
    assert {key: cases.overflowing(slide) for key, slide in slides.items()} == {key: [] for key in slides}


def test_titles_are_messages_about_this_answer(content, found):
    titles = {slide.id: slide.title for slide in content.slides}
    leader = found.answer.leader["city"]
    for key in ("verdict", "ranking", "firm", "comparison"):
        assert leader in titles[key]
    assert all(len(title) <= 110 for title in titles.values())


def test_ranking_chart_holds_the_scores_and_contributions_of_the_json(slides, found):
    report = json.loads(json.dumps(ranking.report(found.answer)))
    inside = cases.sheet(cases.shape(slides["ranking"], "bars").chart)
    first = report["hubs"][:board_rank.ROWS]
    assert inside["hub_id"] == [hub["hub_id"] for hub in first]
    assert inside["Score"] == pytest.approx([hub["score"] for hub in first], rel=EXACT)
    for criterion in CRITERIA.values():
        points = inside[f"{criterion.label} (points)"]
        assert points == pytest.approx([hub["contributions"][criterion.id] for hub in first], rel=EXACT)
    groups = {c.group for c in CRITERIA.values()}
    for hub, *points in zip(first, *(inside[label] for label in ("Cost", "Talent", "Collaboration", "Risk", "Infrastructure")),
                            strict=True):
        assert len(points) == len(groups)
        assert sum(points) == pytest.approx(hub["score"])


def test_heat_table_holds_the_shares_of_the_robustness(slides, found):
    table = cases.shape(slides["firm"], "heat").table
    state = found.firm
    leader = state.order[0]
    shown = [cell.text for cell in table.rows[1].cells]
    assert shown[0] == state.cities[leader]
    assert shown[1] == f"{100 * state.acceptability.matrix[leader, 0]:.0f}"


def test_pay_sheet_holds_the_estimates(slides, found):
    inside = cases.sheet(cases.shape(slides["pay"], "bands").chart)
    medians = set(np.round(found.pay["p50_usd"].dropna(), 6))
    assert len(inside["p50"]) > 5
    assert {round(value, 6) for value in inside["p50"]} <= medians
    assert inside["p50"] == sorted(inside["p50"])


def test_waterfall_adds_up_to_the_totals(slides, found):
    inside = cases.sheet(cases.shape(slides["waterfall"], "bars").chart)
    amounts = dict(zip(inside[""], inside["amount"], strict=True))
    cost = found.cost
    assert amounts[f"{cost.plan.hub.city}, net"] == pytest.approx(cost.hub.total_usd)
    assert amounts[f"Home: {cost.plan.home.city}"] == pytest.approx(cost.home.total_usd)
    lines = [amount for label, amount in amounts.items() if "net" not in label and "Home" not in label and label != "Saved"]
    assert sum(lines) == pytest.approx(cost.hub.total_usd)


def test_notes_hold_what_is_needed_to_make_the_slide_again(slides, found):
    notes = slides["ranking"].notes_slide.notes_text_frame.text
    for part in (found.link, found.answer.data_version, "seed 0", "Median pay 8", "missing cells count half", "2026-11-30",
                 "method version"):
        assert part in notes


def test_every_source_of_the_ranking_is_listed_with_licence_and_grade(content, found):
    long = found.answer.cells.long
    shown = {*found.answer.hubs["hub_id"], *found.answer.reference["hub_id"]}
    used = set(long[long["hub_id"].isin(shown)]["source_code"])
    rows = [row for slide in content.slides if slide.id.startswith("sources") for row in slide.panels[0].body.rows]
    assert {row.key for row in rows} == used
    assert all(row.cells[3] and row.cells[5] for row in rows)


def test_slides_are_chosen_and_ordered(found):
    assert [s.id for s in board.slides(found, cases.DAY, ["map", "opening"]).slides] == ["map", "opening"]


def test_unknown_slide_names_the_nearest(found):
    with pytest.raises(ScenarioError, match="did you mean 'verdict'"):
        board.slides(found, cases.DAY, ["verdikt"])


def test_slide_without_an_answer_is_a_failure_and_the_others_stand(found):
    bare = replace(found, pay=None, cost=None)
    assert "pay" not in [entry.id for entry in board.available(bare)]
    content = board.slides(bare, cases.DAY, ["pay", "map"])
    assert [failure.slide_id for failure in content.failures] == ["pay"]
    assert [slide.id for slide in content.slides] == ["map"]
    assert render(content).failures[0].slide_id == "pay"


def test_progress_is_told_slide_by_slide(found):
    told = []
    board.slides(found, cases.DAY, ["opening", "limits"], lambda done, of, label: told.append((done, of, label)))
    assert told == [(0, 2, "Title"), (1, 2, "Limits, and what they removed"), (2, 2, "")]


SCENARIOS = {
    "new_york": {"home": ["New York"], "limits": [{"criterion": "overlap", "min": 3}], "exclude": ["krakow"], "currency": "EUR"},
    "one_hub": {"hubs": ["cluj"], "seniority": "mid"},
    "nobody": {"limits": [{"criterion": "overlap", "min": 9}, {"criterion": "salary", "max": 1000}]},
    "two_homes": {"home": ["London", "San Francisco"], "any_weights": True, "currency": "PLN"},
    "one_weight": {"weights": {"salary": 1}, "include_home_markets": True},
    "latin_america": {"regions": ["latin_america"], "home": ["Toronto"], "data_uncertainty": True, "missing": "worst"},
}


@pytest.mark.parametrize("given", SCENARIOS.values(), ids=SCENARIOS)
def test_other_scenarios_make_decks_that_fit(built_database, given):
    found = cases.findings(from_json(given))
    content = board.slides(found, cases.DAY)
    made = render(content)
    assert made.failures == ()
    for slide, drawn in zip(content.slides, cases.presentation(made.pptx).slides, strict=True):
        assert slide.title
        assert cases.overflowing(drawn) == [], slide.id


def test_hostile_names_make_a_deck_that_fits(hostile):
    content = board.slides(hostile, cases.DAY)
    made = render(content)
    assert made.failures == ()
    file = cases.presentation(made.pptx)
    for slide in file.slides:
        assert cases.overflowing(slide) == []
        for item in slide.shapes:
            if item.has_chart:
                assert cases.formula_cells(item.chart.part.chart_workbook.xlsx_part.blob) == []
    assert all(link.startswith(("https://", "mailto:")) for link in cases.link_targets(made.pptx))


def test_nobody_left_is_said_in_the_title_and_counted_once(built_database):
    found = cases.findings(from_json(SCENARIOS["nobody"]))
    opening, limits, *_ = board.slides(found, cases.DAY).slides
    removed = found.answer.excluded["hub_id"].nunique()
    assert opening.panels[0].body.stats[-1] == (str(removed), "removed by a rule")
    assert limits.title == f"All {removed} hubs were removed: no ranking is left"


def test_removed_hubs_are_listed_with_rule_value_and_would_be_rank(built_database):
    found = cases.findings(from_json({"home": ["New York"], "limits": [{"criterion": "overlap", "min": 3}]}))
    slide = board.slides(found, cases.DAY, ["limits"]).slides[0]
    first = found.answer.excluded.iloc[0]
    assert f"{first['city']}, would rank {first['would_be_rank']}" in slide.title
    row = slide.panels[0].body.rows[0]
    assert row.cells[:2] == (first["city"], "Shared hours")
    assert row.cells[3] == "3\u00a0h"

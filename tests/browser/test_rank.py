"""The live ranking in Chromium: rows follow the hand, the link follows the release, and Python agrees."""

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas import answers
from atlas.domain.criteria import IDS
from atlas.domain.link import from_query
from atlas.domain.scenario import DEFAULT, with_weights
from atlas.paths import ROOT
from tests.browser.harness import goto, rerun, wait_ready

JS = (ROOT / "atlas" / "components" / "ranking" / "ranking.js").read_text("utf-8")
VECTORS = json.loads((Path(__file__).parent.parent / "fixtures" / "scoring_vectors.json").read_text("utf-8"))


def order(page: Page) -> list[str]:
    """The hub ids as the component shows them, best first."""
    return page.locator(".ranking").get_attribute("data-order").split(",")


def drag(page: Page, criterion: str, weight: float, release: bool) -> None:
    """Move a range input as a hand does: input events while dragging, one change event on release."""
    page.locator(f"#w-{criterion}").evaluate(
        """(slider, [value, release]) => {
            slider.value = value;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            if (release) slider.dispatchEvent(new Event("change", { bubbles: true }));
        }""", [weight, release])


def test_the_browser_s_sum_agrees_with_the_vectors(page: Page):
    goto(page, "/rank")
    got = page.evaluate(
        """async ([source, vectors]) => {
            const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            return vectors.map((v) => {
                const scores = module.scores(v.values, v.weights);
                return { scores, ranks: scores && module.ranksOf(scores).ranks };
            });
        }""", [JS, VECTORS])
    for vector, result in zip(VECTORS, got, strict=True):
        assert result["ranks"] == vector["ranks"], vector["about"]
        assert result["scores"] == (vector["scores"] and pytest.approx(vector["scores"], abs=1e-9))


def test_a_key_reorders_the_rows_and_the_link_follows(page: Page):
    goto(page, "/rank")
    before = order(page)
    pool = page.get_by_role("slider", name="Talent pool")
    pool.focus()
    with rerun(page):
        pool.press("PageUp")
    expect(pool).to_have_value("9")
    assert "talent_pool:9" in page.url.replace("%3A", ":")
    with rerun(page):
        pool.press("ArrowRight")
    assert order(page) != before
    assert pool.get_attribute("aria-valuetext").startswith("9.5 of 10")


def test_rows_move_while_dragging_and_the_server_is_left_alone(page: Page):
    goto(page, "/rank")
    url, before = page.url, order(page)
    drag(page, "talent_pool", 10, release=False)
    page.wait_for_function("before => document.querySelector('[data-testid=\"stMain\"]') !== null", arg=before)
    expect(page.locator(".ranking")).not_to_have_attribute("data-order", ",".join(before))
    assert page.url == url


def test_after_release_the_order_is_the_command_line_s_for_random_weights(page: Page, built_database):
    goto(page, "/rank")
    chance = random.Random(20261121)
    for _ in range(50):
        changed = {criterion: chance.randrange(0, 21) / 2 for criterion in chance.sample(IDS, 3)}
        for criterion, weight in list(changed.items())[:-1]:
            drag(page, criterion, weight, release=False)
        last, weight = list(changed.items())[-1]
        with rerun(page):
            drag(page, last, weight, release=True)
        weights = {c: float(page.locator(f"#w-{c}").input_value()) for c in IDS}
        if not any(weights.values()):
            continue
        assert order(page) == answers.rank(with_weights(DEFAULT, weights)).hubs["hub_id"].tolist()


def test_a_cold_deep_link_shows_its_ranking(page: Page, built_database):
    link = "/rank?weights=salary:10,talent_pool:4&home=New%20York&regions=latin_america,south_asia"
    goto(page, link)
    scenario, faults = from_query({"weights": "salary:10,talent_pool:4", "home": "New York",
                                   "regions": "latin_america,south_asia"})
    assert faults == [] and order(page) == answers.rank(scenario).hubs["hub_id"].tolist()


def test_a_hub_opens_its_details_by_keyboard(page: Page):
    goto(page, "/rank")
    name = page.get_by_role("button", name="Prague", exact=True)
    name.focus()
    name.press("Enter")
    expect(page.locator(".detail tbody tr")).to_have_count(12)
    expect(name).to_have_attribute("aria-expanded", "true")


def test_reset_brings_the_balanced_weights_back(page: Page):
    goto(page, "/rank?weights=salary:10")
    with rerun(page):
        page.get_by_role("button", name="Reset").click()
    wait_ready(page)
    expect(page.get_by_role("slider", name="Talent pool")).to_have_value("7")
    assert "weights" not in page.url


def test_all_weights_zero_says_so_and_keeps_the_sliders(page: Page):
    goto(page, "/rank?weights=salary:3")
    drag(page, "salary", 0, release=False)
    expect(page.locator(".ranking .message")).to_contain_text("All weights are zero")


def test_net_cost_takes_the_place_of_pay_and_gives_it_back(page: Page):
    goto(page, "/rank?limits=salary<=90000")
    with rerun(page):
        page.get_by_role("button", name="Use net cost").click()
    assert "cost_criterion=net_cost" in page.url and "limits" not in page.url
    scenario = from_query({"cost_criterion": "net_cost"})[0]
    assert order(page) == answers.rank(scenario).hubs["hub_id"].tolist()
    expect(page.get_by_role("slider", name="Net cost")).to_be_visible()
    with rerun(page):
        page.get_by_role("slider", name="Net cost").press("ArrowRight")
    assert from_query({"cost_criterion": "net_cost", "weights": "salary:8.5"})[0].weights[0] == 8.5
    assert "salary:8.5" in page.url.replace("%3A", ":")
    with rerun(page):
        page.get_by_role("button", name="Use pay").click()
    expect(page.get_by_role("slider", name="Median pay")).to_have_value("8.5")


def test_a_ranking_that_lost_every_hub_still_draws_and_comes_back(page: Page):
    goto(page, "/rank?limits=overlap%3E%3D20")
    assert page.get_by_role("alert").count() == 0
    expect(page.get_by_role("slider", name="Talent pool")).to_be_visible()
    with rerun(page):
        page.get_by_role("button", name="Remove all limits").click()
    expect(page.locator(".rows .row").first).to_be_visible()

"""The map in Chromium: it paints offline, a click opens the right card, and the link keeps it."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser import on_the_map
from tests.browser.harness import goto, rerun, wait_ready

TRIES = 15
WARSAW = (52.22977, 21.01178)


@pytest.fixture(autouse=True)
def small(page: Page) -> None:
    page.set_viewport_size(on_the_map.WINDOW)


def test_a_click_on_a_bubble_opens_its_card(page: Page):
    goto(page, "/")
    expect(page.locator("[class*='st-key-map-Europe'] canvas").first).to_be_visible()
    x, y = on_the_map.place(page, *WARSAW)
    for _ in range(TRIES):  # deck.gl picks only what it has drawn, and has no event that says so
        page.mouse.move(x, y)
        page.mouse.click(x, y)
        with suppress(TimeoutError):
            page.wait_for_url("**/?hub=warsaw", timeout=3000)
            break
    wait_ready(page)
    expect(page.locator(".st-key-hub_card h3")).to_have_text("Warsaw")
    assert "hub=warsaw" in page.url


def test_a_cold_link_opens_the_card_and_closing_it_stays_closed(page: Page):
    goto(page, "/?hub=country:IN&colour=salary")
    expect(page.locator(".st-key-hub_card h3")).to_have_text("India")
    with rerun(page):
        page.get_by_role("button", name="Close").click()
    expect(page.locator(".st-key-hub_card")).to_have_count(0)
    assert "hub=none" in page.url and "colour=salary" in page.url


def test_every_fact_of_a_hub_is_one_click_away(page: Page):
    goto(page, "/?hub=cluj")
    with rerun(page):
        page.get_by_role("button", name="facts about Cluj").click()
    expect(page.get_by_role("dialog")).to_contain_text("Every fact and its source")

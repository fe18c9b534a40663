"""Salaries in Chromium: the chief technology officer's question on one screen, and a hub chosen with the keyboard."""

from playwright.sync_api import Page, expect

from tests.browser.harness import goto, rerun

WIDE = {"width": 1440, "height": 900}


def test_one_screen_answers_what_how_sure_and_against_london(page: Page) -> None:
    page.set_viewport_size(WIDE)
    goto(page, "/salaries?hub=cluj")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("senior AI/ML engineer in Cluj-Napoca earns")
    expect(heading).to_contain_text("of London pay")
    card, claims = page.locator(".st-key-pay_card"), page.locator(".st-key-pay_claims")
    expect(card.get_by_text("80 % interval for the median")).to_be_visible()
    for part in (heading, page.locator(".st-key-answer"), card, claims, page.locator(".st-key-pay-country")):
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= WIDE["height"]
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0


def test_a_hub_is_chosen_with_the_keyboard_and_stays_over_a_reload(page: Page) -> None:
    goto(page, "/salaries?hub=cluj&view=seniority&scale=linear")
    hub = page.get_by_label("Hub", exact=True)
    hub.focus()
    hub.press("ArrowDown")
    hub.type("War")
    with rerun(page):
        hub.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in Warsaw earns")
    assert "hub=warsaw" in page.url and "view=seniority" in page.url and "scale=linear" in page.url
    goto(page, page.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("in Warsaw earns")
    expect(page.get_by_role("radio", name="By seniority")).to_be_checked()

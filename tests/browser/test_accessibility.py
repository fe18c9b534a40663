"""Pages are free of serious faults that axe-core knows, in light and dark; Rank and Explore work by keyboard alone."""

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from atlas.domain.criteria import CRITERIA, IDS
from tests.browser.harness import SMALL, axe, goto, rerun, wait_ready
from tests.browser.test_every_page import NAMES, address

FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.labels?.[0]?.querySelector('span')?.textContent || at.ariaLabel || at.textContent;
}"""
"""The name of the focused element, in whichever shadow tree it stands."""


def tab_to(place: Locator, presses: int = 40) -> None:
    """Press Tab until `place` has the focus."""
    for _ in range(presses):
        place.page.keyboard.press("Tab")
        if place.evaluate("element => element.getRootNode().activeElement === element"):
            return
    pytest.fail(f"{presses} presses of Tab did not reach {place}")


def picture(place: Locator) -> bytes:
    """What is painted at `place` and 6 px around it."""
    box = place.bounding_box()
    clip = {"x": box["x"] - 6, "y": box["y"] - 6, "width": box["width"] + 12, "height": box["height"] + 12}
    return place.page.screenshot(clip=clip, animations="disabled")


LIGHT_ELSEWHERE = {"compare", "cost", "overlap", "playbook"}
"""Pages whose own test runs axe in the light theme."""
PHONE = {"width": 420, "height": 700}
EVERY_TAB = ("light", "dark") if os.environ.get("AXE_ALL") == "1" else ("dark",)
"""Themes in which each tab is looked at; the darker one finds what the lighter one does, and contrast besides."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, name: str, theme: str) -> None:
    """On a phone in light, in a wide window in dark, and in each tab."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size(SMALL if name == "explore" else {"width": 1440, "height": 600})
    goto(page, address(name))
    found = {}
    if theme == "dark" or name not in LIGHT_ELSEWHERE:
        found["wide"] = axe(page)
    if theme in EVERY_TAB:
        for tab in page.get_by_role("tab", selected=False).all_inner_texts():
            page.get_by_role("tab", name=tab, exact=True).click()
            expect(page.get_by_role("tab", name=tab, exact=True, selected=True)).to_be_visible()
            wait_ready(page)
            found[tab] = axe(page, "[data-testid='stTabs']")
    if theme == "light":
        page.set_viewport_size(PHONE)
        wait_ready(page)
        found["phone"] = axe(page)
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_tab_goes_through_rank_in_reading_order(page: Page) -> None:
    goto(page, "/rank")
    page.get_by_test_id("stMain").focus()
    reading = ["Balanced", "View", *(CRITERIA[criterion].label for criterion in IDS)]
    visited = []
    for _ in range(2 * len(reading)):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(FOCUSED))
    assert [name for name in visited if name in reading] == reading


def test_the_focus_can_be_seen(page: Page) -> None:
    goto(page, "/rank")
    page.keyboard.press("Tab")  # from here on the browser shows the focus as it does to a keyboard's user
    for place in (
        page.get_by_role("link", name="Compare"), page.get_by_role("radio", name="Balanced"),
        page.get_by_role("combobox", name="View"), page.get_by_role("slider", name="Talent pool"),
        page.get_by_role("button", name="Prague", exact=True),
    ):  # fmt: skip
        before = picture(place)
        place.focus()
        assert picture(place) != before, f"no focus to be seen on {place}"


def test_tab_goes_into_an_open_popover_and_escape_gives_the_focus_back(page: Page) -> None:
    goto(page, "/rank")
    button = page.locator(".st-key-spread_popover").get_by_role("button")
    button.focus()
    with rerun(page):
        page.keyboard.press("Enter")
    inside = page.get_by_test_id("stPopoverBody")
    page.keyboard.press("Tab")
    expect(inside.get_by_role("slider")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    toggles = inside.get_by_role("switch")
    limits = page.locator(".st-key-limits_popover").get_by_role("button")
    for place in (inside.get_by_role("slider"), toggles.nth(0), toggles.nth(1), limits):
        page.keyboard.press("Tab")
        expect(place).to_be_focused()
    inside.get_by_role("slider").focus()
    page.keyboard.press("Escape")
    expect(inside).to_have_count(0)
    expect(button).to_be_focused()


def test_tab_goes_through_the_hubs_in_the_order_that_is_seen(page: Page) -> None:
    goto(page, "/rank")
    before = page.locator(".rows .name").all_inner_texts()
    with rerun(page):
        page.get_by_role("radio", name="Cost first").press("Space")
    rows = page.locator(".rows .row")
    expect(rows.first).to_have_attribute("aria-rowindex", "1")
    for place in range(rows.count()):
        expect(rows.nth(place)).to_have_attribute("aria-rowindex", str(place + 1))
    assert page.locator(".rows .name").all_inner_texts() != before


def test_keys_change_a_weight_by_half_a_point_or_two(page: Page) -> None:
    goto(page, "/rank?weights=talent_pool:5")
    slider = page.get_by_role("slider", name="Talent pool")
    tab_to(slider)
    for key, weight in [("ArrowRight", "5.5"), ("ArrowDown", "5"), ("PageUp", "7"), ("PageDown", "5")]:
        with rerun(page):
            page.keyboard.press(key)
        expect(slider).to_have_value(weight)
        expect(slider).to_be_focused()


def test_the_find_box_opens_a_hub_by_keyboard(page: Page) -> None:
    page.set_viewport_size(SMALL)
    goto(page, "/")
    tab_to(page.get_by_role("combobox", name="Find a hub or a country"))
    page.keyboard.type("Warsaw")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.locator(".st-key-hub_card h3")).to_have_text("Warsaw")
    assert "hub=warsaw" in page.url


def test_a_print_is_light_and_without_the_frame(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    goto(page, "/rank")
    rest = page.locator(".print-note").first
    expect(rest).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(rest).to_have_text("The first of 41 rows; the whole table can be taken as CSV.")
    expect(rest).to_be_visible()
    for place in (page.get_by_test_id("stSidebar"), page.locator(".st-key-controls")):
        expect(place).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        assert picture.convert("RGB").getpixel((picture.width - 20, 10)) == (255, 255, 255)

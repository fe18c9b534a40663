"""The Playbook in Chromium: a newcomer with a keyboard, a cold link, and what a machine reads on each tab."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import axe, goto, rerun

TABS = ("Which engineer", "Which engagement", "Vetting", "By when")
MOST_TABS = 60
NO_SIDEWAYS_SCROLL = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return main.scrollWidth === main.clientWidth;
}"""
"""Tables follow a new width a moment after the window has it."""


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until the target has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached with {MOST_TABS} presses of {key}: {target}")


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box with arrows and Enter."""
    box = page.get_by_role("combobox", name=label)
    tab_to(page, box)
    page.keyboard.press("ArrowDown")
    wanted = page.get_by_role("option", name=option, exact=True)
    expect(wanted).to_be_visible()
    reached = wanted.get_attribute("id")
    for _ in range(12):
        at = box.get_attribute("aria-activedescendant")
        if at == reached:
            break
        place, goal = (int(id_.rpartition("-")[2]) for id_ in (at, reached))
        page.keyboard.press("ArrowDown" if place < goal else "ArrowUp")
        expect(box).not_to_have_attribute("aria-activedescendant", at)
    with rerun(page):
        page.keyboard.press("Enter")


def open_tab(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("tab", selected=True), "Shift+Tab")
    while page.get_by_role("tab", name=name).evaluate("one => one !== document.activeElement"):
        page.keyboard.press("ArrowRight")
    if page.get_by_role("tab", name=name).get_attribute("aria-selected") != "true":
        page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    with rerun(page):
        page.keyboard.press("Enter")


def test_a_newcomer_finds_profile_model_rubric_and_date_by_keyboard(page: Page) -> None:
    goto(page, "/playbook")
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Product implementer")
    choose(page, "Do you build models or build on them?", "Train our own models")
    choose(page, "What should they own?", "The model and its quality")
    expect(title).to_contain_text("Model builder")
    press(page, "Use this team")
    expect(page.get_by_role("button", name="This is your scenario’s team")).to_be_disabled()
    assert "team=" in page.url

    open_tab(page, "Which engagement")
    choose(page, "How long will you need them?", "Longer")
    choose(page, "What can you spend before the first result?", "What it takes")
    press(page, "Use this model")
    expect(title).to_contain_text(re.compile("employer of record|own entity"))

    open_tab(page, "Vetting")
    press(page, "Lock the rubric")
    expect(page.get_by_text(re.compile(r"locked \d{4}-\d\d-\d\dT"))).to_be_visible()

    open_tab(page, "By when")
    expect(page.get_by_text("First engineer:")).to_contain_text(re.compile(r"\d{1,2}\s\w{3}.*20\d\d"))
    expect(title).to_contain_text(re.compile(r"productive by \d{1,2}\s\w{3}\s20\d\d"))


def test_a_cold_link_opens_its_tab_with_its_state(page: Page) -> None:
    goto(page, "/playbook?tab=By+when&hub=warsaw&q_work=build&q_owns=research&engagement=freelance")
    expect(page.get_by_role("tab", name="By when")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Model builder, freelance")
    expect(page.get_by_text("Notice in Poland: 3 months")).to_be_visible()
    expect(page.get_by_text("Notice period", exact=True)).to_be_visible()


@pytest.mark.parametrize("name", TABS)
def test_each_tab_has_no_serious_accessibility_fault_and_fits_a_phone(page: Page, name: str) -> None:
    goto(page, f"/playbook?tab={name.replace(' ', '+')}")
    assert axe(page) == []
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_function(NO_SIDEWAYS_SCROLL)

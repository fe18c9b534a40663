"""Overlap in Chromium: a cold link, the keyboard, the calendar as a file, a phone, and what a machine can read."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.harness import axe, goto, rerun

LINK = "/overlap?home=New+York&hub=bucharest"


def test_the_date_moves_by_keyboard_and_the_link_follows(page: Page) -> None:
    """From 7 to 8 March 2026 New York's clock moves on, and the shared hours from two to three."""
    goto(page, f"{LINK}&view=day&date=2026-03-07")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Bucharest shares two office hours with New York on 7 March 2026")
    with rerun(page):
        page.get_by_role("slider", name="Date").press("ArrowRight")
    expect(title).to_have_text("Bucharest shares three office hours with New York on 8 March 2026")
    assert "date=2026-03-08" in page.url


def test_hours_opened_late_show_the_scenario_and_change_it(page: Page) -> None:
    goto(page, LINK)
    with rerun(page):
        page.get_by_role("tab", name="By home office").press("Enter")
    with rerun(page):
        page.get_by_role("button", name="Hours").press("Enter")
    year = page.get_by_label("Year", exact=True)
    expect(year).to_have_value("2026")
    expect(page.get_by_role("spinbutton", name="hour, New York to")).to_have_text("18")
    with rerun(page):
        year.press("ArrowUp")
        year.press("Enter")
    assert "year=2027" in page.url


def test_the_calendar_file_opens_in_a_calendar(page: Page, tmp_path: Path) -> None:
    goto(page, LINK)
    page.locator(".st-key-overlap_menu").get_by_role("button", name="Export").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Calendar").click()
    path = tmp_path / "shared.ics"
    started.value.save_as(path)
    assert started.value.suggested_filename == "talent-atlas-bucharest-2026.ics"
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    (monday,) = (event for event in events if event.decoded("dtstart").date() == date(2026, 3, 9))
    assert (monday.decoded("dtend") - monday.decoded("dtstart")).total_seconds() == 3 * 3600


@pytest.mark.parametrize("view", ["day", "sun"])
def test_the_other_views_can_be_read_by_a_machine(page: Page, view: str) -> None:
    goto(page, f"{LINK}&view={view}")
    assert axe(page) == []


def test_a_phone_gets_the_narrow_figure(page: Page) -> None:
    page.set_viewport_size({"width": 420, "height": 900})
    goto(page, LINK)
    expect(page.locator(".st-key-band_narrow .js-plotly-plot")).to_be_visible()
    expect(page.locator(".st-key-band_wide")).to_be_hidden()
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0

"""True cost in Chromium: a cold link keeps its plan, the tables can be written in, and the keyboard reaches the rest."""

from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.harness import axe, goto, rerun

HEADER_PX, ROW_PX, TRIES = 35, 35, 10


def open_cell(page: Page, table: Locator, row: int, from_right_px: int) -> Locator:
    """Open the editor of a cell, `from_right_px` from the table's right edge; the table is a canvas and has no cells."""
    scroller = table.locator(".dvn-scroller").first  # lies over the canvas and takes its clicks
    expect(scroller).to_be_visible()
    editor = page.locator("#portal input")
    for _ in range(TRIES):  # the canvas takes clicks only once it is drawn, and has no event that says so
        width = scroller.bounding_box()["width"]
        scroller.dblclick(position={"x": width - from_right_px, "y": HEADER_PX + ROW_PX * row + ROW_PX / 2})
        with suppress(TimeoutError):
            editor.wait_for(timeout=2000)
            break
    return editor


def test_a_cold_link_keeps_its_plan(page: Page):
    goto(page, "/cost?hub=pune&home=New%20York&engagement=own_entity&months=36&team=data_engineer.lead.3")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pune saves")
    expect(page.get_by_label("Engagement model")).to_have_value("Own entity")
    expect(page.get_by_role("button", name="3 people")).to_be_visible()
    assert "hub=pune" in page.url and "months=36" in page.url


def test_the_team_is_written_in_its_table(page: Page):
    goto(page, "/cost?hub=krakow")
    page.get_by_role("button", name="4 people").click()
    cell = open_cell(page, page.get_by_test_id("stPopoverBody"), row=0, from_right_px=40)
    cell.fill("7")
    with rerun(page):
        cell.press("Enter")
    expect(page.get_by_role("button", name="7 people")).to_be_visible()
    assert "team=ai_ml_engineer.senior.7" in page.url
    assert axe(page) == []


def test_the_keyboard_reaches_the_claims(page: Page):
    goto(page, "/cost?hub=krakow&home=New%20York")
    page.get_by_role("tab", name="Table").focus()
    with rerun(page):
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    row = page.get_by_role("row", name="US pay is 4 to 6 times offshore pay")
    expect(row).to_contain_text("5.41×")
    expect(row).to_contain_text("true only for India")

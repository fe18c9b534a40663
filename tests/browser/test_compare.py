"""Compare in a browser: cold from its link, with the keyboard alone, and the sidebar's popovers for machines to read."""

import uuid
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.harness import axe, goto, rerun


def test_why_krakow_and_not_cluj_cold_and_by_keyboard(page: Page) -> None:
    goto(page, "/compare?shortlist=krakow,cluj,tirana&market=berlin")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kraków")
    expect(page.get_by_text("Kraków over Cluj-Napoca: talent pool").first).to_be_visible()
    table = page.get_by_role("table", name="Comparison")
    expect(table.get_by_role("columnheader").nth(4)).to_contain_text("Berlin")
    expect(table.get_by_role("row")).to_have_count(14)  # head, twelve criteria, score
    page.get_by_role("radio", name="Cluj-Napoca").focus()
    with rerun(page):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    expect(page.get_by_text("Kraków over Tirana").first).to_be_visible()
    assert "against=tirana" in page.url
    page.get_by_role("tab", name="Pair by pair").focus()
    wanted = page.get_by_role("tab", name="Decision record")
    for _ in range(page.get_by_role("tab").count()):
        if wanted.evaluate("tab => tab === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Download the decision record")).to_be_visible()
    assert axe(page) == []


def test_the_record_comes_down_and_replays(page: Page, tmp_path: Path) -> None:
    goto(page, "/compare")
    page.get_by_role("tab", name="Decision record").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the decision record").click()
    started.value.save_as(tmp_path / "decision.json")
    with rerun(page):
        page.locator("input[type=file]").set_input_files(tmp_path / "decision.json")
    expect(page.get_by_text("The record gives the same result again")).to_be_visible()
    expect(page.get_by_text("nothing moved")).to_be_visible()


def test_a_scenario_is_kept_and_dropped_by_keyboard(page: Page) -> None:
    name = f"Board {uuid.uuid4()}"
    goto(page, "/rank?role=data_engineer")
    page.get_by_role("button", name="Saved scenarios").focus()
    with rerun(page):
        page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Name")
    field.focus()
    page.keyboard.type(name)
    with rerun(page):
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).focus()
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text(f"Saved {name}")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("combobox", name="Saved").focus()
    page.keyboard.type(name)
    with rerun(page):
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete").focus()
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text(f"Deleted {name}")).to_be_visible()

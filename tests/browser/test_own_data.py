"""The whole way in Chromium: files in, a dry run, every page answers with them, one click back; and nobody else sees them."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.domain.tables import FACTS
from atlas.own import templates
from tests.browser import harness
from tests.browser.harness import Server, Watch, axe, goto, open_tab, rerun

HEAD = ",".join(FACTS.names)
OURS = {"name": "our *pools*.csv", "mimeType": "text/csv", "buffer": "\n".join((
    HEAD, "cluj,RO,talent_pool_persons,900000,800000,950000,,persons,2026,city,C,,counted by us,", "")).encode()}
WRONG = {"name": "<b>wrong</b>.csv", "mimeType": "text/csv", "buffer": "\n".join((
    HEAD, "cluj,RO,talent_pool_persons,![x](http://127.0.0.1:9/x.png),,,,persons,2025,city,C,,,", "")).encode()}
BUSY_TRIES = 6  # a check has ten seconds, whatever else the machine does


@pytest.fixture
def yours(page: Page) -> Iterator[Page]:
    goto(page, "/data?tab=Your+data")
    return page


def check(page: Page, *files: dict) -> None:
    """Bring files and have them checked; a machine that was too busy is asked again."""
    for _ in range(BUSY_TRIES):
        with rerun(page):
            page.locator("input[type=file]").set_input_files(list(files))
        page.get_by_role("button", name=re.compile("^Check ")).click()
        expect(page.locator(".st-key-own_checked")).to_be_visible()
        harness.wait_ready(page)
        if page.get_by_text(re.compile("takes longer than|is checking the files of others")).count() == 0:
            return
        with rerun(page):
            page.get_by_role("button", name="Discard").click()
    pytest.fail("the machine was too busy to check a file in ten seconds")


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def follow(page: Page, name: str) -> None:
    """Follow a link by keyboard: a click would wait for the map to stand still, which software rendering takes long for."""
    with rerun(page):
        page.get_by_role("link", name=name, exact=True).press("Enter")


def held(server: Server) -> float:
    """Bytes of uploads in the server's memory, as Streamlit counts them."""
    with harness.urllib.request.urlopen(f"{server.url}/_stcore/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines()
               if not line.startswith("#") and "UploadedFile" in line)


def test_files_are_checked_used_everywhere_and_given_up_in_one_click(yours: Page, server: Server, browser: Browser):
    goto(yours, "/rank")
    shipped = title(yours)
    goto(yours, "/data?tab=Your+data")
    check(yours, OURS)
    expect(yours.locator(".st-key-own_checked")).to_contain_text("Ready: 1 new row")
    assert held(server) == 0, "the uploaded bytes stay in the server's memory"
    assert axe(yours) == []
    with rerun(yours):
        yours.get_by_role("button", name="Use in this session").click()
    expect(yours.locator(".st-key-own_used")).to_contain_text("1 file, 1 row, since")
    follow(yours, "Rank")
    assert title(yours).startswith("Cluj-Napoca leads") and title(yours) != shipped
    with open_tab(browser, server.url) as other:
        goto(other, "/rank")
        assert title(other) == shipped and other.get_by_text("Your data").count() == 0
    with rerun(yours):
        yours.locator(".st-key-ranking_menu").get_by_role("button").first.click()
    with yours.expect_download() as download:
        yours.locator(".st-key-ranking_csv").get_by_role("button").click()
    first = Path(download.value.path()).read_text("utf-8-sig").splitlines()[1]
    assert first.startswith("1,") and "Cluj-Napoca" in first and "900000" in first
    with rerun(yours):  # the menu closes
        yours.keyboard.press("Escape")
    follow(yours, "Explore")
    expect(yours.locator(".st-key-hub_card")).to_contain_text("▣ Your data")
    follow(yours, "▣ Your data: 1 file")
    expect(yours.get_by_role("tab").first).to_have_text("Your data")
    with rerun(yours):
        yours.get_by_role("button", name="Back to the shipped data").click()
    follow(yours, "Rank")
    assert title(yours) == shipped and yours.get_by_text("▣").count() == 0


def test_a_wrong_file_is_listed_cell_by_cell_as_text_and_changes_nothing(yours: Page):
    check(yours, OURS, WRONG)
    expect(yours.locator(".st-key-own_checked")).to_contain_text("1 fault to mend, and nothing was taken")
    assert yours.get_by_role("button", name="Use in this session").count() == 0
    assert yours.locator("[data-testid='stMain'] img").count() == 0


def test_the_templates_are_downloaded_and_taken_as_they_are(yours: Page, tmp_path: Path):
    with yours.expect_download() as download:
        yours.locator(".st-key-own_workbook").get_by_role("button").click()
    path = tmp_path / "templates.xlsx"
    download.value.save_as(path)
    assert len(openpyxl.load_workbook(path).sheetnames) == len(templates.TEMPLATES) + 1
    check(yours, {"name": path.name, "mimeType": "application/octet-stream", "buffer": path.read_bytes()})
    expect(yours.locator(".st-key-own_checked")).to_contain_text("Ready: ")
    with rerun(yours):
        yours.get_by_role("button", name="Use in this session").click()
    for name in ("Explore", "Rank", "Compare", "Salaries", "Overlap", "True cost", "Playbook", "Board deck", "Data"):
        follow(yours, name)
        assert yours.get_by_role("alert").count() == 0, name


def test_a_phone_shows_it_without_a_sideways_scroll(server: Server, browser: Browser, watch: Watch):
    with open_tab(browser, server.url, watch) as page:
        page.set_viewport_size({"width": 420, "height": 900})
        goto(page, "/data?tab=Your+data")
        assert page.evaluate("document.documentElement.scrollWidth") <= 420
        expect(page.get_by_text("What you can bring")).to_be_visible()

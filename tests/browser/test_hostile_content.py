"""Hostile texts in data, links, files and names are shown as text, everywhere: nothing runs, calls out or leads away.

The browser is told to ignore the content policy, so that escaping has to hold alone, and can reach the listener.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.paths import ROOT
from tests.browser import harness
from tests.browser.beacon import Beacon, beacon, look
from tests.hostile import MARK, TEXTS, hostile_folder, marked

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def listener() -> Iterator[Beacon]:
    with beacon() as found:
        yield found


@pytest.fixture(scope="module")
def widgets() -> Iterator[harness.Server]:
    with harness.serve(HERE / "hostile_widgets.py") as running:
        yield running


@pytest.fixture
def bare(browser: Browser, widgets: harness.Server) -> Iterator[Page]:
    with harness.open_tab(browser, widgets.url, bypass_csp=True) as tab:
        yield tab


def hover(page: Page) -> None:
    """Move the mouse over the first marks of each figure, so that their tooltips are drawn."""
    for mark in page.locator(".js-plotly-plot .point").all()[:8]:
        if mark.is_visible():
            mark.hover(force=True, no_wait_after=True)


def test_each_kind_of_label_shows_each_text_as_it_stands(bare: Page, listener: Beacon) -> None:
    harness.goto(bare, f"/?as=plain&beacon={listener.url}")
    faults, text = look(bare, listener.url)
    assert faults == [], "\n".join(faults)
    assert {int(number) for number in MARK.findall(text)} == set(range(len(TEXTS)))
    assert listener.heard == []


def test_the_search_sees_what_is_not_escaped(bare: Page, listener: Beacon) -> None:
    bare.on("dialog", lambda dialog: dialog.dismiss())
    harness.goto(bare, f"/?as=raw&beacon={listener.url}")
    faults, _ = look(bare, listener.url)
    told = "\n".join(faults)
    heard, listener.heard[:] = set(listener.heard), []
    assert "/markdown" in heard  # an image in a label is fetched at once
    assert "beacon" in told or listener.url in told
    lost = {int(fault.split()[1]) for fault in faults if fault.startswith("text ")}
    assert len(lost) > 15, told


# --- the app on hostile data ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile_app(listener: Beacon, tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Server]:
    """The app on a database in which every free text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    data, build = hostile_folder(folder / "data", listener.url), folder / "build"
    subprocess.run([sys.executable, "-m", "etl", "build", "--data", data, "--out", build], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)
    with harness.serve(build=build) as running:
        yield running


@pytest.fixture
def app(browser: Browser, hostile_app: harness.Server) -> Iterator[Page]:
    with harness.open_tab(browser, hostile_app.url, bypass_csp=True) as tab:
        yield tab


FIVE = "bengaluru,cluj,warsaw,tallinn,hanoi"
WALKS = [
    "/?hub=kyiv", "/rank?limits=english>=500", f"/compare?shortlist={FIVE}",
    "/salaries?hub=cluj", "/overlap?hub=manila", "/overlap?view=day&home=HOMES", "/cost?hub=warsaw", "/playbook?hub=sofia",
    "/deck", "/data",
]


def homes(listener: Beacon) -> str:
    """Three hostile home offices, as a link holds them."""
    return quote("|".join(f"{marked(number, listener.url)[:75]}@Europe/Madrid@09:00-18:00" for number in (1, 12, 19)))


@pytest.mark.parametrize("address", WALKS)
def test_no_page_takes_a_text_of_the_data_for_anything_else(app: Page, listener: Beacon, address: str) -> None:
    dialogs, faults, text = [], [], ""
    app.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def search(where: str) -> None:
        nonlocal text
        found, text = look(app, listener.url)
        faults.extend(f"{where}: {fault}" for fault in found)

    app.set_viewport_size({"width": 800, "height": 600})  # software WebGL paints the map in bearable time
    harness.goto(app, address.replace("HOMES", homes(listener)))
    hover(app)
    search("page")
    place = app if address == WALKS[0] else app.get_by_test_id("stMain")  # the sidebar's are the same everywhere
    for popover in place.get_by_test_id("stPopoverButton").all():
        if popover.is_visible():
            popover.click()
            harness.wait_ready(app)
            search(f"popover {popover.inner_text()[:30]}")
            app.keyboard.press("Escape")
    for tab in app.get_by_test_id("stTab").all():
        tab.click()
        harness.wait_ready(app)
        hover(app)
        search(f"tab {tab.inner_text()[:30]}")
    expect(app.get_by_test_id("stException")).to_have_count(0)
    assert MARK.search(text)
    assert faults == [], "\n".join(sorted(set(faults)))
    assert (dialogs, listener.heard) == ([], [])


def fill(page: Page, label: str, text: str) -> None:
    """Type a text into a field and leave it, as people do."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    with harness.rerun(page):
        field.press("Enter")


def test_no_name_that_people_type_or_upload_is_taken_for_anything_else(app: Page, listener: Beacon, tmp_path: Path) -> None:
    """Saved scenarios, candidates, the note of a record, the deck's company and logo."""
    faults = []
    names = [marked(number, listener.url) for number in (1, 12, 19, 20)]

    def search(where: str, seen: int = 0) -> None:
        found, text = look(app, listener.url)
        faults.extend(f"{where}: {fault}" for fault in found)
        assert len(set(MARK.findall(text))) >= seen, where

    app.set_viewport_size({"width": 800, "height": 600})
    harness.goto(app, "/compare")
    app.get_by_role("tab", name="Decision record").click()
    app.get_by_role("textbox", name="Note").fill(" ".join(marked(number, listener.url) for number in range(20)))
    with harness.rerun(app):
        app.get_by_role("textbox", name="Note").press("Control+Enter")
    with app.expect_download() as started:
        app.get_by_role("button", name="Download the decision record").click()
    started.value.save_as(tmp_path / "decision.json")
    with harness.rerun(app):
        app.locator("input[type=file]").set_input_files(tmp_path / "decision.json")
    expect(app.get_by_text("The record gives the same result again")).to_be_visible()
    search("record", 20)

    app.set_viewport_size({"width": 1440, "height": 900})
    harness.goto(app, "/deck")
    for name in names[:2]:
        fill(app, "Company name", name)
        search("company")
    (tmp_path / "logo.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg' onload='window.__ran=1'><script>window.__ran=2</script>"
                                       f"<image href='{listener.url}/logo'/></svg>")
    with harness.rerun(app):
        app.locator("input[type=file]").first.set_input_files(tmp_path / "logo.svg")
    search("logo")

    with harness.rerun(app):
        app.get_by_role("button", name="Saved scenarios").click()
    for name in names:
        fill(app, "Name", name)
        with harness.rerun(app):
            app.get_by_role("button", name="Save", exact=True).click()
        search("saved", 1)

    harness.goto(app, "/playbook?tab=Vetting")
    with harness.rerun(app):
        app.get_by_role("radio", name="Score").click()
    with harness.rerun(app):
        app.get_by_text("Keep the full name").click()
    for name in names:
        fill(app, "New candidate", name)
        with harness.rerun(app):
            app.get_by_role("button", name="Add candidate").click()
        search("candidate")
    expect(app.get_by_test_id("stException")).to_have_count(0)
    assert faults == [], "\n".join(sorted(set(faults)))
    assert listener.heard == []

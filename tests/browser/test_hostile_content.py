"""Hostile texts in data, links, files and names are shown as text, everywhere: nothing runs, calls out or leads away.

The browser is told to ignore the content policy, so that escaping has to hold alone, and can reach the listener.
"""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from atlas.domain.tables import FACTS
from atlas.paths import DATA, ROOT
from tests.browser import harness, on_the_map
from tests.browser.beacon import Beacon, beacon, look
from tests.hostile import MARK, TEXTS, hostile_folder, hostile_own, marked, swallowed

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


MARKS = """figure => {
    figure.scrollIntoView({block: 'center'});
    const middle = mark => { const {x, y, width, height} = mark.getBoundingClientRect(); return [x + width / 2, y + height / 2]; };
    return [...figure.querySelectorAll('.point')].slice(0, 3).map(middle);
}"""
"""Brings a figure into sight and says where its first marks are."""
TIPS = ".hoverlayer .hovertext, .deck-tooltip, .tip"


class Search:
    """Collects what is wrong on a page, step by step; `ended` holds that nothing was."""

    def __init__(self, page: Page, listener: Beacon) -> None:
        self.page, self.listener, self.faults, self.dialogs, self.tips = page, listener, [], [], 0
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def look(self, where: str, seen: int = 0, shortened: bool = False) -> None:
        """Look at the page as it stands; at least `seen` of the hostile texts are on it. Streamlit shortens names of files."""
        found, text = look(self.page, self.listener.url)
        self.faults.extend(f"{where}: {fault}" for fault in found if not (shortened and "..." in fault))
        assert len(set(MARK.findall(text))) >= seen, where

    def hover(self, where: str) -> None:
        """The same with the mouse over the first marks of each figure, so that their tooltips are drawn."""
        for figure in self.page.locator(".js-plotly-plot:visible").element_handles():
            for x, y in figure.evaluate(MARKS):
                self.page.mouse.move(x, y)
                self.page.evaluate(harness.PAINTED)
                shown = self.page.locator(TIPS).all_text_contents()
                self.tips += len(shown)
                self.faults += [f"{where}, a tooltip: {fault}" for text in shown for fault in swallowed(text, self.listener.url)]
            self.look(f"{where}, with a tooltip")

    def ended(self) -> None:
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        assert self.faults == [], "\n".join(sorted(set(self.faults)))
        assert (self.dialogs, self.listener.heard) == ([], [])


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
    data, own = hostile_folder(folder / "data", listener.url), hostile_own(folder / "own", listener.url)
    subprocess.run([sys.executable, "-m", "etl", "build", "--data", data, "--own", own, "--out", build := folder / "build"],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
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


HUBS = [(row.latitude, row.longitude) for row in pd.read_csv(DATA / "hubs.csv").itertuples()
        if row.region in ("central_europe", "southeast_europe", "baltics")]
TRIES = 20


def homes(listener: Beacon) -> str:
    """Three hostile home offices, as a link holds them."""
    return quote("|".join(f"{marked(number, listener.url)[:75]}@Europe/Madrid@09:00-18:00" for number in (1, 12, 19)))


def download(page: Page, button: str) -> bytes:
    """The file that a button gives."""
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return Path(started.value.path()).read_bytes()


def upload(page: Page, place: int, name: str, suffix: str, data: bytes) -> None:
    """Give a file of that name to an uploader, counted from the top of the page."""
    with harness.rerun(page):
        page.locator("input[type=file]").nth(place).set_input_files(
            {"name": name + suffix, "mimeType": "application/octet-stream", "buffer": data})


@pytest.mark.parametrize("address", WALKS)
def test_no_page_takes_a_text_of_the_data_for_anything_else(app: Page, listener: Beacon, address: str) -> None:
    search = Search(app, listener)
    app.set_viewport_size(harness.SMALL)
    harness.goto(app, address.replace("HOMES", homes(listener)))
    search.hover("page")
    search.look("page", 1)
    place = app if address == WALKS[0] else app.get_by_test_id("stMain")  # the sidebar's are the same everywhere
    for popover in place.get_by_test_id("stPopoverButton").all():
        if popover.is_visible():
            popover.click()
            harness.wait_ready(app)
            search.look(f"popover {popover.inner_text()[:30]}")
            app.keyboard.press("Escape")
    for tab in app.get_by_test_id("stTab").all():
        tab.click()
        harness.wait_ready(app)
        search.hover(f"tab {tab.inner_text()[:30]}")
        search.look(f"tab {tab.inner_text()[:30]}")
    assert search.tips or app.locator(".js-plotly-plot").count() == 0
    search.ended()


def test_no_tooltip_dialog_or_country_of_the_map_is_taken_for_anything_else(app: Page, listener: Beacon) -> None:
    search = Search(app, listener)
    app.set_viewport_size(on_the_map.WINDOW)
    harness.goto(app, "/?hub=kyiv")
    expect(app.locator("[class*='st-key-map-Europe'] canvas").first).to_be_visible()
    tips: set[str] = set()
    for _ in range(TRIES):  # deck.gl picks only what it has drawn, and has no event that says so
        for hub in HUBS:
            app.mouse.move(*on_the_map.place(app, *hub))
            app.evaluate(harness.PAINTED)
            tips |= set(filter(None, app.locator(".deck-tooltip").all_inner_texts()))
        search.look("a tooltip")
        if len(tips) > 10:
            break
    assert len(tips) > 10
    assert [fault for tip in tips for fault in swallowed(tip, listener.url)] == []
    with harness.rerun(app):
        app.get_by_role("button", name="each with its source").press("Enter")
    expect(app.get_by_role("dialog")).to_be_visible()
    search.look("dialog", 3)
    harness.goto(app, "/?hub=country:IN")
    expect(app.locator(".st-key-hub_card")).to_contain_text("hubs together")
    search.look("country", 3)
    search.ended()


def fill(page: Page, label: str, text: str) -> None:
    """Type a text into a field and leave it, as people do."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    with harness.rerun(page):
        field.press("Enter")


def test_no_name_that_people_type_or_upload_is_taken_for_anything_else(app: Page, listener: Beacon, tmp_path: Path) -> None:
    """Saved scenarios, candidates, the note of a record, the deck's company and logo."""
    search = Search(app, listener)
    names = [marked(number, listener.url) for number in (1, 12, 19, 20)]

    app.set_viewport_size(harness.SMALL)
    harness.goto(app, "/compare")
    app.get_by_role("tab", name="Decision record").click()
    app.get_by_role("textbox", name="Note").fill(" ".join(marked(number, listener.url) for number in range(20)))
    with harness.rerun(app):
        app.get_by_role("textbox", name="Note").press("Control+Enter")
    (tmp_path / "decision.json").write_bytes(download(app, "Download the decision record"))
    with harness.rerun(app):
        app.locator("input[type=file]").set_input_files(tmp_path / "decision.json")
    expect(app.get_by_text("The record gives the same result again")).to_be_visible()
    search.look("record", 20)

    app.set_viewport_size({"width": 1440, "height": 900})
    harness.goto(app, "/deck?slides=verdict,ranking")
    for name in names[:2]:
        fill(app, "Company name", name)
        search.look("company")
    logo = (f"<svg xmlns='http://www.w3.org/2000/svg' onload='window.__ran=1'><script>window.__ran=2</script>"
            f"<image href='{listener.url}/logo'/></svg>")
    upload(app, 0, marked(27), ".svg", logo.encode())
    search.look("logo")

    with harness.rerun(app):
        app.get_by_role("button", name="Saved scenarios").click()
    for name in names:
        fill(app, "Name", name)
        with harness.rerun(app):
            app.get_by_role("button", name="Save", exact=True).click()
        search.look("saved", 1)
    app.get_by_role("combobox", name="Saved", exact=False).press("ArrowDown")
    expect(app.get_by_role("option")).to_have_count(len(names))
    search.look("list of saved scenarios", len(names))
    app.keyboard.press("Enter")

    harness.goto(app, "/playbook?tab=Vetting")
    with harness.rerun(app):
        app.get_by_role("radio", name="Score").click()
    with harness.rerun(app):
        app.get_by_text("Keep the full name").click()
    for name in names:
        fill(app, "New candidate", name)
        with harness.rerun(app):
            app.get_by_role("button", name="Add candidate").click()
        search.look("candidate")
    search.ended()


def test_no_earlier_deck_is_taken_for_anything_else(app: Page, listener: Beacon) -> None:
    """Names of files, and the list of what a refresh changed and kept, from a deck whose titles people rewrote."""
    search = Search(app, listener)
    harness.goto(app, "/deck?slides=verdict,ranking,map,limits")
    deck = Presentation(io.BytesIO(download(app, "Download the deck")))
    titles = (0, 12, 22, 29)
    for slide, number in zip(deck.slides, titles, strict=True):
        slide.shapes.title.text_frame.text = marked(number, listener.url)
    deck.save(old := io.BytesIO())
    harness.goto(app, "/deck?slides=verdict,ranking,map,limits&role=data_engineer")
    upload(app, 2, marked(12, listener.url), ".pptx", old.getvalue())
    expect(app.get_by_text("What the refresh changed")).to_be_visible()
    search.look("changes", len(titles))
    upload(app, 1, marked(16, listener.url), ".pptx", old.getvalue())
    search.look("template", len(titles))
    search.ended()


def test_no_file_of_own_data_is_taken_for_anything_else(app: Page, listener: Beacon, tmp_path: Path) -> None:
    """What a check lists of good files, of wrong cells and of files that are no data, by names that mean harm."""
    search = Search(app, listener)
    harness.goto(app, "/data?tab=Your+data")
    own = hostile_own(tmp_path / "own", listener.url)
    wrong = ",".join(FACTS.names) + "".join(
        f'\ncluj,RO,talent_pool_persons,"{marked(number, listener.url).replace(chr(34), chr(34) * 2)}",,,,persons,2025,city,C,,,'
        for number in range(len(TEXTS)) if "\u2028" not in TEXTS[number])
    for said, files in (("Ready", {path.name: path.read_bytes() for path in own.iterdir()}),
                        ("fault", {f"{marked(16, listener.url)}.csv": wrong.encode(), f"{marked(12, listener.url)}.xlsx": b"none"})):
        with harness.rerun(app):
            app.locator("input[type=file]").set_input_files(
                [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files.items()])
        search.look("chosen files", shortened=True)
        app.get_by_role("button", name=re.compile("^Check ")).click()
        expect(app.locator(".st-key-own_checked")).to_contain_text(said)
        harness.wait_ready(app)
        search.look("what the check lists", 4)
    search.ended()

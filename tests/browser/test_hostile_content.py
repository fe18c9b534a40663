"""Hostile texts in data, links, files and names are shown as text, everywhere: nothing runs, calls out or leads away.

The browser is told to ignore the content policy, so that escaping has to hold alone, and can reach the listener.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import harness
from tests.browser.beacon import Beacon, beacon, look
from tests.hostile import MARK, TEXTS

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

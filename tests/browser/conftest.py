"""One server and one Chromium for all browser tests; each test gets a fresh tab, whose faults fail it."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import harness

expect.set_options(timeout=1000 * harness.DEADLINE_S / 2)  # a busy machine is no fault; what holds is seen at once

HERE = Path(__file__).parent
CHROMIUM = harness.find_chromium()
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
NO_CHROMIUM = "no Chromium on PATH; install Debian's packages chromium and chromium-driver"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium, leave the browser tests out and say so in one line; where one is required, stop at once."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    if ours and CHROMIUM is None:
        if REQUIRED:
            raise pytest.UsageError(f"REQUIRE_BROWSER=1, but there is {NO_CHROMIUM}")
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CHROMIUM is None and not REQUIRED:
        terminalreporter.write_line(f"SKIPPED the browser tests: {NO_CHROMIUM}", yellow=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with harness.launch(CHROMIUM) as chromium:
        yield chromium


@pytest.fixture(scope="package")
def server(built_database: Path) -> Iterator[harness.Server]:
    """The app on the built database."""
    with harness.serve(build=built_database) as running:
        yield running


@pytest.fixture
def watch(server: harness.Server) -> Iterator[harness.Watch]:
    """Fails the test at its end if a request left this machine, or if the browser or the server logged an error."""
    observer = harness.Watch()
    already_printed = len(server.log.read_text())
    yield observer
    printed = server.log.read_text()[already_printed:]
    faults = observer.faults()
    if ("Traceback" in printed or '"level": "error"' in printed) and not any(text in printed for text in observer.allowed):
        faults.append(f"the server logged an error:\n{printed}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture(scope="package")
def context(browser: Browser, server: harness.Server) -> Iterator[BrowserContext]:
    """Kept, since its cache holds Streamlit's scripts, which a fresh one reads and compiles anew: half of a page's time."""
    with closing(harness.new_context(browser, server.url)) as kept:
        yield kept


@pytest.fixture
def page(context: BrowserContext, watch: harness.Watch) -> Iterator[Page]:
    """An empty tab on the app, under watch; `harness.goto(page, "/rank")` opens a page of it."""
    with harness.tab_in(context, watch) as tab:
        yield tab

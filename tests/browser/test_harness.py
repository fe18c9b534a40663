"""The watch sees what it exists to see: a request that leaves the machine, a logged error, an uncaught one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Watch, axe, goto, leaves_machine, open_tab


@pytest.fixture
def observed() -> Watch:
    return Watch()


@pytest.fixture
def blank(browser: Browser, observed: Watch) -> Iterator[Page]:
    with open_tab(browser, "http://127.0.0.1", observed) as tab:
        yield tab


def test_a_quiet_page_has_no_faults(blank: Page, observed: Watch) -> None:
    blank.set_content("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert observed.faults() == []


def test_a_request_to_a_foreign_host_is_a_fault(blank: Page, observed: Watch) -> None:
    blank.evaluate("fetch('https://example.com/x').catch(() => null)")
    assert "request left the machine: https://example.com/x" in observed.faults()


def test_a_logged_error_is_a_fault_unless_allowed(blank: Page, observed: Watch) -> None:
    blank.evaluate("console.error('ratio is infinite')")
    assert observed.faults() == ["console error: ratio is infinite"]
    observed.allow("infinite")
    assert observed.faults() == []


def test_an_uncaught_error_is_a_fault(blank: Page, observed: Watch) -> None:
    with blank.context.expect_event("weberror"):
        blank.evaluate("setTimeout(() => { throw new Error('lost') })")
    assert observed.faults() == ["page error: lost"]


def test_axe_sees_an_image_without_a_text(blank: Page) -> None:
    blank.set_content("<html lang='en'><title>t</title><main><img src='data:,'></main></html>")
    assert [line.split()[0] for line in axe(blank)] == ["image-alt"]


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://127.0.0.1:8501/x", False), ("ws://127.0.0.1:8501/_stcore/stream", False), ("data:,x", False),
        ("blob:http://127.0.0.1/1", False), ("http://127.0.0.1.example.com/", True), ("wss://example.com/", True),
        ("file:///etc/passwd", True),
    ],
)  # fmt: skip
def test_which_addresses_leave_the_machine(url: str, leaves: bool) -> None:
    assert leaves_machine(url) is leaves


@pytest.mark.parametrize("_", ["first", "second"])
def test_a_tab_finds_nothing_that_an_earlier_one_left(page: Page, _: str) -> None:
    goto(page, "/data")
    assert page.evaluate("() => [localStorage.getItem('left'), document.cookie.includes('left')]") == [None, False]
    page.evaluate("() => { localStorage.setItem('left', '1'); document.cookie = 'left=1'; }")

"""Login in a real browser: a stranger, an allowed and a refused person, the way out, and a page that outlives its sign-in."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import harness
from tests.serving.provider import Provider, provide
from tests.serving.signing import ANN, EVE, serve_with_login

FAILED_LOAD = "Failed to load resource: the server responded with a status of 40"  # how Chromium says 401 and 403


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provide() as running:
        yield running


@pytest.fixture(scope="module")
def login_server(built_database: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory):
    with serve_with_login(built_database, provider, tmp_path_factory.mktemp("secrets")) as running:
        yield running


@pytest.fixture
def seen(login_server: harness.Server) -> Iterator[harness.Watch]:
    observer = harness.Watch()
    observer.allow(FAILED_LOAD)
    yield observer
    assert observer.faults() == []
    assert '"level": "error"' not in login_server.log.read_text()


@pytest.fixture
def tab(browser: Browser, login_server: harness.Server, seen: harness.Watch) -> Iterator[Page]:
    with harness.open_tab(browser, login_server.url, seen) as opened:
        yield opened


def sign_in(tab: Page) -> None:
    tab.get_by_role("link", name="Sign in").click()
    harness.wait_ready(tab)


def test_a_stranger_gets_a_page_without_script_and_no_websocket(tab: Page, seen: harness.Watch) -> None:
    tab.goto("/rank?role=data_engineer")
    expect(tab.get_by_role("heading", name="Sign in to Talent Atlas")).to_be_visible()
    assert tab.locator("script").count() == 0
    assert not any(url.startswith("ws") or "/_stcore/" in url for url in seen.requests)
    assert harness.axe(tab) == []


def test_sign_in_leads_to_the_page_and_sign_out_closes_it(tab: Page, provider: Provider, login_server: harness.Server) -> None:
    provider.person = ANN
    tab.goto("/rank?role=data_engineer")
    sign_in(tab)
    assert "/rank?role=data_engineer" in tab.url
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    tab.get_by_role("button", name="Export").click()
    with tab.expect_response(lambda answer: "/media/" in answer.url) as fetched, tab.expect_download():
        tab.get_by_role("button", name="Data (CSV)").click()
    assert fetched.value.ok and fetched.value.headers["cache-control"] == "no-store"
    assert httpx.get(fetched.value.url).status_code == 401  # a stranger who knows the address
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("heading", name="Sign in to Talent Atlas")).to_be_visible()
    tab.goto("/rank")
    expect(tab.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_person_who_is_not_on_the_list_gets_a_sentence_and_the_way_out(tab: Page, provider: Provider, seen) -> None:
    provider.person = EVE
    tab.goto("/rank")
    tab.get_by_role("link", name="Sign in").click()
    expect(tab.get_by_text("This account may not use Talent Atlas")).to_be_visible()
    assert not any(url.startswith("ws") for url in seen.requests)
    tab.get_by_role("link", name="Sign out").click()
    expect(tab.get_by_role("heading", name="Sign in to Talent Atlas")).to_be_visible()


def test_an_open_page_does_not_outlive_the_sign_in(tab: Page, provider: Provider) -> None:
    provider.person = ANN
    tab.goto("/rank")
    sign_in(tab)
    tab.context.request.get("/auth/logout", max_redirects=0)  # as in another tab
    tab.get_by_role("link", name="Explore").click()
    expect(tab.get_by_text("Your sign-in has ended")).to_be_visible()
    expect(tab.get_by_role("heading", level=1)).to_have_count(0)
    expect(tab.get_by_test_id("stSidebar").get_by_label("Role")).to_have_count(0)

"""What holds for each page, opened cold at its own address: it answers, keeps the link, and fits a phone."""

import pytest
from playwright.sync_api import Page, expect

from atlas.paths import ROOT
from tests.browser.harness import goto, wait_ready

NAMES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
every_page = pytest.mark.parametrize("name", NAMES)


def address(name: str) -> str:
    """A page's own address; the first page is the app's root."""
    return "/" if name == "explore" else f"/{name}"


@every_page
def test_it_keeps_the_state_of_its_link_and_fits_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    goto(page, f"{address(name)}?role=data_engineer&currency=EUR")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_label("Role").first).to_have_value("Data engineer")
    assert "role=data_engineer" in page.url and "currency=EUR" in page.url
    for width in (1000, 720, 420):  # a small window, a wide one at 200 % zoom, a phone
        page.set_viewport_size({"width": width, "height": 900})
        wait_ready(page)
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0, width
        bar, title = page.get_by_test_id("stHeader").bounding_box(), page.get_by_role("heading", level=1).bounding_box()
        assert width > 640 or title["y"] >= bar["y"] + bar["height"], "the bar hides the title"

"""Ways out in Chromium: slides chosen by keyboard, and files that were clicked open and hold what the screen shows."""

import io
from pathlib import Path

import openpyxl
from lxml import etree
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from atlas import answers
from atlas.domain.scenario import DEFAULT
from tests.browser.harness import DEADLINE_S, SMALL, axe, goto, rerun


def clicked(page: Page, button: Locator) -> bytes:
    """The file that a click on a button gives."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def test_chosen_slides_are_downloaded_as_listed(page: Page):
    goto(page, "/deck?slides=verdict,ranking,map")
    lines = page.locator("[class*='st-key-deck_in_']")
    expect(lines).to_have_count(3)
    up = page.locator(".st-key-deck_up_map").get_by_role("button")
    up.focus()
    with rerun(page):
        page.keyboard.press("Enter")
    box = page.locator(".st-key-deck_in_ranking_box").get_by_role("checkbox")
    box.focus()
    with rerun(page):
        page.keyboard.press("Space")
    expect(lines).to_have_count(2)
    assert "slides=verdict%2Cmap" in page.url
    listed = [text.partition(" · ")[2] for text in lines.all_inner_texts()]
    slides = Presentation(io.BytesIO(clicked(page, page.get_by_role("button", name="Download the deck")))).slides
    assert [slide.shapes.title.text_frame.text for slide in slides] == listed
    assert axe(page) == []


def test_the_workbook_holds_the_ranking(page: Page):
    goto(page, "/deck")
    page.get_by_role("button", name="Data", exact=True).click()
    data = clicked(page, page.get_by_role("button", name="Workbook (.xlsx)"))
    heads, first, *_ = openpyxl.load_workbook(io.BytesIO(data))["Ranking"].iter_rows(values_only=True)
    leader = answers.rank(DEFAULT).leader
    row = dict(zip(heads, first, strict=True))
    assert (row["City"], row["Score (of 100)"]) == (leader["city"], leader["score"])


def test_a_figure_is_taken_away_as_picture_and_drawing_in_the_light_theme(page: Page):
    page.emulate_media(color_scheme="dark")
    goto(page, "/cost?hub=krakow")
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator(".st-key-waterfall_menu").get_by_role("button", name="Export").click()
    svg = clicked(page, page.get_by_role("button", name="Drawing (SVG)"))
    assert title in " ".join(etree.fromstring(svg).itertext())
    with Image.open(io.BytesIO(clicked(page, page.get_by_role("button", name="Picture (PNG, 2x)")))) as picture:
        assert picture.size == (3200, 1800) and picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert axe(page) == []


def test_the_ranking_and_a_map_are_taken_away_as_the_screen_shows_them(page: Page):
    goto(page, "/rank")
    title = page.get_by_role("heading", level=1).inner_text()
    menu = page.locator(".st-key-ranking_menu").get_by_role("button", name="Export")
    menu.focus()
    with rerun(page):
        page.keyboard.press("Enter")
    svg = " ".join(etree.fromstring(clicked(page, page.get_by_role("button", name="Drawing (SVG)"))).itertext())
    hubs = answers.rank(DEFAULT).hubs.head(12)
    assert [text for text in (title, *hubs["city"], *(f"{score:.1f}" for score in hubs["score"])) if text not in svg] == []
    page.set_viewport_size(SMALL)
    goto(page, "/")
    page.locator(".st-key-map_menu").get_by_role("button", name="Export").focus()  # a click waits until the map rests
    with rerun(page):
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Europe: drawing (SVG)").focus()
    with page.expect_download(timeout=1000 * DEADLINE_S) as download:
        page.keyboard.press("Enter")
    assert {"Warsaw", "Tirana"} <= set(etree.fromstring(Path(download.value.path()).read_bytes()).itertext())
    assert axe(page) == []


def test_a_menu_on_a_phone_stays_on_the_screen(page: Page):
    page.set_viewport_size({"width": 420, "height": 900})
    goto(page, "/cost?hub=krakow")
    with rerun(page):
        page.locator(".st-key-waterfall_menu").get_by_role("button", name="Export").click()
    box = page.get_by_role("button", name="Picture (PNG, 2x)").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 420
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    assert axe(page) == []

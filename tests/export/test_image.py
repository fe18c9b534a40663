"""Figures as pictures, in a real browser where there is one: format, size, words inside, and what is said without one."""

import io
import re

import plotly.graph_objects as go
import pytest
from lxml import etree
from PIL import Image

from atlas.domain.errors import DataError
from atlas.export import image
from atlas.views import theme

SOURCE = "Eurostat · method 1"
HOSTILE = "<script>alert(1)</script> <b>Łódź</b> & שלום \x00" + "x" * 300
needs_browser = pytest.mark.skipif(image.find_browser() is None, reason="no Chrome or Chromium on PATH")


@pytest.fixture(scope="module", autouse=True)
def closed():
    yield
    image.stop()


def bars() -> go.Figure:
    return go.Figure(go.Bar(x=["Prague", "Brno"], y=[3, 5]), dict(template="atlas", height=300))


def words(svg: bytes) -> str:
    return " ".join(etree.fromstring(svg).itertext())


@needs_browser
def test_a_png_has_twice_1600_by_900_pixels_on_white():
    with Image.open(io.BytesIO(image.image(bars(), "png", "Brno leads", SOURCE))) as picture:
        assert (picture.format, picture.size) == ("PNG", (3200, 1800))
        assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


@needs_browser
def test_an_svg_holds_title_data_and_source_and_nothing_foreign():
    svg = image.image(bars(), "svg", "Brno leads by 3\u00a0%", SOURCE)
    assert [text for text in ("Brno leads by 3\u00a0%", "Prague", SOURCE) if text not in words(svg)] == []
    assert set(re.findall(rb'(?:href|src)="(https?:[^"]*)"', svg)) == set()


@needs_browser
def test_a_pdf_is_one():
    assert image.image(bars(), "pdf", "Brno leads").startswith(b"%PDF-")


@needs_browser
def test_hostile_words_are_words():
    svg = image.image(bars(), "svg", HOSTILE, HOSTILE)
    assert b"<script" not in svg and "<script>alert(1)</script> <b>Łódź</b> & שלום" in words(svg) and "…" in words(svg)


@needs_browser
def test_after_a_figure_that_cannot_be_drawn_the_next_one_can(monkeypatch):
    with monkeypatch.context() as quick:
        quick.setattr(image, "DRAW_S", 0)
        with pytest.raises(DataError, match="try again"):
            image.image(bars(), "svg", "Too slow")
    assert image.image(bars(), "svg", "Brno leads").startswith(b"<svg")


@needs_browser
def test_a_browser_that_ended_meanwhile_is_started_again_unasked():
    image.image(bars(), "svg", "Brno leads")
    browser = image._BROWSER
    browser._wait(browser._kaleido.close(), image.START_S)
    assert image.image(bars(), "svg", "Brno leads").startswith(b"<svg")


def test_row_labels_get_their_room_and_plotly_adds_none():
    long = "Infrastructure and MLOps specialist"
    board = image.on_board(go.Figure(go.Bar(x=[1, 2], y=[long, "Brno"], orientation="h"), dict(template="atlas")), "Brno")
    assert board.layout.margin.l >= len(long) * 7 and board.layout.yaxis.automargin is False


def test_without_a_browser_one_line_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    with pytest.raises(DataError, match="install the package chromium"):
        image.image(bars(), "png", "Brno leads")


def test_a_browser_that_is_named_wins(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "absent"))
    assert image.find_browser() is None
    (tmp_path / "absent").touch()
    assert image.find_browser() == str(tmp_path / "absent")


@pytest.mark.parametrize("height", [None, 120, 330, 640, 1400])
def test_the_page_is_16_to_9_and_leaves_the_figure_its_height_and_margins(height):
    figure = go.Figure(layout=dict(height=height, margin=dict(l=40, r=20, t=10, b=30), template="atlas_dark"))
    before = figure.to_json()
    board = image.on_board(figure, "Brno leads", SOURCE).layout
    assert board.width / board.height == pytest.approx(16 / 9, abs=0.01) and board.width >= image.WIDTH_LEAST
    room = board.height - (board.margin.t - 10) - (board.margin.b - 30)
    assert room >= (height or 450)
    assert board.margin.l >= 40 and board.margin.r >= 20 and board.paper_bgcolor == theme.LIGHT.paper
    assert figure.to_json() == before

"""Logos: PNG is made small, plain SVG passes, anything that could run or load is refused."""

import io

import pytest
from PIL import Image

from atlas.domain.errors import DataError
from atlas.export.content import Brand
from atlas.export.deck import deck
from atlas.export.pptx_logo import checked_logo
from tests.export import cases

PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#123456"/></svg>'


def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def test_png_is_made_small_in_its_proportions():
    with Image.open(io.BytesIO(checked_logo(png(3000, 1000)))) as image:
        assert image.size == (600, 200)


def test_plain_svg_passes():
    assert checked_logo(PLAIN) == PLAIN


@pytest.mark.parametrize("inside", [
    b"<script>alert(1)</script>", b'<image href="https://evil.example/x.png"/>', b'<rect onload="x()"/>',
    b'<a href="https://evil.example"><rect/></a>', b"<foreignObject/>", b'<rect fill="url(https://evil.example/#a)"/>',
    b"<style>@import 'https://evil.example'</style>", b'<use href="#a"/>', b"<?php echo 1 ?>",
])
def test_svg_that_could_run_or_load_is_refused(inside):
    with pytest.raises(DataError, match="logo: the SVG"):
        checked_logo(PLAIN.replace(b"</svg>", inside + b"</svg>"))


@pytest.mark.parametrize("data", [
    b"GIF89a", b"", b"<html/>", b"\x89PNG\r\n\x1a\nbroken", b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    b'<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&x;</svg>',
    b"\x89PNG\r\n\x1a\n" + b"0" * 6_000_000,
])
def test_other_files_are_refused_with_a_cure(data):
    with pytest.raises(DataError, match=r"^logo: "):
        checked_logo(data)


@pytest.mark.parametrize("logo", [png(400, 100), PLAIN], ids=["png", "svg"])
def test_logo_stands_on_every_slide_in_its_proportions_and_once_in_the_file(logo):
    import zipfile

    data = deck(cases.sample(), brand=Brand(company="Rovex", logo=logo))
    for slide in cases.presentation(data).slides:
        picture = cases.shape(slide, "logo")
        assert picture.width / picture.height == pytest.approx(4, rel=0.01)
        assert picture._element.xpath(".//p:cNvPr/@descr") == ["Logo of Rovex"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        media = [name for name in package.namelist() if name.startswith("ppt/media/")]
    assert len(media) == (1 if logo != PLAIN else 2)


def test_damaged_logo_fails_before_any_slide_is_drawn():
    with pytest.raises(DataError, match="logo"):
        deck(cases.sample(), brand=Brand(logo=b"GIF89a"))

"""Text that is safe and fits; widths are compared with Carlito's own metrics where the font is installed."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from atlas.export import pptx_text as text

CARLITO = Path("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf")


@pytest.mark.parametrize(("given_text", "kept"), [
    ("Kraków", "Kraków"), ("a\x00b\x1bc", "abc"), ("lone \ud800 surrogate", "lone  surrogate"), ("two\nlines", "two lines"),
    ("\u202eturned\u202c", "turned"), ("non\ufffe\U0001ffffchar", "nonchar"), ("שלום", "שלום"), ("👩‍💻", "👩‍💻"),
])
def test_clean_keeps_letters_and_drops_what_breaks_xml(given_text, kept):
    assert text.clean(given_text) == kept


@given(st.text(max_size=80))
def test_clean_leaves_nothing_that_xml_forbids(anything):
    cleaned = text.clean(anything)
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "mailto:team@example.org"])
def test_links_that_may_stay(url):
    assert text.safe_link(url) == url


@pytest.mark.parametrize("url", [
    "http://example.org", "javascript:alert(1)", "file:///etc/passwd", r"\\server\share", "//server/share", "data:text/html,x",
    "https://user@evil.example", "https:///nohost", "https://a b", "https://x\u202e.example", "ftp://x.org", "", "mailto:",
    "https://example.org:notaport/",
])
def test_links_that_are_refused(url):
    assert text.safe_link(url) == ""


@pytest.mark.parametrize(("line", "pieces"), [
    ("abc", ["a", "b", "c"]), ("👩‍💻x", ["👩‍💻", "x"]), ("e\u0301a", ["e\u0301", "a"]), ("🇷🇴🇭🇺", ["🇷🇴", "🇭🇺"]), ("👍🏽", ["👍🏽"]),
])
def test_clusters_stay_whole(line, pieces):
    assert text.clusters(line) == pieces


@given(st.text(max_size=120), st.floats(20, 400), st.floats(8, 30), st.integers(1, 4))
def test_cut_text_fits_its_lines_and_says_when_it_was_cut(line, room, size, lines):
    result = text.cut(line, room, size, lines)
    if result == text.clean(line):
        assert len(text.wrap(result, room, size)) <= lines
    else:
        assert result.endswith(text.ELLIPSIS)
        assert len(text.wrap(result, room, size)) <= lines or room < 2 * size


def test_long_word_is_cut_inside_its_line():
    assert text.cut("1   " + "x" * 300, 60, 10).startswith("1   xxxx")
    assert text.cut("one two three", text.width_pt("one two…", 10), 10) == "one two…"


@given(st.text(max_size=200), st.integers(1, 3))
def test_fit_never_goes_under_the_least_size(line, lines):
    result = text.fit(line, 300, lines, 26, 18)
    assert 18 <= result.size_pt <= 26
    assert len(text.wrap(result.text, 300, result.size_pt)) <= lines


@pytest.mark.skipif(not CARLITO.exists(), reason="Carlito, Calibri's metric twin, is not installed")
@pytest.mark.parametrize("line", ["Budapest leads: first in 54 % of weightings near ours", "Kraków, Wrocław, Iași, São Paulo",
                                  "0123456789", "WWWWW", "illicit"])
def test_estimated_width_is_calibri_s_with_a_small_margin(line):
    real = ImageFont.truetype(str(CARLITO), 2048).getlength(line) / 2048 * 20
    assert real <= text.width_pt(line, 20) <= 1.1 * real


def test_direction_is_that_of_the_first_letter():
    assert text.is_right_to_left("123 שלום abc")
    assert not text.is_right_to_left("abc שלום")
    assert not text.is_right_to_left("12 %")

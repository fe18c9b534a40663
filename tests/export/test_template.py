"""A company's own template: its master and layouts, our words and figures."""

import io

import pytest
from pptx import Presentation
from pptx.util import Pt

from atlas.domain.errors import DataError
from atlas.export.content import Deck, Slide
from atlas.export.deck import deck
from atlas.export.pptx_refresh import refresh
from atlas.export.pptx_text import TITLE, wrap
from tests.export import cases


@pytest.fixture(scope="module")
def template() -> bytes:
    """A 4:3 template with a slide of its own and a moved title."""
    file = Presentation()
    for layout in file.slide_layouts:
        if layout.name == "Title Only":
            layout.placeholders[0].left, layout.placeholders[0].top = Pt(40), Pt(30)
            layout.placeholders[0].width, layout.placeholders[0].height = Pt(600), Pt(70)
    file.slides.add_slide(file.slide_layouts[0]).shapes.title.text = "Example slide"
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def made(template):
    return cases.presentation(deck(cases.sample(), template=template))


def test_template_keeps_its_master_and_loses_its_slides(made):
    assert (made.slide_width, made.slide_height) == (Pt(720), Pt(540))
    assert len(made.slide_layouts) == 11
    assert "Example slide" not in [slide.shapes.title.text for slide in made.slides]


def test_slides_stand_on_the_title_only_layout(made):
    assert made.slides[0].slide_layout.name == "Title Slide"
    assert {slide.slide_layout.name for slide in list(made.slides)[1:]} == {"Title Only"}


def test_figures_stay_on_the_page_under_the_title(made):
    for slide in list(made.slides)[1:]:
        figure = cases.shape(slide, "figure")
        assert figure.top >= Pt(100)
        assert figure.left + figure.width <= made.slide_width
        assert figure.top + figure.height <= made.slide_height


def test_no_empty_placeholder_is_left(made):
    for slide in made.slides:
        assert all(p.has_text_frame and p.text_frame.text for p in slide.placeholders)


def test_title_is_set_smaller_than_the_template_s_where_it_would_not_fit(template):
    """The template sets titles in 44 pt, which leaves room for one line of 600 pt in 70 pt of height."""
    title = "A message that takes two lines at least in any template with large titles"
    content = Deck((Slide("one", title, "", (), "", ""),), cases.DAY, "")
    shape = cases.presentation(deck(content, template=template)).slides[0].shapes.title
    size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
    assert shape.text_frame.text == title
    assert 22 <= size <= 70 / 2 / 1.14
    assert len(wrap(title, 600 - 14.4, size, TITLE)) <= 2


def test_deck_in_a_template_can_be_refreshed(template):
    data, changes = refresh(deck(cases.sample(), template=template), cases.sample())
    assert changes == []
    assert len(cases.presentation(data).slides) == len(cases.sample().slides)


def test_unknown_file_is_refused():
    with pytest.raises(DataError, match="template: the file is damaged or no PowerPoint presentation"):
        deck(cases.sample(), template=b"%PDF-1.7")


def test_template_with_macros_is_refused(template):
    import zipfile

    buffer = io.BytesIO(template)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"macro")
    with pytest.raises(DataError, match="macros"):
        deck(cases.sample(), template=buffer.getvalue())

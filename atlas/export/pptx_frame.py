"""The words around the figures: title, takeaway, source line, date of the data, page number."""

import math
from dataclasses import dataclass

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide as PptxSlide
from pptx.slide import SlideLayout
from pptx.util import Pt

from atlas.export.content import Brand, Deck, Slide
from atlas.export.pptx_canvas import INK_2, INK_3, Canvas, shape_name
from atlas.export.pptx_master import SOURCE, STAMP, TAKEAWAY, Box
from atlas.export.pptx_page import Page
from atlas.export.pptx_text import TITLE, Fitted, clean, fit, is_right_to_left, wrap

TITLE_LINE = 1.14
"""Height of a title's line over its size: 95 % of the usual."""


def draw_words(canvas: Canvas, page: Page, slide: Slide, content: Deck, brand: Brand, number: int) -> None:
    """Title, takeaway, source line, date of the data, page number: in the layout's places, or in boxes of ours."""
    by_index = {p.placeholder_format.idx: p for p in canvas.slide.placeholders}
    opening = slide.kind == "title"
    title = by_index.pop(0)
    largest = _title_size(canvas.slide.slide_layout, 36.0 if opening else 26.0)
    _put(title, canvas, "title", _fit_title(slide.title, title, page, largest), largest)
    stamp = f"{brand.company} · {content.stamp}" if brand.company else content.stamp
    for word in _opening_words(page, slide, stamp) if opening else _message_words(page, slide, stamp):
        place = by_index.pop(word.index, None)
        room = word.box.w if place is None else _room_pt(place, page)
        fitted = fit(word.text, room, 2, word.size_pt, word.least_pt)
        if place is None:
            canvas.text(word.part, word.box, fitted.text, fitted.size_pt, lines=2, colour=word.colour, align=word.align)
        else:
            _put(place, canvas, word.part, fitted, word.size_pt if page.own else math.inf)
    for unused in by_index.values():
        unused._element.getparent().remove(unused._element)
    if not opening:
        _page_number(canvas, page, number)


@dataclass(frozen=True)
class Word:
    """A line of text outside the figures: the placeholder of our layouts, or the box, that it goes into."""

    part: str
    index: int
    box: Box
    text: str
    size_pt: float
    least_pt: float
    colour: str
    align: str = "l"


def _opening_words(page: Page, slide: Slide, stamp: str) -> list[Word]:
    return [Word("takeaway", 1, page.takeaway, slide.takeaway, 18, 12, INK_2),
            Word("source", SOURCE, page.source, slide.source_line or stamp, 12, 10, INK_3)]


def _message_words(page: Page, slide: Slide, stamp: str) -> list[Word]:
    return [Word("takeaway", TAKEAWAY, page.takeaway, slide.takeaway, 16, 12, INK_2),
            Word("source", SOURCE, page.source, slide.source_line, 10, 9, INK_3),
            Word("stamp", STAMP, page.stamp, stamp, 10, 9, INK_3, "r")]


def _room_pt(placeholder, page: Page) -> float:
    """The width that text has: a template's placeholders have margins, ours have none."""
    return placeholder.width / 12_700 - (0 if page.own else 15)


def _title_size(layout: SlideLayout, own: float) -> float:
    """The size in points that the layout sets its title in, or else its master."""
    style = "./p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz"
    master = layout.slide_master
    places = [place for place in layout.placeholders if place.placeholder_format.idx == 0]
    places += [place for place in master.placeholders if place.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    sizes = [size for place in places for size in place._element.xpath(style)]
    sizes += master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) / 100 if sizes else own


def _fit_title(text: str, title, page: Page, largest: float) -> Fitted:
    """A title in one or two lines, as its height allows."""
    room, height = _room_pt(title, page), title.height / 12_700 - (0 if page.own else 7)
    size = largest
    while size > 0.5 * largest:
        lines = min(2, int(height / (TITLE_LINE * size)))
        if lines and len(wrap(clean(text), room, size, TITLE)) <= lines:
            break
        size -= 1
    lines = max(1, min(2, int(height / (TITLE_LINE * size))))
    return fit(text, room, lines, size, size, TITLE)


def _put(placeholder, canvas: Canvas, part: str, fitted: Fitted, largest: float) -> None:
    """Text into a placeholder; its size is written only where it is smaller than what the layout is known to set."""
    placeholder.name = shape_name(canvas.slide_id, part)
    paragraph = placeholder.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = fitted.text
    if fitted.size_pt < largest:
        run.font.size = Pt(fitted.size_pt)
    if is_right_to_left(fitted.text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")


def _page_number(canvas: Canvas, page: Page, number: int) -> None:
    """The layout's own slide number, which python-pptx leaves out."""
    for place in page.layout.placeholders:
        if place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            canvas.number(place, number)
            return


def read_last(slide: PptxSlide, names: list[str]) -> None:
    """Source line, date and page number are read after the figures, as they stand."""
    tree = slide.shapes._spTree
    for name in names:
        for shape in [shape for shape in slide.shapes if shape.name == name]:
            tree.remove(shape._element)
            tree.append(shape._element)

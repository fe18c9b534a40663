"""The room that a presentation gives a slide: that of our own master, or what a company's template leaves."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.package import XmlPart
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from atlas.domain.errors import DataError
from atlas.export.pptx_master import EMU_A_POINT, OPENING, OWN, TAKEAWAY, Box

TEMPLATE_BYTES_MAX, TEMPLATE_UNPACKED_MAX = 40_000_000, 400_000_000


@dataclass(frozen=True)
class Page:
    """Where things go on a message slide: our own placeholders, or boxes under the title of a company's template."""

    layout: SlideLayout
    title_layout: SlideLayout
    title: Box
    takeaway: Box
    content: Box
    source: Box
    stamp: Box
    opening: Box
    own: bool


def without_slides(deck: Deck) -> Deck:
    """The same presentation with its master and layouts alone."""
    for slide_id in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide_id.rId)
        deck.slides._sldIdLst.remove(slide_id)
    return deck


def opened(data: bytes, what: str) -> Deck:
    """A presentation from bytes. DataError for another kind of file, one with macros, or one too large."""
    if len(data) > TEMPLATE_BYTES_MAX:
        raise DataError(f"{what}: {len(data) / 1e6:.0f} MB is too large; at most {TEMPLATE_BYTES_MAX // 10**6} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > TEMPLATE_UNPACKED_MAX:
                raise DataError(f"{what}: the file unpacks to over {TEMPLATE_UNPACKED_MAX // 10**6} MB; use a smaller one")
            if any(name.endswith("vbaProject.bin") for name in package.namelist()):
                raise DataError(f"{what}: the file holds macros; save it as a presentation without them (.pptx)")
            if package.testzip() is not None:
                raise zipfile.BadZipFile
        deck = Presentation(io.BytesIO(data))
        _read_through(deck)
        return deck
    # zipfile raises NotImplementedError for a compression that it does not know
    except (zipfile.BadZipFile, zlib.error, etree.LxmlError, LookupError, ValueError, AttributeError, TypeError,
            NotImplementedError, PackageNotFoundError):
        raise DataError(f"{what}: the file is damaged or no PowerPoint presentation; save it again as .pptx") from None


def _read_through(deck: Deck) -> None:
    """Touch whatever is drawn on or refreshed later, so that damage shows here and not half-way."""
    for layout in deck.slide_layouts:
        _targets(layout.part)
        for place in layout.placeholders:
            _ = place.placeholder_format.type, layout.slide_master
    _targets(deck.part)
    for slide in deck.slides:
        _targets(slide.part)
        for shape in slide.shapes:
            if shape.has_chart:
                list(shape.chart.plots)
        if slide.has_notes_slide:
            _ = slide.notes_slide.notes_text_frame


def _targets(part: XmlPart) -> None:
    """Each relationship that the XML of a part names."""
    for rel_id in part._element.xpath("//@r:id | //@r:embed"):
        rel = part.rels[rel_id]
        _ = rel.target_ref if rel.is_external else rel.target_part


def page_of(deck: Deck) -> Page:
    """The page of a presentation: our own where its message layout is ours, else the room under its titles."""
    by_name = {layout.name: layout for layout in deck.slide_layouts}
    if {"Message", "Opening"} <= by_name.keys() and TAKEAWAY in _indices(by_name["Message"]):
        title = next(p for p in by_name["Message"].placeholders if p.placeholder_format.type == PP_PLACEHOLDER.TITLE)
        boxes = (OWN[k] for k in ("takeaway", "content", "source", "stamp"))
        return Page(by_name["Message"], by_name["Opening"], _box(title), *boxes, OPENING["content"], True)
    layout = _layout(deck, "titleOnly", PP_PLACEHOLDER.TITLE)
    opening = _layout(deck, "title", PP_PLACEHOLDER.CENTER_TITLE)
    title = _box(next(p for p in layout.placeholders if p.placeholder_format.idx == 0))
    width, height = deck.slide_width / EMU_A_POINT, deck.slide_height / EMU_A_POINT
    footers = [_box(p) for p in layout.placeholders if p.placeholder_format.type in (
        PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE)]
    bottom = min([box.y for box in footers if box.y > height / 2] + [height * 0.965]) - 4
    left, span = title.x, min(title.w, width - 2 * 24)
    under = title.y + title.h + 4
    words = [_box(p) for p in opening.placeholders if p.placeholder_format.idx in (0, 1)]
    first = min(max(box.y + box.h for box in words) + 12, bottom - 130)
    return Page(layout, opening, title, Box(left, under, span, 36), Box(left, under + 44, span, bottom - under - 80),
                Box(left, bottom - 28, span * 0.72, 26), Box(left + span * 0.73, bottom - 28, span * 0.27, 26),
                Box(left, first, span, min(96.0, bottom - 34 - first)), False)


def _indices(layout: SlideLayout) -> set[int]:
    return {p.placeholder_format.idx for p in layout.placeholders}


def _box(shape) -> Box:
    return Box(*(value / EMU_A_POINT for value in (shape.left, shape.top, shape.width, shape.height)))


def _layout(deck: Deck, kind: str, title: PP_PLACEHOLDER) -> SlideLayout:
    """The layout of a kind; else the one with a title and the fewest other places to fill."""
    titled = [layout for layout in deck.slide_layouts if 0 in _indices(layout)]
    if not titled:
        raise DataError("template: none of its layouts has a title; add one, or use a template that has")
    exact = [layout for layout in titled if layout.element.get("type") == kind]
    kinds = [layout for layout in titled if any(p.placeholder_format.type == title for p in layout.placeholders)]
    return min(exact or kinds or titled, key=lambda layout: len(layout.placeholders))

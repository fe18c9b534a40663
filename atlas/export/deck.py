"""The board deck: records in, a PowerPoint file out. No network, no browser, no clock.

Equal content, brand and template give equal bytes. A slide that fails is reported by name, stands in the deck as a page
that says so, and does not touch the others.
"""

import io
import logging
import zipfile
from dataclasses import dataclass
from datetime import datetime

from pptx.presentation import Presentation as PptxDeck
from pptx.slide import Slide as PptxSlide

from atlas.domain.errors import AtlasError
from atlas.export.bodies import (
    AreaBody,
    BandBody,
    BarBody,
    Body,
    HeatBody,
    LineBody,
    MapBody,
    StatsBody,
    TableBody,
    TextBody,
    WaterfallBody,
)
from atlas.export.content import Brand, Deck, Failure, Panel, Slide
from atlas.export.pptx_bands import band_bars
from atlas.export.pptx_canvas import Canvas, shape_name
from atlas.export.pptx_charts import draw_area, draw_bars, draw_lines
from atlas.export.pptx_frame import draw_words, read_last
from atlas.export.pptx_logo import draw_logo
from atlas.export.pptx_map import draw_map
from atlas.export.pptx_master import LOGO, Box, own_master
from atlas.export.pptx_page import Page, opened, page_of, without_slides
from atlas.export.pptx_prints import write_deck, write_slide
from atlas.export.pptx_table import draw_table, heat_table
from atlas.export.pptx_text import STRONG, clean
from atlas.export.pptx_waterfall import waterfall_bars
from atlas.export.pptx_words import draw_stats, draw_text

log = logging.getLogger(__name__)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Rendered:
    """A deck as a file, and the slides that could not be made."""

    pptx: bytes
    failures: tuple[Failure, ...]


def deck(content: Deck, *, template: bytes | None = None, brand: Brand | None = None) -> bytes:
    """The .pptx of a deck, in our master or in a company's template. DataError for a template that is none."""
    return render(content, template=template, brand=brand).pptx


def render(content: Deck, *, template: bytes | None = None, brand: Brand | None = None) -> Rendered:
    """As `deck`, with the slides that failed."""
    brand = brand or Brand()
    file = without_slides(opened(template, "template")) if template else own_master(brand)
    page = page_of(file)
    failures = list(content.failures)
    for number, slide in enumerate(content.slides, 1):
        try:
            draw_slide(file, page, slide, content, brand, number)
        except Exception as fault:
            log.exception("slide %s", slide.id)
            failures.append(Failure(slide.id, reason(fault)))
            _drop_last(file, number)
            draw_slide(file, page, _notice(slide, reason(fault)), content, brand, number)
    write_deck(file, [slide.id for slide in content.slides], brand.company)
    return Rendered(save(file, content, brand), tuple(failures))


def reason(fault: Exception) -> str:
    """A fault in one line."""
    return str(fault) if isinstance(fault, AtlasError) else f"{type(fault).__name__}: {fault}"


def _notice(slide: Slide, why: str) -> Slide:
    text = TextBody((("This slide could not be made.", why),))
    return Slide(slide.id, slide.title, "", (Panel("notice", text, why),), "", slide.notes)


def _drop_last(file: PptxDeck, number: int) -> None:
    """Take the half-made slide out again."""
    ids = file.slides._sldIdLst
    for slide_id in list(ids)[number - 1:]:
        file.part.drop_rel(slide_id.rId)
        ids.remove(slide_id)


def draw_slide(file: PptxDeck, page: Page, slide: Slide, content: Deck, brand: Brand, number: int) -> PptxSlide:
    """Add one slide at the end."""
    opening = slide.kind == "title"
    drawn = file.slides.add_slide(page.title_layout if opening else page.layout)
    canvas = Canvas(drawn, slide.id)
    draw_words(canvas, page, slide, content, brand, number)
    for panel in slide.panels:
        draw_panel(canvas, panel, (page.opening if opening else page.content).part(*panel.box))
    if brand.logo is not None and page.own:
        draw_logo(canvas, brand, LOGO)
    read_last(drawn, [shape_name(slide.id, part) for part in ("source", "stamp", "page")])
    notes = notes_text(slide)
    drawn.notes_slide.notes_text_frame.text = notes
    write_slide(drawn, slide.id, notes)
    return drawn


def notes_text(slide: Slide) -> str:
    """The notes of a slide, line by line."""
    return "\n".join(clean(line) for line in slide.notes.split("\n"))


def draw_panel(canvas: Canvas, panel: Panel, box: Box) -> None:
    """One figure, under its heading where it has one."""
    if panel.heading:
        canvas.text(f"{panel.part}-heading", Box(box.x, box.y, box.w, 18), panel.heading, 13, face=STRONG, least_pt=11)
        box = Box(box.x, box.y + 20, box.w, box.h - 20)
    draw_body(canvas, panel.part, box, panel.body, panel.alt)


def draw_body(canvas: Canvas, part: str, box: Box, body: Body, alt: str) -> None:
    """Draw a figure by its kind."""
    match drawable(body):
        case BarBody() as bars:
            draw_bars(canvas, part, box, bars, alt)
        case AreaBody() as area:
            draw_area(canvas, part, box, area, alt)
        case LineBody() as lines:
            draw_lines(canvas, part, box, lines, alt)
        case TableBody() as table:
            draw_table(canvas, part, box, table, alt)
        case MapBody() as map_body:
            draw_map(canvas, part, box, map_body, alt)
        case StatsBody() as stats:
            draw_stats(canvas, part, box, stats, alt)
        case TextBody() as text:
            draw_text(canvas, part, box, text, alt)


def drawable(body: Body) -> Body:
    """The body as it is drawn: bands and waterfalls are bars, a heat table is a table."""
    match body:
        case BandBody():
            return band_bars(body)
        case WaterfallBody():
            return waterfall_bars(body)
        case HeatBody():
            return heat_table(body)
    return body


# --- the file -------------------------------------------------------------------------------------------------------


def save(file: PptxDeck, content: Deck, brand: Brand) -> bytes:
    """The bytes of a deck, dated by the content alone."""
    properties = file.core_properties
    moment = datetime(content.date.year, content.date.month, content.date.day)
    properties.created = properties.modified = moment
    properties.title, properties.author = clean(content.name)[:200], clean(brand.company)[:200] or "Talent Atlas"
    properties.last_modified_by, properties.revision = "Talent Atlas", 1
    properties.subject, properties.keywords, properties.comments = "", "", clean(content.stamp)[:200]
    buffer = io.BytesIO()
    file.save(buffer)
    return _undated(buffer.getvalue())


def _undated(package: bytes) -> bytes:
    """The same package with one date on every member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            item = zipfile.ZipInfo(name, ZIP_DATE)
            item.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(item, old.read(name))
    return buffer.getvalue()

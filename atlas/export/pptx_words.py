"""Figures made of words: large numbers, and paragraphs."""

from atlas.export.bodies import StatsBody, TextBody
from atlas.export.pptx_canvas import INK, INK_2, Canvas, paragraph_xml
from atlas.export.pptx_master import Box
from atlas.export.pptx_text import BODY, STRONG, TITLE, clean, cut, wrap

LINE = 1.22
"""Height of a line over its size."""


def draw_stats(canvas: Canvas, part: str, box: Box, body: StatsBody, alt: str) -> None:
    """Large figures side by side, each with the words under it."""
    gap = 24.0
    width = (box.w - gap * (len(body.stats) - 1)) / max(len(body.stats), 1)
    with canvas.group(part, box, alt):
        for index, (figure, words) in enumerate(body.stats):
            x = box.x + index * (width + gap)
            size = min(34.0, 0.5 * box.h)
            words_y = box.y + size * LINE + 2
            canvas.text(f"{part}-figure-{index}", Box(x, box.y, width, size * LINE), figure, size, face=TITLE,
                        colour="tx2", least_pt=16)
            canvas.text(f"{part}-words-{index}", Box(x, words_y, width, box.y + box.h - words_y), words, 13, lines=2,
                        colour=INK_2, least_pt=11)


def draw_text(canvas: Canvas, part: str, box: Box, body: TextBody, alt: str) -> None:
    """Paragraphs from the top; they shrink together until all fit, and are cut where even that is not enough."""
    size, least = body.size_pt, 10.0
    while size > least and _height(body, box, size) > box.h:
        size -= 0.5
    paragraphs, room = [], box.h
    for lead, rest in body.paragraphs:
        space = 0.55 * size if paragraphs else 0
        lines = int((room - space) / (LINE * size))
        if lines < 1:
            break
        lead = clean(lead)
        whole = cut(f"{lead} {rest}".strip(), box.w, size, lines, STRONG if lead else BODY)
        pieces = [(whole[:len(lead)], STRONG), (whole[len(lead):], BODY)] if lead else [(whole, BODY)]
        paragraphs.append(paragraph_xml(pieces, size, INK, space_pt=space))
        room -= space + LINE * size * len(wrap(whole, box.w, size, STRONG if lead else BODY))
    canvas.paragraphs(part, box, paragraphs)


def _height(body: TextBody, box: Box, size: float) -> float:
    lines = sum(len(wrap(clean(f"{lead} {rest}".strip()), box.w, size, STRONG if lead else BODY))
                for lead, rest in body.paragraphs)
    return LINE * size * lines + 0.55 * size * (len(body.paragraphs) - 1)

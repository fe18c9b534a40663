"""The unit and the legend of a chart, as shapes in a row above it."""

from atlas.export.bodies import Series
from atlas.export.pptx_canvas import INK_2, INK_3, Canvas
from atlas.export.pptx_master import Box
from atlas.export.pptx_text import cut, width_pt

LEGEND_PT, SIZE_PT = 24.0, 12.0
WIDER = 1.15
"""By how much a word may be wider than reckoned, where another face stands in for ours."""


def draw_legend(canvas: Canvas, part: str, box: Box, unit: str, series: tuple[Series, ...]) -> Box:
    """Unit and legend in a row above the plot, as shapes of their own; the room that is left under them.

    Not the chart's own legend: in that one, PowerPoint and LibreOffice disagree which entry of a horizontal bar chart a
    deleted entry is, and the invisible bases would show in one of them.
    """
    x, y = box.x, box.y
    named = [item for item in series if item.in_legend and item.colour]
    named = named if len(named) > 1 else []
    with canvas.group(f"{part}-legend", Box(box.x, y, box.w, LEGEND_PT - 6), "Unit and legend of the chart"):
        words = [(unit, None)] if unit else []
        words += [(item.name, item) for item in named]
        hatched = next((item for item in series if item.hatched), None)
        words += [("modelled", hatched)] if hatched else []
        for index, (word, item) in enumerate(words):
            if item is not None:
                swatch = Box(x, y + 4, 12, 8)
                style = "hatched" if word == "modelled" and item is hatched else "edge" if item.outlined else "solid"
                canvas.swatch(f"{part}-legend-mark-{index}", swatch, item.colour, style)
                x += 16
            text = cut(word, max(box.x + box.w - x, 20), SIZE_PT)
            width = width_pt(text, SIZE_PT) + 3
            canvas.text(f"{part}-legend-text-{index}", Box(x, y, width, 16), text, SIZE_PT,
                        colour=INK_3 if item is None else INK_2)
            x += width * WIDER + (20 if item is None else 14)
    return Box(box.x, box.y + LEGEND_PT, box.w, box.h - LEGEND_PT)

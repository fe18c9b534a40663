"""Native tables: quiet rules, a header row that screen readers know, text that fits its cell."""

from pptx.oxml import parse_xml

from atlas.domain import formats
from atlas.export.bodies import Cell, Column, HeatBody, Row, TableBody
from atlas.export.pptx_canvas import INK, INK_2, INK_3, Canvas, colour_xml, line_xml, paragraph_xml
from atlas.export.pptx_master import EMU_A_POINT, NS, Box
from atlas.export.pptx_prints import row_ext
from atlas.export.pptx_text import BODY, STRONG, clean, cut, fit, wrap
from atlas.views.theme import LIGHT

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": ours is in the cells, so that a template cannot break it."""

SIDE_PT = 5.0
LINE = 1.2
"""Height of a line of text over its size."""

SHRINK = 0.85
"""A table whose text does not fit is set smaller as a whole, down to this; what still does not fit is cut."""

HEAD_PT, UNIT_PT, HEAD_SIZE_PT, UNIT_SIZE_PT = 22.0, 12.0, 12.0, 10.0


def draw_table(canvas: Canvas, part: str, box: Box, body: TableBody, alt: str) -> None:
    """A table across the box; its rows share the height but are never higher than `row_pt`."""
    widths = _widths(body, box)
    head_pt = HEAD_PT + UNIT_PT * any(column.unit for column in body.columns)
    row_pt = min(body.row_pt, (box.h - head_pt) / max(len(body.rows), 1))
    size = _size(body, widths, min(body.size_pt, (row_pt - 2) / LINE / body.lines))
    grid = "".join(f'<a:gridCol w="{round(width * EMU_A_POINT)}"/>' for width in widths)
    head = "".join(_head(column, width) for column, width in zip(body.columns, widths, strict=True))
    rows = "".join(_row(canvas, row, body, widths, size, row_pt) for row in body.rows)
    xml = (f'<a:tbl {NS}><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}'
           f'</a:tblGrid><a:tr h="{round(head_pt * EMU_A_POINT)}">{head}{row_ext("head")}</a:tr>{rows}</a:tbl>')
    frame = canvas.slide.shapes.add_table(1, 1, *Box(box.x, box.y, box.w, head_pt + row_pt * len(body.rows)).emu)
    old = frame._element.graphic.graphicData.tbl
    old.getparent().replace(old, parse_xml(xml))
    canvas.name(part, frame, alt)


def as_cell(cell: Cell | str) -> Cell:
    """A cell from what a row holds."""
    return cell if isinstance(cell, Cell) else Cell(cell)


def _widths(body: TableBody, box: Box) -> list[float]:
    total = sum(column.share for column in body.columns)
    return [box.w * column.share / total for column in body.columns]


def _size(body: TableBody, widths: list[float], largest: float) -> float:
    """The one size of the whole table: the largest at which every cell but a link fits, or the smallest allowed."""
    size = largest
    while size > SHRINK * largest:
        if all(len(wrap(clean(cell.text), width - 2 * SIDE_PT, size, _face(cell, row.strong))) <= body.lines
               for row in body.rows for cell, width in zip(map(as_cell, row.cells), widths, strict=True) if not cell.link):
            return size
        size -= 0.5
    return SHRINK * largest


def _face(cell: Cell, strong: bool) -> str:
    return STRONG if cell.bold or strong else BODY


def _lines(cell: Cell, body: TableBody) -> int:
    return 1 if cell.link else body.lines


def _head(column: Column, width: float) -> str:
    room = width - 2 * SIDE_PT
    label = fit(column.label, room, 1, HEAD_SIZE_PT, UNIT_SIZE_PT)
    text = paragraph_xml([(label.text, BODY)], label.size_pt, INK_2, column.align)
    if column.unit:
        text += paragraph_xml([(cut(column.unit, room, UNIT_SIZE_PT), BODY)], UNIT_SIZE_PT, INK_3, column.align)
    return _cell(text, line_xml(LIGHT.ink_3, 1), "", "b")


def _row(canvas: Canvas, row: Row, body: TableBody, widths: list[float], size: float, height: float) -> str:
    cells = ""
    for cell, column, width in zip(map(as_cell, row.cells), body.columns, widths, strict=True):
        face = _face(cell, row.strong)
        text = cut(cell.text, width - 2 * SIDE_PT, size, _lines(cell, body), face)
        link = canvas.link_id(cell.link) if cell.link else ""
        cells += _cell(paragraph_xml([(text, face)], size, cell.colour or INK, column.align, link),
                       line_xml(LIGHT.border, 0.5), cell.fill, "ctr")
    return f'<a:tr h="{round(height * EMU_A_POINT)}">{cells}{row_ext(row.key)}</a:tr>'


def _cell(text: str, bottom: str, fill: str, anchor: str) -> str:
    none = "".join(line_xml().replace("a:ln>", f"a:{side}>") for side in ("lnL", "lnR", "lnT"))
    side = round(SIDE_PT * EMU_A_POINT)
    return (f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody><a:tcPr marL="{side}" marR="{side}" marT="0" '
            f'marB="0" anchor="{anchor}">{none}{bottom.replace("a:ln", "a:lnB")}'
            f'{colour_xml(fill) if fill else "<a:noFill/>"}</a:tcPr></a:tc>')


# --- a heat table ---------------------------------------------------------------------------------------------------


def heat_table(body: HeatBody) -> TableBody:
    """Shares as cells of the sequential scale, each with its number; a share of none has no fill and no number."""
    columns = (Column(body.row_label, 2.3), *(Column(label, 0.72, "ctr") for label in body.columns),
               *(Column(label, 1.0, "r") for label, _ in body.after))
    rows = []
    for index, ((key, label), shares) in enumerate(zip(body.rows, body.shares, strict=True)):
        after = tuple(texts[index] for _, texts in body.after)
        rows.append(Row(key, (Cell(label, bold=index == 0), *(heat_cell(share) for share in shares), *after)))
    return TableBody(columns, tuple(rows), size_pt=13, row_pt=27)


def heat_cell(share: float) -> Cell:
    """One share of 1 as a filled cell; text turns white where the fill is dark."""
    if share <= 0:
        return Cell("")
    step = min(len(LIGHT.sequential) - 1, int(share * len(LIGHT.sequential)))
    text = formats.share(share).removesuffix(f"{formats.NBSP}%")
    return Cell(text, LIGHT.sequential[step], LIGHT.paper if step >= 5 else LIGHT.ink)


"""Native tables: quiet rules, a header row that screen readers know, text that fits its cell."""

from pptx.oxml import parse_xml

from atlas.domain import formats
from atlas.export.content import Cell, Column, HeatBody, Row, TableBody
from atlas.export.pptx_canvas import INK, INK_3, Canvas, colour_xml, line_xml, paragraph_xml
from atlas.export.pptx_master import EMU_A_POINT, NS, Box
from atlas.export.pptx_text import BODY, STRONG, fit
from atlas.views.theme import LIGHT

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": ours is in the cells, so that a template cannot break it."""

SIDE_PT, LEAST_PT = 5.0, 9.0
LINE = 1.2
"""Height of a line of text over its size."""


def draw_table(canvas: Canvas, part: str, box: Box, body: TableBody, alt: str) -> None:
    """A table across the box; its rows share the height but are never higher than `row_pt`."""
    columns = _widths(body, box)
    header_pt = 24.0
    row_pt = min(body.row_pt, (box.h - header_pt) / max(len(body.rows), 1))
    size = min(body.size_pt, (row_pt - 3) / LINE / body.lines)
    grid = "".join(f'<a:gridCol w="{round(width * EMU_A_POINT)}"/>' for width in columns)
    header = "".join(_cell(canvas, Cell(column.label, colour=INK_3), column, width, min(size, 12), 1, header=True)
                     for column, width in zip(body.columns, columns, strict=True))
    rows = "".join(_row(canvas, row, body, columns, size, row_pt) for row in body.rows)
    xml = (f'<a:tbl {NS}><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}'
           f'</a:tblGrid><a:tr h="{round(header_pt * EMU_A_POINT)}">{header}</a:tr>{rows}</a:tbl>')
    frame = canvas.slide.shapes.add_table(1, 1, *Box(box.x, box.y, box.w, header_pt + row_pt * len(body.rows)).emu)
    old = frame._element.graphic.graphicData.tbl
    old.getparent().replace(old, parse_xml(xml))
    canvas.name(part, frame, alt)


def _widths(body: TableBody, box: Box) -> list[float]:
    total = sum(column.share for column in body.columns)
    return [box.w * column.share / total for column in body.columns]


def as_cell(cell: Cell | str) -> Cell:
    """A cell from what a row holds."""
    return cell if isinstance(cell, Cell) else Cell(cell)


def _row(canvas: Canvas, row: Row, body: TableBody, widths: list[float], size: float, height: float) -> str:
    cells = "".join(_cell(canvas, as_cell(cell), column, width, size, body.lines, row.strong)
                    for cell, column, width in zip(row.cells, body.columns, widths, strict=True))
    return f'<a:tr h="{round(height * EMU_A_POINT)}">{cells}</a:tr>'


def _cell(canvas: Canvas, cell: Cell, column: Column, width: float, size: float, lines: int, strong: bool = False,
          header: bool = False) -> str:
    face = STRONG if (cell.bold or strong) and not header else BODY
    fitted = fit(cell.text, width - 2 * SIDE_PT, lines, size, min(LEAST_PT, size), face)
    text = paragraph_xml([(fitted.text, face)], fitted.size_pt, cell.colour or INK, column.align,
                         canvas.link_id(cell.link) if cell.link else "")
    bottom = line_xml(LIGHT.ink_3 if header else LIGHT.border, 1 if header else 0.5).replace("a:ln", "a:lnB")
    none = "".join(line_xml().replace("a:ln>", f"a:{side}>") for side in ("lnL", "lnR", "lnT"))
    fill = colour_xml(cell.fill) if cell.fill else "<a:noFill/>"
    side = round(SIDE_PT * EMU_A_POINT)
    return (f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody><a:tcPr marL="{side}" marR="{side}" marT="0" '
            f'marB="0" anchor="{"b" if header else "ctr"}">{none}{bottom}{fill}</a:tcPr></a:tc>')


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


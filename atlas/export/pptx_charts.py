"""Native charts with their data sheet inside: PowerPoint edits them as its own, and nothing in the sheet runs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from atlas.export.bodies import AreaBody, BarBody, LineBody, Series
from atlas.export.plain import spreadsheet_safe
from atlas.export.pptx_canvas import Canvas
from atlas.export.pptx_legend import draw_legend
from atlas.export.pptx_master import Box
from atlas.export.pptx_text import clean, cut
from atlas.views.theme import LIGHT

Chartable = BarBody | LineBody | AreaBody
Beside = Sequence[tuple[str, Sequence[Any]]]

NAME_MAX = 80
"""Characters of a series' name."""

AXIS_PT, CATEGORY_LINES = 58.0, 3
SHEET_DATE = datetime(2020, 1, 1)
"""Written into every data sheet, so that equal inputs give equal bytes."""


class _Sheet(CategoryWorkbookWriter):
    """The data sheet: as python-pptx lays it out, but text is text (python-pptx would let '=…' run)."""

    def _populate_worksheet(self, workbook: Workbook, worksheet: Any) -> None:
        workbook.set_properties({"created": SHEET_DATE})
        bold = workbook.add_format({"bold": True})
        data = self._chart_data
        quoted = workbook.add_format({"quote_prefix": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        columns = [("", [category.label for category in data.categories]), *((s.name, list(s.values)) for s in data),
                   *data.beside]
        for column, (heading, values) in enumerate(columns):
            worksheet.write_string(0, column, heading, bold)
            for row, value in enumerate(values, 1):
                if isinstance(value, str):
                    worksheet.write_string(row, column, value, quoted if spreadsheet_safe(value) != value else None)
                elif isinstance(value, date):
                    worksheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    worksheet.write_number(row, column, value)
        worksheet.set_column(0, 0, 24)
        worksheet.set_column(1, len(columns), 14)
        worksheet.freeze_panes(1, 1)


class ChartData(CategoryChartData):
    """Chart data whose workbook cannot run anything and may hold columns `beside` those that are drawn."""

    def __init__(self, categories: Sequence[str | date], series: Sequence[Series], beside: Beside = ()) -> None:
        super().__init__()
        self.beside = beside
        self.categories = categories
        for item in series:
            self.add_series(clean(item.name)[:NAME_MAX], item.values)

    @property
    def _workbook_writer(self) -> _Sheet:
        return _Sheet(self)


def chart_data(body: Chartable, box: Box) -> ChartData:
    """The data of a chart drawn in a box, with category labels that fit."""
    if isinstance(body, AreaBody):
        return ChartData(body.days, (body.series,))
    if isinstance(body, LineBody):
        return ChartData([cut(label, box.w, body.size_pt) for label in body.categories], body.series)
    lines, room = 1, body.label_pt
    if body.upright:
        lines, room = CATEGORY_LINES, (box.w - AXIS_PT) / max(len(body.categories), 1)
    return ChartData([cut(label, room, body.size_pt, lines) for label in body.categories], body.series, body.beside)


def draw_bars(canvas: Canvas, part: str, box: Box, body: BarBody, alt: str) -> None:
    """Stacked bars; the first category stands at the top, or at the left where they are upright."""
    box = draw_legend(canvas, part, box, body.unit, body.series)
    kind = XL_CHART_TYPE.COLUMN_STACKED if body.upright else XL_CHART_TYPE.BAR_STACKED
    chart = _chart(canvas, part, box, kind, body, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = body.gap_pct, 100
    if not body.upright:
        chart.category_axis.reverse_order = True
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = body.least, body.most, body.step
    below = CATEGORY_LINES * body.size_pt * 1.2 if body.upright else 4
    above = 22 if body.show_axis and not body.upright else 6
    left = (AXIS_PT if body.show_axis else 4) if body.upright else body.label_pt + 12
    _inner(chart, box, left, above, 14, below)
    for series, drawn in zip(body.series, plot.series, strict=True):
        _bar_style(series, drawn, body.size_pt)


def draw_lines(canvas: Canvas, part: str, box: Box, body: LineBody, alt: str) -> None:
    """Lines over ordered categories."""
    box = draw_legend(canvas, part, box, body.unit, body.series)
    chart = _chart(canvas, part, box, XL_CHART_TYPE.LINE, body, alt)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    crosses = chart.value_axis._element.find(qn("c:crosses"))
    crosses.addnext(etree.Element(qn("c:crossBetween"), val="midCat"))
    _inner(chart, box, AXIS_PT, 6, 24, 24)
    for series, drawn in zip(body.series, chart.plots[0].series, strict=True):
        drawn.smooth = False
        drawn.format.line.width = Pt(series.width_pt)
        drawn.format.line.color.rgb = rgb(series.colour or LIGHT.ink_3)
        if series.outlined:
            drawn.format.line.dash_style = MSO_LINE.DASH


def draw_area(canvas: Canvas, part: str, box: Box, body: AreaBody, alt: str) -> None:
    """A filled line over the days of a year."""
    box = draw_legend(canvas, part, box, body.unit, ())
    chart = _chart(canvas, part, box, XL_CHART_TYPE.AREA, body, alt)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit = 0, body.most, 1
    axis = chart.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "mmm", False
    for tag, value in (("c:baseTimeUnit", "days"), ("c:majorUnit", "2"), ("c:majorTimeUnit", "months")):
        for old in axis._element.findall(qn(tag)):
            axis._element.remove(old)
        axis._element.append(etree.Element(qn(tag), val=value))
    _inner(chart, box, 40, 6, 14, 24)
    _bar_style(body.series, chart.plots[0].series[0], body.size_pt)


def _chart(canvas: Canvas, part: str, box: Box, kind: XL_CHART_TYPE, body: Chartable, alt: str) -> Chart:
    """A chart without title, legend and rounded corners, in our type."""
    frame = canvas.slide.shapes.add_chart(kind, *box.emu, chart_data(body, box))
    canvas.name(part, frame, alt)
    chart = frame.chart
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(body.size_pt)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _show_all_labels(chart)
    space = chart._chartSpace
    if space.find(qn("c:roundedCorners")) is None:
        space.find(qn("c:chart")).addprevious(etree.Element(qn("c:roundedCorners"), val="0"))
    _axes(chart, body, getattr(body, "show_axis", True))
    return chart


def _show_all_labels(chart: Chart) -> None:
    """Also those of a series that reaches past the axis, such as the invisible one that carries the totals."""
    inner = chart._chartSpace.find(qn("c:chart"))
    for old in inner.findall(qn("c:showDLblsOverMax")):
        inner.remove(old)
    inner.find(qn("c:dispBlanksAs")).addnext(etree.Element(qn("c:showDLblsOverMax"), val="1"))


def _inner(chart: Chart, box: Box, left: float, top: float, right: float, bottom: float) -> None:
    """Fix the plot inside its frame by margins in points, so that every program gives labels the same room."""
    place = {"x": left / box.w, "y": top / box.h, "w": 1 - (left + right) / box.w, "h": 1 - (top + bottom) / box.h}
    area = chart._chartSpace.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sides = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in place.items())
    area.insert(0, parse_xml(
        '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
        f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{sides}</c:manualLayout></c:layout>'))


def rgb(colour: str) -> RGBColor:
    """A hex colour as python-pptx takes it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def hatch(format_: Any, colour: str) -> None:
    """The fill of a modelled figure: hatched in its colour."""
    format_.fill.patterned()
    format_.fill.pattern = MSO_PATTERN.DARK_UPWARD_DIAGONAL
    format_.fill.fore_color.rgb = rgb(colour)
    format_.fill.back_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _bar_style(series: Series, drawn: Any, size_pt: float) -> None:
    if hasattr(drawn, "invert_if_negative"):
        drawn.invert_if_negative = False
    if series.colour is None or series.outlined:
        drawn.format.fill.background()
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(series.colour)
    if series.outlined:
        drawn.format.line.color.rgb = rgb(series.colour)
        drawn.format.line.width = Pt(1.25)
        drawn.format.line.dash_style = MSO_LINE.DASH
    elif series.colour is None:
        drawn.format.line.fill.background()
    else:
        drawn.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        drawn.format.line.width = Pt(0.75)
    for index in series.hatched:
        hatch(drawn.points[index].format, series.colour)
    if series.label:
        _labels(series, drawn, size_pt)


def _labels(series: Series, drawn: Any, size_pt: float) -> None:
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = series.label, False
    labels.font.size, labels.font.bold = Pt(size_pt), True
    labels.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    if series.colour is None:
        labels.position = XL_LABEL_POSITION.INSIDE_BASE


def _axes(chart: Chart, body: Chartable, show_values: bool) -> None:
    categories, values = chart.category_axis, chart.value_axis
    categories.format.line.color.rgb = rgb(LIGHT.border)
    categories.major_tick_mark = categories.minor_tick_mark = XL_TICK_MARK.NONE
    categories.tick_labels.font.size = Pt(body.size_pt)
    categories._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").attrib.update({"rot": "0", "vert": "horz"})
    if not isinstance(body, AreaBody):
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            skip = etree.Element(qn(tag), val=str(getattr(body, "tick", 1)))
            categories._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    values.has_major_gridlines = show_values
    if not show_values:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        return
    values.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = body.number_format, False
    values.tick_labels.font.size = Pt(body.size_pt - 1)

"""Findings and decks that the export tests share, and ways to look into a file."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
from pptx import Presentation

from atlas import answers
from atlas.domain import cells, firmness, overlap_answer, ranking
from atlas.domain.scenario import Scenario
from atlas.export.bodies import (
    AreaBody,
    Band,
    BandBody,
    BarBody,
    Cell,
    Column,
    HeatBody,
    LineBody,
    MapBody,
    Place,
    Row,
    Series,
    StatsBody,
    Step,
    TableBody,
    TextBody,
    WaterfallBody,
)
from atlas.export.content import Deck, Panel, Slide
from atlas.export.findings import Findings, gather
from atlas.export.pptx_text import BODY, STRONG, TITLE, wrap

DAY = date(2026, 11, 30)

HOSTILE = (
    "=HYPERLINK(\"https://evil.example\",\"x\")", "<script>alert(1)</script> & <b>bold</b>", "שלום עולם, ירושלים",
    "👩‍💻🏳️‍🌈 Emoji 🇷🇴 city", "x" * 300, "Long " * 60, "Bad\x00\x07\x1b control\ud800 \udfff end\ufffe", "-2+3", "\u202eevil\u202d",
)
"""Names that have broken exports: a formula, markup, right to left, joined emoji, 300 characters with and without
spaces, control characters with lone surrogates and a non-character, a sum, turned text."""


def findings(scenario: Scenario | None = None) -> Findings:
    """The findings of a scenario on the shipped data."""
    return gather(scenario or Scenario(), "https://atlas.example/")


def renamed(found: Findings, names: tuple[str, ...]) -> Findings:
    """The same findings with hostile names for the cities of the first hubs, ranked again from the same figures."""
    names = tuple(name.encode("utf-8", "ignore").decode() for name in names)  # a frame cannot hold a lone surrogate
    first = found.answer.hubs["hub_id"].tolist()[:len(names)]
    hubs = answers.hubs()
    new = dict(zip(first, names, strict=False))
    hubs = hubs.assign(city=[new.get(h, c) for h, c in zip(hubs["hub_id"], hubs["city"], strict=True)])
    scenario = found.scenario
    grid = cells.assemble(hubs, answers.hub_facts(), found.pay, cells.work_out(hubs, scenario), scenario)
    answer = ranking.rank(grid, scenario, found.answer.data_version)
    sources = found.sources.assign(publisher=[names[n % len(names)] for n in range(len(found.sources))], title=names[0])
    return replace(found, answer=answer, firm=firmness.firmness(answer, draws=200), sources=sources,
                   overlap=overlap_answer.compare(hubs, scenario))


LAND = {"features": [{"properties": {"name": "Square"}, "geometry": {
    "type": "Polygon", "coordinates": [[[10, 42], [30, 42], [30, 58], [10, 58], [10, 42]]]}}]}


def bodies() -> dict[str, object]:
    """One figure of each kind, small enough to check by hand."""
    place = Place("krakow", "Kraków", 50.06, 19.94, "right", "ranked", 62_000, 0.5, False, "Kraków; rank 1")
    return {
        "bars": BarBody(("1   Prague", "2   Brno"), (
            Series("Cost", (10.25, 7.5), "#A65A00", hatched=(1,)), Series("Risk", (20.0, 30.0), "#A2538F"),
            Series("Score", (30.25, 37.5), label="0.0")), "Points", "0", least=0, most=45, show_axis=False,
            beside=(("hub_id", ("prague", "=1+1")),)),
        "lines": LineBody(("0", "1", "2"), (Series("p50", (-5.0, 0.5, 9.75), "#123150"), Series("p10", (-9.0, -4.0, 1.0),
                          "#5F92AE", outlined=True)), "USD", '"$"0'),
        "area": AreaBody((date(2026, 1, 1), date(2026, 1, 2)), Series("hours", (2.0, 3.0), "#37A08E"), "Hours", "0", 5),
        "bands": BandBody((Band("Poland · n 734", 40, 60, 71, 85, 120, 64, 79), Band("Kosovo · n 6", 20, 30, 40, 50, 70, 25, 60, True)),
                          "USD a year", '"$"0'),
        "fall": WaterfallBody((Step("Home", "home", 100.0), Step("Pay", "headline", 40.0), Step("On-costs", "effective", 12.5),
                               Step("Management", "net", 7.5), Step("Hub", "total", 60.0), Step("Saved", "saved", 40.0)), "USD", '"$"0'),
        "table": TableBody((Column("Hub", 2), Column("Score", 1, "r", "of 100")), (
            Row("prague", (Cell("Prague", bold=True, link="https://example.org"), "68.4")),
            Row("brno", (Cell("Brno", link="javascript:alert(1)"), "66.0")))),
        "heat": HeatBody("Hub", (("prague", "Prague"), ("brno", "Brno")), ("1", "2"), ((0.996, 0.004), (0.0, 1.0)),
                         (("Top", ("100 %", "0 %")),)),
        "map": MapBody("europe", (place,), LAND),
        "stats": StatsBody((("72 %", "of weightings"), ("36", "hubs"))),
        "text": TextBody((("Score.", "100 times the weighted average."), ("", "Plain."))),
    }


def sample(**changes: object) -> Deck:
    """A deck with one slide a kind of figure; `changes` replaces figures by their key."""
    slides = [Slide("opening", "Where to hire", "In one sentence", (), "Data 1", "notes", kind="title")]
    for key, body in (bodies() | changes).items():
        slides.append(Slide(key, f"Message of {key}", f"Takeaway of {key}", (Panel("figure", body, f"Picture of {key}"),),
                            "Source: a survey", f"Notes of {key}"))
    return Deck(tuple(slides), DAY, "Data 1 of 2026-11-01")


def presentation(data: bytes) -> Presentation:
    return Presentation(io.BytesIO(data))


def slide_xml(data: bytes) -> dict[str, bytes]:
    """Slide parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("ppt/slides/slide")}


def shape(slide: object, part: str) -> object:
    """One of our shapes on a slide, by its part."""
    return next(s for s in slide.shapes if s.name.split(":", 2)[-1] == part)


def sheet(chart: object) -> dict[str, list]:
    """The embedded workbook of a chart: heading -> values below it, after the column of categories (heading '')."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.active.iter_rows())
    return {(cell.value or ""): [row[n].value for row in rows[1:]] for n, cell in enumerate(rows[0])}


def formula_cells(data: bytes) -> list[str]:
    """Cells of a workbook that hold a formula."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [f"{ws.title}!{cell.coordinate}" for ws in book for row in ws.iter_rows() for cell in row if cell.data_type == "f"]


def link_targets(data: bytes) -> list[str]:
    """Every external target in a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        rels = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
    return [target.decode() for target in re.findall(rb'Target="([^"]*)" TargetMode="External"', rels)]


SIZES = {"title": 26, "takeaway": 16, "source": 10, "stamp": 10}
"""Points of the placeholders of the message layout, where a run does not say."""

LINE = 1.2


def overflowing(slide: object) -> list[str]:
    """Text boxes whose lines, and cells whose text, need more room than they have; and shapes off the page."""
    found = []
    for item in slide.shapes:
        for child in item.shapes if item.shape_type == 6 else [item]:
            if child.has_text_frame and child.text_frame.text and _height_pt(child) > child.height / 12_700 + 3:
                found.append(f"{child.name}: {child.text_frame.text[:40]}")
            if min(child.left, child.top) < 0 or child.left + child.width > PAGE[0] or child.top + child.height > PAGE[1]:
                found.append(f"{child.name} is off the page")
        if getattr(item, "has_table", False) and item.has_table:
            found += _overflowing_cells(item)
    return found


PAGE = (960 * 12_700, 540 * 12_700)


def _height_pt(shape_: object) -> float:
    part = shape_.name.split(":", 2)[-1]
    face = TITLE if part == "title" else BODY
    height = 0.0
    for paragraph in shape_.text_frame.paragraphs:
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
        size = max(sizes, default=SIZES.get(part, 12))
        face = STRONG if face == BODY and any(run.font.bold for run in paragraph.runs) else face
        height += size * LINE * max(1, len(wrap(paragraph.text, shape_.width / 12_700 + 1, size, face)))
    return height


def _overflowing_cells(item: object) -> list[str]:
    found = []
    for row in item.table.rows:
        for cell, column in zip(row.cells, item.table.columns, strict=True):
            height = 0.0
            for paragraph in cell.text_frame.paragraphs:
                size = max([run.font.size.pt for run in paragraph.runs], default=10)
                face = STRONG if any(run.font.bold for run in paragraph.runs) else BODY
                height += size * LINE * max(1, len(wrap(paragraph.text, column.width / 12_700 - 9.9, size, face)))
            if height > row.height / 12_700 + 1:
                found.append(f"{item.name}: {cell.text[:40]}")
    return found

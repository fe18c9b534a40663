"""The file that a deck becomes: structure, numbers, safety, determinism."""

import io
import re
import zipfile

import pytest
from pptx.util import Pt

from atlas.export import deck as deck_module
from atlas.export.bodies import StatsBody
from atlas.export.content import Brand, Deck, Panel, Slide
from atlas.export.deck import deck, render
from atlas.export.pptx_text import clean
from tests.export import cases

CHARTS = ("bars", "lines", "area", "bands", "fall")


@pytest.fixture(scope="module")
def data():
    return deck(cases.sample())


@pytest.fixture(scope="module")
def slides(data):
    return dict(zip(("opening", *cases.bodies()), cases.presentation(data).slides, strict=True))


def chart(slides, key):
    return cases.shape(slides[key], "figure").chart


def test_page_is_sixteen_by_nine(data):
    file = cases.presentation(data)
    assert file.slide_width * 9 == file.slide_height * 16


def test_each_slide_has_message_takeaway_source_number_and_notes(slides):
    for key, slide in slides.items():
        if key == "opening":
            continue
        assert slide.shapes.title.text == f"Message of {key}"
        assert cases.shape(slide, "takeaway").text_frame.text == f"Takeaway of {key}"
        assert cases.shape(slide, "source").text_frame.text == "Source: a survey"
        assert cases.shape(slide, "stamp").text_frame.text == "Data 1 of 2026-11-01"
        assert "slidenum" in cases.shape(slide, "page")._element.xml
        assert slide.notes_slide.notes_text_frame.text == f"Notes of {key}"


def test_figures_have_alternative_text(slides):
    for key, slide in slides.items():
        for item in slide.shapes:
            if item.has_chart or item.has_table or item.shape_type == 6:
                assert item._element.xpath(".//p:cNvPr/@descr"), (key, item.name)


@pytest.mark.parametrize("key", CHARTS)
def test_chart_is_native_with_a_data_sheet(slides, key):
    native = chart(slides, key)
    drawn = {s.name: [None if v is None else float(v) for v in s.values] for s in native.plots[0].series}
    inside = cases.sheet(native)
    for name, values in drawn.items():
        assert inside[name] == pytest.approx(values)


def test_data_sheet_holds_the_inputs(slides):
    inside = cases.sheet(chart(slides, "bars"))
    assert inside[""] == ["1   Prague", "2   Brno"]
    assert inside["Cost"] == [10.25, 7.5]
    assert inside["Score"] == [30.25, 37.5]
    assert inside["hub_id"] == ["prague", "=1+1"]


def test_no_data_sheet_has_a_formula(slides):
    for key in CHARTS:
        assert cases.formula_cells(chart(slides, key).part.chart_workbook.xlsx_part.blob) == []


def test_bands_add_up_to_their_percentiles(slides):
    """Poland 40, 60, 64–79, 85, 120: widths 40 | 20 | 4 | 15 | 6 | 35; Kosovo is one outline of 50 from 20."""
    series = {s.name: list(s.values) for s in chart(slides, "bands").plots[0].series}
    assert [values[0] for values in series.values()][:6] == [40, 20, 4, 15, 6, 35]
    assert series["modelled, p10 to p90"] == [None, 50]
    assert cases.sheet(chart(slides, "bands"))["median_low"] == [64, 25]


def test_waterfall_stands_on_running_sums(slides):
    """Pay stands on 0, on-costs on 40, management on 52.5, the saving on the hub's 60."""
    series = {s.name: list(s.values) for s in chart(slides, "fall").plots[0].series}
    assert series["base"] == [0, 0, 40, 52.5, 0, 60]
    assert series["amount"] == [100, 40, 12.5, 7.5, 60, 40]


def test_heat_table_shades_and_never_rounds_to_certainty(slides):
    table = cases.shape(slides["heat"], "figure").table
    assert [cell.text for cell in table.rows[1].cells] == ["Prague", ">99", "<1", "100 %"]
    assert [cell.text for cell in table.rows[2].cells] == ["Brno", "", "100", "0 %"]


def test_map_is_made_of_native_shapes(slides):
    names = [s.name for s in cases.shape(slides["map"], "figure").shapes]
    assert "atlas:map:figure-land-0-Square" in names
    assert "atlas:map:figure-mark-krakow" in names
    assert "atlas:map:figure-label-krakow" in names


def test_links_are_https_only(data, slides):
    assert cases.link_targets(data) == ["https://example.org"]
    table = cases.shape(slides["table"], "figure").table
    assert table.cell(2, 0).text == "Brno"


def test_shape_ids_are_unique(data):
    for name, xml in cases.slide_xml(data).items():
        if name.endswith(".xml"):
            ids = re.findall(rb'<p:cNvPr id="(\d+)"', xml)
            assert len(ids) == len(set(ids)), name


def test_every_part_is_named_once_and_reached(data):
    """No orphan: each part but the content types is the target of a relationship."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        targets = set()
        for name in (n for n in names if n.endswith(".rels")):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for target, mode in re.findall(r'Target="([^"]*)"( TargetMode="External")?', package.read(name).decode()):
                if not mode:
                    parts = (target.lstrip("/") if target.startswith("/") else f"{folder}/{target}").split("/")
                    path = []
                    for piece in parts:
                        path = path[:-1] if piece == ".." else [*path, piece] if piece else path
                    targets.add("/".join(path))
        parts = {n for n in names if not n.endswith(".rels") and n != "[Content_Types].xml"}
        assert parts == targets & parts
        assert targets <= parts


def test_survives_being_opened_and_saved_again(data):
    file = cases.presentation(data)
    buffer = io.BytesIO()
    file.save(buffer)
    again = cases.presentation(buffer.getvalue())
    assert [s.shapes.title.text for s in again.slides] == [s.shapes.title.text for s in file.slides]


def test_equal_content_gives_equal_bytes(data):
    assert deck(cases.sample()) == data


def test_another_date_changes_no_slide():
    first = cases.sample()
    other = Deck(first.slides, first.date.replace(year=2027), first.stamp)
    assert cases.slide_xml(deck(first)) == cases.slide_xml(deck(other))


def test_slides_can_be_reordered():
    content = cases.sample()
    turned = Deck(tuple(reversed(content.slides)), content.date, content.stamp)
    titles = [slide.shapes.title.text for slide in cases.presentation(deck(turned)).slides]
    assert titles == [slide.title for slide in turned.slides]


def test_failed_slide_is_named_and_costs_no_other(monkeypatch, caplog):
    def broken(*_):
        raise ValueError("no such figure")

    monkeypatch.setattr(deck_module, "draw_map", broken)
    made = render(cases.sample())
    assert [(f.slide_id, f.reason) for f in made.failures] == [("map", "ValueError: no such figure")]
    slides = cases.presentation(made.pptx).slides
    assert len(slides) == len(cases.sample().slides)
    place = [slide.id for slide in cases.sample().slides].index("map")
    assert "no such figure" in "".join(s.text_frame.text for s in slides[place].shapes if s.has_text_frame)
    assert cases.shape(slides[place + 1], "figure").shape_type == 6


def test_company_stands_on_each_slide():
    made = cases.presentation(deck(cases.sample(), brand=Brand(company="Rovex & Sons")))
    assert cases.shape(made.slides[1], "stamp").text_frame.text == "Rovex & Sons · Data 1 of 2026-11-01"
    assert made.core_properties.author == "Rovex & Sons"


def test_brand_colours_are_the_theme_s():
    data = deck(cases.sample(), brand=Brand(primary="#102030", accent="#405060"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    assert re.search(r'<a:dk2><a:srgbClr val="102030"/>', theme)
    assert re.search(r'<a:accent6><a:srgbClr val="405060"/>', theme)


@pytest.mark.parametrize("name", cases.HOSTILE)
def test_hostile_words_are_shown_or_cut_and_nothing_breaks(name):
    figure = Panel("figure", StatsBody(((name, name),)), name)
    content = Deck((Slide("one", name, name, (figure,), name, name),), cases.DAY, name, name)
    slide = cases.presentation(deck(content, brand=Brand(company=name))).slides[0]
    assert cases.overflowing(slide) == []
    whole = clean(name)
    for part in ("title", "takeaway", "source", "stamp"):
        shown = cases.shape(slide, part).text_frame.text
        assert whole in shown or shown.endswith("…"), part


def test_right_to_left_paragraphs_are_marked():
    content = Deck((Slide("one", "שלום עולם", "Takeaway", (), "", ""),), cases.DAY, "")
    xml = cases.slide_xml(deck(content))["ppt/slides/slide1.xml"].decode()
    assert 'rtl="1"' in xml
    assert "שלום עולם" in xml


def test_long_title_is_set_smaller_before_it_is_cut():
    words = "A message of middling length that does not fit into a single line at its full size"
    slide = cases.presentation(deck(Deck((Slide("one", words, "", (), "", ""),), cases.DAY, ""))).slides[0]
    assert slide.shapes.title.text == words
    assert all(run.font.size is None or run.font.size >= Pt(18) for run in slide.shapes.title.text_frame.paragraphs[0].runs)

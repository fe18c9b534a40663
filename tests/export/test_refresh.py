"""Last quarter's deck given back: figures anew, people's edits kept, the list of changes exact."""

import io
import zipfile
from copy import deepcopy
from dataclasses import replace

import pytest
from pptx.dml.color import RGBColor
from pptx.util import Pt

from atlas.domain.errors import DataError
from atlas.export import board
from atlas.export.bodies import BarBody, Column, Row, Series, TableBody
from atlas.export.content import Brand, Deck, Panel, Slide
from atlas.export.deck import deck
from atlas.export.pptx_refresh import Change, refresh
from tests.export import cases


def bars(*points: tuple[str, float], hatched=()) -> BarBody:
    return BarBody(tuple(name for name, _ in points), (Series("Cost", tuple(v for _, v in points), "#A65A00", hatched=hatched),
                                                      Series("Score", tuple(2 * v for _, v in points), label="0")),
                   "Points", "0", least=0, most=100, show_axis=False)


def table(*rows: tuple[str, str]) -> TableBody:
    return TableBody((Column("Hub", 2), Column("Score", 1, "r")), tuple(Row(name, (name, score)) for name, score in rows))


def content(figure: BarBody, rows: TableBody, title: str = "Prague leads", source: str = "Survey of 2024") -> Deck:
    slides = (Slide("one", title, "By a little", (Panel("bars", figure, "Scores"),), source, "Notes one"),
              Slide("two", "The shortlist", "Two hubs", (Panel("table", rows, "Shortlist"),), source, "Notes two"))
    return Deck(slides, cases.DAY, "Data 1")


OLD = content(bars(("1   Prague", 30.0), ("2   Brno", 20.0), hatched=(1,)), table(("Prague", "60.0"), ("Brno", "40.0")))
NEW = content(bars(("1   Brno", 33.0), ("2   Prague", 31.0), ("3   Cluj", 5.0), hatched=(2,)),
              table(("Brno", "66.0"), ("Prague", "62.0")), "Brno leads", "Survey of 2025")


def edited(edit) -> bytes:
    """The old deck after a person's edit."""
    file = cases.presentation(deck(OLD))
    edit(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def of(changes: list[Change], what: str) -> list[tuple[str, str, str, str]]:
    return [(c.slide_id, c.part, c.before, c.after) for c in changes if c.what == what]


def test_refresh_with_the_same_content_changes_nothing():
    data = deck(OLD)
    again, changes = refresh(data, OLD)
    assert changes == []
    assert cases.slide_xml(again) == cases.slide_xml(data)


def test_change_list_is_exact():
    _, changes = refresh(deck(OLD), NEW)
    assert of(changes, "updated") == [
        ("one", "title", "Prague leads", "Brno leads"),
        ("one", "bars: Brno, Cost", "20.0", "33.0"),
        ("one", "bars: Prague, Cost", "30.0", "31.0"),
        ("one", "bars: Cluj, Cost", "", "5.0"),
        ("one", "bars: Brno, Score", "40.0", "66.0"),
        ("one", "bars: Prague, Score", "60.0", "62.0"),
        ("one", "bars: Cluj, Score", "", "10.0"),
        ("one", "source", "Survey of 2024", "Survey of 2025"),
        ("two", "table: Brno, Score", "40.0", "66.0"),
        ("two", "table: Prague, Score", "60.0", "62.0"),
        ("two", "source", "Survey of 2024", "Survey of 2025"),
    ]
    assert [c for c in changes if c.what != "updated"] == []


def test_chart_data_and_sheet_are_new():
    data, _ = refresh(deck(OLD), NEW)
    chart = cases.shape(cases.presentation(data).slides[0], "bars").chart
    assert list(chart.plots[0].categories) == ["1   Brno", "2   Prague", "3   Cluj"]
    assert cases.sheet(chart)["Cost"] == [33, 31, 5]
    assert cases.formula_cells(chart.part.chart_workbook.xlsx_part.blob) == []


def test_table_takes_the_new_order():
    data, _ = refresh(deck(OLD), NEW)
    rows = cases.shape(cases.presentation(data).slides[1], "table").table.rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["Hub", "Score"], ["Brno", "66.0"], ["Prague", "62.0"]]


def test_refreshed_deck_can_be_refreshed_again():
    once, _ = refresh(deck(OLD), NEW)
    _, changes = refresh(once, NEW)
    assert changes == []
    twice, changes = refresh(once, OLD)
    assert ("one", "title", "Brno leads", "Prague leads") in of(changes, "updated")
    assert list(cases.shape(cases.presentation(twice).slides[0], "bars").chart.plots[0].categories) == ["1   Prague", "2   Brno"]


def test_renamed_title_stays_and_is_reported():
    def rename(file):
        file.slides[0].shapes.title.text_frame.text = "Our own words"

    data, changes = refresh(edited(rename), NEW)
    assert cases.presentation(data).slides[0].shapes.title.text == "Our own words"
    assert of(changes, "kept") == [("one", "title", "Our own words", "Brno leads")]


def test_restyled_title_keeps_its_style_and_takes_the_new_words():
    def restyle(file):
        run = file.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.color.rgb = Pt(20), RGBColor(0x80, 0, 0)

    data, _ = refresh(edited(restyle), NEW)
    run = cases.presentation(data).slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert (run.text, run.font.size, run.font.color.rgb) == ("Brno leads", Pt(20), RGBColor(0x80, 0, 0))


def test_recoloured_series_stays():
    def recolour(file):
        fill = cases.shape(file.slides[0], "bars").chart.plots[0].series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(1, 2, 3)

    data, _ = refresh(edited(recolour), NEW)
    series = cases.shape(cases.presentation(data).slides[0], "bars").chart.plots[0].series[0]
    assert series.format.fill.fore_color.rgb == RGBColor(1, 2, 3)


def test_recoloured_bar_follows_its_hub():
    """Prague was the first bar and is the second now; its colour goes with it."""
    def recolour(file):
        fill = cases.shape(file.slides[0], "bars").chart.plots[0].series[0].points[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(1, 2, 3)

    data, _ = refresh(edited(recolour), NEW)
    series = cases.shape(cases.presentation(data).slides[0], "bars").chart.plots[0].series[0]
    fills = {p.xpath("./c:idx/@val")[0]: p.xpath("string(.//a:srgbClr/@val)") for p in series._element.findall(
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}dPt")}
    assert fills == {"1": "010203", "2": "A65A00"}


def test_hatching_follows_the_data():
    data, _ = refresh(deck(OLD), NEW)
    series = cases.shape(cases.presentation(data).slides[0], "bars").chart.plots[0].series[0]
    assert series._element.xpath("./c:dPt[.//a:pattFill]/c:idx/@val") == ["2"]


def test_moved_and_added_slides_stay():
    def move(file):
        ids = file.slides._sldIdLst
        ids.insert(0, ids[1])
        own = file.slides.add_slide(file.slide_layouts[1])
        own.shapes.title.text = "A slide of ours"

    data, changes = refresh(edited(move), NEW)
    titles = [slide.shapes.title.text for slide in cases.presentation(data).slides]
    assert titles == ["The shortlist", "Brno leads", "A slide of ours"]
    assert all(change.slide_id in ("one", "two") for change in changes)


def test_removed_slide_stays_away_and_is_reported():
    def remove(file):
        entry = file.slides._sldIdLst[1]
        file.part.drop_rel(entry.rId)
        file.slides._sldIdLst.remove(entry)

    data, changes = refresh(edited(remove), NEW)
    assert len(cases.presentation(data).slides) == 1
    assert ("two", "slide", "removed by you", "The shortlist") in of(changes, "kept")


def test_new_slide_comes_after_the_one_it_follows():
    extra = Slide("between", "New", "", (), "", "")
    longer = replace(NEW, slides=(NEW.slides[0], extra, NEW.slides[1]))
    data, changes = refresh(deck(OLD), longer)
    assert [slide.shapes.title.text for slide in cases.presentation(data).slides] == ["Brno leads", "New", "The shortlist"]
    assert of(changes, "added") == [("between", "slide", "", "New")]


def test_slide_that_the_content_no_longer_has_stays_as_it_was():
    data, changes = refresh(deck(OLD), replace(NEW, slides=NEW.slides[:1]))
    assert cases.presentation(data).slides[1].shapes.title.text == "The shortlist"
    assert of(changes, "kept") == [("two", "slide", "not in the new content", "")]


def test_spare_page_of_a_run_goes():
    pages = [Slide(f"sources-{n}", "Sources", "", (), "", "") for n in (1, 2)]
    old = deck(Deck(tuple(pages), cases.DAY, ""))
    data, changes = refresh(old, Deck((pages[0],), cases.DAY, ""))
    assert len(cases.presentation(data).slides) == 1
    assert of(changes, "removed") == [("sources-2", "slide", "sources-2", "")]


def test_edited_cell_and_added_row_stay():
    def edit(file):
        native = cases.shape(file.slides[1], "table").table
        native.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "about 60"
        copy = deepcopy(native._tbl.tr_lst[2])
        for extension in copy.xpath("./a:extLst"):
            copy.remove(extension)
        native._tbl.append(copy)
        native.cell(3, 0).text_frame.paragraphs[0].runs[0].text = "Our row"

    data, changes = refresh(edited(edit), NEW)
    rows = cases.shape(cases.presentation(data).slides[1], "table").table.rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Hub", "Score"], ["Brno", "66.0"], ["Our row", "40.0"], ["Prague", "about 60"]]
    assert of(changes, "kept") == [("two", "table: Prague, Score", "about 60", "62.0")]


def test_notes_of_people_stay():
    def note(file):
        file.slides[0].notes_slide.notes_text_frame.text = "Say this slowly"

    newer = replace(NEW, slides=(replace(NEW.slides[0], notes="Notes of the new quarter"), NEW.slides[1]))
    data, changes = refresh(edited(note), newer)
    assert cases.presentation(data).slides[0].notes_slide.notes_text_frame.text == "Say this slowly"
    assert ("one", "notes", "Say this slowly", "Notes of the new quarter") in of(changes, "kept")


def test_moved_chart_stays_where_it_was_put():
    def move(file):
        cases.shape(file.slides[0], "bars").left = Pt(100)

    data, _ = refresh(edited(move), NEW)
    assert cases.shape(cases.presentation(data).slides[0], "bars").left == Pt(100)


def test_without_tags_text_stays_and_charts_are_new():
    """Another program may drop tags: then nothing is known of what people wrote."""
    def strip(file):
        for part in [file.part, *(slide.part for slide in file.slides)]:
            for element in part._element.xpath(".//p:custDataLst"):
                element.getparent().remove(element)

    data, changes = refresh(edited(strip), NEW)
    file = cases.presentation(data)
    assert file.slides[0].shapes.title.text == "Prague leads"
    assert ("one", "title", "Prague leads", "Brno leads") in of(changes, "kept")
    assert cases.sheet(cases.shape(file.slides[0], "bars").chart)["Cost"] == [33, 31, 5]
    assert [cell.text for cell in cases.shape(file.slides[1], "table").table.rows[1].cells] == ["Brno", "66.0"]


def test_company_of_the_old_deck_stays_on_it():
    data, _ = refresh(deck(OLD, brand=Brand(company="Rovex")), NEW)
    assert cases.shape(cases.presentation(data).slides[0], "stamp").text_frame.text == "Rovex · Data 1"


@pytest.mark.parametrize("part", ["ppt/slides/_rels/slide1.xml.rels", "ppt/slides/slide2.xml", "ppt/charts/chart1.xml",
                                  "ppt/tags/tag1.xml", "ppt/slideLayouts/slideLayout1.xml", "ppt/_rels/presentation.xml.rels"])
@pytest.mark.parametrize("damage", [None, b"", b"<x/>", b"<broken"], ids=["gone", "empty", "other", "broken"])
def test_damaged_deck_is_refused_or_refreshed_but_never_breaks(part, damage):
    whole = zipfile.ZipFile(io.BytesIO(deck(OLD)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in whole.namelist():
            if name != part or damage is not None:
                package.writestr(name, damage if name == part else whole.read(name))
    try:
        data, _ = refresh(buffer.getvalue(), NEW)
    except DataError as fault:
        assert "save it again as .pptx" in str(fault)
    else:
        assert len(cases.presentation(data).slides) >= 1


@pytest.mark.parametrize("junk", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_junk_is_refused_with_its_cure(junk):
    with pytest.raises(DataError, match=r"save it again as \.pptx"):
        refresh(junk, OLD)


def test_board_of_other_weights_is_refreshed_and_fits(found):
    """The whole deck: each figure equals that of a fresh deck of the new scenario, and the page still holds it all."""
    old = deck(board.slides(found, cases.DAY))
    weights = found.answer.weight_by_id | {"talent_pool": 9.0, "on_cost": 1.0}
    fresh = board.slides(cases.findings(replace(found.scenario, weights=tuple(weights.values()))), cases.DAY)
    data, changes = refresh(old, fresh)
    again = cases.presentation(deck(fresh))
    for slide, other in zip(cases.presentation(data).slides, again.slides, strict=True):
        assert cases.overflowing(slide) == []
        for item in slide.shapes:
            twin = next((s for s in other.shapes if s.name == item.name), None)
            if item.has_chart:
                assert cases.sheet(item.chart) == cases.sheet(twin.chart)
            elif item.has_text_frame:
                assert item.text_frame.text == twin.text_frame.text
    assert {c.what for c in changes} <= {"updated", "added", "removed"}
    assert refresh(data, fresh)[1] == []

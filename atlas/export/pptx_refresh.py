"""Last quarter's deck, brought up to date: our figures anew, people's edits as they are, and a list of what changed."""

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide as PptxSlide

from atlas.export.content import Brand, Deck, Panel, Slide
from atlas.export.deck import draw_body, draw_slide, drawable, notes_text, reason, save
from atlas.export.pptx_canvas import Canvas
from atlas.export.pptx_charts import chart_data
from atlas.export.pptx_master import Box
from atlas.export.pptx_merge import Change, Changes, merge_shape, merge_table
from atlas.export.pptx_merge_chart import merge_chart
from atlas.export.pptx_page import opened, page_of, without_slides
from atlas.export.pptx_prints import (
    chart_of,
    digest,
    ours,
    print_of,
    read_deck,
    read_slide,
    scale_of,
    table_of,
    text_of,
    write_deck,
    write_slide,
)

__all__ = ["Change", "refresh"]


def refresh(old: bytes, content: Deck, brand: Brand | None = None) -> tuple[bytes, list[Change]]:
    """The deck `old` with the figures of `content`, and every change in the order of the slides.

    Charts, tables and maps that we drew are updated in place. Text, colour, place and order that people changed stay, so
    do slides that they added or removed; what would have replaced their edits is listed as "kept". New slides of the
    content come after the one that they follow. DataError for a file that is no presentation.
    """
    deck = opened(old, "deck")
    made_with, company = read_deck(deck)
    brand = brand or Brand(company)
    drawn, changes = _draw(without_slides(opened(old, "deck")), content, brand)
    wanted = {slide.id: slide for slide in content.slides}
    seen: list[str] = []
    for slide in list(deck.slides):
        slide_id = _id_of(slide)
        if not slide_id:
            continue
        seen.append(slide_id)
        if slide_id in drawn:
            found = _merge_slide(slide, drawn[slide_id], wanted[slide_id])
        else:
            found = _left_over(deck, slide, slide_id, wanted)
        changes += [Change(slide_id, *change) for change in found]
    for number, slide in enumerate(content.slides):
        if slide.id in seen or slide.id not in drawn:
            continue
        if slide.id in made_with:
            changes.append(Change(slide.id, "slide", "kept", "removed by you", slide.title))
            continue
        _add(deck, slide, content, brand, [earlier.id for earlier in content.slides[:number]])
        changes.append(Change(slide.id, "slide", "added", "", slide.title))
    write_deck(deck, list(dict.fromkeys([*made_with, *wanted])), brand.company)
    return save(deck, content, brand), changes


def _draw(fresh: Presentation, content: Deck, brand: Brand) -> tuple[dict[str, PptxSlide], list[Change]]:
    """Every slide as it would be drawn now, on the layouts of the old deck; those that fail are named."""
    drawn: dict[str, PptxSlide] = {}
    page, plain = page_of(fresh), Brand(brand.company)
    failed = [Change(f.slide_id, "slide", "failed", "", f.reason) for f in content.failures]
    for number, slide in enumerate(content.slides, 1):
        try:
            drawn[slide.id] = draw_slide(fresh, page, slide, content, plain, number)
        except Exception as fault:
            failed.append(Change(slide.id, "slide", "failed", "", reason(fault)))
    return drawn, failed


def _id_of(slide: PptxSlide) -> str:
    """The id of a slide of ours: from its tag, else from the names of its shapes; empty for a person's own."""
    stored = read_slide(slide)
    return stored["id"] if stored else next((slide_id for slide_id, _, _ in ours(slide)), "")


def _left_over(deck: Presentation, slide: PptxSlide, slide_id: str, wanted: dict[str, Slide]) -> Changes:
    """A slide of ours that the content no longer has: a spare page of a run goes, anything else stays as it was."""
    run = slide_id.rpartition("-")[0]
    stored = read_slide(slide) or {"prints": {}}
    untouched = all(print_of(slide, element) == stored["prints"].get(part) for _, part, element in ours(slide)
                    if part in stored["prints"])
    if run and any(other.startswith(f"{run}-") for other in wanted) and untouched:
        entry = next(e for e in deck.slides._sldIdLst if deck.part.related_part(e.rId) is slide.part)
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)
        return [("slide", "removed", slide_id, "")]
    return [("slide", "kept", "not in the new content", "")]


def _add(deck: Presentation, slide: Slide, content: Deck, brand: Brand, earlier: list[str]) -> None:
    """Draw a new slide and put it after the last of those that come before it in the content."""
    draw_slide(deck, page_of(deck), slide, content, brand, len(deck.slides) + 1)
    ids = deck.slides._sldIdLst
    places = [place for place, other in enumerate(list(deck.slides)[:-1]) if _id_of(other) in earlier]
    entry = ids[-1]
    ids.remove(entry)
    ids.insert(places[-1] + 1 if places else 0, entry)


# --- one slide ------------------------------------------------------------------------------------------------------


def _merge_slide(old: PptxSlide, new: PptxSlide, slide: Slide) -> Changes:
    """Bring the shapes of a slide up to date; what people removed stays away."""
    stored = read_slide(old)
    prints = stored["prints"] if stored else {}
    _carry_links(old, new)
    there = {part: element for _, part, element in ours(old)}
    done: Changes = []
    fresh = {part: element for _, part, element in ours(new) if part != "page"}
    for part, element in fresh.items():
        if part in there:
            done += _merge(old, new, slide, part, there[part], element, prints.get(part))
        elif part not in prints and "-land-" not in part and not _within(element, fresh, there):
            _add_shape(old, slide, part, element, there)
            done.append((part, "added", "", text_of(element)))
    for part in [part for part in prints if part not in fresh and part in there]:
        element = there[part]
        if print_of(old, element) == prints[part]:
            element.getparent().remove(element)
            done.append((part, "removed", text_of(element), ""))
    done += _merge_notes(old, slide, stored)
    write_slide(old, slide.id, notes_text(slide))
    return done


def _merge(old: PptxSlide, new: PptxSlide, slide: Slide, part: str, theirs, fresh, known: Any) -> Changes:
    if etree.QName(theirs).localname == "sp" and etree.QName(fresh).localname == "sp":
        return merge_shape(part, theirs, fresh, known if isinstance(known, list) else None)
    if table_of(theirs) is not None and table_of(fresh) is not None and etree.QName(fresh).localname == "graphicFrame":
        return merge_table(part, theirs, fresh, known)
    if etree.QName(fresh).localname != "graphicFrame":
        return []
    charts = [chart_of(s, element) for s, element in ((old, theirs), (new, fresh))]
    if None in charts:
        return [(part, "kept", "another kind of figure", "")]
    panel = next(panel for panel in slide.panels if panel.part == part)
    before, after = (_chart(s, element) for s, element in ((old, theirs), (new, fresh)))
    if [s.name for s in before.plots[0].series] != [s.name for s in after.plots[0].series]:
        box = _box(theirs)
        theirs.getparent().remove(theirs)
        _draw_panel(old, slide, panel, box)
        return [(part, "rebuilt", "", "")]
    scale = known["scale"] if isinstance(known, dict) else scale_of(charts[0])
    return merge_chart(part, before, after, chart_data(drawable(panel.body), _box(fresh)), scale)


def _chart(slide: PptxSlide, element) -> Chart:
    part = slide.part.related_part(element.xpath(".//*[local-name()='chart']/@r:id")[0])
    return part.chart


def _box(element) -> Box:
    frame = element.find(qn("p:xfrm"))
    (x, y), (w, h) = ([int(v) / 12_700 for v in side.attrib.values()] for side in frame)
    return Box(x, y, w, h)


def _within(element, fresh: dict[str, Any], there: dict[str, Any]) -> bool:
    """Whether a shape belongs to a group of ours that is new too, and comes with it."""
    parents = [ancestor for ancestor in element.iterancestors() if ancestor.tag == qn("p:grpSp")]
    return any(group in parents and part not in there for part, group in fresh.items())


def _add_shape(slide_: PptxSlide, slide: Slide, part: str, element, there: dict[str, Any]) -> None:
    """A shape that the deck did not have: a figure is drawn, anything else copied beside its siblings."""
    panel = next((panel for panel in slide.panels if panel.part == part), None)
    if panel is not None and etree.QName(element).localname == "graphicFrame":
        _draw_panel(slide_, slide, panel, _box(element))
        return
    tree = slide_.shapes._spTree
    group = element.getparent()
    name = group.find(f"{qn('p:nvGrpSpPr')}/{qn('p:cNvPr')}").get("name", "") if group.tag == qn("p:grpSp") else ""
    parent = there.get(name.split(":", 2)[-1], tree)
    copy = deepcopy(element)
    highest = max(int(e.get("id")) for e in tree.iter(qn("p:cNvPr")))
    for number, properties in enumerate(copy.iter(qn("p:cNvPr")), highest + 1):
        properties.set("id", str(number))
    parent.append(copy)


def _draw_panel(drawn: PptxSlide, slide: Slide, panel: Panel, box: Box) -> None:
    """Draw one figure where its frame stands; legends and headings are shapes of their own and come by themselves."""
    canvas = Canvas(drawn, slide.id)
    before = list(drawn.shapes._spTree)
    draw_body(canvas, panel.part, box, panel.body, panel.alt)
    for element in [e for e in drawn.shapes._spTree if e not in before and e.tag == qn("p:grpSp")]:
        element.getparent().remove(element)


def _carry_links(old: PptxSlide, new: PptxSlide) -> None:
    """Give the links of the new drawing relationships in the old slide, so that its text can move there."""
    for link in new.shapes._spTree.iter(qn("a:hlinkClick")):
        target = new.part.rels[link.get(qn("r:id"))].target_ref
        link.set(qn("r:id"), old.part.relate_to(target, RT.HYPERLINK, is_external=True))


def _merge_notes(old: PptxSlide, slide: Slide, stored: dict[str, Any] | None) -> Changes:
    """Notes that people wrote stay; ours follow."""
    frame = old.notes_slide.notes_text_frame if old.has_notes_slide else None
    if frame is None or frame.text == notes_text(slide):
        return []
    was, now = frame.text, notes_text(slide)
    if stored and digest(was) == stored["notes"]:
        frame.text = now
        return [("notes", "updated", was, now)]
    return [("notes", "kept", was, now)]

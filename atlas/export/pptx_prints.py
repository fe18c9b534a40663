"""What we drew, remembered in the deck itself: one tag a slide with a fingerprint of each of our shapes.

Tags are PowerPoint's own place for a program's notes: they stay when people edit, move or copy a slide. Without them
(another program may drop them) nothing is known about what people changed, and all text counts as theirs.
"""

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr
from zlib import crc32

from lxml import etree
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide

from atlas.export.pptx_master import NS

REL_TAGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
TYPE_TAGS = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
TAG = "TALENT_ATLAS"
ROW_EXT, ROW_NS = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", "http://schemas.microsoft.com/office/drawing/2014/main"

Prints = dict[str, Any]
"""Part -> [text, style, place, fill], each eight hex digits; for a table -> {row id: [[text, style, fill], …]}; for a
chart -> {"place": …, "scale": …}; for a group, and what else is only there or not -> "there"."""


def digest(text: str) -> str:
    """Eight hex digits of a text."""
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"


def row_id(key: str) -> int:
    """The lasting id of a table's row, as PowerPoint keeps it."""
    return crc32(key.encode()) or 1


def row_ext(key: str) -> str:
    """The extension of a row that holds its id."""
    return (f'<a:extLst><a:ext uri="{ROW_EXT}"><a16:rowId xmlns:a16="{ROW_NS}" val="{row_id(key)}"/></a:ext></a:extLst>')


def id_of_row(row) -> str:
    """The id of a table row; empty for one that a person added by hand without one."""
    found = row.xpath(".//*[local-name()='rowId']/@val")
    return str(found[0]) if found else ""


def ours(slide: Slide) -> Iterator[tuple[str, str, Any]]:
    """(slide id, part, element) of every shape of ours on a slide, those within groups too."""
    for properties in slide.shapes._spTree.iter(qn("p:cNvPr")):
        name = properties.get("name", "")
        if name.startswith("atlas:") and name.count(":") >= 2:
            _, slide_id, part = name.split(":", 2)
            yield slide_id, part, properties.getparent().getparent()


def text_of(element) -> str:
    """The text of a shape or cell: paragraphs by line breaks."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("a:t"))) for p in element.iter(qn("a:p")))


def style_of(element) -> str:
    """Size, weight and colour of the runs of a shape, as people change them."""
    found = []
    for properties in element.iter(qn("a:rPr")):
        colour = properties.find(qn("a:solidFill"))
        found.append((properties.get("sz"), properties.get("b"), properties.get("i"), properties.get("u"), _colours(colour)))
    return repr(list(dict.fromkeys(found)))


def fill_of(properties) -> str:
    """How a shape (its spPr) or a cell (its tcPr) is filled."""
    if properties is None:
        return ""
    for kind in ("noFill", "solidFill", "pattFill", "gradFill", "blipFill", "grpFill"):
        fill = properties.find(qn(f"a:{kind}"))
        if fill is not None:
            return f"{kind} {fill.get('prst', '')} {_colours(fill)}"
    return ""


def _colours(element) -> str:
    if element is None:
        return ""
    return " ".join(f"{etree.QName(e).localname}={e.get('val', '')}" for e in element.iter() if e.get("val"))


def place_of(element) -> str:
    """Where a shape stands, in EMU; empty for one that follows its layout."""
    frame = element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
    frame = element.find(qn("p:xfrm")) if frame is None else frame
    if frame is None:
        return ""
    return " ".join(f"{side.get(name)}" for side in frame for name in sorted(side.attrib))


def table_of(element):
    """The table of a graphic frame, or None."""
    return next(element.iter(qn("a:tbl")), None)


def chart_of(slide: Slide, element):
    """The XML of the chart in a graphic frame, or None."""
    found = element.xpath(".//*[local-name()='chart']/@r:id")
    return slide.part.related_part(found[0])._element if found else None


def scale_of(chart) -> list[str]:
    """The ends and the step of a chart's value axis, as written."""
    return [next((e.get("val", "") for e in chart.iter(qn(tag))), "") for tag in ("c:min", "c:max", "c:majorUnit")]


def print_of(slide: Slide, element) -> Any:
    """The fingerprint of one shape."""
    table, chart = table_of(element), None
    if etree.QName(element).localname == "sp":
        return [digest(text_of(element)), digest(style_of(element)), digest(place_of(element)),
                digest(fill_of(element.find(qn("p:spPr"))))]
    if etree.QName(element).localname == "graphicFrame" and table is not None:
        return {id_of_row(row): [[digest(text_of(cell)), digest(style_of(cell)), digest(fill_of(cell.find(qn("a:tcPr"))))]
                                 for cell in row.findall(qn("a:tc"))] for row in table.findall(qn("a:tr"))}
    if etree.QName(element).localname == "graphicFrame":
        chart = chart_of(slide, element)
    return "there" if chart is None else {"place": digest(place_of(element)), "scale": scale_of(chart)}


def prints_of(slide: Slide) -> Prints:
    """The fingerprints of our shapes on a slide as it stands; land and page numbers are left out: neither is refreshed."""
    return {part: print_of(slide, element) for _, part, element in ours(slide) if "-land-" not in part and part != "page"}


# --- tags -----------------------------------------------------------------------------------------------------------


def write_slide(slide: Slide, slide_id: str, notes: str) -> None:
    """Remember a slide as it stands now."""
    stored = {"id": slide_id, "notes": digest(notes), "prints": prints_of(slide)}
    _write(slide.part, slide._element.find(qn("p:cSld")), stored, before=("p:controls", "p:extLst"))


def read_slide(slide: Slide) -> dict[str, Any] | None:
    """What was remembered of a slide; None for one that is not ours, or whose tag was dropped."""
    return _read(slide.part, slide._element.find(qn("p:cSld")))


def write_deck(deck: Presentation, slide_ids: list[str], company: str) -> None:
    """Remember which slides the deck was made with, so that one that people removed is not put back; and for whom."""
    stored = {"slides": slide_ids, "company": company}
    _write(deck.part, deck.element, stored, before=("p:kinsoku", "p:defaultTextStyle", "p:modifyVerifier", "p:extLst"))


def read_deck(deck: Presentation) -> tuple[list[str], str]:
    """The slides that the deck was made with, and the company's name on them."""
    stored = _read(deck.part, deck.element) or {}
    return stored.get("slides", []), stored.get("company", "")


def _write(part, parent, stored: dict[str, Any], before: tuple[str, ...]) -> None:
    value = json.dumps(stored, separators=(",", ":"), ensure_ascii=True)
    blob = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:tagLst {NS}><p:tag name="{TAG}" '
            f"val={quoteattr(value)}/></p:tagLst>").encode()
    known = _tag_part(part, parent)
    if known is not None:
        known._blob = blob
        return
    tags = Part(_free_name(part.package), TYPE_TAGS, part.package, blob)
    element = parse_xml(f'<p:custDataLst {NS}><p:tags r:id="{part.relate_to(tags, REL_TAGS)}"/></p:custDataLst>')
    later = next((child for child in parent if child.tag in {qn(tag) for tag in before}), None)
    parent.append(element) if later is None else later.addprevious(element)


def _free_name(package) -> PackURI:
    taken = {str(part.partname) for part in package.iter_parts()}
    number = 1
    while f"/ppt/tags/tag{number}.xml" in taken:
        number += 1
    return PackURI(f"/ppt/tags/tag{number}.xml")


def _tag_part(part, parent) -> Part | None:
    for tags in parent.findall(f"{qn('p:custDataLst')}/{qn('p:tags')}"):
        found = part.related_part(tags.get(qn("r:id")))
        if TAG.encode() in found.blob:
            return found
    return None


def _read(part, parent) -> dict[str, Any] | None:
    found = _tag_part(part, parent)
    if found is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        for tag in etree.fromstring(found.blob, parser):
            if tag.get("name") == TAG:
                return json.loads(tag.get("val", ""))
    except (etree.XMLSyntaxError, json.JSONDecodeError):
        return None
    return None

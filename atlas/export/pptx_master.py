"""The master of our decks: 16:9, two layouts, our colours and fonts, made from python-pptx's default in code.

A company's own template keeps its master; only the page it gives us to draw on is measured here.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from atlas.domain.criteria import IDS
from atlas.export.content import Brand
from atlas.views.theme import LIGHT

TITLE_FONT, TEXT_FONT = "Cambria", "Calibri"
"""Both come with every PowerPoint since 2007, and have free twins of equal widths (see pptx_text)."""

NS = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
      'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')
EMU_A_POINT = 12_700
TAKEAWAY, SOURCE, STAMP, NUMBER = 13, 14, 15, 12
"""Placeholder indices of our message layout."""

GROUP_COLOURS = {group: LIGHT.criterion(id_) for group, id_ in {
    "cost": "salary", "talent": "talent_pool", "collaboration": "overlap", "risk": "political_stability",
    "infrastructure": "internet"}.items()}
"""The five group colours of print and board."""

OWN_COLOUR = LIGHT.criteria[len(IDS)]
"""That of a company's own criteria."""



@dataclass(frozen=True)
class Box:
    """A rectangle in points."""

    x: float
    y: float
    w: float
    h: float

    def part(self, left: float, top: float, width: float, height: float) -> "Box":
        """A rectangle inside this one, by shares of its sides."""
        return Box(self.x + left * self.w, self.y + top * self.h, width * self.w, height * self.h)

    @property
    def emu(self) -> tuple[int, int, int, int]:
        x, y, w, h = (round(value * EMU_A_POINT) for value in (self.x, self.y, self.w, self.h))
        return x, y, w, h


OWN = {"title": Box(48, 16, 864, 60), "takeaway": Box(48, 78, 864, 40), "content": Box(48, 126, 864, 364),
       "source": Box(48, 503, 610, 26), "stamp": Box(662, 503, 214, 26), "number": Box(880, 503, 32, 26)}
OPENING = {"title": Box(72, 150, 780, 96), "takeaway": Box(72, 258, 780, 60), "content": Box(72, 350, 780, 96),
           "source": Box(72, 484, 780, 22)}
LOGO = Box(812, 26, 100, 40)


def own_master(brand: Brand) -> Deck:
    """A new presentation with our master and its two layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)
    master = deck.slide_master
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    opening, message = deck.slide_layouts
    _drop_leftovers(deck)
    _theme(master.part.part_related_by(RT.THEME), brand)
    _fill(master.element, "", [_placeholder(2, "Title", 'type="title"', OWN["title"], anchor="b"),
                               _placeholder(3, "Text", 'type="body" idx="1"', OWN["content"])])
    _styles(master.element)
    title = OWN["title"] if brand.logo is None else Box(OWN["title"].x, OWN["title"].y, 748, OWN["title"].h)
    _fill(message.element, "Message", [
        _placeholder(2, "Title", 'type="title"', title, anchor="b"),
        _placeholder(3, "Takeaway", f'type="body" sz="quarter" idx="{TAKEAWAY}"', OWN["takeaway"], 16, "tx1", 75),
        _placeholder(4, "Source", f'type="body" sz="quarter" idx="{SOURCE}"', OWN["source"], 10, "tx1", 65),
        _placeholder(5, "Data", f'type="body" sz="quarter" idx="{STAMP}"', OWN["stamp"], 10, "tx1", 65, "r"),
        _placeholder(6, "Slide Number", f'type="sldNum" sz="quarter" idx="{NUMBER}"', OWN["number"], 10, "tx1", 65,
                     "r"),
        _rule(7, OWN["source"].x, OWN["source"].y - 5, 864)], "titleOnly")
    _fill(opening.element, "Opening", [
        _placeholder(2, "Title", 'type="ctrTitle"', OPENING["title"], 36, "tx1", anchor="b"),
        _placeholder(3, "Subtitle", 'type="subTitle" idx="1"', OPENING["takeaway"], 18, "tx1", 75),
        _placeholder(4, "Source", f'type="body" sz="quarter" idx="{SOURCE}"', OPENING["source"], 12, "tx1", 65),
        _rule(5, 72, 124, 64, 4, "tx2")], "title")
    return deck


def _drop_leftovers(deck: Deck) -> None:
    """The default's thumbnail and printer settings: neither is about our deck."""
    for rels, kind in ((deck.part.package._rels, RT.THUMBNAIL), (deck.part.rels, RT.PRINTER_SETTINGS)):
        for key in [key for key, rel in rels.items() if rel.reltype == kind]:
            rels.pop(key)


def _theme(part, brand: Brand) -> None:
    root = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    groups = dict(zip((f"accent{n}" for n in range(1, 6)), GROUP_COLOURS.values(), strict=True))
    primary = brand.primary or LIGHT.primary
    colours = {"dk1": LIGHT.ink, "lt1": LIGHT.paper, "dk2": primary, "lt2": LIGHT.panel, **groups,
               "accent6": brand.accent or LIGHT.sequential[5], "hlink": primary, "folHlink": LIGHT.ink_3}
    scheme = root.find(".//a:clrScheme", space)
    scheme.set("name", "Talent Atlas")
    for name, colour in colours.items():
        place = scheme.find(f"a:{name}", space)
        place[:] = [etree.SubElement(place, f"{{{space['a']}}}srgbClr", val=colour.lstrip("#").upper())]
    fonts = root.find(".//a:fontScheme", space)
    fonts.set("name", "Talent Atlas")
    for kind, face in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT)):
        fonts.find(f"a:{kind}/a:latin", space).set("typeface", face)
    root.set("name", "Talent Atlas")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(element, name: str, shapes: list[str], kind: str = "") -> None:
    """Replace the shapes of a master or layout."""
    tree = element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    for old in list(tree)[2:]:
        tree.remove(old)
    for shape in shapes:
        tree.append(parse_xml(shape))
    if name:
        element.find(qn("p:cSld")).set("name", name)
        element.set("type", kind)


def _placeholder(id_: int, name: str, kind: str, box: Box, size: float = 0, colour: str = "", strength: int = 100,
                 align: str = "l", anchor: str = "t") -> str:
    x, y, w, h = box.emu
    fill = (f'<a:solidFill><a:schemeClr val="{colour}">' + (f'<a:lumMod val="{strength}000"/><a:lumOff val="'
            f'{100 - strength}000"/>' if strength < 100 else "") + "</a:schemeClr></a:solidFill>") if colour else ""
    style = (f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
             f'<a:defRPr sz="{round(size * 100)}">{fill}</a:defRPr></a:lvl1pPr>') if size else ""
    text = page_field("‹#›") if "sldNum" in kind else f'<a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r>'
    return (f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{id_}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
            f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/>'
            f'</a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>')


def page_field(text: str) -> str:
    """The number of the slide as a field that follows when slides are moved; `text` is what it shows until then."""
    return ('<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/>'
            f"<a:t>{text}</a:t></a:fld>")


def _rule(id_: int, x: float, y: float, width: float, weight: float = 0.75, colour: str = "") -> str:
    x_emu, y_emu, w_emu, h_emu = Box(x, y, width, weight).emu
    fill = f'<a:schemeClr val="{colour}"/>' if colour else f'<a:srgbClr val="{LIGHT.border.lstrip("#")}"/>'
    return (f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{id_}" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{x_emu}" y="{y_emu}"/><a:ext cx="{w_emu}" cy="{h_emu}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{fill}</a:solidFill><a:ln><a:noFill/></a:ln>'
            '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>')


def _styles(master) -> None:
    """Title and text styles of the master; other text keeps the default."""
    styles = master.find(qn("p:txStyles"))
    colour = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    title = parse_xml(
        f'<p:titleStyle {NS}><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef>'
        f'<a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="2600" b="1" kern="1200">{colour}'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
        "</p:titleStyle>")
    body = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{1600 if n == 1 else 1400}" kern="1200">{colour}<a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>' for n in range(1, 6))
    styles.replace(styles.find(qn("p:titleStyle")), title)
    styles.replace(styles.find(qn("p:bodyStyle")), parse_xml(f"<p:bodyStyle {NS}>{body}</p:bodyStyle>"))

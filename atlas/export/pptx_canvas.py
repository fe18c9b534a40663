"""Drawing on one slide: every shape gets its own id, a stable name and, where it is a graphic, an alternative text.

Names are 'atlas:<slide id>:<part>'. A refresh finds our shapes by them, wherever people have moved them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.slide import Slide

from atlas.export.pptx_master import NS, Box, page_field
from atlas.export.pptx_text import BODY, STRONG, TITLE, Fitted, clean, fit, is_right_to_left, safe_link

INK, INK_2, INK_3, PAPER = "tx1", "tx1-75", "tx1-65", "bg1"
"""Theme colours, so that text stays readable under a company's template; data colours are fixed hex."""

_ALIGN = {"l": "r", "r": "l", "ctr": "ctr"}
"""Of a text from right to left: its start is at the right."""


def shape_name(slide_id: str, part: str) -> str:
    """The stable name of one of our shapes."""
    return f"atlas:{slide_id}:{part}"


def colour_xml(colour: str, alpha_pct: int = 100) -> str:
    """A solid fill: `#RRGGBB`, or a theme colour with its strength as in `tx1-75`."""
    alpha = f'<a:alpha val="{alpha_pct}000"/>' if alpha_pct < 100 else ""
    if colour.startswith("#"):
        return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}">{alpha}</a:srgbClr></a:solidFill>'
    name, _, strength = colour.partition("-")
    paler = f'<a:lumMod val="{strength}000"/><a:lumOff val="{100 - int(strength)}000"/>' if strength else ""
    return f'<a:solidFill><a:schemeClr val="{name}">{paler}{alpha}</a:schemeClr></a:solidFill>'


def line_xml(colour: str = "", width_pt: float = 0.75, dash: str = "") -> str:
    """An outline; none without a colour."""
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    style = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width_pt * 12_700)}">{colour_xml(colour)}{style}</a:ln>'


def paragraph_xml(pieces: Sequence[tuple[str, str]], size_pt: float, colour: str = INK, align: str = "l",
                  link_id: str = "", space_pt: float = 0) -> str:
    """A paragraph of (text, face) pieces, cleaned. `link_id` makes it a hyperlink of that relationship."""
    pieces = [(clean(text) if len(pieces) == 1 else text, face) for text, face in pieces]
    right_to_left = is_right_to_left("".join(text for text, _ in pieces))
    turned = ' rtl="1"' if right_to_left else ""
    before = f'<a:spcBef><a:spcPts val="{round(space_pt * 100)}"/></a:spcBef>' if space_pt else ""
    click = f'<a:hlinkClick r:id="{link_id}"/>' if link_id else ""
    runs = ""
    for text, face in pieces:
        bold = ' b="1"' if face in (STRONG, TITLE) else ""
        font = '<a:latin typeface="+mj-lt"/>' if face == TITLE else ""
        if text:
            runs += (f'<a:r><a:rPr lang="en-GB" sz="{round(size_pt * 100)}"{bold}>{colour_xml(colour)}{font}{click}'
                     f"</a:rPr><a:t>{escape(text)}</a:t></a:r>")
    end = f'<a:endParaRPr lang="en-GB" sz="{round(size_pt * 100)}"/>' if not runs else ""
    return f'<a:p><a:pPr algn="{_ALIGN[align] if right_to_left else align}"{turned}>{before}</a:pPr>{runs}{end}</a:p>'


class Canvas:
    """One slide to draw on. `part` names are unique within the slide."""

    def __init__(self, slide: Slide, slide_id: str) -> None:
        self.slide, self.slide_id = slide, slide_id
        self._tree = slide.shapes._spTree
        self._parent = self._tree
        self._last = max([int(i) for i in self._tree.xpath("//@id") if str(i).isdigit()], default=1)

    def _head(self, part: str, alt: str) -> str:
        self._last += 1
        described = f" descr={quoteattr(clean(alt))}" if alt else ""
        return f'<p:cNvPr id="{self._last}" name={quoteattr(shape_name(self.slide_id, part))}{described}/>'

    def _add(self, xml: str):
        element = parse_xml(xml)
        self._parent.append(element)
        return element

    def name(self, part: str, shape, alt: str) -> None:
        """Name a chart, table or picture that python-pptx has added, and describe it."""
        properties = shape._element.xpath("./*/p:cNvPr")[0]
        self._last += 1
        properties.set("id", str(self._last))
        properties.set("name", shape_name(self.slide_id, part))
        properties.set("descr", clean(alt))

    def number(self, place, number: int) -> None:
        """The slide number of a layout, as a field that follows when slides are moved."""
        index = place.placeholder_format.idx
        self._add(f'<p:sp {NS}><p:nvSpPr>{self._head("page", "")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
                  f'<p:ph type="sldNum" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
                  f"<a:lstStyle/><a:p>{page_field(str(number))}</a:p></p:txBody></p:sp>")

    def link_id(self, url: str) -> str:
        """The relationship of a hyperlink; empty for an address that is neither https nor mailto."""
        safe = safe_link(url)
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return self.slide.part.relate_to(safe, rel, is_external=True) if safe else ""

    def text(self, part: str, box: Box, text: str, size_pt: float, *, lines: int = 1, face: str = BODY,
             colour: str = INK, align: str = "l", anchor: str = "t", least_pt: float = 0) -> Fitted:
        """A text box whose text fits in `lines` lines of its width: smaller down to `least_pt`, then cut."""
        fitted = fit(text, box.w, lines, size_pt, least_pt or size_pt, face)
        self.paragraphs(part, box, [paragraph_xml([(fitted.text, face)], fitted.size_pt, colour, align)], anchor,
                        wrap=lines > 1)
        return fitted

    def paragraphs(self, part: str, box: Box, paragraphs: Sequence[str], anchor: str = "t", wrap: bool = True) -> None:
        """A text box of ready paragraphs. Without `wrap` a line stays whole where a wider face stands in for ours."""
        wrapping = "square" if wrap else "none"
        self._add(
            f'<p:sp {NS}><p:nvSpPr>{self._head(part, "")}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
            f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="{wrapping}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
            f'<a:lstStyle/>{"".join(paragraphs)}</p:txBody></p:sp>')

    def shape(self, part: str, box: Box, kind: str, fill: str = "", line: str = "", *, alpha_pct: int = 100,
              alt: str = "", width_pt: float = 0.75, dash: str = "") -> None:
        """A preset shape such as `ellipse`, `diamond`, `rect`."""
        inside = colour_xml(fill, alpha_pct) if fill else "<a:noFill/>"
        self._solid(part, alt, f'{_place(box)}<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{inside}'
                    f"{line_xml(line, width_pt, dash)}")

    def swatch(self, part: str, box: Box, colour: str, style: str) -> None:
        """A legend's mark: `solid`, `edge` (dashed outline) or `hatched`."""
        fill = {"solid": colour_xml(colour), "edge": "<a:noFill/>",
                "hatched": f'<a:pattFill prst="dkUpDiag"><a:fgClr><a:srgbClr val="{colour[1:].upper()}"/></a:fgClr>'
                           '<a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>'}[style]
        line = line_xml(colour, 1.25, "dash") if style == "edge" else line_xml()
        self._solid(part, "", f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{line}')

    def freeform(self, part: str, rings: Sequence[Sequence[tuple[float, float]]], fill: str, line: str = "",
                 width_pt: float = 0.5) -> None:
        """A freeform of closed rings, in points on the slide; rings inside others are holes."""
        xs, ys = ([point[axis] for ring in rings for point in ring] for axis in (0, 1))
        box = Box(min(xs), min(ys), max(max(xs) - min(xs), 0.1), max(max(ys) - min(ys), 0.1))
        x, y, w, h = box.emu

        def point(at: tuple[float, float]) -> str:
            return f'<a:pt x="{round(at[0] * 12_700) - x}" y="{round(at[1] * 12_700) - y}"/>'

        paths = "".join(
            f"<a:moveTo>{point(ring[0])}</a:moveTo>" + "".join(f"<a:lnTo>{point(p)}</a:lnTo>" for p in ring[1:])
            + "<a:close/>" for ring in rings)
        self._solid(part, "", f'{_place(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" '
                    f'r="r" b="b"/><a:pathLst><a:path w="{w}" h="{h}">{paths}</a:path></a:pathLst></a:custGeom>'
                    f"{colour_xml(fill)}{line_xml(line, width_pt)}")

    def _solid(self, part: str, alt: str, properties: str) -> None:
        self._add(f'<p:sp {NS}><p:nvSpPr>{self._head(part, alt)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{properties}'
                  '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>')

    @contextmanager
    def group(self, part: str, box: Box, alt: str) -> Iterator[None]:
        """What is drawn inside becomes one group with one alternative text."""
        x, y, w, h = box.emu
        outer = self._parent
        self._parent = self._add(
            f'<p:grpSp {NS}><p:nvGrpSpPr>{self._head(part, alt)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/>'
            f'<a:chExt cx="{w}" cy="{h}"/></a:xfrm></p:grpSpPr></p:grpSp>')
        try:
            yield
        finally:
            self._parent = outer


def _place(box: Box) -> str:
    x, y, w, h = box.emu
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'

"""A company's logo on every slide: checked, made small, and never a way in for anything that runs or calls home."""

import io
import re

from lxml import etree
from PIL import Image, UnidentifiedImageError
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from atlas.domain.errors import DataError
from atlas.export.content import Brand
from atlas.export.pptx_canvas import Canvas
from atlas.export.pptx_master import Box

PNG, SVG = b"\x89PNG\r\n\x1a\n", "http://www.w3.org/2000/svg"
BYTES_MAX, PIXELS_MAX, SIZE_PX = 5_000_000, 40_000_000, (600, 240)
REL_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_FORBIDDEN = {"script", "foreignObject", "image", "use", "animate", "set", "animateTransform", "animateMotion", "a",
              "style", "iframe", "audio", "video", "feImage"}
_CALLS_OUT = re.compile(r"url\(\s*['\"]?(?!#)|javascript:", re.IGNORECASE)


def checked_logo(data: bytes) -> bytes:
    """A logo that may go into a deck: PNG at most 600 x 240 px, or plain SVG. DataError for anything else."""
    if len(data) > BYTES_MAX:
        raise DataError(f"logo: {len(data) / 1e6:.1f} MB is too large; at most {BYTES_MAX // 10**6} MB")
    return _png(data) if data.startswith(PNG) else _svg(data)


def _png(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if image.width * image.height > PIXELS_MAX:
                raise DataError(f"logo: {image.width} x {image.height} pixels are too many; at most 40 million")
            image = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise DataError("logo: the PNG is damaged; export it again") from None
    image.thumbnail(SIZE_PX)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _svg(data: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise DataError("logo: the file is neither PNG nor SVG; use one of the two") from None
    if root.tag != f"{{{SVG}}}svg" or root.getroottree().docinfo.internalDTD is not None:
        raise DataError("logo: the file is not a plain SVG; export it again as plain SVG or PNG")
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "instruction"
        if name in _FORBIDDEN or (name == "instruction" and not isinstance(element, etree._Comment)):
            raise DataError(f"logo: the SVG holds <{name}>, which could run or load something; export it as PNG")
        for key, value in element.attrib.items():
            plain = etree.QName(key).localname.lower()
            if plain.startswith("on") or plain == "href" or _CALLS_OUT.search(value):
                raise DataError(f"logo: the SVG's {plain!r} could run or load something; export it as PNG")
    _shape_of(root)
    return etree.tostring(root)


def _shape_of(root) -> tuple[float, float]:
    """Width and height of an SVG, of any unit."""
    box = re.findall(r"-?[\d.]+", root.get("viewBox", ""))
    sides = box[2:] if len(box) == 4 else [re.sub(r"[a-z%]+$", "", root.get(side, "")) for side in ("width", "height")]
    try:
        width, height = (float(side) for side in sides)
    except ValueError:
        width = height = 0.0
    if width <= 0 or height <= 0:
        raise DataError("logo: the SVG has neither a viewBox nor a width and a height; export it again with one")
    return width, height


def draw_logo(canvas: Canvas, brand: Brand, box: Box) -> None:
    """The logo in the upper right corner of its box."""
    logo = checked_logo(brand.logo or b"")
    alt = f"Logo of {brand.company}" if brand.company else "Logo of the company"
    if logo.startswith(PNG):
        with Image.open(io.BytesIO(logo)) as image:
            picture = canvas.slide.shapes.add_picture(io.BytesIO(logo), *_inside(box, *image.size).emu)
        canvas.name("logo", picture, alt)
        return
    place = _inside(box, *_shape_of(etree.fromstring(logo)))
    picture = canvas.slide.shapes.add_picture(io.BytesIO(_blank()), *place.emu)
    canvas.name("logo", picture, alt)
    rel_id = canvas.slide.part.relate_to(_svg_part(canvas.slide.part.package, logo), REL_IMAGE)
    blip = picture._element.xpath(".//a:blip")[0]
    blip.append(parse_xml(
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext '
        'uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{rel_id}"/></a:ext></a:extLst>'))


def _inside(box: Box, width: float, height: float) -> Box:
    scale = min(box.w / width, box.h / height)
    return Box(box.x + box.w - scale * width, box.y, scale * width, scale * height)


def _blank() -> bytes:
    """What a PowerPoint before 2016, which knows no SVG, shows in its place: nothing."""
    buffer = io.BytesIO()
    Image.new("RGBA", (1, 1)).save(buffer, "PNG")
    return buffer.getvalue()


def _svg_part(package, data: bytes) -> Part:
    """The one part that holds the SVG, for all slides."""
    for part in package.iter_parts():
        if part.partname == "/ppt/media/logo.svg":
            return part
    return Part(PackURI("/ppt/media/logo.svg"), "image/svg+xml", package, data)

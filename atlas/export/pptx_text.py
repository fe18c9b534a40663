"""Text in slides: nothing in it runs or breaks the file, and none of it overflows.

Widths are those of Calibri and Cambria in hundredths of the type size, which hold for their metric twins Carlito and
Caladea too. They were chosen for that: every PowerPoint since 2007 has the pair, and a machine without it still breaks
lines in the same places.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

ELLIPSIS = "…"
BODY, STRONG, TITLE = "body", "strong", "title"

_ASCII = {  # from "space" to "~", two digits each
    BODY: (
        "233340505171682230305050253150395151515151515151515127275050504689585453624946646236325342856566"
        "5267544649645789524949313931505029485342535031475323244523805353535335393353457143454031463150"),
    STRONG: (
        "233344505173702331315050263127435151515151515151515128285050504690615653634946646327335542876668"
        "5369564750655991555248324332505030495442545032475425264825815454545436403554477546474034483450"),
    TITLE: (
        "223342625498742541414559233123505346515155525449565328285959594592656355665653597236346854856965"
        "5965644759696396625955375037593718535745575133516031305931895753575645443661527853524639323959"),
}
_WIDE, _OTHER, _MARGIN = 100, 62, 1.03
_SPECIAL = {"–": 50, "—": 100, "…": 77, "€": 64, "№": 105, "•": 50, "×": 59, "\u00a0": 23, "’": 26, "‘": 26, "·": 27,
            "ł": 34}
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_INVISIBLE = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
"""Marks that turn or hide the text beside them; letters that run from right to left need none."""


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """One line of text that XML can hold: no control characters, lone surrogates, non-characters or bidi overrides."""
    flat = _BREAKS.sub(" ", str(text))
    return "".join(c for c in flat if unicodedata.category(c) not in ("Cc", "Cs") and ord(c) not in _INVISIBLE
                   and ord(c) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(c) <= 0xFDEF).strip()


def safe_link(url: str) -> str:
    """The address itself where it is https or mailto, else nothing."""
    url = str(url).strip()
    if clean(url) != url or re.search(r"[\s\\<>\"]", url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme == "https" and parts.hostname and not parts.username and (port is None or port):
        return url
    return url if parts.scheme == "mailto" and re.fullmatch(r"[^@?]+@[^@?]+", parts.path) else ""


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False


def clusters(text: str) -> list[str]:
    """The text in pieces that must not be cut apart: letters with their marks, joined emoji, flags."""
    found: list[str] = []
    for character in text:
        joins = found and (
            unicodedata.category(character) in ("Mn", "Me", "Mc") or character == "\u200d" or found[-1][-1] == "\u200d"
            or 0x1F3FB <= ord(character) <= 0x1F3FF
            or (_is_flag(character) and _is_flag(found[-1]) and len(found[-1]) == 1))
        if joins:
            found[-1] += character
        else:
            found.append(character)
    return found


def _is_flag(text: str) -> bool:
    return len(text) == 1 and 0x1F1E6 <= ord(text) <= 0x1F1FF


@lru_cache(maxsize=65536)
def _width(cluster: str, face: str) -> int:
    first = cluster[0]
    if first in _SPECIAL:
        return _SPECIAL[first]
    if unicodedata.east_asian_width(first) in "WF":
        return _WIDE + 30 * (ord(first) > 0xFFFF)
    base = unicodedata.normalize("NFD", first)[0]
    at = ord(base) - 32
    if 0 <= at < 95:
        return int(_ASCII[face][2 * at:2 * at + 2])
    return 0 if unicodedata.category(first) in ("Mn", "Cf") else _OTHER


def width_pt(text: str, size_pt: float, face: str = BODY) -> float:
    """The estimated width of one line, a little on the safe side."""
    return sum(_width(cluster, face) for cluster in clusters(text)) * size_pt / 100 * _MARGIN


def wrap(text: str, room_pt: float, size_pt: float, face: str = BODY) -> list[str]:
    """The lines that the text takes: broken at spaces, and inside a word only where it is longer than a line."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width_pt(joined, size_pt, face) <= room_pt:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for cluster in clusters(word):
            if lines[-1] and width_pt(lines[-1] + cluster, size_pt, face) > room_pt:
                lines.append("")
            lines[-1] += cluster
    return lines


def cut(text: str, room_pt: float, size_pt: float, lines: int = 1, face: str = BODY) -> str:
    """The cleaned text, cut with an ellipsis where it takes more than `lines` lines."""
    text = clean(text)
    found = wrap(text, room_pt, size_pt, face)
    if len(found) <= lines:
        return text
    start = 0
    for line in found[:lines - 1]:
        start = text.index(line, start) + len(line)
    kept = ""
    for cluster in clusters(text[start:].lstrip()):
        if width_pt(kept + cluster + ELLIPSIS, size_pt, face) > room_pt:
            break
        kept += cluster
    return text[:start] + (" " if text[start:start + 1] == " " else "") + kept.rstrip() + ELLIPSIS


@dataclass(frozen=True)
class Fitted:
    """Text as it can be set: cut where it must be, at a size in points."""

    text: str
    size_pt: float


def fit(text: str, room_pt: float, lines: int, size_pt: float, least_pt: float, face: str = BODY) -> Fitted:
    """The text at the largest size from `size_pt` down to `least_pt` at which it takes at most `lines` lines.

    Where even the least is too large, the text is cut. One line at a smaller size beats two at a larger one only down
    to a tenth smaller: a title that wraps is easier to read than a small one.
    """
    text, size = clean(text), size_pt
    while size >= max(least_pt, 0.9 * size_pt):
        if len(wrap(text, room_pt, size, face)) == 1:
            return Fitted(text, size)
        size -= 1
    size = size_pt
    while size >= least_pt:
        if len(wrap(text, room_pt, size, face)) <= lines:
            return Fitted(text, size)
        size -= 1
    return Fitted(cut(text, room_pt, least_pt, lines, face), least_pt)

"""What a deck says: slides, the figures on them and the words around, as plain frozen records."""

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from atlas.export.bodies import Body


@dataclass(frozen=True)
class Panel:
    """A figure in its place: `box` is left, top, width and height as shares of the room under the takeaway."""

    part: str
    body: Body
    alt: str
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    heading: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide. `title` is its message, not its topic; `takeaway` one sentence; `notes` go under the slide."""

    id: str
    title: str
    takeaway: str
    panels: tuple[Panel, ...]
    source_line: str
    notes: str
    kind: Literal["title", "message"] = "message"


@dataclass(frozen=True)
class Failure:
    """A slide that could not be made, and why, in one line."""

    slide_id: str
    reason: str


@dataclass(frozen=True)
class Deck:
    """A deck: slides in their order, the day it is made, and the line that dates its data.

    `failures` are slides that could not even be composed; they are reported with those that cannot be drawn.
    """

    slides: tuple[Slide, ...]
    date: Date
    stamp: str
    name: str = "Talent Atlas"
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Brand:
    """The company's own marks under our master: name, logo (PNG or SVG bytes), and two colours as #RRGGBB."""

    company: str = ""
    logo: bytes | None = None
    primary: str = ""
    accent: str = ""

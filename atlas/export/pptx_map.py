"""The map as native shapes: a freeform a country, a bubble a hub, all of it open to a colour or a label of one's own.

Mercator, as on screen: shapes of countries stay true, and distances are not read off a board's map.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.export.bodies import MapBody, Place
from atlas.export.pptx_canvas import INK, INK_2, INK_3, PAPER, Canvas
from atlas.export.pptx_master import Box
from atlas.export.pptx_text import BODY, STRONG, cut, width_pt
from atlas.views.theme import LIGHT

Point = tuple[float, float]
LABEL_PT, LABEL_ROOM_PT = 10.5, 110.0
LEAST_AREA_PT2 = 0.6
"""Islands smaller than this on the slide are left out."""


@dataclass(frozen=True)
class View:
    """What a map shows: west, south, east, north in degrees, and the radius in points of a pool of 100,000."""

    name: str
    west: float
    south: float
    east: float
    north: float
    radius_pt: float

    def holds(self, place: Place) -> bool:
        return self.west <= place.longitude <= self.east and self.south <= place.latitude <= self.north


VIEWS = {"europe": View("Europe", 9.5, 40.2, 33.5, 60.4, 8.5), "world": View("World", -128, -42, 155, 62, 4.2)}
REFERENCE_PERSONS = 100_000


@dataclass(frozen=True)
class Projection:
    """Degrees to points on the slide: the view fits its box and stands in its middle."""

    box: Box
    scale: float
    middle: Point

    @classmethod
    def of(cls, view: View, box: Box) -> "Projection":
        west, east = math.radians(view.west), math.radians(view.east)
        south, north = _mercator(view.south), _mercator(view.north)
        scale = min(box.w / (east - west), box.h / (north - south))
        return cls(box, scale, ((west + east) / 2, (south + north) / 2))

    def at(self, longitude: float, latitude: float) -> Point:
        x = self.box.x + self.box.w / 2 + self.scale * (math.radians(longitude) - self.middle[0])
        return x, self.box.y + self.box.h / 2 - self.scale * (_mercator(latitude) - self.middle[1])


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(min(max(latitude, -85.0), 85.0))))


def draw_map(canvas: Canvas, part: str, box: Box, body: MapBody, alt: str) -> None:
    """One view; under the world the legend of its marks."""
    view = VIEWS[body.view]
    legend_pt = 24 if body.view == "world" else 0
    paper = Box(box.x, box.y, box.w, box.h - legend_pt)
    projection = Projection.of(view, paper)
    with canvas.group(part, paper, alt):
        canvas.shape(f"{part}-sea", paper, "rect", LIGHT.panel)
        for number, (name, rings) in enumerate(_countries(body.land, projection)):
            canvas.freeform(f"{part}-land-{number}-{name}", rings, LIGHT.land, PAPER, 0.6)
        canvas.text(f"{part}-name", Box(paper.x + 8, paper.y + 6, 120, 16), view.name, 12, face=STRONG)
        if body.elsewhere:
            _frame_of(canvas, part, projection, VIEWS[body.elsewhere], body.places)
        _places(canvas, part, projection, view, body)
        if body.view == "europe":
            _sizes(canvas, part, paper, view)
    if legend_pt:
        _legend(canvas, f"{part}-legend", Box(box.x, box.y + box.h - legend_pt + 6, box.w, legend_pt - 6), body)


# --- land -----------------------------------------------------------------------------------------------------------


def _countries(land: dict[str, Any], projection: Projection) -> Iterator[tuple[str, list[list[Point]]]]:
    """The outlines of each country that the box shows, cut at its edges, named."""
    for feature in land["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [clip([projection.at(*point[:2]) for point in ring], projection.box)
                 for polygon in polygons for ring in polygon]
        shown = [ring for ring in rings if len(ring) > 2 and _area(ring) >= LEAST_AREA_PT2]
        if shown:
            yield feature["properties"].get("name", ""), shown


def clip(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring inside a box (I. Sutherland and G. Hodgman, CACM 17(1), 1974, 32-42)."""
    found = list(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
    for axis, edge, keep in ((0, box.x, 1), (0, box.x + box.w, -1), (1, box.y, 1), (1, box.y + box.h, -1)):
        inside = [keep * (point[axis] - edge) >= 0 for point in found]
        if all(inside):
            continue
        cut_ring: list[Point] = []
        for index, point in enumerate(found):
            before = found[index - 1]
            if inside[index] != inside[index - 1]:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                cut_ring.append(tuple(b + share * (p - b) for b, p in zip(before, point, strict=True)))
            if inside[index]:
                cut_ring.append(point)
        found = cut_ring
    return found


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


# --- places ---------------------------------------------------------------------------------------------------------


def _places(canvas: Canvas, part: str, projection: Projection, view: View, body: MapBody) -> None:
    """Bubbles from the largest down, so that none hides another; then the labels, each where it covers least."""
    shown = [p for p in body.places if view.holds(p) and not (body.elsewhere and VIEWS[body.elsewhere].holds(p))]
    marks: dict[str, Box] = {}
    for place in sorted(shown, key=lambda p: (-(p.people or 0), p.id)):
        x, y = projection.at(place.longitude, place.latitude)
        radius = radius_pt(place, view)
        marks[place.id] = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        _mark(canvas, f"{part}-mark-{place.id}", marks[place.id], place)
    taken = list(marks.values())
    for place in sorted((p for p in shown if p.label), key=lambda p: (-p.latitude, p.id)):
        mark = marks[place.id]
        text = cut(place.label, LABEL_ROOM_PT, LABEL_PT)
        taken.append(label_box(mark, place.side, width_pt(text, LABEL_PT) + 3, projection.box, taken))
        canvas.text(f"{part}-label-{place.id}", taken[-1], text, LABEL_PT, colour=INK_3 if place.state == "removed" else INK)


def radius_pt(place: Place, view: View) -> float:
    """The radius of a place's mark: area in proportion to the people, marks without a size of their own fixed."""
    if place.state != "ranked":
        return 5.0 if place.state == "home" else 4.0
    people = REFERENCE_PERSONS / 20 if place.people is None else place.people
    return max(2.5, view.radius_pt * math.sqrt(people / REFERENCE_PERSONS))


def fill_of(share: float) -> str:
    """The colour of a share 0..1 on the sequential scale; the two palest steps are left to the land."""
    return LIGHT.sequential[min(9, int(share * 8) + 2)]


def _mark(canvas: Canvas, part: str, box: Box, place: Place) -> None:
    if place.state == "home":
        canvas.shape(part, box, "diamond", PAPER, INK_2, width_pt=1.25, alt=place.about)
    elif place.state == "removed":
        canvas.shape(part, box, "mathMultiply", INK_3, alt=place.about)
    elif place.share is None:
        canvas.shape(part, box, "ellipse", "", INK_3, width_pt=1, alt=place.about)
    elif place.modelled:
        canvas.shape(part, box, "ellipse", fill_of(place.share), INK_2, alpha_pct=55, width_pt=1, dash="sysDash",
                     alt=place.about)
    else:
        canvas.shape(part, box, "ellipse", fill_of(place.share), PAPER, width_pt=0.75, alt=place.about)


def label_box(mark: Box, side: str, width: float, paper: Box, taken: Sequence[Box]) -> Box:
    """Where a label stands beside its mark: on the wanted side, or on another where that covers less of what is taken."""
    height, gap = LABEL_PT * 1.25, 3.0
    x, y = mark.x + mark.w / 2, mark.y + mark.h / 2
    right, left = mark.x + mark.w + gap, mark.x - gap - width
    under, over = mark.y + mark.h + 1, mark.y - 1 - height
    spots = {"right": (right, y - height / 2), "left": (left, y - height / 2), "above": (x - width / 2, over),
             "below": (x - width / 2, under), "upper right": (right - 3, over + 5), "lower right": (right - 3, under - 5),
             "upper left": (left + 3, over + 5), "lower left": (left + 3, under - 5)}
    order = [side, *(name for name in spots if name != side)]
    inside = {name: Box(min(max(spots[name][0], paper.x + 2), paper.x + paper.w - width - 2), spots[name][1], width, height)
              for name in order}
    return min((inside[name] for name in order), key=lambda box: round(sum(_shared(box, other) for other in taken), 1))


def _shared(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    wide = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    high = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    return max(wide, 0.0) * max(high, 0.0)


def _frame_of(canvas: Canvas, part: str, projection: Projection, view: View, places: Sequence[Place]) -> None:
    """Where the view beside this one lies, and how many hubs it holds."""
    (left, top), (right, bottom) = projection.at(view.west, view.north), projection.at(view.east, view.south)
    canvas.shape(f"{part}-frame", Box(left, top, right - left, bottom - top), "rect", "", INK_3, dash="sysDash")
    count = sum(view.holds(p) and p.state == "ranked" for p in places)
    canvas.text(f"{part}-frame-text", Box((left + right) / 2 - 50, bottom + 1, 100, 13), f"{count} hubs, at left",
                LABEL_PT, colour=INK_2, align="ctr")


# --- legends --------------------------------------------------------------------------------------------------------


def _sizes(canvas: Canvas, part: str, paper: Box, view: View) -> None:
    """What a bubble's area means, in the corner of the view."""
    for row, people in enumerate((10_000, REFERENCE_PERSONS)):
        radius = view.radius_pt * math.sqrt(people / REFERENCE_PERSONS)
        y = paper.y + 34 + 20 * row
        canvas.shape(f"{part}-size-{people}", Box(paper.x + 18 - radius, y - radius, 2 * radius, 2 * radius), "ellipse",
                     "", INK_2, width_pt=1)
        label = f"{people:,} software and IT people" if row else f"{people:,}"
        canvas.text(f"{part}-size-text-{people}", Box(paper.x + 32, y - 6.5, 160, 13), label, LABEL_PT, colour=INK_2)


def _legend(canvas: Canvas, part: str, box: Box, body: MapBody) -> None:
    """The colours of the scale, then the marks."""
    x, y, size = box.x, box.y + 2, LABEL_PT
    with canvas.group(part, box, "Legend of the map"):
        def say(name: str, text: str, gap: float = 12) -> None:
            nonlocal x
            width = width_pt(text, size, BODY) + 2
            canvas.text(f"{part}-{name}", Box(x, y, width, 13), text, size, colour=INK_2)
            x += width + gap

        if any(body.scale):
            say("low", body.scale[0], 4)
            for step, colour in enumerate(LIGHT.sequential[2:]):
                canvas.shape(f"{part}-step-{step}", Box(x, y + 2, 11, 9), "rect", colour)
                x += 11
            x += 4
            say("high", body.scale[1], 14)
        marks = (("modelled", "modelled pool", any(p.modelled and p.state == "ranked" for p in body.places)),
                 ("home", "home market, not ranked", any(p.state == "home" for p in body.places)),
                 ("removed", "removed", any(p.state == "removed" for p in body.places)))
        for name, text, there in marks:
            if there:
                state = "ranked" if name == "modelled" else name
                _mark(canvas, f"{part}-{name}-mark", Box(x, y + 1.5, 10, 10),
                      Place(name, "", 0, 0, "right", state, None, 0.5, name == "modelled", ""))
                x += 14
                say(name, text)

"""The map as a figure for a picture: the screen's is drawn by deck.gl in the browser, this one by Plotly from the same rows.

Mercator and sizes in pixels, as on the screen; the frame's middle stays, and the land goes on to the picture's edges.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.views import map as map_view
from atlas.views.map import POOL_REFERENCE_PERSONS, Frame
from atlas.views.theme import Palette, template

CHARACTER_SHARE = 0.62
"""Width of a character, in sizes of the font, on the safe side."""

LEGEND_PX = 44
MARK_PX = 6
"""Half the size of a home market's diamond."""

RING_PX = 5
"""From a bubble to the ring that says it is chosen."""


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """How a frame is drawn in a picture: the ends of latitude that it shows, the figure's height, and the share of the
    screen's bubbles by which these are larger."""

    south: float
    north: float
    height: int
    larger: float = 1.0


SHEETS = {"Europe": Sheet(38.6, 61.2, 700, 1.15), "World": Sheet(-46.0, 66.0, 620, 1.7)}


@dataclass(frozen=True)
class Scale:
    """What the colours mean: the name, and the words at the pale and at the strong end."""

    name: str
    low: str
    high: str


def figure(places: pd.DataFrame, frame: Frame, outlines: dict[str, Any], selected: Sequence[str], scale: Scale,
           colours: Palette) -> go.Figure:
    """One map of `places` (see views.map.points) on the land of `outlines` (GeoJSON), its legend underneath."""
    sheet = SHEETS[frame.name]
    seen = places if frame.inset is None else places[~map_view.in_inset(frame, places)]
    drawn = map_view.points(seen.reset_index(drop=True), frame, colours)
    is_bubble = drawn["state"] == "ranked"
    drawn = drawn.assign(radius=np.where(is_bubble, drawn["radius"] * sheet.larger, MARK_PX),
                         x=np.radians(drawn["longitude"]), y=[mercator(latitude) for latitude in drawn["latitude"]])
    ranked = drawn[drawn["state"] == "ranked"].sort_values("radius", ascending=False)
    result = go.Figure([
        *_land(outlines, colours), _bubbles(ranked, colours),
        _marks(drawn[drawn["state"] == "home"], "diamond", 2 * MARK_PX - 1, colours.paper, colours.ink_2),
        _marks(drawn[drawn["state"] == "removed"], "x-thin", 7, colours.ink_3, colours.ink_3),
        _chosen(drawn[drawn["hub_id"].isin(selected)], colours)])
    middle = math.radians(frame.longitude)
    south, north = mercator(sheet.south), mercator(sheet.north)
    result.update_layout(
        template=template(colours), height=sheet.height, margin=dict(l=0, r=0, t=8, b=LEGEND_PX), plot_bgcolor=colours.sea,
        annotations=[*_names(drawn, frame, sheet, selected, colours), *_inset_note(frame, colours),
                     *_legend(scale, colours)],
        shapes=[*_rings(ranked[ranked["modelled"]], colours), *_inset(frame, colours),
                *_legend_marks(frame, sheet, colours)],
        xaxis=dict(visible=False, range=[middle - 0.01, middle + 0.01], fixedrange=True),
        yaxis=dict(visible=False, range=[south, north], scaleanchor="x", scaleratio=1, constrain="range", fixedrange=True))
    return result


def mercator(latitude: float) -> float:
    """The ordinate of a latitude in radians, kept from the poles (Snyder 1987, 7-1)."""
    return math.asinh(math.tan(math.radians(min(max(latitude, -85.0), 85.0))))


def _land(outlines: dict[str, Any], colours: Palette) -> list[go.Scatter]:
    """All rings of all countries as one filled line."""
    x: list[float | None] = []
    y: list[float | None] = []
    for feature in outlines["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            x += [*(math.radians(point[0]) for point in ring), None]
            y += [*(mercator(point[1]) for point in ring), None]
    return [go.Scatter(x=x, y=y, mode="lines", fill="toself", fillcolor=colours.land, hoverinfo="skip",
                       line=dict(color=colours.land_border, width=0.8))]


def _bubbles(ranked: pd.DataFrame, colours: Palette) -> go.Scatter:
    """A bubble a hub, the largest first, pale where its pool is modelled."""
    fills = ["rgba({},{},{},{:.2f})".format(*fill[:3], fill[3] / 255) for fill in ranked["fill"]]
    return go.Scatter(x=ranked["x"], y=ranked["y"], mode="markers", hoverinfo="skip", marker=dict(
        symbol="circle", size=2 * ranked["radius"], sizemode="diameter", opacity=1, color=fills,
        line=dict(color=colours.paper, width=0.8)))


def _rings(modelled: pd.DataFrame, colours: Palette) -> list[dict]:
    """A dashed ring around each modelled one, as a shape in pixels: Plotly's marks have no dashes."""
    return [_circle(place.x, place.y, 0, 0, place.radius + 2, colours, dash="3px,2px")
            | dict(xref="x", yref="y") for place in modelled.itertuples()]


def _circle(x: float, y: float, right_px: float, up_px: float, radius_px: float, colours: Palette,
            dash: str = "solid") -> dict:
    """A circle of a size in pixels, so many pixels from a point of the plot."""
    return dict(type="circle", xsizemode="pixel", ysizemode="pixel", xanchor=x, yanchor=y, xref="paper", yref="paper",
                x0=right_px - radius_px, x1=right_px + radius_px, y0=up_px - radius_px, y1=up_px + radius_px,
                line=dict(color=colours.ink_2, width=1, dash=dash))


def _marks(places: pd.DataFrame, symbol: str, size: float, fill: str, edge: str) -> go.Scatter:
    return go.Scatter(x=places["x"], y=places["y"], mode="markers", hoverinfo="skip",
                      marker=dict(symbol=symbol, size=size, color=fill, opacity=1, line=dict(color=edge, width=1.4)))


def _chosen(places: pd.DataFrame, colours: Palette) -> go.Scatter:
    return go.Scatter(x=places["x"], y=places["y"], mode="markers", hoverinfo="skip", marker=dict(
        symbol="circle-open", size=2 * (places["radius"] + RING_PX), sizemode="diameter", opacity=1, color=colours.ink,
        line=dict(width=2)))


def _names(drawn: pd.DataFrame, frame: Frame, sheet: Sheet, selected: Sequence[str], colours: Palette) -> list[dict]:
    """The names where the map has them; where one would meet a bubble or another name, on the side that is freest."""
    px = (sheet.height - LEGEND_PX) / (mercator(sheet.north) - mercator(sheet.south))
    bubbles = {place.hub_id: _box(place.x * px, -place.y * px, place.radius + 3, place.radius + 3)
               for place in drawn.itertuples()}
    names, taken = [], []
    for place in drawn.itertuples():
        half = len(place.city) * frame.label_px * CHARACTER_SHARE / 2
        away = place.radius + 6 + (RING_PX if place.hub_id in selected else 0)
        others = [*taken, *(box for hub_id, box in bubbles.items() if hub_id != place.hub_id)]

        def covered(shift: tuple[float, float], place=place, half=half, others=others) -> float:
            box = _box(place.x * px + shift[0], -place.y * px + shift[1], half, frame.label_px / 2)
            return sum(_shared(box, other) for other in others)

        sides = {"right": (away + half, 0), "left": (-away - half, 0), "below": (0, away + 7), "above": (0, -away - 7)}
        first, nudge = sides.pop(place.label_side), 0 if pd.isna(place.label_dy_px) else float(place.label_dy_px)
        wanted = [(first[0], first[1] + nudge), first, *sides.values()]
        shift = min(wanted, key=lambda one: (round(covered(one)), wanted.index(one)))
        taken.append(_box(place.x * px + shift[0], -place.y * px + shift[1], half, frame.label_px / 2))
        anchor, edge = ("center", 0) if not shift[0] else ("left", -half) if shift[0] > 0 else ("right", half)
        names.append(dict(
            x=place.x, y=place.y, text=escape(place.city), showarrow=False, xanchor=anchor, yanchor="middle",
            xshift=shift[0] + edge, yshift=-shift[1], font=dict(size=frame.label_px, color=colours.ink)))
    return names


def _box(x: float, y: float, half_width: float, half_height: float) -> Box:
    return x - half_width, y - half_height, x + half_width, y + half_height


def _shared(a: Box, b: Box) -> float:
    """The area that two boxes (left, top, right, bottom) share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


# --- the part that another map shows --------------------------------------------------------------------------------


def _inset(frame: Frame, colours: Palette) -> list[dict]:
    if frame.inset is None:
        return []
    west, south, east, north = frame.inset
    return [dict(type="rect", x0=math.radians(west), x1=math.radians(east), y0=mercator(south), y1=mercator(north),
                 line=dict(color=colours.ink_3, width=1.2))]


def _inset_note(frame: Frame, colours: Palette) -> list[dict]:
    if frame.inset is None:
        return []
    west, south, east, _ = frame.inset
    return [dict(x=math.radians((west + east) / 2), y=mercator(south), yshift=-12, text="see the map of Europe",
                 showarrow=False, font=dict(size=frame.label_px, color=colours.ink_3))]


# --- legend ---------------------------------------------------------------------------------------------------------

STEP_PX, ROW_PX = 16, -26
"""The width of one colour of the scale, and the middle of the row under the map, in pixels from its lower left corner."""

RAMP_PX, SMALL_PX, LARGE_PX, MODELLED_PX, HOME_PX, REMOVED_PX = 200, 470, 560, 830, 990, 1180
"""Where the scale, the two sizes and the three marks begin."""


def _legend(scale: Scale, colours: Palette) -> list[dict]:
    """The words under the map."""
    ramp = STEP_PX * len(colours.sequential[2:])
    words = [(RAMP_PX - 8, "right", f"<b>{escape(scale.name)}</b>  {escape(scale.low)}"),
             (RAMP_PX + ramp + 8, "left", escape(scale.high)), (SMALL_PX + 12, "left", "10,000"),
             (LARGE_PX + 24, "left", "100,000 software and IT people"), (MODELLED_PX + 16, "left", "modelled pool"),
             (HOME_PX, "left", "◇ home market, not ranked"), (REMOVED_PX, "left", "× removed")]
    return [dict(xref="paper", yref="paper", x=0, y=0, xanchor=anchor, yanchor="middle", xshift=x, yshift=ROW_PX, text=text,
                 showarrow=False, font=dict(size=12.5, color=colours.ink_2)) for x, anchor, text in words]


def _legend_marks(frame: Frame, sheet: Sheet, colours: Palette) -> list[dict]:
    """The colours, two bubbles, and the ring of a modelled pool."""
    fixed = dict(xref="paper", yref="paper", xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=0)
    shapes = [dict(type="rect", x0=RAMP_PX + n * STEP_PX, x1=RAMP_PX + (n + 1) * STEP_PX, y0=ROW_PX - 5, y1=ROW_PX + 5,
                   fillcolor=colour, line=dict(width=0)) | fixed for n, colour in enumerate(colours.sequential[2:])]
    full = frame.radius_px * sheet.larger
    sizes = ((SMALL_PX, full * math.sqrt(10_000 / POOL_REFERENCE_PERSONS), "solid"), (LARGE_PX, full, "solid"),
             (MODELLED_PX, 7, "3px,2px"))
    return shapes + [_circle(0, 0, x, ROW_PX, radius, colours, dash) for x, radius, dash in sizes]

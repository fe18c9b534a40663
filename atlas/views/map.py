"""The map: pydeck layers over our own land outlines, without a single request.

Bubble area is the talent pool, colour the chosen criterion or the score. A modelled pool is pale inside a dashed ring,
a home market is a diamond, a hub that a rule removed is a small cross.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import numpy as np
import pandas as pd
import pydeck as pdk
from pydeck.bindings import json_tools
from pydeck.types import String

from atlas.views.theme import FONT, Palette

LABEL_OFFSET = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}
ANCHORS = {"left": "end", "right": "start", "above": "middle", "below": "middle"}
POOL_REFERENCE_PERSONS = 100_000
SEA = [[lon, lat] for lat, lons in ((85, range(-180, 181, 10)), (-85, range(180, -181, -10))) for lon in lons]


@dataclass(frozen=True)
class Frame:
    """One map: where it looks, and the radius in pixels of a pool of POOL_REFERENCE_PERSONS."""

    name: str
    latitude: float
    longitude: float
    zoom: float
    height: int
    radius_px: float
    label_px: int
    inset: tuple[float, float, float, float] | None = None
    """West, south, east, north of the part that another map shows larger."""


EUROPE = Frame("Europe", 50.6, 21.8, 3.62, 680, 11.0, 13)
WORLD = Frame("World", 18.0, 10.0, 0.52, 268, 3.6, 12, inset=(11.0, 38.5, 34.0, 61.5))


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """A hex colour as deck.gl takes it."""
    return [int(colour[i:i + 2], 16) for i in (1, 3, 5)] + [alpha]


def scale(values: np.ndarray, colours: Palette) -> list[list[int]]:
    """Fill colours of values 0..1 on the sequential scale; NaN is transparent."""
    steps = [rgb(c) for c in colours.sequential]
    return [[0, 0, 0, 0] if np.isnan(v) else steps[min(9, int(v * 8) + 2)] for v in values]


def points(places: pd.DataFrame, frame: Frame, colours: Palette) -> pd.DataFrame:
    """What the layers draw, one row a place.

    `places` has hub_id, city, latitude, longitude, label_side, pool_persons, modelled, fill_share (0..1 or NaN), state
    (ranked, home or removed), tooltip.
    """
    pool = places["pool_persons"].fillna(POOL_REFERENCE_PERSONS / 20)
    radius = np.maximum(2.5, frame.radius_px * np.sqrt(pool / POOL_REFERENCE_PERSONS))
    ranked = (places["state"] == "ranked").to_numpy()
    reach = np.where(ranked, radius, 6) + 6
    nudge = places["label_dy_px"].fillna(0).astype(float)
    offset = [[LABEL_OFFSET[s][0] * r, LABEL_OFFSET[s][1] * (r + 5) + dy]
              for s, r, dy in zip(places["label_side"], reach, nudge, strict=True)]
    fills = scale(places["fill_share"].to_numpy(dtype=float), colours)
    fills = [[*f[:3], 140 if m and f[3] else f[3]] for f, m in zip(fills, places["modelled"], strict=True)]
    return places.assign(radius=radius, fill=fills, offset=offset, anchor=[ANCHORS[s] for s in places["label_side"]],
                         size=2 * radius + 4)


def _svg(body: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">{body}</svg>'
    return "data:image/svg+xml;charset=utf-8," + quote(svg)


def _icons(colours: Palette) -> dict[str, dict[str, Any]]:
    ink, quiet = colours.ink_2, colours.ink_3
    dashed = 'fill="none" stroke-width="3.5" stroke-dasharray="9 7"'
    bodies = {
        "ring": f'<circle cx="32" cy="32" r="29" stroke="{ink}" {dashed}/>',
        "home": f'<path d="M32 6 58 32 32 58 6 32Z" fill="{colours.paper}" stroke="{ink}" stroke-width="6"/>',
        "removed": f'<path d="M12 12 52 52M52 12 12 52" stroke="{quiet}" stroke-width="9" stroke-linecap="round"/>',
    }
    return {name: {"url": _svg(body), "width": 64, "height": 64, "anchorY": 32} for name, body in bodies.items()}


LAND = f"land {uuid4()}"
"""Stands for the outlines until the deck is written; no text of the data can be it."""


class Map(pdk.Deck):
    """A deck whose land is a ready text: pydeck would encode its 15,000 points anew, indented, with every run."""

    __slots__ = ("_land",)  # pydeck writes every attribute that `vars` shows

    def __init__(self, layers: list[pdk.Layer], land: str, **options: Any) -> None:
        super().__init__(layers, **options)
        self._land = land

    def to_json(self) -> str:
        """The deck as compact JSON."""
        text = json.dumps(self, sort_keys=True, default=json_tools.default_serialize, separators=(",", ":"))
        return text.replace(f'"{LAND}"', self._land)


def deck(places: pd.DataFrame, frame: Frame, colours: Palette, land: str, selected: Sequence[str] = ()) -> Map:
    """The map of `frame` with `selected` hubs ringed, over `land`, the text of a GeoJSON.

    Clicking picks an object of layer `hubs` or `marks`.
    """
    seen = places if frame.inset is None else places[~in_inset(frame, places)]
    drawn = points(seen.reset_index(drop=True), frame, colours)
    icons = _icons(colours)
    ranked = drawn[drawn["state"] == "ranked"].sort_values("radius", ascending=False)
    marks = drawn[drawn["state"] != "ranked"].assign(size=lambda f: np.where(f["state"] == "home", 13, 10))
    marks["icon"] = [icons[state] for state in marks["state"]]
    rings = ranked[ranked["modelled"]]
    chosen = drawn[drawn["hub_id"].isin(selected)]
    layers = [
        pdk.Layer("PolygonLayer", [{"ring": SEA}], id="sea", get_polygon="ring", get_fill_color=rgb(colours.sea),
                  stroked=False, pickable=False),
        pdk.Layer("GeoJsonLayer", LAND, id="land", get_fill_color=rgb(colours.land), pickable=False,
                  get_line_color=rgb(colours.land_border), line_width_units=String("pixels"), get_line_width=0.7),
        _scatter("hubs", ranked, get_fill_color="fill", pickable=True, stroked=True, get_line_width=0.8,
                 get_line_color=rgb(colours.paper)),
        _icon("rings", rings.assign(icon=[icons["ring"]] * len(rings)), pickable=False),
        _icon("marks", marks, pickable=True),
        _scatter("selected", chosen.assign(radius=chosen["radius"] + (5 if len(chosen) == 1 else 1)), filled=False,
                 stroked=True, get_line_width=2, get_line_color=rgb(colours.ink)),  # of a country's hubs none hides a name
        *(_inset(frame, colours) if frame.inset else ()),
        pdk.Layer("TextLayer", _plain(drawn), id="labels", get_position=["longitude", "latitude"], get_text="city",
                  get_size=frame.label_px, get_color=rgb(colours.ink), get_pixel_offset="offset",
                  get_text_anchor="anchor", font_family=String(FONT), character_set=String("auto"), pickable=False),
    ]
    view = pdk.View("MapView", controller={"scrollZoom": False, "dragRotate": False, "touchRotate": False})
    state = pdk.ViewState(latitude=frame.latitude, longitude=frame.longitude, zoom=frame.zoom, min_zoom=0, max_zoom=7)
    return Map(layers, land, views=[view], initial_view_state=state, map_provider=None, tooltip={"text": "{tooltip}"})


def in_inset(frame: Frame, places: pd.DataFrame) -> pd.Series:
    """Which places lie in the part that another map shows larger."""
    west, south, east, north = frame.inset
    return places["longitude"].between(west, east) & places["latitude"].between(south, north)


def _inset(frame: Frame, colours: Palette) -> list[pdk.Layer]:
    west, south, east, north = frame.inset
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [
        pdk.Layer("PathLayer", [{"path": ring}], id="inset", get_path="path", get_color=rgb(colours.ink_3), get_width=1.2,
                  width_units=String("pixels"), pickable=False),
        pdk.Layer("TextLayer", [{"at": [(west + east) / 2, south], "text": "see the map of Europe"}], id="inset_note",
                  get_position="at", get_text="text", get_size=frame.label_px, get_color=rgb(colours.ink_3),
                  get_pixel_offset=[0, 10], font_family=String(FONT), pickable=False),
    ]


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = ["hub_id", "city", "latitude", "longitude", "offset", "anchor", "radius", "fill", "tooltip", "size"]
    return frame[[*columns, *(c for c in ("icon",) if c in frame)]].to_dict("records")


def _scatter(name: str, frame: pd.DataFrame, **options: Any) -> pdk.Layer:
    return pdk.Layer("ScatterplotLayer", _plain(frame), id=name, get_position=["longitude", "latitude"],
                     get_radius="radius", radius_units=String("pixels"), line_width_units=String("pixels"), **options)


def _icon(name: str, frame: pd.DataFrame, **options: Any) -> pdk.Layer:
    return pdk.Layer("IconLayer", _plain(frame), id=name, get_position=["longitude", "latitude"], get_icon="icon",
                     get_size="size", size_units=String("pixels"), **options)

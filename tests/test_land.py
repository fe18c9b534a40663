"""The outlines of the maps: cut at the antimeridian, north up, and every hub in its own country."""

import csv
import json
from itertools import pairwise
from math import dist

import pytest

from atlas.domain.tables import HUBS
from atlas.paths import DATA

LAND_NAMES = {"US": "United States of America", "MK": "Macedonia"}
"""Names in Natural Earth that differ from ours."""

COAST_DEGREES = 0.5
"""Outlines at 1:110 million cut off harbours: Gdańsk, Manila, New York."""


@pytest.fixture(scope="module")
def land() -> list[dict]:
    return json.loads((DATA / "world.geojson").read_text(encoding="utf-8"))["features"]


def rings(feature) -> list[list[list[float]]]:
    coordinates = feature["geometry"]["coordinates"]
    polygons = [coordinates] if feature["geometry"]["type"] == "Polygon" else coordinates
    return [ring for polygon in polygons for ring in polygon]


def test_land_is_cut_at_the_antimeridian(land):
    assert len(land) == 176
    assert "Antarctica" not in {feature["properties"]["name"] for feature in land}
    for feature in land:
        for ring in rings(feature):
            longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
            assert max(longitudes) - min(longitudes) <= 180, feature["properties"]
            assert min(longitudes) >= -180 and max(longitudes) <= 180
            assert min(latitudes) >= -90 and max(latitudes) <= 90
            assert ring[0] == ring[-1] and len(ring) >= 4


def test_land_is_north_up(land):
    """A reflected axis would put Brazil's east coast in the north."""
    brazil = next(feature for feature in land if feature["properties"]["name"] == "Brazil")
    assert inside(rings(brazil), (-47.9, -15.8))  # Brasília


def inside(outline, point) -> bool:
    """Even-odd rule over every ring."""
    x, y = point
    crossings = sum(1 for ring in outline for (x1, y1), (x2, y2) in pairwise(ring)
                    if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return crossings % 2 == 1


def gap(outline, point) -> float:
    """Degrees from the point to the nearest edge."""
    return min(_to_segment(point, a, b) for ring in outline for a, b in pairwise(ring))


def _to_segment(point, a, b) -> float:
    length = dist(a, b) ** 2
    along = 0 if length == 0 else ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
    along = min(1, max(0, along))
    return dist(point, (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))


def test_every_hub_stands_in_its_own_country(land):
    with (DATA / HUBS.file).open(encoding="utf-8", newline="") as file:
        hubs = list(csv.DictReader(file))
    outlines = {feature["properties"]["name"]: rings(feature) for feature in land}
    for row in hubs:
        outline = outlines[LAND_NAMES.get(row["country"], row["country_name"])]
        point = (float(row["longitude"]), float(row["latitude"]))
        assert inside(outline, point) or gap(outline, point) < COAST_DEGREES, row["hub_id"]

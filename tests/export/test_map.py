"""The map's geometry: clipping, projection, sizes, labels that keep clear of each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export import pptx_map
from atlas.export.bodies import Place
from atlas.export.pptx_map import VIEWS, Projection, clip, label_box, radius_pt
from atlas.export.pptx_master import Box

SQUARE = Box(0, 0, 10, 10)
WORLD = Box(48, 126, 574, 260)


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def test_clip_cuts_a_triangle_at_the_edge():
    """The triangle (5,5) (15,5) (5,15) meets the square in the square from 5 to 10."""
    assert area(clip([(5, 5), (15, 5), (5, 15), (5, 5)], SQUARE)) == pytest.approx(25)


def test_clip_keeps_what_is_inside_and_drops_what_is_outside():
    inside = [(1, 1), (2, 1), (2, 2)]
    assert clip([*inside, inside[0]], SQUARE) == inside
    assert clip([(20, 20), (30, 20), (30, 30)], SQUARE) == []


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_clipped_points_lie_in_the_box(ring):
    assert all(-1e-6 <= x <= 10 + 1e-6 and -1e-6 <= y <= 10 + 1e-6 for x, y in clip(ring, SQUARE))


def test_projection_is_mercator():
    """At 45 degrees the Mercator ordinate is ln(tan(3 pi / 8)) = 0.8813736 (Snyder, Map Projections, 1987, 7-1)."""
    projection = Projection.of(VIEWS["world"], WORLD)
    (_, equator), (_, north) = projection.at(0, 0), projection.at(0, 45)
    assert (equator - north) / projection.scale == pytest.approx(0.8813736, abs=1e-6)
    (west, _), (east, _) = projection.at(0, 0), projection.at(90, 0)
    assert (east - west) / projection.scale == pytest.approx(math.pi / 2)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_view_fits_its_box(view):
    projection = Projection.of(view, WORLD)
    for longitude, latitude in ((view.west, view.north), (view.east, view.south)):
        x, y = projection.at(longitude, latitude)
        assert WORLD.x - 1e-6 <= x <= WORLD.x + WORLD.w + 1e-6
        assert WORLD.y - 1e-6 <= y <= WORLD.y + WORLD.h + 1e-6


def place(people, **changes):
    return Place(**{"id": "x", "label": "X", "latitude": 50, "longitude": 20, "side": "right", "state": "ranked",
                    "people": people, "share": 0.5, "modelled": False, "about": ""} | changes)


def test_area_of_a_bubble_is_in_proportion_to_people():
    view = VIEWS["europe"]
    assert (radius_pt(place(400_000), view) / radius_pt(place(100_000), view)) ** 2 == pytest.approx(4)


def test_label_stands_on_the_wanted_side_where_that_is_free():
    mark = Box(100, 200, 10, 10)
    assert label_box(mark, "left", 30, WORLD, []).x + 30 < mark.x
    assert label_box(mark, "right", 30, WORLD, []).x > mark.x + mark.w


def test_label_moves_to_another_side_where_the_wanted_one_is_taken():
    mark = Box(100, 200, 10, 10)
    there = label_box(mark, "right", 30, WORLD, [])
    assert label_box(mark, "right", 30, WORLD, [there]) != there


def test_label_stays_on_the_paper():
    box = label_box(Box(WORLD.x + 1, 200, 6, 6), "left", 60, WORLD, [])
    assert box.x >= WORLD.x


def test_palest_colours_are_left_to_the_land():
    colours = [pptx_map.fill_of(share / 10) for share in range(11)]
    assert colours[0] == pptx_map.LIGHT.sequential[2]
    assert colours[-1] == pptx_map.LIGHT.sequential[9]

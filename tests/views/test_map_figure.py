"""The map as a figure: places where Mercator puts them, areas by people, and names that keep clear of one another."""

import math

import pytest

from atlas import answers
from atlas.domain.scenario import DEFAULT
from atlas.views import explore, map_figure
from atlas.views.map import EUROPE, WORLD
from atlas.views.theme import LIGHT

pytestmark = pytest.mark.usefixtures("built_database")
SCALE = map_figure.Scale("Score", "30", "80")


@pytest.fixture(scope="module")
def places():
    return explore.places(answers.rank(DEFAULT), "score", "USD", 1.0)


def draw(places, frame, selected=()):
    return map_figure.figure(places, frame, answers.land(), selected, SCALE, LIGHT)


def bubbles(figure):
    """Of the bubbles: (x, y) -> diameter. They come after the land."""
    trace = figure.data[1]
    return {(x, y): size for x, y, size in zip(trace.x, trace.y, trace.marker.size, strict=True)}


def test_mercator():
    """At 45 degrees the ordinate is ln(tan(3 pi / 8)) = 0.8813736 (Snyder, Map Projections, 1987, 7-1)."""
    assert map_figure.mercator(45) == pytest.approx(0.8813736, abs=1e-6)
    assert map_figure.mercator(90) == map_figure.mercator(85)


def test_a_bubble_s_area_is_in_proportion_to_people(places):
    drawn = bubbles(draw(places, EUROPE))
    ranked = places[(places["state"] == "ranked") & (places["pool_persons"] > 20_000)]
    found = [drawn[math.radians(p.longitude), map_figure.mercator(p.latitude)] ** 2 / p.pool_persons
             for p in ranked.itertuples()]
    assert len(found) > 10 and found == pytest.approx([found[0]] * len(found))


def test_the_world_leaves_europe_to_its_own_map(places):
    names = {note.text for note in draw(places, WORLD).layout.annotations}
    assert "Bengaluru" in names and "Warsaw" not in names and "see the map of Europe" in names


def test_names_keep_clear_of_one_another(places):
    """No two names of a map share paper, in the room that is reckoned for them."""
    for frame in (EUROPE, WORLD):
        sheet = map_figure.SHEETS[frame.name]
        px = (sheet.height - map_figure.LEGEND_PX) / (map_figure.mercator(sheet.north) - map_figure.mercator(sheet.south))
        cities = set(places["city"])
        boxes = []
        for note in draw(places, frame).layout.annotations:
            if note.text not in cities:
                continue
            width = len(note.text) * frame.label_px * map_figure.CHARACTER_SHARE
            left = {"left": 0, "center": -width / 2, "right": -width}[note.xanchor]
            x, y = note.x * px + note.xshift + left, -note.y * px - note.yshift
            boxes.append((x, y - frame.label_px / 2, x + width, y + frame.label_px / 2))
        shared = sum(map_figure._shared(a, b) > 1 for n, a in enumerate(boxes) for b in boxes[:n])
        assert len(boxes) > 10 and shared == 0


def test_modelled_pools_have_a_dashed_ring_and_the_chosen_hub_a_firm_one(places):
    figure = draw(places, EUROPE, ["warsaw"])
    dashed = [shape for shape in figure.layout.shapes if shape.line.dash == "3px,2px" and shape.xref == "x"]
    assert len(dashed) == (places["modelled"] & (places["state"] == "ranked")).sum()
    assert len(figure.data[-1].x) == 1 and figure.data[-1].marker.color == LIGHT.ink


def test_a_name_is_text(places):
    hostile = places.assign(city=["<script>x</script>", *places["city"][1:]])
    texts = [note.text for note in draw(hostile, EUROPE).layout.annotations]
    assert not any("<script" in text for text in texts) and any("&lt;script&gt;" in text for text in texts)

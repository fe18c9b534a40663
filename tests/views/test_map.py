"""The map's JSON: pydeck's own, only shorter; and no hub's name can stand for the land."""

import json

import pydeck as pdk
import pytest

from atlas import answers
from atlas.domain.scenario import DEFAULT
from atlas.views import explore
from atlas.views import map as view
from atlas.views.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("built_database")


@pytest.mark.parametrize(("frame", "colours"), [(view.EUROPE, LIGHT), (view.WORLD, DARK)])
def test_the_deck_is_written_as_pydeck_writes_it_and_a_fifth_as_long(frame, colours):
    places = explore.places(answers.rank(DEFAULT), "score", "USD", 1.0)
    places.loc[0, "city"] = f'"{view.LAND[:8]}"'
    ours, theirs = (view.deck(places, frame, colours, answers.land_text(), ["krakow"]) for _ in range(2))
    next(layer for layer in theirs.layers if layer.id == "land").data = answers.land()
    whole = pdk.Deck.to_json(theirs)
    assert json.loads(ours.to_json()) == json.loads(whole)
    assert len(ours.to_json()) < len(whole) / 4

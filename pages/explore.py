"""Explore: the hubs on a map, and what is known about each."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, explore_state, figure_menu, legend, page
from atlas.components.hubcard import country_card, hub_card
from atlas.components.limits import nobody_left
from atlas.components.text import plain
from atlas.views import explore as view
from atlas.views import map as map_view
from atlas.views import map_figure

scenario = choices.current()
answer = answers.rank(scenario)
rate = answers.rate(scenario)
state = explore_state.current(answer)

places = view.places(answer, state.colour, rate.currency, rate.per_usd)
twin = view.table(answer, rate.currency, rate.per_usd)
outlines = answers.land()
selected = explore_state.selected_hubs(answer, state.chosen)
shown = answer.cells.long.query("criterion in ['talent_pool', 'salary', 'net_cost']")["source_code"].value_counts().index


def menu() -> None:
    """The maps as pictures and as data."""
    scale = map_figure.Scale(*view.scale_words(answer, state.colour, rate.currency, rate.per_usd))
    figure_menu.entries(
        "map", view.title(answer),
        {frame.name: partial(map_figure.figure, places, frame, outlines, selected, scale)
         for frame in (map_view.EUROPE, map_view.WORLD)},
        lambda: twin, shown, slide="map")


page.heading(view.title(answer), view.sentence(answer))
nobody_left(answer)

def colour_label(colour: str) -> str:
    return explore_state.colour_label(answer, colour)


with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    st.segmented_control("Colour by", explore_state.COLOURS, label_visibility="collapsed",
                         format_func=colour_label,
                         key=choices.show("map_colour", state.colour if state.colour in explore_state.COLOURS else None),
                         on_change=lambda: explore_state.set_colour(st.session_state["map_colour"]))
    others = [c.id for c in answer.criteria if c.slot not in explore_state.COLOURS]
    st.selectbox("Colour by another criterion", others, index=None, placeholder="Other criteria", width=170,
                 label_visibility="collapsed", format_func=colour_label,
                 key=choices.show("map_colour_other", state.colour if state.colour in others else None),
                 on_change=lambda: explore_state.set_colour(st.session_state["map_colour_other"]))
    page.popover("Regions", "regions_popover",
                 lambda: explore_state.region_pills(scenario), icon=":material/filter_alt:")
    st.space("stretch")
    found = explore_state.choices(answer)
    st.selectbox("Find a hub or a country", list(found), index=None, placeholder="Find a hub", width=190,
                 label_visibility="collapsed", format_func=lambda c: found[c],
                 key=choices.show("find", state.chosen), on_change=lambda: explore_state.choose(st.session_state["find"]))
    figure_menu.opening("map", menu)


def draw_map(frame: map_view.Frame) -> None:
    """One map; a click on a bubble chooses the hub."""
    key = f"map-{frame.name}-{state.chosen}-{state.colour}"
    st.pydeck_chart(map_view.deck(places, frame, page.colours(), answers.land_text(), selected), height=frame.height,
                    key=key,
                    on_select=lambda: explore_state.clicked(st.session_state[key]), selection_mode="single-object",
                    alt=plain(f"{frame.name}: hubs by talent pool and {colour_label(state.colour)}"))


with st.container(key="maps"):
    europe, world = st.columns([10, 13], gap="medium")
with europe:
    draw_map(map_view.EUROPE)
with world:
    draw_map(map_view.WORLD)
    with st.container(key="world_narrow"):
        st.caption("Drag the map to see the Americas and Southeast Asia.")
    if state.chosen is None:
        legend.hint(view.first(twin))
    elif state.chosen.startswith("country:"):
        country_card(answer, state.chosen.removeprefix("country:"), explore_state.close)
    else:
        hub_card(answer, state.chosen, explore_state.close)

legend.draw(answer, state.colour, rate.currency, rate.per_usd, page.colours())
(table,) = st.tabs(["Table"])
with table:
    page.table(twin, alt="Every hub with rank, score, talent pool and pay")
page.source_line(shown, scenario, "land: Natural Earth")

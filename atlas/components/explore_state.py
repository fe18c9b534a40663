"""What is chosen on the Explore page: a hub or a country, and the colour. Kept in the link beside the scenario."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from atlas.components import choices as scenario_choices
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import Scenario

COLOURS = ("score", "salary", "overlap", "political_stability")
CHOSEN, COLOUR = "hub", "colour"
LEADER, CLOSED = "leader", "none"
"""The card shows the ranking's leader until somebody chooses or closes it."""


@dataclass(frozen=True)
class State:
    """`chosen` is a hub id, "country:XX", or None; `colour` is "score" or a criterion id."""

    chosen: str | None
    colour: str


def current(answer: Ranking) -> State:
    """The state of the link, or of the session after a page switch; unknown values are dropped."""
    known = choices(answer)
    chosen = st.query_params.get(CHOSEN, st.session_state.get("explore_hub", LEADER))
    colour = st.query_params.get(COLOUR, st.session_state.get("explore_colour", "score"))
    if chosen not in known and chosen != CLOSED:
        chosen = LEADER
    _put(CHOSEN, "explore_hub", chosen, LEADER)
    if chosen == LEADER:
        chosen = None if answer.leader is None else answer.leader["hub_id"]
    colour = colour if colour in answer.criteria else "score"
    state = State(None if chosen == CLOSED else chosen, colour)
    set_colour(state.colour)
    return state


def _put(name: str, key: str, value: str | None, default: str | None) -> None:
    st.session_state[key] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def choose(chosen: str | None) -> None:
    """Open the card of a hub or a country."""
    _put(CHOSEN, "explore_hub", chosen or CLOSED, LEADER)


def close() -> None:
    """Close the card."""
    choose(None)


def set_colour(colour: str | None) -> None:
    """Colour the map by the score or a criterion; None means the score."""
    _put(COLOUR, "explore_colour", colour or "score", "score")


def clicked(event: Mapping) -> None:
    """Take a click on the map: the picked hub becomes the chosen one."""
    picked = event["selection"]["objects"]
    for layer in ("hubs", "marks"):
        for thing in picked.get(layer, ()):
            choose(thing["hub_id"])


def choices(answer: Ranking) -> dict[str, str]:
    """What can be found: every hub, and every country that has several, by id and label."""
    hubs = answer.cells.hubs.sort_values("city")
    counts = hubs[hubs["kind"] == "hub"].groupby(["country", "country_name"]).size()
    countries = {f"country:{code}": f"{name}, {n} hubs" for (code, name), n in counts.items() if n > 1}
    return dict(zip(hubs["hub_id"], hubs["city"], strict=True)) | countries


def selected_hubs(answer: Ranking, chosen: str | None) -> list[str]:
    """The hubs that the map rings."""
    if chosen is None:
        return []
    if chosen.startswith("country:"):
        hubs = answer.cells.hubs
        return hubs[(hubs["country"] == chosen.removeprefix("country:")) & (hubs["kind"] == "hub")]["hub_id"].tolist()
    return [chosen]


def colour_label(answer: Ranking, colour: str) -> str:
    """The colour's name as it is shown."""
    return "Score" if colour == "score" else answer.criteria[colour].label


def region_pills(scenario: Scenario) -> None:
    """The regions to keep; none means all."""
    st.pills("Regions to keep", list(REGIONS), selection_mode="multi", format_func=lambda r: REGIONS[r].label,
             key=scenario_choices.show("regions", list(scenario.regions)),
             on_change=scenario_choices.on_change("regions", "regions", tuple))

"""What is chosen on the Salaries page: hub, home market, view, scale, claims. Kept in the link beside the scenario."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from atlas import answers
from atlas.components import page_state
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Scenario
from atlas.views.salaries import Place

PAGE = "salaries"
COUNTRY, ROLE, SENIORITY = VIEWS = ("country", "role", "seniority")
LOG, LINEAR = SCALES = ("log", "linear")
ON, OFF = "on", "off"


@dataclass(frozen=True)
class State:
    """`home` is what the hub is set against; it is never of the hub's own country."""

    hub: Place
    home: Place
    view: str
    scale: str
    claims: bool


def current(scenario: Scenario) -> State:
    """The state of the link, or of the session after a page switch; what is unknown gives way to the default."""
    known = places()
    hub = known[page_state.current(PAGE, "hub", first_hub(scenario), known)]
    others = homes(hub)
    home = others[page_state.current(PAGE, "against", first_home(scenario, hub), others)]
    return State(hub, home, page_state.current(PAGE, "view", COUNTRY, VIEWS),
                 page_state.current(PAGE, "scale", LOG, SCALES),
                 page_state.current(PAGE, "claims", ON, (ON, OFF)) == ON)


def places() -> dict[str, Place]:
    """Every hub and home market by id, in the order of their cities."""
    return {row.hub_id: Place(row.hub_id, row.city, row.country, row.country_name)
            for row in answers.hubs().sort_values("city").itertuples()}


def homes(hub: Place) -> dict[str, Place]:
    """What a hub can be set against: the home markets of other countries first, then one hub a country."""
    frame = answers.hubs().sort_values(["kind", "city"], ascending=[False, True])
    frame = frame[(frame["country"] != hub.country) & ((frame["kind"] == "home") | ~frame.duplicated("country"))]
    known = places()
    return {hub_id: known[hub_id] for hub_id in frame["hub_id"]}


def first_hub(scenario: Scenario) -> str:
    """The ranking's leader, as on the Explore page, or the first place where nothing can be ranked."""
    try:
        leader = answers.rank(scenario).leader
    except ScenarioError:  # weights of zero rank nothing; pay can be looked at all the same
        leader = None
    return next(iter(places())) if leader is None else str(leader["hub_id"])


def first_home(scenario: Scenario, hub: Place) -> str:
    """The first home office that can be set against the hub, else the first home market."""
    by_city = {place.city: hub_id for hub_id, place in homes(hub).items()}
    return next((by_city[office.city] for office in scenario.home if office.city in by_city), next(iter(by_city.values())))


def on_change(name: str, widget: str, default: str) -> Callable[[], None]:
    """A callback that keeps a widget's value as the choice `name`; an emptied one means the default."""
    return lambda: page_state.put(PAGE, name, st.session_state[widget] or default, default)


def on_toggle(name: str, widget: str) -> Callable[[], None]:
    """The same for a switch that is on by default."""
    return lambda: page_state.put(PAGE, name, ON if st.session_state[widget] else OFF, ON)

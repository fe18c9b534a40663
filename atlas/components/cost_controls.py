"""The controls of the Cost page: hub, home market, engagement model, team, months."""

import streamlit as st

from atlas import answers
from atlas.components import choices, cost_editors, page_state
from atlas.domain.cost import MONTHS_MAX
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.formats import count
from atlas.domain.scenario import KNOWN_HOMES, HomeOffice, Scenario

PAGE, HUB = "cost", "hub"


def draw(scenario: Scenario) -> str:
    """Draw the controls; returns the hub's id. A hub chosen here leaves the scenario's own hubs alone."""
    frame = answers.hubs().sort_values("city")
    cities = dict(zip(frame["hub_id"], frame["city"], strict=True))
    default = _default(scenario, next(iter(cities)))
    hub_id = page_state.current(PAGE, HUB, default, cities)
    with st.container(horizontal=True, vertical_alignment="center", key="controls"):
        st.selectbox("Hub", list(cities), format_func=cities.get, width=170, label_visibility="collapsed",
                     key=choices.show("cost_hub", hub_id), on_change=page_state.on_change(PAGE, HUB, "cost_hub", default))
        st.caption("against", width="content")
        _home(scenario)
        st.selectbox("Engagement model", list(ENGAGEMENTS), format_func=lambda id_: ENGAGEMENTS[id_].label, width=200,
                     label_visibility="collapsed", filter_mode=None, key=choices.show("cost_model", scenario.engagement),
                     on_change=choices.on_change("cost_model", "engagement"))
        heads = sum(member.count for member in scenario.team)
        with st.popover(f"{count(heads)} {'person' if heads == 1 else 'people'}", icon=":material/group:", key="cost_team"):
            cost_editors.team(scenario)
        st.number_input("Months", 1, MONTHS_MAX, key=choices.show("cost_months", scenario.months), width=120,
                        label_visibility="collapsed", on_change=choices.on_change("cost_months", "months"))
        st.caption("months", width="content")
    return hub_id


def _default(scenario: Scenario, otherwise: str) -> str:
    try:
        return answers.cost_hub(scenario)[0]
    except ScenarioError:  # weights of zero, or limits that nobody passes, rank nothing; a cost can be given all the same
        return otherwise


def _home(scenario: Scenario) -> None:
    """The first home office, against which the cost is set; one that is chosen here comes first."""
    frame = answers.hubs().set_index("city")
    cities = list(dict.fromkeys([*KNOWN_HOMES, scenario.home[0].city, *sorted(frame.index)]))

    def store() -> None:
        city = st.session_state["cost_home"]
        known = {office.city: office for office in scenario.home}
        first = known.get(city) or HomeOffice(city, frame.loc[city, "timezone"])
        rest = [office for office in scenario.home if office != first]
        choices.change(home=(first, *(rest if city in known else rest[1:])))

    st.selectbox("Home market", cities, width=170, label_visibility="collapsed",
                 key=choices.show("cost_home", scenario.home[0].city), on_change=store)

"""The scenario in the sidebar: role, seniority, home offices, currency, and the link that holds them all."""

import streamlit as st

from atlas import answers
from atlas.components import choices, own_state
from atlas.components.copylink import copy_link
from atlas.components.hint import first_visit
from atlas.components.saved import saved_popover
from atlas.components.shortlist import shortlist_popover
from atlas.components.text import plain
from atlas.domain.own_data import MARK
from atlas.domain.scenario import (
    KNOWN_HOMES,
    MAX_HOMES,
    ROLE_LABELS,
    SENIORITY_LABELS,
    HomeOffice,
    Hours,
    Scenario,
)

MAIN_CURRENCIES = ("USD", "EUR", "GBP")


def draw(scenario: Scenario) -> None:
    """The scenario's widgets. Their callbacks change the scenario before the next run."""
    with st.sidebar, st.container(key="scenario"):
        st.selectbox("Role", list(ROLE_LABELS), format_func=ROLE_LABELS.get, filter_mode=None,
                     key=choices.show("role", scenario.role), on_change=choices.on_change("role", "role"))
        st.selectbox("Seniority", list(SENIORITY_LABELS), format_func=SENIORITY_LABELS.get, filter_mode=None,
                     key=choices.show("seniority", scenario.seniority),
                     on_change=choices.on_change("seniority", "seniority"))
        _homes(scenario)
        st.selectbox("Currency", currencies(scenario), key=choices.show("currency", scenario.currency),
                     on_change=choices.on_change("currency", "currency"))
        copy_link(scenario)
        with st.container(gap=None):
            shortlist_popover(scenario)
            saved_popover(scenario)
        first_visit(scenario)


def currencies(scenario: Scenario) -> list[str]:
    """The currencies that have a rate, the three main ones first."""
    others = sorted(set(answers.rates()) - set(MAIN_CURRENCIES))
    return [*MAIN_CURRENCIES, *others]


def _homes(scenario: Scenario) -> None:
    """Home offices by city; one that the catalogue does not know stays as the link gave it."""
    hubs = answers.hubs().set_index("city")
    own = {office.city: office for office in scenario.home}
    cities = list(dict.fromkeys([*KNOWN_HOMES, *own, *sorted(hubs.index)]))

    def store() -> None:
        chosen = st.session_state["home"]
        if chosen:
            choices.change(home=tuple(
                own.get(city) or HomeOffice(city, KNOWN_HOMES.get(city) or hubs.loc[city, "timezone"])
                for city in chosen))

    def label(city: str) -> str:
        return f"{city} {short_hours(own[city].hours)}" if city in own else city

    st.multiselect("Home offices", cities, format_func=label, max_selections=MAX_HOMES,
                   key=choices.show("home", [office.city for office in scenario.home]), on_change=store)


def short_hours(hours: Hours) -> str:
    """Hours as a chip has room for them: `9–18`, `9:30–18`."""
    return "–".join(clock.removesuffix(":00").removeprefix("0") for clock in (hours.start, hours.end))


def scenario_line(scenario: Scenario) -> None:
    """The scenario in one line, for phones, where the sidebar is closed."""
    homes = ", ".join(office.city for office in scenario.home)
    level = SENIORITY_LABELS[scenario.seniority].split(",")[0]
    with st.container(key="scenario_line"):
        mine = f" · {MARK}" if own_state.used() else ""
        st.caption(plain(f"{level} {ROLE_LABELS[scenario.role]} · home {homes} · {scenario.currency}{mine}"))

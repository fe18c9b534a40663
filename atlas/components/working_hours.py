"""The working hours of each home office and of the hubs, and the year: choices of the scenario."""

from dataclasses import replace
from datetime import time

import streamlit as st

from atlas.components import choices
from atlas.components.text import plain
from atlas.domain.overlap import clock
from atlas.domain.scenario import Hours, Scenario
from atlas.domain.zones import FIRST_YEAR, LAST_YEAR


def draw(scenario: Scenario) -> None:
    """A popover with a row of start and end for the hubs and for each home office, then the year.

    Its widgets exist only while it is open: one that the browser shows late would show Streamlit's default instead.
    """
    popover = st.popover("Hours", icon=":material/schedule:", key="working_hours", on_change="rerun")
    if not popover.open:
        return
    with popover:
        _row("Hubs", "hub", scenario.hub_hours, lambda hours: choices.change(hub_hours=hours))
        for at, office in enumerate(scenario.home):
            _row(office.city, f"home_{at}", office.hours, lambda hours, at=at: choices.change(home=tuple(
                replace(home, hours=hours) if n == at else home for n, home in enumerate(scenario.home))))
        st.number_input("Year", FIRST_YEAR, LAST_YEAR, step=1, key=choices.show("overlap_year", scenario.year),
                        on_change=choices.on_change("overlap_year", "year"))
        st.caption("Local time of each place. An end before the start is on the next day; equal times are 24 hours.")


def _row(name: str, key: str, hours: Hours, change) -> None:
    """Start and end of one place. An emptied field changes nothing."""
    keys = [f"{key}_{end}" for end in ("start", "end")]

    def store() -> None:
        chosen = [st.session_state[end] for end in keys]
        if None not in chosen:
            change(Hours(*(clock(moment.hour * 60 + moment.minute) for moment in chosen)))

    for column, end, label, value in zip(st.columns(2, gap="small"), keys, ("from", "to"), (hours.start, hours.end),
                                         strict=True):
        column.time_input(plain(f"{name} {label}"), step=900, key=choices.show(end, time.fromisoformat(value)),
                          on_change=store)

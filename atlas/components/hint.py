"""A line for somebody who is here for the first time: what to do first. It goes with a click, or with their first choice."""

import streamlit as st

from atlas.domain.scenario import DEFAULT, Scenario

_DISMISSED = "hint_dismissed"


def first_visit(scenario: Scenario) -> None:
    """Draw the line while the scenario is still the default and nobody has sent it away."""
    if st.session_state.get(_DISMISSED) or scenario != DEFAULT:
        st.session_state[_DISMISSED] = True
        return
    with st.container(key="hint", gap=None):
        st.caption("New here? Choose role and home offices above, then open Rank and move the weights.")
        st.button("Got it", key="hint_dismiss", type="tertiary",
                  on_click=lambda: st.session_state.update({_DISMISSED: True}))

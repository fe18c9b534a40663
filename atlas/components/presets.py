"""The presets of weights: buttons side by side, and one list on a phone, where they would not fit."""

from collections.abc import Callable

import streamlit as st

from atlas.components import choices
from atlas.domain.criteria import PRESETS
from atlas.domain.scenario import Scenario


def preset_control(scenario: Scenario) -> None:
    """Both forms of the control; the style sheet shows the one that fits."""
    with st.container(key="preset_wide", width="content"):
        st.segmented_control("Preset", list(PRESETS), format_func=_label, label_visibility="collapsed",
                             key=choices.show("preset", scenario.preset), on_change=_taken("preset"))
    with st.container(key="preset_narrow", width="content"):
        st.selectbox("Preset", list(PRESETS), index=None, placeholder="Your own weights", format_func=_label,
                     label_visibility="collapsed", filter_mode=None,
                     key=choices.show("preset_list", scenario.preset), on_change=_taken("preset_list"))


def _label(preset: str) -> str:
    return PRESETS[preset].label


def _taken(key: str) -> Callable[[], None]:
    return lambda: choices.change(weights=PRESETS[st.session_state[key] or "balanced"].weights)

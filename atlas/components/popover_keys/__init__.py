"""Open popovers by keyboard: they stand at the end of the page, and Tab goes into them as if they followed their button."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent


def popover_keys() -> None:
    """Once a run, on every page. It shows nothing; style.css takes its room away."""
    component = st.components.v2.component("atlas_popover_keys", js=(_HERE / "popover_keys.js").read_text("utf-8"))
    with st.container(key="popover_keys"):
        component(key="popover_keys_listener")

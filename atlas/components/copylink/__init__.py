"""A button that copies the full link of the scenario: every choice written out."""

from pathlib import Path

import streamlit as st

from atlas import answers
from atlas.domain.criteria import METHOD_VERSION
from atlas.domain.link import DATA, METHOD, link
from atlas.domain.scenario import Scenario

_HERE = Path(__file__).parent


def copy_link(scenario: Scenario) -> None:
    """Draw the button. The address is the page's own; only the query is ours."""
    component = st.components.v2.component(
        "atlas_copy_link",
        css=(_HERE / "copylink.css").read_text("utf-8"),
        js=(_HERE / "copylink.js").read_text("utf-8"),
    )
    versions = {DATA: answers.link_version(), METHOD: METHOD_VERSION}
    component(key="copy_link", data={"query": link(scenario, versions=versions), "label": "Copy link to this scenario",
                                     "done": "Link copied", "failed": "Copy this link:"})

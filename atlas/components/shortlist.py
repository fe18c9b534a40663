"""The shortlist in the sidebar, so that any page can add a hub to the comparison."""

import streamlit as st

from atlas import answers
from atlas.components import choices, page
from atlas.domain.compare import MOST
from atlas.domain.scenario import Scenario


def shortlist_popover(scenario: Scenario) -> None:
    """Draw the popover: the hubs of the shortlist, in the order in which they are compared."""
    kept = scenario.shortlist[:MOST]
    page.popover("Shortlist", "shortlist_popover", lambda: _choice(kept),
                 icon=":material/playlist_add_check:", type="tertiary")


def _choice(kept: tuple[str, ...]) -> None:
    names = answers.hubs().set_index("hub_id")["city"].sort_values()
    st.multiselect("Hubs to compare", list(names.index), format_func=names.get, max_selections=MOST,
                   placeholder="Up to five hubs", key=choices.show("shortlist_hubs", list(kept)),
                   on_change=choices.on_change("shortlist_hubs", "shortlist", tuple))
    st.caption("Compare sets them side by side, the first against each of the others.")

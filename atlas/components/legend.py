"""The legend under the map: colour scale, bubble sizes, marks."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.components import page
from atlas.domain.ranking import Ranking
from atlas.views import explore
from atlas.views.map import EUROPE
from atlas.views.theme import Palette


def draw(answer: Ranking, colour: str, currency: str, per_usd: float, colours: Palette) -> None:
    """One line of HTML made of labels and colours; the label of a company's own criterion is escaped."""
    label, low, high = (escape(word) for word in explore.scale_words(answer, colour, currency, per_usd))
    steps = "".join(f"<i style='background:{c}'></i>" for c in colours.sequential[2:])
    ring = "<i class='ring' style='width:{d}px;height:{d}px;border:1px {style} {colour}'></i>"
    small = ring.format(d=round(EUROPE.radius_px * 2 * 0.316), style="solid", colour=colours.ink_2)
    big = ring.format(d=round(EUROPE.radius_px * 2), style="solid", colour=colours.ink_2)
    dashed = ring.format(d=13, style="dashed", colour=colours.ink_2)
    st.html(
        "<div class='map-legend'>"
        f"<span>{label}</span><span class='ramp'>{low}<b>{steps}</b>{high}</span>"
        f"<span>Software and IT people</span><span>{small} 10,000</span><span>{big} 100,000 (Europe map)</span>"
        f"<span>{dashed} modelled pool</span><span>◇ home market, not ranked</span><span>× removed by a choice</span>"
        "</div>"
    )


def hint(first: pd.DataFrame) -> None:
    """What the card's place says before a hub is chosen, above the `first` hubs of the ranking."""
    with st.container(border=True, key="hub_hint"):
        st.markdown("**Choose a hub** on a map, or find it by name, to see its pay, people, shared hours and risk, each "
                    "with its source. A country such as India can be chosen as a whole.")
    if len(first):
        page.table(first, alt="The first hubs of the ranking with score, pay and shared hours")

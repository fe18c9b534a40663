"""True cost: what a team costs in the end, against the same team at home, and when it pays."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, cost_controls, cost_editors, cost_tabs, figure_menu, page
from atlas.components.text import plain
from atlas.domain.errors import ScenarioError
from atlas.domain.montecarlo import DRAWS
from atlas.views import cost as view
from atlas.views import cost_cards, cost_figures, cost_waterfall
from atlas.views.theme import CONFIG

scenario = choices.current()
colours = page.colours()
heading = st.container()
hub_id = cost_controls.draw(scenario)
try:
    found = answers.cost(scenario, hub_id)
except ScenarioError:
    heading.title("No cost can be given yet", anchor=False)
    raise
with heading:
    page.heading(view.title(found), view.sentence(found, plain(found.plan.hub.city), plain(found.plan.home.city)))
if found.warnings:
    st.caption("  \n".join(f":material/warning: {plain(warning)}" for warning in found.warnings))

codes = cost_tabs.sources(scenario, found)
figures, cards = st.columns([2, 1], gap="medium")
with figures:
    with st.container(horizontal=True, vertical_alignment="center"):
        page.figure_heading(f"What the team costs over {scenario.months} months", f"{found.currency}, typical values")
        figure_menu.draw("waterfall", view.title(found), partial(cost_waterfall.waterfall, found),
                         lambda: view.waterfall_table(found), codes, slide="waterfall")
    for form, figure in (("wide", cost_waterfall.waterfall), ("narrow", cost_waterfall.waterfall_rows)):
        with st.container(key=f"cost_waterfall_{form}"):
            st.plotly_chart(figure(found, colours), theme=None, config=CONFIG, key=f"waterfall-{form}",
                            alt=view.waterfall_sentence(found))
    with st.container(horizontal=True, vertical_alignment="center"):
        page.figure_heading("Saved since the job was posted", f"{found.currency}, p10–p90 of {DRAWS:,} draws")
        figure_menu.draw("cost_curve", view.curve_sentence(found).partition(";")[0], partial(cost_figures.curve, found),
                         lambda: view.curve_table(found), codes, slide="curve")
    st.plotly_chart(cost_figures.curve(found, colours), theme=None, config=CONFIG, key="cost_curve",
                    alt=view.curve_sentence(found))
with cards:
    with st.container(border=True):
        st.markdown("**Three layers, never mixed**")
        st.html(cost_cards.layers(found))
    with st.container(border=True, key="cost_assumptions_card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**Assumptions**", width="content")
            st.space("stretch")
            with st.popover("Edit all", type="tertiary", key="cost_assumptions"):
                cost_editors.assumptions(scenario, found)
        st.html(cost_cards.assumptions(found, colours.warning))

cost_tabs.draw(scenario, found)
page.source_line(codes, None, f"pay is national · {DRAWS:,} draws, seed 0 · claims: articles of 2026")

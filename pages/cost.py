"""True cost: what a team costs in the end, against the same team at home, and when it pays."""

import streamlit as st

from atlas import answers
from atlas.components import choices, cost_controls, cost_editors, cost_whatif, page
from atlas.components.text import plain
from atlas.domain.montecarlo import DRAWS
from atlas.views import cost as view
from atlas.views import cost_cards, cost_figures, cost_matrix
from atlas.views import cost_whatif as pools_view
from atlas.views.theme import CONFIG

scenario = choices.current()
colours = page.colours()
heading = st.container()
hub_id = cost_controls.draw(scenario)
found = answers.cost(scenario, hub_id)
hub, home = found.plan.hub.city, found.plan.home.city
with heading:
    page.heading(view.title(found), view.sentence(found, plain(hub), plain(home)))
cost_editors.fault()
for warning in found.warnings:
    st.caption(f":material/warning: {plain(warning)}")

figures, cards = st.columns([2, 1], gap="medium")
with figures:
    page.figure_heading(f"What the team costs over {scenario.months} months", f"{found.currency}, typical values")
    st.plotly_chart(cost_figures.waterfall(found, colours), theme=None, config=CONFIG, key="cost_waterfall",
                    alt=view.waterfall_sentence(found))
    page.figure_heading("Saved since the job was posted", f"{found.currency}, p10–p90 of {DRAWS:,} draws")
    st.plotly_chart(cost_figures.curve(found, colours), theme=None, config=CONFIG, key="cost_curve",
                    alt=view.curve_sentence(found))
with cards:
    with st.container(border=True):
        st.markdown("**Three layers, never mixed**")
        st.html(cost_cards.layers(found))
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**Assumptions**", width="content")
            st.space("stretch")
            with st.popover("Edit all", type="tertiary", key="cost_assumptions"):
                cost_editors.assumptions(scenario, found)
        st.html(cost_cards.assumptions(found, colours.warning))

names = ("Table", "What moves it", "Hubs and models", "Team and pools", "Claims", "What if", "Method")
tabs = dict(zip(names, st.tabs(names, key="cost_tab", on_change="rerun"), strict=True))
cities = dict(answers.hubs()[["hub_id", "city"]].itertuples(index=False))

if tabs["Table"].open:
    with tabs["Table"]:
        for sentence, table in ((view.waterfall_sentence(found), view.waterfall_table(found)),
                                (view.curve_sentence(found), view.curve_table(found))):
            st.markdown(plain(sentence))
            page.table(table)
if tabs["What moves it"].open:
    with tabs["What moves it"]:
        st.markdown(plain(view.tornado_sentence(found)))
        st.plotly_chart(cost_figures.tornado(found, colours), theme=None, config=CONFIG, key="cost_tornado",
                        alt=view.tornado_sentence(found))
        with st.expander("As a table"):
            page.table(view.tornado_table(found))
if tabs["Hubs and models"].open:
    with tabs["Hubs and models"]:
        cells = answers.cost_matrix(scenario)
        said = view.matrix_sentence(cells, cities, scenario.engagement)
        st.markdown(plain(said))
        every = st.toggle(f"Show all {len(cells.hub_ids)} hubs", key="cost_every_hub")
        st.plotly_chart(
            cost_matrix.figure(cells, cities, scenario.engagement, colours, found.currency, found.per_usd,
                               None if every else cost_figures.ROWS),
            theme=None, config=CONFIG, key="cost_matrix", alt=said)
        with st.expander("As a table"):
            page.table(view.matrix_table(cells, cities, scenario.engagement, found.currency, found.per_usd))
if tabs["Team and pools"].open:
    with tabs["Team and pools"]:
        page.table(pools_view.pools(answers.saturation(scenario), answers.team_pay(scenario), cities, found.currency,
                                    found.per_usd))
if tabs["Claims"].open:
    with tabs["Claims"]:
        st.markdown("The articles' claims, computed with the articles' own pay and your model, months and assumptions.")
        page.table(view.claims_table(found))
if tabs["What if"].open:
    with tabs["What if"]:
        cost_whatif.draw(scenario, found)
page.source_line(answers.cells(scenario).long.query("criterion in ['salary', 'on_cost']")["source_code"].unique(), scenario,
                 f"{DRAWS:,} draws, seed 0")

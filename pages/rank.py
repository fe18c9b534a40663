"""Rank: move the weights until the order says what the company believes."""

import streamlit as st

from atlas import answers
from atlas.components import choices, page
from atlas.components.ranking import ranking
from atlas.components.text import plain
from atlas.domain.criteria import PRESETS
from atlas.domain.scenario import DEFAULT, with_weights
from atlas.views import ranking as view

scenario = choices.current()
answer = answers.rank(scenario)
rate = answers.rate(scenario)

page.heading(view.title(answer), view.sentence(answer))

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    st.segmented_control(
        "Preset", list(PRESETS), format_func=lambda p: PRESETS[p].label, label_visibility="collapsed",
        key=choices.show("preset", scenario.preset),
        on_change=lambda: choices.change(weights=PRESETS[st.session_state["preset"] or "balanced"].weights),
    )
    st.space("stretch")
    page.csv_button("CSV", "talent-atlas-ranking.csv",
                    lambda: view.table(answer, rate.currency, rate.per_usd), key="rank_csv")

ranking(
    view.component_data(answer, answers.source_names(), rate.per_usd),
    on_weights=lambda weights: choices.change(weights=with_weights(scenario, weights).weights),
    on_reset=lambda: choices.change(weights=DEFAULT.weights),
    on_relax=lambda hub_id: None,
)

table, sources = st.tabs(["Table", "Sources"])
with table:
    st.dataframe(view.table(answer, rate.currency, rate.per_usd), hide_index=True, width="stretch",
                 alt=plain(view.title(answer)))
with sources:
    page.cell_sources(answer.cells)
page.source_line(answer.cells.long["source_code"].unique(), scenario)

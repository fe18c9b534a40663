"""Rank: move the weights until the order says what the company believes, and see how firm it is."""

import streamlit as st

from atlas import answers
from atlas.components import choices, page
from atlas.components.presets import preset_control
from atlas.components.ranking import ranking
from atlas.components.text import plain
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import DEFAULT, with_weights
from atlas.views import ranking as view

scenario = choices.current()
answer = answers.rank(scenario)
firm = answers.robustness(scenario)
rate = answers.rate(scenario)

page.heading(view.title(answer), view.sentence(answer, firm, rate.currency, rate.per_usd))

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    preset_control(scenario)
    spread = "Any weights" if scenario.any_weights else f"Spread ±{scenario.spread_pct} %"
    with st.popover(spread, icon=":material/tune:"):
        st.slider("Weights may differ from yours by up to (%)", 0, 100, step=5, disabled=scenario.any_weights,
                  key=choices.show("spread", scenario.spread_pct), on_change=choices.on_change("spread", "spread_pct"))
        st.toggle("Any weights at all", key=choices.show("any", scenario.any_weights),
                  on_change=choices.on_change("any", "any_weights"))
        st.caption(f"{DRAWS:,} draws, seed {SEED}: the same choices give the same numbers.")
    st.toggle("Data uncertainty", key=choices.show("uncertainty", scenario.data_uncertainty),
              on_change=choices.on_change("uncertainty", "data_uncertainty"),
              help="Draw uncertain figures from their bands too: pay, modelled pools, unknown cells")
    st.space("stretch")
    page.csv_button("CSV", "talent-atlas-ranking.csv",
                    lambda: view.table(answer, rate.currency, rate.per_usd), key="rank_csv")

ranking(
    view.component_data(answer, answers.source_names(), rate.per_usd, firm),
    on_weights=lambda weights: choices.change(weights=with_weights(scenario, weights).weights),
    on_reset=lambda: choices.change(weights=DEFAULT.weights),
    on_relax=lambda hub_id: None,
)

table, shares, flips, sources = st.tabs(["Table", "Share of weightings", "What would change it", "Sources"])
with table:
    twin = view.table(answer, rate.currency, rate.per_usd)
    st.dataframe(twin, hide_index=True, width="stretch", column_config=page.numbers(twin),
                 alt=plain(view.title(answer)))
if firm is not None:
    with shares:
        st.dataframe(view.acceptability_table(firm), hide_index=True, width="stretch")
    with flips:
        st.dataframe(view.flip_table(firm), hide_index=True, width="stretch")
with sources:
    page.cell_sources(answer.cells)
page.source_line(answer.cells.long["source_code"].unique(), scenario, f"{DRAWS:,} draws, seed {SEED}")

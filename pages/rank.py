"""Rank: move the weights until the order says what the company believes, and see how firm it is."""

import streamlit as st

from atlas import answers
from atlas.components import choices, page, rank_menus, rank_view, team
from atlas.components.limits import limits_popover, nobody_left
from atlas.components.presets import preset_control
from atlas.components.ranking import ranking
from atlas.components.text import plain
from atlas.domain.limits import relax
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import with_cost_criterion, with_weights
from atlas.views import ranking as view

scenario = choices.current()
answer = answers.rank(scenario)
firm = answers.robustness(scenario)
rate = answers.rate(scenario)


def take_weights(weights: dict[str, float]) -> None:
    """The weights of a released slider."""
    rank_view.remember(scenario)
    choices.take(with_weights(scenario, weights))


page.heading(view.title(answer), view.sentence(answer, firm, rate.currency, rate.per_usd))
nobody_left(answer)

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    preset_control(scenario)
    slope = rank_view.slope_control(answer)
    page.popover("How firm", "spread_popover",
                 lambda: rank_view.firmness_controls(scenario), icon=":material/tune:")
    limits_popover(scenario, answer)
    st.space("stretch")
    rank_menus.ranking(answer, firm, slope, rate.currency, rate.per_usd)

ranking(
    view.component_data(answer, answers.source_names(), rate.per_usd, firm, relaxable=True, slope=slope),
    on_weights=take_weights,
    on_reset=choices.balance,
    on_relax=lambda hub_id: choices.take(relax(scenario, answer, hub_id)),
    on_swap=lambda criterion_id: choices.take(with_cost_criterion(scenario, criterion_id)),
)
if counted := view.counted_in_net_cost(answer):
    st.caption(plain(counted))
if pairs := answers.double_counts(scenario):
    st.caption(plain(view.double_count_sentence(pairs, answer.criteria)))

team.strained(scenario, answer.hubs["hub_id"])

table, shares, flips, beliefs, pools, sources = st.tabs(
    ["Table", "Share of weightings", "What would change it", "What you would have to believe", "Your team", "Sources"],
    key="rank_tabs", on_change="rerun")
if table.open:
    twin = view.table(answer, rate.currency, rate.per_usd)
    with table:
        page.table(twin, alt=plain(view.title(answer)))
if shares.open and firm is not None:
    with shares:
        rank_menus.shares(firm)
        page.table(view.acceptability_table(firm))
if flips.open and firm is not None:
    with flips:
        rank_menus.flips(firm)
        page.table(view.flip_table(firm))
        st.markdown("Criteria that tell much the same story across the ranked hubs, so that their weights add up unseen:")
        page.table(view.double_count_table(pairs, answer.criteria))
if beliefs.open and firm is not None:
    with beliefs, st.skeleton(height=420):
        found = answers.beliefs(scenario)
    with beliefs:
        page.table(view.belief_table(found, answer))
if pools.open:
    with pools:
        team.draw(scenario, answer.hubs["hub_id"].tolist())
if sources.open:
    with sources:
        page.cell_sources(answer.cells)
page.source_line(answer.cells.long["source_code"].value_counts().index, scenario, f"{DRAWS:,} draws, seed {SEED}")

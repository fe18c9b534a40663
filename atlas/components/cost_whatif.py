"""A what-if on the Cost page: change one thing, see only what moves, keep it or leave it."""

from dataclasses import replace

import streamlit as st

from atlas import answers
from atlas.components import choices, page
from atlas.components.text import plain
from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.cost_answers import waterfall
from atlas.domain.cost_report import CostAnswer, assumptions_used
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.scenario import Scenario
from atlas.views import cost_whatif as view

MODEL = "engagement"


def draw(scenario: Scenario, found: CostAnswer) -> None:
    """The two controls, and the lines that the change would move."""
    used = {row["id"]: row for row in assumptions_used(found.plan)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="whatif"):
        what = st.selectbox("What if", [MODEL, *used], key="whatif_what", width=280,
                            format_func=lambda id_: "Engagement model" if id_ == MODEL else ASSUMPTIONS[id_].label)
        other = _other_model(scenario) if what == MODEL else _other_figure(scenario, used[what])
        st.button("Keep this", key="whatif_keep", disabled=other == scenario,
                  on_click=lambda: choices.change(engagement=other.engagement, assumptions=other.assumptions))
    plan = answers.cost_plan(other, found.plan.hub.id)
    hub, home = waterfall(plan, "hub"), waterfall(plan, "home")
    st.markdown(plain(view.sentence(found, hub, home)))
    table = view.table(found, hub, home)
    if len(table):
        page.table(table)


def _other_model(scenario: Scenario) -> Scenario:
    models = [model for model in ENGAGEMENTS if model != scenario.engagement]
    model = st.selectbox("were", models, format_func=lambda id_: ENGAGEMENTS[id_].label, key="whatif_model", width=220)
    return replace(scenario, engagement=model)


def _other_figure(scenario: Scenario, row: dict) -> Scenario:
    record = ASSUMPTIONS[row["id"]]
    value = st.number_input(plain(f"were ({record.unit})"), float(record.least), float(record.most),
                            float(row["typical"] or 0.0), key=f"whatif_{record.id}", width=220)
    if value == row["typical"]:
        return scenario
    others = {id_: figures for id_, figures in scenario.assumptions if id_ != record.id}
    return replace(scenario, assumptions=tuple(sorted((others | {record.id: (value,) * 3}).items())))

"""How the ranking is drawn: bars of contributions, or lines from another ranking."""

from dataclasses import replace
from typing import Any

import streamlit as st

from atlas import answers
from atlas.components import choices
from atlas.domain.criteria import PRESETS
from atlas.domain.ranking import Ranking
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import Scenario
from atlas.views import ranking as view

BARS, BEFORE = "bars", "before"
_WEIGHTS_BEFORE = "weights_before"
LABELS = {BARS: "Contributions", BEFORE: "Against before"} | {p.id: f"Against {p.label.lower()}" for p in PRESETS.values()}


def remember(scenario: Scenario) -> None:
    """Keep the weights that a move of the hand is about to replace."""
    st.session_state[_WEIGHTS_BEFORE] = {"weights": scenario.weights, "own_weights": scenario.own_weights}


def slope_control(answer: Ranking) -> dict[str, Any] | None:
    """Draw the choice of view; returns the ranking to compare with as views.ranking.slope, or None for the bars."""
    chosen = st.selectbox("View", list(LABELS), format_func=LABELS.get, label_visibility="collapsed", width=165,
                          filter_mode=None, key="rank_view", persist_state="session")
    if chosen == BARS:
        return None
    before = st.session_state.get(_WEIGHTS_BEFORE, {}) if chosen == BEFORE else {"weights": PRESETS[chosen].weights}
    other = answers.rank(replace(answer.scenario, **before))
    return view.slope(answer, other, "Before your last move" if chosen == BEFORE else PRESETS[chosen].label)


def firmness_controls(scenario: Scenario) -> None:
    """What is drawn to see how firm the answer is: weights near these or any, figures as they are or in their bands."""
    st.slider("Weights may differ from yours by up to (%)", 0, 100, step=5, disabled=scenario.any_weights,
              key=choices.show("spread", scenario.spread_pct), on_change=choices.on_change("spread", "spread_pct"))
    st.toggle("Any weights at all", key=choices.show("any", scenario.any_weights),
              on_change=choices.on_change("any", "any_weights"))
    st.toggle("Data uncertainty", key=choices.show("uncertainty", scenario.data_uncertainty),
              on_change=choices.on_change("uncertainty", "data_uncertainty"))
    st.caption("Data uncertainty draws pay, modelled pools and unknown cells from their bands too. "
               f"{DRAWS:,} draws, seed {SEED}: the same choices give the same numbers.")

"""The cards beside the Salaries figure: the chosen hub, and what the articles claim."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from atlas.components import choices, figure_menu, page
from atlas.components.pay_state import State, first_home, first_hub, homes, on_change, places
from atlas.domain.pay_claims import PayClaim
from atlas.domain.scenario import ROLE_LABELS, Scenario
from atlas.views import pay_bands
from atlas.views import salaries as view
from atlas.views import salaries_figures as figures
from atlas.views import salaries_tables as tables
from atlas.views.salaries import Money
from atlas.views.theme import CONFIG


def hub_card(scenario: Scenario, state: State, estimates: pd.DataFrame, money: Money) -> None:
    """Where, how much, how sure, by level, and who answered. `estimates` are the country's, by role and level."""
    estimate = estimates.loc[(scenario.role, scenario.seniority)]
    label = ROLE_LABELS[scenario.role]
    with st.container(border=True, key="pay_card", gap="small"):
        _places(scenario, state)
        st.html(tables.hub_card(state.hub, estimate, money))
        rows = figures.level_rows(estimates, scenario.role, scenario.seniority, money)
        summary = view.level_summary(estimates, state.hub, scenario.role, money)
        axis = figures.pay_axis(money, True)
        with figure_menu.beside(
                "pay_levels", summary,
                lambda colours: pay_bands.figure(rows, axis, colours, row_px=62, label_px=180, text_px=130),
                lambda: tables.roles_and_levels(estimates, money), ["stackoverflow_2024"]):
            st.html(f"<b class='pay-head'>{label} by seniority</b>")
        st.plotly_chart(
            pay_bands.figure(rows, axis, page.colours(), row_px=28, label_px=116, text_px=80, bare=True), theme=None,
            config=CONFIG, key="pay_levels", alt=summary)
        said = view.sample_sentence(estimate, state.hub.country_name, scenario.role, scenario.seniority)
        st.html(f"<p class='pay-note'>{escape(said)}</p>")


def _places(scenario: Scenario, state: State) -> None:
    known, others = places(), homes(state.hub)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.selectbox("Hub", list(known), format_func=lambda hub_id: known[hub_id].city, label_visibility="collapsed",
                     key=choices.show("pay_hub", state.hub.hub_id),
                     on_change=on_change("hub", "pay_hub", first_hub(scenario)))
        st.selectbox("Against", list(others), format_func=lambda hub_id: f"vs {others[hub_id].city}",
                     label_visibility="collapsed", key=choices.show("pay_against", state.home.hub_id),
                     on_change=on_change("against", "pay_against", first_home(scenario, state.hub)))


def claims_card(claims: Sequence[PayClaim], frame: pd.DataFrame, money: Money) -> None:
    """The claims about the chosen level beside our intervals, or why there are none."""
    with st.container(border=True, key="pay_claims", gap="small"):
        own = " and what you do" if any(claim.benchmark.own for claim in claims) else ""
        st.html(f"<b class='pay-head'>What the 2026 articles claim{own}</b>")
        if claims:
            st.html(tables.claims_card(tables.claim_lines(claims, frame, money)))
        else:
            st.caption("The articles name pay for mid-level, senior and principal AI engineers only. Choose AI/ML engineer "
                       "and one of these levels to see it here; principal stands beside lead.")

"""Salaries: what a role earns in each country, how sure that is, and what it is against a home market."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, figure_menu, page, pay_cards, pay_charts, pay_state, pay_tabs
from atlas.components.text import plain
from atlas.domain import pay_claims, pay_gap
from atlas.views import salaries as view
from atlas.views import salaries_tables as tables

scenario = choices.current()
state = pay_state.current(scenario)
rate = answers.pay_rate(scenario.currency, state.hub.hub_id)
money = view.Money(rate.currency, rate.per_usd)
frame = answers.pay_by_country(scenario.role, scenario.seniority)
ours, theirs = (answers.pay_of_country(place.country).set_index(["role", "seniority"]) for place in (state.hub, state.home))
estimate, at_home = (estimates.loc[(scenario.role, scenario.seniority)] for estimates in (ours, theirs))
gap = pay_gap.gap(pay_gap.median_of(estimate), pay_gap.median_of(at_home))
gbp_per_usd = answers.rates()["GBP"].per_usd
claims = (*pay_claims.claims(scenario.role, scenario.seniority, gbp_per_usd),
          *answers.own_pay_claims(scenario.role, scenario.seniority))
named = ["stackoverflow_2024", *(["own"] if "own" in set(frame["source_code"]) else [])]

title = view.title(state.hub, state.home, gap, estimate.method == "modelled", scenario.role, scenario.seniority)


def menu() -> None:
    """The figure of the chosen view, and its data."""
    pictures = {
        pay_state.COUNTRY: lambda: pay_charts.country_picture(state, frame, money, claims),
        pay_state.ROLE: lambda: pay_charts.role_picture(scenario, state, ours, theirs, money),
        pay_state.SENIORITY: lambda: pay_charts.seniority_picture(scenario, state, ours, theirs, money, gbp_per_usd)}
    by_country = state.view == pay_state.COUNTRY
    data = (partial(tables.countries, frame, money) if by_country
            else partial(tables.two_places, state.hub, state.home, ours, theirs, money))
    figure_menu.entries("pay", title, pictures[state.view](), data, named, slide="pay" if by_country else "")


page.heading(title, view.sentence(plain(view.country_words(state.hub.country_name)), plain(state.home.city), estimate,
                                  at_home, gap, money))

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    labels = {"country": "By country", "role": "By role", "seniority": "By seniority",
              "log": "Log scale", "linear": "Linear"}
    st.segmented_control("View", pay_state.VIEWS, format_func=labels.get, label_visibility="collapsed",
                         key=choices.show("pay_view", state.view),
                         on_change=pay_state.on_change("view", "pay_view", pay_state.COUNTRY))
    st.segmented_control("Scale", pay_state.SCALES, format_func=labels.get, label_visibility="collapsed",
                         key=choices.show("pay_scale", state.scale),
                         on_change=pay_state.on_change("scale", "pay_scale", pay_state.LOG))
    st.toggle("Show claims", disabled=state.view == pay_state.ROLE, key=choices.show("pay_claims_shown", state.claims),
              on_change=pay_state.on_toggle("claims", "pay_claims_shown"))
    st.space("stretch")
    figure_menu.opening("pay", menu)

figure, cards = st.columns([2, 1], gap="medium")
with figure:
    if state.view == pay_state.ROLE:
        pay_charts.by_role(scenario, state, ours, theirs, money)
    elif state.view == pay_state.SENIORITY:
        pay_charts.by_seniority(scenario, state, ours, theirs, money, gbp_per_usd)
    else:
        pay_charts.by_country(state, frame, money, claims)
with cards:
    pay_cards.hub_card(scenario, state, ours, money)
    pay_cards.claims_card(claims, frame, money)

pay_tabs.draw(scenario, state, frame, ours, theirs, money, claims, gbp_per_usd)
publisher = answers.source_names()[rate.source_code]
page.source_line(named, extra=" · ".join((
    "Developer Surveys 2024 and 2025 (ODbL)", "n = engineers with usable pay",
    view.rate_words(rate.currency, rate.per_usd, rate.rate_date, publisher))))

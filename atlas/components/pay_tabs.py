"""What stands under the Salaries figure: the gap to a home market, the sources apart, the profiles, tables, the method."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas import answers
from atlas.components import figure_menu, page, pay_charts
from atlas.components.pay_state import State
from atlas.components.text import plain
from atlas.domain import salary
from atlas.domain.pay_claims import PayClaim, other_claims
from atlas.domain.scenario import Scenario
from atlas.views import pay_bands
from atlas.views import salaries as view
from atlas.views import salaries_figures as figures
from atlas.views import salaries_tables as tables
from atlas.views.salaries import Money
from atlas.views.theme import CONFIG

SURVEY = ("stackoverflow_2024",)
NAMES = ("Table", "Gap to home", "Sources side by side", "By profile", "Method")


def draw(scenario: Scenario, state: State, frame: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money,
         claims: Sequence[PayClaim], gbp_per_usd: float) -> None:
    """The open tab. `frame` holds all countries; `ours` and `theirs` the two countries' estimates by role and level."""
    every = {"first": list(claims), "others": [
        *other_claims(scenario.role, scenario.seniority, state.hub.country, gbp_per_usd)]}
    parts: dict[str, Callable[[], None]] = {
        "Table": lambda: _tables(state, frame, ours, theirs, money),
        "Gap to home": lambda: _gap(state, frame, money),
        "Sources side by side": lambda: _sources(scenario, state, frame, ours, money, every),
        "By profile": lambda: _profiles(scenario, state, ours, theirs, money),
        "Method": lambda: _method(scenario, ours),
    }
    for name, tab in zip(NAMES, st.tabs(NAMES, key="pay_tab", on_change="rerun"), strict=True):
        if tab.open:
            with tab:
                parts[name]()


def _chart(figure: Callable[..., go.Figure], key: str, alt: str, table: Callable[[], pd.DataFrame], sources: Iterable[str],
           **picture: int) -> None:
    """A figure under its sentence; `picture` are the sizes that a picture takes instead: its fonts may be wider."""
    title = alt.partition(";")[0].partition(". ")[0].partition(": each is")[0]
    with figure_menu.beside(key, title, lambda colours: figure(colours, **picture), table, sources):
        st.markdown(plain(alt))
    st.plotly_chart(figure(page.colours()), theme=None, config=CONFIG, key=key, alt=alt)


def _tables(state: State, frame: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money) -> None:
    st.markdown("Gross pay a year by country, as in the figure; an n of 0 stands for fewer than 5 answers.")
    page.table(tables.countries(frame, money))
    for place, estimates in ((state.hub, ours), (state.home, theirs)):
        st.markdown(plain(f"Every role and level in {view.country_words(place.country_name)}, as in the views by role and "
                          "by seniority."))
        page.table(tables.roles_and_levels(estimates, money))


def _gap(state: State, frame: pd.DataFrame, money: Money) -> None:
    rows, axis = figures.gap_rows(frame, state.home, state.hub.country, money)
    below = sum(row.point < 100 for row in rows)
    _chart(lambda colours, **sizes: pay_bands.figure(rows, axis, colours, **dict(text_px=104, text_title="median") | sizes),
           "pay_gap",
           f"{below} of {len(rows)} countries pay less than {state.home.city}; the dark bar is the 80 % interval, rather "
           "too wide, since errors that both sides share would cancel.",
           lambda: tables.gaps(frame, state.home, money), SURVEY, label_px=pay_charts.PICTURE_LABEL_PX, text_px=140)
    with st.expander("As a table"):
        page.table(tables.gaps(frame, state.home, money))


def _sources(scenario: Scenario, state: State, frame: pd.DataFrame, ours: pd.DataFrame, money: Money,
             claims: dict[str, list[PayClaim]]) -> None:
    series = answers.pay_series(state.hub.hub_id, scenario.role, scenario.seniority)
    here = [claim for claim in (*claims["first"], *claims["others"]) if claim.country == state.hub.country]
    estimate = ours.loc[(scenario.role, scenario.seniority)]
    rows = figures.series_rows(estimate, series, here, money, scenario.role, scenario.seniority)
    own = "; your own rows are marked" if any(found.own for found in series) else ""
    axis = figures.pay_axis(money, state.scale == "log")
    sizes = dict(row_px=62, label_px=200, text_px=64)
    _chart(lambda colours, **more: pay_bands.figure(rows, axis, colours, **sizes | more), "pay_sources",
           f"{len(series)} sources on {view.country_words(state.hub.country_name)}, each by itself, never pooled with "
           f"another{own}. They cover different people: read the second line.",
           lambda: tables.sources(series, money), [found.source_code for found in series], label_px=250, text_px=80)
    with st.expander("As a table"):
        page.table(tables.sources(series, money))
        if claims["first"] or claims["others"]:
            page.table(tables.claims_table(claims, frame, money))
    st.caption(plain("; ".join(f"{found.title} ({found.publisher}, {found.year})" for found in series)))


def _profiles(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money) -> None:
    rows = figures.profile_rows(ours, theirs, state.hub, state.home, scenario.seniority, money)
    axis, sizes = figures.pay_axis(money, state.scale == "log"), dict(row_px=52, label_px=176, text_px=94)
    _chart(lambda colours, **more: pay_bands.figure(rows, axis, colours, **sizes | more), "pay_profiles",
           f"Three kinds of AI engineer, {view.LEVEL_WORDS[scenario.seniority]}, in "
           f"{view.country_words(state.hub.country_name)} and {view.country_words(state.home.country_name)}: each is a mix "
           "of surveyed roles, and the mix is an assumption.",
           lambda: tables.profiles(ours, theirs, state.hub, state.home, scenario.seniority, money), SURVEY,
           label_px=230, text_px=130)
    for profile in salary.PROFILES.values():
        st.caption(plain(f"{profile.label} {profile.about}; {profile.reason}."))
    with st.expander("As a table"):
        page.table(tables.profiles(ours, theirs, state.hub, state.home, scenario.seniority, money))


def _method(scenario: Scenario, ours: pd.DataFrame) -> None:
    method = ours.loc[(scenario.role, scenario.seniority)].method
    st.markdown(plain(view.premium_sentence(answers.pay_premium(scenario.role))))
    st.markdown(
        "An estimate is made in logarithms of pay: a level for the country, what the role adds, what the seniority "
        "adds, and the spread between people. Each part leans on the others by how many answers stand behind it, so a "
        "thin country or role leans on its neighbours and its band is wider. Pay is national: no city factor is "
        "guessed. Levels come from the 2024 survey; the 2025 survey, which asked no professional years, counts by "
        "country and role only. Figures are at the level of 2024, while the articles speak of 2026.")
    for name, words in view.METHOD_WORDS.items():
        st.markdown(f"- **{name}**{' (this estimate)' if name == method else ''}: {words}.")
    st.markdown("The formula, worked examples for Cluj and Prishtina, the check on cells left out and the limits are in "
                "`docs/METHOD-pay.md`.")

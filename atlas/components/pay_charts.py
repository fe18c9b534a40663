"""The main figure of the Salaries page in its three views, each with its sentence and legend."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas import answers
from atlas.components import page
from atlas.components.pay_state import LOG, State
from atlas.domain import pay_claims
from atlas.domain.pay_claims import PayClaim
from atlas.domain.scenario import ROLE_LABELS, Scenario
from atlas.domain.tables import SENIORITIES
from atlas.views import pay_bands
from atlas.views import salaries as view
from atlas.views import salaries_figures as figures
from atlas.views.salaries import Money
from atlas.views.theme import CONFIG, Palette

PANELS_A_ROW = 3
PICTURE_LABEL_PX = 204
"""Room for names in a picture: whoever opens it may have a wider font than the page's."""

Picture = Callable[[Palette], go.Figure]


def by_country(state: State, frame: pd.DataFrame, money: Money, claims: Sequence[PayClaim]) -> None:
    """One band a country, cheapest first."""
    said = view.country_summary(frame, money)
    _draw(_country_rows(state, frame, money, claims), state, money, "pay-country", said, text_title="n")
    _legend(said, state.claims and bool(claims), own=state.claims and any(claim.benchmark.own for claim in claims))


def _country_rows(state: State, frame: pd.DataFrame, money: Money, claims: Sequence[PayClaim]) -> list[pay_bands.Row]:
    shown: dict[str, list[PayClaim]] = {}
    for claim in claims if state.claims else ():
        shown.setdefault(claim.country, []).append(claim)
    return figures.country_rows(frame, state.hub.country, money, shown)


def country_picture(state: State, frame: pd.DataFrame, money: Money, claims: Sequence[PayClaim]) -> Picture:
    """The figure by country for a picture, to be drawn in any palette."""
    rows, axis = _country_rows(state, frame, money, claims), figures.pay_axis(money, state.scale == LOG)
    return lambda colours: pay_bands.figure(rows, axis, colours, label_px=PICTURE_LABEL_PX, text_title="n")


def by_role(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money) -> None:
    """Six small figures on one axis, a role each."""
    panels = figures.role_panels(ours, theirs, scenario.seniority, money)
    ends = pay_bands.ends_of([row for rows in panels.values() for row in rows])
    names, steps = list(panels), (1, 3) if money.cell is money else (1,)
    for first in range(0, len(names), PANELS_A_ROW):
        for role, column in zip(names[first:first + PANELS_A_ROW], st.columns(PANELS_A_ROW, gap="small"), strict=True):
            with column:
                st.markdown(f"**{ROLE_LABELS[role]}**")
                st.plotly_chart(
                    pay_bands.figure(panels[role], figures.pay_axis(money, state.scale == LOG, ends, steps), page.colours(),
                                     row_px=50, label_px=52, text_px=50, heads=False),
                    theme=None, config=CONFIG, key=f"pay-role-{role}",
                    alt=view.level_summary(ours, state.hub, role, money))
    _legend(view.role_summary(ours, state.hub, scenario.seniority, money), False,
            f"◇ median in {view.country_words(state.home.country_name)}")


def by_seniority(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money,
                 gbp_per_usd: float) -> None:
    """The four levels in the hub's country and in the home market's."""
    rows, claims = _level_rows(scenario, state, ours, theirs, money, gbp_per_usd)
    said = view.level_summary(ours, state.hub, scenario.role, money)
    _draw(rows, state, money, "pay-seniority", said, row_px=62, label_px=168, text_px=94, text_title="80 % interval")
    _legend(said, bool(claims), own=any(claim.benchmark.own for claim in claims))


def _level_rows(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money,
                gbp_per_usd: float) -> tuple[list[pay_bands.Row], list[PayClaim]]:
    """The rows by seniority, and the claims that may stand beside them."""
    claims: dict[tuple[str, str], list[PayClaim]] = {}
    for level in SENIORITIES if state.claims else ():
        for claim in (*pay_claims.claims(scenario.role, level, gbp_per_usd), *answers.own_pay_claims(scenario.role, level)):
            claims.setdefault((claim.country, level), []).append(claim)
    return (figures.level_pairs(ours, theirs, state.hub, state.home, scenario.role, scenario.seniority, money, claims),
            [claim for found in claims.values() for claim in found])


def seniority_picture(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money,
                      gbp_per_usd: float) -> Picture:
    """The figure by seniority for a picture."""
    rows, _ = _level_rows(scenario, state, ours, theirs, money, gbp_per_usd)
    axis = figures.pay_axis(money, state.scale == LOG)
    return lambda colours: pay_bands.figure(rows, axis, colours, row_px=62, label_px=PICTURE_LABEL_PX, text_px=130,
                                            text_title="80 % interval")


def role_picture(scenario: Scenario, state: State, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money) -> Picture:
    """The six figures by role in one for a picture: the role stands on the first of its four levels."""
    panels = figures.role_panels(ours, theirs, scenario.seniority, money)
    rows = [replace(row, label=f"{ROLE_LABELS[role]}, {row.label[:1].lower()}{row.label[1:]}")
            for role, levels in panels.items() for row in levels]
    axis = figures.pay_axis(money, state.scale == LOG)
    home = f"median; ◇ {state.home.country_name}"
    return lambda colours: pay_bands.figure(rows, axis, colours, row_px=24, label_px=PICTURE_LABEL_PX + 40, text_px=190,
                                            text_title=home)


def _draw(rows: list[pay_bands.Row], state: State, money: Money, key: str, alt: str, **sizes: object) -> None:
    st.plotly_chart(pay_bands.figure(rows, figures.pay_axis(money, state.scale == LOG), page.colours(), **sizes),
                    theme=None, config=CONFIG, key=key, alt=alt)


def _legend(said: str, claims: bool, extra: str = "", own: bool = False) -> None:
    """What the marks mean, and the figure in a sentence."""
    colours = page.colours()
    bar = "<i style='width:{w}px;height:{h}px;border-radius:2px;background:{c}'></i>"
    entries = [(bar.format(w=40, h=3, c=colours.sequential[2]), "p10–p90"),
               (bar.format(w=26, h=9, c=colours.sequential[3]), "p25–p75"),
               (bar.format(w=20, h=9, c=colours.sequential[8]), "median, 80 % interval"),
               (f"<i style='width:30px;height:9px;border:1px dashed {colours.sequential[5]}'></i>", "modelled, n under 30")]
    if claims:
        entries.append((f"<i style='width:26px;height:5px;border:1.6px solid {colours.claim};border-bottom:0'></i>",
                        "claim of an article or yours" if own else "article claim"))
    if extra:
        entries.append(("", escape(extra)))
    st.html("<div class='map-legend pay-legend'>" + "".join(f"<span>{mark}{words}</span>" for mark, words in entries)
            + f"</div><p class='pay-note pay-said'>{escape(said)}</p>")

"""What removes hubs and what stands in for unknown cells, in one popover: limits, regions, exclusions, missing policy."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas.components import choices, page
from atlas.components.text import plain
from atlas.domain import formats
from atlas.domain.criteria import Criteria
from atlas.domain.limits import loosest
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import MISSING_POLICIES, Limit, Scenario

POLICY_LABELS = {"neutral": "Count half", "worst": "Count nothing", "median": "Median of the area"}
_FAULT = "limits_fault"


def limits_popover(scenario: Scenario, answer: Ranking) -> None:
    """Draw the popover. Every change goes into the scenario at once."""
    page.popover("Limits", "limits_popover", lambda: _content(scenario, answer),
                 icon=":material/filter_alt:")


def nobody_left(answer: Ranking) -> None:
    """The cure where limits, regions and exclusions together leave no hub; nothing otherwise."""
    if answer.hubs.empty:
        st.button("Remove all limits", key="limits_none", icon=":material/filter_alt_off:", type="primary",
                  on_click=lambda: choices.change(limits=(), regions=(), exclude=(), hubs=None))


def _content(scenario: Scenario, answer: Ranking) -> None:
    st.caption("A hub outside a limit is removed and listed below the ranking, with the rank that it would have had.")
    for place in range(len(scenario.limits)):
        _row(scenario, answer.criteria, place)
    if _FAULT in st.session_state:
        st.warning(plain(st.session_state.pop(_FAULT)), icon=":material/swap_vert:")
    st.selectbox("Add a limit", list(answer.criteria.ids), index=None, placeholder="Add a limit on …", key="limits_add",
                 format_func=lambda c: answer.criteria[c].label, label_visibility="collapsed", filter_mode=None,
                 on_change=_adding(scenario, answer))
    _regions_and_exclusions(scenario, answer)
    _missing(scenario, answer)


def _row(scenario: Scenario, criteria: Criteria, place: int) -> None:
    limit = scenario.limits[place]
    criterion = criteria[limit.criterion]
    label = f"{criterion.label}, {criterion.unit}"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"limit_{place}"):
        st.markdown(f"{plain(criterion.label)}  \n:small[{plain(criterion.unit)}]", width=140)
        for end, word in (("min", "at least"), ("max", "at most")):
            key = f"limit_{place}_{end}"
            st.number_input(plain(f"{label}: {word}"), value=None, placeholder=word, format="%.10g", width=165,
                            label_visibility="collapsed", key=choices.show(key, getattr(limit, end)),
                            on_change=_bounding(scenario, criterion.label, place, end, key))
        st.button("Remove", key=f"limit_{place}_remove", type="tertiary", icon=":material/close:",
                  help=plain(f"Remove the limit on {criterion.label}"), on_click=_keeping(scenario, place, None))


def _keeping(scenario: Scenario, place: int, limit: Limit | None) -> Callable[[], None]:
    others = scenario.limits[:place], scenario.limits[place + 1:]
    return lambda: choices.change(limits=(*others[0], *([limit] if limit else []), *others[1]))


def _bounding(scenario: Scenario, label: str, place: int, end: str, key: str) -> Callable[[], None]:
    def store() -> None:
        limit = replace(scenario.limits[place], **{end: st.session_state[key]})
        if limit.min is not None and limit.max is not None and limit.min > limit.max:
            st.session_state[_FAULT] = (f"{label}: at least {limit.min:,g} is above at most "
                                        f"{limit.max:,g}; the limit stays as it was")
            return
        _keeping(scenario, place, None if limit.min is None and limit.max is None else limit)()

    return store


def _adding(scenario: Scenario, answer: Ranking) -> Callable[[], None]:
    def add() -> None:
        chosen = st.session_state["limits_add"]
        st.session_state["limits_add"] = None
        if chosen:
            choices.change(limits=(*scenario.limits, loosest(answer, chosen)))

    return add


def _regions_and_exclusions(scenario: Scenario, answer: Ranking) -> None:
    st.multiselect("Regions to keep", list(REGIONS), format_func=lambda r: REGIONS[r].label, placeholder="All regions",
                   key=choices.show("limit_regions", list(scenario.regions)),
                   on_change=choices.on_change("limit_regions", "regions", tuple))
    cities = dict(answer.cells.hubs.sort_values("city")[["hub_id", "city"]].itertuples(index=False))
    st.multiselect("Hubs to leave out", list(cities), format_func=lambda h: cities[h], placeholder="None",
                   key=choices.show("limit_exclude", list(scenario.exclude)),
                   on_change=choices.on_change("limit_exclude", "exclude", tuple))


def _missing(scenario: Scenario, answer: Ranking) -> None:
    st.segmented_control("Unknown cells", list(MISSING_POLICIES), format_func=POLICY_LABELS.get,
                         key=choices.show("limit_missing", scenario.missing),
                         on_change=lambda: choices.change(missing=st.session_state["limit_missing"] or scenario.missing))
    incomplete = answer.hubs[answer.hubs["known"] < len(answer.criteria)]
    if len(incomplete):
        st.caption(plain("An unknown cell could be anything, so these hubs could stand higher or lower:"))
        page.table(incomplete_table(incomplete, len(answer.criteria)),
                   alt="Hubs with unknown cells and the ranks that they could have")


def incomplete_table(incomplete: pd.DataFrame, criteria: int) -> pd.DataFrame:
    """Rows of `Ranking.hubs` that lack a cell: rank, best and worst rank over the range of what is unknown."""
    ranks = zip(incomplete["rank"], incomplete["tied"], strict=True)
    return pd.DataFrame({
        "Hub": incomplete["city"], "Rank": [formats.ordinal_rank(int(rank), bool(tied)) for rank, tied in ranks],
        "Best": incomplete["rank_best"], "Worst": incomplete["rank_worst"],
        "Criteria known": [f"{known} of {criteria}" for known in incomplete["known"]]})

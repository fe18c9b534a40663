"""What the Compare page shows beside its shortlist: the second of the pair, and the home market. Kept in the link."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from atlas.components import page_state
from atlas.domain.compare import chosen
from atlas.domain.ranking import Ranking

PAGE, AGAINST, MARKET, NOBODY = "compare", "against", "market", "none"


@dataclass(frozen=True)
class State:
    """`hubs` are compared, in order; the first stands against `against`; `market` is a home market or None.

    `markets` are those that can be chosen, by id and city. The defaults are what the link leaves out.
    """

    hubs: tuple[str, ...]
    against: str
    market: str | None
    markets: dict[str, str]
    default_against: str
    default_market: str


def current(answer: Ranking) -> State:
    """The state of the link, or of the session after a page switch; what no longer fits falls back to its default."""
    hubs = chosen(answer)
    places = answer.cells.hubs
    found = places[(places["kind"] != "hub") & ~places["hub_id"].isin(hubs)].sort_values("city")
    markets = dict(zip(found["hub_id"], found["city"], strict=True))
    home = next((market for market, city in markets.items() if city == answer.scenario.home[0].city), NOBODY)
    second = hubs[1] if len(hubs) > 1 else ""
    market = page_state.current(PAGE, MARKET, home, {*markets, NOBODY})
    return State(hubs, page_state.current(PAGE, AGAINST, second, hubs[1:]), None if market == NOBODY else market, markets,
                 second, home)


def on_against(state: State, widget: str) -> Callable[[], None]:
    """A callback that takes the second of the pair; pressing the chosen one again changes nothing."""
    return lambda: page_state.put(PAGE, AGAINST, st.session_state[widget] or state.against, state.default_against)


def on_market(state: State, widget: str) -> Callable[[], None]:
    """A callback that takes the home market."""
    return page_state.on_change(PAGE, MARKET, widget, state.default_market)

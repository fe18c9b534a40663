"""What the Compare page shows beside its shortlist: the second of the pair, and the home market. Kept in the link."""

from dataclasses import dataclass

import streamlit as st

from atlas.domain.compare import chosen
from atlas.domain.ranking import Ranking

AGAINST, MARKET = "against", "market"
NOBODY = "none"


@dataclass(frozen=True)
class State:
    """`hubs` are compared, in order; the first stands against `against`; `market` is a home market or None."""

    hubs: tuple[str, ...]
    against: str
    market: str | None


def current(answer: Ranking) -> State:
    """The state of the link, or of the session after a page switch; what no longer fits falls back to its default."""
    hubs = chosen(answer)
    markets = list(home_markets(answer))
    own = next((m for m, city in home_markets(answer).items() if city == answer.scenario.home[0].city), None)
    market = _kept(MARKET, [*markets, NOBODY], own or NOBODY)
    return State(hubs, _kept(AGAINST, hubs[1:], hubs[1] if len(hubs) > 1 else ""), None if market == NOBODY else market)


def home_markets(answer: Ranking) -> dict[str, str]:
    """The home markets by id and city, by name; those that are compared as hubs are left out."""
    places = answer.cells.hubs
    found = places[(places["kind"] != "hub") & ~places["hub_id"].isin(chosen(answer))].sort_values("city")
    return dict(zip(found["hub_id"], found["city"], strict=True))


def _kept(name: str, valid, default: str) -> str:
    value = st.query_params.get(name, st.session_state.get(f"compare_{name}", default))
    put(name, value if value in valid else default, default)
    return st.session_state[f"compare_{name}"]


def put(name: str, value: str, default: str | None = None) -> None:
    """Keep a choice of this page in the session and in the link; the default leaves no trace in the link."""
    st.session_state[f"compare_{name}"] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value

"""What is chosen on the Overlap page: view, hub, home office, date, hours. Kept in the link beside the scenario."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from atlas import answers
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Scenario

DAY, YEAR, SUN = VIEWS = ("day", "year", "sun")
MOST_HOURS = 24.0


@dataclass(frozen=True)
class State:
    """`office` is the place of the home office in the scenario; `day` is None until somebody chooses a date."""

    view: str
    hub_id: str
    office: int
    day: date | None
    hours: float


def current(scenario: Scenario) -> State:
    """The state of the link, or of the session after a page switch; what cannot be used gives way to the default."""
    return State(
        view=_read("view", YEAR, lambda text: text if text in VIEWS else None),
        hub_id=_read("hub", None, lambda text: text if text in hubs(scenario) else None) or _first_hub(scenario),
        office=_read("office", 0, lambda text: int(text) if int(text) in range(len(scenario.home)) else None),
        day=_read("date", None, lambda text: _of_year(date.fromisoformat(text), scenario.year)),
        hours=_read("hours", answers.HOURS_NEEDED, lambda text: hours if 0 < (hours := float(text)) <= MOST_HOURS else None))


def _of_year(day: date, year: int) -> date | None:
    return day if day.year == year else None


def _read(name: str, default: Any, parse: Callable[[str], Any]) -> Any:
    text = st.query_params.get(name, st.session_state.get(f"overlap_{name}"))
    try:
        value = None if text is None else parse(text)
    except ValueError:
        value = None
    put(name, value, default)
    return default if value is None else value


def put(name: str, value: Any, default: Any = None) -> None:
    """Write one choice into the session and the link; the default, like None, is left out."""
    if value is None or value == default:
        st.session_state.pop(f"overlap_{name}", None)
        st.query_params.pop(name, None)
    else:
        st.session_state[f"overlap_{name}"] = text = f"{value:g}" if isinstance(value, float) else str(value)
        if st.query_params.get(name) != text:
            st.query_params[name] = text


def on_change(key: str, name: str) -> Callable[[], None]:
    """A callback that keeps the widget's value as the choice `name`; an emptied widget changes nothing."""

    def store() -> None:
        if st.session_state[key] is not None:
            put(name, st.session_state[key])

    return store


def hubs(scenario: Scenario) -> dict[str, str]:
    """The places that can be chosen, by id and city: all but the home offices."""
    homes = {office.city for office in scenario.home}
    frame = answers.hubs().sort_values("city")
    return {row.hub_id: row.city for row in frame.itertuples() if row.city not in homes}


def _first_hub(scenario: Scenario) -> str:
    """The first of the shortlist, else the ranking's leader, else the first place; the link then holds it."""
    known = hubs(scenario)
    try:
        leader = answers.rank(scenario).leader
    except ScenarioError:  # weights of zero rank nothing, and hours are shared all the same
        leader = None
    candidates = [*scenario.shortlist, *([] if leader is None else [leader["hub_id"]]), *known]
    chosen = next(hub_id for hub_id in candidates if hub_id in known)
    put("hub", chosen)
    return chosen

"""The scenario of this session: read from the link, changed by widgets, written back to the link.

The scenario in the session is the only truth. Widgets show it and their callbacks replace it; pages take it as a value.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from atlas import answers
from atlas.domain.criteria import METHOD_VERSION
from atlas.domain.errors import ScenarioError
from atlas.domain.link import CODECS, DATA, METHOD, PACKED, from_query, outdated, to_query
from atlas.domain.scenario import DEFAULT, Scenario

_OURS = {*CODECS, PACKED}
_SCENARIO, _WRITTEN, _PAGE, _FAULTS = "atlas_scenario", "atlas_written", "atlas_page", "atlas_faults"
_LED_BY, _SERVED = "atlas_led_by", "atlas_served"

OF_A_LINK = "Part of this link could not be used; defaults stand in."
OF_OTHER_DATA = "These data lack a part of your choices."


def current() -> Scenario:
    """The scenario of this session."""
    return st.session_state[_SCENARIO]


def change(**choices: Any) -> None:
    """Replace some choices: for widget callbacks, before the run that shows them."""
    take(replace(st.session_state.get(_SCENARIO, DEFAULT), **choices))


def take(scenario: Scenario) -> None:
    """Replace the whole scenario: for widget callbacks."""
    st.session_state[_SCENARIO] = scenario
    st.session_state[_FAULTS] = []
    for version in (DATA, METHOD):  # from here on the choices are the visitor's, not the link's
        st.query_params.pop(version, None)


def replace_all(scenario: Scenario) -> None:
    """Take a scenario from elsewhere, such as a saved one, or the session's to other data; what the catalogue does not
    know is left out and said."""
    known, faults = _known(scenario, [])
    take(known)
    st.session_state[_FAULTS], st.session_state[_LED_BY] = faults, OF_OTHER_DATA
    st.session_state[_SERVED] = answers.link_version()


def stale_link() -> str | None:
    """What to say where the link was made with other data or another method; None otherwise."""
    return outdated(st.query_params, answers.link_version(), METHOD_VERSION)


def on_change(key: str, name: str, convert: Callable[[Any], Any] = lambda value: value) -> Callable[[], None]:
    """A callback that puts the widget's value into the scenario's choice `name`."""

    def store() -> None:
        change(**{name: convert(st.session_state[key])})

    return store


def show(key: str, value: Any) -> str:
    """Make the widget of `key` show `value`; returns the key. Call it just before the widget."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def load(page: str) -> str:
    """Bring the session and the link together at the start of a run.

    A first visit, and a step back or forward in the browser, takes the link's choices; switching pages drops the
    link's parameters, and keeps the session's. Data that were published meanwhile may lack what was chosen before.
    Returns what to say of choices that were not usable; empty where all were.
    """
    state = st.session_state
    seen = {key: value for key, value in st.query_params.items() if key in _OURS}
    first = _SCENARIO not in state
    switched = state.get(_PAGE) != page
    if first or (seen != state.get(_WRITTEN) and not (switched and not seen)):
        scenario, faults = from_query(seen)
        state[_SCENARIO], state[_FAULTS] = _known(scenario, faults)
        state[_LED_BY] = OF_A_LINK
    elif state.get(_SERVED) != answers.link_version():
        state[_SCENARIO], faults = _known(state[_SCENARIO], [])
        if faults:
            state[_FAULTS], state[_LED_BY] = faults, OF_OTHER_DATA
    state[_PAGE], state[_SERVED] = page, answers.link_version()
    if not (faults := state.get(_FAULTS)):
        return ""
    return f"{state[_LED_BY]} {faults[0]}" + (f" (and {len(faults) - 1} more)" if len(faults) > 1 else "")


def _known(scenario: Scenario, faults: list[str]) -> tuple[Scenario, list[str]]:
    """Drop ids, criteria and currencies that the catalogue does not know, one message each."""
    ids = set(answers.hubs()["hub_id"])
    for key in ("hubs", "exclude", "shortlist"):
        given = getattr(scenario, key) or ()
        unknown = [hub_id for hub_id in given if hub_id not in ids]
        if unknown:
            kept = tuple(hub_id for hub_id in given if hub_id in ids)
            scenario = replace(scenario, **{key: (kept or None) if key == "hubs" else kept})
            faults = [*faults, f"{key}: {unknown[0]!r} is not a hub and was left out"]
    criteria = answers.criteria(scenario).ids
    for key, ids in (("own_weights", [name for name, _ in scenario.own_weights]),
                     ("limits", [limit.criterion for limit in scenario.limits])):
        unknown = [criterion for criterion in ids if criterion not in criteria]
        if unknown:
            entries = zip(getattr(scenario, key), ids, strict=True)
            scenario = replace(scenario, **{key: tuple(entry for entry, criterion in entries if criterion in criteria)})
            faults = [*faults, f"{key.removeprefix('own_')}: {unknown[0]!r} is not a criterion here and was left out"]
    try:
        answers.rate(scenario)
    except ScenarioError as fault:
        scenario, faults = replace(scenario, currency=DEFAULT.currency), [*faults, str(fault)]
    return scenario, faults


def save() -> None:
    """Write the session's scenario into the address bar, leaving other parameters alone."""
    query = to_query(current())
    if query != {key: value for key, value in st.query_params.items() if key in _OURS}:
        others = {key: value for key, value in st.query_params.items() if key not in _OURS}
        st.query_params.from_dict(others | query)
    st.session_state[_WRITTEN] = query


def has_scenario() -> bool:
    """Whether this session has come as far as having a scenario."""
    return _SCENARIO in st.session_state


def weightless() -> bool:
    """Whether nothing has a weight, so that nothing can be ranked."""
    scenario = current()
    return not any((*scenario.weights, *(weight for _, weight in scenario.own_weights)))


def balance() -> None:
    """Back to the default weights; all other choices stay."""
    change(weights=DEFAULT.weights, own_weights=DEFAULT.own_weights)


def reset() -> None:
    """Back to the default scenario, keeping the shortlist."""
    st.session_state[_SCENARIO] = replace(DEFAULT, shortlist=current().shortlist)

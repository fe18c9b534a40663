"""State of one screen, such as the hub that is looked at: kept in the link beside the scenario, and over page switches."""

from collections.abc import Callable, Container

import streamlit as st


def current(page: str, name: str, default: str, known: Container[str]) -> str:
    """The state `name` of a page: of the link, or else of the session; an unknown value becomes the default."""
    value = st.query_params.get(name, st.session_state.get(_key(page, name), default))
    value = value if value in known else default
    put(page, name, value, default)
    return value


def put(page: str, name: str, value: str, default: str) -> None:
    """Keep the state, and write it into the link unless it is the default, which may change with the scenario."""
    if value == default:
        st.session_state.pop(_key(page, name), None)
        st.query_params.pop(name, None)
    else:
        st.session_state[_key(page, name)] = value
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def on_change(page: str, name: str, widget: str, default: str) -> Callable[[], None]:
    """A callback that keeps the value of the widget of key `widget`."""
    return lambda: put(page, name, st.session_state[widget], default)


def _key(page: str, name: str) -> str:
    return f"{page}_{name}_state"

"""Saved scenarios in the sidebar: open, save, rename, delete. The database is asked only while the popover is open."""

from collections.abc import Callable

import streamlit as st

from atlas.components import choices
from atlas.components.text import plain
from atlas.domain.errors import AtlasError
from atlas.domain.scenario import MAX_NAME, Scenario
from atlas.saved import Saved, Shelf, shelf

_SAID, _OPENED, _CHOSEN, _NAME = "saved_said", "saved_opened", "saved_chosen", "saved_name"


def owner() -> str | None:
    """Whose scenarios a visitor sees: "" for all where the deployment configures no sign-in, None for nobody's.

    Where a proxy signs people in, the header that the deployment trusts as `sub` tells them apart.
    A signed-in person is the issuer and subject of their identity; an e-mail address can change hands.
    """
    if "is_logged_in" not in st.user:
        return f"proxy|{st.user['sub']}" if st.user.get("sub") else ""
    if not st.user["is_logged_in"] or not st.user.get("sub"):
        return None
    return f"{st.user.get('iss', '')}|{st.user['sub']}"


def saved_popover(scenario: Scenario) -> None:
    """Draw the popover."""
    popover = st.popover("Saved scenarios", icon=":material/bookmark:", type="tertiary", key="saved", on_change="rerun")
    with popover:
        if not popover.open:
            return
        person = owner()
        if person is None:
            st.markdown("Sign in to save scenarios and to see yours.")
            st.button("Sign in", key="saved_sign_in", on_click=st.login)
            return
        try:
            _shelf(scenario, shelf(), person)
        except AtlasError as fault:
            st.error(plain(fault), icon=":material/error:")


def _shelf(scenario: Scenario, kept: Shelf, person: str) -> None:
    found = {saved.name: saved for saved in kept.listed(person)}
    if st.session_state.get(_CHOSEN) not in found:
        st.session_state[_CHOSEN] = None
    st.selectbox("Saved", list(found), index=None, key=_CHOSEN, placeholder="Choose one" if found else "Nothing saved yet",
                 format_func=lambda name: f"{name}, {found[name].saved_at_utc[:10]}", disabled=not found)
    chosen = found.get(st.session_state[_CHOSEN])
    st.text_input("Name", key=_NAME, max_chars=MAX_NAME, placeholder="Name to save under, or new name")
    with st.container(horizontal=True):
        st.button("Open", key="saved_open", disabled=chosen is None, on_click=_doing(lambda: _open(chosen)))
        st.button("Save", key="saved_save", type="primary", on_click=_doing(lambda: _save(kept, person, scenario, found)))
        st.button("Rename", key="saved_rename", disabled=chosen is None,
                  on_click=_doing(lambda: _rename(kept, person, chosen)))
        st.button("Delete", key="saved_delete", disabled=chosen is None,
                  on_click=_doing(lambda: _delete(kept, person, chosen)))
    done, text = st.session_state.pop(_SAID, (True, ""))
    if text:
        (st.caption if done else st.warning)(plain(text))


def _doing(action: Callable[[], str]) -> Callable[[], None]:
    """A callback that leaves what the action says, or the line of its fault, to be shown once."""

    def run() -> None:
        try:
            st.session_state[_SAID] = (True, action())
        except AtlasError as fault:
            st.session_state[_SAID] = (False, str(fault))

    return run


def _open(saved: Saved) -> str:
    choices.replace_all(saved.open())
    st.session_state[_OPENED] = (saved.name, saved.version)
    st.session_state[_NAME] = saved.name
    return f"Opened {saved.name}"


def _save(kept: Shelf, person: str, scenario: Scenario, found: dict[str, Saved]) -> str:
    """Save under the name; over what this session opened or saved under it, if it is still the same version."""
    name = st.session_state[_NAME]
    opened, version = st.session_state.get(_OPENED, ("", 0))
    over = version if name.strip() == opened and opened in found else None
    saved = kept.save(person, name, scenario, over)
    st.session_state[_OPENED] = (saved.name, saved.version)
    return f"Saved {saved.name}"


def _rename(kept: Shelf, person: str, saved: Saved) -> str:
    renamed = kept.rename(person, saved.name, st.session_state[_NAME], saved.version)
    if st.session_state.get(_OPENED) == (saved.name, saved.version):
        st.session_state[_OPENED] = (renamed.name, renamed.version)
    st.session_state[_CHOSEN] = renamed.name
    return f"Renamed to {renamed.name}"


def _delete(kept: Shelf, person: str, saved: Saved) -> str:
    kept.delete(person, saved.name, saved.version)
    return f"Deleted {saved.name}"

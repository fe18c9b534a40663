"""What is chosen for the board deck: slides and their order (in the link of the deck's page), brand, template, old deck.

Names, colours and files stay in the session: a company's own things do not belong in a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from atlas.export.board import CATALOGUE

SLIDES, NONE = "slides", "none"
_ORDER, _KEPT = "deck_order_state", "deck_kept_state"


def order() -> tuple[str, ...]:
    """Ids of the chosen slides in their order; all of the catalogue until somebody chooses."""
    return st.session_state.get(_ORDER, tuple(CATALOGUE))


def read_link() -> None:
    """Take the slides of the link, if it names any, and write the session's into it: for the deck's own page."""
    if text := st.query_params.get(SLIDES):
        known = dict.fromkeys(id_ for id_ in text.split(",") if id_ in CATALOGUE)
        if known or text == NONE:
            st.session_state[_ORDER] = tuple(known)
    if order() == tuple(CATALOGUE):
        st.query_params.pop(SLIDES, None)
    elif (text := ",".join(order()) or NONE) != st.query_params.get(SLIDES):
        st.query_params[SLIDES] = text


def set_order(slide_ids: Sequence[str]) -> None:
    """Choose slides: for widget callbacks."""
    st.session_state[_ORDER] = tuple(slide_ids)
    st.query_params.pop(SLIDES, None)


def include(slide_id: str, wanted: bool) -> None:
    """Put a slide into the deck, at its usual place among the others, or take it out."""
    rest = [id_ for id_ in order() if id_ != slide_id]
    if wanted:
        usual = list(CATALOGUE)
        earlier = [n for n, id_ in enumerate(rest) if usual.index(id_) < usual.index(slide_id)]
        rest.insert(earlier[-1] + 1 if earlier else 0, slide_id)
    set_order(rest)


def move(slide_id: str, steps: int, among: Sequence[str]) -> None:
    """Move a slide up or down by places among the slides that can be seen."""
    ids = [id_ for id_ in order() if id_ in among]
    place = ids.index(slide_id)
    ids.insert(max(0, place + steps), ids.pop(place))
    set_order([*ids, *(id_ for id_ in order() if id_ not in among)])


@dataclass(frozen=True)
class Kept:
    """An uploaded file, kept over page switches."""

    name: str
    data: bytes


def kept(what: str) -> Kept | None:
    """The uploaded file of a kind: logo, template or refresh."""
    return st.session_state.get(f"{_KEPT}_{what}")


def keep(what: str, file: Kept | None) -> None:
    """Keep an uploaded file, or forget it."""
    st.session_state[f"{_KEPT}_{what}"] = file


def text(name: str, default: str = "") -> str:
    """A typed value: the company's name or a colour."""
    return st.session_state.get(f"{_KEPT}_{name}", default)


def put_text(name: str, value: str) -> None:
    """Keep a typed value."""
    st.session_state[f"{_KEPT}_{name}"] = value

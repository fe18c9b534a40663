"""The slides of the deck in their order, each under the title that will be printed, to choose and to move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from atlas.components import choices, deck_state
from atlas.components.text import plain
from atlas.export.board import CATALOGUE
from atlas.export.content import Deck, Slide


@dataclass(frozen=True)
class Line:
    """One line of the list: an entry of the catalogue, its slides, or why there are none."""

    id: str
    slides: tuple[Slide, ...]
    missing: str

    @property
    def title(self) -> str:
        return self.slides[0].title if self.slides else f"{CATALOGUE[self.id].label}: {self.missing}"

    @property
    def about(self) -> str:
        pages = f", {len(self.slides)} pages" if len(self.slides) > 1 else ""
        return CATALOGUE[self.id].label + pages


def lines(everything: Deck) -> dict[str, Line]:
    """A line for each entry of the catalogue, from the deck of all slides."""
    missing = {failure.slide_id: failure.reason for failure in everything.failures}
    return {id_: Line(id_, tuple(s for s in everything.slides if s.id == id_ or s.id.startswith(f"{id_}-")),
                      missing.get(id_, "")) for id_ in CATALOGUE}


def draw(found: Mapping[str, Line], order: Sequence[str]) -> None:
    """The chosen slides in their order, then those left out."""
    number = 1
    with st.container(key="deck_slides", gap=None):
        for place, slide_id in enumerate(order):
            line = found[slide_id]
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"deck_line_{slide_id}"):
                _check(line, True, f"**{number}** · {plain(line.title)}")
                st.caption(line.about, width="content")
                _arrow(slide_id, "up", -1, order, place == 0)
                _arrow(slide_id, "down", 1, order, place == len(order) - 1)
            number += len(line.slides)
        for slide_id, line in found.items():
            if slide_id not in order:
                with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"deck_out_{slide_id}"):
                    _check(line, False, plain(line.title))
                    st.caption("left out" if line.slides else "not available", width="content")


def _check(line: Line, chosen: bool, label: str) -> None:
    key = f"deck_{'in' if chosen else 'out'}_{line.id}_box"
    st.checkbox(label, key=choices.show(key, chosen), width="stretch", wrap=True, disabled=not line.slides,
                on_change=lambda: deck_state.include(line.id, not chosen))


def _arrow(slide_id: str, way: str, steps: int, order: Sequence[str], end: bool) -> None:
    st.button("Up" if way == "up" else "Down", key=f"deck_{way}_{slide_id}", type="tertiary", disabled=end,
              on_click=deck_state.move, args=(slide_id, steps, tuple(order)))

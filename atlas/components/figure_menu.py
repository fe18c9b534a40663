"""The menu of a figure: take it away as a picture or as its data, or have its slide in the board deck."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas import answers
from atlas.components import choices, deck_state, download, page
from atlas.domain.criteria import METHOD_VERSION
from atlas.export import image
from atlas.export.board import CATALOGUE
from atlas.views.theme import LIGHT, Palette

LABELS: dict[image.Format, str] = {"png": "Picture (PNG, 2x)", "svg": "Drawing (SVG)", "pdf": "Page (PDF)"}


Picture = Callable[[Palette], go.Figure]


def draw(name: str, *figure: Any, **more: Any) -> None:
    """The menu of one figure as a quiet button of its own; arguments as for `entries`.

    The figure has the key `name`, or `name`, a hyphen and its variant: a test looks for a menu by that. Nothing of the
    menu is drawn until it is open.
    """
    opening(name, lambda: entries(name, *figure, **more), type="tertiary")


def opening(name: str, content: Callable[[], None], **options: Any) -> None:
    """The button that opens a menu, for a page whose menu holds more than the entries of a figure."""
    page.popover("Export", f"{name}_menu", content, icon=":material/download:", **options)


@contextmanager
def beside(name: str, *figure: Any, **more: Any) -> Iterator[None]:
    """What the block draws, such as a heading or the figure's sentence, with the menu at its right."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container():
            yield
        draw(name, *figure, **more)


def entries(name: str, title: str, figure: Picture | Mapping[str, Picture] | None, table: Callable[[], pd.DataFrame],
            sources: Iterable[str] = (), slide: str = "") -> None:
    """The entries of a menu.

    `figure` draws it in a palette, since pictures are always light; several by name where the screen has several.
    `table` is its data. Both are called on a click, outside Streamlit's run: they may hold values but not ask Streamlit.
    `sources` are source codes; `slide` is the slide of the board deck that has this figure as a chart of its own.
    """
    title = title.removesuffix(".")
    file_name, note = f"talent-atlas-{name.replace('_', '-')}", _note(sources)
    if figure is not None and not image.find_browser():
        st.caption(image.INSTALL)
    elif isinstance(figure, Mapping):
        for part, drawn in figure.items():
            words = f"{part}: "
            _pictures(f"{name}_{part.lower()}", title, drawn, note, f"{file_name}-{part.lower()}", words)
    elif figure is not None:
        _pictures(name, title, figure, note, file_name)
    page.csv_button("Data (CSV)", f"{file_name}.csv", table, key=f"{name}_csv")
    if slide:
        key = f"{name}_in_deck"
        st.toggle("In the board deck", key=choices.show(key, slide in deck_state.order()),
                  help=f"As the slide “{CATALOGUE[slide].label}”, with the scenario's hubs and an editable chart",
                  on_change=lambda: deck_state.include(slide, st.session_state[key]))


def _pictures(name: str, title: str, figure: Picture, note: str, file_name: str, words: str = "") -> None:
    for form, label in LABELS.items():
        label = f"{words}{label[0].lower()}{label[1:]}" if words else label
        download.button(label, lambda form=form: image.image(figure(LIGHT), form, title, note), f"{file_name}.{form}",
                        image.MIME[form], key=f"{name}_{form}", icon=":material/image:")


def _note(codes: Iterable[str]) -> str:
    names = answers.source_names()
    titles = list(dict.fromkeys(names.get(code, code) for code in codes))
    more = [f"and {len(titles) - page.MAX_SOURCES} more"] if len(titles) > page.MAX_SOURCES else []
    said = [", ".join(titles[:page.MAX_SOURCES]), *more] if titles else []
    return " · ".join([*said, f"Talent Atlas, method {METHOD_VERSION}", f"data {answers.data_version()}"])

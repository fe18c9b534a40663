"""The one way to give a file away."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas import answers


def button(label: str, data: bytes | Callable[[], bytes | str], file_name: str, mime: str, key: str,
           icon: str = ":material/download:", place: DeltaGenerator | None = None, **options: Any) -> None:
    """A download button that does not rerun the page; a callable `data` is made when it is clicked.

    The click calls it in another thread, outside Streamlit's run, where nobody knows whose session asks: so it carries
    the database that the page was drawn with. It may hold values but not ask Streamlit.
    """
    data = answers.carried(data) if callable(data) else data
    (st if place is None else place).download_button(label, data, file_name, mime, key=key, icon=icon, on_click="ignore",
                                                     **options)

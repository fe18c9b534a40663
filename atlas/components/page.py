"""The parts that every page shares: title and answer, source line, table twin, theme."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from atlas import answers
from atlas.components import download
from atlas.components.text import plain
from atlas.domain.criteria import METHOD_VERSION
from atlas.domain.formats import MISSING
from atlas.domain.scenario import MISSING_POLICIES, Scenario
from atlas.export.plain import csv_text
from atlas.views.theme import Palette, palette

SHOWN, WAITING = "shown_page", "waiting_page"
WHOLE_ROWS = 18
"""A table of a row a criterion, with own ones and a sum, is whole: a cut row hides that there are more."""
MAX_SOURCES = 6
"""Sources named in a source line; the rest is counted, and listed under Sources."""


def colours() -> Palette:
    """The palette of the theme that the visitor sees."""
    return palette(st.context.theme.type)


@contextmanager
def waiting(name: str) -> Iterator[None]:
    """Outlines in the place of the page `name`, from the switch to it until its heading; it is drawn in the block.

    Reruns of the same page keep the old figures instead: outlines over numbers would flash with every choice.
    """
    place = st.empty()
    if st.session_state.get(SHOWN) != name:
        st.session_state[SHOWN] = name
        st.session_state[WAITING] = place
        with place.container():
            st.skeleton(height=38, width=620)
            st.skeleton(height=560)
    try:
        yield
    finally:
        _arrived()


def _arrived() -> None:
    if place := st.session_state.pop(WAITING, None):
        place.empty()


def heading(title: str, answer: str) -> None:
    """The finding as the title, and one sentence below it. `answer` is Markdown whose data were made plain."""
    _arrived()
    st.title(plain(title), anchor=False)
    with st.container(key="answer"):
        st.markdown(answer)


def figure_heading(title: str, about: str) -> None:
    """What a figure shows, and its unit in small print beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown(f"**{plain(title)}**", width="content")
        st.caption(plain(about), width="content")


def table(frame: pd.DataFrame, columns: Mapping[str, Any] | None = None, **options: Any) -> None:
    """A table over the full width: legible numbers, a dash for what is unknown.

    `columns` are column settings that go before those of `legible`; `options` those of st.dataframe. Up to WHOLE_ROWS
    it shows them all; a longer one scrolls within itself.
    """
    shown, numbers = legible(frame)
    options = {"height": "content" if len(shown) <= WHOLE_ROWS else "auto"} | options
    st.dataframe(shown, hide_index=True, width="stretch", placeholder=MISSING, column_config=numbers | dict(columns or {}),
                 **options)
    if len(shown) > WHOLE_ROWS:
        st.html(f"<p class='print-note'>The first of {len(shown)} rows; the whole table can be taken as CSV.</p>")


def source_line(codes: Iterable[str], scenario: Scenario | None = None, extra: str = "") -> None:
    """The composed source note that every figure ends in."""
    titles = answers.source_names()
    names = list(dict.fromkeys(titles.get(code, code) for code in codes))
    more = f" and {len(names) - MAX_SOURCES} more" if len(names) > MAX_SOURCES else ""
    parts = [", ".join(names[:MAX_SOURCES]) + more] if names else []
    if scenario is not None:
        parts += [f"Method {METHOD_VERSION}", MISSING_POLICIES[scenario.missing]]
    parts += [extra] if extra else []
    parts += [f"data {answers.data_version()}"]
    with st.container(key="source"):
        text = " · ".join(plain(part) for part in parts)
        st.caption(text if names else text[:1].upper() + text[1:])  # a publisher writes its name as it likes


def popover(label: str, key: str, content: Callable[[], None], **options: Any) -> None:
    """A popover whose widgets exist only while it is open.

    A widget that the browser shows first after a later run would show Streamlit's default and not the session's value.
    Keep `label` the same: a popover that changes its name is another one, and closes.
    """
    place = st.popover(label, key=key, on_change="rerun", **options)
    if place.open:
        with place:
            content()


def legible(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """A table with no more digits than its largest number bears, and the column settings that write them all alike.

    From 1,000 on, numbers are whole and their thousands grouped; what is taken away as a file keeps every digit.
    """
    digits = {name: _digits(frame[name]) for name, kind in frame.dtypes.items()
              if is_numeric_dtype(kind) and not is_bool_dtype(kind)}
    rounded = {name: _numbers(frame[name]).round(most) for name, most in digits.items() if most is not None}
    forms = {name: "%d" if name == "Year" else f"%.{most}f" if most else "localized" for name, most in digits.items()}
    shown = pd.DataFrame({name: rounded.get(name, frame[name]) for name in frame.columns}, index=frame.index)
    return shown, {name: st.column_config.NumberColumn(format=form) for name, form in forms.items()}


def _numbers(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)


def _digits(column: pd.Series) -> int | None:
    """Digits after the point for a column of numbers; None for whole ones."""
    numbers = _numbers(column)
    known = numbers[np.isfinite(numbers)]
    if np.array_equal(known, known.round()):
        return None
    size = np.abs(known).max()
    most = next(digits for digits, least in ((0, 1_000), (1, 10), (2, 1), (3, 0)) if size >= least)
    return next(digits for digits in range(most + 1) if np.array_equal(known.round(digits), known.round(most)))


def csv_button(label: str, file_name: str, frame: Callable[[], pd.DataFrame], key: str) -> None:
    """A download of the table as CSV, made when it is clicked."""
    download.button(label, lambda: csv_text(frame()).encode("utf-8-sig"), file_name, "text/csv", key)


def cell_sources(cells) -> None:
    """Which source, year, level and grade stands behind each criterion's cells."""
    names = answers.source_names()
    labels = {c.id: c.label for c in cells.criteria}
    grouped = cells.long.groupby(["criterion", "source_code", "level", "grade"], sort=False)
    rows = grouped.agg(cells=("value", "size"), year=("year", "max")).reset_index()
    rows["order"] = rows["criterion"].map(list(labels).index)
    rows = rows.sort_values(["order", "source_code", "grade"])
    table(pd.DataFrame({
        "Criterion": rows["criterion"].map(labels), "Source": rows["source_code"].map(lambda c: names.get(c, c)),
        "Year": rows["year"].astype("Int64"), "Level": rows["level"], "Grade": rows["grade"], "Cells": rows["cells"],
    }))

"""The parts that every page shares: title and answer, source line, table twin, theme."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import streamlit as st

from atlas import answers
from atlas.components import download
from atlas.components.text import plain
from atlas.domain.criteria import METHOD_VERSION
from atlas.domain.scenario import MISSING_POLICIES, Scenario
from atlas.export.plain import csv_text
from atlas.views.theme import Palette, palette

MAX_SOURCES = 6
"""Sources named in a source line; the rest is counted, and listed under Sources."""


def colours() -> Palette:
    """The palette of the theme that the visitor sees."""
    return palette(st.context.theme.type)


def heading(title: str, answer: str) -> None:
    """The finding as the title, and one sentence below it. `answer` is Markdown whose data were made plain."""
    st.title(plain(title), anchor=False)
    with st.container(key="answer"):
        st.markdown(answer)


def figure_heading(title: str, about: str) -> None:
    """What a figure shows, and its unit in small print beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown(f"**{plain(title)}**", width="content")
        st.caption(plain(about), width="content")


def table(frame: pd.DataFrame) -> None:
    """A table over the full width, its thousands grouped."""
    st.dataframe(frame, hide_index=True, width="stretch", column_config=numbers(frame))


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
        st.caption(" · ".join(plain(part) for part in parts))


def popover(label: str, key: str, content: Callable[[], None], **options: Any) -> None:
    """A popover whose widgets exist only while it is open.

    A widget that the browser shows first after a later run would show Streamlit's default and not the session's value.
    Keep `label` the same: a popover that changes its name is another one, and closes.
    """
    place = st.popover(label, key=key, on_change="rerun", **options)
    if place.open:
        with place:
            content()


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Column settings that group the thousands of every number in a table."""
    return {name: st.column_config.NumberColumn(format="localized") for name in table.select_dtypes("number")}


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
    st.dataframe(pd.DataFrame({
        "Criterion": rows["criterion"].map(labels), "Source": rows["source_code"].map(lambda c: names.get(c, c)),
        "Year": rows["year"].astype("Int64"), "Level": rows["level"], "Grade": rows["grade"], "Cells": rows["cells"],
    }), hide_index=True, width="stretch")

"""The tab "Your data": what can be brought, a dry run of it, what is in use; and the sidebar's reminder."""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st

from atlas import answers
from atlas.components import download, own_state
from atlas.components.own_state import Checked, Used
from atlas.components.text import plain
from atlas.domain import own_data
from atlas.domain.errors import AtlasError
from atlas.domain.upload_limits import FILE_BYTES_MAX, FILES_MAX, ROWS_MAX, SUFFIXES
from atlas.own import templates
from atlas.views import own_data as view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = [suffix.removeprefix(".") for suffix in SUFFIXES]
SHOWN = 50
"""Changed cells and faults that are listed; the rest is counted."""


def marker() -> None:
    """A quiet line in the sidebar of every page while own data are in use."""
    found = own_state.used()
    if found is not None:
        with st.sidebar:
            st.page_link("../pages/data.py", label=plain(view.marker(len(found.checked.names))))


def draw() -> None:
    """The whole tab."""
    if said := own_state.fault():
        st.error(plain(said), icon=":material/error:")
    found, checked = own_state.used(), own_state.checked()
    if found is not None:
        _in_use(found)
    elif said := view.mounted(answers.own_counts()):
        st.info(plain(said), icon=":material/domain:")
    if checked is not None:
        _checked(checked)
    _bring(found is not None, found is None and checked is None)
    _what_to_bring()


def _in_use(found: Used) -> None:
    with st.container(border=True, key="own_used"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{own_data.MARK} are in use**", width="content")
            st.caption(plain(view.in_use(found.checked.found.tables, len(found.checked.names),
                                         found.since.astimezone(_clock()))), width="content")
            st.space("stretch")
            st.button("Back to the shipped data", key="own_back", icon=":material/undo:", on_click=own_state.back)
        st.caption("Only this session sees them. They go when you close or reload the page, and nothing of them is kept.")
        if found.checked.shipped != answers.published_version():
            st.info("Newer shipped data were published meanwhile. You still see yours over the earlier ones.",
                    icon=":material/update:")
            if st.button("Lay my files over the newer data", key="own_again"):
                _wait(own_state.again)
        _table(view.files_table(found.checked.found.tables), "What is in use, by file")


def _clock() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _checked(checked: Checked) -> None:
    found = checked.found
    with st.container(border=True, key="own_checked"):
        st.markdown(f"**{plain(view.check_title(found))}**")
        if found.refused:
            st.error(plain(found.refused), icon=":material/block:")
        if found.tables:
            _table(view.files_table(found.tables), "What each file would change")
        if found.rejections:
            st.markdown(plain(f"{view.shown_of(min(SHOWN, len(found.rejections)), found.rejections_total, 'fault')}:"))
            _table(view.faults_table(found.rejections[:SHOWN]), "Faults with file, line, column, value and cure",
                   {"File": st.column_config.TextColumn(width=140), "Line": st.column_config.NumberColumn(width=60),
                    "Column": st.column_config.TextColumn(width=110), "Value": st.column_config.TextColumn(width=130),
                    "What to do": st.column_config.TextColumn(width="large")})
        if found.changes and not found.rejections_total:
            st.markdown(plain(f"{view.shown_of(min(SHOWN, len(found.changes)), found.changes_total, 'changed cell')}:"))
            _table(view.changes_table(found.changes[:SHOWN]), "Changed cells, old and new")
        with st.container(horizontal=True):
            if found.database is not None and any(t.new + t.replaced for t in found.tables):
                st.button("Use in this session", key="own_use", type="primary", on_click=own_state.use)
            st.button("Discard", key="own_discard", type="tertiary", on_click=own_state.discard)


def _table(frame: pd.DataFrame, alt: str, columns: dict | None = None) -> None:
    st.dataframe(frame, hide_index=True, width="stretch", alt=alt, column_config=columns)


def _bring(in_use: bool, first: bool) -> None:
    if first:
        st.markdown("Lay your own hubs, facts, pay and benchmarks over the shipped data, and every page answers with them, "
                    "for you alone.")
    label = "Other files in place of these" if in_use else "Your files"
    files = st.file_uploader(label, TYPES, accept_multiple_files=True, max_upload_size=FILE_BYTES_MAX // 1_000_000,
                             key=own_state.uploader_key())
    st.caption(f"Up to {FILES_MAX} files and {ROWS_MAX:,} rows at once. They are checked before anything changes, and stay "
               "in this session.")
    if files and st.button(f"Check {view.count(len(files), 'file')}", key="own_check", type="primary"):
        _wait(lambda: own_state.check(files))


def _wait(step: Callable[[], None]) -> None:
    """A slow step with its progress, then the page as it is after it."""
    try:
        with st.spinner("Checking every row against the contract and the other tables", show_time=True):
            step()
    except AtlasError as fault:
        st.error(plain(fault), icon=":material/error:")
    else:
        st.rerun()


def _what_to_bring() -> None:
    st.markdown("**What you can bring**")
    with st.container(key="own_templates", gap="xsmall"):
        for table in templates.TEMPLATES:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{view.table_name(table.name)}**", width=110)
                st.caption(plain(view.WHY[table.name]), width="stretch")
                download.button("CSV", partial(templates.csv_template, table), templates.file_name(table), "text/csv",
                                key=f"own_template_{table.name}", help=f"Template for {table.file}")
    download.button("All templates as one workbook (.xlsx)", templates.workbook, templates.WORKBOOK, XLSX,
                    key="own_workbook")
    st.caption("Each template holds one filled example. A file may hold only the rows that are yours: a row with the key "
               "of a shipped one replaces it, any other is added.")

"""The tabs under the Overlap figure; only the open one is computed."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import figure_menu, page
from atlas.components.overlap_state import DAY, SUN, State
from atlas.components.text import plain
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.domain.scenario import Scenario
from atlas.paths import ROOT
from atlas.views import overlap as view
from atlas.views import overlap_matrix, overlap_sun, overlap_year
from atlas.views.theme import CONFIG

METHOD = ROOT / "docs" / "METHOD-overlap.md"


def draw(scenario: Scenario, answer: OverlapAnswer, row: ZoneRow, city: str, state: State,
         relay: overlap_sun.Relay) -> None:
    """Table, every date of the pair, hubs by home offices, and how it is counted."""
    table, dates, matrix, method = st.tabs(["Table", "Every date", "By home office", "Method"], key="overlap_tabs",
                                           on_change="rerun")
    if table.open:
        with table:
            _table(answer, state, relay)
    if dates.open:
        with dates:
            _dates(answer, row, city, state)
    if matrix.open:
        with matrix:
            _matrix(answers.overlap_by_home(scenario, state.hours), state.hub_id)
    if method.open:
        with method:
            st.markdown(METHOD.read_text("utf-8").partition("\n")[2].replace("\n## ", "\n#### "))


def _table(answer: OverlapAnswer, state: State, relay: overlap_sun.Relay) -> None:
    if state.view == SUN:
        frame, alt = overlap_sun.sun_table(relay), overlap_sun.sun_summary(relay)
    elif state.view == DAY:
        frame, alt = view.day_table(answer, relay.day), view.summary(answer, answer.rows, state.office, relay.day)
    else:
        frame, alt = view.table(answer), view.summary(answer, answer.rows, state.office)
    page.table(frame, alt=alt)


def _dates(answer: OverlapAnswer, row: ZoneRow, city: str, state: State) -> None:
    office, window, found = answer.homes[state.office], answer.windows[state.office], row.each[state.office]
    off = answers.overlap_workdays(office, state.hub_id, row.window, answer.year).off
    frame = overlap_year.calendar_table(found, window, row.window, *off)
    said = overlap_year.calendar_summary(found, *off)
    picture = partial(overlap_year.calendar, found, frame, office.city, city)
    with figure_menu.beside("calendar", f"{city} and {office.city}: {said}", picture, lambda: frame, ["iana"]):
        st.caption(plain(f"{city} and {office.city}: {said} A dot marks a public holiday of either side."))
    st.plotly_chart(picture(page.colours()), theme=None, config=CONFIG, key="calendar", alt=said)
    page.table(frame, height=280, alt=said)
    page.table(overlap_year.runs_table(found), alt=overlap_year.strip_summary(found, city, office.city))


def _matrix(answer: OverlapAnswer, hub_id: str) -> None:
    rows = answer.seen_from(0, hub_id)
    said = overlap_matrix.matrix_summary(answer, rows)
    with figure_menu.beside("matrix", said, partial(overlap_matrix.matrix, answer, rows),
                            lambda: overlap_matrix.matrix_table(answer, rows), ["iana"]):
        st.caption(plain(said))
    with st.container(key="matrix_wide"):
        st.plotly_chart(overlap_matrix.matrix(answer, rows, page.colours()), theme=None, config=CONFIG,
                        key="matrix", alt=said)
    page.table(overlap_matrix.matrix_table(answer, rows), alt=said)

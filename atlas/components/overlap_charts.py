"""The figures of the Overlap page: each for a wide window and again for a phone, where the style sheet shows the other."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial

import plotly.graph_objects as go
import streamlit as st

from atlas.components import figure_menu, page
from atlas.components.text import plain
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.views import overlap as view
from atlas.views import overlap_sun, overlap_year
from atlas.views.theme import CONFIG

PHONE_ROWS = 12
"""Rows of the band on a phone; the table has the others."""

_band = lru_cache(maxsize=64)(view.band)
_strip = lru_cache(maxsize=64)(overlap_year.strip)


def _both(key: str, figure: Callable[[bool], go.Figure], alt: str) -> None:
    """Draw `figure(narrow)` twice; style.css shows one of them."""
    for width, narrow in (("wide", False), ("narrow", True)):
        with st.container(key=f"{key}_{width}"):
            st.plotly_chart(figure(narrow), theme=None, config=CONFIG, key=f"overlap-{key}-{width}", alt=alt)


def band(answer: OverlapAnswer, rows: Sequence[ZoneRow], office: int, day: date | None, selected: ZoneRow) -> None:
    """Each hub's working day on the home office's clock."""
    colours = page.colours()
    shown = {False: tuple(rows), True: _few(rows, selected)}
    _both("band", lambda narrow: _band(answer, shown[narrow], colours, office, day, selected, narrow),
          view.summary(answer, rows, office, day))
    if len(rows) > PHONE_ROWS:
        with st.container(key="band_more"):
            st.caption(f"The other {len(rows) - PHONE_ROWS} time zones are in the table.")


def _few(rows: Sequence[ZoneRow], selected: ZoneRow) -> tuple[ZoneRow, ...]:
    """The first rows, the selected one among them."""
    first = rows[:PHONE_ROWS]
    return tuple(first) if selected in first or selected not in rows else (*first[:-1], selected)


def strip(row: ZoneRow, office: int, city: str, home_city: str, year: int) -> None:
    """The year of one hub and one home office, under its heading and over its sentence."""
    found, said = row.each[office], overlap_year.strip_summary(row.each[office], city, home_city)
    with figure_menu.beside("strip", said, partial(overlap_year.strip, found),
                            partial(overlap_year.runs_table, found), ["iana"], slide="overlap"):
        st.markdown(f"**{plain(city)} and {plain(home_city)}, every day of {year}**")
    st.plotly_chart(_strip(found, page.colours()), theme=None, config=CONFIG, key="strip", alt=said)
    st.caption(plain(said))


def sun(relay: overlap_sun.Relay) -> None:
    """Who is at work when, around the clock."""
    _both("sun", lambda narrow: overlap_sun.sun(relay, page.colours(), narrow), overlap_sun.sun_summary(relay))

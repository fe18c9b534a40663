"""The cards beside the Overlap figure: clock and overlap, the articles' claims, the bargain, the days off."""

import streamlit as st

from atlas import answers
from atlas.components import choices, overlap_state
from atlas.components.overlap_state import State
from atlas.components.text import plain
from atlas.domain.bargain import EVERY_DAY, MOST_DAYS
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.domain.overlap_claims import claims
from atlas.views import overlap_words as words


def draw(answer: OverlapAnswer, row: ZoneRow, city: str, state: State) -> None:
    """All cards of one hub and one home office."""
    office = answer.homes[state.office]
    shown = state.day if state.view == "day" else None
    _card("clock_card", "Clock difference is not overlap", words.clock_text(row, city, answer, state.office, shown))
    _bargain(answer, row, city, state)
    days = answers.overlap_workdays(office, state.hub_id, row.window, answer.year)
    _card("holiday_card", "Working days", *words.holiday_lines(days.lost, days.shared, city, office.city, answer.year),
          *days.remarks)
    _claims(answer.year)


def _card(key: str, title: str, *lines: str) -> None:
    with st.container(border=True, key=key):
        st.markdown(f"**{title}**")
        for line in lines:
            st.markdown(plain(line))


def _bargain(answer: OverlapAnswer, row: ZoneRow, city: str, state: State) -> None:
    """The hours needed, and the smallest change that gives them."""
    every_day, most_days = (answers.bargain(answer.windows, row.window, answer.year, answer.hours_needed, share)
                            for share in (EVERY_DAY, MOST_DAYS))
    with st.container(border=True, key="bargain_card"):
        st.number_input("**Hours needed a day**", 0.5, overlap_state.MOST_HOURS, step=0.5, format="%g", width=150,
                        key=choices.show("overlap_hours_choice", state.hours),
                        on_change=overlap_state.on_change("overlap_hours_choice", "hours"))
        for line in words.bargain_lines(every_day, most_days, city, row.window, [o.city for o in answer.homes]):
            st.markdown(plain(line))


def _claims(year: int) -> None:
    with st.container(border=True, key="claims_card"):
        st.markdown(":material/fact_check: **Claims checked**")
        for claim in claims(year):
            st.markdown(plain(f"“{words.claim_text(claim)}”"))
            st.markdown(f"**{'Holds' if claim.holds else 'Does not hold'}.** {plain(claim.finding)}")
            st.caption(plain(words.claim_source(claim)))

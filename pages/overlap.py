"""Overlap: the working day that each hub shares with the home offices, and the smallest change that makes it enough."""

from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import (
    choices,
    download,
    figure_menu,
    overlap_cards,
    overlap_charts,
    overlap_state,
    overlap_tabs,
    page,
    working_hours,
)
from atlas.components.hubcard import MAX_SHORTLIST
from atlas.components.text import plain
from atlas.domain.overlap import remark
from atlas.views import overlap as view
from atlas.views import overlap_sun, overlap_words

scenario = choices.current()
state = overlap_state.current(scenario)
answer = answers.overlap(scenario, state.hours)
row = answer.row_of(state.hub_id)
cities = overlap_state.hubs(scenario)
city, office, window = cities[state.hub_id], scenario.home[state.office], answer.windows[state.office]
day = state.day or row.each[state.office].usual_day
shown_day = day if state.view == overlap_state.DAY else None
rows = answer.seen_from(state.office, state.hub_id, scenario.include_home_markets, shown_day)
relay = overlap_sun.Relay(
    tuple((home.city, w) for home, w in zip(scenario.home, answer.windows, strict=True))
    + tuple((cities[h], answer.row_of(h).window) for h in scenario.shortlist or (state.hub_id,) if h in cities),
    day, office.city, office.timezone)

if state.view == overlap_state.SUN:
    title, sentence = overlap_sun.sun_title(relay), plain(overlap_sun.sun_sentence(relay))
    picture, data = partial(overlap_sun.sun, relay), partial(overlap_sun.sun_table, relay)
else:
    picture = partial(view.band, answer, tuple(rows), home=state.office, day=shown_day, selected=row)
    data = partial(view.table, answer) if shown_day is None else partial(view.day_table, answer, shown_day)
if state.view == overlap_state.DAY:
    title = overlap_words.day_title(row, city, answer, state.office, day)
    sentence = plain(view.summary(answer, rows, state.office, day))
elif state.view == overlap_state.YEAR:
    title, sentence = view.title(row, city, answer, state.office), view.sentence(row, plain(city), answer, state.office)


def menu() -> None:
    """The figure, and the shared hours as a calendar."""
    figure_menu.entries("overlap", title, picture, data, ["iana"], slide="overlap")
    download.button("Calendar (.ics)", lambda: answers.overlap_calendar(
                        office, state.hub_id, row.window, scenario.year, datetime.now(UTC)).encode(),
                    f"talent-atlas-{state.hub_id}-{scenario.year}.ics", "text/calendar", key="overlap_ics",
                    icon=":material/event:", disabled=row.each[state.office].max == 0)
    st.caption(plain(overlap_words.calendar_text(row, city, answer, state.office)))


page.heading(title, sentence)

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    labels = {"day": "One day", "year": f"Year {scenario.year}", "sun": "Follow the sun"}
    st.segmented_control("View", overlap_state.VIEWS, format_func=labels.get, label_visibility="collapsed",
                         key=choices.show("overlap_view_choice", state.view),
                         on_change=overlap_state.on_change("overlap_view_choice", "view"))
    st.selectbox("Hub", list(cities), format_func=cities.get, label_visibility="collapsed", width=155,
                 key=choices.show("overlap_hub_choice", state.hub_id),
                 on_change=overlap_state.on_change("overlap_hub_choice", "hub"))
    if len(scenario.home) > 1:
        st.selectbox("Home office", range(len(scenario.home)), label_visibility="collapsed", width=135,
                     format_func=lambda n: scenario.home[n].city,
                     key=choices.show("overlap_office_choice", state.office),
                     on_change=overlap_state.on_change("overlap_office_choice", "office"))
    working_hours.draw(scenario)
    st.space("stretch")
    figure_menu.opening("overlap", menu)

for note in filter(None, (*(remark(w, h.city) for h, w in zip(scenario.home, answer.windows, strict=True)),
                          remark(row.window, "Hubs"))):
    st.info(plain(note), icon=":material/schedule:")

if state.view != overlap_state.YEAR:
    st.slider("Date", date(scenario.year, 1, 1), date(scenario.year, 12, 31), format="ddd D MMMM YYYY",
              key=choices.show("overlap_date_choice", day),
              on_change=overlap_state.on_change("overlap_date_choice", "date"))

if state.view == overlap_state.SUN:
    st.multiselect("Hubs of the shortlist", list(cities), format_func=cities.get,
                   max_selections=max(MAX_SHORTLIST, len(scenario.shortlist)),
                   placeholder=f"{city} alone; choose up to {MAX_SHORTLIST}",
                   key=choices.show("overlap_shortlist", [h for h in scenario.shortlist if h in cities]),
                   on_change=choices.on_change("overlap_shortlist", "shortlist", tuple))
    overlap_charts.sun(relay)
else:
    figure, cards = st.columns([3.1, 1], gap="medium")
    with figure:
        overlap_charts.band(answer, rows, state.office, shown_day, row)
        overlap_charts.strip(row, state.office, city, office.city, scenario.year)
    with cards, st.container(key="overlap_cards"):
        overlap_cards.draw(answer, row, city, state)

overlap_tabs.draw(scenario, answer, row, city, state, relay)
page.source_line([], extra=answers.clock_sources())

"""Board deck: what the board will read, slide by slide, and the files to take away."""

from dataclasses import replace
from datetime import date

import streamlit as st

from atlas.components import choices, deck_brand, deck_making, deck_slides, deck_state, download, page
from atlas.components.text import plain
from atlas.domain.errors import DataError
from atlas.export.board import CATALOGUE
from atlas.views import deck as view

scenario = choices.current()
today = date.today()
deck_state.read_link()
found, everything = deck_making.everything(scenario, today)
listed = deck_slides.lines(everything)
order = [slide_id for slide_id in deck_state.order() if listed[slide_id].slides]
content = replace(everything, slides=tuple(s for slide_id in order for s in listed[slide_id].slides), failures=())
template, old = (deck_state.kept(what) for what in ("template", "refresh"))

page.heading(view.title(found.answer, len(content.slides)), view.sentence(old is not None, template is not None))

with st.container(horizontal=True, vertical_alignment="center", key="controls"):
    place = st.empty()
    deck_making.other_files(found, today)
    st.button("All slides in the usual order", key="deck_all", type="tertiary", on_click=deck_state.set_order,
              args=(tuple(CATALOGUE),))
notes = st.container()

figure, cards = st.columns([2, 1], gap="medium")
with figure:
    deck_slides.draw(listed, order)
with cards:
    deck_brand.company_card()
    deck_brand.refresh_card()
changed = st.container()
page.source_line([], scenario, f"dated {today.isoformat()}")

made = None
if content.slides:
    try:
        with place:
            made = deck_making.make((scenario, found.answer.data_version, today, tuple(order)), content, deck_brand.brand(),
                                    template.data if template else None, old.data if old else None)
    except DataError as fault:
        notes.error(plain(fault), icon=":material/error:")
download.button("Download the refreshed deck" if old else "Download the deck", made.pptx if made else b"",
                "talent-atlas-board.pptx", deck_making.PPTX, key="deck_pptx", place=place, type="primary",
                disabled=made is None)
if made is not None:
    with notes:
        deck_making.failures(made.failures)
    if made.changes is not None:
        with changed:
            deck_making.change_list(made.changes)

"""The files of the Board deck page: made after the list is on the screen, and kept until a choice changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from atlas import answers
from atlas.components import download, page
from atlas.components.text import plain
from atlas.domain.scenario import Scenario
from atlas.export import board
from atlas.export.answer import answer_csv, answer_json
from atlas.export.content import Brand, Deck, Failure
from atlas.export.deck import render
from atlas.export.findings import Findings, gather
from atlas.export.memory import give_back
from atlas.export.pptx_refresh import Change, refresh
from atlas.export.workbook import workbook

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Made:
    """A deck as a file, the slides that failed, and for a refresh what changed."""

    pptx: bytes
    failures: tuple[Failure, ...]
    changes: tuple[Change, ...] | None = None


def _once(name: str, key: Any, make: Callable[[], Any]) -> Any:
    """What `make` returns, made again only when the key changes; one value a session and name."""
    state = f"deck_made_{name}"
    if st.session_state.get(state, (None,))[0] != key:
        st.session_state[state] = (key, make())
    return st.session_state[state][1]


def everything(scenario: Scenario, today: date) -> tuple[Findings, Deck]:
    """The findings of the scenario, and all slides that they fill; progress is shown while they are composed."""
    def make() -> tuple[Findings, Deck]:
        place = st.empty()
        with place, st.spinner("Gathering the answers"):
            found = gather(scenario)
        slides = board.slides(found, today, list(board.CATALOGUE), lambda done, of, label: place.progress(
            done / of, f"Composing: {label}" if label else "Composed"))
        place.empty()
        return found, slides

    return _once("all", (scenario, answers.data_version(), today), make)


def make(key: Any, content: Deck, brand: Brand, template: bytes | None, old: bytes | None) -> Made:
    """The deck, new or as a refresh of an old one. DataError where template or old deck cannot be used."""
    def draw() -> Made:
        with st.spinner(f"Drawing {len(content.slides)} slides", show_time=True):
            if old is not None:
                data, changes = refresh(old, content, brand if brand.company else None)
                failed = tuple(Failure(change.slide_id, change.after) for change in changes if change.what == "failed")
                return Made(data, failed, tuple(changes))
            result = render(content, template=template, brand=brand)
            return Made(result.pptx, result.failures)

    def draw_and_tidy() -> Made:
        try:
            return draw()
        finally:
            give_back()

    return _once("deck", (key, brand, template, old), draw_and_tidy)


def other_files(found: Findings, today: date) -> None:
    """The whole answer as .xlsx, .json and .csv; each is made when it is clicked."""
    with st.popover("Data", icon=":material/table:"):
        for label, name, mime, build in (
                ("Workbook (.xlsx)", "xlsx", XLSX, lambda: workbook(found, today)),
                ("Whole answer (.json)", "json", "application/json", lambda: answer_json(found)),
                ("Ranking (.csv)", "csv", "text/csv", lambda: answer_csv(found))):
            download.button(label, build, f"talent-atlas.{name}", mime, key=f"deck_{name}", width="stretch")


def failures(found: tuple[Failure, ...]) -> None:
    """Which slides failed, and why; the others are in the deck."""
    if found:
        st.warning("  \n".join(f"Slide “{plain(board.CATALOGUE[f.slide_id.partition('-')[0]].label)}” could not be made: "
                               f"{plain(f.reason)}" for f in found), icon=":material/error:")


def change_list(changes: tuple[Change, ...]) -> None:
    """What a refresh did and what it left, one row a change."""
    kept = sum(change.what == "kept" for change in changes)
    st.markdown(f"**What the refresh changed**: {len(changes) - kept} changes, {kept} of your edits kept")
    page.table(pd.DataFrame([(c.slide_id, c.part, c.what, c.before, c.after) for c in changes],
                            columns=["Slide", "Part", "What", "Before", "After"]),
               key="deck_changes", alt="Changes of the refresh, one a row")

"""The decision record on the page: download one with a note, or give one back to see what has changed since."""

from typing import Any

import streamlit as st

from atlas import answers
from atlas.components import download, page
from atlas.components.text import plain
from atlas.domain.errors import AtlasError
from atlas.domain.own_data import own_rows
from atlas.domain.scenario import Scenario
from atlas.export import record as records
from atlas.views import drift as view

_REPLAYED = "record_replayed"


def record_section(scenario: Scenario) -> None:
    """Draw both halves. An uploaded file is read in memory and stays in the visitor's session."""
    write, replay = st.columns(2, gap="large")
    with write:
        st.markdown("**Keep this decision**  \nOne file with the choices, every value and its source, and the result. "
                    "Replaying it gives the same ranking, whatever the data are by then.")
        note = st.text_area("Note", placeholder="Why this was decided", max_chars=records.MAX_NOTE, key="record_note")
        download.button("Download the decision record", lambda: records.record(scenario, note),
                        "talent-atlas-decision.json", "application/json", key="record_download")
    with replay:
        st.markdown("**Replay a decision**  \nThe ranking is computed again from the record's own values, then compared "
                    "with today's data.")
        file = st.file_uploader("Decision record", type="json", max_upload_size=5, key="record_upload")
        if file is not None:
            _replayed(file)


def _replayed(file: Any) -> None:
    try:
        found, changed = _replay(file)
    except AtlasError as fault:
        st.error(plain(fault), icon=":material/error:")
        return
    cities = dict(found.answer.cells.hubs[["hub_id", "city"]].itertuples(index=False))
    cities = dict(answers.hubs()[["hub_id", "city"]].itertuples(index=False)) | cities
    leader = found.answer.leader
    if found.identical:
        st.success("The record gives the same result again, byte for byte.", icon=":material/check:")
    else:
        st.warning(plain(f"The record was made by method {found.method_version}; today's gives another result."))
    mine = own_rows(found.answer.cells.long).sum()
    if mine and not any(answers.own_counts().values()):
        st.info(plain(f"{mine} of its figures are its author's own data, which this session does not have."),
                icon=":material/database:")
    if found.note:
        st.markdown(f"Note: {plain(found.note)}")
    first = "no hub was left" if leader is None else f"{leader['city']} led with {leader['score']:.1f}"
    st.markdown(plain(f"Then, {first}. {view.sentence(changed)}"))
    if changed.moves:
        page.table(view.moves(changed, cities), alt="Ranks that moved, and why")
    if changed.changes:
        page.table(view.changes(changed, cities, answers.source_names()), alt="Cells that changed since the record")


def _replay(file: Any) -> tuple[records.Record, Any]:
    """The record and its drift, kept in the session as long as file and data stay the same."""
    key = (file.file_id, answers.data_version())
    if st.session_state.get(_REPLAYED, (None,))[0] != key:
        found = records.read(file.read(records.MAX_BYTES + 1), file.name)
        st.session_state[_REPLAYED] = (key, found, records.against_today(found))
    return st.session_state[_REPLAYED][1:]

"""The rubric as it is written: criteria, weights, what a weak and a strong answer show; and its lock."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from atlas.components import page
from atlas.components import playbook_state as state
from atlas.components.text import plain
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook import rubric as domain
from atlas.domain.playbook import vetting as vetting_domain
from atlas.domain.playbook.rubric import MAX_ANCHOR, MAX_LABEL, Criterion
from atlas.views import playbook_vetting as view

RUBRIC, EPOCH = "rubric", "playbook_rubric_epoch"
COLUMNS = {"Criterion": "label", "Weight %": "weight_pct", "One point": "weak", "Five points": "strong"}


def lock() -> None:
    """Lock the current rubric, stamped with the time."""
    state.attempt(RUBRIC, lambda: state.put(vetting=vetting_domain.with_rubric(
        state.vetting(), domain.lock(state.vetting().rubric, datetime.now(UTC)))))


def draw() -> None:
    """The section."""
    round_ = state.vetting()
    rubric = round_.rubric
    total = sum(rubric.weight_by_id.values())
    stamp = f"locked {rubric.locked_at}" if rubric.locked_at else "open"
    page.figure_heading(f"Rubric {rubric.version}", f"{stamp} · weights sum to {total:g} %")
    if rubric.locked_at and round_.scored:
        page.table(view.rubric_table(rubric))
        st.caption("It has scores, so it cannot change. A new version starts open; these scores stay with this one.")
        st.button("Start a new version", on_click=lambda: state.put(
            vetting=vetting_domain.with_next_version(state.vetting())))
        state.fault(RUBRIC)
        return
    _editor(rubric)
    state.fault(RUBRIC)
    try:
        domain.check(rubric)
    except ScenarioError as wrong:
        st.warning(plain(wrong), icon=":material/balance:")
    with st.container(horizontal=True):
        st.button("Lock the rubric", type="primary", icon=":material/lock:", on_click=lock,
                  disabled=rubric.locked_at is not None)
        st.button("Scale weights to 100 %", on_click=lambda: _change(lambda: domain.scaled(rubric.criteria)),
                  disabled=abs(total - domain.WHOLE_PCT) < 1e-9)
    st.caption("Write it before you meet anybody. Locking stamps the time; scores need a locked rubric.")


def _editor(rubric: domain.Rubric) -> None:
    key = f"playbook_rubric_{rubric.version}_{st.session_state.get(EPOCH, 0)}"
    frame = view.rubric_table(rubric)

    def store() -> None:
        edits = st.session_state[key]
        _change(lambda: edited(rubric, frame, edits))

    st.data_editor(
        frame, key=key, on_change=store, num_rows="dynamic", hide_index=True, width="stretch",
        alt=f"{len(rubric.criteria)} criteria with weight and what one and five points show",
        column_config={
            "Criterion": st.column_config.TextColumn(max_chars=MAX_LABEL, required=True),
            "Weight %": st.column_config.NumberColumn(min_value=0, max_value=100, default=0, width="small"),
            "One point": st.column_config.TextColumn(max_chars=MAX_ANCHOR, default="", width="medium"),
            "Five points": st.column_config.TextColumn(max_chars=MAX_ANCHOR, default="", width="large")})


def edited(rubric: domain.Rubric, frame: pd.DataFrame, edits: dict) -> tuple[Criterion, ...]:
    """The criteria after a table's edits; a new line gets an id of its own."""
    kept = [replace(criterion, **_fields(edits["edited_rows"].get(i, {})))
            for i, criterion in enumerate(rubric.criteria) if i not in edits["deleted_rows"]]
    taken = {criterion.id for criterion in rubric.criteria}
    for row in edits["added_rows"]:
        if row.get("Criterion"):
            id_ = next(f"own_{n}" for n in range(1, 1000) if f"own_{n}" not in taken)
            taken.add(id_)
            kept.append(replace(Criterion(id_, "", 0, "", ""), **_fields(row)))
    return tuple(kept)


def _fields(row: dict) -> dict:
    """Cells by the field they set; an emptied cell is an empty text or a weight of 0."""
    return {COLUMNS[name]: (value or 0) if name == "Weight %" else str(value or "")
            for name, value in row.items() if name in COLUMNS}


def _change(criteria) -> None:
    def change() -> None:
        state.put(vetting=vetting_domain.with_criteria(state.vetting(), criteria()))
        st.session_state[EPOCH] = st.session_state.get(EPOCH, 0) + 1

    state.attempt(RUBRIC, change)

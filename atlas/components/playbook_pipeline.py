"""The pipeline as it is edited: stages, working days, pass rates, and the minutes of your own people."""

from dataclasses import replace

import streamlit as st

from atlas.components import page
from atlas.components import playbook_state as state
from atlas.domain.benchmarks import ARTICLES, BENCHMARKS
from atlas.domain.playbook.pipeline import MAX_DAYS, MAX_LABEL, STAGES, Span, Stage, check_stages
from atlas.views import playbook_vetting as view

PIPELINE, EPOCH = "pipeline", "playbook_pipeline_epoch"
DAYS = {"low": "Days, low", "typical": "Days, typical", "high": "Days, high"}


def draw() -> None:
    """The section."""
    stages = state.pipeline()
    page.figure_heading("Pipeline", "working days until the result; feeds the clock and the funnel")
    key = f"playbook_pipeline_{st.session_state.get(EPOCH, 0)}"

    def store() -> None:
        edits = st.session_state[key]
        state.attempt(PIPELINE, lambda: _put(edited(stages, edits)))

    days = {name: st.column_config.NumberColumn(min_value=0, max_value=MAX_DAYS, step=1, default=3, width="small")
            for name in DAYS.values()}
    st.data_editor(
        view.stages_table(stages), key=key, on_change=store, num_rows="dynamic", hide_index=True, width="stretch",
        alt=f"{len(stages)} stages with days, pass rate and minutes",
        column_config={
            "Stage": st.column_config.TextColumn(max_chars=MAX_LABEL, required=True), **days,
            "Passes %": st.column_config.NumberColumn(min_value=1, max_value=100, default=50, width="small"),
            "Your minutes": st.column_config.NumberColumn(min_value=0, max_value=6000, step=5, default=60)})
    state.fault(PIPELINE)
    cited = [f"{s.label} {_length(s)} ({', '.join(ARTICLES[a].split(',')[0] for a in BENCHMARKS[s.benchmark].articles)})"
             for s in STAGES if s.benchmark]
    st.caption("The last stage is the offer. Asked of a candidate: " + "; ".join(cited) + ". The rest are assumptions.")
    st.button("Back to the standard pipeline", disabled=stages == STAGES, on_click=lambda: _put(STAGES))


def _length(stage: Stage) -> str:
    low, high = stage.candidate_minutes
    unit, per = ("hours", 60) if low >= 120 else ("minutes", 1)
    return f"{low / per:g} {unit}" if low == high else f"{low / per:g} to {high / per:g} {unit}"


def _put(stages: tuple[Stage, ...]) -> None:
    state.put(pipeline=check_stages(stages))
    st.session_state[EPOCH] = st.session_state.get(EPOCH, 0) + 1


def edited(stages: tuple[Stage, ...], edits: dict) -> tuple[Stage, ...]:
    """The stages after a table's edits. New ones stand before the offer, which stays last."""
    kept = [_changed(stage, edits["edited_rows"].get(i, {})) for i, stage in enumerate(stages)
            if i not in edits["deleted_rows"]]
    taken = {stage.id for stage in stages}
    for row in edits["added_rows"]:
        if row.get("Stage"):
            id_ = next(f"own_{n}" for n in range(1, 1000) if f"own_{n}" not in taken)
            taken.add(id_)
            new = Stage(id_, "", Span(3, 3, 3), (0, 0), 60, 0.5)
            kept.insert(max(len(kept) - 1, 0), _changed(new, row))
    return tuple(kept)


def _changed(stage: Stage, row: dict) -> Stage:
    days = replace(stage.days, **{end: row[name] for end, name in DAYS.items() if row.get(name) is not None})
    return replace(
        stage, label=str(row.get("Stage") or stage.label), days=days,
        pass_share=row["Passes %"] / 100 if row.get("Passes %") is not None else stage.pass_share,
        assessor_minutes=row["Your minutes"] if row.get("Your minutes") is not None else stage.assessor_minutes)

"""The two tables of the Cost page that can be written in: the team, and the assumptions.

Their callbacks change the scenario, or leave it as it is and keep one line that says what was wrong.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from atlas.components import choices
from atlas.components.text import plain
from atlas.domain.assumptions import settle
from atlas.domain.cost_report import CostAnswer, assumptions_used
from atlas.domain.errors import ScenarioError
from atlas.domain.formats import MISSING
from atlas.domain.scenario import MAX_PEOPLE, MAX_TEAM_LINES, ROLE_LABELS, SENIORITY_LABELS, Scenario, from_json
from atlas.views.cost import assumptions_table

EPOCH, WRITTEN = "cost_epoch", "cost_written"
FIGURES = {"Low": "low", "Typical": "typical", "High": "high"}
Edits = Mapping[str, Any]
"""What Streamlit keeps of an edited table: edited_rows (position -> column -> value), added_rows, deleted_rows."""


def _take(key: str, change: Callable[[], Mapping[str, Any]]) -> None:
    """Put the choices that `change` makes into the scenario; a ScenarioError is kept for `_fault` instead."""
    try:
        choices.change(**change())
    except ScenarioError as wrong:
        st.session_state[f"{key}_fault"] = str(wrong)
        st.session_state.pop(WRITTEN, None)  # draws a fresh table: the refused edit is not left standing


def _fault(key: str) -> None:
    """The line that says why the last edit was not taken."""
    if text := st.session_state.pop(f"{key}_fault", ""):
        st.error(plain(text), icon=":material/error:")


def team(scenario: Scenario) -> None:
    """Role, seniority and head count, a line each; lines can be added and removed."""
    key = f"team_{_epoch(scenario)}"
    frame = pd.DataFrame([vars(member) for member in scenario.team], columns=["role", "seniority", "count"])

    def store() -> None:
        def change() -> Mapping[str, Any]:
            lines = edited_lines(frame.to_dict("records"), st.session_state[key])
            if not lines:
                raise ScenarioError("team: nobody is left in it; the last line stays")
            return {"team": from_json({"team": lines}, scenario).team}

        _take("team", change)

    _fault("team")
    st.data_editor(
        frame, key=key, num_rows="dynamic", on_change=store, hide_index=True, width="stretch",
        alt=f"The team: {len(frame)} lines of role, seniority and people",
        column_config={
            "role": st.column_config.SelectboxColumn("Role", options=list(ROLE_LABELS), format_func=ROLE_LABELS.get,
                                                     default=scenario.role, required=True),
            "seniority": st.column_config.SelectboxColumn("Seniority", options=list(SENIORITY_LABELS),
                                                          format_func=SENIORITY_LABELS.get,
                                                          default=scenario.seniority, required=True),
            "count": st.column_config.NumberColumn("People", min_value=1, max_value=MAX_PEOPLE, step=1, default=1,
                                                   required=True)})
    st.caption(f"The mix sets pay and the share of each local pool. {MAX_TEAM_LINES} lines at most.")


def edited_lines(lines: list[dict[str, Any]], edits: Edits) -> list[dict[str, Any]]:
    """The lines of a table after its edits, removals and additions."""
    changed = [line | edits["edited_rows"].get(row, {}) for row, line in enumerate(lines)
               if row not in edits["deleted_rows"]]
    return changed + [dict(line) for line in edits["added_rows"]]


def assumptions(scenario: Scenario, found: CostAnswer) -> None:
    """Every assumption that counts under the model; low, typical and high can be written over."""
    key = f"assumptions_{scenario.engagement}_{_epoch(scenario)}"
    used = assumptions_used(found.plan)
    table = assumptions_table(found)

    def store() -> None:
        def change() -> Mapping[str, Any]:
            given = edited_assumptions(used, st.session_state[key], dict(scenario.assumptions))
            chosen = from_json({"assumptions": given}, scenario).assumptions
            st.session_state[WRITTEN] = replace(scenario, assumptions=chosen)
            return {"assumptions": chosen}

        _take("assumptions", change)

    _fault("assumptions")
    st.data_editor(
        table, key=key, on_change=store, hide_index=True, width="stretch", height=440,
        column_order=["Assumption", *FIGURES, "Unit", "Source"],
        disabled=[column for column in table.columns if column not in FIGURES],
        placeholder=MISSING, alt=f"{len(table)} assumptions with low, typical and high",
        column_config={name: st.column_config.NumberColumn(format="localized", width=72) for name in FIGURES}
        | {"Assumption": st.column_config.TextColumn(width=180), "Unit": st.column_config.TextColumn(width=165),
           "Source": st.column_config.TextColumn(width=85)})
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("“Assumption” is a working figure without a published source: replace it with yours.", width="content")
        st.space("stretch")
        st.button("Back to the standard figures", key="assumptions_reset", disabled=not scenario.assumptions,
                  on_click=lambda: choices.change(assumptions=()))


def edited_assumptions(used: Iterable[Mapping[str, Any]], edits: Edits, given: Mapping[str, Any]) -> dict[str, Any]:
    """The overrides after edits to a table of `used` (rows of `assumptions_used`); one at its standard is no override.

    A typical value beyond its low or high takes that end along; an emptied cell goes back to the standard figures.
    """
    overrides = dict(given)
    for position, row in enumerate(used):
        edit = {FIGURES[column]: value for column, value in edits["edited_rows"].get(position, {}).items()}
        if edit:
            figures = {end: row[end] for end in FIGURES.values()} | edit
            overrides[row["id"]] = _range(figures, set(edit))
    overrides = {id_: figures for id_, figures in overrides.items() if figures is not None}
    changed = settle(overrides).changed
    return {id_: figures for id_, figures in overrides.items() if id_ in changed}


def _range(figures: Mapping[str, float | None], edited: set[str]) -> list[float] | None:
    typical = figures["typical"]
    if typical is None or any(figures[end] is None for end in edited):
        return None
    low, high = (typical if figures[end] is None else figures[end] for end in ("low", "high"))
    if "typical" in edited:
        low = low if "low" in edited else min(low, typical)
        high = high if "high" in edited else max(high, typical)
    return [low, typical, high]


def _epoch(scenario: Scenario) -> int:
    """A number that changes when the scenario was changed by something else than the table on the screen, so that a
    table of the same key never shows edits that no longer stand."""
    state = st.session_state
    written = state.get(WRITTEN)
    if written is None or (written.assumptions, written.team) != (scenario.assumptions, scenario.team):
        state[EPOCH] = state.get(EPOCH, 0) + 1
        state[WRITTEN] = scenario
    return state[EPOCH]

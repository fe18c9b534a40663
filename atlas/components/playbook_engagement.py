"""The tab "Which engagement": seven models scored by a form with weights, and what work goes or stays."""

from collections.abc import Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from atlas.components import choices, figure_menu, page
from atlas.components import playbook_state as state
from atlas.components.text import plain
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook import engagement_fit as fit
from atlas.domain.playbook.work_packages import DECISIONS, MAX_LABEL, PACKAGES, TRAITS, Package, Placement, place_all
from atlas.domain.scenario import Scenario
from atlas.views import playbook as view
from atlas.views import playbook_figures as figures
from atlas.views.theme import CONFIG

WORK, EPOCH = "work_packages", "playbook_work_epoch"


def weights() -> dict[str, float]:
    """The weights of the questions in this session."""
    return {q.id: state.kept(f"weight_{q.id}", q.weight) for q in fit.QUESTIONS.values()}


def found() -> tuple[fit.Fit, ...]:
    """The seven models under the answers. ScenarioError where every weight is 0."""
    return fit.fits(state.answers(fit.QUESTIONS, fit.DEFAULT_ANSWERS), weights())


def draw(scenario: Scenario) -> None:
    """The tab."""
    questions, figure = st.columns([1, 2], gap="large")
    with questions:
        page.figure_heading("Your situation", "seven questions")
        state.ask(fit.QUESTIONS, state.answers(fit.QUESTIONS, fit.DEFAULT_ANSWERS), fit.DEFAULT_ANSWERS)
        page.popover("Weights of the questions", "question_weights", _question_weights, icon=":material/tune:")
    with figure:
        try:
            scored = found()
        except ScenarioError as wrong:
            st.error(plain(wrong), icon=":material/error:")
        else:
            _models(scenario, scored)
    st.divider()
    _work()


def _models(scenario: Scenario, scored: Sequence[fit.Fit]) -> None:
    with figure_menu.beside("playbook_fits", view.fit_sentence(scored), partial(figures.fits, scored, scenario.engagement),
                            lambda: view.fit_table(scored)):
        page.figure_heading("How the models fit", "points of 100; dark is your scenario’s model")
    st.plotly_chart(figures.fits(scored, scenario.engagement, page.colours()), theme=None, config=CONFIG,
                    key="playbook_fits", alt=view.fit_sentence(scored))
    order = [one.model for one in scored]
    looked_at = state.kept("model", order[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Model", order, format_func=lambda m: ENGAGEMENTS[m].label, width=240, filter_mode=None,
                     **state.show_kept("model", looked_at))
        same = scenario.engagement == looked_at
        st.button("This is your scenario’s model" if same else "Use this model", key="playbook_use_model", disabled=same,
                  type="secondary" if same else "primary", on_click=lambda: choices.change(engagement=looked_at))
    _card(next(one for one in scored if one.model == looked_at))
    with st.expander("Scores by answer, and the rules behind them"):
        st.caption("Score = 100 × sum of weight × points over sum of weight × 4. Points of 0 to 4 are working rules.")
        page.table(view.fit_table(scored))
        page.table(view.fit_rules())


def _card(one: fit.Fit) -> None:
    notes = fit.NOTES[one.model]
    left, right = st.columns(2, gap="medium")
    speaks = [f"{p.answer}: {p.points:g} of {fit.POINTS_MAX}. {p.reason}" for p in one.strongest]
    against = [f"{p.answer}: {p.points:g} of {fit.POINTS_MAX}. {p.reason}" for p in one.weakest]
    with left, st.container(border=True, height="stretch"):
        st.markdown("**For it**")
        st.markdown("\n".join(f"- {plain(line)}" for line in (*speaks, *notes.pros)))
    with right, st.container(border=True, height="stretch"):
        st.markdown("**Against it**")
        st.markdown("\n".join(f"- {plain(line)}" for line in (*against, *notes.cons)))
    with st.container(border=True):
        st.markdown(f"**Contract basics** · {plain(ENGAGEMENTS[one.model].about)}; contract with: "
                    f"{plain(ENGAGEMENTS[one.model].employer)}")
        st.html("<ul class='playbook-terms'>" + "".join(
            f"<li><b>{escape(c.label)}</b> {escape(c.text)}<br><small>{escape(view.clause_source(c))}</small></li>"
            for c in fit.CONTRACT) + "</ul>")


# --- work packages --------------------------------------------------------------------------------------------------


def _work() -> None:
    packages: tuple[Package, ...] = st.session_state.get(WORK, PACKAGES)
    placed = place_all(packages)
    page.figure_heading("What goes, what stays", "say what is true of the work; your own decision counts")
    st.markdown(plain(view.placement_sentence(placed)))
    state.fault(WORK)
    key = f"playbook_work_{st.session_state.get(EPOCH, 0)}"
    frame = _frame(placed)

    def store() -> None:
        edits = st.session_state[key]
        if state.attempt(WORK, lambda: _take(frame, edits)):
            st.session_state[EPOCH] = st.session_state.get(EPOCH, 0) + 1

    st.data_editor(
        frame, key=key, on_change=store, num_rows="dynamic", hide_index=True, width="stretch",
        disabled=["Suggested", "Rule"], alt=view.placement_sentence(placed),
        column_config={"Work": st.column_config.TextColumn(max_chars=MAX_LABEL, required=True, width=210),
                       "It is": st.column_config.MultiselectColumn(options=list(TRAITS.values()), width=235),
                       "Suggested": st.column_config.TextColumn(width=80),
                       "Your decision": st.column_config.SelectboxColumn(options=list(DECISIONS), width=110)})
    with st.expander("The rules behind it"):
        st.caption("The first rule that meets the work decides. They follow the articles’ advice in our own words.")
        page.table(view.work_rules())
    page.csv_button("CSV", "talent-atlas-work-packages.csv", lambda: view.placements_table(placed), "playbook_work_csv")
    page.source_line([], extra="points, weights and rules: working assumptions · contract terms: as cited")


def _frame(placed: Sequence[Placement]) -> pd.DataFrame:
    return pd.DataFrame([{"Work": p.package.label,
                          "It is": [label for trait, label in TRAITS.items() if trait in p.package.traits],
                          "Suggested": p.suggested, "Your decision": p.package.override, "Rule": p.reason} for p in placed])


def _take(frame: pd.DataFrame, edits: dict) -> None:
    rows = [row | edits["edited_rows"].get(i, {}) for i, row in enumerate(frame.to_dict("records"))
            if i not in edits["deleted_rows"]]
    packages = tuple(_package(row) for row in (*rows, *edits["added_rows"]) if row.get("Work"))
    place_all(packages)
    st.session_state[WORK] = packages


def _package(row: dict) -> Package:
    override, traits = row.get("Your decision"), row.get("It is")
    ticked = set(traits) if isinstance(traits, list | tuple) else set()
    return Package(str(row["Work"]), frozenset(t for t, label in TRAITS.items() if label in ticked),
                   override if isinstance(override, str) and override else None)


def _question_weights() -> None:
    for question in fit.QUESTIONS.values():
        st.slider(question.text, 0.0, float(fit.WEIGHT_MAX), step=0.5,
                  **state.show_kept(f"weight_{question.id}", float(question.weight)))

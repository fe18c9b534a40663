"""The tab "Vetting": rubric, scores, comparison, question bank, pipeline, and the file of a hiring round."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import streamlit as st

from atlas.components import download, figure_menu, page, playbook_pipeline, playbook_rubric
from atlas.components import playbook_state as state
from atlas.components.text import plain
from atlas.domain.playbook import vetting as domain
from atlas.domain.playbook import vetting_file
from atlas.domain.playbook.pipeline import STAGE_LABELS
from atlas.domain.playbook.questions import BANK, bank
from atlas.domain.playbook.rubric import POINTS
from atlas.domain.playbook.vetting import MAX_NAME, Score, Vetting
from atlas.domain.salary import PROFILES
from atlas.export import scorecard
from atlas.views import playbook_figures as figures
from atlas.views import playbook_vetting as view
from atlas.views.theme import CONFIG

SECTIONS = ("Rubric", "Score", "Compare", "Questions", "Pipeline", "Keep and print")
CANDIDATE, SCORES, FILE = "candidate", "scores", "file"


def draw(profile: str) -> None:
    """The tab. `profile` is the one whose questions are shown first."""
    sections: dict[str, Callable[[], None]] = {
        "Rubric": playbook_rubric.draw, "Score": _score, "Compare": _compare, "Questions": lambda: _questions(profile),
        "Pipeline": playbook_pipeline.draw, "Keep and print": _keep,
    }
    st.caption("Candidates are kept by their initials, in this session only: nothing of them is stored or logged. Close the "
               "tab and they are gone; keep a file if you need them.")
    chosen = st.segmented_control("Section", SECTIONS, required=True, label_visibility="collapsed",
                                  **state.show_kept("section", SECTIONS[0]))
    sections[chosen or SECTIONS[0]]()


# --- scores ---------------------------------------------------------------------------------------------------------


def _add_candidate() -> None:
    def change() -> None:
        state.put(vetting=domain.add_candidate(state.vetting(), st.session_state["playbook_name"],
                                               st.session_state["playbook_full_name"]))
        st.session_state["playbook_name"] = ""

    state.attempt(CANDIDATE, change)


def _score() -> None:
    round_ = state.vetting()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("New candidate", key="playbook_name", width=260, help=f"At most {MAX_NAME} characters")
        st.toggle("Keep the full name", key="playbook_full_name")
        st.button("Add candidate", on_click=_add_candidate, icon=":material/person_add:")
    state.fault(CANDIDATE)
    if round_.rubric.locked_at is None:
        st.info("The rubric is not locked. Lock it before the first score.", icon=":material/lock_open:")
        st.button("Lock the rubric now", on_click=playbook_rubric.lock, type="primary")
        state.fault(playbook_rubric.RUBRIC)
        return
    if not round_.candidates:
        st.info("No candidate yet. Add one by name; only the initials are kept.", icon=":material/person:")
        return
    _marks(round_)


def _marks(round_: Vetting) -> None:
    criteria = round_.rubric.criteria
    with st.container(horizontal=True, vertical_alignment="bottom"):
        known = state.kept("candidate", round_.candidates[0])
        if known not in round_.candidates:
            st.session_state.pop("playbook_candidate_kept", None)
        candidate = st.selectbox("Candidate", round_.candidates, width=200,
                                 **state.show_kept("candidate", round_.candidates[0]))
        assessor = st.text_input("Assessor", width=200, **state.show_kept("assessor", ""))
        st.button("Delete this candidate", icon=":material/delete:", on_click=lambda: _delete(candidate))
    given = {s.criterion: s for s in round_.scores
             if (s.candidate, s.assessor, s.version) == (candidate, " ".join(assessor.split()), round_.rubric.version)}
    prefix = f"{len(round_.rubrics)}_{candidate}_{assessor}"
    for criterion in criteria:
        old = given.get(criterion.id)
        with st.container(border=True):
            marks, note = st.columns([1, 1], gap="medium")
            with marks:
                st.markdown(f"**{plain(criterion.label)}** · {criterion.weight_pct:g} %")
                st.segmented_control(f"Points for {plain(criterion.label)}", POINTS, label_visibility="collapsed",
                                     **state.show_kept(f"mark_{prefix}_{criterion.id}", old.points if old else None))
                st.caption(plain(f"1: {criterion.weak}. 5: {criterion.strong}."))
            with note:
                st.text_area(f"Evidence for {plain(criterion.label)}", height=90,
                             **state.show_kept(f"note_{prefix}_{criterion.id}", old.note if old else ""))
    state.fault(SCORES)
    st.button("Save these scores", type="primary", on_click=lambda: state.attempt(
        SCORES, lambda: _save(round_, candidate, assessor, prefix)))


def _delete(candidate: str) -> None:
    """Drop one candidate, the scores, and whatever was typed about them."""
    state.put(vetting=domain.delete_candidate(state.vetting(), candidate))
    _drop_typed(f"_{candidate}_")


def _save(round_: Vetting, candidate: str, assessor: str, prefix: str) -> None:
    name = domain.check_name("assessor", assessor)
    scores = [Score(candidate, name, c.id, points, round_.rubric.version, state.kept(f"note_{prefix}_{c.id}", ""))
              for c in round_.rubric.criteria if (points := state.kept(f"mark_{prefix}_{c.id}", None)) is not None]
    if not scores:
        raise domain.ScenarioError("No mark is given. Give points on at least one criterion; notes are kept meanwhile.")
    state.put(vetting=domain.add_scores(state.vetting(), scores))
    st.toast(plain(f"{len(scores)} marks for {candidate} are saved."))


# --- comparison -----------------------------------------------------------------------------------------------------


def _compare() -> None:
    round_ = state.vetting()
    found = domain.results(round_)
    rated = [r for r in found if r.mean is not None]
    if not rated:
        st.info("Nobody has a score under this rubric yet. Scores are given under Score.", icon=":material/scoreboard:")
        return
    with figure_menu.beside("playbook_results", f"Weighted results of {_people(len(rated))}",
                            partial(figures.results, found), lambda: view.results_table(found)):
        page.figure_heading("Weighted results", "thick: lowest to highest assessor; dotted: what missing marks leave open")
    st.plotly_chart(figures.results(found, page.colours()), theme=None, config=CONFIG, key="playbook_results",
                    alt=f"Weighted results of {_people(len(rated))}; the table below holds each.")
    page.table(view.results_table(found))
    page.table(view.by_criterion_table(rated, round_.rubric))
    pairs = domain.agreements(round_)
    if pairs:
        page.figure_heading("Agreement between assessors", "beyond chance; 1 is full agreement, 0 is chance")
        page.table(view.agreement_table(pairs))
        st.caption("Cohen’s kappa (1960), and weighted linearly by distance (1968). Readings after Landis and Koch (1977), "
                   "a convention. Below moderate, talk about the criteria before you talk about the candidate.")
    else:
        st.caption("Agreement needs two assessors.")


def _people(count: int) -> str:
    return f"{count} candidate{'s' if count != 1 else ''}"


# --- question bank --------------------------------------------------------------------------------------------------


def _questions(profile: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox("Profile", list(PROFILES), format_func=lambda p: PROFILES[p].label, width=300,
                           filter_mode=None, **state.show_kept("bank_profile", profile))
        stages = [stage for stage in STAGE_LABELS if any(a.stage == stage for a in BANK)]
        stage = st.selectbox("Stage", stages, index=None, placeholder="Every stage", format_func=STAGE_LABELS.get,
                             width=260, **state.show_kept("bank_stage", None))
    found = bank(who, stage)
    st.caption(f"{len(found)} of {len(BANK)} questions, in our own words.")
    for ask in found:
        with st.expander(f"{plain(STAGE_LABELS[ask.stage])}: {plain(ask.question)}"):
            st.markdown(f"**Strong:** {plain(ask.strong)}.  \n**Weak:** {plain(ask.weak)}.  \n"
                        f"**Red flag:** {plain(ask.red_flag)}.")
    page.csv_button("CSV", "talent-atlas-questions.csv", lambda: view.bank_table(found), "playbook_bank_csv")


# --- files ----------------------------------------------------------------------------------------------------------


def _keep() -> None:
    round_, today = state.vetting(), date.today()
    st.markdown("**Scorecard and rubric**")
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    with st.container(horizontal=True):
        for label, name, mime, data in (
            ("Scorecard, XLSX", "scorecard.xlsx", xlsx, lambda: scorecard.scorecard_xlsx(round_, today)),
            ("Scorecard to print", "scorecard.html", "text/html", lambda: scorecard.scorecard_html(round_, today)),
            ("Empty rubric, XLSX", "rubric.xlsx", xlsx, lambda: scorecard.rubric_xlsx(round_.rubric, today)),
            ("Empty rubric to print", "rubric.html", "text/html", lambda: scorecard.rubric_html(round_.rubric, today)),
        ):
            download.button(label, data, name, mime, key=f"playbook_{name}")
    st.markdown("**The hiring round**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        download.button("Keep the round, JSON", lambda: vetting_file.to_json(round_), "hiring-round.json",
                        "application/json", key="playbook_round_json", icon=":material/save:")
        st.button("Delete everything about candidates", icon=":material/delete_forever:", on_click=_forget)
    given = st.file_uploader("Load a round", type="json", key="playbook_upload")
    st.button("Load it", disabled=given is None, on_click=lambda: state.attempt(FILE, lambda: _load(given)))
    state.fault(FILE)


def _load(given) -> None:
    try:
        text = given.getvalue().decode("utf-8")
    except UnicodeDecodeError:
        raise domain.ScenarioError(f"file: {given.name[:60]!r} is not text; choose a file that was saved here") from None
    loaded = vetting_file.from_json(text)
    _drop_typed()
    state.put(vetting=loaded)
    st.toast(f"Loaded at {datetime.now():%H:%M}.")


def _forget() -> None:
    """Drop candidates, scores, and whatever was typed about them; the rubric stays."""
    state.put(vetting=Vetting(rubrics=state.vetting().rubrics))
    _drop_typed()


TYPED = ("playbook_mark_", "playbook_note_", "playbook_candidate", "playbook_assessor", "playbook_name")


def _drop_typed(about: str = "") -> None:
    for key in [key for key in st.session_state if str(key).startswith(TYPED) and about in str(key)]:
        del st.session_state[key]

"""The tab "Which engineer": a form, the shares of the three profiles, skills, a team, and what they cost and find."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, figure_menu, page, page_state
from atlas.components import playbook_state as state
from atlas.components.text import plain
from atlas.domain.playbook import profiles
from atlas.domain.playbook.forms import form
from atlas.domain.playbook.profiles import Need
from atlas.domain.playbook.team import DATA_STATE, MAX_SUGGESTED, REVIEWER, TEAM_ANSWERS, suggest
from atlas.domain.salary import PROFILES
from atlas.domain.scenario import Scenario, with_cost_criterion
from atlas.paths import ROOT
from atlas.views import playbook as view
from atlas.views import playbook_figures as figures
from atlas.views.theme import CONFIG

TEAM_FORM = form(REVIEWER, DATA_STATE)


def given() -> dict[str, str]:
    """The answers of the form."""
    return state.answers(profiles.QUESTIONS, profiles.DEFAULT_ANSWERS)


def draw(scenario: Scenario, need: Need) -> None:
    """The tab."""
    questions, figure = st.columns([1, 2], gap="large")
    with questions:
        page.figure_heading("Your need", "six questions")
        state.ask(profiles.QUESTIONS, given(), profiles.DEFAULT_ANSWERS)
    with figure:
        with figure_menu.beside("playbook_profiles", view.leading_words(need), partial(figures.profiles, need),
                                lambda: view.shares_table(need)):
            page.figure_heading("Shares of the need", "points of your answers, %")
        st.plotly_chart(figures.profiles(need, page.colours()), theme=None, config=CONFIG, key="playbook_profiles",
                        alt=view.need_sentence(need))
        best = need.reasons[0]
        st.markdown(plain(f"{PROFILES[need.leading].label}: {PROFILES[need.leading].about}. {best.reason}"))
        page.figure_heading("Skills to ask for", "the profiles’ needs, weighed by their shares")
        page.table(view.skills_table(need).iloc[:, :3])
    st.divider()
    _team(scenario, need)
    _pay(scenario, need)
    with st.expander("The rules behind it"):
        st.caption("Points are working rules. An answer’s points go to the profiles; shares are points over all points.")
        page.table(view.profile_rules())
        st.caption(f"Skills: must is 2, nice 1, not needed 0. A mix of {profiles.MUST_FROM} or more is a must, of "
                   f"{profiles.NICE_FROM} or more is nice.")
        page.table(view.skills_table(need))
        st.caption("Team: parts at each seniority, and the least number of a role.")
        page.table(view.team_rules())
    cells = answers.cells(with_cost_criterion(scenario, "salary")).long
    used = cells[cells["criterion"].isin(["salary", "talent_pool"]) & cells["hub_id"].isin(answers.shortlist(scenario))]
    page.source_line(used["source_code"].unique(), None, "points and rules: working assumptions")


def _team(scenario: Scenario, need: Need) -> None:
    form, suggested = st.columns([1, 2], gap="large")
    answers_ = state.answers(TEAM_FORM, TEAM_ANSWERS)
    with form:
        page.figure_heading("Your team", "feeds the true cost")
        size = st.number_input("People", 1, MAX_SUGGESTED, **state.show_kept("people", sum(
            m.count for m in scenario.team if m.count <= MAX_SUGGESTED) or 1))
        state.ask(TEAM_FORM, answers_, TEAM_ANSWERS)
    found = suggest(need.shares, int(size), answers_)
    with suggested:
        page.figure_heading("Suggested team", view.people(found.team))
        page.table(view.team_table(found.team))
        st.caption(" ".join(plain(rule) for rule in found.rules)
                   + " AI engineer and ML engineer are one role here, as in the pay survey.")
        same = scenario.team == found.team
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("This is your scenario’s team" if same else "Use this team", key="playbook_use_team",
                      type="secondary" if same else "primary", disabled=same,
                      on_click=lambda: choices.change(team=found.team))
            st.page_link(ROOT / "pages" / "cost.py", label="See its true cost", icon=":material/payments:", width="content")


def _pay(scenario: Scenario, need: Need) -> None:
    profile = page_state.current(state.PAGE, "profile", need.leading, PROFILES)
    page.figure_heading("Pay and pool at your shortlist", "the leaders of the ranking where you have none")
    st.selectbox("Profile", list(PROFILES), format_func=lambda p: PROFILES[p].label, width=300,
                 label_visibility="collapsed", filter_mode=None, key=choices.show("playbook_profile", profile),
                 on_change=page_state.on_change(state.PAGE, "profile", "playbook_profile", need.leading))
    rate = answers.rate(scenario)
    page.table(view.pay_table(answers.profile_at_shortlist(scenario, profile), rate.currency, rate.per_usd))
    st.caption(plain(f"Pay at the scenario’s seniority, national, as a mix of surveyed roles: {PROFILES[profile].reason}."))

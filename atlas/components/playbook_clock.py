"""The tab "By when": a dated Gantt, what shortens it, and how many candidates it takes."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, figure_menu, page, page_state
from atlas.components import playbook_state as state
from atlas.components.text import plain
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook import clock as clock_domain
from atlas.domain.playbook import clock_advice
from atlas.domain.playbook.clock import Clock, Notice, Plan
from atlas.domain.playbook.funnel import MAX_HIRES, funnel
from atlas.domain.scenario import Scenario
from atlas.views import playbook as view
from atlas.views import playbook_figures as figures
from atlas.views.theme import CONFIG

UNITS = {"months": "months", "weeks": "weeks"}


@dataclass(frozen=True)
class Timing:
    """What the clock said, or the one line why it could not run."""

    hub_id: str
    plan: Plan | None
    clock: Clock | None
    fault: str = ""


def timing(scenario: Scenario, today: date) -> Timing:
    """The clock of the scenario's hub, engagement and pipeline."""
    try:
        default = answers.cost_hub(scenario)[0]
    except ScenarioError:  # nothing is ranked; a date can be given all the same
        default = str(answers.hubs()["hub_id"].iloc[0])
    hub_id = page_state.current(state.PAGE, "hub", default, set(answers.hubs()["hub_id"]))
    try:
        given = _notice(scenario, hub_id)
        plan = answers.hiring_plan(scenario, hub_id, state.kept("start", today) or today, today, given_notice=given,
                                   hires=int(state.kept("hires", _team_size(scenario)) or 0), stages=state.pipeline())
        return Timing(hub_id, plan, clock_domain.run(plan))
    except ScenarioError as wrong:
        return Timing(hub_id, None, None, str(wrong))


def _team_size(scenario: Scenario) -> int:
    return min(sum(member.count for member in scenario.team), MAX_HIRES)


def _notice(scenario: Scenario, hub_id: str) -> Notice:
    """What the user set for this hub, or else the fact of its country; none where it is unknown."""
    fact = answers.notice(hub_id, scenario.seniority).notice or Notice(0, "months")
    unit = state.kept(f"notice_unit_{hub_id}", fact.unit)
    return Notice(float(state.kept(f"notice_{hub_id}", float(fact.amount)) or 0), unit)


def draw(scenario: Scenario, found: Timing, today: date) -> None:
    """The tab."""
    _controls(scenario, found, today)
    _notice_controls(scenario, found.hub_id)
    if found.clock is None or found.plan is None:
        st.error(plain(found.fault), icon=":material/error:")
        return
    clock, plan = found.clock, found.plan
    if warning := clock_advice.warning(clock):
        st.warning(plain(warning), icon=":material/schedule:")
    chart, cards = st.columns([2, 1], gap="medium")
    with chart:
        with figure_menu.beside("playbook_gantt", view.clock_sentence(clock, plan), partial(figures.gantt, clock),
                                lambda: view.clock_table(clock)):
            page.figure_heading("From search to delivering alone",
                                "first hire; bar and date: typical; line: 10th to 90th percentile of the end")
        st.plotly_chart(figures.gantt(clock, page.colours()), theme=None, config=CONFIG, key="playbook_gantt",
                        alt=view.clock_sentence(clock, plan))
    with cards:
        _cards(clock, plan)
    _funnel(plan)
    with st.expander("Dates as a table"):
        page.table(view.clock_table(clock))
    with st.expander("How it is counted"):
        st.markdown(
            "Hiring stages take working days of the hub’s calendar. The offer waits until the engagement stands. Notice, a "
            f"trial of {plan.trial_weeks.typical:g} weeks and a ramp of {plan.ramp_days.typical:g} days are calendar time, "
            "and a notice moves everything after it by exactly its length. Trial and ramp are the nearshore article’s; "
            "stage lengths and pass rates are assumptions, to be edited under Vetting, Pipeline.")
    codes = [answers.notice(found.hub_id, scenario.seniority).source_code]
    page.source_line([c for c in codes if c], None,
                     f"public holidays: the holidays package · {clock_domain.DRAWS:,} draws, seed {clock_domain.SEED}")


def _controls(scenario: Scenario, found: Timing, today: date) -> None:
    frame = answers.hubs().sort_values("city")
    cities = dict(zip(frame["hub_id"], frame["city"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", key="playbook_clock_controls"):
        st.selectbox("Hub", list(cities), format_func=cities.get, width=170,
                     key=choices.show("playbook_hub", found.hub_id),
                     on_change=page_state.on_change(state.PAGE, "hub", "playbook_hub", ""))
        st.date_input("Start of the search", format="YYYY-MM-DD", width=170, **state.show_kept("start", today))
        st.number_input("People to hire", 0, MAX_HIRES, width=130, **state.show_kept("hires", _team_size(scenario)))
        st.selectbox("Engagement model", list(ENGAGEMENTS), format_func=lambda m: ENGAGEMENTS[m].label, width=200,
                     filter_mode=None, key=choices.show("playbook_engagement", scenario.engagement),
                     on_change=choices.on_change("playbook_engagement", "engagement"))


def _notice_controls(scenario: Scenario, hub_id: str) -> None:
    """The notice that a hire has to give, beside what is known of it."""
    fact, given = answers.notice(hub_id, scenario.seniority), _notice(scenario, hub_id)
    if fact.notice is None:
        about = f"Notice in {fact.country_name}: not in the data, so it counts as none until you set it."
    else:
        about = (f"Notice in {fact.country_name}: {fact.notice.amount:g} {fact.notice.unit}. {fact.about}. "
                 "It is the legal term; contracts differ.")
    with st.container(horizontal=True, vertical_alignment="center", key="playbook_notice_controls"):
        st.number_input("Notice", 0.0, 52.0, step=1.0, width=120, format="%g", label_visibility="collapsed",
                        **state.show_kept(f"notice_{hub_id}", float(given.amount)))
        st.selectbox("Unit of the notice", list(UNITS), width=120, filter_mode=None, label_visibility="collapsed",
                     **state.show_kept(f"notice_unit_{hub_id}", given.unit))
        with st.container():
            st.caption(plain(about))


def _cards(clock: Clock, plan: Plan) -> None:
    with st.container(border=True):
        st.markdown("**Productive**")
        st.markdown(f"First engineer: **{view.band(clock.first_productive)}**")
        if plan.hires > 1:
            st.markdown(f"Last of {plan.hires}: **{view.band(clock.last_productive)}**")
        low, typical, high = clock.offer_weeks
        st.caption(f"First contact to offer: {typical:.1f} weeks ({low:.1f} to {high:.1f}). Articles: over 4 to 6 weeks "
                   "candidates leave.")
        if not clock.holidays_known:
            st.caption("Public holidays here are unknown: only weekends are left out.")
    with st.container(border=True):
        st.markdown("**What shortens it most**")
        saved = clock_advice.savings(plan)
        lines = [f"{s.label}: {s.change} · **{s.days} {'day' if s.days == 1 else 'days'}**" for s in saved[:4]]
        st.markdown("\n".join(f"- {line}" for line in lines) or "Nothing here can be shortened.")


def _funnel(plan: Plan) -> None:
    rows = funnel(plan.stages, plan.hires)
    page.figure_heading("How many to screen", "pass rates are assumptions, edited under Vetting, Pipeline")
    st.markdown(plain(view.funnel_sentence(rows, plan.hires)))
    page.table(view.funnel_table(rows))

"""The playbook: whom to hire, how, with which test, and by when; what is chosen here feeds the scenario."""

from datetime import date

import streamlit as st

from atlas import answers
from atlas.components import (
    choices,
    page,
    page_state,
    playbook_clock,
    playbook_engagement,
    playbook_engineer,
    playbook_vetting,
)
from atlas.components.text import plain
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook.profiles import need
from atlas.views import playbook as view

scenario = choices.current()
today = date.today()
profile = need(playbook_engineer.given())
timing = playbook_clock.timing(scenario, today)
try:
    fit = next(one.score for one in playbook_engagement.found() if one.model == scenario.engagement)
except ScenarioError:  # every weight is zero; the tab says so
    fit = None

page.heading(view.title(profile, scenario.engagement, timing.clock),
             view.sentence(profile, fit, timing.clock, plain(answers.hub(timing.hub_id)["city"])))

names = ("Which engineer", "Which engagement", "Vetting", "By when")
tab = page_state.current("playbook", "tab", names[0], names)
tabs = dict(zip(names, st.tabs(names, key=choices.show("playbook_tab", tab), on_change=page_state.on_change(
    "playbook", "tab", "playbook_tab", names[0])), strict=True))
if tabs["Which engineer"].open:
    with tabs["Which engineer"]:
        playbook_engineer.draw(scenario, profile)
if tabs["Which engagement"].open:
    with tabs["Which engagement"]:
        playbook_engagement.draw(scenario)
if tabs["Vetting"].open:
    with tabs["Vetting"]:
        playbook_vetting.draw(profile.leading)
if tabs["By when"].open:
    with tabs["By when"]:
        playbook_clock.draw(scenario, timing, today)

"""Every chart of every page and tab has a menu of its own, which holds nothing until it is open."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from atlas.components import playbook_state
from atlas.domain.playbook import rubric, vetting
from atlas.domain.playbook.vetting import Score, Vetting
from atlas.paths import ROOT
from tests.pages.test_pages import open_page

pytestmark = pytest.mark.usefixtures("built_database")

CHARTS = ("plotly_chart", "deck_gl_json_chart", "bidi_component")
"""What Streamlit calls the elements that can be a chart: a Plotly figure, the map, a component of ours."""

NO_CHART = {"copy_link", "popover_keys_listener"}
"""Components of ours that show no figure."""


def keys(app: AppTest, kind: str) -> set[str]:
    """The keys of the elements of a kind; one without a key is named by its whole id."""
    found = set()
    for element in app.get(kind):
        named = re.fullmatch(r"\$\$ID-[0-9a-f]{32}-(.+)", element.proto.id)
        found.add(named[1] if named and named[1] != "None" else element.proto.id)
    return found


def charts(app: AppTest) -> set[str]:
    """The keys of the charts on the screen, without the variant after the hyphen."""
    return {key.partition("-")[0] if not key.startswith("$$") else key
            for kind in CHARTS for key in keys(app, kind)} - NO_CHART


def without_menu(app: AppTest) -> set[str]:
    assert not app.exception
    menus = keys(app, "popover")
    return {chart for chart in charts(app) if f"{chart}_menu" not in menus}


def labels(app: AppTest, key: str) -> list[str]:
    """The tabs of a page whose tabs are drawn only while they are open."""
    tabs = next(block for block in app.get("tab_container") if block.key == key)
    return [tab.label for tab in tabs.children.values()]


def each_tab(app: AppTest, key: str) -> Iterator[AppTest]:
    """The page with each of its tabs open in turn."""
    for label in labels(app, key):
        app.session_state[key] = label
        yield app.run()


def hiring_round() -> Vetting:
    """A locked rubric and one scored candidate, so that the results have somebody to show."""
    locked = rubric.lock(Vetting().rubric, datetime(2026, 11, 1, 9))
    round_ = vetting.add_candidate(vetting.with_rubric(Vetting(), locked), "Ada Lovelace")
    marks = [Score(round_.candidates[0], "CD", c.id, 4, round_.rubric.version) for c in round_.rubric.criteria]
    return vetting.add_scores(round_, marks)


def screens() -> Iterator[AppTest]:
    """Every page, with every tab and view that draws a chart, in one session: a run each."""
    app = open_page("explore", hub="krakow")
    yield app
    for path in sorted((ROOT / "pages").glob("*.py")):
        if path.stem != "explore":
            yield app.switch_page(str(path)).run()
        yield from VIEWS.get(path.stem, lambda app: iter(()))(app)


def _rank(app: AppTest) -> Iterator[AppTest]:
    yield from each_tab(app, "rank_tabs")
    yield app.selectbox(key="rank_view").select("scale_fast").run()


def _salaries(app: AppTest) -> Iterator[AppTest]:
    yield from each_tab(app, "pay_tab")
    for view in ("role", "seniority"):
        yield app.segmented_control(key="pay_view").set_value(view).run()


def _overlap(app: AppTest) -> Iterator[AppTest]:
    yield from each_tab(app, "overlap_tabs")
    for view in ("day", "sun"):
        yield app.segmented_control(key="overlap_view_choice").set_value(view).run()


def _playbook(app: AppTest) -> Iterator[AppTest]:
    app.session_state[playbook_state.VETTING] = hiring_round()
    for label in labels(app, "playbook_tab"):
        app.query_params["tab"] = label  # this page keeps its tab in the link
        yield app.run()
        if any(control.key == "playbook_section" for control in app.segmented_control):
            yield app.segmented_control(key="playbook_section").set_value("Compare").run()


VIEWS = {"rank": _rank, "salaries": _salaries, "overlap": _overlap, "playbook": _playbook,
         "cost": lambda app: each_tab(app, "cost_tab"), "compare": lambda app: each_tab(app, "compare_tabs")}


EXPECTED = {"map", "strips", "ranking", "compare_lines", "compare_pay", "compare_hours", "pay", "pay_levels", "pay_gap",
            "pay_sources", "pay_profiles", "overlap", "strip", "calendar", "matrix", "waterfall", "cost_curve",
            "cost_tornado", "cost_matrix", "playbook_profiles", "playbook_fits", "playbook_gantt", "playbook_results",
            "coverage"}


def test_every_chart_has_a_menu_beside_it():
    seen, lacking = set(), set()
    for app in screens():
        seen |= charts(app)
        lacking |= without_menu(app)
    assert lacking == set()
    assert seen >= EXPECTED, "the walk no longer reaches these charts"


def test_a_chart_without_a_menu_is_found():
    def script():
        import plotly.graph_objects as go
        import streamlit as st
        st.plotly_chart(go.Figure(), key="lonely-wide")
        st.plotly_chart(go.Figure(), key="kept-wide")
        st.popover("Export", key="kept_menu")

    assert without_menu(AppTest.from_function(script).run()) == {"lonely"}

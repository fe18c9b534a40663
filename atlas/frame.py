"""What every screen shares: navigation, the scenario in the sidebar, the link, and one place for errors."""

import logging
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from atlas import answers, serving
from atlas.components import choices, own_data, own_state, page, sidebar, visitor
from atlas.components.popover_keys import popover_keys
from atlas.components.text import plain
from atlas.domain.errors import AtlasError
from atlas.paths import ROOT

ASSETS = ROOT / "atlas" / "assets"
STYLE = Path(__file__).parent / "components" / "style.css"

DARK_PRINT = ("@media print { html, body { background: #fff; } "
              ".stApp[data-testid] { background: #000; filter: invert(1) hue-rotate(180deg) brightness(1.14); } }")
"""Turned to dark ink on white paper, which the dark theme's own, not quite black, misses by a seventh."""

PAGES = {
    "Decide": [
        ("explore", "Explore", ":material/public:"),
        ("rank", "Rank", ":material/leaderboard:"),
        ("compare", "Compare", ":material/compare_arrows:"),
    ],
    "Examine": [
        ("salaries", "Salaries", ":material/payments:"),
        ("overlap", "Overlap", ":material/schedule:"),
        ("cost", "True cost", ":material/bar_chart_4_bars:"),
    ],
    "Act": [
        ("playbook", "Playbook", ":material/menu_book:"),
        ("deck", "Board deck", ":material/slideshow:"),
        ("data", "Data", ":material/database:"),
    ],
}


def navigation() -> st.Page:
    """The pages in their sections; the first is the default."""
    pages = {
        section: [
            st.Page(ROOT / "pages" / f"{name}.py", title=title, icon=icon, url_path=name, default=name == "explore")
            for name, title, icon in entries
        ]
        for section, entries in PAGES.items()
    }
    return st.navigation(pages, expanded=True)


def main() -> None:
    st.set_page_config("Talent Atlas", page_icon=ASSETS / "icon-light.svg", layout="wide", initial_sidebar_state=256)
    theme = st.context.theme.type or "light"
    paper = DARK_PRINT if theme == "dark" else ""
    colours = page.colours()
    st.html(f"<style>:root {{ --on-primary: {colours.paper}; --line: {colours.border} }}\n{STYLE.read_text('utf-8')}{paper}"
            "</style>")
    st.logo(ASSETS / f"logo-{theme}.svg", size="large", icon_image=ASSETS / f"icon-{theme}.svg")
    if not visitor.admit():
        return
    popover_keys()
    own_state.prepare()
    screen = navigation()
    try:
        with own_state.serving():
            generation = int(answers.meta()["generation"])
            unusable = choices.load(screen.url_path)
            own_data.marker()
            sidebar.draw(choices.current())
            sidebar.scenario_line(choices.current())
            if unusable:
                st.info(plain(unusable), icon=":material/link_off:")
            if damaged := answers.stand_in():
                st.warning(plain(damaged), icon=":material/database_off:")
            if notice := choices.stale_link():
                st.info(plain(notice), icon=":material/history:")
            name = screen.url_path or "explore"
            with serving.page_run(name, get_script_run_ctx().session_id, generation), page.waiting(name):
                screen.run()
            choices.save()
        visitor.sign_out()
    except AtlasError as fault:
        logging.getLogger("atlas").warning("the page shows an error", exc_info=fault)
        st.error(plain(fault), icon=":material/error:")
        if choices.has_scenario():
            choices.save()
            if choices.weightless():
                st.button("Reset to balanced", type="primary", on_click=choices.balance)
            st.button("Reset to the default scenario", on_click=choices.reset)


main()

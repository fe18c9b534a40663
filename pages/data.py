"""Data: where every number comes from, how well the hubs are covered, what was cleaned; and the visitor's own data."""

from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, figure_menu, own_data, own_state, page, page_state
from atlas.views import data as view

scenario = choices.current()
coverage = answers.coverage(scenario)
criteria = answers.criteria(scenario)
sources = answers.sources()

page.heading(view.title(sources), view.sentence(coverage, criteria))

names = ["Coverage", "Sources", "Cleaning", "Build"]
names.insert(0 if own_state.used() else len(names), "Your data")
tab = page_state.current("data", "tab", names[0], names)
tabs = dict(zip(names, st.tabs(names, key=choices.show("data_tab", tab), on_change=page_state.on_change(
    "data", "tab", "data_tab", names[0])), strict=True))
grid, listing, cleaning, checks, yours = (
    tabs[name] for name in ("Coverage", "Sources", "Cleaning", "Build", "Your data"))
with grid:
    with figure_menu.beside("coverage", view.coverage_summary(coverage, criteria),
                            partial(view.coverage_grid, coverage, criteria),
                            lambda: view.coverage_table(coverage, criteria), sources["source_code"]):
        st.caption(view.coverage_summary(coverage, criteria))
    with st.container(key="coverage_wide"):
        st.plotly_chart(view.coverage_grid(coverage, criteria, page.colours()), theme=None, config=view.CONFIG,
                        key="coverage", alt=view.coverage_summary(coverage, criteria))
    with st.container(key="coverage_narrow"):
        page.table(view.coverage_by_criterion(coverage, criteria))
    with st.expander("Coverage as a table"):
        page.table(view.coverage_table(coverage, criteria))
with listing:
    table = view.sources_table(sources)
    page.table(table, {"Link": st.column_config.LinkColumn(display_text="open")}, height=560)
    page.csv_button("CSV", "talent-atlas-sources.csv", lambda: table, key="sources_csv")
with cleaning:
    rules = view.cleaning_table(answers.cleaning_rules(), sources.set_index("source_code")["title"].to_dict())
    st.markdown("What each rule did to the raw answers: dropped ones, and ones that were kept and marked.")
    page.table(rules, {"Source": st.column_config.TextColumn(width="medium"),
                       "What it does": st.column_config.TextColumn(width="large")}, height=560)
with checks:
    page.table(view.manifest_table(answers.meta()))
    page.table(view.checks_table(answers.build_checks()))
if yours.open:
    with yours:
        own_data.draw()
page.source_line([], scenario)

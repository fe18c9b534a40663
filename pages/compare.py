"""Compare: two to five hubs and a home market side by side; why one and not the other."""

from dataclasses import replace

import streamlit as st

from atlas import answers
from atlas.components import choices, compare_state, figure_menu, page, team
from atlas.components.comparison import comparison
from atlas.components.limits import nobody_left
from atlas.components.record import record_section
from atlas.components.text import plain
from atlas.domain.compare import MOST, compare
from atlas.views import compare as view
from atlas.views import compare_figures as figures
from atlas.views import overlap
from atlas.views.theme import CONFIG

scenario = choices.current()
answer = answers.rank(scenario)
rate = answers.rate(scenario)
state = compare_state.current(answer)
found = compare(answer, state.hubs, state.market)
cities = dict(answer.cells.hubs.sort_values("city")[["hub_id", "city"]].itertuples(index=False))

if len(found.hubs) < 2:
    page.heading("No two hubs are left to compare",
                 "Your rules leave fewer than two. Relax a limit on the Rank page, or choose hubs below.")
    nobody_left(answer)
    pair = None
else:
    pair = found.pair(found.hubs[0], next(place for place in found.hubs if place.hub_id == state.against))
    page.heading(view.title(pair), f"{view.pair_sentence(pair, plain)} {view.doubt_sentence(pair, plain)}")

with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    st.multiselect("Hubs", list(cities), format_func=cities.get, max_selections=MOST,
                   width=430 if len(state.hubs) < MOST else 560, key=choices.show("compare_hubs", list(state.hubs)),
                   on_change=choices.on_change("compare_hubs", "shortlist", tuple))
    if pair is not None and len(found.hubs) > 2:
        st.segmented_control("Difference from", list(state.hubs[1:]), format_func=lambda hub: plain(cities[hub]),
                             key=choices.show("compare_against", state.against),
                             on_change=compare_state.on_against(state, "compare_against"))
    st.selectbox("Home market", [compare_state.NOBODY, *state.markets], width=150, filter_mode=None,
                 format_func=lambda market: cities.get(market, "None"),
                 key=choices.show("compare_market", state.market or compare_state.NOBODY),
                 on_change=compare_state.on_market(state, "compare_market"))
    st.space("stretch")
    page.csv_button("CSV", "talent-atlas-comparison.csv", lambda: view.table(found, rate.currency, rate.per_usd),
                    key="compare_csv")

if pair is not None:
    comparison(found, pair, view.shares(answers.robustness(scenario)), rate.currency, rate.per_usd, page.colours())
    st.caption("● A official · ◉ B published · ◍ C derived or survey · ◌ D modelled or unchecked · **bold** clearly best, "
               "dotted clearly lowest of the hubs, overlapping bands left out · bar: place between worst and best goalpost")

codes = answer.cells.long[answer.cells.long["hub_id"].isin(state.hubs)]["source_code"].unique()
pairs, points, lines, pay, hours, pools, table, sources, decision = st.tabs(
    ["Pair by pair", "Points", "All criteria", "Pay bands", "Shared hours", "Your team", "Table", "Sources",
     "Decision record"],
    key="compare_tabs", on_change="rerun")
with pairs:
    for each in found.pairs():
        st.markdown(f"- {view.pair_sentence(each, plain)}")
with points:
    frame = view.points_table(found)
    page.table(frame, alt="Points of score of each hub by criterion")
with lines:
    said = figures.parallel_summary(found)
    with figure_menu.beside("compare_lines", said,
                            lambda colours: figures.parallel(found, colours, rate.currency, rate.per_usd),
                            lambda: view.table(found, rate.currency, rate.per_usd), codes, slide="comparison"):
        st.caption(plain(said))
    st.plotly_chart(figures.parallel(found, page.colours(), rate.currency, rate.per_usd), theme=None, config=CONFIG,
                    key="compare_lines", alt=said)
with pay:
    estimates = answers.pay_estimates(scenario.role, scenario.seniority)
    with figure_menu.beside("compare_pay", "Pay bands of the compared hubs",
                            lambda colours: figures.pay(found, estimates, colours, rate.currency, rate.per_usd),
                            lambda: figures.pay_table(found, estimates, rate.currency, rate.per_usd),
                            ["stackoverflow_2024"]):
        st.caption("p10 to p90 thin, the quartiles thick, the 80 % interval of the median dark")
    st.plotly_chart(figures.pay(found, estimates, page.colours(), rate.currency, rate.per_usd), theme=None,
                    config=CONFIG, key="compare_pay", alt="Pay bands of the compared hubs; the table below has the figures")
    frame = figures.pay_table(found, estimates, rate.currency, rate.per_usd)
    page.table(frame)
with hours:
    shared = answers.overlap(scenario)
    said = "Working hours of the compared hubs on the clock of the first home office"
    with figure_menu.beside("compare_hours", said, lambda colours: figures.shared_hours(found, shared, colours),
                            lambda: overlap.table(replace(shared, rows=figures.shared_rows(found, shared))), ["iana"]):
        st.caption(plain(said))
    for form in ("wide", "narrow"):  # style.css shows one of them
        with st.container(key=f"hours_{form}"):
            st.plotly_chart(figures.shared_hours(found, shared, page.colours(), form == "narrow"), theme=None, config=CONFIG,
                            key=f"compare_hours-{form}", alt=said)
if pools.open:
    with pools:
        team.draw(scenario, [place.hub_id for place in found.places])
with table:
    page.table(view.table(found, rate.currency, rate.per_usd), alt="The comparison as a table")
with sources:
    links = answers.sources().set_index("source_code")["url"]
    page.table(view.facts_table(found, answers.source_names(), links[links.str.startswith("https://")].to_dict()),
               {"Link": st.column_config.LinkColumn(display_text="open")})
with decision:
    record_section(scenario)
page.source_line(codes, scenario)

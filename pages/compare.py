"""Compare: two to five hubs and a home market side by side; why one and not the other."""

import streamlit as st

from atlas import answers
from atlas.components import choices, compare_state, compare_tabs, page
from atlas.components.comparison import comparison
from atlas.components.limits import nobody_left
from atlas.components.text import plain
from atlas.domain.compare import MOST, compare
from atlas.views import compare as view

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
compare_tabs.draw(compare_tabs.Shown(scenario, found, rate.currency, rate.per_usd, codes))
page.source_line(codes, scenario)

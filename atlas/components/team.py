"""The scenario's team against the local pools: what share it needs, what its mix earns, what it costs in the end."""

from collections.abc import Sequence

import streamlit as st

from atlas import answers
from atlas.components import page
from atlas.components.text import plain
from atlas.domain import own_data
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Scenario
from atlas.views import cost_whatif as view


def draw(scenario: Scenario, hub_ids: Sequence[str] | None = None) -> None:
    """The table of these hubs (all), the most strained pool first; one line where the team cannot be costed."""
    rate = answers.rate(scenario)
    places = answers.hubs()
    shown = places if hub_ids is None else places[places["hub_id"].isin(hub_ids)]
    cities = dict(zip(shown["hub_id"], shown["city"], strict=True))
    shares = {hub_id: share for hub_id, share in answers.saturation(scenario).items() if hub_id in cities}
    try:
        pay, net = answers.team_pay(scenario), answers.net_per_engineer(scenario)
    except ScenarioError as fault:
        st.info(plain(fault), icon=":material/info:")
        pay, net = {}, {}
    frame = view.pools(shares, pay, net, cities, rate.currency, rate.per_usd)
    st.markdown(plain(view.pools_sentence(frame)))
    cells = answers.cells(scenario)
    mine = cells.own[:, [cells.criteria.index(c) for c in ("salary", "talent_pool", "on_cost")]].any(axis=1)
    page.table(own_data.with_column(frame, frame["Hub"].isin(cells.hubs["city"][mine])))


def strained(scenario: Scenario, hub_ids: Sequence[str]) -> None:
    """A line that names those of the hubs whose pool the team strains; nothing where it strains none."""
    shares = answers.saturation(scenario)
    over = [shares[hub_id] for hub_id in hub_ids if hub_id in shares and shares[hub_id].share_pct is not None
            and shares[hub_id].warning]
    if over:
        more = f" {len(over) - 1} more under Your team." if len(over) > 1 else ""
        st.caption(f":material/warning: {plain(over[0].warning)}{more}")

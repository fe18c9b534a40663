"""What is under the figures of the Cost page: a tab is drawn only while it is open."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from atlas import answers
from atlas.components import choices, cost_whatif, figure_menu, page, team
from atlas.components.text import plain
from atlas.domain.cost_report import CostAnswer
from atlas.domain.criteria import NET_COST
from atlas.domain.scenario import Scenario, with_cost_criterion
from atlas.views import cost as view
from atlas.views import cost_cards, cost_figures, cost_matrix
from atlas.views import cost_whatif as change_view
from atlas.views.theme import CONFIG

MOST_ITERATIONS = 50.0


def draw(scenario: Scenario, found: CostAnswer) -> None:
    """The tabs, the first one open."""
    for tab, fill in zip(st.tabs(list(TABS), key="cost_tab", on_change="rerun"), TABS.values(), strict=True):
        if tab.open:
            with tab:
                fill(scenario, found)


def sources(scenario: Scenario, found: CostAnswer) -> tuple[str, ...]:
    """Codes of the sources of both ends' pay and on-costs."""
    places = (found.plan.hub.id, found.plan.home.id)
    cells = answers.cells(with_cost_criterion(scenario, "salary")).long
    ends = cells[cells["criterion"].isin(["salary", "on_cost"]) & cells["hub_id"].isin(places)]
    return tuple(ends["source_code"].unique())


def _table(scenario: Scenario, found: CostAnswer) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown(plain(view.waterfall_sentence(found)))
        page.table(view.waterfall_table(found))
    with right:
        st.markdown(plain(view.curve_sentence(found)))
        page.table(view.curve_table(found))


def _tornado(scenario: Scenario, found: CostAnswer) -> None:
    said = view.tornado_sentence(found)
    with figure_menu.beside("cost_tornado", said, partial(cost_figures.tornado, found), lambda: view.tornado_table(found),
                            sources(scenario, found)):
        st.markdown(plain(said))
    st.plotly_chart(cost_figures.tornado(found, page.colours()), theme=None, config=CONFIG, key="cost_tornado", alt=said)
    with st.expander("As a table"):
        page.table(view.tornado_table(found))


def _matrix(scenario: Scenario, found: CostAnswer) -> None:
    with st.skeleton(height=520):
        cells = answers.cost_matrix(scenario)
    cities, model = _cities(), scenario.engagement
    said = view.matrix_sentence(cells, cities, model)
    rows = None if st.session_state.get("cost_every_hub") else cost_figures.ROWS
    picture = partial(cost_matrix.figure, cells, cities, model, currency=found.currency, per_usd=found.per_usd, rows=rows)
    with figure_menu.beside("cost_matrix", said.partition(";")[0], picture,
                            lambda: view.matrix_table(cells, cities, model, found.currency, found.per_usd),
                            sources(scenario, found)):
        st.markdown(plain(f"{said} Net cost over {scenario.months} months, sorted by the chosen model; blue saves."))
    table = view.matrix_table(cells, cities, model, found.currency, found.per_usd)
    with st.container(horizontal=True):
        st.toggle("Rank hubs by net cost", key=choices.show("cost_ranks", scenario.cost_criterion == NET_COST.id),
                  help="Net cost then takes the place of median pay wherever hubs are scored",
                  on_change=lambda: choices.take(with_cost_criterion(
                      scenario, NET_COST.id if st.session_state["cost_ranks"] else NET_COST.stands_for)))
        with st.container(key="cost_matrix_all", width="content"):
            st.toggle(f"Show all {len(cells.hub_ids)} hubs", key="cost_every_hub")
    with st.container(key="cost_matrix_wide"):
        st.plotly_chart(picture(page.colours()), theme=None, config=CONFIG, key="cost_matrix", alt=said)
        with st.expander("As a table"):
            page.table(table)
    with st.container(key="cost_matrix_narrow"):
        page.table(table, alt=said)


def _pools(scenario: Scenario, found: CostAnswer) -> None:
    team.draw(scenario)


def _outcome(scenario: Scenario, found: CostAnswer) -> None:
    with st.container(horizontal=True, key="outcome"):
        hub, home = (st.number_input(plain(f"Iterations in {city}"), 0.5, MOST_ITERATIONS, standard, 0.5, width=220,
                                     format="%g", key=f"iterations_{end}")
                     for end, city, standard in (("hub", found.plan.hub.city, 3.0), ("home", found.plan.home.city, 1.0)))
    st.markdown(plain(change_view.outcome_sentence(found, hub, home)))
    st.caption("Iterations are the rounds until a result is accepted. An hour is net cost over 40 paid hours a week.")


def _claims(scenario: Scenario, found: CostAnswer) -> None:
    st.markdown("What articles of 2026 claim, computed from their own pay under your model, months and assumptions.")
    st.html(cost_cards.claims(found))


def _method(scenario: Scenario, found: CostAnswer) -> None:
    st.markdown(cost_cards.method())


def _cities() -> dict[str, str]:
    return dict(answers.hubs()[["hub_id", "city"]].itertuples(index=False))


TABS: dict[str, Callable[[Scenario, CostAnswer], None]] = {
    "Table": _table, "What moves it": _tornado, "Hubs and models": _matrix, "Team and pools": _pools, "Claims": _claims,
    "What if": cost_whatif.draw, "Per result": _outcome, "Method": _method,
}

"""What is under the comparison: a tab is drawn only while it is open, but for the record, whose note would go."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from atlas import answers
from atlas.components import figure_menu, page, team
from atlas.components.record import record_section
from atlas.components.text import plain
from atlas.domain.compare import Comparison
from atlas.domain.scenario import Scenario
from atlas.views import compare as view
from atlas.views import compare_figures as figures
from atlas.views import overlap
from atlas.views.theme import CONFIG

RECORD = "Decision record"


@dataclass(frozen=True, eq=False)
class Shown:
    """The comparison of a scenario in a currency; `codes` are the sources of its cells."""

    scenario: Scenario
    found: Comparison
    currency: str
    per_usd: float
    codes: list[str]


def draw(shown: Shown) -> None:
    """The tabs, the first one open."""
    for tab, (label, fill) in zip(st.tabs(list(TABS), key="compare_tabs", on_change="rerun"), TABS.items(), strict=True):
        if tab.open or label == RECORD:
            with tab:
                fill(shown)


def _pairs(shown: Shown) -> None:
    for pair in shown.found.pairs():
        st.markdown(f"- {view.pair_sentence(pair, plain)}")


def _points(shown: Shown) -> None:
    page.table(view.points_table(shown.found), alt="Points of score of each hub by criterion")


def _lines(shown: Shown) -> None:
    said = figures.parallel_summary(shown.found)
    with figure_menu.beside("compare_lines", said,
                            lambda colours: figures.parallel(shown.found, colours, shown.currency, shown.per_usd),
                            lambda: view.table(shown.found, shown.currency, shown.per_usd), shown.codes,
                            slide="comparison"):
        st.caption(plain(said))
    st.plotly_chart(figures.parallel(shown.found, page.colours(), shown.currency, shown.per_usd), theme=None, config=CONFIG,
                    key="compare_lines", alt=said)


def _pay(shown: Shown) -> None:
    estimates = answers.pay_estimates(shown.scenario.role, shown.scenario.seniority)
    table = figures.pay_table(shown.found, estimates, shown.currency, shown.per_usd)
    with figure_menu.beside("compare_pay", "Pay bands of the compared hubs",
                            lambda colours: figures.pay(shown.found, estimates, colours, shown.currency, shown.per_usd),
                            lambda: table, ["stackoverflow_2024"]):
        st.caption("p10 to p90 thin, the quartiles thick, the 80 % interval of the median dark")
    st.plotly_chart(figures.pay(shown.found, estimates, page.colours(), shown.currency, shown.per_usd), theme=None,
                    config=CONFIG, key="compare_pay", alt="Pay bands of the compared hubs; the table below has the figures")
    page.table(table)


def _hours(shown: Shown) -> None:
    shared = answers.overlap(shown.scenario)
    said = "Working hours of the compared hubs on the clock of the first home office"
    with figure_menu.beside("compare_hours", said, lambda colours: figures.shared_hours(shown.found, shared, colours),
                            lambda: overlap.table(replace(shared, rows=figures.shared_rows(shown.found, shared))), ["iana"]):
        st.caption(plain(said))
    for form in ("wide", "narrow"):  # style.css shows one of them
        with st.container(key=f"hours_{form}"):
            st.plotly_chart(figures.shared_hours(shown.found, shared, page.colours(), form == "narrow"), theme=None,
                            config=CONFIG, key=f"compare_hours-{form}", alt=said)


def _team(shown: Shown) -> None:
    team.draw(shown.scenario, [place.hub_id for place in shown.found.places])


def _table(shown: Shown) -> None:
    page.table(view.table(shown.found, shown.currency, shown.per_usd), alt="The comparison as a table")


def _sources(shown: Shown) -> None:
    links = answers.sources().set_index("source_code")["url"]
    page.table(view.facts_table(shown.found, answers.source_names(), links[links.str.startswith("https://")].to_dict()),
               {"Link": st.column_config.LinkColumn(display_text="open")})


TABS: dict[str, Callable[[Shown], None]] = {
    "Pair by pair": _pairs, "Points": _points, "All criteria": _lines, "Pay bands": _pay, "Shared hours": _hours,
    "Your team": _team, "Table": _table, "Sources": _sources, RECORD: lambda shown: record_section(shown.scenario),
}

"""The card of a hub or a country beside the map: four facts with their grades, and where it stands."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from atlas import answers
from atlas.components import choices, figure_menu, page
from atlas.components.text import plain
from atlas.domain import formats, own_data
from atlas.domain.ranking import Ranking
from atlas.views import explore
from atlas.views.metrics import metric_label
from atlas.views.ranking import cell_text
from atlas.views.theme import CONFIG

GLYPH = {"A": "●", "B": "◉", "C": "◍", "D": "◌", "": ""}
FACTS = (("salary", ""), ("talent_pool", "Software and IT people"), ("overlap", ""), ("on_cost", ""))
MAX_SHORTLIST = 5


def hub_card(answer: Ranking, hub_id: str, on_close) -> None:
    """Draw the card of one hub."""
    rate = answers.rate(answer.scenario)
    row = answer.cells.hubs.index[answer.cells.hubs["hub_id"] == hub_id][0]
    place = answer.cells.hubs.iloc[row]
    with st.container(border=True, key="hub_card", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(place["city"]), anchor=False, width="content")
            st.caption(plain(place["country_name"]), width="content")
            _badges(answer, hub_id)
            st.space("stretch")
            _shortlist_button(answer, hub_id)
            st.button("Close", key="close_card", type="tertiary", on_click=on_close)
        _four_facts(answer, row, rate)
        said = f"Where {place['city']} stands among {len(answer.hubs)} ranked hubs; better is to the right"
        picture = partial(explore.strips, answer, row, rate.currency, rate.per_usd)
        codes = answer.cells.long.query("hub_id == @hub_id")["source_code"].unique()
        with figure_menu.beside("strips", said, picture,
                                lambda: explore.strips_table(answer, row, rate.currency, rate.per_usd), codes):
            st.caption(plain(said))
        st.plotly_chart(picture(page.colours()), theme=None, config=CONFIG, key=f"strips-{hub_id}",
                        alt=f"{place['city']} among all ranked hubs on six criteria, better to the right")
        facts = answers.facts_of_hub(hub_id)
        if st.button(plain(f"{len(facts)} facts about {place['city']} and {place['country_name']}, each with its source"),
                     type="tertiary", key="all_facts"):
            all_facts(hub_id)


def _badges(answer: Ranking, hub_id: str) -> None:
    if hub_id in answers.own_hubs():
        st.badge(own_data.MARK, color="gray")
    ranked = answer.hubs[answer.hubs["hub_id"] == hub_id]
    if len(ranked):
        row = ranked.iloc[0]
        rank = formats.ordinal_rank(int(row["rank"]), bool(row["tied"]))
        st.badge(f"rank {rank} of {len(answer.hubs)}", color="gray")
        st.badge(f"score {formats.score(row['score'])}", color="gray")
        return
    home = answer.reference[answer.reference["hub_id"] == hub_id]
    if len(home):
        st.badge(f"not ranked, score {formats.score(home.iloc[0]['score'])}", color="gray")
    elif hub_id in set(answer.excluded["hub_id"]):
        would = answer.excluded.set_index("hub_id")["would_be_rank"]
        st.badge(f"removed, would rank {would[hub_id] if np.isscalar(would[hub_id]) else would[hub_id].iloc[0]}",
                 color="gray")


def _shortlist_button(answer: Ranking, hub_id: str) -> None:
    chosen = answer.scenario.shortlist
    if hub_id in chosen:
        st.button("Shortlisted", icon=":material/check:", key="shortlist",
                  on_click=lambda: choices.change(shortlist=tuple(h for h in chosen if h != hub_id)))
    else:
        st.button("Shortlist", icon=":material/add:", key="shortlist", disabled=len(chosen) >= MAX_SHORTLIST,
                  help="Five hubs at most" if len(chosen) >= MAX_SHORTLIST else None,
                  on_click=lambda: choices.change(shortlist=(*chosen, hub_id)))


def _four_facts(answer: Ranking, row: int, rate) -> None:
    cells, homes = answer.cells, answer.scenario.home
    hub_id = cells.hubs["hub_id"].iloc[row]
    long = cells.long[cells.long["hub_id"] == hub_id].set_index("criterion")
    for column, (criterion_id, label) in zip(st.columns(len(FACTS), gap="small"), FACTS, strict=True):
        with column, st.container(gap=None):
            column = cells.criteria.index(criterion_id)
            if criterion_id == "overlap":
                label = f"Shared with {homes[0].city}" if len(homes) == 1 else "Shared with all homes"
            st.caption(plain(label or cells.criteria[column].label))
            _big(cell_text(cells, row, column, rate.currency, rate.per_usd))
            if cells.criteria[column].id in long.index:
                cell = long.loc[cells.criteria[column].id]
                year = "" if pd.isna(cell["year"]) else f", {int(cell['year'])}"
                size = "" if pd.isna(cell["n"]) else f", n {int(cell['n']):,}"
                yours = f" · {own_data.MARK}" if cells.own[row, column] else ""
                st.caption(plain(f"{GLYPH[cell['grade']]} {cell['level']}{year}{size}{yours}"))
            else:
                st.caption("not known")


def _big(text: str) -> None:
    st.markdown(f"<span class='big'>{plain(text)}</span>", unsafe_allow_html=True)


@st.dialog("Every fact and its source", width="large")
def all_facts(hub_id: str) -> None:
    """Every fact of the hub and its country in a dialog."""
    settings = {"Fact": st.column_config.TextColumn(width=210), "Value": st.column_config.TextColumn(width=130),
                "Band": st.column_config.TextColumn(width=120), "Link": st.column_config.LinkColumn(display_text="open")}
    place = answers.hub(hub_id)
    st.markdown(plain(f"{place['city']} and {place['country_name']}"))
    page.table(facts_table(answers.facts_of_hub(hub_id)), settings, height=520)


def facts_table(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts as people read them: metric in words, value or text, band, unit, year, level, grade, source."""
    def value(row) -> str:
        return row.text if pd.isna(row.value) else formats.figure(row.value)

    def band(row) -> str:
        return "" if pd.isna(row.low) or row.low == row.high else f"{formats.figure(row.low)}–{formats.figure(row.high)}"

    rows = list(facts.itertuples())
    return own_data.with_column(pd.DataFrame({
        "Fact": facts["metric"].map(metric_label), "Value": [value(r) for r in rows],
        "Band": [band(r) for r in rows], "Unit": facts["unit"], "Year": facts["year"].astype("Int64"),
        "Level": facts["level"], "Grade": [f"{GLYPH[g]} {g}" for g in facts["grade"]], "Source": facts["publisher"],
        "What it counts": facts["definition"], "Caveats": facts["caveats"],
        "Link": facts["url"].where(facts["url"].str.startswith("https://", na=False)),
    }), own_data.own_rows(facts))


def country_card(answer: Ranking, country: str, on_close) -> None:
    """Draw the card of a whole country: its hubs together, each with rank, score and pool."""
    rate = answers.rate(answer.scenario)
    roll = explore.country_row(answer, country)
    name = answer.cells.hubs["country_name"].iloc[roll["rows"][0]]
    with st.container(border=True, key="hub_card", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(name), anchor=False, width="content")
            st.caption(plain(f"{roll['hubs']} hubs together"), width="content")
            if roll["best_rank"]:
                st.badge(f"best rank {roll['best_rank']} of {len(answer.hubs)}", color="gray")
            st.space("stretch")
            st.button("Close", key="close_card", type="tertiary", on_click=on_close)
        _four_facts(answer, int(roll["rows"][0]), rate) if roll["hubs"] == 1 else _country_facts(answer, roll, rate)
        hubs = answer.cells.hubs["hub_id"].iloc[roll["rows"]].tolist()
        table = explore.table(answer, rate.currency, rate.per_usd, hubs)
        page.table(table[["Rank", "Hub", "Score", "Software and IT people", "Low", "High", "Pool grade"]])


def _country_facts(answer: Ranking, roll: dict, rate) -> None:
    cells, row = answer.cells, int(roll["rows"][0])
    band = formats.count_band(roll["low"], roll["high"]) if roll["low"] else formats.MISSING

    def shown(criterion_id: str) -> str:
        return cell_text(cells, row, cells.criteria.index(criterion_id), rate.currency, rate.per_usd)

    texts = (
        (cells.criteria[0].label, shown("salary"), "whole country"),
        ("Software and IT people", formats.count(roll["pool"]), f"in {roll['hubs']} hubs, {band}"),
        ("Employer on-costs", shown("on_cost"), "whole country"),
        ("English", shown("english"), "EF EPI score"),
    )
    for column, (label, value, note) in zip(st.columns(4, gap="small"), texts, strict=True):
        with column, st.container(gap=None):
            st.caption(plain(label))
            _big(value)
            st.caption(plain(note))

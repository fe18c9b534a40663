"""What the Data page shows: coverage by grade, the sources, the cleaning rules, the build."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from atlas.domain import own_data
from atlas.domain.criteria import Criteria
from atlas.domain.formats import MISSING
from atlas.domain.tables import GRADES
from atlas.views.metrics import metric_label
from atlas.views.text import safe
from atlas.views.theme import CONFIG, Palette, template

__all__ = ["CONFIG", "checks_table", "cleaning_table", "coverage_by_criterion", "coverage_grid",
           "coverage_summary", "coverage_table",
           "manifest_table", "sentence", "sources_table", "title"]

GRADE_LABELS = {"A": "official", "B": "published", "C": "derived or survey", "D": "modelled or unchecked",
                "": "unknown"}


def title(sources: pd.DataFrame) -> str:
    """How much stands behind the answers."""
    return f"{int(sources['facts'].sum()):,} facts from {len(sources)} sources, each one named"


def sentence(coverage: pd.DataFrame, criteria: Criteria) -> str:
    """How complete the grid is (Markdown)."""
    grades = coverage[list(criteria.ids)].to_numpy().ravel()
    known, modelled = (grades != "").sum(), (grades == "D").sum()
    return (f"**{known}** of {grades.size} cells are known; **{modelled}** of them are modelled or not yet checked "
            "against the official text, and say so wherever they appear.")


def coverage_summary(coverage: pd.DataFrame, criteria: Criteria) -> str:
    """The grid in one sentence."""
    counts = pd.Series(coverage[list(criteria.ids)].to_numpy().ravel()).value_counts()
    yours = int(coverage["own"].map(len).sum())
    said = ", ".join([f"{int(counts.get(g, 0))} {GRADE_LABELS[g]}" for g in (*GRADES, "")]
                     + [f"{yours} {own_data.KEY}"] * bool(yours))
    return f"Of {int(counts.sum())} cells: {said}."


def coverage_grid(coverage: pd.DataFrame, criteria: Criteria, colours: Palette) -> go.Figure:
    """Hubs x criteria; the mark of each cell tells its grade (LOOK "Marks of trust"), a square round it that it is own."""
    ordered = coverage.sort_values(["kind", "city"], ascending=[False, False])
    symbols = {"A": "circle", "B": "circle-open", "C": "circle-cross-open", "D": "circle-open", "": "line-ew"}
    widths = {"A": 0, "B": 3, "C": 1, "D": 1, "": 1}
    figure = go.Figure()
    for grade in (*GRADES, ""):
        cells = [(c, safe(city)) for c in criteria.ids
                 for city, g in zip(ordered["city"], ordered[c], strict=True) if g == grade]
        figure.add_trace(go.Scatter(
            x=[safe(criteria[c].label) for c, _ in cells], y=[city for _, city in cells], mode="markers",
            name=GRADE_LABELS[grade],
            hovertemplate="%{y}, %{x}: " + GRADE_LABELS[grade] + "<extra></extra>",
            marker=dict(symbol=symbols[grade], size=9, color=colours.ink_3 if grade in ("D", "") else colours.primary,
                        line=dict(width=widths[grade], color=colours.ink_3 if grade in ("D", "") else colours.primary))))
    if mine := [(c, safe(row.city)) for row in coverage.itertuples() for c in criteria.ids if c in row.own]:
        figure.add_trace(go.Scatter(
            x=[safe(criteria[c].label) for c, _ in mine], y=[city for _, city in mine], mode="markers", name=own_data.KEY,
            hoverinfo="skip", marker=dict(symbol="square-open", size=16, color=colours.ink, line=dict(width=1.5))))
    figure.update_layout(
        template=template(colours), height=90 + 19 * len(ordered), margin=dict(l=8, r=8, t=64, b=8), showlegend=True,
        legend=dict(orientation="h", y=1.035, yanchor="bottom", x=0),
        xaxis=dict(side="top", showgrid=False, categoryorder="array", fixedrange=True,
                   categoryarray=[safe(criteria[c].label) for c in criteria.ids], tickangle=0, tickfont=dict(size=11)),
        yaxis=dict(categoryorder="array", categoryarray=[safe(city) for city in ordered["city"]], fixedrange=True,
                   range=[-0.7, len(ordered) - 0.3], showgrid=True, gridcolor=colours.grid))
    return figure


def coverage_by_criterion(coverage: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    """How many places each criterion knows by grade: the grid for a narrow screen."""
    counts = [pd.Series(coverage[c]).value_counts() for c in criteria.ids]
    return pd.DataFrame({"Criterion": [criteria[c].label for c in criteria.ids]} | {
        grade or MISSING: [int(found.get(grade, 0)) for found in counts] for grade in (*GRADES, "")})


def coverage_table(coverage: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    """The grid as a table of grades; unknown is a dash, and own cells say so."""
    frame = coverage.drop(columns=["kind", "own"]).rename(columns={"city": "Hub", "country": "Country"}).replace("", "—")
    for c in criteria.ids:
        mine = coverage["own"].map(lambda own, c=c: c in own).astype(bool)
        frame[c] = frame[c].where(~mine, frame[c] + f" {own_data.SIGN} yours")
    return frame.rename(columns={c: criteria[c].label for c in criteria.ids})


def sources_table(sources: pd.DataFrame) -> pd.DataFrame:
    """The sources as people read them."""
    return own_data.with_column(pd.DataFrame({
        "Source": sources["title"], "Publisher": sources["publisher"], "Licence": sources["licence"],
        "Accessed": sources["accessed"].replace("", None).fillna(MISSING), "Facts": sources["facts"].astype(int),
        "Pay cells": sources["pay_cells"].astype(int), "Rates": sources["rates"].astype(int),
        "Feeds": [", ".join(dict.fromkeys(map(metric_label, filter(None, metrics.split(", ")))))
                  for metrics in sources["metrics"].fillna("")],
        "Notes": sources["notes"], "Link": sources["url"].where(sources["url"].str.startswith("https://", na=False)),
    }), sources["source_code"] == own_data.SOURCE)


def cleaning_table(rules: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """The cleaning rules with the number of answers that each touched; `titles` names the sources."""
    named = rules.assign(source_code=rules["source_code"].map(titles), rule=rules["rule"].str.replace("_", " "))
    return named.rename(columns={"source_code": "Source", "rule": "Rule", "about": "What it does", "rows": "Answers"})


def checks_table(checks: pd.DataFrame) -> pd.DataFrame:
    """The checks of the build; rows wrong is 0 for all of a published one."""
    named = checks.assign(check_id=checks["check_id"].str.replace("_", " ").str.capitalize(),
                          question=checks["question"].str[:1].str.upper() + checks["question"].str[1:])
    return named.rename(columns={"check_id": "Check", "question": "Question", "rows_wrong": "Rows wrong"})


def manifest_table(meta: Mapping[str, str]) -> pd.DataFrame:
    """The manifest of the served database."""
    def words(key: str) -> str:
        part, _, table = key.partition(".")
        text = f"{part} of table {table}" if table else part
        return text.replace("_", " ").capitalize().replace("utc", "(UTC)").replace("Duckdb", "DuckDB")

    return pd.DataFrame({"Entry": [words(key) for key in meta], "Value": [str(value) for value in meta.values()]})

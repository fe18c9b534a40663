"""Hubs x home offices: the hours of most days in each cell, darker where more are shared."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.overlap import most_frequent
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.domain.overlap_claims import span
from atlas.views.text import safe
from atlas.views.theme import Palette, template

ROW_PX, HEAD_PX = 26, 40
STEPS = 5
"""Of the sequential scale, on which ink is legible in both themes."""

ALL = "all at once"
FULL_DAY = 9.0
"""Hours at which the scale ends, unless more are shared."""


def matrix_summary(answer: OverlapAnswer, rows: Sequence[ZoneRow]) -> str:
    """The matrix in one sentence: the rows that reach the hours needed with every home office."""
    need = formats.hours(answer.hours_needed)
    enough = [row.label for row in rows if row.smallest.typical >= answer.hours_needed]
    offices = "every home office" if len(answer.homes) > 1 else answer.homes[0].city
    if not enough:
        return f"No place shares {need} with {offices} on most days of {answer.year}."
    more = f" and {len(enough) - 4} more" if len(enough) > 4 else ""
    verb = "share" if len(enough) > 1 else "shares"
    return f"{'; '.join(enough[:4])}{more} {verb} {need} or more with {offices} on most days of {answer.year}."


def _columns(answer: OverlapAnswer) -> list[str]:
    names = [office.city for office in answer.homes]
    labels = [name if names.count(name) == 1 else f"{name} {window.label}"
              for name, window in zip(names, answer.windows, strict=True)]
    return labels + ([ALL] if len(labels) > 1 else [])


def _typical(row: ZoneRow, together: bool) -> list[float]:
    return [found.typical for found in row.each] + ([most_frequent(row.everyone)] if together else [])


def matrix(answer: OverlapAnswer, rows: Sequence[ZoneRow], colours: Palette) -> go.Figure:
    """Hours shared on most days; with several home offices the last column is the time at which all are at work."""
    columns = _columns(answer)
    hours = np.array([_typical(row, len(columns) > 1) for row in rows]).reshape(len(rows), len(columns))
    notes = [[safe(f"{row.label} and {column}: {text}") for column, text in zip(columns, _texts(row, answer), strict=True)]
             for row in rows]
    top = max(FULL_DAY, hours.max(initial=0))
    scale = colours.sequential[:STEPS]
    heat = go.Heatmap(
        z=hours, x=list(range(len(columns))), y=list(range(len(rows))), xgap=2, ygap=2, hovertext=notes, hoverinfo="text",
        text=[[formats.hours(float(value)) for value in line] for line in hours], texttemplate="%{text}",
        textfont=dict(size=13, color=colours.ink), zmin=0, zmax=top, showscale=False,
        colorscale=[[i / (len(scale) - 1), c] for i, c in enumerate(scale)])
    return go.Figure(heat, go.Layout(
        template=template(colours), height=HEAD_PX + ROW_PX * len(rows), margin=dict(l=10, r=10, t=HEAD_PX - 10, b=4),
        xaxis=dict(side="top", tickvals=list(range(len(columns))), ticktext=[safe(c) for c in columns], showgrid=False,
                   fixedrange=True, tickangle=0),
        yaxis=dict(tickvals=list(range(len(rows))), ticktext=[safe(row.label) for row in rows], fixedrange=True,
                   range=[len(rows) - 0.5, -0.5])))


def _texts(row: ZoneRow, answer: OverlapAnswer) -> list[str]:
    texts = [f"{formats.hours(f.typical)} on most days, {span(f.min, f.max)} over the year" for f in row.each]
    if len(texts) > 1:
        low, high = float(row.everyone.min()), float(row.everyone.max())
        texts.append(f"{formats.hours(most_frequent(row.everyone))} on most days, {span(low, high)} over the year")
    return texts


def matrix_table(answer: OverlapAnswer, rows: Sequence[ZoneRow]) -> pd.DataFrame:
    """The matrix as a table."""
    columns = _columns(answer)
    return pd.DataFrame([{"Hub": ", ".join(row.cities), "Time zone": row.window.timezone}
                         | dict(zip((f"{c} (h)" for c in columns), _typical(row, len(columns) > 1), strict=True))
                         for row in rows])

"""The figures under the comparison: all criteria at once, and the pay bands."""

from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.compare import Comparison, Place
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.views import overlap
from atlas.views.ranking import cell_text
from atlas.views.text import safe
from atlas.views.theme import Palette, template

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
ROW_PX = 34


def _inks(comparison: Comparison, colours: Palette) -> list[str]:
    """A colour a place; lines also differ in dash and mark, so that none is told by colour alone."""
    chosen = ("salary", "talent_pool", "overlap", "political_stability", "internet")
    return [colours.ink_3 if p.is_market else colours.criterion(chosen[i]) for i, p in enumerate(comparison.places)]


def parallel(comparison: Comparison, colours: Palette, currency: str, per_usd: float) -> go.Figure:
    """Parallel coordinates: one axis a criterion, worst goalpost at the left, best at the right; other hubs in grey.

    Lines skip unknown cells. The axes lie flat, so that no label is turned.
    """
    answer = comparison.answer
    shown = {place.row for place in comparison.places}
    known = ~(np.isnan(answer.cells.raw) & ~answer.cells.native)
    rows = list(range(len(answer.criteria)))
    figure = go.Figure()
    for row in answer.hubs["row"]:
        if row not in shown:
            figure.add_trace(go.Scatter(x=np.where(known[row], answer.values[row], np.nan), y=rows, mode="lines",
                                        line=dict(color=colours.border, width=1), hoverinfo="skip", showlegend=False))
    for i, (place, ink) in enumerate(zip(comparison.places, _inks(comparison, colours), strict=True)):
        texts = [cell_text(answer.cells, place.row, c, currency, per_usd) for c in rows]
        figure.add_trace(go.Scatter(
            x=np.where(known[place.row], answer.values[place.row], np.nan), y=rows, mode="lines+markers",
            name=safe(place.city), line=dict(color=ink, width=2.5, dash=DASHES[i]),
            marker=dict(symbol=SYMBOLS[i], size=9, color=ink), customdata=texts, connectgaps=False,
            hovertemplate=f"{safe(place.city)}, %{{y}}: %{{customdata}}<extra></extra>"))
    figure.update_layout(
        template=template(colours), height=ROW_PX * len(rows) + 84, showlegend=True,
        legend=dict(orientation="h", x=0, y=-0.02, yanchor="top"),
        xaxis=dict(range=[-0.02, 1.02], tickvals=[0, 1], ticktext=["worst", "best"], side="top", fixedrange=True,
                   showgrid=False),
        yaxis=dict(tickvals=rows, ticktext=[safe(c.label) for c in answer.criteria], range=[len(rows) - 0.5, -0.5],
                   fixedrange=True, showgrid=True, gridcolor=colours.grid))
    return figure


def parallel_summary(comparison: Comparison) -> str:
    """The figure in one sentence: how many criteria each hub is best on."""
    counts = {place.city: sum(best == i for best in comparison.best) for i, place in enumerate(comparison.hubs)}
    said = ", ".join(f"{city} {n}" for city, n in counts.items())
    return f"Clearly best on: {said}, of {len(comparison.answer.criteria)} criteria"


def pay(comparison: Comparison, estimates: pd.DataFrame, colours: Palette, currency: str, per_usd: float) -> go.Figure:
    """A row a place: p10 to p90 thin, the quartiles mid, the 80 % interval of the median dark; log axis."""
    found = estimates.set_index("hub_id")
    places = [place for place in comparison.places if place.hub_id in found.index]
    figure = go.Figure()
    for y, place in enumerate(places):
        row = found.loc[place.hub_id]
        modelled = row["method"] == "modelled"
        for low, high, width, tone in (("p10_usd", "p90_usd", 6, 2), ("p25_usd", "p75_usd", 14, 4),
                                       ("median_low_usd", "median_high_usd", 14, 8)):
            ends = row[low] * per_usd, row[high] * per_usd
            figure.add_trace(go.Bar(
                x=[ends[1] - ends[0]], base=[ends[0]], y=[y], orientation="h", width=width / ROW_PX,
                marker=dict(color="rgba(0,0,0,0)" if modelled else colours.sequential[tone],
                            line=dict(color=colours.sequential[tone], width=1 if modelled else 0)),
                hovertemplate=f"{safe(place.city)}: {formats.money_band(*ends, currency)}<extra></extra>"))
        figure.add_annotation(x=1, xref="paper", y=y, xanchor="left", xshift=8, showarrow=False, text=_people(row),
                              font=dict(size=12, color=colours.ink_3))
    figure.update_layout(
        template=template(colours), barmode="overlay", height=ROW_PX * len(places) + 70,
        margin=dict(l=8, r=118, t=8, b=8),
        xaxis=dict(type="log", title=f"{currency} a year, log scale", fixedrange=True, showgrid=True,
                   **_money_ticks(found, places, per_usd, currency)),
        yaxis=dict(tickvals=list(range(len(places))), ticktext=[safe(p.city) for p in places],
                   range=[len(places) - 0.5, -0.5], fixedrange=True))
    return figure


def _people(row: pd.Series) -> str:
    return f"n {int(row['n']):,}, {row['method']}" if row["n"] >= 30 else f"n {int(row['n'])}, a range only"


def _money_ticks(found: pd.DataFrame, places: list[Place], per_usd: float, currency: str) -> dict:
    rows = found.loc[[place.hub_id for place in places]]
    low, high = rows["p10_usd"].min() * per_usd, rows["p90_usd"].max() * per_usd
    ticks = [step * 10**power for power in range(2, 9) for step in (1, 2, 5) if low / 2 < step * 10**power < high * 2]
    return {"tickvals": ticks, "ticktext": [formats.money(tick, currency) for tick in ticks]}


def pay_table(comparison: Comparison, estimates: pd.DataFrame, currency: str, per_usd: float) -> pd.DataFrame:
    """The pay figure as a table, in the currency shown, rounded to the hundred."""
    found = estimates.set_index("hub_id")
    rows = [(place.city, found.loc[place.hub_id]) for place in comparison.places if place.hub_id in found.index]
    money = {"p10": "p10_usd", "p25": "p25_usd", "p50": "p50_usd", "p75": "p75_usd", "p90": "p90_usd",
             "Median from": "median_low_usd", "Median to": "median_high_usd"}
    return pd.DataFrame([
        {"Hub": city} | {f"{name} ({currency})": round(row[key] * per_usd, -2) for name, key in money.items()}
        | {"n": int(row["n"]), "Method": row["method"]} for city, row in rows])


def shared_hours(comparison: Comparison, answer: OverlapAnswer, colours: Palette, narrow: bool = False) -> go.Figure:
    """The working day of each place on the clock of the first home office; places of one zone share a row."""
    return overlap.band(answer, shared_rows(comparison, answer), colours, narrow=narrow)


def shared_rows(comparison: Comparison, answer: OverlapAnswer) -> tuple[ZoneRow, ...]:
    """The time zones of the compared places, each with those places only."""
    rows = []
    for row in answer.rows:
        cities = tuple(p.city for p in comparison.places if p.hub_id in row.hub_ids)
        if cities:
            rows.append(replace(row, cities=cities))
    return tuple(rows)

"""The Rank page as figures for a picture: the live component is HTML in the browser, so Plotly draws the same rows here.

Stacked contributions with the share of weightings at each rank, slopes from another ranking, the heat table of ranks,
and the range of each weight in which the leader stays first.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats, own_data
from atlas.domain.cells import Cells
from atlas.domain.criteria import WEIGHT_MAX
from atlas.domain.firmness import Firmness
from atlas.domain.ranking import Ranking
from atlas.views.ranking import TEXT
from atlas.views.text import safe
from atlas.views.theme import Palette, template

FIRST_ROWS, RANKS = 12, 10
"""Rows of hubs and columns of ranks, as on the screen; the table has them all."""

ROW_PX, HEAD_PX, LABEL_PX, FIRST_PX = 30, 46, 190, 56
BARS, HEAT = [0.0, 0.66], [0.76, 1.0]
"""Where bars and shares stand in the plot's width; the score is between them."""

CHARACTER_SHARE = 0.0085
"""Width of a character of a group's name, in shares of the plot."""


def bars(answer: Ranking, firm: Firmness | None, colours: Palette) -> go.Figure:
    """The first hubs and the home markets by contribution, with score and, where `firm` is given, shares of ranks."""
    hubs = answer.hubs.head(FIRST_ROWS)
    rows = [*hubs.itertuples(), *answer.reference.itertuples()]
    at = [*range(len(hubs)), *(len(hubs) + 1 + n for n in range(len(answer.reference)))]
    open_points = _open_points(answer)
    top = max([1.0, *(row.score + open_points[row.row] for row in rows)])
    figure = go.Figure(_stacks(answer, rows, at, open_points, colours))
    labels = _row_labels(answer.cells, rows, at, len(hubs), colours)
    heads = [_note(f"first {len(hubs)} of {len(answer.hubs)}", -0.5, 0, -LABEL_PX + 38, "left", colours.ink_3, 12,
                   "bottom", 2),
             _head(TEXT["bar"], BARS[0], colours), *_group_names(answer, rows, top, colours)]
    if len(answer.reference):
        heads.append(_note(f"<b>{TEXT['reference']}</b>  {TEXT['reference_note']}", len(hubs) + 0.15, 0, -LABEL_PX + 38,
                           "left", colours.ink_2, 12.5))
    if firm is not None and len(hubs):
        figure.add_trace(_heat_of(hubs["hub_id"].tolist(), at, firm, colours))
        heads += [_head(TEXT["heat"], HEAT[0], colours), _note(TEXT["first"], -0.5, 1, FIRST_PX - 6, "right",
                                                               colours.ink_3, 12, yanchor="bottom", yshift=2)]
        heads += [_note(str(rank + 1), -0.5, HEAT[0] + (rank + 0.5) * (HEAT[1] - HEAT[0]) / RANKS, 0, "center",
                        colours.ink_3, 11.5, yanchor="bottom", yshift=2) for rank in range(RANKS)]
        labels += [_note(_strong(formats.share(float(firm.matrix_by_hub[row.hub_id][0])), row.rank == 1), y, 1, FIRST_PX - 6,
                         "right", colours.ink if row.rank == 1 else colours.ink_2, 13)
                   for row, y in zip(rows[:len(hubs)], at[:len(hubs)], strict=True)]
    last = (at[-1] if at else 0) + 0.5
    figure.update_layout(
        template=template(colours), barmode="stack", bargap=0.48, height=HEAD_PX + round(ROW_PX * (last + 0.5)) + 8,
        margin=dict(l=LABEL_PX, r=FIRST_PX, t=HEAD_PX, b=8), annotations=[*labels, *heads],
        shapes=_stripes(rows, at, len(hubs), colours),
        xaxis=dict(range=[0, top], domain=BARS, visible=False, fixedrange=True),
        xaxis2=dict(range=[-0.5, RANKS - 0.5], domain=HEAT, visible=False, fixedrange=True),
        yaxis=dict(range=[last, -0.5], visible=False, fixedrange=True))
    return figure


def _open_points(answer: Ranking) -> np.ndarray:
    """Points of 100 that each place's unknown cells leave open."""
    unknown = np.isnan(answer.cells.raw) & ~answer.cells.native
    weights = answer.weights
    return 100 * (unknown * weights).sum(axis=1) / weights.sum()


def _stacks(answer: Ranking, rows: Sequence[Any], at: Sequence[int], open_points: np.ndarray,
            colours: Palette) -> list[go.Bar]:
    """A series a criterion in their order, modelled cells hatched, and the range of what is unknown."""
    places = [row.row for row in rows]
    unknown = np.isnan(answer.cells.raw) & ~answer.cells.native
    faint = [0.55 if pd.isna(getattr(row, "rank", np.nan)) else 1.0 for row in rows]
    series = [go.Bar(
        name=safe(criterion.label), orientation="h", y=list(at),
        x=np.where(unknown[places, column], 0.0, answer.contributions[places, column]),
        marker=dict(color=colours.at(column), line=dict(color=colours.paper, width=1), opacity=faint,
                    pattern=dict(shape=["/" if answer.cells.modelled[place, column] else "" for place in places],
                                 fillmode="overlay", fgcolor=colours.paper, size=6, solidity=0.35)))
        for column, criterion in enumerate(answer.criteria)]
    hatch = dict(shape="\\", fillmode="replace", fgcolor=colours.ink_3, bgcolor=colours.paper, size=6, solidity=0.2)
    edge = dict(color=colours.ink_3, width=[int(points > 0) for points in open_points[places]])
    return [*series, go.Bar(name="unknown", orientation="h", y=list(at), x=open_points[places],
                            marker=dict(color=colours.ink_3, pattern=hatch, line=edge))]


def _row_labels(cells: Cells, rows: Sequence[Any], at: Sequence[int], ranked: int, colours: Palette) -> list[dict]:
    """Rank, city and country before the bars, the score behind them; a shared rank has its sign."""
    notes = []
    for place, (row, y) in enumerate(zip(rows, at, strict=True)):
        lead = place < ranked and row.rank == 1
        ink = colours.ink if place < ranked else colours.ink_2
        if place < ranked:
            notes.append(_note(formats.ordinal_rank(int(row.rank), bool(row.tied)), y, 0, -LABEL_PX + 28, "right",
                               colours.ink_3, 13))
        name = escape(row.city) + (f" {own_data.SIGN}" if cells.own[row.row].any() else "")
        notes += [_note(_strong(name, lead), y, 0, -LABEL_PX + 38, "left", ink, 13.5),
                  _note(escape(row.country), y, 0, -12, "right", colours.ink_3, 12),
                  _note(_strong(formats.score(row.score), place < ranked), y, HEAT[0], -14, "right", ink, 13.5)]
    return notes


def _group_names(answer: Ranking, rows: Sequence[Any], top: float, colours: Palette) -> list[dict]:
    """Each group's name above its stretch of the first bar, moved to the right where the one before needs the room."""
    if not rows:
        return []
    place, names, end, left = rows[0].row, [], 0.0, 0.0
    unknown = np.isnan(answer.cells.raw[place]) & ~answer.cells.native[place]
    points = np.where(unknown, 0.0, answer.contributions[place])
    for group in answer.criteria.groups:
        own = [column for column, criterion in enumerate(answer.criteria) if criterion.group == group.id]
        width = float(points[own].sum())
        x = max(left / top * BARS[1], end)
        if width > 0 and x + len(group.label) * CHARACTER_SHARE < HEAT[0]:
            names.append(_note(f"<b>{group.label}</b>", -0.5, x, 0, "left", colours.at(own[0]), 12,
                               yanchor="bottom", yshift=2))
            end = x + len(group.label) * CHARACTER_SHARE
        left += width
    return names


def _heat_of(hub_ids: Sequence[str], at: Sequence[int], firm: Firmness, colours: Palette) -> go.Heatmap:
    """Shares of ranks 1 to 10 of the hubs at rows `at`, in the steps of the screen."""
    shares = np.array([firm.matrix_by_hub[hub][:RANKS] for hub in hub_ids])
    shares = np.pad(shares, ((0, 0), (0, RANKS - shares.shape[1])))
    return go.Heatmap(
        z=_steps(shares), x=list(range(RANKS)), y=list(at[:len(hub_ids)]), xaxis="x2", zmin=0, zmax=9, showscale=False,
        xgap=1, ygap=12, colorscale=_scale(colours), hoverinfo="skip")


def _steps(shares: np.ndarray) -> np.ndarray:
    """0 for none, else 1 to 9 by the tenth that a share lies in."""
    return np.where(shares > 0, np.minimum(9, np.floor(shares * 10) + 1), 0)


def _scale(colours: Palette) -> list[list]:
    """Ten flat colours for the steps 0 to 9."""
    return [[end, colour] for n, colour in enumerate(colours.sequential) for end in (n / 10, (n + 1) / 10)]


def _stripes(rows: Sequence[Any], at: Sequence[int], ranked: int, colours: Palette) -> list[dict]:
    """A quiet stripe behind whoever is first, and a line above the home markets."""
    common = dict(layer="below", xref="paper", xsizemode="scaled", x0=-0.25, x1=1.1)
    shapes = [dict(type="rect", fillcolor=colours.row, line=dict(width=0), y0=y - 0.48, y1=y + 0.48) | common
              for row, y in zip(rows[:ranked], at[:ranked], strict=True) if row.rank == 1]
    if len(rows) > ranked:
        shapes.append(dict(type="line", line=dict(color=colours.border, width=1), y0=ranked - 0.4, y1=ranked - 0.4) | common)
    return shapes


def _strong(text: str, strong: bool) -> str:
    return f"<b>{text}</b>" if strong else text


def _head(text: str, x: float, colours: Palette) -> dict:
    return _note(text, -0.5, x, 0, "left", colours.ink_3, 12, yanchor="bottom", yshift=20)


def _note(text: str, y: float, x: float, shift_px: float, anchor: str, ink: str, size: float, yanchor: str = "middle",
          yshift: float = 0) -> dict:
    return dict(text=text, xref="paper", x=x, xshift=shift_px, xanchor=anchor, y=y, yanchor=yanchor, yshift=yshift,
                showarrow=False, align="left", font=dict(size=size, color=ink))


# --- slope ----------------------------------------------------------------------------------------------------------


def slope(answer: Ranking, before: dict[str, Any], colours: Palette) -> go.Figure:
    """The first hubs' ranks now, at the right, and in the ranking `before` (see views.ranking.slope), at the left.

    Blue rises, dashed ochre falls, thin grey stays; a hub that was not ranked before has its name only.
    """
    hubs = answer.hubs.head(FIRST_ROWS)
    city = dict(zip(answer.hubs["hub_id"], answer.hubs["city"], strict=True))
    order = sorted(before["ranks"], key=lambda hub: (before["ranks"][hub], city[hub]))
    was = {hub: place for place, hub in enumerate(order)}
    styles = {"gains": (colours.criterion("talent_pool"), 2.4, "solid"),
              "loses": (colours.criterion("salary"), 2.4, "5px,3px"), "stays": (colours.ink_3, 1, "solid")}
    figure, notes = go.Figure(), []
    for now, row in enumerate(hubs.itertuples()):
        rank = before["ranks"].get(row.hub_id)
        notes.append(_end(f"{row.rank}  {escape(row.city)}", now, 1, "left", colours.ink))
        if rank is None:
            continue
        colour, width, dash = styles["gains" if rank > row.rank else "loses" if rank < row.rank else "stays"]
        figure.add_trace(go.Scatter(x=[0, 1], y=[was[row.hub_id], now], mode="lines", hoverinfo="skip",
                                    line=dict(color=colour, width=width, dash=dash)))
        notes.append(_end(f"{escape(row.city)}  {rank}", was[row.hub_id], 0, "right", colours.ink_2))
    heads = [_end(f"<b>{escape(words)}</b>", -1.1, x, anchor, colours.ink)
             for words, x, anchor in ((before["label"], 0, "right"), (TEXT["now"], 1, "left"))]
    key = [_end(f"<span style='color:{styles[kind][0]}'><b>{mark}</b></span> {kind}", y, 1, "left", colours.ink_2, 230)
           for y, (kind, mark) in enumerate((("gains", "━━"), ("loses", "╍╍"), ("stays", "──")))]
    lowest = max([len(hubs), *(was.get(hub, 0) + 1 for hub in hubs["hub_id"])])
    figure.update_layout(
        template=template(colours), height=40 + 24 * lowest, margin=dict(l=290, r=340, t=8, b=8),
        annotations=[*notes, *heads, *key],
        xaxis=dict(visible=False, range=[0, 1], fixedrange=True),
        yaxis=dict(visible=False, range=[lowest - 0.4, -1.7], fixedrange=True))
    return figure


def slope_summary(answer: Ranking, before: dict[str, Any]) -> str:
    """Which of the hubs shown moved most, in one sentence."""
    shown = answer.hubs.head(FIRST_ROWS)
    moves = {row.city: before["ranks"][row.hub_id] - int(row.rank) for row in shown.itertuples()
             if row.hub_id in before["ranks"]}
    label = before["label"]
    against = f"the weights {label[:1].lower()}{label[1:]}" if label.startswith("Before") else f"the weights of “{label}”"
    up, down = (pick(moves, key=moves.get, default=None) for pick in (max, min))
    said = [f"{city} {verb} {_places(abs(moves[city]))}" for city, verb, sign in ((up, "gains", 1), (down, "loses", -1))
            if city is not None and moves[city] * sign > 0]
    return f"{' and '.join(said)} against {against}" if said else f"None of the first hubs moves against {against}"


def _places(count: int) -> str:
    return f"{count} place{'s' if count != 1 else ''}"


def slope_table(answer: Ranking, before: dict[str, Any]) -> pd.DataFrame:
    """Both ranks of every hub."""
    hubs = answer.hubs
    old = hubs["hub_id"].map(before["ranks"]).astype("Int64")
    return pd.DataFrame({"Hub": hubs["city"], f"Rank, {before['label'].lower()}": old, "Rank now": hubs["rank"],
                         "Places gained": old - hubs["rank"]})


def _end(text: str, y: float, x: float, anchor: str, ink: str, shift_px: float = 0) -> dict:
    return dict(text=text, x=x, y=y, xanchor=anchor, yanchor="middle", showarrow=False, font=dict(size=14, color=ink),
                xshift=shift_px + (10 if anchor == "left" else -10))


# --- shares and flip points -----------------------------------------------------------------------------------------


def heat(firm: Firmness, colours: Palette) -> go.Figure:
    """The share of weightings at ranks 1 to 10, of the first hubs; every share is written out."""
    rows = [int(row) for row in firm.order[:FIRST_ROWS]]
    shares = np.array(firm.acceptability.matrix)[rows][:, :RANKS]
    ranks = shares.shape[1]
    figure = go.Figure(go.Heatmap(
        z=_steps(shares), x=list(range(ranks)), y=list(range(len(rows))), zmin=0, zmax=9, showscale=False, xgap=2, ygap=2,
        colorscale=_scale(colours), hoverinfo="skip"))
    notes = [dict(x=rank, y=y, text=formats.share(float(part)), showarrow=False, font=dict(
        size=13, color=colours.paper if part >= 0.5 else colours.ink))
        for y, line in enumerate(shares) for rank, part in enumerate(line) if part > 0]
    places = [_note(_strong(escape(firm.cities[row]), y == 0), y, 0, -12, "right", colours.ink, 14)
              for y, row in enumerate(rows)]
    columns = [("top three", firm.acceptability.top3, formats.share, 82),
               ("expected rank", firm.acceptability.expected_rank, lambda value: f"{value:.1f}", 190)]
    after = [_note(words(float(values[row])), y, 1, shift, "right", colours.ink, 14)
             for _, values, words, shift in columns for y, row in enumerate(rows)]
    heads = [_note(name, -0.5, 1, shift, "right", colours.ink_3, 12.5, "bottom", 6) for name, _, _, shift in columns]
    heads += [dict(x=rank, y=-0.5, yanchor="bottom", yshift=6, showarrow=False, text=f"rank {rank + 1}",
                   font=dict(size=12.5, color=colours.ink_3)) for rank in range(ranks)]
    figure.update_layout(
        template=template(colours), height=40 + 34 * len(rows), margin=dict(l=150, r=206, t=34, b=6),
        annotations=[*notes, *places, *after, *heads],
        xaxis=dict(visible=False, range=[-0.5, ranks - 0.5], fixedrange=True),
        yaxis=dict(visible=False, range=[len(rows) - 0.5, -0.5], fixedrange=True))
    return figure


def flips(firm: Firmness, colours: Palette) -> go.Figure:
    """The range of each weight in which the leader stays first, the weight itself, and who takes over at either end."""
    city = dict(enumerate(firm.cities)).get
    figure, notes = go.Figure(), []
    held = colours.sequential[4]
    for y, flip in enumerate(firm.weight_flips):
        figure.add_trace(go.Scatter(x=[0, WEIGHT_MAX], y=[y, y], mode="lines", hoverinfo="skip",
                                    line=dict(color=colours.grid, width=6)))
        figure.add_trace(go.Scatter(x=[flip.low, flip.high], y=[y, y], mode="lines", hoverinfo="skip",
                                    line=dict(color=held, width=6)))
        ends = [x for x, taker in ((flip.low, flip.below), (flip.high, flip.above)) if taker is not None]
        figure.add_trace(go.Scatter(x=ends, y=[y] * len(ends), mode="markers", hoverinfo="skip", cliponaxis=False,
                                    marker=dict(symbol="line-ns", size=14, line=dict(width=2, color=colours.ink_2))))
        words = [f"{escape(city(taker))} {side} {formats.number(x, 2)}" for x, taker, side in (
            (flip.low, flip.below, "below"), (flip.high, flip.above, "above")) if taker is not None]
        notes += [_note(safe(firm.answer.criteria[flip.criterion].label), y, 0, -14, "right", colours.ink, 14),
                  _note(" · ".join(words) or "no weight from 0 to 10", y, 1, 20, "left",
                        colours.ink if words else colours.ink_3, 13.5)]
    figure.add_trace(go.Scatter(
        x=[flip.weight for flip in firm.weight_flips], y=list(range(len(firm.weight_flips))), mode="markers",
        hoverinfo="skip", cliponaxis=False, marker=dict(symbol="circle", size=11, color=colours.primary,
                                                        line=dict(width=2, color=colours.paper))))
    leader = escape(firm.cities[firm.verdict.leader])
    heads = [_note(text, -0.6, x, shift, anchor, colours.ink_3, 12.5, "bottom", 18) for text, x, shift, anchor in (
        (f"weight of 10; dot: yours; blue: {leader} stays first", 0, 0, "left"), ("another hub leads", 1, 20, "left"))]
    figure.update_layout(
        template=template(colours), height=80 + 34 * len(firm.weight_flips), margin=dict(l=200, r=400, t=52, b=6),
        annotations=[*notes, *heads],
        xaxis=dict(range=[0, WEIGHT_MAX], tickvals=[0, 2, 4, 6, 8, 10], side="top", showgrid=False, fixedrange=True),
        yaxis=dict(visible=False, range=[len(firm.weight_flips) - 0.5, -0.6], fixedrange=True))
    return figure


def flips_summary(firm: Firmness) -> str:
    """How many of the weights can cost the leader its place, alone."""
    count = sum(flip.below is not None or flip.above is not None for flip in firm.weight_flips)
    leader, of = firm.cities[firm.verdict.leader], len(firm.weight_flips)
    return (f"No single weight can cost {leader} its lead" if not count
            else f"{count} of {of} weights, each alone, can cost {leader} its lead")


def heat_summary(firm: Firmness) -> str:
    """The leader's shares in one sentence."""
    verdict = firm.verdict
    return (f"{firm.cities[verdict.leader]} is first in {formats.share(verdict.first)} of weightings "
            f"and in the top three in {formats.share(verdict.top3)}")

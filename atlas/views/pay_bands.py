"""The figure of pay bands: one row a place, level or source, from p10 to p90, with the interval of its median dark.

Names and figures stand at fixed distances beside the plot, so that a phone shows the same figure as a wide window.
"""

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from atlas.domain import formats
from atlas.views.text import safe
from atlas.views.theme import Palette, template

Path = tuple[list[float | None], list[float | None]]
HEAD_PX, PAD = 30, 0.03
LABEL_CHARACTERS, NOTE_CHARACTERS = 26, 32
THIN, THICK, BRACKET = 0.13, 0.36, 0.34
"""Heights of bars, and of a bracket above its row's middle, in rows."""


@dataclass(frozen=True)
class Row:
    """One row. `band` is p10, p25, p50, p75, p90; `median` the ends of the median's interval; `point` a single figure,
    drawn as a diamond. `claims` are (low, high), high None where open-ended. A `hollow` row is modelled or has n under
    30. `note` is a second line, `badge` a word before the plot, `text` the figure behind it."""

    label: str
    band: tuple[float, ...] | None = None
    median: tuple[float, float] | None = None
    point: float | None = None
    claims: tuple[tuple[float, float | None], ...] = ()
    note: str = ""
    badge: str = ""
    text: str = ""
    hover: str = ""
    hollow: bool = False
    selected: bool = False


@dataclass(frozen=True)
class Axis:
    """The value axis: its title, `text` of a tick, logarithmic or not, its ends where several figures share them, and
    which multiples of the powers of ten a log axis ticks."""

    title: str
    text: Callable[[float], str]
    log: bool = True
    ends: tuple[float, float] | None = None
    steps: tuple[int, ...] = (1, 2, 5)

    def place(self, value: float) -> float:
        """Where a value stands: plots are linear in this, so that bars, shapes and notes agree on a log axis too."""
        return math.log10(value) if self.log else value


def money_axis(currency: str, log: bool, ends: tuple[float, float] | None = None,
               steps: tuple[int, ...] = (1, 2, 5)) -> Axis:
    """Gross pay a year in a currency."""
    symbol = currency if currency in formats.SYMBOLS else ""

    def text(value: float) -> str:
        return formats.money(value, symbol).strip(formats.NBSP)

    return Axis(f"Gross pay, {currency} a year" + (", log scale" if log else ""), text, log, ends, steps)


def ends_of(rows: Sequence[Row]) -> tuple[float, float]:
    """The smallest and the largest value that rows show; open-ended claims count with their one end."""
    values = [value for row in rows for value in (*(row.band or ()), *(row.median or ()), row.point,
              *(end for claim in row.claims for end in claim)) if value is not None]
    return (min(values), max(values)) if values else (1.0, 10.0)


def figure(rows: Sequence[Row], axis: Axis, colours: Palette, row_px: int = 23, label_px: int = 168, text_px: int = 52,
           text_title: str = "", bare: bool = False, heads: bool = True) -> go.Figure:
    """The rows from top to bottom.

    `bare` leaves out ticks and grid and sets notes behind their labels, for a small figure; without `heads` only the
    axis title goes. `label_px` and `text_px` are the room beside the plot.
    """
    low, high = axis.ends or ends_of(rows)
    left, right = axis.place(low) if axis.log else min(0.0, low), axis.place(high)
    span = (right - left) or 1.0
    window = (left - PAD * span, right + PAD * span) if axis.log else (left, right + PAD * span)
    ticks = [] if bare else [value for value in _ticks(low, high, axis) if window[0] <= axis.place(value) <= window[1]]
    head = 4 if bare else HEAD_PX
    return go.Figure(
        [*_bars(rows, axis, colours), *_outlines(rows, axis, colours), *_marks(rows, axis, colours, window[1])],
        go.Layout(
            template=template(colours), barmode="overlay", height=head + 6 + row_px * len(rows),
            margin=dict(l=label_px, r=text_px, t=head, b=6), plot_bgcolor="rgba(0,0,0,0)",
            xaxis=dict(range=window, side="top", tickvals=[axis.place(value) for value in ticks], showgrid=not bare,
                       ticktext=[axis.text(value) for value in ticks], fixedrange=True, automargin=False,
                       tickangle=0),
            yaxis=dict(visible=False, range=[len(rows) - 0.5, -0.5], fixedrange=True),
            annotations=[*_labels(rows, colours, label_px, text_px, bare),
                         *([] if bare or not heads else _heads(axis, colours, label_px, text_px, text_title))],
            shapes=_selected(rows, colours, label_px, text_px)))


def _ticks(low: float, high: float, axis: Axis) -> list[float]:
    """On a log axis its steps times each power of ten; else round steps from 0."""
    if axis.log:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        steps = axis.steps if math.log10(high / low) < 2.2 else (1,)
        return [step * 10.0**power for power in powers for step in steps]
    step = 10.0 ** math.floor(math.log10(high / 2))
    step *= next(times for times in (1, 2, 5, 10) if high / (step * times) <= 5)
    return [step * number for number in range(int(high / step) + 1)]


def _bars(rows: Sequence[Row], axis: Axis, colours: Palette) -> list[go.Bar]:
    """p10 to p90 thin, p25 to p75 thick, the median's interval dark; hollow rows are outlined instead."""
    parts = [(THIN, colours.sequential[2], lambda row: row.band and (row.band[0], row.band[4])),
             (THICK, colours.sequential[3], lambda row: row.band and (row.band[1], row.band[3])),
             (THICK, colours.sequential[8], lambda row: row.median)]
    traces = []
    for width, fill, ends in parts:
        shown = [(at, *map(axis.place, ends(row)), row.hover) for at, row in enumerate(rows) if ends(row) and not row.hollow]
        traces.append(go.Bar(
            orientation="h", width=width, y=[bar[0] for bar in shown], base=[bar[1] for bar in shown],
            x=[bar[2] - bar[1] for bar in shown], hovertext=[bar[3] for bar in shown], hoverinfo="text",
            marker=dict(color=fill, cornerradius=2, line=dict(width=0))))
    return traces


def _outlines(rows: Sequence[Row], axis: Axis, colours: Palette) -> list[go.Scatter]:
    """Hollow rows: p10 to p90 dashed, the median's interval solid, nothing filled."""
    hollow = [(at, row) for at, row in enumerate(rows) if row.hollow]
    outer = _boxes([(at, row.band[0], row.band[4], row.hover) for at, row in hollow if row.band], axis, 0.26)
    inner = _boxes([(at, *row.median, row.hover) for at, row in hollow if row.median], axis, 0.18)
    styles = ((outer, colours.sequential[5], "3px,2px"), (inner, colours.sequential[8], None))
    return [go.Scatter(x=x, y=y, mode="lines", hovertext=texts, hoverinfo="text",
                       line=dict(color=ink, width=1.2, dash=dash)) for (x, y, texts), ink, dash in styles]


def _boxes(boxes: Sequence[tuple[int, float, float, str]], axis: Axis, half: float) -> tuple[list, list, list]:
    x, y, texts = [], [], []
    for at, low, high, hover in boxes:
        first, last = axis.place(low), axis.place(high)
        x += [first, last, last, first, first, None]
        y += [at - half, at - half, at + half, at + half, at - half, None]
        texts += [hover] * 6
    return x, y, texts


def _marks(rows: Sequence[Row], axis: Axis, colours: Palette, end: float) -> list[go.Scatter]:
    """The median of a band without an interval as a line, single figures as diamonds, claims as brackets."""
    medians = [(at, row) for at, row in enumerate(rows) if row.band and not row.median]
    points = [(at, row) for at, row in enumerate(rows) if row.point is not None]
    x, y = _brackets(rows, axis, end)
    return [
        go.Scatter(x=[axis.place(row.band[2]) for _, row in medians], y=[at for at, _ in medians], mode="markers",
                   hovertext=[row.hover for _, row in medians], hoverinfo="text",
                   marker=dict(symbol="line-ns", size=13, line=dict(width=2.5, color=colours.sequential[8]))),
        go.Scatter(x=[axis.place(row.point) for _, row in points], y=[at for at, _ in points], mode="markers",
                   cliponaxis=False, hovertext=[row.hover for _, row in points], hoverinfo="text",
                   marker=dict(symbol="diamond", size=9, color=colours.paper, line=dict(width=1.8, color=colours.ink))),
        go.Scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=dict(color=colours.claim, width=1.6)),
    ]


def _brackets(rows: Sequence[Row], axis: Axis, end: float) -> Path:
    """Brackets above the rows; an open-ended claim runs to the end of the axis, without a closing tick."""
    x: list[float | None] = []
    y: list[float | None] = []
    for at, row in enumerate(rows):
        top = at - BRACKET if row.band or row.median else at
        foot = top + 0.14
        for low, high in row.claims:
            first = axis.place(low)
            if high is None:
                x += [first, first, end, None]
                y += [foot, top, top, None]
            else:
                x += [first, first, axis.place(high), axis.place(high), None]
                y += [foot, top, top, foot, None]
    return x, y


def _labels(rows: Sequence[Row], colours: Palette, label_px: int, text_px: int,
            one_line: bool) -> list[dict]:
    """Names at the left edge, badges before the plot, figures behind it."""
    notes = []
    for at, row in enumerate(rows):
        name = "<br>".join(safe(line) for line in textwrap.wrap(row.label, LABEL_CHARACTERS))
        name = f"<b>{name}</b>" if row.selected and name else name
        small = [f"<span style='font-size:11.5px;color:{colours.ink_3}'>{safe(line)}</span>"
                 for line in textwrap.wrap(row.note, NOTE_CHARACTERS)]
        words = (" " if one_line else "<br>").join([name] * bool(name) + small)
        notes.append(_note(words, at, 0, -label_px + 8, "left", colours.ink, 13))
        if row.badge:
            ink = colours.warning if row.hollow else colours.ink_3
            notes.append(_note(safe(row.badge), at, 0, -8, "right", ink, 12))
        if row.text:
            words = f"<b>{safe(row.text)}</b>" if row.selected else safe(row.text)
            notes.append(_note(words, at, 1, text_px - 6, "right", colours.ink if row.selected else colours.ink_2, 12.5))
    return notes


def _heads(axis: Axis, colours: Palette, label_px: int, text_px: int, text_title: str) -> list[dict]:
    above = dict(yref="paper", yanchor="bottom", yshift=-1)
    return [_note(safe(axis.title), 1, 0, -label_px + 8, "left", colours.ink_3, 12) | above,
            _note(safe(text_title), 1, 1, text_px - 6, "right", colours.ink_3, 12) | above]


def _note(text: str, y: float, x: float, shift_px: float, anchor: str, ink: str, size: float) -> dict:
    return dict(text=text, xref="paper", x=x, xshift=shift_px, xanchor=anchor, y=y, yanchor="middle", showarrow=False,
                align="left", font=dict(size=size, color=ink))


def _selected(rows: Sequence[Row], colours: Palette, label_px: int, text_px: int) -> list[dict]:
    """A quiet stripe behind the selected rows, margins included, where several rows can be told apart."""
    if all(row.selected for row in rows):
        return []
    shapes = []
    for at, row in enumerate(rows):
        if row.selected:
            common = dict(type="rect", layer="below", fillcolor=colours.row, line=dict(width=0), y0=at - 0.48, y1=at + 0.48,
                          xref="paper")
            shapes += [common | dict(x0=0, x1=1),
                       common | dict(xsizemode="pixel", xanchor=0, x0=-label_px, x1=0),
                       common | dict(xsizemode="pixel", xanchor=1, x0=0, x1=text_px)]
    return shapes

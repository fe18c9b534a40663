"""What is saved when, and what moves it. Twins and sentences: cost.py. All money is shown in the answer's currency."""


import numpy as np
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.cost_answers import Swing
from atlas.domain.cost_report import CostAnswer
from atlas.views.cost import money_range, number_band
from atlas.views.text import safe
from atlas.views.theme import Palette, template

ROWS = 12


def money_axis(top: float, bottom: float, currency: str) -> dict:
    """A money axis of three to five round steps, written as money is everywhere else."""
    span = max(top - bottom, 1e-9)
    raw = span / 4
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= raw)
    ticks = np.arange(np.ceil(bottom / step), np.floor(top / step) + 1) * step
    return dict(range=[bottom, top], tickvals=ticks.tolist(), fixedrange=True,
                ticktext=[formats.money(float(tick), currency) for tick in ticks])


def curve(found: CostAnswer, colours: Palette) -> go.Figure:
    """Money saved since the job was posted, p10 to p90, with the break-even band on the zero line and the claim."""
    low, middle, high = found.simulation.saved_usd * found.per_usd
    months = np.arange(len(middle))
    figure = go.Figure([
        go.Scatter(x=[*months, *months[::-1]], y=[*high, *low[::-1]], fill="toself", fillcolor=colours.sequential[2],
                   line=dict(width=0), hoverinfo="skip"),
        go.Scatter(x=months, y=middle, mode="lines", line=dict(color=colours.sequential[8], width=2),
                   customdata=[formats.money(float(value), found.currency) for value in middle],
                   hovertemplate="month %{x}: %{customdata}<extra></extra>")])
    top, bottom = max(high.max(), 0.0), min(low.min(), 0.0)
    room = 0.16 * (top - bottom or 1.0)
    shapes, texts = _break_even(found, colours, room if middle[-1] >= 0 else -room / 2)
    span = money_range(float(low[-1]), float(high[-1]), found.currency)
    texts.append(dict(x=months[-1], y=middle[-1], xanchor="left", xshift=8, showarrow=False, align="left",
                      text=f"<b>{formats.money(float(middle[-1]), found.currency)}</b><br>"
                           + span,
                      font=dict(size=12)))
    every = max(1, int(np.ceil(len(months) / 30))) * (6 if len(months) > 12 else 1)
    ticks = [int(month) for month in months[::every]]
    figure.update_layout(
        template=template(colours), height=230, margin=dict(l=8, r=max(92, 7 * len(span)), t=8, b=30),
        shapes=shapes, annotations=texts,
        xaxis=dict(range=[0, months[-1]], tickvals=ticks, ticktext=[f"month {t}" if t == 0 else str(t) for t in ticks],
                   showgrid=False, fixedrange=True),
        yaxis=money_axis(top + room, min(bottom, -2 * room), found.currency)
        | dict(showgrid=True, zeroline=True, zerolinecolor=colours.ink_3))
    return figure


def _break_even(found: CostAnswer, colours: Palette, room: float) -> tuple[list[dict], list[dict]]:
    """The break-even on the zero line and the claim `room` below it (above, where it is negative)."""
    band, months, claim = found.simulation.break_even_month, found.plan.months, BENCHMARKS["break_even"]
    shapes, texts = [], []
    if band.p10 is not None:
        last = months if band.p90 is None else band.p90
        shapes.append(dict(type="line", x0=band.p10, x1=max(last, band.p10 + months / 120), y0=0, y1=0,
                           line=dict(color=colours.sequential[8], width=8)))
        early = band.p10 + last < months
        texts.append(dict(x=band.p10 if early else last, xanchor="left" if early else "right", align="left",
                          y=max(0, -room), yshift=34 if early else 12, yanchor="bottom", showarrow=False,
                          text=f"<b>break-even</b><br>month {number_band(band)}",
                          font=dict(size=12)))
    if claim.low <= months:
        right, line = min(claim.high, months), dict(color=colours.claim, width=2)
        ends = [(claim.low, right, -room, -room), (claim.low, claim.low, -0.75 * room, -1.25 * room)]
        ends += [(right, right, -0.75 * room, -1.25 * room)] if right == claim.high else []
        shapes += [dict(type="line", x0=a, x1=b, y0=c, y1=d, line=line) for a, b, c, d in ends]
        side = ("left", right, 6) if right < 0.7 * months else ("right", claim.low, -6)
        texts.append(dict(xanchor=side[0], x=side[1], xshift=side[2], y=-room, showarrow=False,
                          text=f"claim: {formats.number(claim.low)}–{formats.number(claim.high)} months",
                          font=dict(size=12, color=colours.claim)))
    return shapes, texts


def tornado(found: CostAnswer, colours: Palette, rows: int = ROWS) -> go.Figure:
    """What moves the net saving: from each assumption's low (pale) to its high (strong), the largest on top."""
    swings = found.tornado[:rows]
    centre = (found.home.total_usd - found.hub.total_usd) * found.per_usd
    y = list(range(len(swings)))
    figure = go.Figure()
    for end, colour in (("low", colours.sequential[3]), ("high", colours.sequential[7])):
        at = np.array([getattr(s, f"at_{end}") for s in swings]) * found.per_usd
        figure.add_trace(go.Bar(
            y=y, x=at - centre, base=centre, orientation="h", width=0.62, marker=dict(color=colour, line=dict(width=0)),
            customdata=[f"{safe(s.label)} at its {end}, {_at(s, end)}: {formats.money(float(v), found.currency)} saved"
                        for s, v in zip(swings, at, strict=True)],
            hovertemplate="%{customdata}<extra></extra>"))
        figure.add_trace(go.Scatter(
            x=at, y=y, mode="text", text=[f" {_at(s, end)} " for s in swings], hoverinfo="skip", cliponaxis=False,
            textposition=["middle right" if v >= centre else "middle left" for v in at],
            textfont=dict(size=11, color=colours.ink_2)))
    values = [centre, *(v * found.per_usd for s in swings for v in (s.at_low, s.at_high))]
    room = 0.16 * (max(values) - min(values) or 1.0)
    figure.update_layout(
        template=template(colours), height=40 + 28 * len(swings), barmode="overlay", margin=dict(l=8, r=8, t=8, b=30),
        shapes=[dict(type="line", x0=centre, x1=centre, yref="paper", y0=0, y1=1,
                     line=dict(color=colours.ink_3, width=1))],
        xaxis=money_axis(max(values) + room, min(values) - room, found.currency) | dict(showgrid=True),
        yaxis=dict(tickvals=y, ticktext=[safe(s.label) for s in swings], fixedrange=True, showgrid=False,
                   range=[len(swings) - 0.5, -0.5]))
    return figure


def _at(swing: Swing, end: str) -> str:
    value = getattr(swing, end)
    if value is None:
        return "p10" if end == "low" else "p90"
    unit = ASSUMPTIONS[swing.id].unit
    if unit.startswith("%"):
        return formats.percent(value)
    return formats.figure(value)

"""The figures of the Playbook page. Words and tables: playbook.py."""

from collections.abc import Sequence
from datetime import timedelta
from textwrap import wrap

import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.playbook.clock import Clock
from atlas.domain.playbook.engagement_fit import Fit
from atlas.domain.playbook.profiles import Need
from atlas.domain.playbook.vetting import Result
from atlas.domain.salary import PROFILES
from atlas.views.playbook import band, day
from atlas.views.text import safe
from atlas.views.theme import Palette, template

ROW_PX = 34
AFTER_OFFER = ("notice", "trial", "ramp")


def _bars(labels: list[str], values: list[float], texts: list[str], strong: list[bool], colours: Palette,
          top: float, hover: list[str]) -> go.Figure:
    """Horizontal bars from above to below, each with its number; the strong ones in ink."""
    paint = [colours.sequential[8] if own else colours.sequential[4] for own in strong]
    figure = go.Figure(go.Bar(
        y=labels, x=values, orientation="h", marker=dict(color=paint, line=dict(width=0)), text=texts,
        textposition="outside", cliponaxis=False, customdata=hover, hovertemplate="%{customdata}<extra></extra>",
        textfont=dict(color=colours.ink)))
    figure.update_layout(
        template=template(colours), height=ROW_PX * len(labels) + 24, margin=dict(l=8, r=48, t=4, b=4), bargap=0.38,
        xaxis=dict(range=[0, top], visible=False, fixedrange=True),
        yaxis=dict(autorange="reversed", fixedrange=True, tickfont=dict(size=13, color=colours.ink), ticksuffix="  "))
    return figure


def _lines(text: str, width: int = 26) -> str:
    return "  <br>".join(safe(line) for line in wrap(text, width))


def profiles(need: Need, colours: Palette) -> go.Figure:
    """The shares of the profiles, largest first."""
    order = sorted(need.shares, key=lambda p: -need.shares[p])
    shares = [need.shares[p] for p in order]
    hover = [f"{safe(PROFILES[p].label)}: {formats.share(need.shares[p])}<br>{safe(PROFILES[p].about)}" for p in order]
    return _bars([_lines(PROFILES[p].label) for p in order], shares, [formats.share(s) for s in shares],
                 [p == need.leading for p in order], colours, max(shares) * 1.12, hover)


def fits(found: Sequence[Fit], chosen: str, colours: Palette) -> go.Figure:
    """The score of each model, best first; the scenario's own in ink."""
    labels = [ENGAGEMENTS[fit.model].label for fit in found]
    hover = [f"{safe(label)}: {fit.score:.0f} of 100" for label, fit in zip(labels, found, strict=True)]
    return _bars(labels, [fit.score for fit in found], [f"{fit.score:.0f}" for fit in found],
                 [fit.model == chosen for fit in found], colours, 108, hover)


def results(found: Sequence[Result], colours: Palette) -> go.Figure:
    """Each candidate's weighted result: a thick line from the lowest to the highest assessor, a mark at the mean, and a
    thin dashed one for what missing marks leave open."""
    rated = [r for r in found if r.mean is not None]
    figure = go.Figure()
    for r in rated:
        name = safe(r.candidate)
        for low, high, width, dash in ((r.least, r.most, 1, "dot"), (r.low, r.high, 9, "solid")):
            figure.add_trace(go.Scatter(x=[low, high], y=[name, name], mode="lines", hoverinfo="skip",
                                        line=dict(color=colours.sequential[5], width=width, dash=dash)))
    figure.add_trace(go.Scatter(
        x=[r.mean for r in rated], y=[safe(r.candidate) for r in rated], mode="markers+text",
        marker=dict(symbol="line-ns", size=18, line=dict(width=3, color=colours.ink)),
        text=[f"{r.mean:.1f}" for r in rated], textposition="top center", hoverinfo="skip", cliponaxis=False))
    figure.update_layout(
        template=template(colours), height=46 * max(len(rated), 1) + 76, margin=dict(l=8, r=24, t=18, b=8),
        xaxis=dict(range=[0.9, 5.1], tickvals=[1, 2, 3, 4, 5], title=dict(text="weighted points of 5", standoff=8),
                   fixedrange=True),
        yaxis=dict(autorange="reversed", fixedrange=True, ticksuffix="  ", type="category"))
    return figure


def gantt(clock: Clock, colours: Palette) -> go.Figure:
    """A bar a step from its typical start to its typical end, a thin line to the early and the late end."""
    labels = [step.label for step in clock.steps]
    paint = [colours.sequential[8] if step.id in AFTER_OFFER else colours.ink_3 if step.id == "lead"
             else colours.sequential[5] for step in clock.steps]
    hover = [f"{safe(s.label)}<br>starts {day(s.start.p50)}<br>ends {band(s.end)}" for s in clock.steps]
    lengths = [max((s.end.p50 - s.start.p50).days, 0.6) * 86_400_000 for s in clock.steps]
    figure = go.Figure(go.Bar(
        y=labels, x=lengths, base=[s.start.p50 for s in clock.steps], orientation="h",
        marker=dict(color=paint, line=dict(width=0)), customdata=hover, hovertemplate="%{customdata}<extra></extra>"))
    for label, step in zip(labels, clock.steps, strict=True):
        figure.add_trace(go.Scatter(x=[step.end.p10, step.end.p90], y=[label, label], mode="lines", hoverinfo="skip",
                                    line=dict(color=colours.ink, width=1.5)))
    ends = [step.end.p90 for step in clock.steps]
    figure.add_trace(go.Scatter(
        x=ends, y=labels, mode="text", textposition="middle right", cliponaxis=False, hoverinfo="skip",
        text=[f"  {s.end.p50.day} {s.end.p50:%b}" for s in clock.steps], textfont=dict(color=colours.ink_2, size=12)))
    first, last = min(s.start.p50 for s in clock.steps), max(ends)
    room = timedelta(days=(last - first).days * 0.2)  # for the last date on a phone
    figure.update_layout(
        template=template(colours), height=30 * len(labels) + 62, margin=dict(l=8, r=8, t=4, b=8), bargap=0.5,
        barmode="overlay",
        xaxis=dict(type="date", range=[first, last + room], fixedrange=True, tickformat="%b<br>%Y", dtick="M1",
                   showgrid=True),
        yaxis=dict(autorange="reversed", fixedrange=True, tickfont=dict(size=13, color=colours.ink), ticksuffix="  "))
    return figure

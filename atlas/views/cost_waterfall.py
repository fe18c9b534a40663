"""The waterfall of the Cost page, upright and for a narrow screen. Its twin and sentence: cost.py."""

from dataclasses import dataclass
from textwrap import wrap

import numpy as np
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.assumptions import LAYERS, Layer
from atlas.domain.cost_answers import BarAmount
from atlas.domain.cost_report import CostAnswer
from atlas.views.cost_figures import money_axis
from atlas.views.text import safe
from atlas.views.theme import Palette, template

SMALL = 0.045
"""Lines under this share of the hub's cost are drawn as one, layer by layer; the table twin has them all."""
WRAP = 12


def layer_colours(colours: Palette) -> dict[Layer, str]:
    """One colour a layer: the two of cost, then plum for what distance adds."""
    return {"headline": colours.criterion("salary"), "effective": colours.criterion("on_cost"),
            "net": colours.criterion("political_stability")}


def columns(bars: tuple[BarAmount, ...], total_usd: float) -> list[BarAmount]:
    """The bars as they are drawn: small ones of a layer together, as the last of it. Their sum is unchanged."""
    drawn: list[BarAmount] = []
    for layer in LAYERS:
        own = [bar for bar in bars if bar.layer == layer]
        small = [bar for bar in own if bar.amount_usd < SMALL * total_usd]
        if len(small) < 2:
            small = []
        drawn += [bar for bar in own if bar not in small]
        if small:
            label = f"{len(small)} smaller lines"
            drawn.append(BarAmount(f"small_{layer}", label, layer, sum(bar.amount_usd for bar in small)))
    return drawn


@dataclass(frozen=True)
class Steps:
    """What the waterfall draws, from left to right, in the answer's currency: each bar stands on its `base`."""

    labels: tuple[str, ...]
    layers: tuple[str, ...]
    amounts: np.ndarray
    bases: np.ndarray
    fills: tuple[str, ...]
    drawn: list[BarAmount]

    @property
    def tops(self) -> np.ndarray:
        return self.amounts + self.bases


def steps(found: CostAnswer, colours: Palette) -> Steps:
    """The home market's cost, pay and every line of the hub, its net cost, and what is saved or lost."""
    rate, paint = found.per_usd, layer_colours(colours)
    drawn = columns(found.hub.bars, found.hub.total_usd)
    home, net = found.home.total_usd * rate, found.hub.total_usd * rate
    heights = [bar.amount_usd * rate for bar in drawn]
    starts = np.cumsum([0.0, *heights])[:-1]
    return Steps(
        (f"Home: {_unbroken(found.plan.home.city)}", *(bar.label for bar in drawn),
         f"{_unbroken(found.plan.hub.city)}, net", "Saved" if home >= net else "Costs more"),
        ("", *(bar.layer for bar in drawn), "", ""),
        np.array([home, *heights, net, abs(home - net)]), np.array([0.0, *starts, 0.0, min(home, net)]),
        (colours.ink_3, *(paint[bar.layer] for bar in drawn), colours.sequential[8], colours.panel), drawn)


def _bars(found: CostAnswer, steps: Steps) -> dict:
    """What both drawings of the waterfall share."""
    return dict(base=steps.bases, width=0.62,
                marker=dict(color=steps.fills, opacity=[0.6, *[1] * (len(steps.labels) - 1)], line=dict(width=0)),
                customdata=[f"{safe(label)}: {formats.money(float(value), found.currency)}"
                            for label, value in zip(steps.labels, steps.amounts, strict=True)],
                hovertemplate="%{customdata}<extra></extra>")


def waterfall(found: CostAnswer, colours: Palette) -> go.Figure:
    """From the home market's cost through pay and every line to the hub's net cost, and what is saved."""
    made = steps(found, colours)
    x, tops, home, net = list(range(len(made.labels))), made.tops, made.amounts[0], made.amounts[-2]
    figure = go.Figure(go.Bar(x=x, y=made.amounts, **_bars(found, made)))
    figure.add_trace(go.Scatter(
        x=x, y=tops, mode="text", text=[f"<b>{formats.money(float(y), found.currency)}</b>" for y in made.amounts],
        textposition="top center", hoverinfo="skip", cliponaxis=False))
    dotted = dict(color=colours.ink_3, width=1, dash="dot")
    joins = [(0, x[-1], home), *((i, i + 1, tops[i]) for i in x[1:-2]), (x[-2], x[-1], net)]
    shapes = [dict(type="line", x0=a, x1=b, y0=at, y1=at, line=dotted, layer="below") for a, b, at in joins]
    shapes.append(dict(type="rect", x0=x[-1] - 0.31, x1=x[-1] + 0.31, y0=min(home, net), y1=max(home, net),
                       line=dict(color=colours.ink_3, width=1, dash="dash")))
    marks, texts = _brackets(made.drawn, colours)
    figure.update_layout(
        template=template(colours), height=330, margin=dict(l=8, r=8, t=16, b=86), shapes=shapes + marks,
        annotations=texts,
        xaxis=dict(tickvals=x, ticktext=[lines(label) for label in made.labels],
                   showgrid=False, tickangle=0, fixedrange=True, tickfont=dict(size=12), automargin=False,
                   range=[-0.6, x[-1] + 0.6]),
        yaxis=money_axis(max(tops) * 1.08, 0, found.currency) | dict(showgrid=True, zeroline=True,
                                                                      zerolinecolor=colours.ink_3))
    return figure


def waterfall_rows(found: CostAnswer, colours: Palette) -> go.Figure:
    """The waterfall from top to bottom, for a narrow screen: each line's layer is written below its name."""
    made = steps(found, colours)
    y = list(range(len(made.labels)))
    figure = go.Figure(go.Bar(y=y, x=made.amounts, orientation="h", **_bars(found, made)))
    figure.add_trace(go.Scatter(
        x=made.tops, y=y, mode="text", text=[f" <b>{formats.money(float(v), found.currency)}</b>" for v in made.amounts],
        textposition="middle right", hoverinfo="skip", cliponaxis=False))
    names = [safe(label) + (f"<br><i>{layer}</i>" if layer else "")
             for label, layer in zip(made.labels, made.layers, strict=True)]
    figure.update_layout(
        template=template(colours), height=24 + 40 * len(y), margin=dict(l=8, r=56, t=4, b=4),
        xaxis=dict(visible=False, range=[0, float(max(made.tops))], fixedrange=True),
        yaxis=dict(tickvals=y, ticktext=names, fixedrange=True, showgrid=False, range=[len(y) - 0.5, -0.5],
                   tickfont=dict(size=12)),
        shapes=[dict(type="rect", y0=y[-1] - 0.31, y1=y[-1] + 0.31, x0=made.bases[-1], x1=made.tops[-1],
                     line=dict(color=colours.ink_3, width=1, dash="dash"))])
    return figure


def _unbroken(name: str) -> str:
    return name.replace(" ", formats.NBSP)


def lines(label: str) -> str:
    """A label for an axis, in short lines, safe for Plotly's HTML."""
    return "<br>".join(safe(part) for part in wrap(label, WRAP, break_on_hyphens=False, break_long_words=False))


def _brackets(drawn: list[BarAmount], colours: Palette) -> tuple[list[dict], list[dict]]:
    """Under the axis, which bars belong to which layer."""
    shapes, texts = [], []
    line = dict(color=colours.ink_3, width=1)
    for layer in LAYERS:
        at = [i + 1 for i, bar in enumerate(drawn) if bar.layer == layer]
        if at:
            left, right = at[0] - 0.31, at[-1] + 0.31
            ends = ((left, left, -0.265, -0.235), (right, right, -0.265, -0.235), (left, right, -0.265, -0.265))
            shapes += [dict(type="line", xref="x", yref="paper", x0=a, x1=b, y0=c, y1=d, line=line)
                       for a, b, c, d in ends]
            texts.append(dict(x=(left + right) / 2, y=-0.27, xref="x", yref="paper", yanchor="top", showarrow=False,
                              text=layer if layer == "headline" else f"+ {layer}",
                              font=dict(size=12, color=colours.ink_2)))
    return shapes, texts

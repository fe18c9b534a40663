"""The matrix of the Cost page: every hub under every engagement model. Its twin and sentence: cost.py."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.montecarlo import Matrix
from atlas.views.cost import signed_share
from atlas.views.cost_figures import ROWS
from atlas.views.cost_waterfall import lines
from atlas.views.text import safe
from atlas.views.theme import Palette, template


def figure(cells: Matrix, cities: Mapping[str, str], model: str, colours: Palette, currency: str = "USD",
           per_usd: float = 1.0, rows: int | None = ROWS) -> go.Figure:
    """Net cost (p50) of hubs under every model; blue saves, ochre costs more than home; the chosen model is framed."""
    chosen = cells.models.index(model)
    order = sorted(range(len(cells.hub_ids)), key=lambda i: (cells.net_usd[i, chosen, 1], cities[cells.hub_ids[i]]))
    order = order[:rows]
    net, share = cells.net_usd[order, :, 1] * per_usd, cells.saving[order, :, 1]
    labels = [ENGAGEMENTS[m].label for m in cells.models]
    names = [cities[cells.hub_ids[i]] for i in order]
    scale = [[i / (len(colours.diverging) - 1), colour] for i, colour in enumerate(colours.diverging)]
    chart = go.Figure(go.Heatmap(
        z=share, zmin=-1, zmax=1, colorscale=scale, showscale=False, xgap=1, ygap=1,
        customdata=[[f"{safe(name)}, {label}: {formats.money(float(n), currency)}, "
                     + (signed_share(float(s)) if np.isfinite(s) else formats.MISSING) + " saved"
                     for n, s, label in zip(row, shares, labels, strict=True)]
                    for name, row, shares in zip(names, net, share, strict=True)],
        hovertemplate="%{customdata}<extra></extra>"))
    for i, row in enumerate(net):
        for j, value in enumerate(row):
            chart.add_annotation(x=j, y=i, text=formats.money(float(value), currency), showarrow=False,
                                 font=dict(size=12, color=ink_on(fill(float(share[i, j]), colours))))
    chart.update_layout(
        template=template(colours), height=52 + 26 * len(order), margin=dict(l=8, r=8, t=44, b=8),
        shapes=[dict(type="rect", x0=chosen - 0.5, x1=chosen + 0.5, y0=-0.5, y1=len(order) - 0.5,
                     line=dict(color=colours.ink, width=2))],
        xaxis=dict(side="top", tickvals=list(range(len(labels))), showgrid=False, fixedrange=True, tickangle=0,
                   ticktext=[lines(label) for label in labels]),
        yaxis=dict(tickvals=list(range(len(names))), ticktext=[safe(name) for name in names], fixedrange=True,
                   ticklabelstandoff=6, range=[len(names) - 0.5, -0.5]))
    return chart


def fill(share: float, colours: Palette) -> str:
    """The colour of a cell: the diverging scale from -1 (ochre) to 1 (blue); paper where there is no share."""
    if not np.isfinite(share):
        return colours.paper
    at = (min(max(share, -1.0), 1.0) + 1) / 2 * (len(colours.diverging) - 1)
    left = min(int(at), len(colours.diverging) - 2)
    ends = [np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) for code in colours.diverging[left : left + 2]]
    return "#" + "".join(f"{round(part):02X}" for part in ends[0] + (at - left) * (ends[1] - ends[0]))


def ink_on(background: str) -> str:
    """Black or white, whichever stands out more: 4.58 to 1 at least on any colour, which ink and paper do not reach."""
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, background))


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance of sRGB)."""
    bright, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(code: str) -> float:
    parts = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])

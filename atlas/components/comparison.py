"""The comparison as a table: a column a hub, a bar a cell, and the difference of the first two in points of score."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from atlas.domain import formats
from atlas.domain.compare import EVEN, Comparison, Pair, Place, band_values
from atlas.views import compare as view
from atlas.views.ranking import cell_text
from atlas.views.theme import Palette

STYLE = Path(__file__).parent / "comparison.css"
GRADES = {"A": ("●", "A, official"), "B": ("◉", "B, published"), "C": ("◍", "C, derived or survey"),
          "D": ("◌", "D, modelled or unchecked"), "": ("", "unknown")}
Shares = Mapping[str, tuple[float, float]]
"""By hub id: the shares of weightings in which it is first, and in the top three."""


def comparison(found: Comparison, pair: Pair, shares: Shares, currency: str, per_usd: float, colours: Palette) -> None:
    """Draw the table. All text of the catalogue is escaped; colours are those of the theme."""
    with st.container(key="comparison"):
        st.html(f"<style>{STYLE.read_text('utf-8')}</style>")
        st.html(_table(found, pair, shares, currency, per_usd, colours))


def _table(found: Comparison, pair: Pair, shares: Shares, currency: str, per_usd: float, colours: Palette) -> str:
    low, high = band_values(found.answer, [place.row for place in found.places])
    widest = max((abs(points) for points in pair.points), default=0.0)
    criteria = found.answer.criteria
    first = {group.id: next(c.id for c in criteria if c.group == group.id) for group in criteria.groups}
    rows = []
    for i, criterion in enumerate(criteria):
        unit = criterion.unit.replace("USD", currency)
        cells = "".join(_cell(found, p, i, (low[p, i], high[p, i]), currency, per_usd, colours)
                        for p in range(len(found.places)))
        opens = " class='opens'" if first[criterion.group] == criterion.id and i else ""
        rows.append(f"<tr role='row'{opens}><th role='rowheader' scope='row'><div>"
                    f"<i style='background:{colours.at(i)}'></i>"
                    f"<span>{escape(criterion.label)}<small>{escape(unit)}</small></span></div></th>{cells}"
                    f"{_difference(pair.points[i], widest, colours)}</tr>")
    total = "".join(f"<td role='cell' data-city='{escape(p.city)}' class='{_kind(p)}'>{formats.score(p.score)}</td>"
                    for p in found.places)
    lead = formats.change(pair.lead)
    return (f"<table role='table' aria-label='Comparison' "
            f"style='--line:{colours.border};--pale:{colours.ink_3};--soft:{colours.ink_2}'>"
            f"<thead role='rowgroup'>{_head(found, pair, shares, colours)}</thead><tbody role='rowgroup'>{''.join(rows)}"
            f"<tr role='row' class='total'><th role='rowheader' scope='row'>Score</th>{total}"
            f"<td role='cell' class='difference'><span class='lead'>{lead} in all</span></td></tr></tbody></table>")


def _kind(place: Place) -> str:
    return "market" if place.is_market else "hub"


def _head(found: Comparison, pair: Pair, shares: Shares, colours: Palette) -> str:
    names = []
    for place in found.places:
        rank, firm = view.standing(place, *shares.get(place.hub_id, ()))
        diamond = "◇ " if place.is_market else ""
        names.append(f"<th role='columnheader' scope='col' class='{_kind(place)}'><b>{diamond}{escape(place.city)}</b>"
                     f"<small>{escape(rank)}</small><small>{escape(firm)}</small></th>")
    first, second = escape(pair.first.city), escape(pair.second.city)
    worse, better = colours.diverging[0], colours.diverging[9]
    return (f"<tr role='row'><th role='columnheader' scope='col'><span class='hidden'>Criterion</span></th>{''.join(names)}"
            f"<th role='columnheader' scope='col' class='difference'><em>{first} minus {second}</em>"
            f"<small>points of score</small><small class='sides'><span style='color:{worse}'>{second} better</span>"
            f"<span style='color:{better}'>{first} better</span></small></th></tr>")


def _cell(found: Comparison, place: int, criterion: int, band: tuple[float, float], currency: str, per_usd: float,
          colours: Palette) -> str:
    shown, cells = found.places[place], found.answer.cells
    text = escape(cell_text(cells, shown.row, criterion, currency, per_usd))
    mark = {found.best[criterion]: ("best", "best"), found.worst[criterion]: ("worst", "lowest")}.get(place)
    if mark is not None and not shown.is_market:
        text = f"<span class='{mark[0]}'>{text}<span class='hidden'> ({mark[1]})</span></span>"
    glyph, grade = GRADES[str(cells.grade[shown.row, criterion])]
    modelled = bool(cells.modelled[shown.row, criterion])
    known = not np.isnan(band[0])
    value = found.answer.values[shown.row, criterion]
    bar = _bar(value, band, modelled, colours.at(criterion), colours) if known else _unknown(colours)
    return (f"<td role='cell' class='{_kind(shown)}' data-city='{escape(shown.city)}'>"
            f"<abbr title='grade {grade}'>{glyph}</abbr>{text}{bar}</td>")


def _bar(value: float, band: tuple[float, float], modelled: bool, ink: str, colours: Palette) -> str:
    if not modelled:
        fill = f"<i style='width:{100 * value:.1f}%;background:{ink}'></i>"
    else:
        left, width = 100 * band[0], 100 * (band[1] - band[0])
        fill = (f"<u style='left:{left:.1f}%;width:{width:.1f}%;border-color:{ink}'></u>"
                f"<s style='left:{100 * value:.1f}%;background:{ink}'></s>")
    return f"<div class='bar' style='background:{colours.grid}'>{fill}</div>"


def _unknown(colours: Palette) -> str:
    stripes = f"repeating-linear-gradient(45deg,{colours.border} 0 2px,transparent 2px 5px)"
    return f"<div class='bar' style='background:{stripes}'></div>"


def _difference(points: float, widest: float, colours: Palette) -> str:
    """A bar from the middle: to the right where the first is better."""
    text = formats.change(points)
    share = 0.0 if widest < EVEN or abs(points) < EVEN else 34 * abs(points) / widest
    right = points > 0
    side = "left" if right else "right"
    ink = colours.diverging[8 if right else 1]
    bar = f"<i style='{side}:50%;width:{share:.1f}%;background:{ink}'></i>" if share else ""
    return (f"<td role='cell' class='difference'><div class='axis'>{bar}"
            f"<span style='{side}:calc({50 + share:.1f}% + 6px)'>{text}</span></div></td>")

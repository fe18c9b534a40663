"""The year of one place and one home office: a strip of equal days, and a calendar with the hours of every date."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from atlas.domain import formats
from atlas.domain.overlap import Run, Window, YearOverlap, shared_on
from atlas.views.overlap import day_text, on_clocks
from atlas.views.text import safe
from atlas.views.theme import Palette, template

STRIP_PX, CALENDAR_ROW_PX = 92, 21
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LABELLED_DAYS = 24
"""A run this long has room for its hours inside; a shorter one is labelled above."""

MOST_LABELS = 9
"""Of a year with more runs than this only the long ones are labelled."""

NONE, ONLY, LEAST, NEXT_TO_MOST = 0.08, 0.4, 0.35, 0.5
"""How strongly the criterion's colour shows: for no hours all year, alone, for the fewest hours, just below the most.

The most show it in full. Ink is legible on the paler ones, paper on the full one, in both themes.
"""


def tint(colours: Palette, share: float) -> str:
    """The colour of the overlap criterion on the paper, from 0 (paper) to 1."""
    return sample_colorscale([colours.paper, colours.criterion("overlap")], [share])[0]


def _share(hours: float, found: YearOverlap) -> float:
    if found.max == found.min:
        return ONLY if found.max else NONE
    place = (hours - found.min) / (found.max - found.min)
    return 1.0 if place == 1 else LEAST + (NEXT_TO_MOST - LEAST) * place


def _shade(hours: float, found: YearOverlap, colours: Palette) -> tuple[str, str]:
    """(fill, ink on it) of a number of hours."""
    share = _share(hours, found)
    return tint(colours, share), colours.paper if share == 1 else colours.ink


def dates_text(run: Run) -> str:
    """The dates of a run without the year: `8 to 28 March`, `25 October to 1 November`, `8 March`."""
    if run.days == 1:
        return day_text(run.first)
    same = run.first.month == run.last.month
    return f"{run.first.day if same else day_text(run.first)} to {day_text(run.last)}"


def strip_summary(found: YearOverlap, city: str, home_city: str) -> str:
    """The strip in one sentence: hours of most days, then the odd weeks or the seasons."""
    others = found.odd or tuple(run for run in found.runs if run.hours != found.typical)
    text = f"{city} and {home_city} share {formats.hours(found.typical)} on {found.days[found.typical]} days of {found.year}"
    if not others:
        return f"{text}, every day alike."
    named = ", ".join(f"{formats.hours(run.hours)} from {dates_text(run)}" for run in others[:4])
    return f"{text}; {named}{' and at other times' if len(others) > 4 else ''}."


def strip(found: YearOverlap, colours: Palette) -> go.Figure:
    """One bar a run of equal days from January to December; the short ones are labelled above, with their dates."""
    new_year = date(found.year, 1, 1)
    starts = [(run.first - new_year).days for run in found.runs]
    styles = [_shade(run.hours, found, colours) for run in found.runs]
    bars = dict(
        type="bar", orientation="h", y=[0] * len(starts), base=starts, x=[run.days for run in found.runs], width=1,
        marker=dict(color=[fill for fill, _ in styles], line=dict(color=colours.paper, width=1)),
        hovertext=[f"{dates_text(run)} {found.year}<br>{formats.hours(run.hours)} shared" for run in found.runs],
        hoverinfo="text")
    labels = [_label(run, start, ink, colours) for run, start, (_, ink) in zip(found.runs, starts, styles, strict=True)
              if run.days >= LABELLED_DAYS or len(found.runs) <= MOST_LABELS]
    months = [(date(found.year, month, 1) - new_year).days for month in range(1, 13)]
    return go.Figure([bars], dict(
        template=template(colours), height=STRIP_PX, barmode="overlay", margin=dict(l=10, r=10, t=24, b=26),
        annotations=labels,
        xaxis=dict(range=[0, len(found.hours)], tickvals=months, ticktext=MONTHS, showgrid=False, ticks="outside",
                   ticklen=4, tickcolor=colours.border, ticklabelposition="outside right", tickangle=0, fixedrange=True),
        yaxis=dict(visible=False, range=[-0.5, 0.5], fixedrange=True)))


def _label(run: Run, start: int, ink: str, colours: Palette) -> dict:
    """Hours inside a long run; hours and dates above a short one."""
    at = dict(x=start + run.days / 2, showarrow=False)
    hours = formats.hours(run.hours)
    if run.days >= LABELLED_DAYS:
        return at | dict(y=0, text=hours, font=dict(size=13, color=ink))
    return at | dict(y=0.5, yshift=10, text=f"<b>{hours}, {dates_text(run)}</b>", font=dict(size=12, color=colours.ink))


def runs_table(found: YearOverlap) -> pd.DataFrame:
    """The strip as a table."""
    return pd.DataFrame([{"From": str(run.first), "To": str(run.last), "Days": run.days, "Shared (h)": run.hours,
                          "Odd weeks": "yes" if run in found.odd else ""} for run in found.runs])


# --- the calendar -----------------------------------------------------------------------------------------------------

Offs = Mapping[date, str]
"""Dates that one side does not work, and why: `Saturday`, or a holiday's name."""


def calendar_summary(found: YearOverlap, home_off: Offs | None, hub_off: Offs | None) -> str:
    """The calendar in one sentence: range of hours, and the dates on which both sides work."""
    ends = formats.hours(found.min) if found.min == found.max else (
        f"{formats.number(found.min, 2)} to {formats.hours(found.max)}")
    text = f"{ends} shared on each of {len(found.hours)} dates of {found.year}"
    if home_off is None or hub_off is None:
        return f"{text}; public holidays are unknown for one side."
    return f"{text}; both sides are at work on {len(found.hours) - len({**home_off, **hub_off})} of them."


def calendar(found: YearOverlap, frame: pd.DataFrame, home_city: str, hub_city: str, colours: Palette) -> go.Figure:
    """The hours of every date, a week a column; a dot marks a public holiday of one side. `frame` is `calendar_table`."""
    new_year = date(found.year, 1, 1)
    days = np.arange(len(found.hours)) + new_year.weekday()
    at = (days % 7, days // 7)
    hours = sorted(found.days)
    fills = [_shade(h, found, colours)[0] for h in hours]
    grid, notes = np.full((7, int(days[-1]) // 7 + 1), np.nan), np.full((7, int(days[-1]) // 7 + 1), "", dtype=object)
    grid[at], notes[at] = np.searchsorted(hours, found.hours), _tooltips(frame, home_city, hub_city)
    scale = [[i / max(len(fills) - 1, 1), fill] for i, fill in enumerate(fills)]
    heat = go.Heatmap(
        z=grid, x=list(range(grid.shape[1])), y=list(range(7)), text=notes, hoverinfo="text", hoverongaps=False, xgap=2,
        ygap=2, colorscale=scale if len(scale) > 1 else [[0, fills[0]], [1, fills[0]]], zmin=0,
        zmax=max(len(fills) - 1, 1), showscale=False)
    holiday = (~frame["Home off"].isin(["", *WEEKDAYS]) | ~frame["Hub off"].isin(["", *WEEKDAYS])).to_numpy()
    dots = go.Scatter(
        x=at[1][holiday], y=at[0][holiday], mode="markers", hoverinfo="skip", marker=dict(
            size=4, color=[_shade(h, found, colours)[1] for h in found.hours[holiday]]))
    months = [int(days[(date(found.year, month, 1) - new_year).days]) // 7 for month in range(1, 13)]
    return go.Figure([heat, dots], go.Layout(
        template=template(colours), height=34 + CALENDAR_ROW_PX * 7, margin=dict(l=10, r=10, t=26, b=8),
        xaxis=dict(side="top", tickvals=months, ticktext=MONTHS, showgrid=False, fixedrange=True),
        yaxis=dict(range=[6.5, -0.5], tickvals=list(range(7)), ticktext=[name[:3] for name in WEEKDAYS], fixedrange=True)))


def _tooltips(frame: pd.DataFrame, home: str, hub: str) -> list[str]:
    lines = []
    for row in frame.to_dict("records"):
        parts = [f"{row['Weekday']}, {row['Date']}: {formats.hours(row['Shared (h)'])} shared"]
        if row["Shared (h)"]:
            parts += [f"{row['Home time']} in {home}", f"{row['Hub time']} in {hub}"]
        parts += [f"{city}: {row[side]}" for city, side in ((home, "Home off"), (hub, "Hub off")) if row[side]]
        lines.append("<br>".join(safe(part) for part in parts))
    return lines


def calendar_table(found: YearOverlap, home: Window, hub: Window, home_off: Offs | None,
                   hub_off: Offs | None) -> pd.DataFrame:
    """Every date of the year: hours, the stretches on both clocks, and why a side does not work (empty where it does)."""
    new_year = date(found.year, 1, 1)
    lines = []
    for at, hours in enumerate(found.hours):
        day = new_year + timedelta(days=at)
        here, there = on_clocks(shared_on(home, hub, day), home.timezone, hub.timezone)
        lines.append({"Date": str(day), "Weekday": WEEKDAYS[day.weekday()], "Shared (h)": float(hours),
                      "Home time": here, "Hub time": there, "Home off": (home_off or {}).get(day, ""),
                      "Hub off": (hub_off or {}).get(day, "")})
    return pd.DataFrame(lines)

"""What the Overlap page says, and its main figure: each place's working day on a home office's clock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.bargain import duration
from atlas.domain.overlap import DAY_MINUTES, Window, clock, shared_on
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.domain.overlap_claims import span
from atlas.views.text import WORDS, safe
from atlas.views.theme import Palette, template

ROW_PX, HEAD_PX, FOOT_PX = 26, 46, 34
TICK_MINUTES = 180
PLOT = (0.225, 0.645)
"""The part of the figure's width that the hours take; row names stand left of it, columns right."""

COLUMNS = {"most days": 0.745, "all year": 0.815, "clock": 0.905, "shift": 1.0}
"""Right edge of each text column."""


def hours_in_words(hours: float) -> str:
    """`no office hours`, `one office hour`, `4.5 office hours`."""
    whole = hours.is_integer() and hours < len(WORDS)
    return f"{WORDS[int(hours)] if whole else formats.number(hours, 2)} office {'hour' if hours == 1 else 'hours'}"


def title(row: ZoneRow, city: str, answer: OverlapAnswer, home: int = 0) -> str:
    """What a place shares with a home office on most days."""
    return f"{city} shares {hours_in_words(row.each[home].typical)} a day with {answer.homes[home].city}"


def sentence(row: ZoneRow, city: str, answer: OverlapAnswer, home: int = 0) -> str:
    """The days of each number of hours beside the clock difference, which articles take for it, then the areas that
    share most and least (Markdown; names of the catalogue)."""
    found = row.each[home]
    days = [f"**{formats.hours(h)}** on **{n}** days" for h, n in found.days.items()]
    low, high = sorted(abs(hours) for hours in found.offset_hours)
    clocks = f"with clocks **{span(low, high)}** apart" if high else "on the same clock"
    text = f"{city} has {' and '.join(days)} of {answer.year}, {clocks}."
    areas = {area: [r for r in answer.rows if area in r.areas and not r.is_home_market] for r in answer.rows
             for area in r.areas}
    ranges = {area: (min(r.each[home].min for r in rows), max(r.each[home].max for r in rows))
              for area, rows in areas.items() if rows}
    if len(ranges) < 2:
        return text
    most, least = max(ranges, key=ranges.get), min(ranges, key=ranges.get)
    few = f"**{span(*ranges[least])}**" if ranges[least][1] else "**none**"
    return f"{text} {most} shares **{span(*ranges[most])}**, {least} {few}."


def summary(answer: OverlapAnswer, rows: Sequence[ZoneRow], home: int = 0, day: date | None = None) -> str:
    """The figure in one sentence: how many rows reach the hours needed, the most and the fewest."""
    if not rows:
        return "No place is left to compare."
    hours = [row.each[home].on(day) for row in rows]
    enough = sum(h >= answer.hours_needed for h in hours)
    when = f"on {day_text(day)} {day.year}" if day else f"on most days of {answer.year}"
    most, fewest = rows[hours.index(max(hours))], rows[hours.index(min(hours))]
    return (f"{enough} of {len(rows)} time zones share {formats.hours(answer.hours_needed)} or more with "
            f"{answer.homes[home].city} {when}; most: {most.label}, {formats.hours(max(hours))}; "
            f"fewest: {fewest.label}, {formats.hours(min(hours))}.")


def day_text(day: date) -> str:
    """A date without its year: `8 March`."""
    return f"{day.day} {day:%B}"


def on_clocks(stretches: Iterable[tuple[datetime, datetime]], *zones: str) -> list[str]:
    """Stretches of time as the clock of each zone shows them: `09:00–11:00, 13:00–18:00`; a dash for none."""
    stretches = list(stretches)
    return [", ".join("–".join(f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" for moment in stretch)
                      for stretch in stretches) or formats.MISSING for zone in zones]


# --- the 24-hour band -------------------------------------------------------------------------------------------------


def origin(home: Window) -> int:
    """The minute on the home clock at which the figure's 24 hours start: midnight, or just before a night shift."""
    return 0 if home.end_minute <= DAY_MINUTES else home.start_minute // TICK_MINUTES * TICK_MINUTES


def on_clock(moment: datetime, zone: str, day: date) -> int:
    """Minutes from midnight of a date to a moment, as the clock of a zone shows it."""
    local = moment.astimezone(ZoneInfo(zone))
    return (local.date() - day).days * DAY_MINUTES + local.hour * 60 + local.minute


def band(answer: OverlapAnswer, rows: Sequence[ZoneRow], colours: Palette, home: int = 0, day: date | None = None,
         selected: ZoneRow | None = None, narrow: bool = False) -> go.Figure:
    """Each row's working day on the clock of one home office, the shared part dark.

    On a `day`, or without one on a day with each row's usual hours. `narrow` is for phones: names above the bars and no
    columns but the hours.
    """
    office, first = answer.homes[home], origin(answer.windows[home])
    names = (f"hub at work, on the {office.city} clock", "both at work")
    fills = (colours.sequential[2], colours.criterion("overlap"))
    traces = [_bar_trace(answer, rows, home, day, *style) for style in zip(names, fills, (True, False), strict=True)]
    traces += _text_columns(answer, rows, colours, home, day, selected, narrow)
    step = TICK_MINUTES * (2 if narrow else 1)
    ticks = list(range(first, first + DAY_MINUTES + 1, step))
    return go.Figure(traces, dict(  # as dicts: Plotly copies and checks every object that it is given again
        template=template(colours), barmode="overlay", height=HEAD_PX + FOOT_PX + (44 if narrow else ROW_PX) * len(rows),
        margin=dict(l=10, r=10, t=HEAD_PX, b=FOOT_PX), showlegend=True,
        plot_bgcolor="rgba(0,0,0,0)",  # the text columns lie over the bars
        legend=dict(orientation="h", x=0, y=0, yanchor="top", itemclick=False, itemdoubleclick=False),
        xaxis=dict(domain=[0, 1] if narrow else PLOT, range=[first, first + DAY_MINUTES], side="top", tickvals=ticks,
                   ticktext=["24:00" if m == DAY_MINUTES else clock(m) for m in ticks], fixedrange=True),
        xaxis2=dict(domain=[0, 1], range=[0, 1], visible=False, fixedrange=True),
        yaxis=dict(visible=False, range=[len(rows) - 0.4, -0.6 - 0.3 * narrow], fixedrange=True),
        annotations=_heads(answer, colours, home, day, narrow),
        shapes=_shapes(answer, rows, colours, home, selected, narrow)))


def _bar_trace(answer: OverlapAnswer, rows: Sequence[ZoneRow], home: int, day: date | None, name: str, fill: str,
               whole_day: bool) -> dict:
    office, window = answer.homes[home].city, answer.windows[home]
    bars = [(at, *bar) for at, row in enumerate(rows)
            for bar in _bars(window, office, row.window, row.label, day or row.each[home].usual_day, whole_day)]
    return dict(type="bar", orientation="h", name=safe(name), y=[bar[0] for bar in bars], base=[bar[1] for bar in bars],
                  x=[bar[2] - bar[1] for bar in bars], hovertext=[bar[3] for bar in bars], hoverinfo="text", width=0.42,
                  marker=dict(color=fill, cornerradius=2, line=dict(width=0)))


@lru_cache(maxsize=2048)
def _bars(window: Window, office: str, hub: Window, label: str, day: date, whole_day: bool) -> list[tuple]:
    """(start, end, tooltip) of the hub's hours within the figure's 24 hours, or of the shared ones."""
    first = origin(window)
    reach = replace(window, start_minute=first, end_minute=first + DAY_MINUTES) if whole_day else window
    word = "at work" if whole_day else "both at work"
    bars = []
    for start, end in shared_on(reach, hub, day):
        at, until = (on_clock(moment, window.timezone, day) for moment in (start, end))
        here, there = on_clocks([(start, end)], window.timezone, hub.timezone)
        bars.append((at, until, f"{safe(label)}, {day_text(day)} {day.year}<br>{word} {here} in {safe(office)}"
                                f"<br>{there} local time"))
    return bars


def _text_columns(answer: OverlapAnswer, rows: Sequence[ZoneRow], colours: Palette, home: int, day: date | None,
                  selected: ZoneRow | None, narrow: bool) -> list[dict]:
    """The names at the left and the columns at the right: one text trace each, on the whole width (x2)."""
    hours = [row.each[home].on(day) for row in rows]
    names = [f"<b>{safe(row.label)}</b>" if row is selected else safe(row.label) for row in rows]
    columns = [(0.0, "middle right", names, 13, [colours.ink] * len(rows)),
               (1.0 if narrow else COLUMNS["most days"], "middle left", [f"<b>{formats.hours(h)}</b>" for h in hours], 13,
                [colours.ink if h else colours.ink_3 for h in hours])]
    if not narrow:
        found = [row.each[home] for row in rows]
        quiet = [colours.ink_2] * len(rows)
        columns += [(COLUMNS["all year"], "middle left", [_range(f.min, f.max) for f in found], 12, quiet),
                    (COLUMNS["clock"], "middle left", [_clock_text(*f.offset_hours) for f in found], 12, quiet),
                    (COLUMNS["shift"], "middle left", [_shift_text(row.shift_most_days) for row in rows], 12, quiet)]
    return [dict(type="scatter", x=[x] * len(rows), y=[at - 0.42 * narrow for at in range(len(rows))], xaxis="x2",
                 mode="text", text=texts, textposition=side, textfont=dict(size=size, color=inks), hoverinfo="skip",
                 showlegend=False, cliponaxis=False) for x, side, texts, size, inks in columns]


def _shapes(answer: OverlapAnswer, rows: Sequence[ZoneRow], colours: Palette, home: int,
            selected: ZoneRow | None, narrow: bool) -> list[dict]:
    """The home office's hours as a shaded band, and a frame around the selected row."""
    window = answer.windows[home]
    shapes = [dict(type="rect", x0=window.start_minute, x1=window.end_minute, yref="paper", y0=0, y1=1, layer="below",
                   fillcolor=colours.row, line=dict(width=0))]
    at = next((n for n, row in enumerate(rows) if row is selected), None)
    if at is not None:
        above, below = (0.67, 0.33) if narrow else (0.47, 0.47)
        shapes.append(dict(type="rect", xref="paper", x0=-0.008, x1=1.008, y0=at - above, y1=at + below,
                           line=dict(color=colours.primary, width=1)))
    return shapes


def _heads(answer: OverlapAnswer, colours: Palette, home: int, day: date | None, narrow: bool) -> list[dict]:
    """What stands above the hours and above each column."""
    window = answer.windows[home]
    office = window.label if narrow else f"{answer.homes[home].city} office {window.label}"
    heads = [dict(x=(window.start_minute + window.end_minute) / 2, yref="paper", y=1, yshift=32, showarrow=False,
                  text=f"<b>{safe(office)}</b>", font=dict(size=12, color=colours.ink))]
    hub = answer.rows[0].window.label if answer.rows else ""
    every = ", all" if len(answer.homes) > 1 else ""
    titles = {"most days": "that day" if day else "most days", "all year": "all year", "clock": "clock, h",
              "shift": f"for {formats.hours(answer.hours_needed)}{every}"}
    columns = [] if narrow else [(0, "left", f"Hub, {hub} local"), *((COLUMNS[c], "right", t) for c, t in titles.items())]
    return heads + [dict(xref="paper", x=x, xanchor=anchor, yref="paper", y=1, yshift=14, text=text, showarrow=False,
                         font=dict(size=12, color=colours.ink_3)) for x, anchor, text in columns]


def _range(low: float, high: float) -> str:
    return formats.hours(low) if low == high else f"{formats.number(low, 2)}–{formats.hours(high)}"


def _clock_text(low: float, high: float) -> str:
    signed = [f"{'+' if hours > 0 else ''}{formats.number(hours, 2)}" for hours in (low, high)]
    return signed[0] if low == high else " to ".join(signed)


def _shift_text(minutes: int | None) -> str:
    if minutes is None:
        return "no shift"
    return f"{duration(minutes)} {'later' if minutes > 0 else 'earlier'}" if minutes else "–"


# --- table twins ------------------------------------------------------------------------------------------------------


def table(answer: OverlapAnswer) -> pd.DataFrame:
    """The figure as a table: one line a row and home office, hours, clock difference, shifts in words."""
    return pd.DataFrame([
        {"Hub": ", ".join(row.cities), "Time zone": row.window.timezone, "Home office": office.city,
         "Most days (h)": found.typical, "Least (h)": found.min, "Most (h)": found.max,
         "Days of each": "; ".join(f"{formats.hours(h)}: {n}" for h, n in found.days.items()),
         "Clock difference (h)": _clock_text(*found.offset_hours),
         "Odd weeks": "; ".join(f"{formats.hours(r.hours)} from {r.first} to {r.last}" for r in found.odd),
         f"Shift for {formats.hours(answer.hours_needed)} on most days": _shift_text(row.shift_most_days),
         "… every day": _shift_text(row.shift_every_day)}
        for row in answer.rows for office, found in zip(answer.homes, row.each, strict=True)])


def day_table(answer: OverlapAnswer, day: date) -> pd.DataFrame:
    """A date as a table: what each row shares with each home office, on both clocks."""
    lines = []
    for row in answer.rows:
        for office, window, found in zip(answer.homes, answer.windows, row.each, strict=True):
            at = day.timetuple().tm_yday - 1
            here, there = on_clocks(shared_on(window, row.window, day), window.timezone, row.window.timezone)
            lines.append({"Hub": ", ".join(row.cities), "Home office": office.city, "Shared (h)": float(found.hours[at]),
                          "Home time": here, "Hub time": there,
                          "Clock difference (h)": _clock_text(found.offsets[at], found.offsets[at])})
    return pd.DataFrame(lines)

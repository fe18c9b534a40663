"""Follow the sun as a band of 24 hours: who is at work when, the gaps, the hours that several cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats
from atlas.domain.overlap import DAY_MINUTES, Window, clock
from atlas.domain.overlap_claims import span
from atlas.domain.sun import Cover, Stretch, at_work, cover
from atlas.domain.zones import DAY, first_day, offsets_at
from atlas.views.overlap import day_text
from atlas.views.overlap_year import tint
from atlas.views.text import WORDS, safe
from atlas.views.theme import Palette, template

ROW_PX, HEAD_PX = 30, 34
NAMES = 0.2
"""The part of the width that the names take."""

ROOM_MINUTES = 120
"""A gap this long has room for its label."""

ONE_PLACE = 0.4
"""How strongly the hours of a single place show."""


@dataclass(frozen=True, eq=False)
class Relay:
    """Places at work around the clock on a date: (city, window) each, drawn on the clock of one zone."""

    places: tuple[tuple[str, Window], ...]
    day: date
    clock_city: str
    clock_zone: str

    @cached_property
    def cover(self) -> Cover:
        """All places together, over the year of the date."""
        return cover([window for _, window in self.places], self.day.year)

    @property
    def alone(self) -> list[tuple[str, tuple[Stretch, ...]]]:
        """When each place is at work on the date."""
        return [(city, at_work(window, self.day)) for city, window in self.places]

    @property
    def offset_minutes(self) -> int:
        """The clock's difference to UTC at noon UTC of the date."""
        noon = (first_day(self.day.year) + self.day.timetuple().tm_yday - 1) * DAY + DAY // 2
        return int(offsets_at(self.clock_zone, self.day.year, noon)) // 60

    def shown(self, stretch: Stretch) -> str:
        """A stretch on the relay's clock: `18:00–22:30`."""
        start, end = (clock(minute + self.offset_minutes) for minute in (stretch.start_minute, stretch.end_minute))
        return "around the clock" if stretch.minutes == DAY_MINUTES else f"{start}–{end}"


def sun_title(relay: Relay) -> str:
    """The finding: how much of the date is covered."""
    count, covered = len(relay.places), formats.number(_covered(relay))
    cities = relay.places[0][0] if count == 1 else f"{WORDS[count] if count < len(WORDS) else count} places"
    return f"{cities[:1].upper()}{cities[1:]} cover{'s' if count == 1 else ''} {covered} of the day's 24 hours"


def sun_sentence(relay: Relay) -> str:
    """The gaps and the double cover of the date, and the cover over the year."""
    hours, gaps = relay.cover.hours, relay.cover.gaps(relay.day)
    nobody = (f"nobody works {' and '.join(relay.shown(gap) for gap in gaps)} in {relay.clock_city}" if gaps
              else "there is no gap")
    doubled = float(relay.cover.doubled_hours[_at(relay)])
    return (f"On {day_text(relay.day)} {relay.day.year} {nobody}; two or more are at work for {formats.hours(doubled)}. "
            f"Over the year {span(float(hours.min()), float(hours.max()))} are covered.")


def sun_summary(relay: Relay) -> str:
    """The band in words: hours covered, gaps, double cover."""
    if not relay.places:
        return "No place is chosen: choose some to see which hours they cover."
    return f"{sun_title(relay)}. {sun_sentence(relay)}"


def _at(relay: Relay) -> int:
    return relay.day.timetuple().tm_yday - 1


def _covered(relay: Relay) -> float:
    return float(relay.cover.hours[_at(relay)])


def _pieces(relay: Relay, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """A stretch as bars within the 24 hours of the relay's clock: cut in two where it passes midnight."""
    start = (stretch.start_minute + relay.offset_minutes) % DAY_MINUTES
    end = start + stretch.minutes
    yield start, min(end, DAY_MINUTES)
    if end > DAY_MINUTES:
        yield 0, end - DAY_MINUTES


def sun(relay: Relay, colours: Palette, narrow: bool = False) -> go.Figure:
    """A bar a place, and below them how many are at work: faint one, full two or more, an outline where nobody is.

    `narrow` is for phones: names above the bars, and fewer times.
    """
    everyone, last = relay.cover.on(relay.day), len(relay.places)
    rows = [(at, city, stretches, colours.sequential[2]) for at, (city, stretches) in enumerate(relay.alone)]
    rows += [(last, "one place", [s for s in everyone if s.places == 1], tint(colours, ONE_PLACE)),
             (last, "two or more", [s for s in everyone if s.places > 1], tint(colours, 1))]
    gaps = [piece for s in everyone if not s.places for piece in _pieces(relay, s)]
    names = [*(safe(city) for city, _ in relay.places), "<b>together</b>"]
    said = dict(showarrow=False, font=dict(size=12, color=colours.ink_3))
    annotations = [dict(x=0, xref="paper", xanchor="left", y=at - 0.42 * narrow, showarrow=False, text=name,
                        font=dict(size=13, color=colours.ink)) for at, name in enumerate(names)]
    annotations += [dict(x=(a + b) / 2, y=last, text="nobody", **said) for a, b in gaps if b - a >= ROOM_MINUTES]
    legend = "" if narrow else "; faint: one place, full: two or more"
    annotations.append(dict(x=1, xref="paper", xanchor="right", y=0, yref="paper", yshift=-14, text=safe(
        f"{relay.clock_city} clock, {day_text(relay.day)} {relay.day.year}{legend}"), **said))
    ticks = list(range(0, DAY_MINUTES + 1, 360 if narrow else 180))
    return go.Figure([_bars(relay, *row) for row in rows], go.Layout(
        template=template(colours), barmode="overlay", height=HEAD_PX + (46 if narrow else ROW_PX) * (last + 1) + 22,
        margin=dict(l=10, r=16, t=HEAD_PX, b=22), annotations=annotations,
        shapes=[dict(type="rect", x0=a, x1=b, y0=last - 0.24, y1=last + 0.24,
                     line=dict(color=colours.ink_3, width=1, dash="dot")) for a, b in gaps],
        xaxis=dict(domain=[0 if narrow else NAMES, 1], range=[0, DAY_MINUTES], side="top", tickvals=ticks, fixedrange=True,
                   ticktext=["24:00" if m == DAY_MINUTES else clock(m) for m in ticks]),
        yaxis=dict(visible=False, range=[last + 0.5, -0.5 - 0.2 * narrow], fixedrange=True)))


def _bars(relay: Relay, at: int, name: str, stretches: Sequence[Stretch], fill: str) -> go.Bar:
    pieces = [(start, end, stretch) for stretch in stretches for start, end in _pieces(relay, stretch)]
    return go.Bar(
        orientation="h", y=[at] * len(pieces), base=[start for start, _, _ in pieces],
        x=[end - start for start, end, _ in pieces], width=0.48, marker=dict(color=fill, line=dict(width=0)),
        hovertext=[safe(f"{name}: {relay.shown(stretch)} in {relay.clock_city}, {formats.hours(stretch.minutes / 60)}")
                   for _, _, stretch in pieces], hoverinfo="text")


def sun_table(relay: Relay) -> pd.DataFrame:
    """The band as a table: each stretch of the day on the relay's clock and in UTC, and who is at work."""
    return pd.DataFrame([
        {f"{relay.clock_city} time": relay.shown(stretch),
         "UTC": f"{clock(stretch.start_minute)}–{clock(stretch.end_minute)}", "Hours": stretch.minutes / 60,
         "At work": ", ".join(city for city, own in relay.alone if _works(own, stretch.start_minute)) or "nobody"}
        for stretch in relay.cover.on(relay.day)])


def _works(own: Sequence[Stretch], minute: int) -> bool:
    return any((minute - stretch.start_minute) % DAY_MINUTES < stretch.minutes for stretch in own)

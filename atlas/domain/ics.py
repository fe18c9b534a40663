"""The shared window as a calendar file (iCalendar, RFC 5545): one event a stretch, in UTC, right across clock changes."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from atlas.domain.errors import ScenarioError
from atlas.domain.overlap import Window, shared_on

LINE_OCTETS = 75
"""RFC 5545, section 3.1: longer lines are folded."""

UTC_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Side:
    """A city as people call it, and its working window."""

    city: str
    window: Window


def ics(home: Side, hub: Side, dates: Iterable[date], stamp: datetime) -> str:
    """A calendar with the stretches that both sides share on each of the home office's dates.

    `stamp` (with a time zone) is when the file is made; the same arguments give the same bytes, and an event keeps its
    UID, so that a second import replaces the first. ScenarioError on a year out of range or a stamp without a zone.
    """
    if stamp.tzinfo is None:
        raise ScenarioError(f"stamp: {stamp} has no time zone; give it in UTC")
    made = stamp.astimezone(ZoneInfo("UTC")).strftime(UTC_FORM)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Talent Atlas//Overlap//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH"]
    for day in dates:
        for number, (start, end) in enumerate(shared_on(home.window, hub.window, day), start=1):
            lines += _event(home, hub, day, number, start, end, made)
    return "".join(piece + "\r\n" for line in [*lines, "END:VCALENDAR"] for piece in _folded(line))


def _event(home: Side, hub: Side, day: date, number: int, start: datetime, end: datetime, made: str) -> list[str]:
    local = " and ".join(f"{_local(side, start)}–{_local(side, end)} in {side.city}" for side in (home, hub))
    who = hashlib.sha256(repr((home, hub)).encode()).hexdigest()[:16]
    return [
        "BEGIN:VEVENT",
        f"UID:{day:%Y%m%d}-{number}-{who}@talent-atlas",
        f"DTSTAMP:{made}",
        f"DTSTART:{start.strftime(UTC_FORM)}",
        f"DTEND:{end.strftime(UTC_FORM)}",
        f"SUMMARY:{_text(f'{home.city} and {hub.city} are both at work')}",
        f"DESCRIPTION:{_text(local)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _local(side: Side, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(side.window.timezone)).strftime("%H:%M")


def _text(value: str) -> str:
    """A TEXT value: backslash, comma, semicolon and line breaks escaped, other control characters dropped."""
    value = re.sub(r"([\\,;])", r"\\\1", re.sub(r"\r\n?|\n", "\n", value)).replace("\n", r"\n")
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", value)


def _folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, cut between characters; a piece after the first starts with a space."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LINE_OCTETS:
            yield piece
            piece = " "
        piece += character
    yield piece

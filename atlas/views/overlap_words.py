"""What the Overlap page says of one hub and one home office beside its figure. Plain text, made safe where it is shown."""

from collections.abc import Sequence
from datetime import date

from atlas.domain import bargain as bargain_domain
from atlas.domain import formats
from atlas.domain.bargain import Bargain
from atlas.domain.benchmarks import ARTICLES
from atlas.domain.overlap import Window, shared_on
from atlas.domain.overlap_answer import OverlapAnswer, ZoneRow
from atlas.domain.overlap_claims import OverlapClaim, span
from atlas.domain.workdays import SharedYear
from atlas.views.overlap import day_text, hours_in_words, on_clocks


def day_title(row: ZoneRow, city: str, answer: OverlapAnswer, home: int, day: date) -> str:
    """What a place shares with a home office on a date."""
    shared = hours_in_words(row.each[home].on(day))
    return f"{city} shares {shared} with {answer.homes[home].city} on {day_text(day)} {day.year}"


def clock_text(row: ZoneRow, city: str, answer: OverlapAnswer, home: int, day: date | None) -> str:
    """Why the clock difference is not the overlap: the hub's working day as the home office's clock shows it."""
    found, office, window = row.each[home], answer.homes[home].city, answer.windows[home]
    shown = day or found.usual_day
    here, there = on_clocks(shared_on(row.window, row.window, shown), window.timezone, row.window.timezone)
    when = f"on {day_text(day)} {day.year}" if day else "on most days"
    return (f"{_apart(city, office, *found.offset_hours)}. {city}'s office day, {there}, is {here} in {office} {when}; "
            f"{formats.hours(found.on(shown))} of it lie within {window.label} there.")


def calendar_text(row: ZoneRow, city: str, answer: OverlapAnswer, home: int) -> str:
    """What the calendar file holds, or why there is none."""
    office = answer.homes[home].city
    if not row.each[home].max:
        return f"No calendar: {city} and {office} share no hours in {answer.year}. Change the hours of either."
    return f"The calendar has the hours that {city} and {office} share on each date of {answer.year} that both work."


def _apart(city: str, office: str, low: float, high: float) -> str:
    """The clock difference of a year in words."""
    if low == high == 0:
        return f"{city} and {office} have the same time"
    if low < 0 < high:
        return f"{city} is up to {formats.hours(-low)} behind and up to {formats.hours(high)} ahead of {office}"
    side = "ahead of" if high > 0 else "behind"
    return f"{city} is {span(*sorted((abs(low), abs(high))))} {side} {office}"


def names(cities: Sequence[str]) -> str:
    """`London`, `London and Berlin`, `London, Berlin and Toronto`."""
    return " and ".join(part for part in (", ".join(cities[:-1]), cities[-1]) if part)


def bargain_lines(every_day: Bargain, most_days: Bargain, city: str, hub: Window, homes: Sequence[str]) -> list[str]:
    """The bargain for every day, then for most days where that asks for less; the hub's new hours with it."""
    everyone = names(homes)
    lines = [bargain_domain.sentence(every_day, city, everyone)]
    if every_day.hub and every_day.hub.hub_minutes:
        lines.append(f"{city} then works {hub.shifted(every_day.hub.hub_minutes).label} local time, "
                     f"instead of {hub.label}.")
    if most_days.hub != every_day.hub:
        lines.append(bargain_domain.sentence(most_days, city, everyone))
    return lines


def claim_text(claim: OverlapClaim) -> str:
    """What the articles say, in our words: `6–8 hours: claimed overlap with US East Coast, Eastern Europe`."""
    said = claim.benchmark
    return f"{formats.number(said.low)}–{formats.number(said.high)} {said.unit}: {said.subject}, {said.applies_to}"


def claim_source(claim: OverlapClaim) -> str:
    """Who makes the claim."""
    return "; ".join(ARTICLES[code] for code in claim.benchmark.articles)


def holiday_lines(lost: tuple[int | None, int | None], shared: SharedYear | None, city: str, office: str,
                  year: int) -> list[str]:
    """Working days that public holidays take from each side, and what remains for both."""
    home, hub = (f"{days} in {place}" if days is not None else f"unknown in {place}"
                 for days, place in zip(lost, (office, city), strict=True))
    lines = [f"Working days lost to public holidays in {year}: {hub}, {home}."]
    if shared is not None:
        lines.append(f"Both are at work on {shared.shared_days} dates and share "
                     f"{formats.count(shared.shared_hours)} hours of the year.")
    return lines

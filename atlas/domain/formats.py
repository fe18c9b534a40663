"""One formatter a kind of value. Unknown is MISSING, minus is a true minus, and a no-break space stands before %."""

import math

from atlas.domain.criteria import DATA_PROTECTION_LEVELS

MISSING = "—"
NBSP = "\u00a0"
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


def unknown(value: float | None) -> bool:
    """Whether a number is absent: None or NaN."""
    return value is None or math.isnan(value)


def score(value: float | None) -> str:
    """A score of 0 to 100: `68.9`."""
    return MISSING if unknown(value) else f"{value:.1f}"


def share(value: float | None) -> str:
    """A share of 1 as a percentage: `54 %`; `<1 %` and `>99 %` keep a rounded 0 or 100 from claiming certainty."""
    if unknown(value):
        return MISSING
    if 0 < value < 0.01:
        return f"<1{NBSP}%"
    if 0.99 < value < 1:
        return f">99{NBSP}%"
    return f"{round(100 * value)}{NBSP}%"


def percent(value: float | None) -> str:
    """A percentage that already is one: `22 %`, `33.8 %`."""
    return MISSING if unknown(value) else f"{_trim(value)}{NBSP}%"


def _trim(value: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def number(value: float | None, digits: int = 1) -> str:
    """A plain number without trailing zeros: `4.9`, `7`."""
    return MISSING if unknown(value) else _trim(value, digits)


def figure(value: float | None, digits: int = 2) -> str:
    """Any number in a table of mixed units: `2.25`, `1,000,000`; whole from 1,000 on."""
    return number(value, digits) if unknown(value) or abs(value) < 1_000 else f"{round(value):,}".replace("-", "−")


def money(value: float | None, currency: str = "USD") -> str:
    """Money to the thousand: `$71k`, `$1.61m`, `PLN 280k`; below 1,000 in full."""
    if unknown(value):
        return MISSING
    sign = "−" if value < 0 else ""
    size = abs(value)
    symbol = SYMBOLS.get(currency, f"{currency}{NBSP}")
    if round(size / 1000) >= 1000:
        digits = 2 if size < 1e8 else 0
        return f"{sign}{symbol}{size / 1e6:,.{digits}f}m"
    if size >= 1000:
        return f"{sign}{symbol}{round(size / 1000):,}k"
    return f"{sign}{symbol}{round(size):,}"


def money_band(low: float | None, high: float | None, currency: str = "USD") -> str:
    """A band of money: `$64k–79k`."""
    if unknown(low) or unknown(high):
        return MISSING
    first, last = money(low, currency), money(high, currency)
    if first == last:
        return first
    symbol = SYMBOLS.get(currency, f"{currency}{NBSP}")
    return f"{first}–{last.removeprefix(symbol)}"


def count(value: float | None) -> str:
    """A counted number of people: `119,200`."""
    return MISSING if unknown(value) else f"{round(value):,}"


def count_band(low: float | None, high: float | None) -> str:
    """A modelled number of people as a band: `43k–138k`."""
    if unknown(low) or unknown(high):
        return MISSING
    return f"{_thousands(low)}–{_thousands(high)}"


def _thousands(value: float) -> str:
    return f"{value / 1e6:.2g}m" if value >= 999_500 else f"{round(value / 1000)}k" if value >= 1000 else f"{value:.0f}"


def hours(value: float | None) -> str:
    """Hours: `3.5 h`."""
    return MISSING if unknown(value) else f"{_trim(value, 2)}{NBSP}h"


def km(value: float | None) -> str:
    """A distance: `1,450 km`."""
    return MISSING if unknown(value) else f"{round(value):,}{NBSP}km"


def change(value: float | None) -> str:
    """A difference with its sign: `+3.2`, `−2.0`."""
    if unknown(value):
        return MISSING
    return f"{'−' if value < -0.05 else '+' if value > 0.05 else ''}{abs(value):.1f}"


def ordinal_rank(rank: int, tied: bool) -> str:
    """A rank as it is shown: `3`, or `3=` where it is shared."""
    return f"{rank}=" if tied else str(rank)


def raw(kind: str, value: float | None, currency: str = "USD", per_usd: float = 1.0) -> str:
    """The raw value of a criterion in words, by its `kind` (see criteria.py). Money is converted from USD."""
    if unknown(value):
        return MISSING
    match kind:
        case "money":
            return money(value * per_usd, currency)
        case "percent":
            return percent(value)
        case "count":
            return count(value)
        case "hours":
            return hours(value)
        case "km":
            return km(value)
        case "level":
            return DATA_PROTECTION_LEVELS.get(value, number(value, 2))
        case "speed":
            return f"{round(value)}{NBSP}Mbit/s"
        case "percentile" | "score":
            return number(value, 0)
    return number(value)

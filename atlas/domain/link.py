"""The Scenario as query parameters: short texts a person can read, and back.

A link of the running page leaves out what is at its default; a full link (`full=True`) writes every choice out, so
that a default that changes later does not change what the link means.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.scenario import DEFAULT, READERS, Scenario, from_json, to_json

MAX_VALUE = 10_000
"""Characters of one parameter that are read at all; a longer one is not a link of ours."""

PLAIN_LENGTH = 1800
"""A full link whose query is longer is packed, so that chats and mail programs do not cut it (about 2,000)."""

PACKED, DATA, METHOD = "packed", "data", "method"
OWN_DATA = "own-"
"""Begins the data version of a link that was made with a session's own data."""
"""Parameters beside the choices: all of them compressed, and what data and method the link was made with."""

Text = Callable[[Any], str]
Parse = Callable[[str], Any]


def _number_text(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)


def _number(text: str) -> float | int:
    try:
        number = float(text)
    except ValueError:
        raise ScenarioError(f"{shown(text)} is not a number") from None
    return int(number) if number.is_integer() else number


def _pairs_text(value: Mapping[str, float]) -> str:
    return ",".join(f"{name}:{_number_text(number)}" for name, number in value.items())


def _pairs(text: str) -> dict[str, float]:
    pairs = (item.partition(":") for item in text.split(",") if item)
    return {name: _number(number) for name, _, number in pairs}


def _assumptions_text(value: Mapping[str, float | list[float]]) -> str:
    return ",".join(f"{name}:" + "/".join(_number_text(x) for x in (figures if isinstance(figures, list) else [figures]))
                    for name, figures in value.items())


def _assumptions(text: str) -> dict[str, float | list[float]]:
    pairs = (item.partition(":") for item in text.split(",") if item)
    figures = {name: [_number(number) for number in numbers.split("/")] for name, _, numbers in pairs}
    return {name: numbers[0] if len(numbers) == 1 else numbers for name, numbers in figures.items()}


def _home_text(value: list[dict]) -> str:
    return "|".join("@".join([h["city"], h["timezone"], f"{h['start']}-{h['end']}",
                              *([f"{h['latitude']!r},{h['longitude']!r}"] if "latitude" in h else [])]) for h in value)


def _home(text: str) -> list[dict | str]:
    return [_office(item) for item in text.split("|") if item]


def _office(text: str) -> dict[str, Any]:
    city, *rest = text.split("@")
    office: dict[str, Any] = {"city": city}
    if rest and rest[0]:
        office["timezone"] = rest[0]
    if len(rest) > 1:
        office |= _hours(rest[1])
    if len(rest) > 2:
        office["latitude"], _, office["longitude"] = rest[2].partition(",")
        office |= {name: _number(office[name]) for name in ("latitude", "longitude")}
    return office


def _hours(text: str) -> dict[str, str]:
    start, _, end = text.partition("-")
    return {"start": start, "end": end}


def _limits_text(value: list[dict]) -> str:
    signs = (("min", ">="), ("max", "<="))
    return ",".join("".join([limit["criterion"], *(f"{sign}{_number_text(limit[end])}" for end, sign in signs
                                                   if end in limit)]) for limit in value)


def _limits(text: str) -> list[dict]:
    limits = []
    for item in filter(None, text.split(",")):
        parts = re.fullmatch(r"(\w+?)(?:>=([^<>=]+))?(?:<=([^<>=]+))?", item)
        if not parts:
            raise ScenarioError(f"limits: {shown(item)} is not a limit; write it as overlap>=3")
        ends = {name: _number(end) for name, end in (("min", parts[2]), ("max", parts[3])) if end}
        limits.append({"criterion": parts[1], **ends})
    return limits


def _team_text(value: list[dict]) -> str:
    return ",".join(f"{m['role']}.{m['seniority']}.{m['count']}" for m in value)


def _team(text: str) -> list[dict]:
    lines = (item.split(".") for item in text.split(",") if item)
    return [{"role": line[0], "seniority": line[1] if len(line) > 1 else None,
             "count": _number(line[2]) if len(line) > 2 else None} for line in lines]


def _list(text: str) -> list[str]:
    return [item for item in text.split(",") if item]


def _flag(text: str) -> bool:
    if text not in ("0", "1", "true", "false"):
        raise ScenarioError(f"{shown(text)} is neither 1 nor 0")
    return text in ("1", "true")


_STRING: tuple[Text, Parse] = (str, str)
_NUMBER: tuple[Text, Parse] = (_number_text, _number)
_LIST: tuple[Text, Parse] = (",".join, _list)
_FLAG: tuple[Text, Parse] = (lambda value: "1" if value else "0", _flag)

CODECS: dict[str, tuple[Text, Parse]] = {
    "role": _STRING, "seniority": _STRING, "currency": _STRING,
    "home": (_home_text, _home),
    "hub_hours": (lambda value: f"{value['start']}-{value['end']}", _hours),
    "year": _NUMBER,
    "weights": (_pairs_text, _pairs),
    "cost_criterion": _STRING,
    "missing": _STRING,
    "limits": (_limits_text, _limits),
    "regions": _LIST,
    "hubs": (lambda value: "all" if value is None else ",".join(value),
             lambda text: None if text == "all" else _list(text)),
    "exclude": _LIST,
    "include_home_markets": _FLAG,
    "shortlist": _LIST,
    "team": (_team_text, _team),
    "engagement": _STRING,
    "months": _NUMBER,
    "assumptions": (_assumptions_text, _assumptions),
    "spread_pct": _NUMBER, "any_weights": _FLAG, "data_uncertainty": _FLAG,
}
assert CODECS.keys() == READERS.keys()


def to_query(scenario: Scenario, *, full: bool = False) -> dict[str, str]:
    """Query parameters of a scenario: what differs from the defaults, or everything when `full`."""
    own, default = to_json(scenario), to_json(DEFAULT)
    return {key: write(own[key]) for key, (write, _) in CODECS.items() if full or own[key] != default[key]}


def parse(key: str, text: str) -> Any:
    """The JSON value of one parameter's text; ScenarioError when it cannot be one."""
    if len(text) > MAX_VALUE:
        raise ScenarioError(f"{key}: {len(text):,} characters are too many for a link; at most {MAX_VALUE:,}")
    try:
        return CODECS[key][1](text)
    except ScenarioError as fault:
        raise ScenarioError(f"{key}: {str(fault).removeprefix(f'{key}: ')}") from None


def from_query(query: Mapping[str, str]) -> tuple[Scenario, list[str]]:
    """The scenario of a link, and one message for each parameter that could not be used (it keeps its default).

    Parameters that are not ours are left alone: pages have some of their own.
    """
    scenario, faults = DEFAULT, []
    try:
        query = _unpacked(query[PACKED]) | dict(query) if PACKED in query else query
    except ScenarioError as fault:
        faults.append(str(fault))
    for key in CODECS:
        if key in query:
            try:
                scenario = from_json({key: parse(key, query[key])}, scenario)
            except ScenarioError as fault:
                faults.append(str(fault))
    return scenario, faults


def _packed(query: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(query.encode(), 9)).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text[:MAX_VALUE] + "=" * (-len(text[:MAX_VALUE]) % 4), b"-_", validate=True)


def _unpacked(text: str) -> dict[str, str]:
    """The parameters of a packed link; what unpacks to more than a link can hold is refused before it is unpacked."""
    try:
        stream = zlib.decompressobj()
        unpacked = stream.decompress(_bytes(text), 10 * MAX_VALUE)
        if not stream.eof:
            raise ValueError("cut short, or larger than any link")
        return dict(parse_qsl(unpacked.decode(), keep_blank_values=True))
    except (ValueError, zlib.error, binascii.Error):
        raise ScenarioError(f"{PACKED}: {shown(text, 30)} is not whole; copy the link again") from None


def link(scenario: Scenario, address: str = "", versions: Mapping[str, str] | None = None) -> str:
    """The full link of a scenario: every choice written out after `address`, packed where it would be too long.

    `versions` (DATA, METHOD) are added, so that whoever opens it is told that they have changed.
    """
    query = urlencode(to_query(scenario, full=True), safe=":,|@/>=<")
    query = query if len(query) <= PLAIN_LENGTH else urlencode({PACKED: _packed(query)})
    return f"{address}?{query}" + (f"&{urlencode(versions)}" if versions else "")


def outdated(query: Mapping[str, str], data_version: str, method_version: str) -> str | None:
    """What to say of a link that was made with other data or another method; None for one of today, or without versions.

    A version that begins with OWN_DATA is of a session's own data, which nobody else has.
    """
    made_with = query.get(DATA, data_version)
    data, method = made_with != data_version, query.get(METHOD, method_version) != method_version
    if not (data or method):
        return None
    if data and made_with.startswith(OWN_DATA):
        text = ("This link was made with its author's own data, which this session does not have; if they are yours, bring "
                "the files on the Data page." + " The method changed since, too." * method)
    elif data and data_version.startswith(OWN_DATA):
        text = ("This link was made with the shipped data, and this session uses your own."
                + " The method changed since, too." * method)
    else:
        text = " and ".join(["the data"] * data + ["the method"] * method) + " changed since this link was made."
    return (f"{text[0].upper()}{text[1:]} Its choices are kept; ranks and figures may differ from those that its author "
            "saw.")

"""The Scenario: every choice that an answer depends on, frozen, and its JSON form (PRODUCT section 10).

Screen, link, command line, deck and decision record all hold this one object. Hub ids and currencies are checked
where the catalogue is known (atlas.answers); everything else is checked here.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from atlas.domain.assumptions import Range, checked
from atlas.domain.criteria import COST_CRITERIA, IDS, NET_COST, OWN_PREFIX, PRESETS, WEIGHT_MAX, Criteria
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.regions import REGIONS
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.domain.zones import FIRST_YEAR, LAST_YEAR, check_zone

ROLE_LABELS = {
    "software_engineer": "Software engineer", "ai_ml_engineer": "AI/ML engineer", "data_scientist": "Data scientist",
    "data_engineer": "Data engineer", "mlops_engineer": "MLOps engineer", "data_analyst": "Data analyst",
}
SENIORITY_LABELS = {
    "junior": "Junior, 0–2 years", "mid": "Mid, 3–5 years", "senior": "Senior, 6–10 years", "lead": "Lead, 11+ years",
}
MISSING_POLICIES = {
    "neutral": "missing cells count half", "worst": "missing cells count nothing",
    "median": "missing cells count the median of their area",
}
KNOWN_HOMES = {
    "London": "Europe/London", "New York": "America/New_York", "San Francisco": "America/Los_Angeles",
    "Berlin": "Europe/Berlin", "Toronto": "America/Toronto",
}
WEIGHT_ACCEPTED = 1000.0
"""Larger numbers are a mistake. Up to it, a set with a weight over 10 is scaled down to 10: only ratios matter."""
MAX_HOMES, MAX_TEAM_LINES, MAX_PEOPLE, MAX_NAME = 6, 24, 100_000, 80


@dataclass(frozen=True)
class Hours:
    """Working hours of a day on the local clock, "HH:MM"; an end at or before the start is on the next day."""

    start: str = "09:00"
    end: str = "18:00"


@dataclass(frozen=True)
class HomeOffice:
    """An office that hubs work with. Coordinates are needed only for a city outside the catalogue."""

    city: str
    timezone: str
    hours: Hours = Hours()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Limit:
    """A veto: raw values of the criterion below `min` or above `max` remove a hub. Bounds are inclusive."""

    criterion: str
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class TeamMember:
    """A number of people of one role and seniority."""

    role: str
    seniority: str
    count: int


@dataclass(frozen=True)
class Scenario:
    """Every choice behind an answer. Build it with `from_json`; change it with `dataclasses.replace`.

    `weights` are those of the registry, in its order; the first is that of `cost_criterion`, pay or net cost.
    `own_weights` are of criteria that the company brought, by id: one that is left out has the weight of its file.
    """

    role: str = "ai_ml_engineer"
    seniority: str = "senior"
    currency: str = "USD"
    home: tuple[HomeOffice, ...] = (HomeOffice("London", KNOWN_HOMES["London"]),)
    hub_hours: Hours = Hours()
    year: int = 2026
    weights: tuple[float, ...] = PRESETS["balanced"].weights
    own_weights: tuple[tuple[str, float], ...] = ()
    cost_criterion: str = "salary"
    missing: str = "neutral"
    limits: tuple[Limit, ...] = ()
    regions: tuple[str, ...] = ()
    hubs: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    include_home_markets: bool = False
    shortlist: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = (TeamMember("ai_ml_engineer", "senior", 4),)
    engagement: str = "agency"
    months: int = 24
    assumptions: tuple[tuple[str, Range], ...] = ()
    spread_pct: int = 25
    any_weights: bool = False
    data_uncertainty: bool = False

    def weights_of(self, criteria: Criteria) -> tuple[float, ...]:
        """The weight of each criterion, in the order of `criteria`."""
        given = dict(zip(IDS, self.weights, strict=True)) | dict(self.own_weights)
        return tuple(given.get(c.slot, c.default_weight) for c in criteria)

    @property
    def preset(self) -> str | None:
        """The id of the preset whose weights these are, or None."""
        return next((p.id for p in PRESETS.values() if p.weights == self.weights), None)


def with_weights(scenario: Scenario, weights: Mapping[str, float]) -> Scenario:
    """The scenario with these weights; a criterion of the registry that is left out weighs 0."""
    return replace(scenario, **_weights(dict(weights)))


def with_cost_criterion(scenario: Scenario, cost_criterion: str) -> Scenario:
    """The scenario with pay or net cost as its first criterion; a limit on the one that goes, goes with it."""
    if cost_criterion not in COST_CRITERIA:
        raise _fail("cost_criterion", cost_criterion, "is not known" + nearest(cost_criterion, COST_CRITERIA))
    gone = {name for name in COST_CRITERIA if name != cost_criterion}
    return replace(scenario, cost_criterion=cost_criterion,
                   limits=tuple(limit for limit in scenario.limits if limit.criterion not in gone))


# --- reading JSON: one reader a key ---------------------------------------------------------------------------------


def _fail(key: str, value: object, cure: str) -> ScenarioError:
    return ScenarioError(f"{key}: {shown(value)} {cure}")


def _choice(key: str, valid: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in valid:
            raise _fail(key, value, "is not known" + nearest(value, valid))
        return value

    return read


def _number(key: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _fail(key, value, f"is not a number; give one from {low:g} to {high:g}")
    if not low <= value <= high:
        raise _fail(key, value, f"is out of range; give a number from {low:g} to {high:g}")
    return float(value)


def _whole(key: str, low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = _number(key, value, low, high)
        if number != int(number):
            raise _fail(key, value, "is not a whole number")
        return int(number)

    return read


def _flag(key: str) -> Callable[[Any], bool]:
    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise _fail(key, value, "is neither true nor false")
        return value

    return read


def _list(key: str, value: Any, most: int = 200) -> list:
    if not isinstance(value, list | tuple):
        raise _fail(key, value, "is not a list")
    if len(value) > most:
        raise ScenarioError(f"{key}: {len(value)} entries are too many; at most {most}")
    return list(value)


def _object(key: str, value: Any, allowed: tuple[str, ...]) -> dict:
    if not isinstance(value, Mapping):
        raise _fail(key, value, "is not an object with " + ", ".join(allowed))
    for name in value:
        if name not in allowed:
            raise ScenarioError(f"{key}: {shown(name)} is not a known key{nearest(name, allowed)}")
    return dict(value)


def _names(key: str) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        items = _list(key, value)
        for item in items:
            if not isinstance(item, str) or not re.fullmatch(r"[a-z0-9_]{1,40}", item):
                raise _fail(key, item, "is not an id; ids are lower case letters, digits and _")
        return tuple(dict.fromkeys(items))

    return read


def _optional_names(key: str) -> Callable[[Any], tuple[str, ...] | None]:
    read = _names(key)
    return lambda value: None if value is None else read(value)


def _regions(value: Any) -> tuple[str, ...]:
    read = _choice("regions", tuple(REGIONS))
    return tuple(dict.fromkeys(read(item) for item in _list("regions", value)))


def _hours(key: str, value: Any) -> Hours:
    given = _object(key, value, ("start", "end"))
    return Hours(*(_clock(f"{key}.{name}", given.get(name, getattr(Hours, name))) for name in ("start", "end")))


def _clock(key: str, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise _fail(key, value, "is not a time of day; write it as 09:00")
    return value


def _homes(value: Any) -> tuple[HomeOffice, ...]:
    items = _list("home", [value] if isinstance(value, str | Mapping) else value, MAX_HOMES)
    if not items:
        raise ScenarioError("home: no office is given; name at least one, such as London")
    return tuple(dict.fromkeys(_home(item) for item in items))


def _home(value: Any) -> HomeOffice:
    keys = ("city", "timezone", "start", "end", "latitude", "longitude")
    given = {"city": value} if isinstance(value, str) else _object("home", value, keys)
    city = given.get("city")
    if not isinstance(city, str) or not city.strip() or len(city) > MAX_NAME or re.search(r"[@|\x00-\x1f]", city):
        raise _fail("home.city", city, f"is not a city name of 1 to {MAX_NAME} characters")
    zone = given.get("timezone") or KNOWN_HOMES.get(city)
    if zone is None:
        raise _fail("home.city", city, "has no known time zone: give one" + nearest(city, KNOWN_HOMES))
    check_zone(zone)
    place = [None if given.get(name) is None else _number(f"home.{name}", given[name], -bound, bound)
             for name, bound in (("latitude", 90), ("longitude", 180))]
    return HomeOffice(city.strip(), zone, _hours("home", {k: given[k] for k in ("start", "end") if k in given}), *place)


def _weights(value: Any) -> dict[str, Any]:
    """Both fields that the key `weights` fills. Net cost goes by its own id or by that of pay, whose place it takes."""
    own = [name for name in value if _is_own(name)] if isinstance(value, Mapping) else []
    given = _object("weights", value, (*IDS, NET_COST.id, *own))
    if NET_COST.id in given:
        if NET_COST.stands_for in given:
            raise ScenarioError(f"weights: {NET_COST.id!r} and {NET_COST.stands_for!r} share one place; give one of them")
        given[NET_COST.stands_for] = given.pop(NET_COST.id)
    numbers = {c: _number(f"weights.{c}", given.get(c, 0), 0, WEIGHT_ACCEPTED) for c in (*IDS, *own)}
    largest = max(numbers.values())
    if largest > WEIGHT_MAX:
        numbers = {c: number * WEIGHT_MAX / largest for c, number in numbers.items()}
    return {"weights": tuple(numbers[c] for c in IDS), "own_weights": tuple(sorted((c, numbers[c]) for c in own))}


def _is_own(criterion_id: Any) -> bool:
    return isinstance(criterion_id, str) and re.fullmatch(OWN_PREFIX + "[a-z0-9_]{1,36}", criterion_id) is not None


def _limits(value: Any) -> tuple[Limit, ...]:
    return tuple(_limit(item) for item in _list("limits", value, 60))


def _limit(value: Any) -> Limit:
    given = _object("limits", value, ("criterion", "min", "max"))
    criterion = given.get("criterion")
    if not _is_own(criterion):
        criterion = _choice("limits.criterion", (*IDS, NET_COST.id))(criterion)
    low, high = (None if given.get(end) is None else _number(f"limits.{end}", given[end], -1e12, 1e12)
                 for end in ("min", "max"))
    if low is None and high is None:
        raise ScenarioError(f"limits: the limit on {criterion!r} has neither min nor max; give one")
    if low is not None and high is not None and low > high:
        raise ScenarioError(f"limits: min {low:g} of {criterion!r} is above its max {high:g}; swap them")
    return Limit(criterion, low, high)


def _team(value: Any) -> tuple[TeamMember, ...]:
    return tuple(_member(item) for item in _list("team", value, MAX_TEAM_LINES))


def _member(value: Any) -> TeamMember:
    given = _object("team", value, ("role", "seniority", "count"))
    return TeamMember(_choice("team.role", ROLES)(given.get("role")),
                      _choice("team.seniority", SENIORITIES)(given.get("seniority")),
                      _whole("team.count", 1, MAX_PEOPLE)(given.get("count")))


def _currency(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{3}|local", value):
        raise _fail("currency", value, "is not a currency code; write it as EUR, or 'local' for the hub's own")
    return value


def _assumptions(value: Any) -> tuple[tuple[str, Range], ...]:
    if not isinstance(value, Mapping):
        raise _fail("assumptions", value, "is not an object of assumption ids and numbers")
    return tuple(sorted((name, checked(name, figures)) for name, figures in value.items()))


READERS: dict[str, Callable[[Any], Any]] = {
    "cost_criterion": _choice("cost_criterion", COST_CRITERIA),
    "role": _choice("role", ROLES),
    "seniority": _choice("seniority", SENIORITIES),
    "currency": _currency,
    "home": _homes,
    "hub_hours": lambda value: _hours("hub_hours", value),
    "year": _whole("year", FIRST_YEAR, LAST_YEAR),
    "weights": lambda value: value,  # one key, two fields: from_json reads it
    "missing": _choice("missing", tuple(MISSING_POLICIES)),
    "limits": _limits,
    "regions": _regions,
    "hubs": _optional_names("hubs"),
    "exclude": _names("exclude"),
    "include_home_markets": _flag("include_home_markets"),
    "shortlist": _names("shortlist"),
    "team": _team,
    "engagement": _choice("engagement", tuple(ENGAGEMENTS)),
    "months": _whole("months", 1, 120),
    "assumptions": _assumptions,
    "spread_pct": _whole("spread_pct", 0, 100),
    "any_weights": _flag("any_weights"),
    "data_uncertainty": _flag("data_uncertainty"),
}


DEFAULT = Scenario()


def from_json(value: Any, base: Scenario = DEFAULT) -> Scenario:
    """A scenario from parsed JSON; keys left out keep `base`. ScenarioError names the first fault and its cure."""
    given = _object("scenario", value, tuple(READERS))
    read = _weights(given.pop("weights")) if "weights" in given else {}
    return replace(base, **read, **{key: READERS[key](item) for key, item in given.items()})


def to_json(scenario: Scenario) -> dict[str, Any]:
    """Every choice written out, ready for `json.dumps`; `from_json` gives the equal scenario back."""
    plain = {field.name: _plain(field.name, getattr(scenario, field.name)) for field in fields(Scenario)}
    own = plain.pop("own_weights")
    return plain | {"weights": plain["weights"] | own}


def _plain(key: str, value: Any) -> Any:
    match key:
        case "weights":
            return dict(zip(IDS, value, strict=True))
        case "own_weights":
            return dict(value)
        case "assumptions":
            return {name: figures[1] if len(set(figures)) == 1 else list(figures) for name, figures in value}
        case "home":
            return [_home_json(office) for office in value]
        case "hub_hours":
            return {"start": value.start, "end": value.end}
        case "limits":
            return [{k: v for k, v in vars(limit).items() if v is not None} for limit in value]
        case "team":
            return [dict(vars(member)) for member in value]
    return list(value) if isinstance(value, tuple) else value


def _home_json(office: HomeOffice) -> dict[str, Any]:
    place = {name: getattr(office, name) for name in ("latitude", "longitude") if getattr(office, name) is not None}
    return {"city": office.city, "timezone": office.timezone, **vars(office.hours)} | place


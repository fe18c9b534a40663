"""Who the hubs are: `hubs.csv` from the gazetteer rows of the raw facts and one table of judgements."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.domain.errors import SourceError

from .catalogue_raw import Row

IDENTITY = {"city_name", "latitude", "longitude", "timezone", "population"}
"""Raw metrics that go to hubs.csv and nowhere else."""

COUNTRIES: dict[str, tuple[str, str, str]] = {
    "AL": ("Albania", "southeast_europe", "ALL"), "AR": ("Argentina", "latin_america", "ARS"),
    "BG": ("Bulgaria", "southeast_europe", "EUR"), "BR": ("Brazil", "latin_america", "BRL"),
    "CA": ("Canada", "north_america", "CAD"), "CO": ("Colombia", "latin_america", "COP"),
    "CZ": ("Czechia", "central_europe", "CZK"), "DE": ("Germany", "western_europe", "EUR"),
    "EE": ("Estonia", "baltics", "EUR"), "GB": ("United Kingdom", "western_europe", "GBP"),
    "HR": ("Croatia", "southeast_europe", "EUR"), "HU": ("Hungary", "central_europe", "HUF"),
    "IN": ("India", "south_asia", "INR"), "LT": ("Lithuania", "baltics", "EUR"), "LV": ("Latvia", "baltics", "EUR"),
    "MK": ("North Macedonia", "southeast_europe", "MKD"), "MX": ("Mexico", "latin_america", "MXN"),
    "PH": ("Philippines", "southeast_asia", "PHP"), "PL": ("Poland", "central_europe", "PLN"),
    "RO": ("Romania", "southeast_europe", "RON"), "RS": ("Serbia", "southeast_europe", "RSD"),
    "UA": ("Ukraine", "eastern_europe", "UAH"), "US": ("United States", "north_america", "USD"),
    "VN": ("Vietnam", "southeast_asia", "VND"), "XK": ("Kosovo", "southeast_europe", "EUR"),
}
"""Country code -> English short name, region, currency of today (Bulgaria has the euro since 2026)."""

HOME_MARKETS = {"london", "new_york", "san_francisco", "berlin", "toronto"}

SPELLINGS = {"iasi": "Iași", "timisoara": "Timișoara", "prishtina": "Prishtina", "new_york": "New York"}
"""Where the gazetteer has a cedilla for the Romanian comma, an older form, or a longer name."""

LABEL_SIDES = {
    "above": {"berlin", "cluj", "timisoara", "toronto", "delhi", "hanoi"},
    "below": {"brno", "kyiv", "skopje", "san_francisco", "hcmc"},
    "left": {"gdansk", "wroclaw", "prague", "budapest", "zagreb", "prishtina", "tirana", "london", "guadalajara",
             "sao_paulo", "pune", "bengaluru", "hyderabad", "chennai", "medellin"},
}
"""Sides on which no neighbour stands; every other label is on the right."""

LABEL_DY_PX = {"pune": -16, "hyderabad": -6, "bengaluru": -1, "chennai": 13, "medellin": -3}
"""Labels of neighbours on one side, moved apart."""


@dataclass(frozen=True)
class Hub:
    """One row of hubs.csv, in the order of its columns."""

    hub_id: str
    city: str
    country: str
    country_name: str
    region: str
    kind: str
    currency: str
    latitude: float
    longitude: float
    timezone: str
    population_persons: int | None
    label_side: str
    label_dy_px: int | None


def hubs(rows: Iterable[Row]) -> list[Hub]:
    """The hubs by id. Raises SourceError for a country that the table does not know or a place without coordinates."""
    places: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.hub_id and row.metric in IDENTITY:
            places.setdefault(row.hub_id, {"country": row.country})[row.metric] = row.value
    return [_hub(hub_id, place) for hub_id, place in sorted(places.items())]


def _hub(hub_id: str, place: dict[str, str]) -> Hub:
    missing = (IDENTITY - {"population"}) - set(place)
    if missing:
        raise SourceError(f"facts.csv: hub {hub_id!r} has no {', '.join(sorted(missing))}; add the row")
    if place["country"] not in COUNTRIES:
        raise SourceError(f"facts.csv: hub {hub_id!r} is in {place['country']!r}, which COUNTRIES lacks; add it there")
    name, region, currency = COUNTRIES[place["country"]]
    side = next((side for side, ids in LABEL_SIDES.items() if hub_id in ids), "right")
    return Hub(hub_id, SPELLINGS.get(hub_id, place["city_name"]), place["country"], name, region,
               "home" if hub_id in HOME_MARKETS else "hub", currency, float(place["latitude"]), float(place["longitude"]),
               place["timezone"], int(place["population"]) if place.get("population") else None, side,
               LABEL_DY_PX.get(hub_id))

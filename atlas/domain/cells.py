"""The cells that a ranking rests on: one raw value with its band and its parentage for each hub and criterion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from atlas.domain import own_data
from atlas.domain.criteria import NATIVE_ENGLISH_METRIC, NET_COST, REGISTRY, Criteria, Criterion, criteria_of
from atlas.domain.geography import great_circle_km
from atlas.domain.overlap import typical_hours, window
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.regions import REGIONS
from atlas.domain.salary import ENOUGH
from atlas.domain.scenario import Scenario

COLUMNS = ("hub_id", "criterion", "value", "low", "high", "text", "year", "level", "grade", "source_code", "definition",
           "caveats", "n")
PAY_GRADES = {"observed": "B", "pooled": "C", "modelled": "D"}
IANA_SOURCE, TRAVEL_SOURCE, COST_SOURCE = "iana", "geonames", "true_cost"
OWN_PAY = "median gross pay of the company's own rows; the band is the 80 % interval of the median"
COMPUTED_SOURCES = {IANA_SOURCE: "IANA time zone rules", COST_SOURCE: "Talent Atlas true cost of the scenario's team"}
"""Sources of computed cells that no shipped file names, with their short names."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Hubs x criteria, both in a fixed order (hubs as in `hubs`, criteria as in `criteria`).

    `raw` is in the criteria's units, NaN where unknown; `native` marks cells that take the best value without one,
    `modelled` those that were computed rather than counted, `own` those that the company brought; `long` has one row a
    known cell with COLUMNS, for tables, tooltips and exports.
    """

    hubs: pd.DataFrame
    raw: np.ndarray
    low: np.ndarray
    high: np.ndarray
    native: np.ndarray
    modelled: np.ndarray
    own: np.ndarray
    grade: np.ndarray
    long: pd.DataFrame
    criteria: Criteria = REGISTRY

    @cached_property
    def areas(self) -> np.ndarray:
        return np.array([REGIONS[region].area for region in self.hubs["region"]])

    @cached_property
    def is_hub(self) -> np.ndarray:
        return (self.hubs["kind"] == "hub").to_numpy()


def assemble(hubs: pd.DataFrame, facts: pd.DataFrame, pay: pd.DataFrame, worked_out: pd.DataFrame, scenario: Scenario,
             own: Iterable[Criterion] = (), net_cost_usd: Mapping[str, tuple[float, float, float]] | None = None) -> Cells:
    """Cells of a scenario from the catalogue's frames (see store.queries) and `work_out` of the same scenario.

    `own` are the company's criteria. `net_cost_usd` is needed where the scenario ranks by net cost: by hub id, p10, p50
    and p90 of USD an engineer and year.
    """
    criteria = criteria_of(scenario.cost_criterion, own)
    cost = _net_cost(net_cost_usd or {}, scenario) if NET_COST in criteria.items else _pay(pay)
    return from_long(hubs, pd.concat([_facts(facts, criteria), cost, worked_out], ignore_index=True), criteria)


def work_out(hubs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Cells of overlap and distance: only the scenario's home, hub hours and year matter, so keep them over roles."""
    return pd.concat([_overlap(hubs, scenario), _travel(hubs, scenario)], ignore_index=True)


def from_long(hubs: pd.DataFrame, long: pd.DataFrame, criteria: Criteria = REGISTRY) -> Cells:
    """Cells from one row a known cell (COLUMNS), in the order of `hubs`."""
    rows, columns = pd.Index(hubs["hub_id"]), pd.Index(criteria.ids)
    shape = (len(rows), len(columns))
    raw, low, high = (np.full(shape, np.nan) for _ in range(3))
    grade = np.full(shape, "", dtype="<U1")
    at = (rows.get_indexer(long["hub_id"]), columns.get_indexer(long["criterion"]))
    for array, name in ((raw, "value"), (low, "low"), (high, "high")):
        array[at] = long[name].to_numpy(dtype=float, na_value=np.nan)
    grade[at] = long["grade"].to_numpy(dtype=str)
    own = np.zeros(shape, dtype=bool)
    own[at] = own_data.own_rows(long)
    marked = {word: np.zeros(shape, dtype=bool) for word in ("native", "modelled")}
    for word, array in marked.items():
        array[at] = long["caveats"].fillna("").str.split(";").map(lambda words, word=word: word in words).to_numpy()
    return Cells(hubs, raw, low, high, marked["native"], marked["modelled"], own, grade, long, criteria)


def _facts(facts: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    metrics = pd.DataFrame([(c.metric, c.id) for c in criteria if c.metric], columns=["metric", "criterion"])
    chosen = facts.merge(metrics, on="metric").assign(n=np.nan)
    native = facts[(facts["metric"] == NATIVE_ENGLISH_METRIC) & (facts["value"] == 1)].assign(
        criterion="english", value=np.nan, low=np.nan, high=np.nan, n=np.nan, caveats="native")
    return pd.concat([chosen[list(COLUMNS)], native[list(COLUMNS)]], ignore_index=True)


def _computed(hub_ids: pd.Series, criterion: str, values: np.ndarray, source: str, year: int | None, definition: str):
    return pd.DataFrame({
        "hub_id": hub_ids, "criterion": criterion, "value": values, "low": np.nan, "high": np.nan, "text": None,
        "year": year, "level": "city", "grade": "A", "source_code": source, "definition": definition, "caveats": "",
        "n": np.nan,
    })


def _pay(pay: pd.DataFrame) -> pd.DataFrame:
    known = pay[pay["p50_usd"].notna()]
    own, few = known["source_code"] == OWN_SERIES, known["n"] < ENOUGH
    return pd.DataFrame({
        "hub_id": known["hub_id"], "criterion": "salary", "value": known["p50_usd"], "low": known["median_low_usd"],
        "high": known["median_high_usd"], "text": known["method"], "year": known["year"].astype(int),
        "level": "country", "grade": known["method"].map(PAY_GRADES).mask(own & few, "C"),
        "source_code": known["source_code"],
        "definition": np.where(own, OWN_PAY, "estimated median gross pay; the band is the 80 % interval of the median"),
        "caveats": np.select([own & few, own, known["method"] == "modelled"],
                             ["own_data;small_sample", "own_data", "self_reported;modelled;small_sample"],
                             "self_reported"),
        "n": known["n"].astype(float),
    })


def _net_cost(bands: Mapping[str, tuple[float, float, float]], scenario: Scenario) -> pd.DataFrame:
    found = pd.DataFrame(((hub_id, *band) for hub_id, band in bands.items()), columns=["hub_id", "low", "value", "high"])
    return found.assign(
        criterion=NET_COST.id, text=None, year=scenario.year, level="city", grade="D", source_code=COST_SOURCE,
        definition=f"net cost of one engineer of the team and year, {scenario.engagement.replace('_', ' ')}, over "
                   f"{scenario.months} months; the band holds 80 % of the draws",
        caveats="modelled", n=np.nan)[list(COLUMNS)]


def _overlap(hubs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    hours = scenario.hub_hours
    homes = [window(office.timezone, office.hours.start, office.hours.end) for office in scenario.home]
    places = [window(zone, hours.start, hours.end) for zone in hubs["timezone"]]
    typical = typical_hours(homes, places, scenario.year)
    return _computed(hubs["hub_id"], "overlap", typical, IANA_SOURCE, scenario.year,
                     "hours shared on most days of the year with the home office that shares least")


def _travel(hubs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    places = home_coordinates(hubs, scenario)
    if not places:
        return _computed(hubs["hub_id"], "travel", np.full(len(hubs), np.nan), TRAVEL_SOURCE, None, "").iloc[:0]
    latitude, longitude = (hubs[name].to_numpy() for name in ("latitude", "longitude"))
    nearest = np.min([great_circle_km(latitude, longitude, *place) for place in places], axis=0)
    return _computed(hubs["hub_id"], "travel", nearest, TRAVEL_SOURCE, None, "great circle to the nearest home office")


def home_coordinates(hubs: pd.DataFrame, scenario: Scenario) -> list[tuple[float, float]]:
    """Degrees of the home offices: given, or those of a catalogue city of that name; others are left out."""
    known = {row.city: (row.latitude, row.longitude) for row in hubs.itertuples()}
    places: Sequence = [(o.latitude, o.longitude) if o.latitude is not None and o.longitude is not None
                        else known.get(o.city) for o in scenario.home]
    return [place for place in places if place]

"""THE registry of criteria: a slider, its tooltip, its heading in METHOD and its source note all come from here.

Goalposts are constants with a reason in docs/METHOD.md. They never depend on the hubs at hand, so that removing,
adding or filtering hubs cannot reorder the others. A company may bring criteria of its own (data, not code): a ranking
goes by the `Criteria` of its cells, of which REGISTRY is the shipped set.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

METHOD_VERSION = "1"
"""Changes whenever a score could change for the same data and scenario."""

WEIGHT_MAX = 10.0


@dataclass(frozen=True)
class Group:
    """A family of criteria that shares a colour and a heading."""

    id: str
    label: str


@dataclass(frozen=True)
class Criterion:
    """One question about a hub.

    `worst` and `best` are the goalposts in `unit`; `kind` says how a raw value is written (see formats.py).
    `metric` names the fact that feeds it, or is empty where the value is computed from the scenario. `stands_for` names
    the criterion of the registry whose place and weight this one takes.
    """

    id: str
    label: str
    question: str
    unit: str
    worst: float
    best: float
    log: bool
    group: str
    default_weight: float
    level: Literal["city", "country"]
    kind: Literal["money", "percent", "count", "hours", "score", "km", "percentile", "level", "speed", "number"]
    metric: str = ""
    source_codes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    stands_for: str = ""

    @property
    def direction(self) -> Literal["higher", "lower"]:
        return "higher" if self.best > self.worst else "lower"

    @property
    def slot(self) -> str:
        """The id that weights know it by."""
        return self.stands_for or self.id

    @property
    def is_own(self) -> bool:
        return self.id.startswith(OWN_PREFIX)


OWN_PREFIX = "own_"
"""How the id of each criterion that a company brings begins, so that it can never meet one of the registry."""


GROUPS = (
    Group("cost", "Cost"),
    Group("talent", "Talent"),
    Group("collaboration", "Collaboration"),
    Group("risk", "Risk"),
    Group("infrastructure", "Infrastructure"),
)
OWN_GROUP = Group("own", "Your own")
"""The last group, where a company has brought criteria."""

CRITERIA: dict[str, Criterion] = {
    criterion.id: criterion
    for criterion in (
        Criterion("salary", "Median pay", "What does the chosen role earn at the chosen seniority?",
                  "USD a year", 200_000, 15_000, True, "cost", 8, "country", "money",
                  source_codes=("stackoverflow_2024", "stackoverflow_2025"), caveats=("self_reported",)),
        Criterion("on_cost", "Employer on-costs", "What do employers pay in contributions on top of gross pay?",
                  "% of gross", 40, 0, False, "cost", 3, "country", "percent", "employer_on_cost_pct"),
        Criterion("talent_pool", "Talent pool", "How many software and IT professionals work there?",
                  "people", 5_000, 1_000_000, True, "talent", 7, "city", "count", "talent_pool_persons"),
        Criterion("developer_growth", "Developer growth", "How fast does the number of GitHub accounts grow?",
                  "% a year", 5, 45, False, "talent", 2, "country", "percent", "github_developers_growth_yoy_pct"),
        Criterion("overlap", "Shared hours", "How many working hours a day are shared with the home offices?",
                  "hours a day", 0, 8, False, "collaboration", 6, "city", "hours"),
        Criterion("english", "English", "How well is English spoken?",
                  "EF EPI score", 400, 650, False, "collaboration", 5, "country", "score", "ef_epi_score"),
        Criterion("travel", "Travel distance", "How far is the nearest home office?",
                  "km", 12_000, 0, False, "collaboration", 2, "city", "km"),
        Criterion("rule_of_law", "Rule of law", "How far are contracts and courts trusted?",
                  "WGI percentile", 10, 95, False, "risk", 4, "country", "percentile", "wgi_rule_of_law_pctrank"),
        Criterion("political_stability", "Political stability", "How unlikely are unrest and violence?",
                  "WGI percentile", 5, 90, False, "risk", 4, "country", "percentile",
                  "wgi_political_stability_pctrank"),
        Criterion("corruption", "Corruption", "How clean is the public sector seen to be?",
                  "CPI score", 20, 85, False, "risk", 2, "country", "score", "cpi_score"),
        Criterion("data_protection", "Data protection", "Does EU law, or an EU adequacy decision, cover the data?",
                  "level", 0, 1, False, "risk", 4, "country", "level", "data_protection_level"),
        Criterion("internet", "Internet speed", "How fast is a fixed line?",
                  "Mbit/s", 20, 350, True, "infrastructure", 2, "country", "speed", "fixed_median_mbps"),
    )
}

IDS: tuple[str, ...] = tuple(CRITERIA)

NET_COST = Criterion(
    "net_cost", "Net cost", "What does one engineer of the team cost a year, all told?", "USD a year", 300_000, 30_000,
    True, "cost", CRITERIA["salary"].default_weight, "country", "money", caveats=("modelled",), stands_for="salary")
"""Takes the place of pay where a scenario asks for it: everything that the true cost counts, by its engagement model."""

COST_CRITERIA = ("salary", NET_COST.id)
"""What the first criterion can be; both vary lognormally (see bands.py)."""


@dataclass(frozen=True)
class Criteria:
    """The criteria of a ranking in the order of its columns: found by id (or the id it stands for), or by position."""

    items: tuple[Criterion, ...]

    def __iter__(self) -> Iterator[Criterion]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, which: int | str) -> Criterion:
        return self.items[self.index(which) if isinstance(which, str) else which]

    def __contains__(self, criterion_id: object) -> bool:
        return criterion_id in self._places

    def index(self, criterion_id: str) -> int:
        """The column of a criterion. KeyError where it is not among these."""
        return self._places[criterion_id]

    @cached_property
    def _places(self) -> dict[str, int]:
        slots = {c.slot: place for place, c in enumerate(self.items)}
        return slots | {c.id: place for place, c in enumerate(self.items)}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.items)

    @cached_property
    def worst(self) -> np.ndarray:
        return np.array([c.worst for c in self.items], dtype=float)

    @cached_property
    def best(self) -> np.ndarray:
        return np.array([c.best for c in self.items], dtype=float)

    @cached_property
    def log(self) -> np.ndarray:
        return np.array([c.log for c in self.items], dtype=bool)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have a criterion here, in order."""
        held = {c.group for c in self.items}
        return tuple(group for group in (*GROUPS, OWN_GROUP) if group.id in held)

    @cached_property
    def own(self) -> tuple[Criterion, ...]:
        """The criteria that the company brought."""
        return tuple(c for c in self.items if c.is_own)


def own_criterion(criterion_id: str, label: str, question: str, unit: str, worst: float, best: float, scale: str,
                  metric: str, level: Literal["city", "country"], weight: float) -> Criterion:
    """A criterion that a company brought, from its row of tables.CRITERIA; its unit says how a value is written."""
    kinds = {"%": "percent", "USD": "money", "people": "count", "hours": "hours", "km": "km"}
    kind = next((kind for start, kind in kinds.items() if unit.startswith(start)), "number")
    return Criterion(criterion_id, label, question, unit, worst, best, scale == "log", OWN_GROUP.id, weight, level, kind,
                     metric, caveats=("own_data",))


REGISTRY = Criteria(tuple(CRITERIA.values()))


def criteria_of(cost_criterion: str = "salary", own: Iterable[Criterion] = ()) -> Criteria:
    """The registry, with net cost in the place of pay where that is asked for, then the company's own criteria."""
    own = tuple(own)
    if cost_criterion == "salary" and not own:
        return REGISTRY
    return Criteria((NET_COST if cost_criterion == NET_COST.id else CRITERIA["salary"], *REGISTRY.items[1:], *own))


NATIVE_ENGLISH_METRIC = "english_native_flag"
DATA_PROTECTION_LEVELS = {1.0: "EU law", 0.8: "EU adequacy", 0.5: "partial adequacy", 0.0: "none"}


@dataclass(frozen=True)
class Preset:
    """A named set of weights to start from."""

    id: str
    label: str
    about: str
    weights: tuple[float, ...]


def _preset(id_: str, label: str, about: str, **changes: float) -> Preset:
    return Preset(id_, label, about, tuple(float(changes.get(c.id, c.default_weight)) for c in CRITERIA.values()))


PRESETS: dict[str, Preset] = {
    preset.id: preset
    for preset in (
        _preset("balanced", "Balanced", "a bit of everything"),
        _preset("cost_first", "Cost first", "pay and on-costs above all", salary=10, on_cost=6, talent_pool=5,
                overlap=3, english=3, travel=1, rule_of_law=2, political_stability=2, corruption=1,
                data_protection=2, internet=1),
        _preset("collaboration_first", "Collaboration first", "shared hours, language, short trips", salary=4,
                on_cost=1, talent_pool=4, developer_growth=1, overlap=10, english=8, travel=5, rule_of_law=3,
                political_stability=3, internet=3),
        _preset("scale_fast", "Scale fast", "many people, more each year", salary=5, on_cost=2, talent_pool=10,
                developer_growth=6, overlap=4, english=5, travel=1, rule_of_law=2, political_stability=2, corruption=1,
                data_protection=2),
        _preset("low_risk", "Low risk", "law, stability and data protection", salary=4, on_cost=2, talent_pool=5,
                developer_growth=1, overlap=5, english=4, rule_of_law=8, political_stability=8, corruption=6,
                data_protection=9),
    )
}

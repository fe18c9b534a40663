"""THE registry of criteria: a slider, its tooltip, its heading in METHOD and its source note all come from here.

Goalposts are constants with a reason in docs/METHOD.md. They never depend on the hubs at hand, so that removing,
adding or filtering hubs cannot reorder the others.
"""

from dataclasses import dataclass
from typing import Literal

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
    `metric` names the fact that feeds it, or is empty where the value is computed from the scenario.
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
    kind: Literal["money", "percent", "count", "hours", "score", "km", "percentile", "level", "speed"]
    metric: str = ""
    source_codes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def direction(self) -> Literal["higher", "lower"]:
        return "higher" if self.best > self.worst else "lower"


GROUPS = (
    Group("cost", "Cost"),
    Group("talent", "Talent"),
    Group("collaboration", "Collaboration"),
    Group("risk", "Risk"),
    Group("infrastructure", "Infrastructure"),
)

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

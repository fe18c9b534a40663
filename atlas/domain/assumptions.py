"""THE registry of cost assumptions: what the true cost rests on besides pay, all of it editable in a scenario.

A figure from one of the articles names its benchmark; every other one is this project's working assumption and says
"assumption": a place to start from, to be replaced by your own figure. Each assumption moves exactly one bar of the
waterfall. The two on-cost rates are facts of a place and also the base of shares of direct cost, so they move more.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError, nearest, shown

Layer = Literal["headline", "effective", "net"]
Side = Literal["hub", "home"]
Range = tuple[float, float, float]
"""Low, typical, high; all three are equal where a figure is certain."""

LAYERS: tuple[Layer, ...] = ("headline", "effective", "net")
ASSUMPTION, FACT = "assumption", "fact"


@dataclass(frozen=True)
class Bar:
    """One bar of the waterfall. `layer` is the first layer that counts it; None moves no money."""

    id: str
    label: str
    layer: Layer | None


BARS: dict[str, Bar] = {
    bar.id: bar
    for bar in (
        Bar("pay", "Pay", "headline"),
        Bar("on_costs", "Employer on-costs", "effective"),
        Bar("benefits", "Benefits", "effective"),
        Bar("vendor", "Vendor margin or fee", "effective"),
        Bar("workspace", "Workspace", "effective"),
        Bar("tools", "Tools", "effective"),
        Bar("recruitment", "Recruitment", "effective"),
        Bar("entity", "Running the entity", "effective"),
        Bar("management", "Management overhead", "net"),
        Bar("rework", "Communication and rework", "net"),
        Bar("ramp", "Ramp-up", "net"),
        Bar("attrition", "Attrition and replacement", "net"),
        Bar("travel", "Travel", "net"),
        Bar("severance", "Severance reserve", "net"),
        Bar("fx", "Exchange spread", "net"),
        Bar("wage_rise", "Pay rises", "net"),
        Bar("transfer", "Transfer fee", "net"),
        Bar("set_up", "Set-up", "net"),
        Bar("lead_time", "Time until the first day of work", None),
        Bar("saturation", "Share of the local pool", None),
    )
}


@dataclass(frozen=True)
class Assumption:
    """One figure that the cost rests on.

    `low`, `typical`, `high` are None for the on-costs, which come from the facts of the place unless they are set.
    `least` and `most` are the accepted range. `models` are the engagement models it applies to at the hub; the home
    market always employs its people itself. `source` is a benchmark id, "fact" or "assumption".
    """

    id: str
    label: str
    question: str
    low: float | None
    typical: float | None
    high: float | None
    unit: str
    bar: str
    side: Literal["hub", "home", "both"]
    least: float
    most: float
    models: tuple[str, ...] = tuple(ENGAGEMENTS)
    source: str = ASSUMPTION

    @property
    def layer(self) -> Layer | None:
        return BARS[self.bar].layer

    @property
    def key(self) -> str:
        """The name by which the formulas know it, the same at both ends: `hub_tenure_months` is `tenure_months`."""
        return self.id.removeprefix("hub_").removeprefix("home_")

    def applies(self, side: Side, model: str) -> bool:
        """Whether it counts at this end under this engagement model."""
        return self.side in (side, "both") and (side == "home" or model in self.models)


EMPLOYED = ("own_entity", "employer_of_record")
VENDORS = ("agency", "staff_augmentation", "dedicated_team", "outsourced")
MONTHS_A_YEAR = 12

A = Assumption
PCT_PAY, PCT_DIRECT, USD_PERSON = "% of gross pay", "% of direct cost", "USD a person and month"


def _margin(model: str, low: float, typical: float, high: float) -> Assumption:
    label = ENGAGEMENTS[model].label
    return A(f"{model}_margin_pct", f"{label}: margin", "What does the vendor add to pay and on-costs?",
             low, typical, high, PCT_DIRECT, "vendor", "hub", 0, 200, (model,))


def _pair(key: str, label: str, question: str, hub: tuple, home: tuple, unit: str, bar: str,
          models: tuple[str, ...], bounds: tuple[float, float], source: str = ASSUMPTION) -> tuple[Assumption, ...]:
    return tuple(A(f"{side}_{key}", f"{label}, {side}", question, *figures, unit, bar, side, *bounds,
                   models if side == "hub" else (), source)
                 for side, figures in (("hub", hub), ("home", home)))


def _cited(id_: str, label: str, question: str, benchmark_id: str, unit: str, bar: str, side: Side | Literal["both"],
           most: float, models: tuple[str, ...] = tuple(ENGAGEMENTS)) -> Assumption:
    cited = BENCHMARKS[benchmark_id]
    return A(id_, label, question, cited.low, cited.middle, cited.high, unit, bar, side, 0, most, models, benchmark_id)


ASSUMPTIONS: dict[str, Assumption] = {
    assumption.id: assumption
    for assumption in (
        # --- effective: the run rate ---
        *_pair("on_cost_pct", "Employer on-costs", "What do employers pay in contributions on top of gross pay?",
               (None,) * 3, (None,) * 3, PCT_PAY, "on_costs", (*EMPLOYED, *VENDORS), (0, 100), FACT),
        *_pair("benefits_pct", "Benefits", "What do employers pay beyond statutory contributions?",
               (2, 5, 10), (2, 5, 10), PCT_PAY, "benefits", EMPLOYED, (0, 100)),
        _margin("agency", 25, 35, 50),
        _margin("staff_augmentation", 15, 25, 40),
        _margin("dedicated_team", 15, 25, 35),
        _margin("outsourced", 30, 50, 80),
        A("freelance_margin_pct", "Freelance: premium", "How far is a freelance rate above employed pay?",
          15, 30, 50, PCT_PAY, "vendor", "hub", 0, 200, ("freelance",)),
        A("eor_fee_usd_month", "Employer of record: fee", "What does the employer of record charge?",
          300, 500, 700, USD_PERSON, "vendor", "hub", 0, 5_000, ("employer_of_record",)),
        *_pair("workspace_usd_month", "Workspace", "What does a desk cost?",
               (100, 250, 400), (300, 600, 1_000), USD_PERSON, "workspace", EMPLOYED, (0, 10_000)),
        A("tools_usd_month", "Tools", "What do laptop, licences and cloud credits cost?",
          100, 200, 400, USD_PERSON, "tools", "both", 0, 20_000),
        *_pair("recruitment_fee_pct", "Recruitment fee", "What does a hire cost to find?",
               (10, 20, 25), (15, 20, 25), "% of a year's gross pay", "recruitment", (*EMPLOYED, "freelance"),
               (0, 100)),
        *_pair("tenure_months", "Expected tenure", "Over how many months is the recruitment fee spread?",
               (36, 48, 72), (36, 48, 72), "months", "recruitment", (*EMPLOYED, "freelance"), (1, 480)),
        A("entity_running_usd_month", "Running the entity", "What do payroll, accounts and local counsel cost?",
          1_000, 2_000, 4_000, "USD a month", "entity", "hub", 0, 200_000, ("own_entity",)),
        # --- net: the total ---
        _cited("management_overhead_pct", "Management overhead", "How much time of home managers does distance take?",
               "management_overhead", PCT_DIRECT, "management", "hub", 100),
        A("rework_start_pct", "Rework at the start", "What do misunderstandings cost in the first days?",
          10, 15, 25, PCT_DIRECT, "rework", "hub", 0, 100),
        A("rework_steady_pct", "Rework once settled", "And when the team knows each other?",
          0, 3, 6, PCT_DIRECT, "rework", "hub", 0, 100),
        A("rework_settle_months", "Months to settle", "How long until rework is down to its steady share?",
          3, 6, 9, "months", "rework", "hub", 0, 120),
        _cited("ramp_days", "Ramp-up", "How long until a new hire delivers alone?", "ramp", "days", "ramp", "both",
               720),
        A("ramp_loss_pct", "Output lost in the ramp", "How much of the work is missing until then?",
          25, 50, 100, PCT_DIRECT, "ramp", "both", 0, 100),
        *_pair("attrition_pct_year", "Attrition", "What share of the team leaves in a year?",
               (17, 25, 33), (17, 25, 33), "% a year", "attrition", tuple(ENGAGEMENTS), (0, 200)),
        A("replacement_months", "Cost of a replacement", "How many months of direct cost does a leaver take along?",
          1, 2, 3, "months", "attrition", "both", 0, 24),
        A("travel_trips_year", "Trips", "How often does each person meet the home team?",
          1, 2, 4, "trips a person and year", "travel", "hub", 0, 52),
        A("travel_stay_usd", "Stay", "What do hotel and meals cost a trip?",
          500, 800, 1_200, "USD a trip", "travel", "hub", 0, 20_000),
        A("travel_usd_km", "Fare", "What does the return fare cost for each km of distance?",
          0.08, 0.12, 0.2, "USD a km", "travel", "hub", 0, 5),
        A("severance_months_year", "Severance reserve", "How many months of pay are set aside for a year of service?",
          0, 0.25, 1, "months of pay a year", "severance", "both", 0, 12, EMPLOYED),
        A("fx_spread_pct", "Exchange spread", "What does changing the money cost?",
          0.2, 0.7, 1.5, PCT_DIRECT, "fx", "hub", 0, 20),
        *_pair("wage_rise_pct_year", "Pay rise", "How fast does direct cost rise?",
               (3, 6, 10), (2, 4, 6), "% a year", "wage_rise", tuple(ENGAGEMENTS), (0, 200)),
        A("transfer_fee_pct", "Transfer fee", "What does the vendor ask to hand the team over?",
          3, 5, 10, PCT_PAY, "transfer", "hub", 0, 100, ("dedicated_team",)),
        A("entity_set_up_usd", "Set-up of an entity", "What does founding a company cost?",
          15_000, 30_000, 60_000, "USD once", "set_up", "hub", 0, 10_000_000, ("own_entity",)),
        A("centre_set_up_usd", "Set-up of a centre", "What does the vendor charge to build the centre?",
          10_000, 20_000, 40_000, "USD once", "set_up", "hub", 0, 10_000_000, ("dedicated_team",)),
        A("contract_set_up_usd", "Contract and security review", "What do the first contract and reviews cost?",
          2_000, 5_000, 10_000, "USD once", "set_up", "hub", 0, 10_000_000,
          ("employer_of_record", "agency", "staff_augmentation", "freelance", "outsourced")),
        # --- no money: the calendar and the market ---
        _cited("hiring_weeks", "Time to hire", "How long from the posting to an accepted offer?", "hiring_weeks",
               "weeks", "lead_time", "hub", 104, EMPLOYED),
        _cited("centre_weeks", "Time to build a centre", "How long until the centre is operational?", "odc_weeks",
               "weeks", "lead_time", "hub", 104, ("dedicated_team",)),
        A("entity_weeks", "Time to found an entity", "How long until the company may employ people?",
          4, 8, 16, "weeks", "lead_time", "hub", 0, 104, ("own_entity",)),
        A("vendor_weeks", "Time to start", "How long until the vendor's people start?",
          2, 4, 8, "weeks", "lead_time", "hub", 0, 104, ("agency", "staff_augmentation", "freelance", "outsourced")),
        A("saturation_limit_pct", "Saturation limit", "Above which share of the local pool is a plan too large?",
          1, 2, 5, "% of the pool", "saturation", "hub", 0, 100),
    )
}


@dataclass(frozen=True)
class Settings:
    """The assumptions of a scenario: id -> (low, typical, high); None where the fact of the place is used."""

    figures: Mapping[str, Range | None]
    changed: frozenset[str] = frozenset()


def settle(overrides: Mapping[str, Any] | None = None) -> Settings:
    """The registry with a scenario's overrides; ScenarioError as `checked`."""
    given = {id_: checked(id_, value) for id_, value in (overrides or {}).items()}
    standard = {a.id: None if a.typical is None else (a.low, a.typical, a.high) for a in ASSUMPTIONS.values()}
    changed = frozenset(id_ for id_, figures in given.items() if figures != standard[id_])
    return Settings(standard | given, changed)


def checked(id_: str, value: Any) -> Range:
    """The figures of an override: a certain number, or (low, typical, high).

    ScenarioError for an unknown id, a value that is no number, out of range, or out of order.
    """
    if id_ not in ASSUMPTIONS:
        raise ScenarioError(f"assumptions: {shown(id_)} is not an assumption{nearest(id_, ASSUMPTIONS)}")
    figures = tuple(value) if isinstance(value, list | tuple) else (value,) * 3
    a = ASSUMPTIONS[id_]
    if len(figures) != 3 or not all(_is_number(x) for x in figures):
        raise ScenarioError(f"assumptions.{id_}: {shown(value)} is neither a number nor [low, typical, high]")
    if not figures[0] <= figures[1] <= figures[2]:
        raise ScenarioError(f"assumptions.{id_}: {shown(value)} is out of order; give low, typical, high, rising")
    if figures[0] < a.least or figures[2] > a.most:
        raise ScenarioError(f"assumptions.{id_}: {shown(value)} is out of range; "
                            f"give {a.least:g} to {a.most:g} {a.unit}")
    return tuple(float(x) for x in figures)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

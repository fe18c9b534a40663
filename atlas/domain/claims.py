"""The articles' claims about cost, checked with the articles' own pay and this project's method.

Pay comes from the articles, on-costs from the facts, the rest from the scenario: its engagement model, months, head
count and assumptions. A claim may be tried on several cases; it agrees when all of them land in its range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.domain.assumptions import ASSUMPTIONS, Layer
from atlas.domain.benchmarks import BENCHMARKS, Benchmark
from atlas.domain.cost import Plan
from atlas.domain.cost_answers import (
    PAID_HOURS_A_MONTH,
    Figures,
    Measure,
    break_even,
    ends,
    factor,
    per_outcome,
    saving,
    tornado,
    typical,
)
from atlas.domain.labour import PayBand, Place
from atlas.domain.montecarlo import Band
from atlas.domain.on_cost import OnCost
from atlas.domain.scenario import TeamMember
from atlas.domain.tables import BREAK_EVEN, EFFECTIVE_FACTOR, HEADLINE_FACTOR, NET_SAVINGS

ROLE = ("ai_ml_engineer", "senior")
LAYERS_DIFFER = ("An effective factor of 2–3 is a saving of 50–67 %, a net saving of 30–50 % a factor of 1.43–2.0: "
                 "the two are different layers.")


@dataclass(frozen=True)
class Case:
    """Two pays of the articles set against each other. An hourly rate already holds everything up to the effective
    layer, so none of it is added again. `km` is a great-circle distance between the places, None where unknown."""

    label: str
    hub_pay: str
    home_pay: str
    hub_country: str
    home_country: str
    km: float | None = None

    @property
    def hourly(self) -> bool:
        return BENCHMARKS[self.hub_pay].unit.endswith("/hour")


BENGALURU_NEW_YORK_KM, WARSAW_NEW_YORK_KM = 13_368.0, 6_854.0

INDIA = {level: Case(f"India, {level}", f"in_{level}", f"us_{level}", "IN", "US", BENGALURU_NEW_YORK_KM)
         for level in ("senior", "mid", "principal")}
EAST = {level: Case(f"Eastern Europe, {level}", f"ee_{level}", f"us_{level}", "PL", "US", WARSAW_NEW_YORK_KM)
        for level in ("senior", "mid", "principal")}
RATES = Case("Eastern Europe, by the hour", "ee_rate", "us_rate", "PL", "US", WARSAW_NEW_YORK_KM)
LONDON = Case("Eastern Europe, senior", "ee_senior", "london_senior_ml", "PL", "GB")


def _factor(layer: Layer) -> Measure:
    def measure(plan: Plan, figures: Figures) -> float | None:
        both = ends(plan, figures)
        return factor(both["hub"][layer], both["home"][layer])

    return measure


def _share(layer: Layer) -> Measure:
    def measure(plan: Plan, figures: Figures) -> float | None:
        both = ends(plan, figures)
        return factor(both["home"][layer], both["hub"][layer])

    return measure


def _net_saving_pct(plan: Plan, figures: Figures) -> float | None:
    both = ends(plan, figures)
    share = saving(both["hub"]["net"], both["home"]["net"])
    return None if share is None else 100 * share


@dataclass(frozen=True)
class Claim:
    """A claim and the trials it is put to: label, case, measure. The first trial gives the figure that is shown."""

    benchmark_id: str
    text: str
    trials: tuple[tuple[str, Case, Measure], ...]
    note: str = ""


def _trials(measure: Measure, *cases: Case) -> tuple[tuple[str, Case, Measure], ...]:
    return tuple((case.label, case, measure) for case in cases)


CLAIMS: tuple[Claim, ...] = (
    Claim("headline_factor", "US pay is 4 to 6 times offshore pay",
          _trials(_factor("headline"), *INDIA.values(), *EAST.values())),
    Claim("effective_factor", "The advantage is 2 to 3 times after total cost",
          _trials(_factor("effective"), INDIA["senior"], EAST["senior"], RATES),
          f"The article counts management and onboarding here; this page counts them in net. {LAYERS_DIFFER}"),
    Claim("net_savings", "Net savings are 30 to 50 %",
          _trials(_net_saving_pct, INDIA["senior"], EAST["senior"], RATES), LAYERS_DIFFER),
    Claim("break_even", "Savings exceed set-up and overhead after 6 to 12 months",
          _trials(break_even, INDIA["senior"], EAST["senior"], RATES), "Months since the job was posted."),
    Claim("nearshore_share", "A nearshore team costs 40 to 60 % of London",
          (("pay alone", LONDON, _share("headline")), ("the run rate", LONDON, _share("effective")))),
)


@dataclass(frozen=True)
class Checked:
    """A claim beside its computed figure. `holds` is "agree", "disagree", "true only for …" or "not checked: …".

    `computed` is the first trial's figure, None for never or unknown. `trials` are (label, figure, in range).
    `deciding` is the assumption that moves the first trial most.
    """

    claim: str
    low: float
    high: float | None
    unit: str
    computed: float | None
    holds: str
    deciding: str
    trials: tuple[tuple[str, float | None, bool], ...]
    claimed_by: str
    note: str


def check(plan: Plan, on_costs: Mapping[str, OnCost], usd_per_gbp: float | None) -> tuple[Checked, ...]:
    """Every claim, checked under the plan's model, months, head count and assumptions. An on-cost missing for a
    country counts 0; without a rate for GBP the London claim is left unchecked."""
    return (*(_check(claim, plan, on_costs, usd_per_gbp) for claim in CLAIMS), outcome())


def _check(claim: Claim, plan: Plan, on_costs: Mapping[str, OnCost], usd_per_gbp: float | None) -> Checked:
    claimed = BENCHMARKS[claim.benchmark_id]
    tried = [(label, _stage(case, plan, on_costs, usd_per_gbp), measure) for label, case, measure in claim.trials]
    checked = Checked(claim.text, claimed.low, claimed.high, claimed.unit, None,
                      "not checked: no exchange rate for GBP", "", (), claimed.said_by, claim.note)
    if any(staged is None for _, staged, _ in tried):
        return checked
    figures = [(label, measure(staged, typical(staged.settings))) for label, staged, measure in tried]
    trials = tuple((label, value, value is not None and claimed.low <= value <= claimed.high)
                   for label, value in figures)
    swings = tornado(tried[0][1], tried[0][2])
    return replace(checked, computed=trials[0][1], holds=_verdict(trials), trials=trials,
                   deciding=swings[0].label if swings else "")


MEASURES: dict[str, Measure] = {HEADLINE_FACTOR: _factor("headline"), EFFECTIVE_FACTOR: _factor("effective"),
                               NET_SAVINGS: _net_saving_pct, BREAK_EVEN: break_even}
"""What each subject of a company's own benchmark is held against."""


def check_own(benchmarks: Sequence[Benchmark], plan: Plan, country: str) -> tuple[Checked, ...]:
    """The company's own claims about cost that speak of the hub's country or of every one, each checked on this very
    plan at typical values."""
    found = []
    for claimed in benchmarks:
        measure = MEASURES.get(claimed.subject)
        if measure is None or claimed.country not in ("", country):
            continue
        value = measure(plan, typical(plan.settings))
        holds = value is not None and claimed.low <= value and (claimed.high is None or value <= claimed.high)
        trials, swings = (("this scenario", value, holds),), tornado(plan, measure)
        until = f"{claimed.low:g} or more" if claimed.high is None else f"{claimed.low:g} to {claimed.high:g}"
        found.append(Checked(
            f"Yours: {claimed.subject} of {until} ({claimed.unit})", claimed.low, claimed.high, claimed.unit, value,
            "agree" if holds else "disagree", swings[0].label if swings else "", trials, claimed.said_by, claimed.note))
    return tuple(found)


def _verdict(trials: tuple[tuple[str, float | None, bool], ...]) -> str:
    held = [label for label, _, holds in trials if holds]
    if len(held) == len(trials):
        return "agree"
    return f"true only for {'; '.join(held)}" if held else "disagree"


def _stage(case: Case, plan: Plan, on_costs: Mapping[str, OnCost], usd_per_gbp: float | None) -> Plan | None:
    """The plan with the case's two places; None where a rate is missing."""
    hub_pay, home_pay = (_band(benchmark_id, usd_per_gbp) for benchmark_id in (case.hub_pay, case.home_pay))
    if hub_pay is None or home_pay is None:
        return None
    hub, home = (
        Place(country, country, {ROLE: pay}, OnCost() if case.hourly else on_costs.get(country), km)
        for country, pay, km in ((case.hub_country, hub_pay, case.km), (case.home_country, home_pay, 0.0)))
    settings = plan.settings
    if case.hourly:
        included = [a.id for a in ASSUMPTIONS.values() if a.layer == "effective" and a.least == 0]
        settings = replace(settings, figures=dict(settings.figures) | dict.fromkeys(included, (0.0, 0.0, 0.0)))
    return replace(plan, hub=hub, home=home, team=(TeamMember(*ROLE, plan.heads),), settings=settings)


def _band(benchmark_id: str, usd_per_gbp: float | None) -> PayBand | None:
    claimed = BENCHMARKS[benchmark_id]
    usd = usd_per_gbp if claimed.unit.startswith("GBP") else 1.0
    if usd is None:
        return None
    usd *= PAID_HOURS_A_MONTH * 12 if claimed.unit.endswith("/hour") else 1
    return PayBand.around(claimed.low * usd, None if claimed.high is None else claimed.high * usd)


def outcome(hub_iterations: float = 3, home_iterations: float = 1) -> Checked:
    """The article's example, 40 GBP an hour with three iterations against 65 GBP with one: the ratio of one result's
    cost, which claims to be over 1."""
    example = BENCHMARKS["outcome_example"]
    ratio = per_outcome(example.low, hub_iterations) / per_outcome(example.high, home_iterations)
    return Checked("40 GBP an hour with three iterations costs more than 65 GBP with one", 1.0, None, "ratio", ratio,
                   "agree" if ratio > 1 else "disagree", "Iterations", (("one result", ratio, ratio > 1),),
                   example.said_by, "Over 1, the cheaper hour gives the dearer result.")


def standing(band: Band, low: float, high: float) -> str:
    """Where a scenario's own band lies against a claimed range: "holds", "in part", "below" or "above"; "none" where
    there is no band. A percentile of None beside one that is known was never reached, so it lies above."""
    if band.p10 is None:
        return "none"
    top = float("inf") if band.p90 is None else band.p90
    if low <= band.p10 and top <= high:
        return "holds"
    if top < low:
        return "below"
    return "above" if band.p10 > high else "in part"

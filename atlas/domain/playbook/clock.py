"""By when: from the first search to the last productive engineer, as bands of dates (docs/METHOD-playbook.md).

A point in time is the start of a day. Hiring stages take working days of the hub's calendar; lead time, notice, trial
and ramp are calendar time. The offer waits for the engagement to be ready, and everything after it for the notice.
"""

import calendar as months_calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np

from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.montecarlo import triangular
from atlas.domain.playbook.funnel import MAX_HIRES
from atlas.domain.playbook.pipeline import MAX_DAYS, SEARCH, Span, Stage, check_span, check_stages
from atlas.domain.workdays import WorkCalendar, working_days

DRAWS, SEED = 2_000, 0
QUANTILES = (0.1, 0.5, 0.9)
HORIZON_YEARS = 12
WEEKS_A_MONTH = 365.25 / 12 / 7
TRIAL_WEEKS = Span(*(BENCHMARKS["trial_sprint"].low,) * 3)
RAMP_DAYS = Span(*(BENCHMARKS["ramp"].low,) * 3)
GAP_DAYS = Span(2, 5, 10)
"""Working days between the searches for two members of a team: an assumption."""


@dataclass(frozen=True)
class Notice:
    """What a new hire must wait for. Months are calendar months: 20 April and three months is 20 July."""

    amount: float
    unit: str = "weeks"

    def after(self, day: date) -> date:
        """The day moved by the notice; a month that is too short ends on its last day."""
        if self.unit == "weeks":
            return day + timedelta(days=round(7 * self.amount))
        year, month = divmod(day.year * 12 + day.month - 1 + int(self.amount), 12)
        return date(year, month + 1, min(day.day, months_calendar.monthrange(year, month + 1)[1]))


NO_NOTICE = Notice(0)


def notice_of(weeks: float | None) -> Notice | None:
    """A notice fact in weeks as law counts it: 13 weeks are three months, 4.3 one; None where it is unknown."""
    if weeks is None:
        return None
    whole = round(weeks / WEEKS_A_MONTH)
    return Notice(whole, "months") if whole and abs(weeks / WEEKS_A_MONTH - whole) < 0.02 else Notice(weeks)


@dataclass(frozen=True)
class Plan:
    """What the clock runs on. `lead_weeks` is the engagement's lead time from the start; None where it needs none."""

    start: date
    calendar: WorkCalendar
    stages: tuple[Stage, ...]
    lead_weeks: Span | None = None
    notice: Notice = NO_NOTICE
    trial_weeks: Span = TRIAL_WEEKS
    ramp_days: Span = RAMP_DAYS
    hires: int = 1
    gap_days: Span = GAP_DAYS


@dataclass(frozen=True)
class DateBand:
    """10th, 50th and 90th percentile of a date."""

    p10: date
    p50: date
    p90: date


@dataclass(frozen=True)
class Step:
    """A bar of the Gantt: a stage, or "lead", "notice", "trial", "ramp"."""

    id: str
    label: str
    start: DateBand
    end: DateBand


@dataclass(frozen=True)
class Clock:
    """The steps of the first hire, when the first and the last of the team are productive, and weeks to an offer.

    `offer_weeks` are p10, p50, p90 from the first contact to the signed offer. `holidays_known` is False where only
    weekends could be counted.
    """

    steps: tuple[Step, ...]
    first_productive: DateBand
    last_productive: DateBand
    offer_weeks: tuple[float, float, float]
    holidays_known: bool


def check(plan: Plan, today: date) -> Plan:
    """The plan itself; ScenarioError for the first thing that no clock can run on."""
    if plan.start < today:
        raise ScenarioError(f"start: {plan.start} is in the past; choose {today} or later")
    if plan.start.year > today.year + HORIZON_YEARS:
        raise ScenarioError(f"start: {plan.start} is too far away; choose a year up to {today.year + HORIZON_YEARS}")
    check_stages(plan.stages)
    if not 1 <= plan.hires <= MAX_HIRES:
        raise ScenarioError(f"hires: {shown(plan.hires)} is not a number of people to hire; give 1 to {MAX_HIRES}")
    most = 12 if plan.notice.unit == "months" else 52
    if not 0 <= plan.notice.amount <= most:
        raise ScenarioError(f"notice: {plan.notice.amount:g} {plan.notice.unit} is out of range; give 0 to {most}")
    for name, span in (("trial weeks", plan.trial_weeks), ("ramp days", plan.ramp_days), ("gap days", plan.gap_days),
                       ("lead weeks", plan.lead_weeks or NO_TIME)):
        check_span(name, span, 2 * MAX_DAYS)
    return plan


NO_TIME = Span(0, 0, 0)


def _workdays(plan: Plan) -> tuple[np.ndarray, bool]:
    """The working days from the start on as ordinals, and whether public holidays are known."""
    years = range(plan.start.year, plan.start.year + HORIZON_YEARS + 1)
    known = [working_days(plan.calendar, year) for year in years]
    first = date(years[0], 1, 1).toordinal()
    days = np.arange(first, date(years[-1] + 1, 1, 1).toordinal())
    worked = (days - 1) % 7 < 5  # ordinal 1, 1 January of year 1, is a Monday
    for year, of_year in zip(years, known, strict=True):
        if of_year is not None:
            at = date(year, 1, 1).toordinal() - first
            worked[at:at + len(of_year)] = of_year
    days = days[worked]
    return days[days >= plan.start.toordinal()], known[0] is not None


def _drawn(name: str, span: Span, shape: tuple[int, ...], seed: int, unit_days: int = 1) -> np.ndarray:
    """Whole days drawn from a span; each name has its own stream, so that a what-if moves only what it changes."""
    if span.low == span.high:
        return np.full(shape, round(unit_days * span.low))
    uniform = np.random.default_rng([seed, crc32(name.encode())]).random(shape)
    return np.rint(unit_days * triangular(uniform, span.low, span.typical, span.high)).astype(int)


def run(plan: Plan, draws: int = DRAWS, seed: int = SEED) -> Clock:
    """The dates of a plan. Equal plans, draws and seed give equal dates; spans of one value give certain dates."""
    days, known = _workdays(plan)
    team = (draws, plan.hires)
    taken = {stage.id: _drawn(stage.id, stage.days, team, seed) for stage in plan.stages}
    gaps = _drawn("gap", plan.gap_days, (draws, plan.hires), seed)
    gaps[:, 0] = 0
    at = [np.cumsum(gaps, axis=1)]
    for stage in plan.stages[:-1]:
        at.append(at[-1] + taken[stage.id])
    ready = plan.start.toordinal() + _drawn("lead", plan.lead_weeks or NO_TIME, (draws, 1), seed, 7)
    offer = np.maximum(at[-1], np.searchsorted(days, ready))
    signed = offer + taken[plan.stages[-1].id]
    if signed.max() >= len(days):
        raise ScenarioError(f"The plan runs for more than {HORIZON_YEARS} years. Lower the team or the gap between hires.")
    trial = days[signed] + _drawn("trial", plan.trial_weeks, team, seed, 7)
    ramp = trial + _drawn("ramp", plan.ramp_days, team, seed)
    first = [days[points[:, 0]] for points in (*at[:-1], offer, signed)]
    ends = [days[points[:, 0]] for points in (*at[1:], signed)]
    contact = next((i for i, stage in enumerate(plan.stages) if stage.id != SEARCH), 0)
    return Clock(tuple(_steps(plan, first, ends, ready[:, 0], (trial[:, 0], ramp[:, 0]))),
                 _band(ramp[:, 0], plan.notice), _band(ramp.max(axis=1), plan.notice),
                 tuple(float(q) / 7 for q in _quantiles(first[-1] - first[contact])), known)


def _steps(plan: Plan, starts: list[np.ndarray], ends: list[np.ndarray], ready: np.ndarray,
           after: tuple[np.ndarray, np.ndarray]) -> Iterable[Step]:
    for stage, start, end in zip(plan.stages, starts[:-1], ends, strict=True):
        yield Step(stage.id, stage.label, _band(start), _band(end))
    if plan.lead_weeks is not None:
        yield Step("lead", "Engagement made ready", _band(np.full_like(ready, plan.start.toordinal())), _band(ready))
    signed, (trial, ramp) = starts[-1], after
    if plan.notice.amount:
        yield Step("notice", "Notice period", _band(signed), _band(signed, plan.notice))
    yield Step("trial", "Trial sprint", _band(signed, plan.notice), _band(trial, plan.notice))
    yield Step("ramp", "Ramp-up", _band(trial, plan.notice), _band(ramp, plan.notice))


def _quantiles(values: np.ndarray) -> np.ndarray:
    """Percentiles that are draws, so that dates stay whole days and move as the draws do."""
    return np.quantile(values, QUANTILES, method="inverted_cdf")


def _band(ordinals: np.ndarray, notice: Notice = NO_NOTICE) -> DateBand:
    return DateBand(*(notice.after(date.fromordinal(int(q))) for q in _quantiles(ordinals)))

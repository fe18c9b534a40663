"""What the clock advises: what brings the date forward, whether candidates will wait, and what an engagement needs."""

from dataclasses import dataclass, replace

from atlas.domain.assumptions import ASSUMPTIONS, Settings
from atlas.domain.playbook.clock import NO_NOTICE, Clock, Plan, run
from atlas.domain.playbook.pipeline import Span

CANDIDATES_LEAVE_WEEKS = (4, 6)
"""First contact to offer, after which candidates leave: the note of the benchmark `hiring_weeks`."""


@dataclass(frozen=True)
class Saving:
    """What one change brings: calendar days by which the first productive date comes sooner."""

    label: str
    change: str
    days: int


def savings(plan: Plan) -> tuple[Saving, ...]:
    """Each step at its low end, all others typical: the changes that bring days, the most first."""
    typical = replace(plan, hires=1, trial_weeks=plan.trial_weeks.fixed, ramp_days=plan.ramp_days.fixed,
                      lead_weeks=plan.lead_weeks and plan.lead_weeks.fixed,
                      stages=tuple(replace(stage, days=stage.days.fixed) for stage in plan.stages))
    base = run(typical, 1).first_productive.p50

    def saving(label: str, change: str, changed: Plan) -> Saving:
        return Saving(label, change, (base - run(changed, 1).first_productive.p50).days)

    found = [saving(stage.label, f"{stage.days.low:g} working days, not {stage.days.typical:g}", replace(
        typical, stages=tuple(replace(s, days=stage.days.quick) if s.id == stage.id else s for s in typical.stages)))
        for stage in plan.stages]
    if plan.notice.amount:
        found.append(saving("Notice period", "somebody who is free now", replace(typical, notice=NO_NOTICE)))
    if plan.lead_weeks:
        found.append(saving("Engagement made ready", f"{plan.lead_weeks.low:g} weeks, not {plan.lead_weeks.typical:g}",
                            replace(typical, lead_weeks=plan.lead_weeks.quick)))
    return tuple(sorted((s for s in found if s.days > 0), key=lambda s: -s.days))


def warning(clock: Clock) -> str:
    """One line where first contact to offer takes longer than candidates wait; "" where it does not."""
    patient, last = CANDIDATES_LEAVE_WEEKS
    _, typical, high = clock.offer_weeks
    if typical > last:
        return (f"First contact to offer takes {typical:.1f} weeks: over {patient} to {last} weeks candidates leave. "
                "Shorten or drop a stage.")
    if high > last:
        return (f"First contact to offer takes {typical:.1f} weeks, and {high:.1f} in a slow case: over {patient} to "
                f"{last} weeks candidates leave.")
    return ""


def lead_weeks(model: str, settings: Settings) -> Span | None:
    """How long an engagement model takes to stand, from the cost assumptions; None where it needs no time.

    The search itself (`hiring_weeks`) is left out: here the stages count it. Side by side, the longest one holds.
    """
    spans = [settings.figures[a.id] for a in ASSUMPTIONS.values()
             if a.bar == "lead_time" and a.id != "hiring_weeks" and a.applies("hub", model)]
    return Span(*map(max, zip(*spans, strict=True))) if spans else None

"""The tables of the Playbook's vetting: rubric, results, agreement, questions, pipeline."""

from collections.abc import Sequence

import pandas as pd

from atlas.domain import formats
from atlas.domain.playbook.agreement import Agreement, reading
from atlas.domain.playbook.ask import Ask
from atlas.domain.playbook.pipeline import STAGE_LABELS, Stage
from atlas.domain.playbook.rubric import Rubric
from atlas.domain.playbook.vetting import Result
from atlas.domain.salary import PROFILES


def rubric_table(rubric: Rubric) -> pd.DataFrame:
    return pd.DataFrame([{"Criterion": c.label, "Weight %": c.weight_pct, "One point": c.weak, "Five points": c.strong}
                         for c in rubric.criteria])


def results_table(results: Sequence[Result]) -> pd.DataFrame:
    return pd.DataFrame([{
        "Candidate": r.candidate, "Weighted result of 5": _points(r.mean), "Lowest to highest": _range(r.low, r.high),
        "With what is missing": "complete" if r.complete else _range(r.least, r.most), "Assessors": len(r.by_assessor),
    } for r in results])


def by_criterion_table(results: Sequence[Result], rubric: Rubric) -> pd.DataFrame:
    """Criteria x candidates: mean points."""
    return pd.DataFrame([{"Criterion": c.label, "Weight %": c.weight_pct}
                         | {r.candidate: _points(r.by_criterion.get(c.id)) for r in results} for c in rubric.criteria])


def agreement_table(found: Sequence[Agreement]) -> pd.DataFrame:
    return pd.DataFrame([{
        "Assessors": f"{a.first}, {a.second}", "Marks in common": a.cases, "Same mark": formats.share(a.same_share),
        "Cohen’s kappa": _kappa(a.kappa), "Weighted kappa": _kappa(a.weighted_kappa),
        "Reading": reading(a.weighted_kappa),
    } for a in found])


def bank_table(found: Sequence[Ask]) -> pd.DataFrame:
    return pd.DataFrame([{
        "Stage": STAGE_LABELS[a.stage], "Profile": PROFILES[a.profile].label if a.profile in PROFILES else "Everybody",
        "Question": a.question, "Strong": a.strong, "Weak": a.weak, "Red flag": a.red_flag,
    } for a in found])


def stages_table(stages: Sequence[Stage]) -> pd.DataFrame:
    """The pipeline as it is edited; `Passes` is a percentage."""
    return pd.DataFrame([{
        "Stage": s.label, "Days, low": s.days.low, "Days, typical": s.days.typical, "Days, high": s.days.high,
        "Passes %": round(100 * s.pass_share, 1), "Your minutes": s.assessor_minutes,
    } for s in stages])


def _points(value: float | None) -> str:
    return formats.MISSING if value is None else f"{value:.1f}"


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return formats.MISSING
    return f"{low:.1f}" if round(low, 1) == round(high, 1) else f"{low:.1f}–{high:.1f}"


def _kappa(value: float | None) -> str:
    return formats.MISSING if value is None else f"{value:.2f}".replace("-", "−")

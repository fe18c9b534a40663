"""The words and tables of the Playbook page. Figures: playbook_figures.py."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from atlas.domain import formats
from atlas.domain.benchmarks import ARTICLES, BENCHMARKS
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.playbook import engagement_fit, profiles, team, work_packages
from atlas.domain.playbook.clock import Clock, DateBand, Plan
from atlas.domain.playbook.clock_advice import Saving
from atlas.domain.playbook.forms import rules
from atlas.domain.playbook.funnel import CONFIDENCE, Row
from atlas.domain.playbook.profiles import Need
from atlas.domain.playbook.work_packages import Placement
from atlas.domain.salary import PROFILES
from atlas.domain.scenario import ROLE_LABELS, SENIORITY_LABELS, TeamMember

NB = formats.NBSP


def day(value: date) -> str:
    """A date as it is shown: `5 Mar 2027`."""
    return f"{value.day}{NB}{value:%b}{NB}{value.year}"


def band(value: DateBand) -> str:
    """A band of dates: `10–24 Mar 2027`, `1 Mar–9 Apr 2027`, or one date where it is certain."""
    if value.p10 == value.p90:
        return day(value.p50)
    first = day(value.p10)
    if value.p10.year == value.p90.year:
        first = f"{value.p10.day}" if value.p10.month == value.p90.month else f"{value.p10.day}{NB}{value.p10:%b}"
    return f"{first}–{day(value.p90)}"


def title(need: Need, engagement: str, clock: Clock | None) -> str:
    """Who, how and by when."""
    who, how = PROFILES[need.leading].label, ENGAGEMENTS[engagement].label
    return f"{who}, {how[0].lower()}{how[1:]}" + (f", productive by {day(clock.first_productive.p90)}" if clock else "")


def sentence(need: Need, fit_score: float | None, clock: Clock | None, city: str) -> str:
    """How firm each part of the title is; Markdown, `city` made plain."""
    parts = [f"The profile is **{formats.share(need.shares[need.leading])}** of the need"]
    if fit_score is not None:
        parts.append(f"the model fits your answers by **{fit_score:.0f} of 100**")
    if clock:
        parts.append(f"in {city} the first hire is productive **{band(clock.first_productive)}**")
    return "; ".join(parts) + "."


def people(members: Sequence[TeamMember]) -> str:
    """`6 people`."""
    count = sum(member.count for member in members)
    return f"{formats.count(count)} {'person' if count == 1 else 'people'}"


# --- which engineer -------------------------------------------------------------------------------------------------


def need_sentence(need: Need) -> str:
    order = sorted(need.shares, key=lambda p: -need.shares[p])
    return "Shares of the need: " + ", ".join(f"{PROFILES[p].label} {formats.share(need.shares[p])}" for p in order) + "."


def leading_words(need: Need) -> str:
    return f"{PROFILES[need.leading].label} carries {formats.share(need.shares[need.leading])} of the need"


def shares_table(need: Need) -> pd.DataFrame:
    order = sorted(need.shares, key=lambda p: -need.shares[p])
    return pd.DataFrame({"Profile": [PROFILES[p].label for p in order], "Share": [need.shares[p] for p in order]})


def reasons_table(need: Need) -> pd.DataFrame:
    return pd.DataFrame([{"Question": r.question, "Your answer": r.answer, "Points": r.points, "Why": r.reason}
                         for r in need.reasons])


def skills_table(need: Need) -> pd.DataFrame:
    levels = profiles.skills(need.shares)
    return pd.DataFrame([{"Skill": skill.label, "Ask for it": levels[skill.id], "Means": skill.asks}
                         | {PROFILES[p].label: skill.level(p) for p in PROFILES} for skill in profiles.SKILLS.values()])


def profile_rules() -> pd.DataFrame:
    return _renamed(rules(profiles.QUESTIONS, tuple(PROFILES)), {p: PROFILES[p].label for p in PROFILES})


def team_rules() -> pd.DataFrame:
    return pd.DataFrame([{"Question": q.text, "Answer": o.label, "Rule": o.reason,
                          "Parts": ", ".join(f"{name.replace('_', ' ')} {n:g}" for name, n in o.points.items())}
                         for q in (team.REVIEWER, team.DATA_STATE) for o in q.options])


def team_table(members: Sequence[TeamMember]) -> pd.DataFrame:
    return pd.DataFrame([{"Role": ROLE_LABELS[m.role], "Seniority": SENIORITY_LABELS[m.seniority], "People": m.count}
                         for m in members])


def pay_table(found: pd.DataFrame, currency: str, per_usd: float) -> pd.DataFrame:
    """Pay and pool of the leading profile, a row a shortlisted hub."""
    def money(row: Mapping[str, float], column: str) -> float:
        return row.get(column, float("nan")) * per_usd

    return pd.DataFrame([{
        "Hub": row["city"], f"Median pay a year ({currency})": formats.money(money(row, "p50_usd"), currency),
        "80 % interval": formats.money_band(money(row, "median_low_usd"), money(row, "median_high_usd"), currency),
        "Method": row.get("method", formats.MISSING),
        "Software and IT professionals": pool(row), "Pool grade": row["pool_grade"] or formats.MISSING,
        "Your team of the pool": formats.percent(row["team_share_pct"]) if (row["team_share_pct"] or 0) >= 0.05
        else formats.MISSING if row["team_share_pct"] is None else f"<0.1{NB}%",
    } for row in found.to_dict("records")])


def pool(row: Mapping[str, object]) -> str:
    """A pool as its grade allows: a modelled one is a band."""
    if row["pool_grade"] == "D":
        return formats.count_band(row["pool_low"], row["pool_high"])
    return formats.count(row["pool_persons"])


# --- which engagement, which work -----------------------------------------------------------------------------------


def fit_sentence(fits: Sequence[engagement_fit.Fit]) -> str:
    first, second = fits[:2]
    return (f"{ENGAGEMENTS[first.model].label} fits best with {first.score:.0f} of 100, "
            f"{ENGAGEMENTS[second.model].label.lower()} next with {second.score:.0f}.")


def fit_table(fits: Sequence[engagement_fit.Fit]) -> pd.DataFrame:
    """Models x answers: the points of 100 that each answer gave; rows add up to the score."""
    return pd.DataFrame([{"Model": ENGAGEMENTS[fit.model].label, "Score": round(fit.score, 1)}
                         | {part.answer: round(part.score, 1) for part in fit.parts} for fit in fits])


def fit_rules() -> pd.DataFrame:
    return _renamed(rules(engagement_fit.QUESTIONS, tuple(ENGAGEMENTS)), {e: m.label for e, m in ENGAGEMENTS.items()})


def clause_source(clause: engagement_fit.Clause) -> str:
    if clause.benchmark is None:
        return "working rule"
    return ", ".join(ARTICLES[code] for code in BENCHMARKS[clause.benchmark].articles)


def placements_table(placements: Sequence[Placement]) -> pd.DataFrame:
    return pd.DataFrame([{"Work": p.package.label, "Decision": p.decision, "Suggested": p.suggested, "Rule": p.reason}
                         for p in placements])


def placement_sentence(placements: Sequence[Placement]) -> str:
    counts = {d: sum(p.decision == d for p in placements) for d in work_packages.DECISIONS}
    own = sum(p.package.override is not None for p in placements)
    return (f"{counts['offshore']} packages go offshore, {counts['keep']} stay, {counts['split']} are split"
            + (f"; {own} by your own decision." if own else "."))


def work_rules() -> pd.DataFrame:
    return pd.DataFrame([{"Order": i, "If the work": work_packages.TRAITS.get(r.trait or "", "has none of these"),
                          "Then": r.decision, "Why": r.reason} for i, r in enumerate(work_packages.RULES, 1)])


# --- by when --------------------------------------------------------------------------------------------------------


def clock_sentence(clock: Clock, plan: Plan) -> str:
    last = f", the last of {plan.hires} between {band(clock.last_productive)}" if plan.hires > 1 else ""
    return f"First engineer productive: {band(clock.first_productive)}{last}."


def clock_table(clock: Clock) -> pd.DataFrame:
    return pd.DataFrame([{"Step": s.label, "Starts (typical)": day(s.start.p50), "Ends early": day(s.end.p10),
                          "Ends (typical)": day(s.end.p50), "Ends late": day(s.end.p90)} for s in clock.steps])


def savings_table(found: Sequence[Saving]) -> pd.DataFrame:
    return pd.DataFrame([{"Step": s.label, "Instead": s.change, "Days sooner": s.days} for s in found])


def funnel_table(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame([{
        "Stage": r.stage.label, "Candidates on average": r.expected, f"To be {round(100 * CONFIDENCE)} % sure": r.safe,
        "Hours of your people": round(r.assessor_hours, 1)} for r in rows])


def funnel_sentence(rows: Sequence[Row], hires: int) -> str:
    hours = sum(r.assessor_hours for r in rows)
    return (f"{hires} {'hire' if hires == 1 else 'hires'}: find {rows[0].expected} people on average, {rows[0].safe} to be "
            f"{round(100 * CONFIDENCE)} % sure; {hours:.0f} hours of your people.")


def _renamed(rows: list[dict[str, object]], labels: Mapping[str, str]) -> pd.DataFrame:
    names = {"question": "Question", "answer": "Answer", "reason": "Why", **labels}
    return pd.DataFrame(rows).rename(columns=names)

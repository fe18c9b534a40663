"""Dates against the example worked by hand in docs/METHOD-playbook.md, and what must move with what."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain.assumptions import settle
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook.clock import NO_NOTICE, Notice, Plan, check, notice_of, run
from atlas.domain.playbook.clock_advice import lead_weeks, savings, warning
from atlas.domain.playbook.pipeline import STAGES, Span, Stage
from atlas.domain.workdays import WorkCalendar
from atlas.paths import ROOT

POLAND, GERMANY, NOWHERE = (WorkCalendar(c) for c in ("PL", "DE", "ZZ"))
TODAY = date(2026, 3, 1)


def stage(id_: str, low: float, typical: float | None = None, high: float | None = None) -> Stage:
    return Stage(id_, id_, Span(low, typical or low, high or low), (0, 0), 0, 0.5)


BY_HAND = tuple(stage(*pair) for pair in (("search", 5), ("screening", 2), ("challenge", 4), ("take_home", 5), ("offer", 3)))
PLAN = Plan(date(2026, 3, 23), POLAND, BY_HAND)
DRAWN = replace(PLAN, stages=STAGES, lead_weeks=Span(2, 4, 8), trial_weeks=Span(1, 2, 3), ramp_days=Span(20, 30, 45),
                hires=3)


def dates(plan: Plan) -> dict[str, tuple[str, str]]:
    return {s.id: (str(s.start.p50), str(s.end.p50)) for s in run(plan).steps}


def printed() -> dict[str, tuple[str, str]]:
    """The table of METHOD."""
    text = (ROOT / "docs" / "METHOD-playbook.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) \|$", text, re.MULTILINE)
    return {step: (start, end) for step, start, end in rows}


def test_a_fixed_funnel_gives_the_dates_worked_by_hand():
    """Counted with a paper calendar: Easter Monday, 6 April 2026, is the only free weekday on the way."""
    by_hand = {
        "search": ("2026-03-23", "2026-03-30"), "screening": ("2026-03-30", "2026-04-01"),
        "challenge": ("2026-04-01", "2026-04-08"), "take_home": ("2026-04-08", "2026-04-15"),
        "offer": ("2026-04-15", "2026-04-20"), "trial": ("2026-04-20", "2026-05-04"),
        "ramp": ("2026-05-04", "2026-06-03"),
    }
    assert dates(PLAN) == by_hand
    assert printed() == by_hand


def test_certain_lengths_give_one_date_and_not_a_band():
    found = run(PLAN)
    assert found.first_productive.p10 == found.first_productive.p50 == found.first_productive.p90 == date(2026, 6, 3)


def test_holidays_of_the_country_count():
    """Good Friday, 3 April 2026, is free in Germany and not in Poland; a country without a calendar has weekends only."""
    assert dates(replace(PLAN, calendar=GERMANY))["challenge"] == ("2026-04-01", "2026-04-09")
    unknown = run(replace(PLAN, calendar=NOWHERE))
    assert unknown.steps[2].end.p50 == date(2026, 4, 7) and not unknown.holidays_known
    assert run(PLAN).holidays_known


def months_later(day: date, months: int) -> date:
    """Independent of the code: the same day of a later month, for days up to 28."""
    year, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + year, month=month + 1)


@pytest.mark.parametrize("plan", [PLAN, DRAWN, replace(DRAWN, calendar=GERMANY, start=date(2026, 9, 7))])
@pytest.mark.parametrize("months", [1, 3])
def test_a_notice_moves_every_later_band_by_exactly_its_months(plan, months):
    without = {s.id: s for s in run(plan).steps}
    found = run(replace(plan, notice=Notice(months, "months")))
    for step in found.steps:
        if step.id in ("trial", "ramp"):
            for after, before in ((step.start, without[step.id].start), (step.end, without[step.id].end)):
                for q in ("p10", "p50", "p90"):
                    day = getattr(before, q)
                    if day.day <= 28:
                        assert getattr(after, q) == months_later(day, months)
        elif step.id != "notice":
            assert step == without[step.id]
    assert "notice" in {s.id for s in found.steps} and "notice" not in without


@given(st.integers(0, 52), st.integers(0, 300))
@settings(max_examples=25, deadline=None)
def test_a_notice_in_weeks_moves_every_later_band_by_exactly_its_days(weeks, later):
    plan = replace(DRAWN, start=PLAN.start + timedelta(days=later))
    before, after = run(plan, 50), run(replace(plan, notice=Notice(weeks)), 50)
    for name in ("first_productive", "last_productive"):
        for q in ("p10", "p50", "p90"):
            assert getattr(getattr(after, name), q) - getattr(getattr(before, name), q) == timedelta(weeks=weeks)


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert Notice(3, "months").after(date(2026, 11, 30)) == date(2027, 2, 28)
    assert Notice(1, "months").after(date(2026, 12, 31)) == date(2027, 1, 31)


@pytest.mark.parametrize(("weeks", "expected"), [
    (13, Notice(3, "months")), (4.3, Notice(1, "months")), (6.4, Notice(6.4)), (1, Notice(1)), (0, Notice(0)), (None, None),
])
def test_notice_facts_are_read_as_the_law_counts(weeks, expected):
    """Poland 13 and 4.3, Viet Nam 6.4 (45 days), Great Britain 1, the United States 0, most countries unknown."""
    assert notice_of(weeks) == expected


def test_the_offer_waits_for_the_engagement():
    """Six weeks from 23 March is Monday 4 May; three working days later is Thursday 7 May."""
    found = dates(replace(PLAN, lead_weeks=Span(6, 6, 6)))
    assert found["offer"] == ("2026-05-04", "2026-05-07") and found["take_home"][1] == "2026-04-15"
    assert dates(replace(PLAN, lead_weeks=Span(1, 1, 1)))["offer"] == ("2026-04-15", "2026-04-20")


def test_lead_time_follows_the_engagement_model():
    standard = settle()
    assert lead_weeks("own_entity", standard) == Span(4, 8, 16)
    assert lead_weeks("dedicated_team", standard).low == 4
    assert lead_weeks("employer_of_record", standard) is None
    assert lead_weeks("agency", settle({"vendor_weeks": 20})) == Span(20, 20, 20)


def test_the_same_seed_gives_the_same_bands_and_another_does_not():
    assert run(DRAWN) == run(DRAWN)
    assert run(DRAWN, seed=1) != run(DRAWN)


def test_bands_are_in_order_and_the_last_is_not_before_the_first():
    found = run(DRAWN)
    for step in found.steps:
        assert step.start.p10 <= step.start.p50 <= step.start.p90
        assert step.end.p10 <= step.end.p50 <= step.end.p90
    assert found.last_productive.p50 > found.first_productive.p50
    assert run(replace(DRAWN, hires=1)).last_productive == run(replace(DRAWN, hires=1)).first_productive


def test_what_shortens_most_is_measured_by_the_clock_itself():
    plan = replace(PLAN, stages=(stage("search", 5, 10, 20), *BY_HAND[1:]), notice=Notice(3, "months"))
    by_label = {s.label: s.days for s in savings(plan)}
    assert savings(plan)[0].label == "Notice period"
    slow = replace(plan, stages=(stage("search", 10), *BY_HAND[1:]))
    quick = replace(plan, stages=(stage("search", 5), *BY_HAND[1:]))
    assert by_label["search"] == (run(slow).first_productive.p50 - run(quick).first_productive.p50).days
    assert savings(PLAN) == ()


def test_warning_flips_at_six_weeks():
    """First contact to offer: 29 working days without a holiday are 5.8 weeks, 31 are over six."""
    def plan(days: int) -> Plan:
        return Plan(date(2026, 9, 7), NOWHERE, (stage("search", 5), stage("screening", days - 3), stage("offer", 3)))

    assert warning(run(plan(29))) == ""
    assert "candidates leave" in warning(run(plan(31)))
    slow = replace(plan(20), stages=(stage("search", 5), stage("screening", 10, 12, 50), stage("offer", 3)))
    assert "slow case" in warning(run(slow))


@pytest.mark.parametrize(("change", "text"), [
    ({"start": date(2026, 2, 28)}, "is in the past; choose 2026-03-01 or later"), ({"start": date(2500, 1, 1)}, "too far"),
    ({"hires": 0}, "give 1 to 200"), ({"hires": 201}, "give 1 to 200"), ({"notice": Notice(-1)}, "give 0 to 52"),
    ({"notice": Notice(13, "months")}, "give 0 to 12"), ({"stages": ()}, "no stage"),
    ({"stages": (stage("offer", 5, 4, 9),)}, "low, typical, high"), ({"trial_weeks": Span(3, 2, 1)}, "low, typical, high"),
])
def test_a_plan_that_cannot_run_says_why_in_one_line(change, text):
    with pytest.raises(ScenarioError, match=re.escape(text)):
        check(replace(PLAN, **change), TODAY)


def test_a_plan_past_the_horizon_is_refused():
    with pytest.raises(ScenarioError, match="12 years"):
        run(replace(PLAN, hires=200, gap_days=Span(60, 60, 60)), 2)


def test_an_accepted_plan_is_returned_as_it_is():
    assert check(PLAN, TODAY) is PLAN and PLAN.notice is NO_NOTICE

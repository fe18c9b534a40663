"""Rubric and lock, scores and results, the file of a round, and the question bank."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.errors import ScenarioError
from atlas.domain.playbook import rubric, vetting
from atlas.domain.playbook.ask import ANY
from atlas.domain.playbook.pipeline import STAGE_LABELS, STAGES, Span, check_span, check_stages
from atlas.domain.playbook.questions import BANK, bank
from atlas.domain.playbook.rubric import STANDARD, Criterion, Rubric
from atlas.domain.playbook.vetting import MAX_NOTE, Score, Vetting
from atlas.domain.playbook.vetting_file import from_json, to_json
from atlas.domain.salary import PROFILES

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STAMP = "2026-03-02T09:30:00+00:00"
TWO = Rubric(1, (Criterion("code", "Code", 75, "", ""), Criterion("talk", "Talk", 25, "", "")))


def locked_round(*names: str) -> Vetting:
    round_ = Vetting(rubrics=(rubric.lock(TWO, AT),))
    for name in names:
        round_ = vetting.add_candidate(round_, name)
    return round_


def mark(candidate: str, assessor: str, criterion: str, points: int, note: str = "") -> Score:
    return Score(candidate, assessor, criterion, points, 1, note)


# --- rubric ---------------------------------------------------------------------------------------------------------


def test_the_standard_rubric_sums_to_100_percent():
    assert sum(c.weight_pct for c in STANDARD.criteria) == 100 and rubric.check(STANDARD) is STANDARD


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20).filter(lambda w: sum(w) > 1e-3))
def test_scaling_makes_100_percent_and_keeps_the_ratios(weights):
    criteria = tuple(Criterion(str(i), "c", w, "", "") for i, w in enumerate(weights))
    found = rubric.scaled(criteria)
    assert sum(c.weight_pct for c in found) == pytest.approx(100)
    rubric.check(Rubric(1, found))
    assert [c.weight_pct * sum(weights) for c in found] == pytest.approx([100 * w for w in weights])


def with_weights(*weights: float) -> Rubric:
    return Rubric(1, tuple(Criterion(str(i), f"c{i}", w, "", "") for i, w in enumerate(weights)))


@pytest.mark.parametrize(("wrong", "text"), [
    (with_weights(0, 0), "zero. Raise at least one"), (with_weights(50, 49), "sum to 99 %"), (Rubric(1, ()), "no criterion"),
    (with_weights(-1, 101), "out of range"), (with_weights(float("nan"), 100), "out of range"),
    (with_weights(*[5] * 21), "too many"),
    (Rubric(1, (Criterion("a", "", 100, "", ""),)), "not a name"),
    (Rubric(1, (Criterion("a", "x", 100, "y" * 10_000, ""),)), "shorten it"),
    (Rubric(1, (Criterion("a", "x", 50, "", ""), Criterion("a", "y", 50, "", ""))), "one id"),
])
def test_a_wrong_rubric_cannot_be_locked(wrong, text):
    with pytest.raises(ScenarioError, match=text) as fault:
        rubric.lock(wrong, AT)
    assert len(str(fault.value)) < 200


def test_locking_stamps_the_time_once():
    locked = rubric.lock(TWO, AT)
    assert locked.locked_at == STAMP
    assert rubric.lock(locked, AT.replace(year=2030)).locked_at == STAMP


def test_a_locked_rubric_changes_before_a_score_and_not_after():
    round_ = locked_round("Ana Pop")
    opened = vetting.with_criteria(round_, TWO.criteria[:1])
    assert opened.rubric.locked_at is None and len(opened.rubric.criteria) == 1
    scored = vetting.add_scores(round_, [mark("AP", "Mia", "code", 4)])
    with pytest.raises(ScenarioError, match="Start a new version"):
        vetting.with_criteria(scored, TWO.criteria[:1])
    newer = vetting.with_next_version(scored)
    changed = vetting.with_criteria(newer, rubric.scaled(TWO.criteria[:1]))
    assert changed.rubric.version == 2 and changed.rubrics[0] == scored.rubric and changed.scores == scored.scores


def test_no_score_without_a_lock():
    round_ = vetting.add_candidate(Vetting(rubrics=(TWO,)), "Ana Pop")
    with pytest.raises(ScenarioError, match="Lock it before the first score"):
        vetting.add_scores(round_, [mark("AP", "Mia", "code", 4)])


# --- candidates and scores ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "expected"), [
    ("Ana Pop", "AP"), ("Ana-Maria Ionescu", "AMI"), ("  łucja  ", "Ł"), ("a b c d e f", "ABCD"),
    ("<img src=x onerror=alert(1)>", "ISXO"), ("=cmd|' /C calc'!A0", "CCCA"),
])
def test_initials_by_default(name, expected):
    assert vetting.add_candidate(Vetting(), name).candidates == (expected,)


def test_equal_initials_are_told_apart_and_a_full_name_is_a_choice():
    round_ = vetting.add_candidate(vetting.add_candidate(Vetting(), "Ana Pop"), "Alin Popa")
    assert vetting.add_candidate(round_, "Ana Pop", full_name=True).candidates == ("AP", "AP 2", "Ana Pop")


@pytest.mark.parametrize("name", ["", "   ", "<>", "x" * 81, "a\x00b", "***"])
def test_a_name_that_is_none_is_one_line(name):
    with pytest.raises(ScenarioError, match="give 1 to 80 characters") as fault:
        vetting.add_candidate(Vetting(), name)
    assert len(str(fault.value)) < 150


def test_deleting_a_candidate_deletes_every_score_and_note():
    round_ = vetting.add_scores(locked_round("Ana Pop", "Ion Radu"),
                                [mark("AP", "Mia", "code", 4, "secret note"), mark("IR", "Mia", "code", 2)])
    left = vetting.delete_candidate(round_, "AP")
    assert left.candidates == ("IR",) and {s.candidate for s in left.scores} == {"IR"}
    assert "AP" not in to_json(left) and "secret" not in to_json(left)


@pytest.mark.parametrize(("score", "text"), [
    (mark("XX", "Mia", "code", 4), "not a candidate"), (mark("AP", "", "code", 4), "not a name"),
    (mark("AP", "Mia", "looks", 4), "no criterion"), (mark("AP", "Mia", "code", 0), "from 1 to 5"),
    (mark("AP", "Mia", "code", 4.5), "from 1 to 5"), (mark("AP", "Mia", "code", True), "from 1 to 5"),
    (mark("AP", "Mia", "code", 4, "x" * 10_000), "10,000 characters are too many"),
    (replace(mark("AP", "Mia", "code", 4), version=2), "no criterion"),
])
def test_a_wrong_score_is_one_line_and_takes_nothing(score, text):
    round_ = locked_round("Ana Pop")
    with pytest.raises(ScenarioError, match=text):
        vetting.add_scores(round_, [mark("AP", "Mia", "talk", 3), score])
    assert round_.scores == ()


def test_a_note_may_have_exactly_the_most_characters():
    vetting.add_scores(locked_round("Ana Pop"), [mark("AP", "Mia", "code", 4, "x" * MAX_NOTE)])


def test_the_weighted_result_worked_by_hand():
    """75 % code, 25 % talk. Mia 4 and 2: 3.5. Dan 5 and 5: 5. Mean 4.25, from 3.5 to 5."""
    round_ = vetting.add_scores(locked_round("Ana Pop"), [
        mark("AP", "Mia", "code", 4), mark("AP", "Mia", "talk", 2), mark("AP", "Dan", "code", 5), mark("AP", "Dan", "talk", 5)])
    found = vetting.result(round_, "AP")
    assert found.by_assessor == {"Mia": 3.5, "Dan": 5}
    assert (found.mean, found.low, found.high, found.complete) == (4.25, 3.5, 5, True)
    assert found.by_criterion == {"code": 4.5, "talk": 3.5}


def test_a_missing_mark_widens_and_is_no_zero():
    """Code 4 alone: 4 so far; with talk at 1 it is 3.25, at 5 it is 4.25."""
    found = vetting.result(vetting.add_scores(locked_round("Ana Pop"), [mark("AP", "Mia", "code", 4)]), "AP")
    assert (found.mean, found.least, found.most, found.complete) == (4, 3.25, 4.25, False)


def test_the_order_of_candidates_flips_with_the_weights():
    scores = [mark("AP", "Mia", "code", 5), mark("AP", "Mia", "talk", 1), mark("IR", "Mia", "code", 1),
              mark("IR", "Mia", "talk", 5)]
    heavy_code = vetting.add_scores(locked_round("Ana Pop", "Ion Radu"), scores)
    swapped = Rubric(1, (replace(TWO.criteria[0], weight_pct=25), replace(TWO.criteria[1], weight_pct=75)), STAMP)
    heavy_talk = replace(heavy_code, rubrics=(swapped,))
    assert [r.candidate for r in vetting.results(heavy_code)] == ["AP", "IR"]
    assert [r.candidate for r in vetting.results(heavy_talk)] == ["IR", "AP"]


def test_nobody_scored_has_no_figure_and_comes_last():
    round_ = vetting.add_scores(locked_round("Ana Pop", "Ion Radu"), [mark("IR", "Mia", "code", 1)])
    found = vetting.results(round_)
    assert [r.candidate for r in found] == ["IR", "AP"] and found[1].mean is None
    assert vetting.results(Vetting()) == ()


def test_agreement_counts_what_both_marked():
    round_ = vetting.add_scores(locked_round("Ana Pop", "Ion Radu"), [
        mark("AP", "Mia", "code", 5), mark("AP", "Dan", "code", 5), mark("IR", "Mia", "code", 1), mark("IR", "Dan", "code", 1),
        mark("AP", "Mia", "talk", 2)])
    (found,) = vetting.agreements(round_)
    assert (found.first, found.second, found.cases, found.same_share) == ("Mia", "Dan", 2, 1.0)
    assert found.kappa == pytest.approx(1)


# --- file -----------------------------------------------------------------------------------------------------------


def test_a_round_comes_back_from_its_file():
    round_ = vetting.with_next_version(vetting.add_scores(
        locked_round("Ana Pop", "Łucja Żak"), [mark("AP", "Mia", "code", 4, "=1+1 <b>"), mark("ŁŻ", "Dan", "talk", 2)]))
    assert from_json(to_json(round_)) == round_
    assert from_json(to_json(Vetting())) == Vetting()


def damaged(**change) -> str:
    whole = json.loads(to_json(vetting.add_scores(locked_round("Ana Pop"), [mark("AP", "Mia", "code", 4)])))
    return json.dumps(whole | change)


@pytest.mark.parametrize("text", [
    "", "no", "[]", "{}", "[" * 100_000, damaged(rubrics=[]), damaged(rubrics=None), damaged(candidates=[]),
    damaged(candidates=["AP", "AP"]), damaged(candidates=["x" * 100]), damaged(scores=[{"candidate": "AP"}]),
    damaged(scores=[{"candidate": "AP", "assessor": "Mia", "criterion": "code", "points": 9, "version": 1}]),
    damaged(rubrics=[{"version": 2, "locked_at": None, "criteria": []}]), damaged(candidates=[3]), damaged(format="other"),
    damaged(scores=[{"candidate": "AP", "assessor": ["x"], "criterion": "code", "points": 4, "version": 1}]),
])
def test_a_damaged_file_is_one_line(text):
    with pytest.raises(ScenarioError) as fault:
        from_json(text)
    assert len(str(fault.value)) < 250 and "\n" not in str(fault.value)


# --- pipeline and bank ----------------------------------------------------------------------------------------------


def test_the_pipeline_holds_the_articles_lengths():
    minutes = {s.id: s.candidate_minutes for s in STAGES}
    assert (minutes["screening"], minutes["challenge"], minutes["take_home"]) == ((30, 30), (60, 90), (240, 360))
    assert check_stages(STAGES) == STAGES


@pytest.mark.parametrize("span", [Span(-1, 0, 1), Span(3, 2, 4), Span(1, 2, 500), Span(float("nan"), 1, 2)])
def test_a_span_out_of_order_is_refused(span):
    with pytest.raises(ScenarioError, match="low, typical, high"):
        check_span("stage", span, 120)


def test_the_bank_has_forty_different_questions_for_every_profile_and_stage():
    assert len(BANK) >= 40 and len({a.question for a in BANK}) == len(BANK)
    assert {a.stage for a in BANK} <= set(STAGE_LABELS)
    for profile in PROFILES:
        assert {a.profile for a in bank(profile)} == {profile, ANY}
        assert {a.stage for a in bank(profile)} >= {"screening", "challenge", "design", "take_home", "behavioural", "references"}
    assert all(text.strip() and len(text) < 160 for a in BANK for text in (a.question, a.strong, a.weak, a.red_flag))


def test_the_bank_flips_with_profile_and_stage():
    assert bank("infra_mlops", "design") != bank("model_builder", "design") != ()
    with pytest.raises(ScenarioError, match="did you mean"):
        bank("infra_mlop")

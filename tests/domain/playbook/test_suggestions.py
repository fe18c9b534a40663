"""Every rule that suggests something, each with a case that flips it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError
from atlas.domain.playbook import engagement_fit, profiles, team
from atlas.domain.playbook.forms import rules
from atlas.domain.playbook.profiles import DEFAULT_ANSWERS, MUST, NICE, NOT_NEEDED, need, skills
from atlas.domain.playbook.team import TEAM_ANSWERS, share_out, suggest
from atlas.domain.playbook.work_packages import KEEP, OFFSHORE, PACKAGES, RULES, SPLIT, TRAITS, Package, place, place_all
from atlas.domain.salary import PROFILES
from atlas.domain.scenario import TeamMember

BUILDER, INFRA, PRODUCT = PROFILES
ONLY = {profile: {p: float(p == profile) for p in PROFILES} for profile in PROFILES}


# --- profiles -------------------------------------------------------------------------------------------------------


def test_shares_are_points_over_points():
    """Build on existing models 0, 1, 5 and own the platform 0, 4, 0: ten points, five each for two profiles."""
    found = need({"work": "on", "owns": "platform"})
    assert found.shares == {BUILDER: 0, INFRA: 0.5, PRODUCT: 0.5}
    assert found.leading == INFRA  # the first of the registry among equals


@pytest.mark.parametrize("question", profiles.QUESTIONS.values(), ids=lambda q: q.id)
def test_each_profile_question_can_flip_the_leader(question):
    """With the other answers left out, at least two options of each question lead to different profiles."""
    leaders = {need({question.id: option.id}).leading for option in question.options}
    assert len(leaders) >= 2


def test_one_answer_flips_the_profile_of_a_whole_form():
    near = DEFAULT_ANSWERS | {"owns": "platform", "latency": "tight", "work": "on"}
    assert need(near).leading == INFRA
    assert need(near | {"owns": "feature"}).leading == PRODUCT


def test_reasons_name_what_spoke_for_the_leader():
    found = need(DEFAULT_ANSWERS)
    assert [r.points for r in found.reasons] == sorted((r.points for r in found.reasons), reverse=True)
    assert found.reasons[0].answer == "Build on existing models"


@given(st.fixed_dictionaries({q.id: st.sampled_from([None, *(o.id for o in q.options)])
                              for q in profiles.QUESTIONS.values()}))
def test_shares_sum_to_one(answers):
    if not any(answers.values()):
        with pytest.raises(ScenarioError, match="Answer at least one"):
            need(answers)
    else:
        assert sum(need(answers).shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("answers", [{"work": "x"}, {"wrok": "on"}, {"work": ""}])
def test_an_unknown_answer_names_what_is_valid(answers):
    with pytest.raises(ScenarioError, match=r"did you mean|valid are"):
        need(answers)


@pytest.mark.parametrize("skill", profiles.SKILLS.values(), ids=lambda s: s.id)
def test_each_skill_follows_its_profile(skill):
    """A pure profile asks for exactly its own column, and no skill asks the same of all three."""
    assert [skills(ONLY[p])[skill.id] for p in PROFILES] == list(skill.levels)
    assert len(set(skill.levels)) > 1


def test_a_mix_crosses_from_nice_to_must_at_the_threshold():
    """Deep learning is 2 for builders and 0 for implementers: 65 % of builders are 1.3."""
    assert skills({BUILDER: 0.65, PRODUCT: 0.35})["deep_learning"] == MUST
    assert skills({BUILDER: 0.64, PRODUCT: 0.36})["deep_learning"] == NICE
    assert skills({BUILDER: 0.29, PRODUCT: 0.71})["deep_learning"] == NOT_NEEDED


# --- team -----------------------------------------------------------------------------------------------------------


def test_largest_remainder_worked_example():
    """10 seats over 47, 16, 15.8, 12, 6.1, 3.1 (per cent): 5, 2, 1, 1, 1, 0 (Hamilton's method: 4.7, 1.6, 1.58, 1.2, .61, .31)."""
    shares = {"yellows": 47_000, "whites": 16_000, "reds": 15_900, "greens": 12_000, "blues": 6_000, "pinks": 3_100}
    assert list(share_out(10, shares).values()) == [5, 2, 1, 1, 1, 0]


@given(st.integers(1, 200), st.sampled_from(list(PROFILES)), st.sampled_from([o.id for o in team.REVIEWER.options]),
       st.sampled_from([o.id for o in team.DATA_STATE.options]))
def test_a_team_has_exactly_the_people_asked_for(people, profile, reviewer, data):
    found = suggest(ONLY[profile], people, {"reviewer": reviewer, "data_state": data})
    assert sum(member.count for member in found.team) == people


def levels(reviewer: str, people: int = 5) -> set[str]:
    return {m.seniority for m in suggest(ONLY[PRODUCT], people, TEAM_ANSWERS | {"reviewer": reviewer}).team}


def test_who_reviews_flips_the_seniority():
    assert levels("nobody") == {"lead", "senior"}
    assert levels("one") == {"lead", "senior", "mid"}
    assert levels("team") == {"senior", "mid", "junior"}


def test_data_that_is_not_ready_flips_one_role():
    ready = suggest(ONLY[PRODUCT], 2, TEAM_ANSWERS).team
    not_ready = suggest(ONLY[PRODUCT], 2, TEAM_ANSWERS | {"data_state": "not_ready"}).team
    alone = suggest(ONLY[PRODUCT], 1, TEAM_ANSWERS | {"data_state": "not_ready"}).team
    assert [m.role for m in ready].count("data_engineer") == 0
    assert [m.role for m in not_ready].count("data_engineer") == 1
    assert "data_engineer" not in [m.role for m in alone]


def test_the_profile_flips_the_roles():
    """Two people of 1 lead, 3 seniors, 1 mid are 0.4, 1.2, 0.4: a senior, and of the equal remainders the lead."""
    assert suggest(ONLY[PRODUCT], 2, TEAM_ANSWERS).team == (
        TeamMember("software_engineer", "lead", 1), TeamMember("ai_ml_engineer", "senior", 1))
    assert {m.role for m in suggest(ONLY[INFRA], 4, TEAM_ANSWERS).team} == {"mlops_engineer", "data_engineer"}


@pytest.mark.parametrize("people", [0, -1, 201, 2.5, True])
def test_a_team_of_no_size_is_refused(people):
    with pytest.raises(ScenarioError, match="not a team size"):
        suggest(ONLY[PRODUCT], people, TEAM_ANSWERS)


# --- engagement -----------------------------------------------------------------------------------------------------


def order(answers, weights=None):
    return [fit.model for fit in engagement_fit.fits(answers, weights)]


@pytest.mark.parametrize("question", engagement_fit.QUESTIONS.values(), ids=lambda q: q.id)
def test_each_engagement_question_flips_the_order(question):
    orders = {tuple(order(engagement_fit.DEFAULT_ANSWERS | {question.id: option.id})) for option in question.options}
    assert len(orders) == len(question.options)


def test_a_weight_flips_the_winner():
    """Speed alone asks for freelancers; with control at five and speed at nothing, they are far from it."""
    answers = {"speed": "weeks", "control": "shared"}
    assert order(answers, {"speed": 5, "control": 0})[0] == "freelance"
    assert order(answers, {"speed": 0, "control": 5})[0] == "agency"


def test_score_worked_by_hand():
    """Control weighs 4 and gives an agency 3 of 4, duration 3 and 4 of 4: 100 x (12 + 12) / 28."""
    found = {fit.model: fit for fit in engagement_fit.fits({"control": "us", "duration": "medium"})}
    assert found["agency"].score == pytest.approx(100 * 24 / 28)
    assert [part.score for part in found["agency"].parts] == pytest.approx([100 * 12 / 28, 100 * 12 / 28])


@given(st.fixed_dictionaries({q.id: st.sampled_from([o.id for o in q.options])
                              for q in engagement_fit.QUESTIONS.values()}),
       st.fixed_dictionaries({q: st.floats(0, 5) for q in engagement_fit.QUESTIONS}))
def test_parts_add_up_to_a_score_of_0_to_100(answers, weights):
    if sum(weights.values()) < 1e-6:
        return
    for fit in engagement_fit.fits(answers, weights):
        assert fit.score == pytest.approx(sum(part.score for part in fit.parts))
        assert -1e-9 <= fit.score <= 100 + 1e-9


def test_zero_weights_and_wrong_weights_are_one_line():
    with pytest.raises(ScenarioError, match="Raise one"):
        order({"control": "us"}, {"control": 0})
    with pytest.raises(ScenarioError, match="give 0 to 5"):
        order({"control": "us"}, {"control": 6})


def test_every_model_has_notes_and_every_option_points_for_every_model():
    assert set(engagement_fit.NOTES) == set(ENGAGEMENTS)
    for row in rules(engagement_fit.QUESTIONS, tuple(ENGAGEMENTS)):
        assert all(0 <= row[model] <= engagement_fit.POINTS_MAX for model in ENGAGEMENTS) and row["reason"]


def test_the_contract_cites_the_articles_figures():
    texts = {clause.benchmark: clause.text for clause in engagement_fit.CONTRACT}
    assert "2 weeks" in texts["trial_sprint"] and "3 months" in texts["rolling_contract"]


# --- work packages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES[:-1], ids=lambda r: r.trait)
def test_each_work_rule_flips_a_package_that_only_later_rules_meet(rule):
    later = {r.trait for r in RULES[RULES.index(rule) + 1:] if r.trait}
    without = place(Package("work", frozenset(later)))
    with_it = place(Package("work", frozenset(later | {rule.trait})))
    assert (with_it.suggested, with_it.reason) == (rule.decision, rule.reason)
    assert with_it.reason != without.reason


def test_work_without_a_trait_is_split_and_a_trait_flips_it():
    assert place(Package("work", frozenset())).decision == SPLIT
    assert place(Package("work", frozenset({"specified"}))).decision == OFFSHORE


def test_the_companys_own_decision_counts_and_the_suggestion_stays_visible():
    found = place(Package("demo", frozenset({"client_facing"}), OFFSHORE))
    assert (found.decision, found.suggested) == (OFFSHORE, KEEP)


def test_the_list_of_the_articles_falls_as_they_say():
    by_label = {p.package.label: p.decision for p in place_all(PACKAGES)}
    keep = {"Client workshops and demos", "System architecture", "Discovery of what to build"}
    go = {"Data preparation and labelling", "Model experiments", "Testing", "Documentation",
          "Infrastructure and deployment"}
    assert {by_label[x] for x in keep} == {KEEP} and {by_label[x] for x in go} == {OFFSHORE}


@pytest.mark.parametrize("package", [
    Package("", frozenset()), Package("x" * 10_000, frozenset()), Package("x", frozenset({"big"})),
    Package("x", frozenset(), "sell"),
])
def test_a_wrong_package_is_one_short_line(package):
    with pytest.raises(ScenarioError) as fault:
        place(package)
    assert len(str(fault.value)) < 250 and "\n" not in str(fault.value)


def test_traits_are_those_of_the_rules():
    assert {rule.trait for rule in RULES if rule.trait} == set(TRAITS)
    assert replace(PACKAGES[0], override=KEEP).override == KEEP

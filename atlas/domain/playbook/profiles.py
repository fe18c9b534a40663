"""Which engineer: answers to six questions give the shares of three profiles, and the skills to ask for.

The profiles and the surveyed roles behind each are those of salary.PROFILES. Points are this project's working rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.domain.playbook.forms import Option, Question, chosen, form
from atlas.domain.salary import PROFILES

BUILDER, INFRA, PRODUCT = PROFILES


def _option(id_: str, label: str, builder: float, infra: float, product: float, reason: str) -> Option:
    return Option(id_, label, {BUILDER: builder, INFRA: infra, PRODUCT: product}, reason)


QUESTIONS: dict[str, Question] = form(
    Question("work", "Do you build models or build on them?", (
        _option("on", "Build on existing models", 0, 1, 5, "Existing models are made useful by product work."),
        _option("adapt", "Adapt open models to our data", 3, 1, 2, "Adapting a model needs training and evaluation."),
        _option("build", "Train our own models", 5, 2, 0, "Own models need people who train and test them."),
    )),
    Question("owns", "What should they own?", (
        _option("feature", "The feature that users see", 0, 0, 4, "Owning the feature is product work."),
        _option("research", "The model and its quality", 4, 0, 0, "Owning model quality is a builder's work."),
        _option("platform", "Training and serving", 0, 4, 0, "Owning the platform is infrastructure work."),
        _option("whole", "The whole lifecycle", 1, 2, 2, "A whole lifecycle is mostly running and integrating."),
    )),
    Question("domain", "How special is your domain?", (
        _option("general", "General text, images or code", 0, 1, 3, "General models already know a general domain."),
        _option("own_data", "Own data and own terms", 2, 1, 2, "Own terms need evaluation, and sometimes tuning."),
        _option("science", "A modelling field of its own", 4, 1, 0, "A field with its own models needs its builders."),
    )),
    Question("ratio", "How much is research, how much engineering?", (
        _option("engineering", "Mostly engineering", 0, 2, 3, "Engineering turns a known method into a service."),
        _option("even", "About even", 2, 2, 1, "An even split asks for both halves."),
        _option("research", "Mostly research", 4, 1, 0, "Research has no known method to start from."),
    )),
    Question("latency", "How fast must answers come?", (
        _option("relaxed", "Seconds are fine", 1, 0, 2, "Without a tight limit a hosted model will do."),
        _option("interactive", "Within a second", 1, 2, 1, "Interactive speed needs tuned serving."),
        _option("tight", "Within 100 ms or on a device", 1, 4, 0, "Tight limits are won in serving and hardware."),
    )),
    Question("cost", "What will running it cost, next to building it?", (
        _option("small", "Little", 1, 0, 2, "Where running is cheap, features come first."),
        _option("noticeable", "About as much", 1, 2, 1, "A running bill of that size needs watching."),
        _option("dominant", "Much more", 1, 4, 0, "A dominant running bill is an infrastructure task."),
    )),
)
DEFAULT_ANSWERS = {"work": "on", "owns": "whole", "domain": "own_data", "ratio": "engineering", "latency": "relaxed",
                   "cost": "small"}
"""A common start: a company that adds AI to its product."""


@dataclass(frozen=True)
class Reason:
    """What an answer said: the points it gave to the leading profile, and why."""

    question: str
    answer: str
    points: float
    reason: str


@dataclass(frozen=True)
class Need:
    """Shares of 1 by profile id, the leading profile, and the reasons that spoke most for it, strongest first."""

    shares: Mapping[str, float]
    leading: str
    reasons: tuple[Reason, ...]


def need(answers: Mapping[str, str | None]) -> Need:
    """The profiles that the answers ask for: each profile's points over all points. Unanswered questions say nothing.

    Equal points are led by the profile that stands first in the registry. ScenarioError without any answer.
    """
    given = chosen(QUESTIONS, answers)
    points = {p: sum(option.points[p] for _, option in given) for p in PROFILES}
    total = sum(points.values())
    leading = max(points, key=points.__getitem__)
    reasons = [Reason(q.text, option.label, option.points[leading], option.reason) for q, option in given]
    reasons.sort(key=lambda r: -r.points)
    return Need({p: points[p] / total for p in PROFILES}, leading, tuple(r for r in reasons if r.points > 0))


MUST, NICE, NOT_NEEDED = "must", "nice", "not needed"
LEVELS = {MUST: 2, NICE: 1, NOT_NEEDED: 0}
MUST_FROM, NICE_FROM = 1.3, 0.6
"""Where a mix stands on the scale from 0 (not needed) to 2 (must): the profiles' levels weighed by their shares."""


@dataclass(frozen=True)
class Skill:
    """A skill and how far each profile needs it, in the order of PROFILES."""

    id: str
    label: str
    asks: str
    levels: tuple[str, str, str]

    def level(self, profile: str) -> str:
        return self.levels[list(PROFILES).index(profile)]


SKILLS: dict[str, Skill] = {
    skill.id: skill
    for skill in (
        Skill("ml", "Machine learning", "choosing, training and testing models", (MUST, NICE, NICE)),
        Skill("deep_learning", "Deep learning", "neural networks beyond calling them", (MUST, NICE, NOT_NEEDED)),
        Skill("llm", "Large language models", "prompts, tools, context, evaluation", (NICE, NICE, MUST)),
        Skill("rag", "Retrieval (RAG)", "finding the right text before answering", (NICE, NOT_NEEDED, MUST)),
        Skill("fine_tuning", "Fine-tuning", "adapting a model to own examples", (MUST, NICE, NICE)),
        Skill("vector_db", "Vector databases", "storing and searching embeddings", (NOT_NEEDED, NICE, MUST)),
        Skill("mlops", "MLOps", "deploying, watching and rolling back models", (NICE, MUST, NICE)),
        Skill("data_engineering", "Data engineering", "pipelines that others can rely on", (NICE, MUST, NICE)),
    )
}


def skills(shares: Mapping[str, float]) -> dict[str, str]:
    """Must, nice or not needed by skill id, for a mix of profiles."""
    def level(skill: Skill) -> str:
        depth = sum(share * LEVELS[skill.level(profile)] for profile, share in shares.items())
        return MUST if depth >= MUST_FROM else NICE if depth >= NICE_FROM else NOT_NEEDED

    return {skill.id: level(skill) for skill in SKILLS.values()}

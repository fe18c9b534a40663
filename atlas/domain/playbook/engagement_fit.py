"""Which engagement: answers score the seven models with visible weights. Points of 0 to 4 are working rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.playbook.forms import Option, Question, chosen, form

POINTS_MAX, WEIGHT_MAX = 4, 5


def _option(id_: str, label: str, points: str, reason: str) -> Option:
    """`points` is one digit a model, in the order of ENGAGEMENTS: own, EOR, agency, staff, freelance, dedicated,
    outsourced."""
    return Option(id_, label, dict(zip(ENGAGEMENTS, map(int, points), strict=True)), reason)


QUESTIONS: dict[str, Question] = form(
    Question("control", "Who directs the daily work?", (
        _option("us", "We do, every day", "4434310", "Daily direction needs people who work as your own."),
        _option("shared", "We set goals, they organise", "2243242", "Shared direction suits a team with its own lead."),
        _option("them", "They deliver, we accept", "0021124", "Accepting results leaves the method to the vendor."),
    ), 4),
    Question("duration", "How long will you need them?", (
        _option("short", "Under 6 months", "0123413", "A short need cannot repay a set-up."),
        _option("medium", "6 to 18 months", "1344332", "Over a year and a half, a monthly fee is cheaper than founding."),
        _option("long", "Longer", "4332140", "A lasting team repays its set-up and should stay yours."),
    ), 3),
    Question("speed", "When must the first person start?", (
        _option("weeks", "Within 4 weeks", "0123412", "Within weeks only people who are free now can start."),
        _option("quarter", "Within 3 months", "2444344", "Three months leave time for a search."),
        _option("later", "Later", "4433244", "Time in hand allows the slow models too."),
    ), 3),
    Question("size", "How many people?", (
        _option("few", "1 to 3", "0434402", "For a few people a company or a centre costs too much."),
        _option("some", "4 to 10", "2343243", "A small team can use most models."),
        _option("many", "More than 10", "4231143", "Fees per head add up: a large team repays fixed costs."),
    ), 2),
    Question("budget", "What can you spend before the first result?", (
        _option("none", "Almost nothing", "0333413", "Without a budget to start with, rent rather than build."),
        _option("some", "A modest sum", "1443333", "A modest sum covers contracts and reviews."),
        _option("ample", "What it takes", "4333243", "With money up front, a lower run rate can be bought."),
    ), 3),
    Question("compliance", "How strict are your rules on data and code?", (
        _option("light", "Usual confidentiality", "3333333", "Usual confidentiality rules out no model."),
        _option("personal", "Personal or customer data", "4433131", "Personal data wants few hands and clear employers."),
        _option("regulated", "Regulated or audited", "4321030", "Auditors ask who employs, and who may see what."),
    ), 3),
    Question("assess", "Can you judge AI engineers yourselves?", (
        _option("yes", "Yes", "4424432", "Whoever can judge should choose each person."),
        _option("partly", "Partly", "2343233", "With some doubt, a vendor that answers for replacements helps."),
        _option("no", "No", "0141034", "Without own judgement, buy a result or a vouched-for team."),
    ), 3),
)
DEFAULT_ANSWERS = {"control": "us", "duration": "medium", "speed": "quarter", "size": "some", "budget": "some",
                   "compliance": "personal", "assess": "partly"}


@dataclass(frozen=True)
class Part:
    """What one answer gave a model: points of 0 to 4, and its part of the score, in points of 100."""

    question: str
    answer: str
    points: float
    score: float
    reason: str


@dataclass(frozen=True)
class Fit:
    """One model's score of 100, and the parts that add up to it, in the form's order."""

    model: str
    score: float
    parts: tuple[Part, ...]

    @property
    def strongest(self) -> tuple[Part, ...]:
        """The parts that gave most, up to three."""
        return tuple(sorted((p for p in self.parts if p.score > 0), key=lambda p: -p.score)[:3])

    @property
    def weakest(self) -> tuple[Part, ...]:
        """The answers that speak against it: at most one point of four."""
        return tuple(p for p in self.parts if p.points <= 1)


def fits(answers: Mapping[str, str | None], weights: Mapping[str, float] | None = None) -> tuple[Fit, ...]:
    """The seven models, best first: 100 x sum(weight x points) / sum(weight x 4). Ties keep the registry's order.

    `weights` (0 to 5) replace the questions' own. ScenarioError without an answer, or when every weight is 0.
    """
    given = chosen(QUESTIONS, answers)
    own = {question.id: (weights or {}).get(question.id, question.weight) for question, _ in given}
    for question_id, weight in own.items():
        if not 0 <= weight <= WEIGHT_MAX:
            raise ScenarioError(f"weight of {question_id}: {shown(weight)} is out of range; give 0 to {WEIGHT_MAX}")
    whole = POINTS_MAX * sum(own.values())
    if whole == 0:
        raise ScenarioError("Every weight of the engagement questions is zero. Raise one.")
    scored = []
    for model in ENGAGEMENTS:
        parts = tuple(Part(q.text, o.label, o.points[model], 100 * own[q.id] * o.points[model] / whole, o.reason)
                      for q, o in given)
        scored.append(Fit(model, sum(p.score for p in parts), parts))
    return tuple(sorted(scored, key=lambda fit: -round(fit.score, 9)))


@dataclass(frozen=True)
class Notes:
    """What speaks for and against a model, whatever the answers."""

    pros: tuple[str, ...]
    cons: tuple[str, ...]


NOTES: dict[str, Notes] = {
    "own_entity": Notes(("Full control, and the people are yours", "Lowest running cost for a large team"),
                        ("Slow and costly to found, and to close", "You carry local employment law")),
    "employer_of_record": Notes(("Your people without your own company", "Legal employment from the first day"),
                                ("A monthly fee for each head", "You still search and choose by yourselves")),
    "agency": Notes(("A team that somebody else recruits and replaces", "One invoice, one contract"),
                    ("The margin never ends", "Good people may be lent elsewhere after you")),
    "staff_augmentation": Notes(("Single skills quickly, inside your own team", "Easy to scale down"),
                                ("Knowledge leaves with the person", "You lead, review and integrate them")),
    "freelance": Notes(("The fastest start and the fastest end", "A specialist for a narrow task"),
                       ("May be judged disguised employment", "Shares time with other clients")),
    "dedicated_team": Notes(("A team that can become yours", "A local lead from the start"),
                            ("A centre takes weeks to open", "The transfer fee and terms must be agreed first")),
    "outsourced": Notes(("A result for a price, with little management", "The vendor carries staffing risk"),
                        ("Little insight into how it is made", "Changes of mind cost extra")),
}


@dataclass(frozen=True)
class Clause:
    """A term to put in the first contract. `benchmark` is the article's claim behind its figure, or None."""

    label: str
    text: str
    benchmark: str | None = None


def _period(benchmark_id: str) -> str:
    found = BENCHMARKS[benchmark_id]
    return f"{found.low:g} {found.unit}"


CONTRACT: tuple[Clause, ...] = (
    Clause("Paid trial", f"{_period('trial_sprint')} on a scoped task of your own, paid in full, with an agreed result.",
           "trial_sprint"),
    Clause("Monthly rolling", f"For the first {_period('rolling_contract')} either side may end with a month's end.",
           "rolling_contract"),
    Clause("Replacement", "Say in how many days a leaver is replaced, who pays the handover, and how often."),
    Clause("Ownership", "Code, models, prompts and data belong to you from the moment they are made."),
)

"""Questions whose answers give points: the one shape behind every suggestion that the playbook scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.domain.errors import ScenarioError, nearest, shown


@dataclass(frozen=True)
class Option:
    """One answer. `points` go to targets by id; `reason` says in one sentence why."""

    id: str
    label: str
    points: Mapping[str, float]
    reason: str


@dataclass(frozen=True)
class Question:
    """A question, its options, and the weight that its points carry unless the user sets another."""

    id: str
    text: str
    options: tuple[Option, ...]
    weight: float = 1.0

    def option(self, option_id: str) -> Option:
        """The option of an id, or a ScenarioError that names the nearest one."""
        found = {option.id: option for option in self.options}
        if option_id not in found:
            raise ScenarioError(f"{self.id}: {shown(option_id)} is not an answer{nearest(option_id, found)}")
        return found[option_id]


def form(*questions: Question) -> dict[str, Question]:
    """Questions by id, in order."""
    return {question.id: question for question in questions}


def chosen(questions: Mapping[str, Question], answers: Mapping[str, str | None]) -> list[tuple[Question, Option]]:
    """The answered questions with their options, in the form's order; None is no answer.

    ScenarioError for an unknown question or option, or when nothing is answered.
    """
    for question_id in answers:
        if question_id not in questions:
            raise ScenarioError(f"question: {shown(question_id)} is not known{nearest(question_id, questions)}")
    given = [(question, question.option(answers[question.id])) for question in questions.values()
             if answers.get(question.id) is not None]
    if not given:
        raise ScenarioError("No question is answered. Answer at least one.")
    return given


def rules(questions: Mapping[str, Question], targets: Sequence[str]) -> list[dict[str, object]]:
    """The form as the table that is shown: one row an option with the points of every target and the reason."""
    return [
        {"question": question.text, "answer": option.label} | {t: option.points.get(t, 0) for t in targets}
        | {"reason": option.reason}
        for question in questions.values() for option in question.options
    ]

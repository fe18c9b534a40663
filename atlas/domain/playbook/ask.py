"""One question of the bank."""

from collections.abc import Iterable
from dataclasses import dataclass

ANY = "any"


@dataclass(frozen=True)
class Ask:
    """A question for a profile (or ANY) at a stage, what strong and weak answers show, and a red flag."""

    profile: str
    stage: str
    question: str
    strong: str
    weak: str
    red_flag: str


def asks(profile: str, rows: Iterable[tuple[str, str, str, str, str]]) -> tuple[Ask, ...]:
    """The questions of one profile from rows of stage, question, strong, weak, red flag."""
    return tuple(Ask(profile, *row) for row in rows)

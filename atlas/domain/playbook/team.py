"""The team that follows from a need: roles from the profiles' shares, seniority from who can review the work."""

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.domain.errors import ScenarioError, shown
from atlas.domain.playbook.forms import Option, Question
from atlas.domain.salary import PROFILES
from atlas.domain.scenario import TeamMember
from atlas.domain.tables import ROLES, SENIORITIES

MAX_SUGGESTED = 200

REVIEWER = Question("reviewer", "Who can review their work today?", (
    Option("nobody", "Nobody yet", {"lead": 2, "senior": 3},
           "Without a reviewer the first hires set the standard: leads and seniors only."),
    Option("one", "One experienced engineer", {"lead": 1, "senior": 3, "mid": 1},
           "One reviewer can carry a senior team with a few mid-level people."),
    Option("team", "A team of engineers", {"senior": 2, "mid": 2, "junior": 1},
           "A reviewing team can grow mid-level and junior people."),
))
"""Points are parts of the team at each seniority."""
DATA_STATE = Question("data_state", "Is your data ready for it?", (
    Option("ready", "Yes, clean and reachable", {}, "Ready data needs no extra role."),
    Option("not_ready", "Not yet", {"data_engineer": 1},
           "Data that is not ready stops everyone else: a team of two or more starts with a data engineer."),
))
"""Points are the least number of people of a role in a team of DATA_TEAM_FROM or more."""
DATA_TEAM_FROM = 2
TEAM_ANSWERS = {"reviewer": "one", "data_state": "ready"}


def share_out(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Whole people by key, in proportion (largest remainder, Hamilton's method); equal remainders go in order."""
    whole = sum(shares.values())
    exact = {key: total * share / whole for key, share in shares.items()}
    people = {key: int(value) for key, value in exact.items()}
    # Rounded, so that remainders that are equal on paper tie in floating point too.
    by_remainder = sorted(exact, key=lambda key: -round(exact[key] - people[key], 9))
    for key in by_remainder[: total - sum(people.values())]:
        people[key] += 1
    return people


@dataclass(frozen=True)
class Suggestion:
    """A team, and the rules that made it, a sentence each."""

    team: tuple[TeamMember, ...]
    rules: tuple[str, ...]


def suggest(shares: Mapping[str, float], people: int, answers: Mapping[str, str]) -> Suggestion:
    """A team of `people` for a mix of profiles. `answers` as TEAM_ANSWERS.

    The strongest seniorities go to the roles with most people. ScenarioError for a count outside 1 to 200.
    """
    if isinstance(people, bool) or not isinstance(people, int) or not 1 <= people <= MAX_SUGGESTED:
        raise ScenarioError(f"people: {shown(people)} is not a team size; give 1 to {MAX_SUGGESTED}")
    reviewer, data = REVIEWER.option(answers["reviewer"]), DATA_STATE.option(answers["data_state"])
    parts = {role: sum(share * PROFILES[p].shares.get(role, 0) for p, share in shares.items()) for role in ROLES}
    roles = share_out(people, {role: part for role, part in parts.items() if part > 0})
    if people >= DATA_TEAM_FROM:
        for role, least in data.points.items():
            _move_to(roles, role, int(least))
    levels = share_out(people, {level: reviewer.points[level] for level in reversed(SENIORITIES)
                                if level in reviewer.points})
    mix = ", ".join(f"{PROFILES[p].label} {round(100 * s)} %" for p, s in shares.items() if round(100 * s))
    return Suggestion(_deal(roles, levels), (f"Roles follow the profiles: {mix}.", reviewer.reason, data.reason))


def _move_to(roles: dict[str, int], role: str, least: int) -> None:
    """Give `role` at least so many people, taken one at a time from the largest role."""
    while roles.get(role, 0) < least:
        largest = max(roles, key=roles.__getitem__)
        roles[largest] -= 1
        roles[role] = roles.get(role, 0) + 1


def _deal(roles: Mapping[str, int], levels: Mapping[str, int]) -> tuple[TeamMember, ...]:
    ladder = [level for level, count in levels.items() for _ in range(count)]
    people = [role for role in sorted(roles, key=lambda r: -roles[r]) for _ in range(roles[role])]
    # Every role gets one of the stronger people before any role gets a second.
    turns = sorted(range(len(people)), key=lambda i: people[:i].count(people[i]))
    dealt: dict[tuple[str, str], int] = {}
    for level, i in zip(ladder, turns, strict=True):
        dealt[people[i], level] = dealt.get((people[i], level), 0) + 1
    order = [(role, level) for role in ROLES for level in reversed(SENIORITIES)]
    return tuple(TeamMember(role, level, dealt[role, level]) for role, level in order if (role, level) in dealt)

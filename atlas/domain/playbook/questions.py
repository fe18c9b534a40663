"""The question bank: what to ask whom at which stage, and what strong and weak answers show. In this project's words."""

from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.playbook.ask import ANY, Ask, asks
from atlas.domain.playbook.pipeline import STAGE_LABELS
from atlas.domain.playbook.questions_builder import BUILDER_ASKS
from atlas.domain.playbook.questions_infra import INFRA_ASKS
from atlas.domain.playbook.questions_product import PRODUCT_ASKS
from atlas.domain.salary import PROFILES

SHARED_ASKS: tuple[Ask, ...] = asks(ANY, (
    ("screening", "Which system that you built is still in use, and what was your part?",
     "Names users, own decisions and what changed since", "Speaks of the team only, or of a course project",
     "Cannot say who used it"),
    ("screening", "What would you not use AI for here?",
     "Names a simpler method and when it wins", "Finds a use everywhere", "Promises results before any question"),
    ("screening", "How do you keep up, and what did you drop again?",
     "Tried something, measured it, and let it go", "Lists newsletters", "Repeats headlines as facts"),
    ("screening", "Which hours can you share with our office, all year round?",
     "Knows the clock changes and names fixed hours", "Says that it will work out", "Has another full-time client"),
    ("challenge", "Here is working code with a subtle fault. Find it and talk us through.",
     "Reproduces it first, then narrows it down", "Rewrites at random until it passes", "Blames the tools"),
    ("challenge", "Use the assistant that you like. Which of its suggestions did you reject?",
     "Rejects some with a reason and tests the rest", "Accepts all that runs", "Cannot explain submitted lines"),
    ("behavioural", "Tell us of a model or feature that failed after launch.",
     "Own mistake, how it was noticed, what changed", "A failure of somebody else", "Has never failed"),
    ("behavioural", "When did you tell a client or manager no?",
     "Gave evidence and another way", "Gave in, or only complained", "Disdain for those who asked"),
    ("behavioural", "How do you write so that somebody eight hours away can go on?",
     "Shows a note with state, decision and next step", "Prefers a call for everything", "No written trace at all"),
    ("references", "What would this person need around them to do their best work?",
     "Concrete conditions, given freely", "General praise", "A long pause, then formal words"),
    ("references", "What did they own from start to end, and would you hire them again?",
     "A named system and a quick yes", "A task list", "Will not say"),
    ("offer", "What would make you leave within a year?",
     "An honest condition that we can check", "Nothing at all", "Only a higher offer"),
))

BANK: tuple[Ask, ...] = (*SHARED_ASKS, *BUILDER_ASKS, *INFRA_ASKS, *PRODUCT_ASKS)


def bank(profile: str | None = None, stage: str | None = None) -> tuple[Ask, ...]:
    """The questions for a profile, those for everybody among them, and for a stage; None is any. In bank order."""
    for given, valid, what in ((profile, PROFILES, "profile"), (stage, STAGE_LABELS, "stage")):
        if given is not None and given not in valid:
            raise ScenarioError(f"{what}: {shown(given)} is not known{nearest(given, valid)}")
    return tuple(ask for ask in BANK if (profile is None or ask.profile in (profile, ANY))
                 and (stage is None or ask.stage == stage))

"""What to offshore, what to keep: the first rule that meets a package's traits decides; the company may overrule it."""

from collections.abc import Collection
from dataclasses import dataclass

from atlas.domain.errors import ScenarioError, nearest, shown

OFFSHORE, KEEP, SPLIT = "offshore", "keep", "split"
DECISIONS = (OFFSHORE, KEEP, SPLIT)
TRAITS = {
    "client_facing": "client-facing",
    "architecture": "architecture",
    "ambiguous": "unclear",
    "sensitive": "sensitive data",
    "specified": "can be specified",
}


@dataclass(frozen=True)
class Rule:
    """A package with the trait (any package where None) gets the decision, unless an earlier rule spoke."""

    trait: str | None
    decision: str
    reason: str


RULES: tuple[Rule, ...] = (
    Rule("client_facing", KEEP, "Work in front of clients stays with those who know them."),
    Rule("architecture", KEEP, "Decisions that everything rests on stay close to the product."),
    Rule("ambiguous", KEEP, "Unclear work needs many short talks, which distance makes slow."),
    Rule("sensitive", SPLIT, "Sensitive data stays; what can be done on masked data goes."),
    Rule("specified", OFFSHORE, "Work that can be written down can be done anywhere."),
    Rule(None, SPLIT, "Nothing speaks clearly for either: start with a part of it."),
)


@dataclass(frozen=True)
class Package:
    """A piece of work, its traits, and the company's own decision where it has one."""

    label: str
    traits: frozenset[str]
    override: str | None = None


def _package(label: str, *traits: str) -> Package:
    return Package(label, frozenset(traits))


PACKAGES: tuple[Package, ...] = (
    _package("Client workshops and demos", "client_facing"),
    _package("Discovery of what to build", "ambiguous", "client_facing"),
    _package("System architecture", "architecture"),
    _package("Choice of models and vendors", "architecture", "ambiguous"),
    _package("Data preparation and labelling", "specified"),
    _package("Customer data access", "sensitive"),
    _package("Model experiments", "specified"),
    _package("Evaluation sets and metrics", "specified", "sensitive"),
    _package("Feature implementation", "specified"),
    _package("Testing", "specified"),
    _package("Documentation", "specified"),
    _package("Infrastructure and deployment", "specified"),
    _package("Support on call"),
)
MAX_PACKAGES, MAX_LABEL = 60, 120


@dataclass(frozen=True)
class Placement:
    """A package with what the rules suggest, why, and what counts: the override where there is one."""

    package: Package
    suggested: str
    reason: str

    @property
    def decision(self) -> str:
        return self.package.override or self.suggested


def place(package: Package) -> Placement:
    """The placement of one package. ScenarioError for an unknown trait or decision, or a name too long or empty."""
    if not package.label.strip() or len(package.label) > MAX_LABEL:
        raise ScenarioError(f"work package: {shown(package.label, 40)} is not a name of 1 to {MAX_LABEL} characters")
    _known("trait", package.traits, TRAITS)
    _known("decision", [package.override] if package.override else [], DECISIONS)
    rule = next(rule for rule in RULES if rule.trait is None or rule.trait in package.traits)
    return Placement(package, rule.decision, rule.reason)


def place_all(packages: Collection[Package]) -> tuple[Placement, ...]:
    """Every package placed, in order; at most 60."""
    if len(packages) > MAX_PACKAGES:
        raise ScenarioError(f"work packages: {len(packages)} are too many; at most {MAX_PACKAGES}")
    return tuple(map(place, packages))


def _known(what: str, given: Collection[str], valid: Collection[str]) -> None:
    for item in given:
        if item not in valid:
            raise ScenarioError(f"{what}: {shown(item)} is not known{nearest(item, valid)}")

"""METHOD has one heading a criterion, and its goalposts, version and worked example agree with the registry."""

import re

from atlas.domain.criteria import CRITERIA, METHOD_VERSION
from atlas.paths import ROOT

METHOD = (ROOT / "docs" / "METHOD.md").read_text("utf-8")


def test_one_heading_a_criterion_in_registry_order():
    assert re.findall(r"^### (.+) \(`(\w+)`\)$", METHOD, re.M) == [(c.label, c.id) for c in CRITERIA.values()]


def test_goalposts_are_named_in_their_section():
    sections = re.split(r"^### ", METHOD, flags=re.M)[1:]
    for criterion, text in zip(CRITERIA.values(), sections, strict=True):
        flat = " ".join(text.split())
        for goalpost in (criterion.worst, criterion.best):
            assert re.search(rf"\b{goalpost:,.0f}\b", flat), (criterion.id, goalpost)


def test_the_version_is_the_code_s():
    assert f"Method version {METHOD_VERSION};" in METHOD


def test_the_worked_example_adds_up():
    v = [0.3998, 0.45, 0.4752, 1, 0.8]
    w = [8, 3, 7, 6, 5]
    score = 100 * sum(a * b for a, b in zip(w, v, strict=True)) / sum(w)
    assert f"= {score:.1f}." in METHOD


def test_every_linked_page_exists():
    pages = set(re.findall(r"\]\((METHOD-\w+\.md)\)", METHOD))
    assert pages and all((ROOT / "docs" / page).exists() for page in pages)

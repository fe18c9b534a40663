"""Findings of the shipped data, gathered once."""

import pytest

from tests.export import cases


@pytest.fixture(scope="session")
def found(built_database):
    return cases.findings()


@pytest.fixture(scope="session")
def hostile(found):
    return cases.renamed(found, cases.HOSTILE)

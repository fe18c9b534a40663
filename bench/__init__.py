"""Benchmarks: each module has `run() -> list[Row]`, measured beside a floor in the same run; no part of the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the report: our figure, the floor's (None: it has none), the unit of both, and the goal in words."""

    name: str
    ours: float
    floor: float | None
    unit: str
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None


class NotMeasured(Exception):
    """Raised by a benchmark that this machine cannot run; the message says what is missing."""


def milliseconds(action: Callable[[], Any]) -> float:
    """Wall time of one call of `action`, in ms."""
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)

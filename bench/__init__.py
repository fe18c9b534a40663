"""Benchmarks: each module has `run() -> list[Row]`, measured beside a floor in the same run; no part of the tests."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

__all__ = ["Row", "median", "milliseconds"]


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


def milliseconds(action) -> float:
    """Wall time of one call of `action`, in ms."""
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)

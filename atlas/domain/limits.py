"""Limits as a person changes them: letting one removed hub in, and a first bound that removes nobody."""

import math
from dataclasses import replace

import numpy as np

from atlas.domain.ranking import Ranking
from atlas.domain.scenario import Limit, Scenario


def relax(scenario: Scenario, answer: Ranking, hub_id: str) -> Scenario:
    """The scenario with each rule that keeps the hub out moved just as far as lets it in.

    A limit moves to the hub's own value, its region joins the regions kept, its exclusion goes. Others that the moved
    rules held out come in with it. A hub that no rule removed leaves the scenario as it is.
    """
    rules = answer.excluded[answer.excluded["hub_id"] == hub_id]
    if rules.empty:
        return scenario
    row = int(rules["row"].iloc[0])
    value = {c: float(v) for c, v in zip(answer.criteria.ids, answer.cells.raw[row], strict=True)}
    region = answer.cells.hubs["region"].iloc[row]
    failed = set(rules["criterion"].dropna())
    return replace(
        scenario,
        limits=tuple(_widened(limit, value[limit.criterion]) if limit.criterion in failed else limit
                     for limit in scenario.limits),
        regions=(*scenario.regions, region) if "region" in set(rules["rule"]) else scenario.regions,
        exclude=tuple(other for other in scenario.exclude if other != hub_id),
    )


def _widened(limit: Limit, value: float) -> Limit:
    return replace(limit, min=None if limit.min is None else min(limit.min, value),
                   max=None if limit.max is None else max(limit.max, value))


def loosest(answer: Ranking, criterion_id: str) -> Limit:
    """A limit to start from: the worst value that a ranked hub has, or the worst goalpost where none is known.

    It is rounded outwards to two digits, so that it reads well and removes nobody.
    """
    criterion = answer.criteria[criterion_id]
    known = answer.cells.raw[answer.hubs["row"].to_numpy(dtype=int), answer.criteria.index(criterion_id)]
    known = known[~np.isnan(known)]
    higher = criterion.direction == "higher"
    worst = _tidy(float(known.min() if higher else known.max()), not higher) if known.size else float(criterion.worst)
    return Limit(criterion_id, min=worst) if higher else Limit(criterion_id, max=worst)


def _tidy(value: float, up: bool) -> float:
    """The next number up or down with two significant digits."""
    if value == 0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
    tidy = (math.ceil if up else math.floor)(value / step) * step
    return float(f"{tidy:.2g}")

"""How firm a ranking is: rank acceptability, flip points and verdict of one Ranking, by hub id instead of row."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from atlas.domain import bands, doublecount, flips, reach, robustness
from atlas.domain.ranking import Ranking


@dataclass(frozen=True, eq=False)
class Firmness:
    """Arrays follow `hub_ids`, which are in the order of city names; `order` is the shown ranking as rows of them."""

    answer: Ranking
    hub_ids: tuple[str, ...]
    cities: tuple[str, ...]
    order: np.ndarray
    acceptability: robustness.Acceptability
    verdict: robustness.Verdict
    weight_flips: tuple[flips.WeightFlip, ...]
    value_flips: tuple[flips.ValueFlip, ...]

    @property
    def matrix_by_hub(self) -> dict[str, np.ndarray]:
        """Share of draws at each rank, best first, by hub id."""
        return dict(zip(self.hub_ids, self.acceptability.matrix, strict=True))


def firmness(answer: Ranking, draws: int = robustness.DRAWS, seed: int = robustness.SEED) -> Firmness | None:
    """The firmness of a ranking as its scenario asks; None where no hub is left."""
    if answer.hubs.empty:
        return None
    scenario, cells = answer.scenario, answer.cells
    hubs = answer.hubs.sort_values("city")
    rows = hubs["row"].to_numpy()
    values, weights = answer.values[rows], answer.weights
    uncertain = bands.from_cells(cells.raw[rows], cells.low[rows], cells.high[rows], cells.native[rows],
                                 hubs["country"].tolist(), answer.criteria)
    found = robustness.acceptability(
        values, weights, draws=draws, seed=seed, spread_pct=scenario.spread_pct, any_weights=scenario.any_weights,
        bands=uncertain if scenario.data_uncertainty else None)
    return Firmness(
        answer, tuple(hubs["hub_id"]), tuple(hubs["city"]), robustness.shown_order(values, weights), found,
        robustness.verdict(values, weights, found), flips.weight_flips(values, weights),
        flips.value_flips(values, weights, uncertain.fact))


def report(firm: Firmness) -> dict[str, Any]:
    """The `robustness` JSON of PRODUCT section 10."""
    return robustness.report(firm.acceptability, firm.weight_flips, firm.order, firm.hub_ids,
                             firm.answer.criteria.ids)


def weight_marks(firm: Firmness) -> dict[str, dict[str, Any]]:
    """The flip interval of each weight by criterion id: low, high, and the cities that take over below and above."""
    city = dict(enumerate(firm.cities)).get
    ids = firm.answer.criteria.ids
    return {ids[f.criterion]: {"low": f.low, "high": f.high, "below": city(f.below), "above": city(f.above)}
            for f in firm.weight_flips}


def doubt(firm: Firmness, currency: str, per_usd: float) -> str:
    """What the leader's own figures would have to do for another hub to lead: the nearest one, modelled ones first.

    Empty where no single figure of the leader can cost it the lead.
    """
    leader = firm.verdict.leader
    row = firm.answer.hubs.set_index("hub_id").loc[firm.hub_ids[leader], "row"]
    raw, grade = firm.answer.cells.raw[row], firm.answer.cells.grade[row]
    candidates = [(grade[f.criterion] != "D", f.value - (f.limit or 0), f) for f in firm.value_flips if f.limit is not None]
    for _, _, flip in sorted(candidates, key=lambda c: c[:2]):
        criterion = firm.answer.criteria[flip.criterion]
        in_units = flips.in_raw_units(flip, criterion, float(raw[flip.criterion]))
        if in_units is not None:
            return flips.value_sentence(in_units, criterion, firm.cities[leader], firm.cities[flip.successor], currency,
                                        per_usd)
    return ""


@dataclass(frozen=True)
class Belief:
    """What one would have to believe for a hub to lead: its best rank under any weights, and the nearest weights.

    `alone` counts every tie against the hub: rank 1 is ahead of all others. `dominator` is the city that is at least
    as good in every criterion, or None.
    """

    hub_id: str
    city: str
    best_rank: int
    alone: reach.Target
    dominator: str | None


def beliefs(answer: Ranking) -> tuple[Belief, ...]:
    """The belief of each ranked hub, in the order of the ranking. Seconds of work for dozens of hubs: keep it."""
    hubs = answer.hubs.sort_values("city").reset_index(drop=True)
    found = reach.reach_all(answer.values[hubs["row"]], answer.weights)
    by_id = {hubs["hub_id"][r.hub]: Belief(
        hubs["hub_id"][r.hub], hubs["city"][r.hub], r.best.rank, r.alone,
        None if r.dominated_by is None else hubs["city"][r.dominated_by]) for r in found}
    return tuple(by_id[hub_id] for hub_id in answer.hubs["hub_id"])


def double_counts(answer: Ranking) -> tuple[doublecount.Pair, ...]:
    """Pairs of criteria of the ranked hubs that tell much the same story, strongest first."""
    if len(answer.hubs) < 3:
        return ()
    return doublecount.double_count(answer.values[answer.hubs["row"]], answer.weights, answer.criteria.ids)

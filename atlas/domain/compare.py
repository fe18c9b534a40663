"""A few hubs side by side: where each wins, by how many points, and whether the lead is wider than what is unsure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from atlas.domain import scoring
from atlas.domain.criteria import Criteria
from atlas.domain.ranking import Ranking

MOST, FEWEST, USUAL = 5, 2, 3
"""How many hubs a comparison takes; without a shortlist it takes the first USUAL of the ranking."""

EVEN = 0.05
"""Points that would be written as 0.0 are no difference."""


@dataclass(frozen=True)
class Place:
    """A hub or home market of the comparison. `rank` is None for one that is not ranked; `would_be_rank` is that of one
    that a rule removed. `row` is its row in the ranking's cells."""

    hub_id: str
    city: str
    row: int
    score: float
    rank: int | None
    tied: bool
    would_be_rank: int | None
    is_market: bool


@dataclass(frozen=True)
class Pair:
    """The first place's points over the second's: by criterion in the order of `criteria`, and their sum `lead`.

    `doubt` is the criterion whose band, in points, is wider than the lead, and the city that it belongs to.
    """

    first: Place
    second: Place
    points: tuple[float, ...]
    lead: float
    doubt: tuple[str, str] | None
    criteria: Criteria

    def by_group(self) -> dict[str, float]:
        """The points by group of criteria."""
        groups: dict[str, float] = {}
        for criterion, points in zip(self.criteria, self.points, strict=True):
            groups[criterion.group] = groups.get(criterion.group, 0.0) + points
        return groups

    def gains(self) -> list[tuple[str, float]]:
        """Criteria on which the first place is ahead, most points first."""
        return sorted((cp for cp in self._by_id() if cp[1] >= EVEN), key=lambda cp: -cp[1])

    def losses(self) -> list[tuple[str, float]]:
        """Criteria on which the second place is ahead, most points first."""
        return sorted((cp for cp in self._by_id() if cp[1] <= -EVEN), key=lambda cp: cp[1])

    def _by_id(self) -> Iterator[tuple[str, float]]:
        return zip(self.criteria.ids, self.points, strict=True)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Places in the order asked for, the home market last; `best` and `worst` are the row in `places` by criterion.

    They are None where several are equal, or where a band overlaps, so that no accident of rounding is marked.
    """

    answer: Ranking
    places: tuple[Place, ...]
    best: tuple[int | None, ...]
    worst: tuple[int | None, ...]

    @property
    def hubs(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.is_market)

    def pair(self, first: Place, second: Place) -> Pair:
        """The points of one place over another."""
        points = self.answer.contributions[first.row] - self.answer.contributions[second.row]
        lead = first.score - second.score
        return Pair(first, second, tuple(float(p) for p in points), lead, _doubt(self.answer, first, second, lead),
                    self.answer.criteria)

    def pairs(self) -> list[Pair]:
        """Every pair of hubs, in order."""
        return [self.pair(a, b) for a, b in combinations(self.hubs, 2)]


def chosen(answer: Ranking) -> tuple[str, ...]:
    """The hubs to compare: the shortlist, or the ranking's first three; one alone gets the best other beside it."""
    shortlist = answer.scenario.shortlist[:MOST]
    ranked = [hub for hub in answer.hubs["hub_id"] if hub not in shortlist]
    return (*shortlist, *ranked[: max(0, FEWEST - len(shortlist)) if shortlist else USUAL])


def compare(answer: Ranking, hub_ids: tuple[str, ...], market: str | None = None) -> Comparison:
    """The hubs side by side, with a home market last. Hubs that a rule removed are compared all the same."""
    places = [_place(answer, hub_id) for hub_id in hub_ids]
    if market is not None and market not in hub_ids:
        places.append(_place(answer, market, is_market=True))
    rows = [place.row for place in places if not place.is_market]
    low, high = band_values(answer, rows)
    extremes = [_extremes(low[:, c], high[:, c]) for c in range(low.shape[1])]
    return Comparison(answer, tuple(places), *zip(*extremes, strict=True))


def _place(answer: Ranking, hub_id: str, is_market: bool = False) -> Place:
    hubs = answer.cells.hubs
    row = int(np.flatnonzero(hubs["hub_id"] == hub_id)[0])
    ranked = answer.hubs[answer.hubs["hub_id"] == hub_id]
    removed = answer.excluded[answer.excluded["hub_id"] == hub_id]
    return Place(
        hub_id, hubs["city"].iloc[row], row, float(answer.contributions[row].sum()),
        int(ranked["rank"].iloc[0]) if len(ranked) else None, bool(len(ranked)) and bool(ranked["tied"].iloc[0]),
        int(removed["would_be_rank"].iloc[0]) if len(removed) else None, is_market,
    )


def band_values(answer: Ranking, rows: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest place between the goalposts of each cell's band (rows x criteria), NaN where unknown."""
    cells = answer.cells
    point = np.where(cells.native[rows], 1.0, scoring.values(cells.raw[rows], cells.criteria))
    ends = [np.where(np.isnan(end[rows]), point, scoring.values(end[rows], cells.criteria))
            for end in (cells.low, cells.high)]
    return np.fmin(*ends), np.fmax(*ends)


def _extremes(low: np.ndarray, high: np.ndarray) -> tuple[int | None, int | None]:
    """The place whose band lies above all others, and the one whose band lies below all others."""
    known = np.flatnonzero(~np.isnan(low))
    best = [i for i in known if all(low[i] > high[j] for j in known if j != i)]
    worst = [i for i in known if all(high[i] < low[j] for j in known if j != i)]
    alone = len(known) < 2
    return None if alone or not best else int(best[0]), None if alone or not worst else int(worst[0])


def _doubt(answer: Ranking, first: Place, second: Place, lead: float) -> tuple[str, str] | None:
    low, high = band_values(answer, [first.row, second.row])
    width = (high - low) * 100 * scoring.shares(answer.weights)
    same = np.isclose(low[0], low[1]) & np.isclose(high[0], high[1])  # one figure speaks for both
    width = np.where(same | np.isnan(width), 0.0, width)
    place, criterion = np.unravel_index(int(np.argmax(width)), width.shape)
    return (answer.criteria.ids[criterion], (first, second)[place].city) if width[place, criterion] > abs(lead) else None

"""Cells that are only known within a band, and values drawn from them for rank acceptability."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from atlas.domain.criteria import COST_CRITERIA, NET_COST, REGISTRY, Criteria
from atlas.domain.errors import DataError

EXACT, TRIANGULAR, LOGNORMAL, UNKNOWN = range(4)
"""How a cell varies. TRIANGULAR: raw value between low and high, most likely at mode. LOGNORMAL: mode is the median,
low and high are the 10th and 90th percentile. UNKNOWN: nothing is known, the value is uniform over 0..1."""

Z90 = float(ndtri(0.9))


@dataclass(frozen=True, eq=False)
class Goalposts:
    """Worst and best raw value and whether the scale is logarithmic, one entry a criterion."""

    worst: np.ndarray
    best: np.ndarray
    log: np.ndarray

    def place(self, raw: np.ndarray, criterion: np.ndarray) -> np.ndarray:
        """Value 0..1 of raw values (n x cells) whose columns belong to `criterion` (cells,): as scoring.values."""
        log = self.log[criterion]
        scaled = raw.copy()
        scaled[:, log] = np.log(raw[:, log])
        worst, best = self.worst[criterion].astype(float), self.best[criterion].astype(float)
        worst[log], best[log] = np.log(worst[log]), np.log(best[log])
        scaled -= worst
        scaled /= best - worst
        return np.clip(scaled, 0.0, 1.0, out=scaled)


    @classmethod
    def of(cls, criteria: Criteria) -> "Goalposts":
        return cls(criteria.worst, criteria.best, criteria.log)


SHIPPED = Goalposts.of(REGISTRY)


@dataclass(frozen=True, eq=False)
class Bands:
    """Bands of hubs x criteria in raw units; low, mode and high are read only where `kind` needs them.

    Cells of one criterion with the same `fact` rest on one figure, such as a country's pay: they are drawn at the same
    quantile, so that they move together. Drawn apart, a country would lead more often the more hubs it has. Without
    `fact` every cell is a figure of its own. DataError for a band that is out of order or not positive on a log scale.
    """

    kind: np.ndarray
    low: np.ndarray
    mode: np.ndarray
    high: np.ndarray
    fact: np.ndarray | None = None
    goalposts: Goalposts = SHIPPED

    def __post_init__(self) -> None:
        positive = (self.kind == LOGNORMAL) | ((self.kind == TRIANGULAR) & self.goalposts.log)
        given = (self.kind == TRIANGULAR) | (self.kind == LOGNORMAL)
        ordered = (self.low <= self.mode) & (self.mode <= self.high) & np.isfinite(self.high - self.low)
        for hub, criterion in np.argwhere(given & ~(ordered & (~positive | (self.low > 0)))):
            low, mode, high = (float(a[hub, criterion]) for a in (self.low, self.mode, self.high))
            raise DataError(f"band of hub {hub}, criterion {criterion}: {low:g}, {mode:g}, {high:g} is not a low, a "
                            "value and a high in that order, all above 0 on a log scale; correct the fact")


def from_cells(raw: np.ndarray, low: np.ndarray, high: np.ndarray, native: np.ndarray, country: Sequence[str],
               criteria: Criteria = REGISTRY) -> Bands:
    """Bands of a ranking's cells (hubs x criteria): lognormal for pay and net cost, triangular elsewhere.

    A missing cell is UNKNOWN unless it is `native` (it takes the best value by rule). Hubs of one country share a
    national criterion's figure where raw, low and high agree, and the draw of its net cost even where distance tells
    them apart.
    """
    with np.errstate(invalid="ignore"):
        banded = (low < high) & ~np.isnan(raw)
    pay = np.isin(criteria.ids, COST_CRITERIA)
    kind = np.where(banded, np.where(pay, LOGNORMAL, TRIANGULAR), EXACT)
    kind[np.isnan(raw) & ~native] = UNKNOWN
    fact = np.tile(np.arange(len(raw))[:, None], raw.shape[1])
    for column, criterion in enumerate(criteria):
        if criterion.id == NET_COST.id:
            fact[:, column] = [list(country).index(code) for code in country]
        elif criterion.level == "country":
            bounds = (np.nan_to_num(cells[:, column], nan=-1.0) for cells in (raw, low, high))
            figures = list(zip(country, *bounds, strict=True))
            fact[:, column] = [figures.index(figure) for figure in figures]
    return Bands(kind, low, raw, high, fact, Goalposts.of(criteria))


@dataclass(frozen=True, eq=False)
class Figures:
    """The distinct uncertain figures behind Bands: one entry a figure, and `hubs` (figures x hubs) says whose it is.

    Figures of the same `stream` are drawn at the same quantile; `streams` is how many there are.
    """

    kind: np.ndarray
    low: np.ndarray
    mode: np.ndarray
    high: np.ndarray
    criterion: np.ndarray
    hubs: np.ndarray
    goalposts: Goalposts
    stream: np.ndarray

    @property
    def streams(self) -> int:
        return int(self.stream.max(initial=-1)) + 1


def figures_of(bands: Bands) -> Figures:
    """The distinct uncertain figures, ordered by criterion and fact."""
    hub, criterion = np.nonzero(bands.kind)
    fact = hub if bands.fact is None else bands.fact[hub, criterion]
    ends = [np.nan_to_num(array[hub, criterion], nan=-1.0) for array in (bands.low, bands.mode, bands.high)]
    _, first, which = np.unique(np.column_stack([criterion, fact, *ends]), axis=0, return_index=True, return_inverse=True)
    _, stream = np.unique(np.column_stack([criterion, fact])[first], axis=0, return_inverse=True)
    hubs = np.zeros((len(first), len(bands.kind)))
    hubs[which, hub] = 1.0
    at = (hub[first], criterion[first])
    return Figures(bands.kind[at], bands.low[at], bands.mode[at], bands.high[at], criterion[first], hubs,
                   bands.goalposts, stream)


def draw_values(figures: Figures, uniform: np.ndarray) -> np.ndarray:
    """Values 0..1 (n x figures) at the quantiles `uniform` (n x streams, 0..1) of each figure's distribution."""
    uniform = uniform[:, figures.stream]
    value = uniform.copy()
    for kind, quantile in ((TRIANGULAR, _triangular), (LOGNORMAL, _lognormal)):
        column = np.flatnonzero(figures.kind == kind)
        raw = quantile(uniform[:, column], figures.low[column], figures.mode[column], figures.high[column])
        value[:, column] = figures.goalposts.place(raw, figures.criterion[column])
    return value


def _triangular(u: np.ndarray, low: np.ndarray, mode: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Quantiles of the triangular distribution (inverse of its distribution function)."""
    width = high - low
    rising = u * width <= mode - low
    return np.where(rising, low + np.sqrt(u * width * (mode - low)), high - np.sqrt((1 - u) * width * (high - mode)))


def _lognormal(u: np.ndarray, low: np.ndarray, mode: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Quantiles of the lognormal distribution with median `mode` whose 80 % interval is as wide as low to high."""
    sd_log = np.log(high / low) / (2 * Z90)
    return mode * np.exp(sd_log * ndtri(np.clip(u, 1e-12, 1 - 1e-12)))

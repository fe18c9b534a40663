"""How firm a ranking is: 41 hubs x 12 criteria x 10,000 draws, beside one sort of as many scores; flips; reach."""

from statistics import median

import numpy as np

from atlas.domain.bands import LOGNORMAL, TRIANGULAR, Bands, from_cells
from atlas.domain.criteria import CRITERIA, PRESETS, REGISTRY
from atlas.domain.flips import challenger_values, value_flips, weight_flips
from atlas.domain.reach import reach
from atlas.domain.robustness import DRAWS, acceptability
from atlas.domain.scoring import raw_at, values
from bench import Row, milliseconds

HUBS, RANKED, COUNTRIES, RUNS = 41, 36, 25, 11
WEIGHTS = np.array(PRESETS["balanced"].weights)
BANDED = np.arange(len(CRITERIA)) < 3
"""Pay, on-costs and talent pool: the criteria whose figures have bands in the catalogue."""


def run() -> list[Row]:
    """Medians of RUNS calls, one for reach. One thread: OPENBLAS_NUM_THREADS=1 changes nothing that can be seen."""
    raw, country = made_up_cells()
    cells, ranked = values(raw), values(raw)[:RANKED]
    low, high = (np.where(BANDED, raw * factor, np.nan) for factor in (0.8, 1.3))
    shared = from_cells(raw, low, high, np.zeros(raw.shape, dtype=bool), country.tolist())
    kind = np.where(np.arange(len(CRITERIA)) == 0, LOGNORMAL, TRIANGULAR) * np.ones((HUBS, 1), dtype=int)
    apart = Bands(kind, raw * 0.8 + 1e-3, raw + 2e-3, raw * 1.3 + 3e-3)
    scores = np.random.default_rng(0).random((DRAWS, HUBS))

    least, near, all_weights, some, every, flips = (median(milliseconds(action) for _ in range(RUNS)) for action in (
        lambda: np.sort(scores, axis=1),
        lambda: acceptability(cells, WEIGHTS),
        lambda: acceptability(cells, WEIGHTS, any_weights=True),
        lambda: acceptability(cells, WEIGHTS, bands=shared),
        lambda: acceptability(cells, WEIGHTS, bands=apart),
        lambda: (weight_flips(cells, WEIGHTS), value_flips(cells, WEIGHTS), challenger_values(cells, WEIGHTS))))
    each = [milliseconds(lambda hub=hub: reach(ranked, WEIGHTS, hub)) for hub in range(RANKED)]
    return [
        Row("rank acceptability: weights within 25 %", near, least, "ms", "under 60 ms"),
        Row("rank acceptability: any weights", all_weights, least, "ms", "under 60 ms"),
        Row("rank acceptability: pay, on-costs, pool in bands", some, least, "ms"),
        Row("rank acceptability: every cell in a band of its own", every, least, "ms"),
        Row("flip points: weights, leader's and challengers' values", flips, None, "ms"),
        Row("reach: one hub, median", median(each), None, "ms"),
        Row("reach: one hub, slowest", max(each), None, "ms"),
        Row(f"reach: all {RANKED} hubs", sum(each), None, "ms"),
    ]


def made_up_cells() -> tuple[np.ndarray, np.ndarray]:
    """Raw cells of hubs x criteria, national figures shared as in the catalogue, and the country of each hub."""
    rng = np.random.default_rng(0)
    places, country = rng.random((HUBS, len(CRITERIA))), rng.integers(0, COUNTRIES, HUBS)
    national = [c.level == "country" for c in CRITERIA.values()]
    places[:, national] = places[country][:, national]
    return np.array([[raw_at(REGISTRY[c], place) for c, place in enumerate(row)] for row in places]), country

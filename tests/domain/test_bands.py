"""Drawn cells: distributions against scipy.stats, the value rule against scoring, and figures that hubs share."""

import numpy as np
import pytest
from scipy import stats

from atlas.domain import scoring
from atlas.domain.bands import (
    EXACT,
    LOGNORMAL,
    SHIPPED,
    TRIANGULAR,
    UNKNOWN,
    Bands,
    Goalposts,
    draw_values,
    figures_of,
    from_cells,
)
from atlas.domain.criteria import IDS, REGISTRY
from atlas.domain.errors import DataError
from atlas.domain.robustness import acceptability

IDENTITY = Goalposts(np.array([0.0]), np.array([1.0]), np.array([False]))
QUANTILES = np.linspace(0.001, 0.999, 200)[:, None]


def one(kind: int, low: float, mode: float, high: float, goalposts: Goalposts = IDENTITY) -> np.ndarray:
    cell = Bands(np.array([[kind]]), *(np.array([[number]]) for number in (low, mode, high)), goalposts=goalposts)
    return draw_values(figures_of(cell), QUANTILES)[:, 0]


@pytest.mark.parametrize(("low", "mode", "high"), [(0.2, 0.3, 0.9), (0.1, 0.1, 0.5), (0.1, 0.5, 0.5), (0.4, 0.4, 0.4)])
def test_triangular_quantiles(low, mode, high):
    width = high - low
    expected = (np.full(200, mode) if width == 0 else
                stats.triang.ppf(QUANTILES[:, 0], (mode - low) / width, loc=low, scale=width))
    assert one(TRIANGULAR, low, mode, high) == pytest.approx(expected, abs=1e-12)


def test_lognormal_keeps_median_and_80_percent_interval():
    sd = np.log(0.6 / 0.2) / (stats.norm.ppf(0.9) - stats.norm.ppf(0.1))
    expected = np.clip(stats.lognorm.ppf(QUANTILES[:, 0], sd, scale=0.35), 0, 1)
    assert one(LOGNORMAL, 0.2, 0.35, 0.6) == pytest.approx(expected, abs=1e-12)


def test_unknown_is_uniform_over_all_values():
    assert (one(UNKNOWN, np.nan, np.nan, np.nan) == QUANTILES[:, 0]).all()


def test_value_rule_is_that_of_the_ranking():
    raw = np.exp(np.random.default_rng(0).uniform(-1, 14, (50, 12)))
    assert SHIPPED.place(raw, np.arange(12)) == pytest.approx(scoring.values(raw), abs=1e-12)


@pytest.mark.parametrize("band", [(5.0, 4.0, 6.0), (5.0, 7.0, 6.0), (0.0, 4.0, 6.0), (5.0, 5.5, np.inf)])
def test_a_band_out_of_order_is_an_error_with_a_cure(band):
    with pytest.raises(DataError, match=r"band of hub 0, criterion 0: .* correct the fact"):
        one(LOGNORMAL, *band)


def test_cities_that_share_a_figure_move_together():
    """Two hubs of one country, one of another, alike in all but one hub's own small lead: shared pay never reorders
    the two of one country, pay of their own does."""
    raw = np.tile([scoring.raw_at(REGISTRY[c], 0.5) for c in range(12)], (3, 1))
    raw[0, IDS.index("overlap")] += 0.01
    low, high = raw.copy(), raw.copy()
    low[:, 0], high[:, 0] = raw[:, 0] * 0.8, raw[:, 0] * 1.25
    bands = from_cells(raw, low, high, np.zeros(raw.shape, dtype=bool), ["PL", "PL", "CZ"])
    assert (bands.kind[:, 0] == LOGNORMAL).all()
    assert not bands.kind[:, 1:].any()
    values, weights = scoring.values(raw), np.ones(12)
    shared = acceptability(values, weights, spread_pct=0, bands=bands)
    assert shared.first[1] == 0.0
    assert shared.first[2] == pytest.approx(0.5, abs=0.05)
    apart = acceptability(values, weights, spread_pct=0, bands=Bands(bands.kind, low, raw, high))
    assert apart.first[1] > 0.25


def test_from_cells_tells_missing_native_exact_and_banded_apart():
    raw = np.full((2, 12), 100.0)
    low, high = np.full((2, 12), np.nan), np.full((2, 12), np.nan)
    native = np.zeros((2, 12), dtype=bool)
    pool, english, internet = (IDS.index(name) for name in ("talent_pool", "english", "internet"))
    raw[:, english], native[0, english] = np.nan, True
    low[0, pool], high[0, pool] = 80.0, 120.0
    kind = from_cells(raw, low, high, native, ["PH", "PL"]).kind
    assert kind[:, english].tolist() == [EXACT, UNKNOWN]
    assert kind[:, pool].tolist() == [TRIANGULAR, EXACT]
    assert kind[:, internet].tolist() == [EXACT, EXACT]

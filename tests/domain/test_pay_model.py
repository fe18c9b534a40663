"""The mixed model against a second way to solve it, and the disjoint figures against a sum done by hand."""

import numpy as np
import pandas as pd
import pytest

from atlas.domain import pay_figures, pay_model
from atlas.domain.tables import ROLES, SENIORITIES
from tests.domain.pay_samples import cell, world

FIRST, SECOND, POOLED = "stackoverflow_2024", "stackoverflow_2025", "stackoverflow_2024_2025"


def by_hand() -> pay_figures.Figures:
    """20 software engineers in 2024, of whom 5 seniors and 7 leads are published; 26 in both years together.

    The 8 others: (20 x 11.0 - 5 x 11.0 - 7 x 11.5) / 8 = 10.5625. The 6 of 2025: (26 x 11.1 - 20 x 11.0) / 6 = 11.4333.
    """
    cells = pd.DataFrame([
        cell(FIRST, "RO", "software_engineer", "senior", 5, 11.0), cell(FIRST, "RO", "software_engineer", "lead", 7, 11.5),
        cell(FIRST, "RO", "software_engineer", "all", 20, 11.0), cell(FIRST, "RO", "all", "all", 21, 10.9),
        cell(POOLED, "RO", "software_engineer", "all", 26, 11.1), cell(POOLED, "RO", "all", "all", 28, 11.0),
        cell(FIRST, "XK", "all", "all", 6, 10.0),
    ])
    return pay_figures.figures(cells, pay_figures.spreads(cells))


def test_remainders_are_what_the_sums_leave():
    found = by_hand()
    assert list(found.country) == ["RO", "RO", "RO", "RO", "XK"]
    assert list(found.n) == [8, 7, 5, 6, 6]
    np.testing.assert_allclose(found.log_usd, [10.5625, 11.5, 11.0, 11.433333, 10.0], atol=1e-6)
    assert list(found.is_cell) == [False, True, True, False, False]
    assert list(found.is_2025) == [0, 0, 0, 1, 0]
    # The 8 can only be juniors and mids, whose cells are not published; the 6 of 2025 may be anything.
    assert (found.mix > 0).tolist()[0] == [True, True, False, False]
    assert (found.mix > 0).tolist()[3] == [True, True, True, True]
    np.testing.assert_allclose(found.mix.sum(axis=1), 1)


def test_a_country_with_a_bare_total_enters_as_software_engineers():
    found = by_hand()
    assert ROLES[found.role[-1]] == "software_engineer"


def test_no_respondent_counts_twice():
    invented = world(seed=4)
    found = pay_figures.figures(invented.cells, pay_figures.spreads(invented.cells))
    totals = invented.cells[(invented.cells["role"] != "all") & (invented.cells["seniority"] == "all")]
    for code, year in ((FIRST, 0), (SECOND, 1)):
        published = totals[totals["source_code"] == code].groupby(["country", "role"])["n"].sum()
        chosen = found.is_2025 == year
        counted = pd.Series(found.n[chosen]).groupby(
            [found.country[chosen], np.array(ROLES)[found.role[chosen]]]).sum()
        pd.testing.assert_series_equal(counted.reindex(published.index), published.astype(float), check_names=False)
        assert (counted.drop(published.index) < 5).all()


def test_the_spread_of_a_thin_country_leans_on_the_typical_one():
    cells = pd.DataFrame([cell(FIRST, c, "software_engineer", "senior", n, 11.0, sd) for c, n, sd in
                          (("A", 400, 0.3), ("B", 400, 0.5), ("C", 400, 0.7), ("D", 400, 0.5), ("E", 6, 1.5))])
    spread = pay_figures.spreads(cells)
    assert spread["A"] == pytest.approx(0.3, abs=0.02)
    assert spread["C"] == pytest.approx(0.7, abs=0.02)
    assert spread[""] == pytest.approx(np.exp(np.mean(np.log([0.3, 0.5, 0.7, 0.5]))), abs=0.01)
    assert spread[""] < spread["E"] < 1.2


@pytest.fixture(scope="module")
def model() -> pay_model.PayModel:
    invented = world(seed=5, countries=12)
    some = {country: area for country, area in invented.areas.items() if country != "C03"}  # one country without area
    return pay_model.fit(pay_figures.figures(invented.cells, pay_figures.spreads(invented.cells)), some)


def random_effects(model: pay_model.PayModel, country, role, mix, is_2025) -> tuple[np.ndarray, np.ndarray]:
    """Z (m, q) and the variance (q,) of every random effect, spelt out one by one: no kernel, no country blocks."""
    names = sorted(set(model.figures.country))
    variance = dict(zip(pay_model.COMPONENTS, model.variance, strict=True))
    columns, scale = [], []
    for name in names:
        here, apart = (country == name).astype(float), "" if name in model.area_of else "_apart"
        columns += [here, here * (mix @ pay_model.SLOPE_X), here * is_2025]
        scale += [variance["level" + apart], variance["slope" + apart], variance["year"]]
        columns += [here * (role == r) for r in range(len(ROLES))]
        scale += [variance["country_role"]] * len(ROLES)
        columns += [here * mix[:, s] for s in range(len(SENIORITIES))]
        scale += [variance["country_seniority"]] * len(SENIORITIES)
    return np.array(columns).T, np.array(scale)


def areas_of(model: pay_model.PayModel, country) -> np.ndarray:
    return np.array([model.area_of.get(c, "") for c in country], object)


def test_predictions_solve_hendersons_equations(model):
    """Henderson's mixed model equations: (W' R^-1 W + prior) solution = W' R^-1 y with W = [X Z], all countries at once."""
    data = model.figures
    x = pay_model.design((data.role, data.mix, data.is_2025), areas_of(model, data.country), model.areas)
    z, scale = random_effects(model, data.country, data.role, data.mix, data.is_2025)
    kept = scale > 0
    w = np.hstack([x, z[:, kept]])
    prior = np.r_[0.0, np.full(x.shape[1] - 1, pay_model.EFFECT_PRECISION), 1 / scale[kept]]
    inverse = np.linalg.inv(w.T @ (w / data.variance[:, None]) + np.diag(prior))
    solution = inverse @ w.T @ (data.log_usd / data.variance)
    role, level = np.divmod(np.arange(24), 4)
    for country in ("C00", "C03", "C07"):
        many = np.full(24, country, object)
        x0 = pay_model.design((role, np.eye(4)[level], np.zeros(24)), areas_of(model, many), model.areas)
        z0, _ = random_effects(model, many, role, np.eye(4)[level], np.zeros(24))
        w0 = np.hstack([x0, z0[:, kept]])
        found = pay_model.predict(model, country, role, level)
        np.testing.assert_allclose(found.mean, w0 @ solution, rtol=1e-9)
        np.testing.assert_allclose(found.sd, np.sqrt(np.diag(w0 @ inverse @ w0.T)), rtol=1e-6)


def restricted_log_likelihood(model: pay_model.PayModel, variance: np.ndarray) -> float:
    """Of all figures in one dense normal distribution, the weak prior and the flat common effect integrated out."""
    data, shifted = model.figures, pay_model.PayModel(**{**vars(model), "variance": variance})
    z, scale = random_effects(shifted, data.country, data.role, data.mix, data.is_2025)
    x = pay_model.design((data.role, data.mix, data.is_2025), areas_of(model, data.country), model.areas)
    flat, weak = x[:, :1], x[:, 1:]
    v = z @ (scale[:, None] * z.T) + np.diag(data.variance) + weak @ weak.T / pay_model.EFFECT_PRECISION
    solved = np.linalg.solve(v, np.column_stack([flat, data.log_usd]))
    common = (flat[:, 0] @ solved[:, 1]) / (flat[:, 0] @ solved[:, 0])
    residual = data.log_usd - common * flat[:, 0]
    return -(np.linalg.slogdet(v)[1] + np.log(flat[:, 0] @ solved[:, 0]) + residual @ np.linalg.solve(v, residual)) / 2


def test_the_variances_are_at_the_top_of_the_restricted_likelihood(model):
    top = restricted_log_likelihood(model, model.variance)
    for index in range(len(model.variance)):
        for factor in (0.5, 0.8, 1.25, 2.0):
            moved = model.variance.copy()
            moved[index] = max(moved[index], 1e-4) * factor
            assert restricted_log_likelihood(model, moved) < top + 1e-2, pay_model.COMPONENTS[index]


def test_the_own_weight_is_what_the_cell_s_figure_moves(model):
    data = model.figures
    index = int(np.flatnonzero(data.is_cell)[np.argmax(data.n[data.is_cell])])
    role, level = data.role[index : index + 1], data.mix[index : index + 1].argmax(axis=1)
    before = pay_model.predict(model, data.country[index], role, level)
    raised = data.log_usd.copy()
    raised[index] += 0.1
    moved = pay_figures.Figures(**{**vars(data), "log_usd": raised})
    blocks = pay_model._Blocks(moved, model.areas, model.area_of).solve(model.variance)
    after = pay_model.predict(pay_model.PayModel(**{**vars(model), "figures": moved, "effects": blocks.effects}),
                              data.country[index], role, level)
    assert 0.5 < before.own_weight[0] < 1
    assert (after.mean[0] - before.mean[0]) / 0.1 == pytest.approx(before.own_weight[0], abs=1e-6)


def test_a_thin_country_lies_between_its_own_mean_and_its_area(model):
    """Ten people far below their area: the estimate moves towards the area and stays below it."""
    data = model.figures
    lone = pay_figures.Figures(**{
        name: np.append(values, values[:1], axis=0) for name, values in vars(data).items()})
    lone.country[-1], lone.role[-1], lone.is_2025[-1], lone.is_cell[-1] = "XX", 0, 0.0, False
    lone.mix[-1], lone.n[-1], lone.variance[-1] = [0.13, 0.2, 0.28, 0.39], 10, 0.03
    area = {**model.area_of, "XX": "north"}
    role, level = np.zeros(1, int), np.array([2])
    usual = pay_model.predict(pay_model.fit(data, area), "XX", role, level)
    own = lone.mix[-1] @ [pay_model.predict(model, "XX", role, np.array([s])).mean[0] for s in range(4)]
    lone.log_usd[-1] = own - 1.0
    found = pay_model.predict(pay_model.fit(lone, area), "XX", role, level)
    assert usual.mean[0] - 1.0 < found.mean[0] < usual.mean[0] - 0.1
    assert found.sd[0] < usual.sd[0]

"""The pay model: log pay of a country, role and seniority as common effects plus partially pooled deviations.

    log median(c, r, s) = common + role(r) + seniority(s) + area(c) + area_slope(c) x(s)
                   + level(c) + slope(c) x(s) + country_role(c, r) + country_seniority(c, s)

with x the logarithm of a band's typical years. Deviations are normal, with variances by restricted maximum likelihood
(Patterson and Thompson, 1971); given these, effects and deviations are best linear unbiased predictions (Henderson,
1975) in closed form. Every deviation lives within one country, so all algebra goes country by country.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from atlas.domain.pay_figures import Figures
from atlas.domain.tables import ROLES, SENIORITIES

TYPICAL_YEARS = {"junior": 1.5, "mid": 4.5, "senior": 8.5, "lead": 16.0}
"""Professional years in the middle of a band; the last band is open."""

COMPONENTS = ("level", "slope", "level_apart", "slope_apart", "country_role", "country_seniority", "year")
"""What deviates by country. The first two are about the area's mean; the next two stand in their place for countries
without an area, which differ much more. The last is what 2025 says differently: noise to an estimate for 2024."""

START_VARIANCE = np.array([0.05, 0.01, 0.3, 0.02, 0.004, 0.004, 0.004])
TOLERANCE = 1e-4
"""Gain in log likelihood below which the search for the variances stops."""

EFFECT_PRECISION = 1.0
"""A weak normal prior, sd 1 in log pay, on each effect but the common one: a role or an area without data comes out
wide, not undefined."""

ROLE_YEAR_SD = 0.05
"""How far a role's premium may move between the surveys, which word their titles differently: regressions on either
year's respondents differ by 0.01 to 0.10 in log pay."""

_LOG_YEARS = np.log([TYPICAL_YEARS[level] for level in SENIORITIES])
SLOPE_X = _LOG_YEARS - _LOG_YEARS.mean()

Cells = tuple[np.ndarray, np.ndarray, np.ndarray]
"""What the model knows of m figures or cells: role index (m,), seniority shares (m, 4), share of 2025 (m,)."""


@dataclass(frozen=True)
class PayModel:
    """A fitted model: `variance` by COMPONENTS, `effects` (p,) and their `covariance` (p, p) by the columns of design.

    `areas` lists the peer groups, `area_of` names each country's; '' is the group of countries without one.
    """

    figures: Figures
    areas: tuple[str, ...]
    area_of: Mapping[str, str]
    variance: np.ndarray
    effects: np.ndarray
    covariance: np.ndarray

    def role_contrast(self, role: str, baseline: str) -> tuple[float, float]:
        """How much more log pay `role` has than `baseline`, all else equal, over all countries; with its sd."""
        contrast = np.zeros(len(self.effects))
        contrast[1 + ROLES.index(role)] += 1
        contrast[1 + ROLES.index(baseline)] -= 1
        return float(contrast @ self.effects), float(np.sqrt(contrast @ self.covariance @ contrast))


@dataclass(frozen=True)
class Prediction:
    """For m cells: mean and sd of the log median, and the weight (0 to 1) of the cell's own figure in that mean."""

    mean: np.ndarray
    sd: np.ndarray
    own_weight: np.ndarray


def fit(figures: Figures, area_of: Mapping[str, str], start: np.ndarray = START_VARIANCE) -> PayModel:
    """Variances by Fisher scoring on the restricted likelihood, kept from going negative; then effects by generalised
    least squares. `area_of` names a country's peer group, within which thin countries lean on each other; `start`
    (7,) is where the search for the variances begins."""
    areas = tuple(sorted({area_of.get(country, "") for country in figures.country} | set(area_of.values())))
    blocks = _Blocks(figures, areas, area_of)
    variance, now = start, blocks.solve(start)
    for _ in range(50):
        step = blocks.step(variance, now)
        for halving in range(12):
            tried = np.maximum(variance + step / 2**halving, 0.0)
            then = blocks.solve(tried)
            if then.objective <= now.objective:
                break
        else:
            break
        gain, variance, now = now.objective - then.objective, tried, then
        if gain < TOLERANCE:
            break
    return PayModel(figures, areas, area_of, variance, now.effects, now.covariance)


def predict(model: PayModel, country: str, role: np.ndarray, level: np.ndarray) -> Prediction:
    """Log medians of m cells of a country in the 2024 survey; `role` indexes ROLES, `level` indexes SENIORITIES."""
    data, at = model.figures, np.flatnonzero(model.figures.country == country)
    asked: Cells = (role, np.eye(len(SENIORITIES))[level], np.zeros(len(role)))
    known: Cells = (data.role[at], data.mix[at], data.is_2025[at])
    area = model.area_of.get(country, "")
    x_asked, x_known = (design(cells, np.full(len(cells[0]), area, object), model.areas) for cells in (asked, known))
    k_asked, k_cross, k_known = (np.tensordot(model.variance, kernels(*pair, not area), 1)
                                 for pair in ((asked, asked), (asked, known), (known, known)))
    precision = np.linalg.inv(k_known + np.diag(data.variance[at]))
    gain = k_cross @ precision
    lean = x_asked - gain @ x_known
    mean = lean @ model.effects + gain @ data.log_usd[at]
    variance = np.diag(k_asked - gain @ k_cross.T + lean @ model.covariance @ lean.T)
    weight = gain + lean @ model.covariance @ x_known.T @ precision
    own = data.is_cell[at] & (role[:, None] == known[0]) & (level[:, None] == known[1].argmax(axis=1))
    return Prediction(mean, np.sqrt(variance), np.where(own, weight, 0.0).sum(axis=1))


def design(cells: Cells, area: np.ndarray, areas: tuple[str, ...]) -> np.ndarray:
    """Columns (m, p): common, role, seniority, area, area x log years, 2025, role x 2025."""
    role, mix, is_2025 = cells
    in_area = (area[:, None] == np.array(areas, object)).astype(float)
    of_role, later = np.eye(len(ROLES))[role], is_2025[:, None]
    return np.hstack([np.ones((len(role), 1)), of_role, mix, in_area, in_area * (mix @ SLOPE_X)[:, None], later,
                      ROLE_YEAR_SD * later * of_role])


def kernels(one: Cells, two: Cells, apart: np.ndarray | bool) -> np.ndarray:
    """Covariance of each component, for unit variance, between cells of one country: (7, m, k); leading axes stay.

    `apart` says whether the country has no area.
    """
    (role_1, mix_1, year_1), (role_2, mix_2, year_2) = one, two
    same_role = (role_1[..., :, None] == role_2[..., None, :]).astype(float)
    slopes = (mix_1 @ SLOPE_X)[..., :, None] * (mix_2 @ SLOPE_X)[..., None, :]
    level, apart = np.ones_like(same_role), np.asarray(apart, float)[..., None, None]
    return np.stack([level * (1 - apart), slopes * (1 - apart), level * apart, slopes * apart, same_role,
                     mix_1 @ np.swapaxes(mix_2, -1, -2), year_1[..., :, None] * year_2[..., None, :]])


@dataclass(frozen=True)
class _Solution:
    """Generalised least squares at given variances: V^-1, V^-1 X and V^-1 (y - X b) by country, the effects b with their
    covariance; `objective` is minus the restricted log likelihood, up to a constant."""

    precision: np.ndarray
    weighted_design: np.ndarray
    pull: np.ndarray
    effects: np.ndarray
    covariance: np.ndarray
    objective: float


class _Blocks:
    """The figures of each country side by side, padded to (countries, m, …) so that one call solves all of them."""

    def __init__(self, figures: Figures, areas: tuple[str, ...], area_of: Mapping[str, str]) -> None:
        names, code = np.unique(figures.country, return_inverse=True)
        members = [np.flatnonzero(code == c) for c in range(len(names))]
        take = np.full((len(names), max(map(len, members))), -1)
        for row, member in zip(take, members, strict=True):
            row[:len(member)] = member
        used = take >= 0

        def padded(values: np.ndarray) -> np.ndarray:
            return values[take] * used.reshape(used.shape + (1,) * (values.ndim - 1))

        area = np.array([area_of.get(country, "") for country in figures.country], object)
        cells: Cells = (figures.role, figures.mix, figures.is_2025)
        self.design = padded(design(cells, area, areas))
        self.log_usd = padded(figures.log_usd)
        self.noise = np.where(used, figures.variance[take], 1.0)
        role, mix, year = (padded(part) for part in cells)
        apart = np.array([not area_of.get(name, "") for name in names])
        self.kernels = kernels((role, mix, year), (role, mix, year), apart) * (used[:, :, None] & used[:, None, :])
        self.prior = np.diag(np.r_[0.0, np.full(self.design.shape[2] - 1, EFFECT_PRECISION)])

    def solve(self, variance: np.ndarray) -> _Solution:
        """Effects and objective at `variance` (7,)."""
        covariance = np.tensordot(variance, self.kernels, 1) + self.noise[:, :, None] * np.eye(self.noise.shape[1])
        precision = np.linalg.inv(covariance)
        weighted = precision @ self.design
        columns = self.design.shape[2]
        information = self.design.reshape(-1, columns).T @ weighted.reshape(-1, columns) + self.prior
        effect_covariance = np.linalg.inv(information)
        effects = effect_covariance @ (weighted.reshape(-1, columns).T @ self.log_usd.ravel())
        residual = self.log_usd - self.design @ effects
        pull = (precision @ residual[:, :, None])[:, :, 0]
        misfit = (residual * pull).sum() + effects @ self.prior @ effects
        objective = (np.linalg.slogdet(covariance)[1].sum() + np.linalg.slogdet(information)[1] + misfit) / 2
        return _Solution(precision, weighted, pull, effects, effect_covariance, float(objective))

    def step(self, variance: np.ndarray, at: _Solution) -> np.ndarray:
        """A Fisher-scoring step (7,); a component at 0 that wants to fall further, or that no figure shows, rests."""
        projected = at.precision - at.weighted_design @ at.covariance @ np.swapaxes(at.weighted_design, 1, 2)
        excess = at.pull[:, :, None] * at.pull[:, None, :] - projected
        score = self.kernels.reshape(len(variance), -1) @ excess.ravel() / 2
        scaled = at.precision @ self.kernels
        flat, turned = (part.reshape(len(variance), -1) for part in (scaled, np.swapaxes(scaled, -1, -2)))
        information = flat @ turned.T / 2
        free = (variance > 0) | (score > 0)
        step = np.zeros(len(variance))
        # The least step, where figures cannot tell two components apart: a single country, a single role.
        step[free] = np.linalg.lstsq(information[np.ix_(free, free)], score[free], rcond=1e-10)[0]
        return step

"""The pay model on cells that it has not seen: error and coverage beside two simpler answers. METHOD quotes them.

`python -m bench pay_validation` prints the summary, `python -m bench.pay_validation` every table.
"""

import numpy as np
import pandas as pd

from atlas.domain import pay_figures, pay_model
from atlas.domain.regions import REGIONS
from atlas.domain.salary import ENOUGH, Z_80, premium
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.paths import DATA
from bench import Row

BANDS = ((5, 9), (10, 29), (30, 99), (100, None))
THIN_N, THIN_DRAWS, SEED = 10, 20, 0


def inputs() -> tuple[pd.DataFrame, dict[str, str]]:
    """The shipped pay cells, and the area of each country that has a hub."""
    hubs = pd.read_csv(DATA / "hubs.csv")
    return pd.read_parquet(DATA / "salaries.parquet"), {h.country: REGIONS[h.region].area for h in hubs.itertuples()}


def leave_one_out(cells: pd.DataFrame, areas: dict[str, str], least_n: int = ENOUGH) -> pd.DataFrame:
    """One row a cell of role and seniority with at least `least_n` respondents, predicted from all others.

    The model sees disjoint figures, so dropping the cell's own takes its pay out of every margin; only its head count
    still tells which seniorities stand behind a margin. Columns: country, role, seniority, n, error (log of observed
    over predicted median), sd (of the prediction and of the observed median together), and the errors of two simpler
    answers: country_only and role_seniority_only.
    """
    data = pay_figures.figures(cells, pay_figures.spreads(cells))
    whole = pay_model.fit(data, areas)
    rows = []
    for at in np.flatnonzero(data.is_cell & (data.n >= least_n)):
        level = data.mix[at].argmax()
        model = pay_model.fit(data.without(at), areas, start=np.maximum(whole.variance, 1e-4))
        found = pay_model.predict(model, data.country[at], data.role[at : at + 1], np.array([level]))
        rows.append({
            "country": data.country[at], "role": ROLES[data.role[at]], "seniority": SENIORITIES[level],
            "n": int(data.n[at]), "error": data.log_usd[at] - found.mean[0],
            "sd": np.hypot(found.sd[0], np.sqrt(data.variance[at])),
            "country_only": data.log_usd[at] - _mean(data, at, data.country == data.country[at], data.is_2025 == 0),
            "role_seniority_only": data.log_usd[at] - _mean(data, at, data.is_cell, data.role == data.role[at],
                                                            data.mix[:, level] == 1),
        })
    return pd.DataFrame(rows)


def thinned(cells: pd.DataFrame, areas: dict[str, str], lean_on: dict[str, str]) -> pd.DataFrame:
    """Each thick country of `areas` cut to one margin of 10 respondents of unknown seniority, drawn anew 20 times.

    `lean_on` is what the model is told of areas. Columns country, n, error and sd of the country's thick cells.
    """
    spread, random, rows = pay_figures.spreads(cells), np.random.default_rng(SEED), []
    data = pay_figures.figures(cells, spread)
    usual_mix = np.average(data.mix[data.is_cell], weights=data.n[data.is_cell], axis=0)
    start = np.maximum(pay_model.fit(data, lean_on).variance, 1e-4)
    for country in sorted(areas):
        own = np.flatnonzero((data.country == country) & (data.is_2025 == 0) & (data.role == 0))
        thick = own[data.is_cell[own] & (data.n[own] >= ENOUGH)]
        if len(thick) < 2:
            continue
        share = data.n[own] / data.n[own].sum()
        one = pay_figures.Figures(
            country=np.array([country], object), role=np.zeros(1, int), mix=usual_mix[None], is_2025=np.zeros(1),
            is_cell=np.zeros(1, bool), n=np.array([float(THIN_N)]), log_usd=np.array([share @ data.log_usd[own]]),
            variance=np.array([pay_figures.MARGIN_VARIANCE * spread[country] ** 2 / THIN_N]))
        rest = data.without(np.flatnonzero(data.country == country))
        for noise in random.standard_normal(THIN_DRAWS) * np.sqrt(one.variance[0]):
            joined = {name: np.concatenate([value, getattr(one, name)]) for name, value in vars(rest).items()}
            joined["log_usd"][-1] += noise
            model = pay_model.fit(pay_figures.Figures(**joined), lean_on, start=start)
            start = np.maximum(model.variance, 1e-4)
            found = pay_model.predict(model, country, data.role[thick], data.mix[thick].argmax(axis=1))
            rows.append(pd.DataFrame({"country": country, "n": data.n[thick], "error": data.log_usd[thick] - found.mean,
                                      "sd": np.hypot(found.sd, np.sqrt(data.variance[thick]))}))
    return pd.concat(rows, ignore_index=True)


def _mean(data: pay_figures.Figures, without: int, *conditions: np.ndarray) -> float:
    """Mean log pay, by respondents, of the figures that meet all conditions, but one."""
    chosen = np.logical_and.reduce(conditions)
    chosen[without] = False
    return float(np.average(data.log_usd[chosen], weights=data.n[chosen])) if chosen.any() else float("nan")


def coverage(held_out: pd.DataFrame) -> float:
    """Share of observed medians within the 80 % interval."""
    return float((held_out["error"].abs() <= Z_80 * held_out["sd"]).mean())


def mean_error(held_out: pd.DataFrame, column: str = "error") -> float:
    """Mean absolute error in log pay."""
    return float(held_out[column].abs().mean())


def by_band(held_out: pd.DataFrame) -> pd.DataFrame:
    """Error and coverage by respondents in the held-out cell."""
    rows = []
    for low, high in (*BANDS, (ENOUGH, None)):
        part = held_out[held_out["n"].between(low, high or np.inf)]
        rows.append({"n": f"{low}-{high}" if high else f"{low} or more", "cells": len(part),
                     "coverage": coverage(part), "error": mean_error(part), "bias": part["error"].mean(),
                     "country_only": mean_error(part, "country_only"),
                     "role_seniority_only": mean_error(part, "role_seniority_only")})
    return pd.DataFrame(rows)


def run() -> list[Row]:
    held_out = leave_one_out(*inputs())
    error = 100 * mean_error(held_out)
    return [
        Row("held-out pay medians: error / country only", error, 100 * mean_error(held_out, "country_only"), "%",
            "ratio under 1"),
        Row("held-out pay medians: error / role x seniority only", error,
            100 * mean_error(held_out, "role_seniority_only"), "%", "ratio under 1"),
        Row("held-out pay medians within their 80 % interval", 100 * coverage(held_out), None, "%", "74 to 86 %"),
    ]


def main() -> None:
    cells, areas = inputs()
    held_out = leave_one_out(cells, areas, least_n=5)
    print(by_band(held_out).round(3).to_string(index=False))
    hubs = held_out[held_out["country"].isin(areas) & (held_out["n"] >= ENOUGH)]
    print(f"\ncountries with a hub, n >= {ENOUGH}: {len(hubs)} cells, coverage {coverage(hubs):.3f}, "
          f"error {mean_error(hubs):.3f}")
    for name, lean_on in (("its area", areas), ("all countries alike", {})):
        thin = thinned(cells, areas, lean_on)
        print(f"cut to {THIN_N} respondents, leaning on {name}: error {mean_error(thin):.3f}, "
              f"coverage {coverage(thin):.3f}")
    for role in ROLES[1:]:
        print(premium(cells, role, areas))


if __name__ == "__main__":
    main()

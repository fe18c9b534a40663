"""Pay cells made in the tests: from invented people whose true pay is known, and from a few lines written by hand."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.domain.salary import BAND
from atlas.domain.tables import ROLES, SALARIES, SENIORITIES

SERIES = {2024: "stackoverflow_2024", 2025: "stackoverflow_2025"}


def cell(source_code: str, country: str, role: str, seniority: str, n: int, mean_log_usd: float,
         sd_log_usd: float = 0.5) -> dict[str, object]:
    """A cell of tables.SALARIES whose log pay is normal."""
    spread = sd_log_usd * np.array([-1.2816, -0.6745, 0, 0.6745, 1.2816])
    year = 2024 if source_code == SERIES[2024] else 2025
    return {"source_code": source_code, "year": year, "country": country, "role": role, "seniority": seniority, "n": n,
            **dict(zip(BAND, np.exp(mean_log_usd + spread), strict=True)), "mean_log_usd": mean_log_usd,
            "sd_log_usd": sd_log_usd}


def publish(people: pd.DataFrame) -> pd.DataFrame:
    """Every cell of 5 or more `people` (year, country, role, seniority, usd), margins included, as an ingest would."""
    pooled = people.assign(year=2025, code="stackoverflow_2024_2025")
    frames = []
    for part in (people.assign(code=people["year"].map(SERIES)), pooled):
        for role in (True, False):
            for level in (True, False):
                if level and part is pooled:
                    continue
                keyed = part.assign(role=part["role"] if role else "all",
                                    seniority=part["seniority"] if level else "all")
                frames.append(keyed[(keyed["year"] == 2024) | ~pd.Series(level, keyed.index)])
    rows = pd.concat(frames)
    rows["log"] = np.log(rows["usd"])
    groups = rows.groupby(["code", "year", "country", "role", "seniority"])
    percentiles = groups["usd"].quantile([0.1, 0.25, 0.5, 0.75, 0.9]).unstack().set_axis(list(BAND), axis=1)
    table = percentiles.assign(n=groups.size(), mean_log_usd=groups["log"].mean(), sd_log_usd=groups["log"].std())
    table = table.reset_index().rename(columns={"code": "source_code"})
    return table.loc[table["n"] >= 5, list(SALARIES.names)].reset_index(drop=True)


@dataclass(frozen=True)
class World:
    """Invented people, the cells they are published in, the areas, and the true log median of every cell."""

    cells: pd.DataFrame
    areas: dict[str, str]
    truth: pd.Series
    premium: float


def world(seed: int, countries: int = 24) -> World:
    """A world drawn from the pay model: three areas, own ladders, country-role deviations, 2025 a little higher."""
    random = np.random.default_rng(seed)
    years = np.log([1.5, 4.5, 8.5, 16.0])
    steps = years - years.mean()
    roles = np.array([0.0, 0.2, 0.12, 0.1, 0.1, -0.05])
    crowd = np.array([0.8, 0.02, 0.04, 0.04, 0.07, 0.03])[:, None] * np.array([0.13, 0.2, 0.28, 0.39])
    areas, truth, people = {}, {}, []
    for index in range(countries):
        country, area = f"C{index:02}", index % 3
        areas[country] = ("north", "east", "south")[area]
        log_pay = (10.5 + 0.5 * area + random.normal(0, 0.2) + roles[:, None]
                   + (0.45 - 0.1 * area + random.normal(0, 0.06)) * steps
                   + random.normal(0, 0.06, (6, 1)) + random.normal(0, 0.06, 4))
        truth |= {(country, r, s): log_pay[i, j] for i, r in enumerate(ROLES) for j, s in enumerate(SENIORITIES)}
        size, spread, shift = random.choice([15, 60, 250, 1000]), random.uniform(0.35, 0.6), random.normal(0.08, 0.06)
        for year, share in ((2024, 1.0), (2025, 0.6)):
            counts = random.poisson(size * share * crowd)
            role, level = (np.repeat(grid, counts.ravel()) for grid in np.divmod(np.arange(24), 4))
            # Logistic errors: a sharper middle than the normal's, as real pay has.
            error = random.logistic(0, spread * np.sqrt(3) / np.pi, len(role)) + shift * (year == 2025)
            people.append(pd.DataFrame({"year": year, "country": country, "role": np.array(ROLES)[role],
                                        "seniority": np.array(SENIORITIES)[level],
                                        "usd": np.exp(log_pay[role, level] + error)}))
    index = pd.MultiIndex.from_tuples(truth, names=["country", "role", "seniority"])
    return World(publish(pd.concat(people, ignore_index=True)), areas, pd.Series(truth.values(), index, name="truth"), 0.2)

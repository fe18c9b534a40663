"""From published pay cells to figures that share no respondent, which is what a likelihood needs.

A cell of one role and one seniority counts as it is. A role's total counts only for the people that no such cell
covers: sums add up, so the remainder's mean of logs follows exactly from the published means and counts.
"""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from atlas.domain.errors import DataError
from atlas.domain.tables import ROLES, SENIORITIES

LEVELS_SERIES, COUNTRY_SERIES, POOLED_SERIES = "stackoverflow_2024", "stackoverflow_2025", "stackoverflow_2024_2025"
"""Levels come from 2024 alone; 2025 has no seniority; both years together reach cells that are too thin in each."""

MEDIAN_VARIANCE = 1.1
"""Variance of a median of log pay over that of a mean: 1.04 to 1.14 in resampled cells (1.57 if pay were lognormal)."""

MARGIN_VARIANCE = 1.4
"""Variance of log pay over all seniorities of a role over that within one: 1.4 by respondents, 1.5 by country. A
margin's mean carries it in full, because who happened to answer, junior or lead, is not known."""

MIX_PRIOR_N = 4
"""Respondents' worth of the overall seniority mix that is added to each country's own."""

TILT_LEAST_N, TILT_PRIOR_N = 50, 20
"""How a role's seniorities differ from its country's is learnt where the role has 50 respondents, since the thinnest
levels of a smaller one are not published; 20 respondents' worth of no difference steady it."""


@dataclass(frozen=True)
class Figures:
    """n figures of log pay. No respondent stands behind two of them.

    `role` indexes ROLES; `mix` (n, 4) holds the shares of SENIORITIES; `is_2025` is 0 or 1; `variance` is that of
    sampling; `is_cell` marks the published cells of one role and one seniority of 2024.
    """

    country: np.ndarray
    role: np.ndarray
    mix: np.ndarray
    is_2025: np.ndarray
    is_cell: np.ndarray
    n: np.ndarray
    log_usd: np.ndarray
    variance: np.ndarray

    def without(self, index: int | np.ndarray) -> "Figures":
        """All figures but the given ones, for a test of the model on what it has not seen."""
        return Figures(**{field.name: np.delete(getattr(self, field.name), index, axis=0) for field in fields(self)})


def figures(cells: pd.DataFrame, spread: pd.Series) -> Figures:
    """The disjoint figures behind `cells` (columns of tables.SALARIES), ordered by country, year, role, seniority.

    `spread` is `spreads(cells)`. DataError where no cell of the 2024 survey has a role and a seniority.
    """
    level, second, pooled = (cells[cells["source_code"] == code] for code in
                             (LEVELS_SERIES, COUNTRY_SERIES, POOLED_SERIES))
    fine = _fine(cells)
    if fine.empty:
        raise DataError("data/salaries.parquet: no cell of stackoverflow_2024 has a role and a seniority; "
                        "run `python -m etl ingest stackoverflow` on the survey files")
    first_total, second_total = _years(_totals(level), _totals(second), _totals(pooled))
    covered = _sums(fine, ["country", "role"])
    rest = first_total.sub(covered, fill_value=0)
    mixes = _Mixes(level, fine)
    rows = [
        pd.DataFrame({"country": fine["country"], "role": fine["role"], "n": fine["n"], "year": 0, "is_cell": True,
                      "log_usd": np.log(fine["p50_usd"]),
                      "mix": [tuple(np.eye(4)[SENIORITIES.index(s)]) for s in fine["seniority"]]}),
        mixes.rows(rest, year=0),
        mixes.rows(second_total, year=1),
    ]
    frame = pd.concat(rows, ignore_index=True)
    frame["role"] = frame["role"].map(ROLES.index)
    frame = frame.sort_values(["country", "year", "is_cell", "role", "mix"], ignore_index=True)
    sampling = spread.reindex(frame["country"]).fillna(spread[""]).to_numpy() ** 2 / frame["n"].to_numpy(float)
    is_cell = frame["is_cell"].to_numpy(bool)
    return Figures(
        country=frame["country"].to_numpy(object), role=frame["role"].to_numpy(int),
        mix=np.array(frame["mix"].tolist()), is_2025=frame["year"].to_numpy(float), is_cell=is_cell,
        n=frame["n"].to_numpy(float), log_usd=frame["log_usd"].to_numpy(float),
        variance=np.where(is_cell, MEDIAN_VARIANCE, MARGIN_VARIANCE) * sampling,
    )


def spreads(cells: pd.DataFrame) -> pd.Series:
    """Standard deviation of log pay within a role and seniority, by country; the entry '' is a typical country.

    Role and seniority leave no trace in it; the country does (0.31 to 0.70), so each country's own variance leans on
    the typical one, by a weight that the scatter of the countries sets (method of moments on log variances).
    """
    fine = _fine(cells)
    squares = (fine["n"] - 1) * fine["sd_log_usd"] ** 2
    table = pd.DataFrame({"ss": squares, "df": fine["n"] - 1}).groupby(fine["country"]).sum()
    typical, prior_df = _spread_prior(table[table["df"] >= 10])
    shrunk = (table["ss"] + prior_df * typical) / (table["df"] + prior_df)
    return np.sqrt(pd.concat([shrunk, pd.Series({"": typical})]))


def _spread_prior(table: pd.DataFrame) -> tuple[float, float]:
    """The typical variance of log pay and how many degrees of freedom it is worth (few where countries differ)."""
    if len(table) < 3:
        return float((table["ss"].sum() + 0.25) / (table["df"].sum() + 1)), 30.0
    logs, excess = np.log(table["ss"] / table["df"]), 3.5
    between = max(logs.var() - (excess / table["df"]).mean(), 0.01)
    return float(np.exp(logs.mean())), float(excess / between)


def _fine(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[(cells["source_code"] == LEVELS_SERIES) & (cells["role"] != "all") & (cells["seniority"] != "all")]


def _sums(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Respondents and sum of log pay by `keys`."""
    table = frame.assign(total=frame["n"] * frame["mean_log_usd"])
    return table.groupby(keys)[["n", "total"]].sum()


def _totals(series: pd.DataFrame) -> pd.DataFrame:
    """Sums by country and role over all seniorities.

    A country none of whose roles is published enters with all its engineers as software engineers: four in five are.
    """
    totals = series[series["seniority"] == "all"]
    roles = totals[totals["role"] != "all"]
    bare = totals[~totals["country"].isin(roles["country"])].assign(role="software_engineer")
    return _sums(pd.concat([roles, bare]), ["country", "role"])


def _years(first: pd.DataFrame, second: pd.DataFrame, pooled: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sums of each year; a year too thin to be published is what the pooled cell holds beyond the other one."""
    index = first.index.union(second.index).union(pooled.index)
    first, second, pooled = (frame.reindex(index) for frame in (first, second, pooled))
    return first.fillna(pooled - second), second.fillna(pooled - first)


class _Mixes:
    """Shares of seniorities behind a figure that does not say: the country's mix tilted by the role's."""

    def __init__(self, level: pd.DataFrame, fine: pd.DataFrame) -> None:
        def by_level(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
            table = frame.pivot_table(index=keys, columns="seniority", values="n", aggfunc="sum")
            return table.reindex(columns=SENIORITIES).fillna(0.0)

        self.country = by_level(level[(level["role"] == "all") & (level["seniority"] != "all")], ["country"])
        pairs = by_level(fine, ["country", "role"])
        self.published = pairs > 0
        overall = (pairs.sum() + 1) / (pairs.to_numpy().sum() + len(SENIORITIES))
        self.prior = MIX_PRIOR_N * overall.to_numpy()
        thick = pairs[pairs.sum(axis=1) >= TILT_LEAST_N]
        usual = self._of_country(thick.index.get_level_values("country"))
        usual = pd.DataFrame(usual, thick.index, thick.columns).mul(thick.sum(axis=1), axis=0)
        seen, expected = (part.groupby(level="role").sum().reindex(ROLES).fillna(0.0) + TILT_PRIOR_N * overall
                          for part in (thick, usual))
        self.tilt = seen / expected

    def _of_country(self, country: pd.Index) -> np.ndarray:
        """The seniority shares (k, 4) of all engineers in each of k countries."""
        counts = self.country.reindex(country).fillna(0.0).to_numpy() + self.prior
        return counts / counts.sum(axis=1, keepdims=True)

    def rows(self, sums: pd.DataFrame, year: int) -> pd.DataFrame:
        """One row a country and role of `sums` that holds anybody. In 2024, year 0, nobody left over can be of a
        level that has a cell."""
        sums = sums[sums["n"] > 0.5]
        country, role = (sums.index.get_level_values(key) for key in ("country", "role"))
        shares = self._of_country(country) * self.tilt.loc[role].to_numpy()
        taken = self.published.reindex(sums.index, fill_value=False).to_numpy(bool)
        shares = np.where(taken & ~taken.all(axis=1, keepdims=True) & (year == 0), 0.0, shares)
        return pd.DataFrame({
            "country": country, "role": role, "n": sums["n"].to_numpy(), "year": year, "is_cell": False,
            "log_usd": (sums["total"] / sums["n"]).to_numpy(),
            "mix": [tuple(row) for row in shares / shares.sum(axis=1, keepdims=True)],
        })

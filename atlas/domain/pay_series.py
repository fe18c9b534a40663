"""One country's pay as each source gives it, side by side and never pooled: surveys, index, official mean, own rows."""

from dataclasses import dataclass

import pandas as pd

from atlas.domain.pay_figures import COUNTRY_SERIES, LEVELS_SERIES, POOLED_SERIES

OWN_SERIES = "own"
"""The source code of a company's own pay rows, which only an overlay of `data/` has."""

SERIES = (LEVELS_SERIES, COUNTRY_SERIES, POOLED_SERIES, "aijobs_2025", OWN_SERIES)
OFFICIAL_METRIC = "ict_mean_gross_pay_eur_month"
"""Official mean of the whole industry: a check on scale."""

BAND = ("p10_usd", "p25_usd", "p50_usd", "p75_usd", "p90_usd")


@dataclass(frozen=True)
class Series:
    """What one source says, USD a year. `role` and `seniority` tell what its figure covers; `all` is engineering as a
    whole, or every level. A source has a `band` (p10, p25, p50, p75, p90) with `n`, or a `mean_usd` alone."""

    source_code: str
    title: str
    publisher: str
    year: int
    role: str
    seniority: str
    n: int | None = None
    band: tuple[float, ...] | None = None
    mean_usd: float | None = None

    @property
    def own(self) -> bool:
        return self.source_code == OWN_SERIES


def side_by_side(cells: pd.DataFrame, official: pd.DataFrame, eur_per_usd: float, role: str,
                 seniority: str) -> tuple[Series, ...]:
    """The cell of each series and year that comes closest to a role and seniority, then the official mean.

    `cells` are one country's published cells with title and publisher; `official` its facts of OFFICIAL_METRIC, EUR a
    month. Closest is: that role and level; that level in any role, since levels differ more than roles; that role at
    any level; all engineers.
    """
    wanted = ((role, seniority), ("all", seniority), (role, "all"), ("all", "all"))
    found = []
    for code in SERIES:
        for year, series in cells[cells["source_code"] == code].groupby("year"):
            by_cell = {(cell.role, cell.seniority): cell for cell in series.itertuples()}
            cell = next((by_cell[key] for key in wanted if key in by_cell), None)
            if cell is not None:
                found.append(Series(code, cell.title, cell.publisher, int(year), cell.role, cell.seniority, int(cell.n),
                                    tuple(float(getattr(cell, column)) for column in BAND)))
    found += [Series(fact.source_code, "Mean of the ICT industry, every occupation", "Eurostat", int(fact.year), "all",
                     "all", mean_usd=12 * float(fact.value) / eur_per_usd) for fact in official.itertuples()]
    return tuple(found)

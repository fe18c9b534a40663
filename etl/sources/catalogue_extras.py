"""Facts that need a raw file or a metric of their own: official pay, and what a city's population counts."""

from collections.abc import Iterable
from pathlib import Path

from atlas.domain.errors import SourceError

from .catalogue_facts import Fact, cite
from .catalogue_hubs import COUNTRIES
from .catalogue_metrics import Metric
from .catalogue_raw import Row, read_table
from .catalogue_wording import Wording

PAY = Metric("ict_mean_gross_pay_eur_month", "EUR a month",
             "Mean gross pay in NACE section J, every occupation: a check on scale, not the pay of a role",
             ("definition_differs",))
PAY_YEAR = "2022"
POPULATION = Metric("population_basis", "text", "What the population of the city counts", ("definition_differs",),
                    textual=True)
POPULATIONS = {
    "delhi": "National Capital Territory; the capital region is far larger",
    "hcmc": "Merged municipality of July 2025, with Bình Dương and Bà Rịa-Vũng Tàu; not comparable with earlier counts",
    "manila": "City of Manila alone, not Metro Manila",
    "prishtina": "Probably the agglomeration: well above the municipality's census count of 2024",
}
"""Hubs whose population is not that of the city proper."""


def official_pay(path: Path) -> list[Fact]:
    """Eurostat's mean monthly gross pay in EUR for the countries that have a hub."""
    codes = {name: code for code, (name, _, _) in COUNTRIES.items()}
    found = []
    for line, cells in enumerate(read_table(path, ("country", "mean_monthly_gross_eur")), start=2):
        if (code := codes.get(cells["country"])) is not None:
            row = Row("", code, PAY.name, cells["mean_monthly_gross_eur"], "", PAY_YEAR, "country", "eurostat_ses2022",
                      "", line)
            found.append(cite(row, PAY, Wording(), float(row.value)))
    if not found:
        raise SourceError(f"{path.name}: none of its countries has a hub; give the Eurostat file by country name")
    return found


def population_bases(rows: Iterable[Row]) -> list[Fact]:
    """A note for each hub whose population counts something else than the city proper."""
    return [cite(row, POPULATION, Wording(), None, POPULATIONS[row.hub_id])
            for row in rows if row.metric == "population" and row.hub_id in POPULATIONS]

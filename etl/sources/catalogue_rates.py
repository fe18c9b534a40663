"""`fx.csv`: the ECB's yearly means, and the survey's own rates for currencies that the ECB does not publish."""

from dataclasses import dataclass
from pathlib import Path

from .catalogue_raw import read_table

ECB_COLUMNS = ("currency", "year", "per_eur", "usd_per_eur", "per_usd")
SURVEY_COLUMNS = ("currency", "respondents", "per_usd")
ECB_LAST_DAY = {2026: "2026-10-30"}
"""Years that are not over in the raw file."""

SURVEY_YEAR, SURVEY_LAST_DAY = 2024, "2024-06-20"
MIN_RESPONDENTS = 5
"""A survey rate of fewer people is left out, as a pay cell would be."""


@dataclass(frozen=True)
class Rate:
    """One row of fx.csv: units of the currency for one US dollar."""

    currency: str
    year: int
    per_usd: float
    rate_date: str
    source_code: str


def rates(ecb: Path, survey: Path) -> list[Rate]:
    """The rates by currency and year; the ECB leads wherever it publishes."""
    found = [Rate(row["currency"], int(row["year"]), float(row["per_usd"]),
                  ECB_LAST_DAY.get(int(row["year"]), f"{row['year']}-12-31"), "ecb")
             for row in read_table(ecb, ECB_COLUMNS)]
    published = {rate.currency for rate in found if rate.year == SURVEY_YEAR}
    found += [Rate(row["currency"], SURVEY_YEAR, float(row["per_usd"]), SURVEY_LAST_DAY, "fx_survey_2024")
              for row in read_table(survey, SURVEY_COLUMNS)
              if row["currency"] not in published and int(row["respondents"]) >= MIN_RESPONDENTS]
    return sorted(found, key=lambda rate: (rate.currency, rate.year))

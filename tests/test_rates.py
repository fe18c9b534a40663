"""The shipped exchange rates: dated, complete, and those that the central bank published."""

import csv
from datetime import date

import pytest

from atlas.domain.tables import FX, HUBS, Table
from atlas.paths import DATA


def read(table: Table) -> list[dict[str, str]]:
    with (DATA / table.file).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rates_are_positive_dated_in_their_year_and_reach_every_currency():
    rows = read(FX)
    for row in rows:
        assert float(row["per_usd"]) > 0
        assert date.fromisoformat(row["rate_date"]).year == int(row["year"])
    currencies = {row["currency"] for row in read(HUBS)}
    years = {code: {int(row["year"]) for row in rows if row["currency"] == code} for code in currencies | {"EUR"}}
    assert all(2024 in found for found in years.values())
    assert years["EUR"] >= {2022, 2023, 2024, 2025, 2026}
    assert {row["per_usd"] for row in rows if row["currency"] == "USD"} == {"1"}


def test_rates_agree_with_the_published_ones():
    """ECB, mean of 2024: 1.0824 USD and 0.84662 GBP for one euro."""
    rates = {(row["currency"], row["year"]): row for row in read(FX)}
    assert 1 / float(rates["EUR", "2024"]["per_usd"]) == pytest.approx(1.0824, abs=5e-5)
    assert float(rates["GBP", "2024"]["per_usd"]) == pytest.approx(0.84662 / 1.0824, abs=5e-5)
    assert rates["EUR", "2026"]["rate_date"] == "2026-10-30"
    survey = {row["currency"] for row in rates.values() if row["source_code"] == "fx_survey_2024"}
    assert {"UAH", "RSD", "VND", "ARS", "COP", "MKD", "ALL"} <= survey
    assert not {"EUR", "USD", "GBP", "PLN", "INR"} & survey

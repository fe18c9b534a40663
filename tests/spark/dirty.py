"""Synthetic survey answers with the faults of real ones, as many as are wanted."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

RATES = {"EUR European Euro": 0.93, "USD\tUnited States dollar": 1.0, "PLN Polish zloty": 3.94, "INR Indian rupee": 83.4}
NO_RATE = ("XAF Central African franc", "none\tof these")
COUNTRIES = {"Poland": 52_000, "Romania": 47_000, "Germany": 74_000, "India": 18_000, "Kosovo": 24_000, "Ukraine": 40_000,
             "United States of America": 140_000}
TITLES = ("Developer, full-stack", "Developer, AI", "Data scientist or machine learning specialist", "Data engineer",
          "DevOps specialist", "Data or business analyst", "Scientist", "Product manager", None)
YEARS = ("Less than 1 year", "1", "3", "6", "10", "11", "30", "More than 50 years", None)


def write(path: Path, rows: int, seed: int = 0) -> Path:
    """A 2024 survey file: monthly pay among yearly, slips of the pen, zeros, gaps, no country, no rate, no title."""
    draw = np.random.default_rng(seed)
    names = [*COUNTRIES, "Nomadic", None]
    country = draw.choice(len(names), rows, p=[0.18, 0.16, 0.2, 0.18, 0.02, 0.1, 0.1, 0.03, 0.03])
    levels = np.array([*COUNTRIES.values(), 50_000, 50_000], float)
    usd = draw.lognormal(np.log(levels[country]), 0.55)
    usd *= draw.choice([1, 1 / 12, 1 / 1000, 1000, 0], rows, p=[0.86, 0.09, 0.02, 0.02, 0.01])
    codes = [*RATES, *NO_RATE, None]
    currency = draw.choice(len(codes), rows, p=[0.4, 0.3, 0.1, 0.1, 0.04, 0.03, 0.03])
    per_usd = np.array([*RATES.values(), np.nan, np.nan, np.nan])[currency]
    amount = np.round(usd * np.nan_to_num(per_usd, nan=1.0))
    # A conversion that the survey left out: the ingest takes the survey's own rate of that currency instead.
    converted = np.where(np.isnan(per_usd) | (draw.random(rows) < 0.3), np.nan, np.round(amount / per_usd))
    amount[draw.random(rows) < 0.05] = np.nan

    def texts(options: tuple | list, at: np.ndarray) -> pa.Array:
        return pa.array(options, pa.string()).take(pa.array(at))

    pq.write_table(pa.table({
        "Country": texts(names, country), "DevType": texts(TITLES, draw.integers(0, len(TITLES), rows)),
        "YearsCodePro": texts(YEARS, draw.integers(0, len(YEARS), rows)), "Currency": texts(codes, currency),
        "CompTotal": pa.array(amount, from_pandas=True), "ConvertedCompYearly": pa.array(converted, from_pandas=True),
    }), path)
    return path

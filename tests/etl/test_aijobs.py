"""The aijobs.net index on ten rows readable by eye."""

import argparse
from pathlib import Path

import pytest

from etl.engine import duckdb_engine
from etl.pay_rows import count_rules, settle_observations
from etl.sources import aijobs
from tests.etl.paying import FIXTURES, RATES, cells_of, fated, ingest


def test_aijobs_fates_and_rates() -> None:
    """92,390 EUR of 2024 at 0.9239 EUR a dollar are 100,000 USD, whatever the index itself says."""
    with duckdb_engine() as engine:
        aijobs.prepare(engine, argparse.Namespace(files=[FIXTURES / "aijobs.csv"], fx=FIXTURES / "fx.csv"))
        settle_observations(engine)
        rules, kept = count_rules(engine, aijobs.RULES)
        rows = fated(engine)
    assert kept == {"aijobs_2025": 5}
    assert {rule["id"]: rule["rows"] for rule in rules if rule["rows"]} == {
        "duplicate": 1, "older": 1, "not_full_time": 1, "no_rate": 1, "not_engineering": 1, "converted": 1}
    rows = rows[rows["fate"].isna()].sort_values("pay_usd")
    assert rows["pay_usd"].tolist() == pytest.approx([70_000, 80_000, 90_000, 100_000, 120_000])
    assert rows["seniority"].tolist() == ["junior", "mid", "senior", "senior", "lead"]


def test_aijobs_has_no_cell_of_all_roles(tmp_path: Path) -> None:
    ingest("aijobs", FIXTURES / "aijobs.csv", out=tmp_path / "pay.parquet", options=RATES)
    cells = cells_of(tmp_path / "pay.parquet")
    assert cells[["source_code", "year", "country", "role", "seniority", "n", "p50_usd"]].to_numpy().tolist() == [
        ["aijobs_2025", 2025, "RO", "ai_ml_engineer", "all", 5, 90_000.0]]


def test_aijobs_unknown_title_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "aijobs.csv"
    bad.write_text((FIXTURES / "aijobs.csv").read_text("utf-8").replace("Product Manager", "Product Wizard"), "utf-8")
    assert ingest("aijobs", bad, out=tmp_path / "pay.parquet", options=RATES) == 2
    assert capsys.readouterr().err.startswith("aijobs.csv row 10: job_title 'Product Wizard' is not known")

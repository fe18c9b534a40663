"""Country medians and cell statistics, against worked examples, NumPy and pandas."""

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.engine import DuckDb, duckdb_engine
from etl.pay_rows import BOUNDS, compute_cells, settle_country_medians, settle_observations, sorted_statistics
from tests.etl.paying import fated

KEYS = ["country", "role", "seniority"]

def test_a_row_cut_early_comes_back() -> None:
    """Eight monthly answers of 2,000 pull the first median of 16 to 16,000, whose eightfold is 128,000: 150,000 is cut.

    Without them the median is 30,000 and the limits are 4,500 and 240,000: it is in.
    """
    pay = [2_000.0] * 8 + [30_000.0] * 7 + [150_000.0]
    with duckdb_engine() as engine:
        keep_pay_rows(engine, pay)
        rounds = settle_observations(engine)
        rows = fated(engine)
    assert rounds == 3
    assert rows["pay_usd"][rows["fate"].isna()].max() == 150_000
    assert rows["fate"].value_counts().to_dict() == {"far_below_country": 8}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(500, 2_000_000), min_size=1, max_size=60))
def test_settled_medians_are_a_fixed_point(pay: list[float]) -> None:
    with duckdb_engine() as engine:
        keep_pay_rows(engine, pay)
        settle_country_medians(engine)
        median = engine.connection.table("country_median").df()["median_usd"]
    believable = np.array([usd for usd in pay if BOUNDS["least_usd"] <= usd <= BOUNDS["most_usd"]])
    if believable.size == 0:
        assert median.empty
    else:
        inside = believable[(believable >= 0.15 * median[0]) & (believable <= 8 * median[0])]
        assert median[0] == pytest.approx(np.median(inside))


def keep_pay_rows(engine: DuckDb, pay: list[float]) -> None:
    n = len(pay)
    engine.keep("pay_row", pa.table({
        "source_code": ["test"] * n, "year": [2024] * n, "country": ["RO"] * n, "role": ["data_engineer"] * n,
        "seniority": ["mid"] * n, "pay_usd": pay, "notes": [""] * n, "pay_fate": pa.nulls(n, pa.string()),
        "country_fate": pa.nulls(n, pa.string())}))  # fmt: skip


def keep_random_observations(engine: DuckDb, n: int, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "source_code": "test", "year": 2024, "country": draw.choice(["RO", "PL", "XK"], n, p=[0.5, 0.45, 0.05]),
        "role": draw.choice(["data_engineer", "data_scientist", "all"], n),
        "seniority": draw.choice(["junior", "senior", "all"], n), "pay_usd": draw.lognormal(11, 0.5, n).round(2)})
    engine.keep("observation", pa.Table.from_pandas(frame, preserve_index=False))
    return frame



@pytest.mark.parametrize("n", [12, 400])
def test_cells_equal_pandas(n: int) -> None:
    with duckdb_engine() as engine:
        frame = keep_random_observations(engine, n, seed=n)
        cells, withheld = compute_cells(engine, all_roles=True)
    expected = {}
    for role in ("all", "data_engineer", "data_scientist"):
        for seniority in ("all", "junior", "senior"):
            member = frame if role == "all" else frame[frame["role"] == role]
            member = member if seniority == "all" else member[member["seniority"] == seniority]
            expected |= {(country, role, seniority): group["pay_usd"] for country, group in member.groupby("country")}
    assert withheld == sum(len(pay) < 5 for pay in expected.values())
    found = {tuple(cell[key] for key in KEYS): cell for cell in cells.to_pylist()}
    assert set(found) == {key for key, pay in expected.items() if len(pay) >= 5}
    for key, cell in found.items():
        pay = expected[key]
        assert cell["n"] == len(pay)
        for p in (10, 25, 50, 75, 90):
            assert cell[f"p{p}_usd"] == pytest.approx(np.percentile(pay, p), rel=1e-12)
        assert cell["mean_log_usd"] == pytest.approx(np.log(pay).mean(), abs=1e-9)
        assert cell["sd_log_usd"] == pytest.approx(np.log(pay).std(ddof=1), abs=1e-9)


@pytest.mark.parametrize("by_role", [True, False])
@pytest.mark.parametrize("by_seniority", [True, False])
def test_sorting_equals_the_list_query(by_role: bool, by_seniority: bool) -> None:
    split = {"by_role": by_role, "by_seniority": by_seniority}
    with duckdb_engine() as engine:
        keep_random_observations(engine, 3_000, seed=1)
        by_list, by_sort = (table.to_pandas().sort_values(KEYS, ignore_index=True) for table in (
            engine.fetch("ingest_statistics", **split), sorted_statistics(engine, **split)))
    assert by_list[[*KEYS, "n"]].equals(by_sort[[*KEYS, "n"]])
    assert np.stack(by_sort["quantiles_usd"]) == pytest.approx(np.stack(by_list["quantiles_usd"]), rel=1e-12)
    for name in ("mean_log_usd", "sd_log_usd"):
        assert by_sort[name].to_numpy() == pytest.approx(by_list[name].to_numpy(), abs=1e-8)


def test_what_does_not_fit_in_memory_is_sorted_on_disk() -> None:
    """Three million rows in 60 MB: the list of quantiles gives up, and the cells come out all the same."""
    pay = np.random.default_rng(3).lognormal(11, 0.5, 3_000_000)
    with duckdb_engine("60MB") as engine:
        pq.write_table(pa.table({"pay_usd": pay}), engine.folder / "pay.parquet")
        engine.connection.read_parquet(str(engine.folder / "pay.parquet")).project(
            "'test' as source_code, 2024 as year, 'RO' as country, 'data_engineer' as role, 'mid' as seniority, pay_usd"
        ).create_view("observation")
        with pytest.raises(duckdb.OutOfMemoryException):
            engine.fetch("ingest_statistics", by_role=True, by_seniority=True)
        cells, _ = compute_cells(engine, all_roles=False)
    for cell in cells.to_pylist():
        assert cell["n"] == len(pay)
        assert [cell[f"p{p}_usd"] for p in (10, 50, 90)] == pytest.approx(np.percentile(pay, [10, 50, 90]), rel=1e-9)


def test_all_roles_can_be_left_out() -> None:
    with duckdb_engine() as engine:
        keep_random_observations(engine, 400, seed=2)
        cells, _ = compute_cells(engine, all_roles=False)
    assert set(cells["role"].to_pylist()) == {"data_engineer", "data_scientist"}

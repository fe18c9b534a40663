"""The pay ingest from end to end on files readable by eye: each row's fate, the cells by hand, the manifest, the file.

Expected quantiles are worked by hand: at place q (n - 1) of the sorted pay, between neighbours in proportion.
"""

import argparse
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from atlas.domain.errors import DataError, SourceError
from etl import pay_file
from etl.__main__ import main
from etl.engine import duckdb_engine
from etl.ingest import summary
from etl.pay_rows import settle_observations
from etl.sources import stackoverflow
from tests.etl.paying import FIXTURES, RATES, SURVEYS, cells_of, fated, ingest


@pytest.mark.parametrize("year", [2024, 2025])
def test_each_row_of_the_fixture_meets_its_expected_fate(year: int) -> None:
    """The fixture says in a column of its own what becomes of each row; official files have further columns too."""
    with duckdb_engine() as engine:
        stackoverflow.prepare(engine, argparse.Namespace(files=SURVEYS, year=None))
        settle_observations(engine)
        rows = fated(engine)
    rows = rows[rows["year"] == year]
    kept = "kept " + rows["seniority"] + " " + rows["pay_usd"].round().map("{:.0f}".format)
    expected = pd.read_csv(FIXTURES / f"survey_{year}.csv")["CaseExpected"]
    assert sorted(rows["fate"].fillna(kept)) == sorted(expected)


def test_cells_by_hand(tmp_path: Path) -> None:
    """Romania 2024 keeps 20, 30, 40, 40, 50, 60, 70 thousand; 2025 adds 50, 60, 80, too few for a cell of its own."""
    assert ingest("stackoverflow", *SURVEYS, out=tmp_path / "pay.parquet") == 0
    cells = cells_of(tmp_path / "pay.parquet").set_index(["source_code", "country", "role", "seniority"])
    assert list(cells.index) == [("stackoverflow_2024", "RO", "all", "all"),
                                 ("stackoverflow_2024_2025", "RO", "all", "all"),
                                 ("stackoverflow_2024_2025", "RO", "software_engineer", "all")]
    assert list(cells["n"]) == [7, 10, 5]
    quantiles = cells[["p10_usd", "p25_usd", "p50_usd", "p75_usd", "p90_usd"]].to_numpy()
    assert quantiles[0] == pytest.approx([26_000, 35_000, 40_000, 55_000, 64_000])
    assert quantiles[1] == pytest.approx([29_000, 40_000, 50_000, 60_000, 71_000])
    assert quantiles[2] == pytest.approx([24_000, 30_000, 40_000, 50_000, 68_000])


def test_one_year_alone_is_not_pooled(tmp_path: Path) -> None:
    ingest("stackoverflow", SURVEYS[0], out=tmp_path / "pay.parquet")
    assert set(cells_of(tmp_path / "pay.parquet")["source_code"]) == {"stackoverflow_2024"}


def test_rules_are_counted_in_the_manifest_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest("stackoverflow", *SURVEYS, out=tmp_path / "pay.parquet")
    printed = capsys.readouterr().out
    manifest = pay_file.read(tmp_path / "pay.parquet")[1]["stackoverflow"]
    rules = {rule["id"]: rule["by_series"] for rule in manifest["rules"]}
    assert (manifest["rows_in"], manifest["rows_kept"]) == (26, 13)
    assert manifest["rows_in"] - manifest["rows_kept"] == sum(manifest["dropped"].values())
    assert rules["no_pay"] == {"stackoverflow_2024": 2, "stackoverflow_2025": 1}
    assert rules["recovered"] == {"stackoverflow_2024": 1}
    assert rules["total_only"] == {"stackoverflow_2024": 1}
    assert rules["level_unknown"] == {"stackoverflow_2024": 1, "stackoverflow_2025": 4}
    assert {file["file"]: file["rows"] for file in manifest["files"]} == {"survey_2024.csv": 20, "survey_2025.csv": 6}
    assert summary(manifest) in printed
    assert all(rule["says"] in printed and rule["id"] in printed for rule in manifest["rules"])


def test_csv_and_parquet_give_the_same_cells(tmp_path: Path) -> None:
    ingest("stackoverflow", *SURVEYS, out=tmp_path / "csv.parquet")
    packed = []
    for path in SURVEYS:
        packed.append(tmp_path / path.with_suffix(".parquet").name)
        frame = pd.read_csv(path)
        pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), packed[-1])
    ingest("stackoverflow", *packed, out=tmp_path / "packed.parquet")
    assert cells_of(tmp_path / "csv.parquet").equals(cells_of(tmp_path / "packed.parquet"))


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        ingest("stackoverflow", *SURVEYS, out=tmp_path / name)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_each_source_replaces_its_own_series_only(tmp_path: Path) -> None:
    out = tmp_path / "pay.parquet"
    ingest("stackoverflow", *SURVEYS, out=out)
    survey = cells_of(out)
    ingest("aijobs", FIXTURES / "aijobs.csv", out=out, options=RATES)
    ingest("stackoverflow", SURVEYS[0], out=out)
    cells, manifests = pay_file.read(out)
    assert set(cells["source_code"].to_pylist()) == {"stackoverflow_2024", "aijobs_2025"}
    assert set(manifests) == {"stackoverflow", "aijobs"}
    assert manifests["stackoverflow"]["source_codes"] == ["stackoverflow_2024"]
    assert len(survey) == 3


def test_a_fault_while_writing_leaves_the_old_file(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pay.parquet"
    ingest("stackoverflow", SURVEYS[0], out=out)
    before = out.read_bytes()

    def half_way(table: pa.Table, file: object, **_: object) -> None:
        file.write(b"PAR1")
        raise OSError("no space left on device")

    monkeypatch.setattr(pq, "write_table", half_way)
    assert ingest("stackoverflow", *SURVEYS, out=out) == 2
    assert capsys.readouterr().err.startswith("pay.parquet: cannot be written (no space left on device)")
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_that_is_not_ours_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pay.parquet"
    out.write_bytes(b"PAR1 something else")
    assert ingest("stackoverflow", *SURVEYS, out=out) == 2
    assert "pay.parquet: is not a file of pay statistics" in capsys.readouterr().err
    with pytest.raises(DataError):
        pay_file.read(out)
    assert out.read_bytes() == b"PAR1 something else"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "python -m etl: the following arguments are required: COMMAND"),
     (["ingest"], "python -m etl ingest: the following arguments are required: SOURCE"),
     (["ingest", "stackoverflow", "absent.csv"], "absent.csv: there is no such file"),
     (["ingest", "stackoverflow", str(SURVEYS[0]), "--memory-limit", "lots"],
      "python -m etl ingest stackoverflow: argument --memory-limit: 'lots' is no size"),
     (["ingest", "stackoverflow", str(SURVEYS[0]), str(SURVEYS[0])],
      "survey_2024.csv: holds the same bytes as survey_2024.csv")],
)  # fmt: skip
def test_wrong_call_is_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1


def test_wrong_year_shows_in_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest("stackoverflow", SURVEYS[1], out=tmp_path / "pay.parquet", options=["--year", "2024"]) == 2
    assert "column 'YearsCodePro' is missing" in capsys.readouterr().err


def test_spark_is_asked_for_and_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if find_spec("pyspark"):
        pytest.skip("pyspark is installed")
    assert ingest("stackoverflow", *SURVEYS, out=tmp_path / "pay.parquet", options=["--engine", "spark"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("--engine spark: pyspark is not installed; install it: pip install -r requirements-spark.txt")
    assert message.count("\n") == 1 and not (tmp_path / "pay.parquet").exists()


@pytest.mark.parametrize(("options", "message"), [
    (["--master", "spark://host:7077"], "--master spark://host:7077: DuckDB has no master; add --engine spark"),
    (["--engine", "polars"], "invalid choice: 'polars'"),
    (["--scratch", "/nowhere/at/all"], "--scratch /nowhere/at/all: No such file or directory; give a folder"),
])
def test_a_wrong_engine_option_is_one_line(options: list[str], message: str, tmp_path: Path,
                                           capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest("stackoverflow", *SURVEYS, out=tmp_path / "pay.parquet", options=options) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_what_fits_in_no_memory_names_the_way_on() -> None:
    with pytest.raises(SourceError, match=r"does not fit in 60MB of memory; .* use a cluster: --engine spark --master URL"), \
            duckdb_engine("60MB"):
        raise duckdb.OutOfMemoryException("out of memory")

"""One SQL text, two engines: DuckDB, Spark on this machine and a Spark cluster that loses a worker agree."""

import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl import pay_file
from etl.spark import Spark
from tests.etl.paying import FIXTURES, OWN, RATES, SURVEYS, ingest
from tests.spark import dirty
from tests.spark.cluster import Cluster, cluster

ROWS = 2_000_000
KEYS = ["source_code", "year", "country", "role", "seniority", "n"]
PERCENTILES = [f"p{p}_usd" for p in (10, 25, 50, 75, 90)]
COUNTED = ("rows_in", "rows_kept", "kept", "dropped", "rules", "median_rounds", "cells", "cells_withheld")

Result = tuple[pd.DataFrame, dict]


def result(path: Path, source: str) -> Result:
    table, manifests = pay_file.read(path)
    return table.to_pandas(), manifests[source]


def assert_equal(ours: Result, spark: Result) -> None:
    """Equal keys and counts; quantiles within 1e-12; means of logs within their rounding to nine digits."""
    (ours_cells, ours_manifest), (cells, manifest) = ours, spark
    assert {key: manifest[key] for key in COUNTED} == {key: ours_manifest[key] for key in COUNTED}
    assert (ours_manifest["engine"], manifest["engine"]) == ("duckdb", "spark") and "java" in manifest["versions"]
    pd.testing.assert_frame_equal(ours_cells[KEYS], cells[KEYS])
    np.testing.assert_allclose(cells[PERCENTILES], ours_cells[PERCENTILES], rtol=1e-12, atol=0)
    np.testing.assert_allclose(cells[["mean_log_usd", "sd_log_usd"]], ours_cells[["mean_log_usd", "sd_log_usd"]],
                               rtol=0, atol=2e-9)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dirty.write(tmp_path_factory.mktemp("raw") / "survey_2024.parquet", ROWS)


@pytest.fixture(scope="module")
def by_duckdb(answers: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    out = tmp_path_factory.mktemp("duckdb") / "pay.parquet"
    assert ingest("stackoverflow", answers, out=out) == 0
    return result(out, "stackoverflow")


def by_spark(answers: Path, out: Path, *options: str) -> Result:
    assert ingest("stackoverflow", answers, out=out, options=["--engine", "spark", *options]) == 0
    return result(out, "stackoverflow")


@pytest.mark.parametrize(("source", "files", "options"), [
    ("stackoverflow", SURVEYS, []), ("aijobs", [FIXTURES / "aijobs.csv"], RATES), ("observations", [FIXTURES / "own.csv"], OWN),
], ids=["stackoverflow", "aijobs", "observations"])
def test_every_source_gives_the_same_on_both_engines(source: str, files: list[Path], options: list[str],
                                                     tmp_path: Path) -> None:
    assert ingest(source, *files, out=tmp_path / "duckdb.parquet", options=options) == 0
    assert ingest(source, *files, out=tmp_path / "spark.parquet", options=[*options, "--engine", "spark"]) == 0
    assert_equal(result(tmp_path / "duckdb.parquet", source), result(tmp_path / "spark.parquet", source))


def test_a_faulty_own_row_is_the_same_line_on_both_engines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "it's own.csv"
    bad.write_text((FIXTURES / "own.csv").read_text("utf-8").replace("60000,USD", "6000000,USD", 1), "utf-8")
    said = []
    for engine in ("duckdb", "spark"):
        assert ingest("observations", bad, out=tmp_path / "pay.parquet", options=[*OWN, "--engine", engine]) == 2
        said.append(next(line for line in capsys.readouterr().err.splitlines() if "own.csv" in line))
    assert said[0] == said[1] and said[0].startswith("it's own.csv row 2: pay 6000000.0 USD yearly")


def test_two_million_dirty_answers_on_this_machine(answers: Path, by_duckdb: Result, tmp_path: Path) -> None:
    manifest = by_duckdb[1]
    assert manifest["rows_in"] == ROWS and manifest["dropped"]["far_below_country"] > 100_000
    assert_equal(by_duckdb, by_spark(answers, tmp_path / "pay.parquet"))


class HalfWay:
    """Kills a worker while a stage of the statistics is between half and all done, both executors being at work."""

    def __init__(self, workers: Cluster) -> None:
        self.cluster = workers
        self.killed_at: tuple[int, int] | None = None

    def watch(self, engine: Spark, done: threading.Event) -> None:
        context = engine.session.sparkContext
        while not done.wait(0.02) and self.killed_at is None:
            for stage_id in context.statusTracker().getActiveStageIds():
                stage = context.statusTracker().getStageInfo(stage_id)
                executors = context._jsc.sc().getExecutorMemoryStatus().size() - 1  # the driver is in it
                if stage and executors == 2 and stage.numTasks <= 2 * stage.numCompletedTasks < 2 * stage.numTasks:
                    self.cluster.kill(0)
                    self.killed_at = (stage.numCompletedTasks, stage.numTasks)
                    break


def test_two_million_dirty_answers_on_a_cluster_that_loses_a_worker_half_way(
        answers: Path, by_duckdb: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster(tmp_path) as workers:
        half_way, fetch = HalfWay(workers), Spark.fetch

        def fetch_and_lose_a_worker(engine: Spark, name: str, **values: object) -> object:
            if name != "ingest_statistics" or half_way.killed_at is not None:
                return fetch(engine, name, **values)
            done = threading.Event()
            watcher = threading.Thread(target=half_way.watch, args=(engine, done))
            watcher.start()
            try:
                return fetch(engine, name, **values)
            finally:
                done.set()
                watcher.join()

        monkeypatch.setattr(Spark, "fetch", fetch_and_lose_a_worker)
        found = by_spark(answers, tmp_path / "pay.parquet", "--master", workers.master, "--scratch", str(tmp_path))
        assert half_way.killed_at is not None, "no stage was seen half done"
        assert workers.workers[0].returncode is not None and workers.workers[1].poll() is None
    assert_equal(by_duckdb, found)


def test_a_master_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pay.parquet"
    options = ["--engine", "spark", "--master", "spork://127.0.0.1:1"]
    assert ingest("stackoverflow", *SURVEYS, out=out, options=options) == 2
    assert "--engine spark on spork://127.0.0.1:1: " in capsys.readouterr().err
    assert not out.exists()

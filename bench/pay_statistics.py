"""From pay rows to statistics, beside bare DuckDB doing the same read and the same quantiles; and more rows than memory."""

import resource
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from statistics import median

import duckdb

from atlas.paths import ROOT
from bench import Row, milliseconds
from etl.engine import QUANTILES, DuckDb, duckdb_engine
from etl.pay_rows import compute_cells

ROWS, MANY_ROWS, ROUNDS = 10_000_000, 20_000_000, 3
MEMORY_LIMIT = "1GB"
MAKE = """
copy (
    select 'bench' as source_code, 2024 as year, 'C' || (hash(i) % 60)::varchar as country,
           ['software_engineer', 'ai_ml_engineer', 'data_scientist', 'data_engineer', 'mlops_engineer', 'data_analyst']
               [(1 + hash(i + 1) % 6)::int] as role,
           ['junior', 'mid', 'senior', 'lead'][(1 + hash(i + 2) % 4)::int] as seniority,
           exp(11 + 0.5 * sqrt(-2 * ln((1 + hash(i + 3) % 1000000) / 1000001)) * cos(6.2831853 * (hash(i + 4) % 1000000)
               / 1000000)) as pay_usd
    from range({rows}) t(i)
) to '{path}' (format parquet)
"""
BARE = "select {keys}, count(*), quantile_cont(pay_usd, {quantiles}) from read_parquet('{path}') group by {keys}"
CHILD = "import sys; from bench.pay_statistics import many; many(sys.argv[1])"


def make(path: Path, rows: int) -> Path:
    """Lognormal pay (Box-Muller on hashes) in 1,440 cells of country, role and seniority."""
    duckdb.sql(MAKE.format(rows=rows, path=path))
    return path


def ours(path: Path, memory_limit: str = "4GB") -> int:
    """The ingest's own step on the rows of a file: the number of cells."""
    with duckdb_engine(memory_limit) as engine:
        _observe(engine, path)
        return compute_cells(engine, all_roles=True)[0].num_rows


def _observe(engine: DuckDb, path: Path) -> None:
    engine.connection.read_parquet(str(path)).create_view("observation")


def bare(path: Path) -> int:
    """The four splits as one would write them by hand, means and spreads of logs left out."""
    found = 0
    with duckdb.connect() as connection:
        for by_role, by_seniority in product((True, False), (True, False)):
            keys = ["source_code", "year", "country", *["role"] * by_role, *["seniority"] * by_seniority]
            found += len(connection.sql(BARE.format(keys=", ".join(keys), quantiles=list(QUANTILES), path=path)).fetchall())
    return found


def many(path: str) -> None:
    """For a process of its own: the statistics within MEMORY_LIMIT; prints the peak of its memory in kibibytes (Linux)."""
    ours(Path(path), MEMORY_LIMIT)
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


def run_many(path: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of `many` in a fresh process."""
    kibibytes: list[int] = []

    def child() -> None:
        done = subprocess.run([sys.executable, "-c", CHILD, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
        kibibytes.append(int(done.stdout))

    return milliseconds(child) / 1000, kibibytes[0] * 1024 / 1e6


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder, "ten.parquet"), ROWS)
        assert ours(path) == bare(path)
        times = [(milliseconds(lambda: ours(path)), milliseconds(lambda: bare(path))) for _ in range(ROUNDS)]
        mine, floor = (median(column) for column in zip(*times, strict=True))
        seconds, memory = run_many(make(Path(folder, "twenty.parquet"), MANY_ROWS))
    return [
        Row("pay rows to statistics, 10 million / bare DuckDB", mine, floor, "ms", "ratio up to 1.25 (0.8 of its speed)"),
        Row(f"pay rows to statistics, 20 million in {MEMORY_LIMIT}", seconds, None, "s", "it finishes"),
        Row("peak memory of that process", memory, None, "MB", "under the limit"),
    ]

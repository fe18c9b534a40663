"""The whole ETL build, checks and publishing included, beside a bare DuckDB that only loads the same files."""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from atlas.paths import DATA, ROOT
from bench import Row, milliseconds

ROUNDS = 5
BARE = """
import sys, duckdb
from pathlib import Path
con = duckdb.connect(sys.argv[1])
for path in Path(sys.argv[2]).iterdir():
    if path.suffix in {".csv", ".parquet"}:
        con.execute(f"create table {path.stem} as from '{path}'")
con.close()
"""


def build(folder: Path) -> list[str]:
    return [sys.executable, "-m", "etl", "build", "--out", str(folder / "build")]


def bare(folder: Path) -> list[str]:
    return [sys.executable, "-c", BARE, str(folder / "bare.duckdb"), str(DATA)]


def run() -> list[Row]:
    times = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            commands = (build(Path(name)), bare(Path(name)))
            times.append([
                milliseconds(lambda command=command: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
                for command in commands
            ])
    ours, floor = (median(column) for column in zip(*times, strict=True))
    return [Row("etl build / bare DuckDB load of the same files", ours, floor, "ms", "under 3,000 ms")]

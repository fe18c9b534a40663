"""The fixtures of the pay ingest, tests/fixtures/pay, and its command line as tests call it."""

from pathlib import Path

import pandas as pd

from atlas.paths import ROOT
from etl import pay_file
from etl.__main__ import main
from etl.engine import DuckDb

FIXTURES = ROOT / "tests" / "fixtures" / "pay"
SURVEYS = [FIXTURES / "survey_2024.csv", FIXTURES / "survey_2025.csv"]
RATES = ["--fx", str(FIXTURES / "fx.csv")]
OWN = [*RATES, "--hubs", str(FIXTURES / "hubs.csv")]


def ingest(source: str, *files: Path, out: Path, options: list[str] | None = None) -> int:
    """`python -m etl ingest SOURCE FILE... --out OUT`: the exit code."""
    return main(["ingest", source, *map(str, files), "--out", str(out), *(options or [])])


def cells_of(path: Path) -> pd.DataFrame:
    """The cells of a statistics file."""
    return pay_file.read(path)[0].to_pandas()


def fated(engine: DuckDb) -> pd.DataFrame:
    """Every row with its fate, once `settle_observations` has run."""
    return engine.connection.view("fated").df()

"""The exchange rates of `data/fx.csv`, for sources whose pay is not in US dollars."""

import argparse
from pathlib import Path

from atlas.paths import DATA
from etl.engine import DuckDb
from etl.raw_files import RawColumn, load

COLUMNS = (RawColumn("currency"), RawColumn("year", "number"), RawColumn("per_usd", "number"))


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fx", type=Path, default=DATA / "fx.csv", metavar="FILE",
                        help="yearly rates: columns currency, year, per_usd (default data/fx.csv)")


def keep_rates(engine: DuckDb, path: Path) -> None:
    """Keep `fx`: currency, year, per_usd (units of the currency for one US dollar)."""
    raw = load(engine, path, COLUMNS)
    engine.keep("fx", engine.fetch("ingest_fx", raw_file=raw.view))

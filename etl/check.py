"""`python -m etl check`: the input files against their contract, and the models against theirs, without publishing."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from atlas import paths
from etl.faults import DataFaults
from etl.load import Data, load
from etl.model import MODELS, OFFLINE, make_tables
from etl.uploads.folder import files_of
from etl.uploads.overlay import lay_over


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument("--data", type=Path, action="append", metavar="DIR",
                        help="folder of input files; repeat it to lay a later one over the earlier by key "
                             "(default: data)")
    parser.add_argument("--own", type=Path, action="append", metavar="DIR",
                        help="folder of your own CSV, Parquet and XLSX files, laid over all of it; repeat it for more")


def gathered(args: argparse.Namespace) -> Data:
    """The sound input of `--data` with the files of `--own` laid over it; DataFaults where it has faults."""
    return laid_over(sound(load(args.data or [paths.DATA])), args.own or ())


def laid_over(data: Data, folders: Sequence[Path]) -> Data:
    """Sound data with the files of a company's folders laid over them; DataFaults where these have faults."""
    files = [given for folder in folders for given in files_of(folder)]
    if not files:
        return data
    overlay = lay_over(data, files)
    if overlay.faults:
        raise DataFaults(overlay.faults)
    return overlay.data


def run(args: argparse.Namespace) -> int:
    """Load, check and model in memory; prints the counts; 0. DataError, one line a fault."""
    data = gathered(args)
    with closing(duckdb.connect(config=OFFLINE)) as connection:
        make_tables(connection, data)
        sys.stdout.write("\n".join([f"data version {data.data_version}", *report(connection)]) + "\n")
    return 0


def sound(data: Data) -> Data:
    """The data itself where it has no fault; DataFaults where it has."""
    if data.faults:
        raise DataFaults(data.faults)
    return data


def report(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What a build made, a line a table, and how many checks it passed."""
    def count(name: str) -> int:
        return connection.execute(f"select count(*) from {name}").fetchall()[0][0]

    return [*(f"{name:<14}{count(name):>7,} rows" for name in MODELS),
            f"{count('build_check')} checks passed: none found a wrong row"]

"""`python -m etl build`: the input files into a published database; a fault stops it and leaves the last good one."""

import argparse
import sys
import time
from pathlib import Path

import duckdb

from atlas import paths
from atlas.domain.errors import StoreError
from etl import check
from etl.faults import shown_path
from etl.load import Data
from etl.model import make_tables
from etl.publish import publish, roll_back


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `build`."""
    check.add_arguments(parser)
    parser.add_argument("--out", type=Path, default=paths.BUILD, metavar="DIR", help="build folder (default: build)")
    parser.add_argument("--rollback", action="store_true",
                        help="build nothing; publish the generation before the current one again")


def run(args: argparse.Namespace) -> int:
    """Build and publish; prints counts and checks; 0.

    DataError, one line a fault, or StoreError, with the last good database still in place.
    """
    start = time.perf_counter()
    try:
        if args.rollback:
            _say(f"published {shown_path(roll_back(args.out, _warn))} again as {shown_path(args.out / paths.CURRENT)}")
        else:
            _build(check.gathered(args), args.out, start)
    except (OSError, duckdb.IOException) as error:
        reason = str(error).splitlines()[0]
        raise StoreError(f"{args.out}: nothing was published: {reason}; give a folder that can be written, with room"
                         ) from error
    return 0


def _build(data: Data, out: Path, start: float) -> None:
    report: list[str] = []

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        make_tables(connection, data)
        report.extend(check.report(connection))

    published = publish(out, data.data_version, fill, _warn)
    _say("\n".join([f"data version {data.data_version}", *report]))
    seconds = time.perf_counter() - start
    _say(f"published {shown_path(published)} as {shown_path(out / paths.CURRENT)} in {seconds:.1f} s")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _warn(text: str) -> None:
    sys.stderr.write(text + "\n")

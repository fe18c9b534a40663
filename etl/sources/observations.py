"""A company's own pay rows -> pay rows, for a private file that later builds lay over the shipped data.

One row a person or offer. Columns, in any order; others are ignored:

- `country` (ISO 3166 alpha-2; XK for Kosovo) or `hub_id`, or both where they agree
- `role`: a role of Talent Atlas, or `all` for another engineering job
- `seniority`: junior, mid, senior, lead; the column or a cell may be missing, the row then counts in `all` alone
- `pay` (gross), `currency` (ISO 4217), `year`, `period`: `yearly` or `monthly` (times 12)

Nobody but the company can say what a doubtful row means, so none is dropped: the first one stops the ingest.
"""

import argparse
from pathlib import Path

from atlas.domain.errors import SourceError
from atlas.domain.tables import PERIODS, ROLES, SALARIES, SENIORITIES
from atlas.paths import DATA, OWN
from etl.engine import DuckDb
from etl.pay_rows import BOUNDS, LEVEL_UNKNOWN, TOTAL_ONLY, Rule, settle_country_medians
from etl.raw_files import RawColumn, RawFile, load, refuse_unknown
from etl.sources import rates
from etl.sources.countries import CODES

ABOUT = "your own pay rows (country or hub_id, role, seniority, pay, currency, year, period), kept private"
OUT = OWN / "salaries.parquet"
POOLED = None
ALL_ROLES = True
SOURCE_CODE = "own"

COLUMNS = (
    RawColumn("country", optional=True), RawColumn("hub_id", optional=True), RawColumn("role"),
    RawColumn("seniority", optional=True), RawColumn("pay", "number"), RawColumn("currency"),
    RawColumn("year", "number"), RawColumn("period"),
)  # fmt: skip
YEARS = next((int(column.low), int(column.high)) for column in SALARIES.columns if column.name == "year")

RULES = (
    Rule("monthly", "noted", "pay given by the month: times 12"),
    Rule("converted", "noted", "pay in another currency than US dollars: converted by the year's rate"),
    TOTAL_ONLY,
    LEVEL_UNKNOWN,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    rates.add_argument(parser)
    parser.add_argument("--hubs", type=Path, default=DATA / "hubs.csv", metavar="FILE",
                        help="hub_id and country of each hub (default data/hubs.csv)")


def prepare(engine: DuckDb, args: argparse.Namespace) -> list[RawFile]:
    """Read the files of `args.files` into `pay_row`.

    Raises SourceError with file, row, value and cure: as `etl.raw_files.load` does, for a cell that is empty or
    unknown, and for pay that is not believable in its country; and where the statistics would land in shipped data.
    """
    if args.out.resolve().is_relative_to(DATA.resolve()):
        raise SourceError(f"{args.out.name}: own pay does not go into the shipped data; leave --out to its default")
    rates.keep_rates(engine, args.fx)
    hubs = load(engine, args.hubs, (RawColumn("hub_id"), RawColumn("country")))
    hub = engine.fetch("ingest_hub", raw_file=hubs.view)
    engine.keep("hub", hub)
    files = [_read(engine, path, hub["hub_id"].to_pylist()) for path in args.files]
    engine.view("pay_row", "ingest_observations_pay", source_code=SOURCE_CODE)
    settle_country_medians(engine)
    suspects = engine.fetch("ingest_observations_suspect", **BOUNDS)
    _refuse(suspects.to_pylist())
    return files


def _read(engine: DuckDb, path: Path, hub_ids: list[str]) -> RawFile:
    """Append one file's rows, checked cell by cell, to `own_row`."""
    raw = load(engine, path, COLUMNS)
    for column, known in (
        ("country", CODES), ("hub_id", hub_ids), ("role", (*ROLES, "all")), ("seniority", (*SENIORITIES, "all")),
        ("period", PERIODS),
    ):  # fmt: skip
        refuse_unknown(engine, raw, column, known, "correct it")
    faults = engine.fetch("ingest_observations_fault", raw_file=raw.view, first_year=YEARS[0], last_year=YEARS[1])
    _refuse([{"file": path.name, "row": fault["place"] + raw.first_row, "fault": fault["fault"]}
             for fault in faults.to_pylist()])
    engine.add_part("own_row", "ingest_observations_row", raw_file=raw.view, file=path.name, first_row=raw.first_row)
    return raw


def _refuse(faults: list[dict]) -> None:
    """Raise SourceError for the first fault, saying how many more there are."""
    if faults:
        more = f" ({len(faults) - 1:,} more rows have faults)" if len(faults) > 1 else ""
        raise SourceError(f"{faults[0]['file']} row {faults[0]['row']}: {faults[0]['fault']}{more}")

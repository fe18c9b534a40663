"""`python -m etl own FILE...`: a company's own files, checked against the contract and the data they will lie over.

Says what would change, and keeps it in a folder that builds lay over the shipped data. `atlas.own` starts the same
command, confined, for what a visitor uploads.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from atlas import paths
from atlas.domain.errors import DataError, ScenarioError
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.tables import SALARIES, TABLES
from atlas.domain.upload_limits import FILES_MAX
from etl import check
from etl.faults import FAULTS_SHOWN, DataFaults, shown_path
from etl.load import Data, load
from etl.model import OFFLINE, ChecksFailed, make_tables
from etl.publish import write_one
from etl.uploads.folder import file_name, files_of, write
from etl.uploads.overlay import Given, Overlay, Read, lay_over, nothing_to_lay, read_files, reviewed
from etl.uploads.review import answer, faults_of_checks
from etl.validate import Row

MEMORY = ("set memory_limit = '600MB'", "set threads = 1", "set temp_directory = ''")
CHANGES_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `own`."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV, Parquet or XLSX, known by its header")
    parser.add_argument("--data", type=Path, action="append", metavar="DIR",
                        help="folder of input files that yours lie over; repeat it as for build (default: data)")
    parser.add_argument("--out", type=Path, default=paths.OWN, metavar="DIR",
                        help="folder where your tables are kept (default: private, or ATLAS_OWN)")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--given", type=Path, metavar="FILE", help=argparse.SUPPRESS)  # JSON: [[path, name], …]
    parser.add_argument("--beneath", type=Path, action="append", metavar="DIR", help=argparse.SUPPRESS)
    parser.add_argument("--database", type=Path, metavar="FILE", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Examine the files, print the outcome; write where nothing is wrong. Returns 0; 2 where a row is rejected.

    DataFaults or DataError where the data beneath are not sound, or the folder cannot be written.
    """
    files = [Given(path, path.name) for path in args.files]
    if args.given:
        files = [Given(Path(path), name) for path, name in json.loads(args.given.read_text("utf-8"))]
    if not 0 < len(files) <= FILES_MAX:
        raise ScenarioError(f"own: {len(files)} files; give 1 to {FILES_MAX}")
    if args.out.resolve() in {folder.resolve() for folder in (paths.DATA, *(args.data or ()))}:
        raise ScenarioError(f"own: --out {shown_path(args.out)} holds the data beneath yours; give a folder of its own")
    found, kept = read_files(files), None
    if found.grids:
        base = check.laid_over(check.sound(load(args.data or [paths.DATA])), args.beneath or ())
        kept = _kept(base, args.out)
        overlay = examined(base if kept is None else kept.data, found, args.database)
    else:
        overlay = nothing_to_lay(found)
    outcome = answer(overlay)
    written: list[Path] = []
    if not overlay.faults and not args.dry_run:
        written = _write(args.out, overlay, kept)
    if args.format == "json":
        sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_told(outcome, written, args.dry_run))
    return 2 if overlay.faults else 0


def _kept(base: Data, out: Path) -> Overlay | None:
    """What lies in the folder already, laid over the base. DataFaults where it is not sound."""
    files = files_of(out) if out.is_dir() else []
    if not files:
        return None
    overlay = lay_over(base, files)
    if overlay.faults:
        raise DataFaults(overlay.faults)
    return overlay


def examined(base: Data, files: Read, database: Path | None = None) -> Overlay:
    """The overlay of files on sound data, put to the build's own checks too; with the database where one is asked for."""
    overlay = lay_over(base, files)
    if overlay.faults:
        return overlay
    data = overlay.data

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        for statement in MEMORY:
            connection.execute(statement)
        make_tables(connection, data)

    try:
        if database is not None:
            write_one(database, data.data_version, fill)
        else:
            with closing(duckdb.connect(config=OFFLINE)) as connection:
                fill(connection)
    except ChecksFailed as failed:
        return reviewed(overlay, faults_of_checks(failed, overlay))
    return overlay


def _write(out: Path, overlay: Overlay, kept: Overlay | None) -> list[Path]:
    """The new rows, and those of before that the same files of the folder held."""
    rows: dict[str, Sequence[Row]] = {}
    rules = overlay.cleaning_rules
    for table in TABLES:
        new = overlay.own.get(table.name, [])
        name = shown_path(out / file_name(table))
        old = [row for row in kept.own.get(table.name, ()) if row.file == name] if kept and new else []
        if table is SALARIES and new:
            old = []
        rows[table.name] = list(({row.key(table): row for row in old} | {row.key(table): row for row in new}).values())
    if any(row.values["source_code"] != OWN_SERIES for row in rows[SALARIES.name]):
        raise DataError(f"{shown_path(out)}: holds pay that is not yours; take it out of this folder")
    return write(out, rows, rules)


def _told(outcome: dict[str, Any], written: list[Path], dry_run: bool) -> str:
    """The outcome as people read it."""
    wide = max([4, *(len(change["file"]) for change in outcome["tables"])])
    lines = [f"{'file':<{wide}}  {'table':<16}{'rows':>8}{'new':>8}{'replaced':>10}{'unchanged':>11}{'rejected':>10}"]
    lines += [f"{change['file']:<{wide}}  {change['table']:<16}{change['rows']:>8,}{change['new']:>8,}"
              f"{change['replaced']:>10,}{change['unchanged']:>11,}{change['rejected']:>10,}"
              for change in outcome["tables"]]
    changes = outcome["changes"][:CHANGES_SHOWN]
    lines += [""] * bool(changes)
    lines += [f"{change['key']}: {change['column']} {change['old'] or '—'} -> {change['new'] or '—'}" for change in changes]
    if outcome["changes_total"] > len(changes):
        lines.append(f"… and {outcome['changes_total'] - len(changes):,} more changed cells")
    faults = outcome["rejections"][:FAULTS_SHOWN]
    lines += [""] * bool(faults)
    lines += [fault["message"] for fault in faults]
    if outcome["rejections_total"] > len(faults):
        lines.append(f"… and {outcome['rejections_total'] - len(faults):,} more faults")
    if faults:
        lines.append("Nothing was written: correct these, then give all files again.")
    elif dry_run:
        lines.append("Nothing is wrong; nothing was written (--dry-run).")
    elif written:
        lines.append(f"Wrote {', '.join(shown_path(path) for path in written)}; "
                     f"python -m etl build --own {shown_path(written[0].parent)} lays them over the data.")
    return "\n".join(lines) + "\n"

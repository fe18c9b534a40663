"""`python -m etl ingest SOURCE FILE...`: raw public files, or a company's own rows, -> pay statistics."""

import argparse
import re
import sys
from collections import Counter
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

from atlas.domain.errors import SourceError
from etl import pay_file
from etl.engine import MEMORY_LIMIT, DuckDb, duckdb_engine
from etl.pay_rows import MIN_N, compute_cells, count_rules, settle_observations
from etl.raw_files import RawFile

ENGINES = ("duckdb", "spark")
SOURCES = ("stackoverflow", "aijobs", "observations")
"""Each is a module of etl/sources: ABOUT; OUT, the file it goes to; RULES; POOLED, code and year of the series of all
its years, or None; ALL_ROLES, whether its role `all` is engineering as a whole; `add_arguments(parser)`; and
`prepare(engine, args)`, which leaves the view `pay_row` and gives the files read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sources as subcommands, each with FILE..., --out and its own options."""
    sources = parser.add_subparsers(dest="source", required=True, metavar="SOURCE")
    for name in SOURCES:
        module = import_module(f"etl.sources.{name}")
        command = sources.add_parser(name, help=module.ABOUT, description=module.ABOUT)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, Parquet or XLSX")
        command.add_argument("--out", type=Path, default=module.OUT, metavar="FILE",
                             help="the statistics file in which this source's series are replaced")
        command.add_argument("--memory-limit", default=MEMORY_LIMIT, metavar="SIZE", type=_size,
                             help=f"memory before disk is used (default {MEMORY_LIMIT})")
        command.add_argument("--engine", choices=ENGINES, default="duckdb",
                             help="what runs the SQL; DuckDB is faster until the data no longer fit this machine")
        command.add_argument("--master", metavar="URL", help="Spark's master, such as spark://host:7077 (default local[*])")
        command.add_argument("--scratch", type=Path, metavar="DIR",
                             help="where intermediate files lie; a cluster's workers must see it under the same path")
        module.add_arguments(command)


def _engine(args: argparse.Namespace) -> AbstractContextManager[DuckDb]:
    """The engine of the options. Spark's module is imported only where it is asked for."""
    if args.engine == "spark":
        return import_module("etl.spark").spark_engine(args.memory_limit, args.scratch, args.master)
    if args.master is not None:
        raise SourceError(f"--master {args.master}: DuckDB has no master; add --engine spark, or leave it out")
    return duckdb_engine(args.memory_limit, args.scratch)


def _size(text: str) -> str:
    if not re.fullmatch(r"\d+(MB|GB)", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write a number with MB or GB, such as {MEMORY_LIMIT}")
    return text


def run(args: argparse.Namespace) -> int:
    """Ingest, write, print what each rule did. Returns 0.

    Raises SourceError or DataError, with the statistics file as it was.
    """
    source = import_module(f"etl.sources.{args.source}")
    with _engine(args) as engine:
        files = source.prepare(engine, args)
        _refuse_same_file_twice(files)
        rounds = settle_observations(engine)
        rules, kept = count_rules(engine, source.RULES)
        if source.POOLED and len(kept) > 1:
            code, year = source.POOLED
            engine.add_part("observation", "ingest_pooled", source_code=code, year=year)
        cells, withheld = compute_cells(engine, source.ALL_ROLES)
        versions = engine.versions
    manifest = {
        "source": args.source,
        "source_codes": sorted(set(cells["source_code"].to_pylist())),
        "engine": engine.name,
        "versions": versions,
        "files": [{"file": raw.path.name, "sha256": raw.sha256, "rows": raw.rows} for raw in files],
        "rows_in": sum(raw.rows for raw in files),
        "rows_kept": sum(kept.values()),
        "kept": kept,
        "dropped": {rule["id"]: rule["rows"] for rule in rules if rule["effect"] == "dropped"},
        "rules": rules,
        "median_rounds": rounds,
        "cells": dict(sorted(Counter(cells["source_code"].to_pylist()).items())),
        "cells_withheld": withheld,
    }
    if cells.num_rows == 0:
        raise SourceError(f"{', '.join(raw.path.name for raw in files)}: no cell has {MIN_N} respondents; "
                          "nothing can be published, so nothing was written")
    pay_file.write(args.out, cells, manifest)
    sys.stdout.write(summary(manifest) + f"Wrote {args.out.name}.\n")
    return 0


def _refuse_same_file_twice(files: list[RawFile]) -> None:
    seen: dict[str, str] = {}
    for raw in files:
        if raw.sha256 in seen:
            raise SourceError(f"{raw.path.name}: holds the same bytes as {seen[raw.sha256]}; give each file once")
        seen[raw.sha256] = raw.path.name


def summary(manifest: dict[str, Any]) -> str:
    """A manifest as aligned text: rows in, each rule with its count by series, rows kept, cells."""
    series = list(manifest["kept"])
    lines = [("rule", "effect", *series, "what it does"),
             *((rule["id"], rule["effect"], *(f"{rule['by_series'].get(code, 0):,}" for code in series), rule["says"])
               for rule in manifest["rules"]),
             ("kept", "", *(f"{manifest['kept'][code]:,}" for code in series), "rows that the statistics stand on")]
    widths = [max(len(line[i]) for line in lines) for i in range(len(series) + 2)]
    table = "".join(
        "  ".join([line[0].ljust(widths[0]), line[1].ljust(widths[1]),
                   *(cell.rjust(width) for cell, width in zip(line[2:-1], widths[2:], strict=True)), line[-1]]) + "\n"
        for line in lines)
    files = "".join(f"{file['file']}: {file['rows']:,} rows, sha256 {file['sha256'][:12]}…\n"
                    for file in manifest["files"])
    cells = ", ".join(f"{code} {n:,}" for code, n in manifest["cells"].items())
    return (f"{files}\n{table}\nCells: {cells}; {manifest['cells_withheld']:,} with fewer than {MIN_N} respondents "
            f"are not published. Country medians stood after {manifest['median_rounds']} rounds.\n")

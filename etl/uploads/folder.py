"""The folder of a company's own files: which of them are read, and how checked rows are written there."""

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.domain.errors import DataError
from atlas.domain.tables import FACTS, SALARIES, SOURCES, TABLES, Table
from atlas.domain.upload_limits import SUFFIXES
from etl.faults import DataFaults, Fault, shown_path
from etl.pay_file import MANIFEST_KEY, SCHEMA
from etl.uploads.overlay import Given
from etl.validate import Row


def files_of(folder: Path) -> list[Given]:
    """The files that hold tables, by name; hidden ones and other kinds (a readme) are left alone.

    DataFaults where there is no such folder.
    """
    if not folder.is_dir():
        raise DataFaults([Fault(shown_path(folder), 0, "is no folder; give one that holds your own files")])
    return [Given(path, shown_path(path)) for path in sorted(folder.iterdir())
            if path.suffix.lower() in (*SUFFIXES, ".toml") and not path.name.startswith((".", "~$"))]


def file_name(table: Table) -> str:
    """What checked rows of a table are kept as."""
    return "sources.csv" if table is SOURCES else table.file


def write(folder: Path, rows: dict[str, Sequence[Row]], cleaning_rules: Iterable[dict[str, Any]]) -> list[Path]:
    """Write the tables that have rows. All drafts are on disk before the first takes its place, each by a rename.

    DataError, with every file as it was, where one cannot be written.
    """
    drafts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            if rows.get(table.name):
                path = folder / file_name(table)
                draft = path.with_name(f".{path.name}.{os.getpid()}")
                drafts.append((draft, path))
                with draft.open("wb") as file:
                    file.write(_content(table, rows[table.name], cleaning_rules))
                    file.flush()
                    os.fsync(file.fileno())
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        raise DataError(f"{shown_path(folder)}: cannot be written ({error.strerror or error}); give a folder that can be "
                        "written, with room; what was there still stands") from None
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
    return [path for _, path in drafts]


def _content(table: Table, rows: Sequence[Row], cleaning_rules: Iterable[dict[str, Any]]) -> bytes:
    ordered = sorted(rows, key=lambda row: tuple(str(row.values[name] or "") for name in table.key))
    if table is SALARIES:
        return _parquet(ordered, cleaning_rules)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    for row in ordered:
        writer.writerow(["" if value is None else _own_caveats(value) if table is FACTS and name == "caveats" else value
                         for name, value in ((name, row.values[name]) for name in table.names)])
    return text.getvalue().encode()


def _own_caveats(value: object) -> str:
    """Every own fact is marked when it is read."""
    return ";".join(word for word in str(value).split(";") if word != "own_data")


def _parquet(rows: Sequence[Row], cleaning_rules: Iterable[dict[str, Any]]) -> bytes:
    """The statistics as `etl ingest` writes them, with what its rules touched."""
    table = pa.Table.from_pylist([{name: row.values[name] for name in SALARIES.names} for row in rows], SCHEMA)
    rules = [{"id": rule["rule"], "says": rule["about"], "rows": rule["rows"],
              "by_series": {rule["source_code"]: rule["rows"]}} for rule in cleaning_rules]
    manifest = {"observations": {"source": "observations", "source_codes": sorted(set(table["source_code"].to_pylist())),
                                 "rules": rules}}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({MANIFEST_KEY: json.dumps(manifest, sort_keys=True).encode()}), out,
                   compression="zstd")
    return out.getvalue()

"""The file of pay statistics: read it, replace one source's series in it, write it whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from atlas.domain.errors import DataError
from atlas.domain.tables import SALARIES

MANIFEST_KEY = b"atlas_manifest"
"""Key of the Parquet metadata: JSON, source (`stackoverflow`, …) -> the manifest that `etl.ingest.run` made of it."""

_TYPES = {"text": pa.string(), "integer": pa.int32(), "number": pa.float64()}
SCHEMA = pa.schema([pa.field(c.name, _TYPES[c.kind], nullable=not c.required) for c in SALARIES.columns])


def read(path: Path) -> tuple[pa.Table, dict[str, Any]]:
    """Cells and manifests of a file; none of either where it does not exist yet.

    Raises DataError when the file is not one that `write` made.
    """
    if not path.exists():
        return SCHEMA.empty_table(), {}
    try:
        table = pq.read_table(path)
        return table.select(SALARIES.names).cast(SCHEMA), json.loads((table.schema.metadata or {})[MANIFEST_KEY])
    except (pa.ArrowException, KeyError, ValueError, OSError):
        raise DataError(f"{path.name}: is not a file of pay statistics with a manifest; "
                        "restore it, or remove it and ingest every source again") from None


def write(path: Path, cells: pa.Table, manifest: dict[str, Any]) -> pa.Table:
    """Put one source's `cells` and its `manifest` in place of those it had, and keep all other series.

    Equal input gives equal bytes: rows stand in key order and nothing names the moment. Returns all cells now in the
    file. Raises DataError, with the old file as it was, when the new one cannot be written.
    """
    kept, manifests = read(path)
    source = manifest["source"]
    replaced = {*manifest["source_codes"], *manifests.get(source, {}).get("source_codes", ())}
    kept = kept.filter(pc.invert(pc.is_in(kept["source_code"], pa.array(sorted(replaced), pa.string()))))
    table = pa.concat_tables([kept, cells.select(SALARIES.names).cast(SCHEMA)])
    table = table.sort_by([(name, "ascending") for name in SALARIES.key]).combine_chunks()
    text = json.dumps(manifests | {source: manifest}, sort_keys=True, ensure_ascii=False)
    try:
        _replace(path, table.replace_schema_metadata({MANIFEST_KEY: text.encode()}))
    except OSError as fault:
        raise DataError(f"{path.name}: cannot be written ({fault.strerror or fault}); "
                        "make its folder writable, with room; what was there still stands") from None
    return table


def _replace(path: Path, table: pa.Table) -> None:
    """Write beside `path`, flush to disk, then rename over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

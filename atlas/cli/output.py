"""An answer as JSON, CSV or an aligned table; and a file written whole or not at all."""

import csv
import io
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from atlas.domain import formats
from atlas.domain.errors import DataError, shown
from atlas.export.plain import spreadsheet_safe


def write(answer: Any, rows: list[dict[str, Any]], form: str) -> str:
    """The answer as JSON, CSV or an aligned table."""
    if form == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if form == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: spreadsheet_safe(value) for key, value in row.items()} for row in rows)
        return buffer.getvalue()
    return table(rows)


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as aligned text; numbers to the right, unknown as a dash. Only the last column may be long."""
    if not rows:
        return "nothing to show\n"
    texts = [[formats.MISSING if v is None else str(v) for v in row.values()] for row in rows]
    heads = list(rows[0])
    widths = [min(48, max(len(head), *(len(line[i]) for line in texts))) for i, head in enumerate(heads)]
    widths[-1] = max(len(heads[-1]), *(len(line[-1]) for line in texts))
    numeric = [all(isinstance(row[head], int | float) or row[head] is None for row in rows) for head in heads]
    lines = [heads, *texts]
    return "".join(
        "  ".join((cell[:w].rjust(w) if right else cell[:w].ljust(w))
                  for cell, w, right in zip(line, widths, numeric, strict=True)).rstrip() + "\n" for line in lines)


def write_file(path: Path, data: bytes) -> None:
    """Write whole or not at all: an earlier file of the same name stays until the new one is on disk."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as fault:
        with suppress(OSError):
            part.unlink()
        raise DataError(f"--out {shown(str(path))}: cannot be written: {fault.strerror}; give another place") from None

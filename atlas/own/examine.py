"""Uploads in, what they would change out: sizes are checked here, everything else in a child that is thrown away."""

import json
import threading
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from atlas.domain.errors import shown
from atlas.domain.upload_limits import FILE_BYTES_MAX, FILES_MAX, SUFFIXES, TOTAL_BYTES_MAX
from atlas.domain.upload_report import CellChange, Rejection, TableChange
from atlas.own import child
from atlas.own.child import Ended

NAME_CHARACTERS_MAX = 80
AT_ONCE = threading.BoundedSemaphore(2)
"""Children at once: each may take a processor and over a gigabyte."""

BUSY = "the server is checking the files of others; wait a moment and try again"
TABLES, DATABASE = "tables", "own.duckdb"


class Upload(NamedTuple):
    """A visitor's file. `name` is shown and never used as a path."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Examined:
    """What uploads would change. The lists are cut (upload_limits.SHOWN_MAX), the totals are not.

    `refused` is "" or why the upload as a whole ended, one line with its cure. `database` holds the shipped data with the
    uploads laid over them, only where nothing was rejected or refused; `files` are then the checked tables, which can be
    laid over newer data by giving them to `examine` again.
    """

    tables: tuple[TableChange, ...] = ()
    changes: tuple[CellChange, ...] = ()
    changes_total: int = 0
    rejections: tuple[Rejection, ...] = ()
    rejections_total: int = 0
    refused: str = ""
    database: Path | None = None
    data_version: str = ""
    files: tuple[Path, ...] = ()


def examine(uploads: Sequence[Upload], folder: Path) -> Examined:
    """Check the uploads against the contract and the data they would lie over; at most child.TIME_S seconds.

    `folder` is an empty private folder that the caller owns and removes: the uploads lie there under names of the
    server's while the child reads them, the database and the checked tables stay there. Nothing is raised for what an
    upload holds; OSError where the folder cannot be written.
    """
    until = time.monotonic() + child.TIME_S
    names = [_shown_name(upload.name) for upload in uploads]
    refused = _too_much(uploads, names)
    if refused:
        return Examined(refused=refused)
    if not AT_ONCE.acquire(timeout=child.TIME_S / 2):
        return Examined(refused=BUSY)
    given: list[Path] = []
    try:
        for number, upload in enumerate(uploads):
            path = folder / f"upload-{number}{_suffix(upload.name)}"
            given.append(path)
            path.write_bytes(upload.content)
        listed = [[path.name, name] for path, name in zip(given, names, strict=True)]
        (folder / "given.json").write_text(json.dumps(listed), "utf-8")
        command = ["own", "--given", "given.json", "--database", DATABASE, "--out", TABLES, "--format", "json"]
        ended = child.run(command, folder, until - time.monotonic())
    finally:
        AT_ONCE.release()
        for path in (*given, folder / "given.json"):
            path.unlink(missing_ok=True)
    found = _understood(ended, folder)
    if found.database is None:
        (folder / DATABASE).unlink(missing_ok=True)
    return found


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _shown_name(name: str) -> str:
    """A visitor's name for a file as text that can neither move nor hide others: no controls, no marks of direction."""
    kept = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    kept = kept.strip() or "unnamed"
    return kept if len(kept) <= NAME_CHARACTERS_MAX else f"{kept[:NAME_CHARACTERS_MAX - 13]}…{kept[-12:]}"


def _too_much(uploads: Sequence[Upload], names: Sequence[str]) -> str:
    """Why the uploads are not even handed over; "" where they are."""
    if not uploads:
        return "no file was given; choose at least one"
    if len(uploads) > FILES_MAX:
        return f"{len(uploads)} files; give at most {FILES_MAX}"
    for upload, name in zip(uploads, names, strict=True):
        if _suffix(upload.name) not in SUFFIXES:
            return f"{name}: is none of {', '.join(SUFFIXES)}; save it as one of these"
        if len(upload.content) > FILE_BYTES_MAX:
            return f"{name}: has {len(upload.content) / 1e6:.0f} MB; give at most {FILE_BYTES_MAX // 1_000_000} MB a file"
    total = sum(len(upload.content) for upload in uploads)
    if total > TOTAL_BYTES_MAX:
        return f"the files have {total / 1e6:.0f} MB together; give at most {TOTAL_BYTES_MAX // 1_000_000} MB"
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    return "" if twice is None else f"{twice}: two files have this name; rename one"


def _understood(ended: Ended, folder: Path) -> Examined:
    """The child's answer as ours; anything unexpected in it is a refusal."""
    if ended.refused:
        return Examined(refused=ended.refused)
    try:
        told: dict[str, Any] = json.loads(ended.answer)
        found = Examined(
            tuple(TableChange(**row) for row in told["tables"]), tuple(CellChange(**row) for row in told["changes"]),
            int(told["changes_total"]), tuple(Rejection(**row) for row in told["rejections"]),
            int(told["rejections_total"]), data_version=str(told["data_version"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Examined(refused=f"the check ended without an answer that can be read ({shown(ended.answer[:40])}); try "
                                "again, or give the files one by one")
    if found.rejections_total:
        return found
    database = folder / DATABASE
    if ended.code or not database.is_file():
        return Examined(refused=f"the check ended without a result (exit code {ended.code}); try again")
    files = tuple(sorted(path for path in (folder / TABLES).iterdir())) if (folder / TABLES).is_dir() else ()
    return Examined(found.tables, found.changes, found.changes_total, database=database, data_version=found.data_version,
                    files=files)


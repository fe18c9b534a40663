"""One database a generation, published so that a kill at any moment leaves the last good one in place.

Under a lock: build in `.build-<id>/` of the same file system, fill the manifest, checkpoint, close, read it all again,
fsync, rename to a name never used before, fsync the folder, switch the symlink `CURRENT` by rename, fsync. A fixed
file name is never replaced: a process that has it open would go on reading the old bytes under the new name.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa

from atlas.domain.errors import StoreError
from atlas.paths import CURRENT, database_name, generation_of, generations
from etl.model import OFFLINE, SQL

LOCK = ".lock"
"""Locked while a build publishes; holds the highest generation ever given out."""

KEPT = 3

Fill = Callable[[duckdb.DuckDBPyConnection], None]


def publish(out: Path, data_version: str, fill: Fill, say: Callable[[str], None], wait_s: float = 60) -> Path:
    """Publish the database that `fill` makes in an empty connection, as a new generation; returns its file.

    Whatever `fill` raises passes through, with nothing published. StoreError where another build holds the lock for
    longer than `wait_s`, or where the written file does not read back as it was made.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _lock(out, say, wait_s) as lock:
        with _work_folder(out) as work:
            generation = _next_generation(out, lock)
            made = work / "atlas.duckdb"
            _write(made, generation, data_version, fill)
            verify(made)
            _fsync(made)
            published = out / database_name(generation)
            made.rename(published)
            _fsync(out)
            _point(out, published, work)
        _prune(out)
    return published


def write_one(path: Path, data_version: str, fill: Fill) -> None:
    """Write a database of its own, which no generation is: a visitor's overlay. What `publish` raises, this raises."""
    _write(path, 0, data_version, fill)
    verify(path)


def roll_back(out: Path, say: Callable[[str], None], wait_s: float = 60) -> Path:
    """Point `CURRENT` at the newest generation before it that reads back whole; returns that file."""
    if not (out / CURRENT).is_symlink():
        raise StoreError(f"{out / CURRENT} is not there, so nothing can be rolled back; run python -m etl build")
    with _lock(out, say, wait_s):
        current = generation_of((out / CURRENT).readlink())
        for path in (path for generation, path in generations(out).items() if generation < current):
            try:
                verify(path)
            except StoreError as fault:
                say(f"passed over: {fault}")
                continue
            with _work_folder(out) as work:
                _point(out, path, work)
            return path
    raise StoreError(f"{out} holds no sound database before generation {current}; run python -m etl build")


def verify(path: Path) -> None:
    """Read a closed database whole and compare it with its own manifest; StoreError where they differ."""
    try:
        with closing(duckdb.connect(path, read_only=True, config=OFFLINE)) as connection:
            faults = connection.execute("select table_name from manifest_fault").fetchall()
    except duckdb.Error as error:
        raise StoreError(f"{path} does not read back: {str(error).splitlines()[0]}; build again") from None
    if faults:
        raise StoreError(f"{path} does not read back as it was written: {faults[0][0]} differs; build again")


@contextmanager
def _lock(out: Path, say: Callable[[str], None], wait_s: float) -> Iterator[int]:
    """The builder's lock on a folder, as an open file descriptor; the kernel lets go of it when the builder dies."""
    descriptor = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        give_up, waiting = time.monotonic() + wait_s, False
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise StoreError(f"another build has held {out / LOCK} for {wait_s:g} s; "
                                     "wait for it, or end it, and build again") from None
                if not waiting:
                    say(f"another build holds {out / LOCK}; waiting for it")
                waiting = True
                time.sleep(0.05)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """A folder for this build; under the lock any other such folder belongs to a dead builder, and goes."""
    for dead in out.glob(".build-*"):
        shutil.rmtree(dead)
    work = out / f".build-{uuid4().hex}"
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _next_generation(out: Path, lock: int) -> int:
    """One more than the highest ever, kept in the lock file so that deleted files do not free their number."""
    text = (os.pread(lock, 20, 0).split() or [b""])[0]
    generation = 1 + max([int(text) if text.isdigit() else 0, *generations(out)])
    os.pwrite(lock, b"%d\n" % generation, 0)
    os.fsync(lock)
    return generation


def _write(path: Path, generation: int, data_version: str, fill: Fill) -> None:
    """Fill a new file, add its manifest, and close it so that it is whole without a write-ahead log."""
    with closing(duckdb.connect(path, config=OFFLINE)) as connection:
        fill(connection)
        connection.execute((SQL / "manifest_found.sql").read_text("utf-8"))
        stamp = {"generation": str(generation), "data_version": data_version, "duckdb_version": duckdb.__version__,
                 "built_at_utc": datetime.now(UTC).isoformat(timespec="seconds")}
        connection.register("input_stamp", pa.table({"key": list(stamp), "value": list(stamp.values())}))
        connection.execute("create table meta as " + (SQL / "meta.sql").read_text("utf-8"))
        connection.unregister("input_stamp")
        connection.execute((SQL / "manifest_fault.sql").read_text("utf-8"))
        connection.execute("checkpoint")
    if path.with_name(path.name + ".wal").exists():
        raise StoreError(f"{path} was left with a write-ahead log; build again")


def _point(out: Path, database: Path, work: Path) -> None:
    """Make `CURRENT` point to a database of the folder, in one step that a kill cannot halve."""
    link = work / CURRENT
    link.symlink_to(database.name)
    link.rename(out / CURRENT)
    _fsync(out)


def _prune(out: Path) -> None:
    """Keep the newest generations and the published one; who reads an older one keeps its open file."""
    published = (out / CURRENT).resolve().name
    for path in list(generations(out).values())[KEPT:]:
        if path.name != published:
            path.unlink(missing_ok=True)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

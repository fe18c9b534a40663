"""The published database, read-only and locked down: nothing that a query says can reach a file or change a setting."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from atlas import paths
from atlas.domain.errors import StoreError, nearest, shown

SQL = Path(__file__).parent / "sql"
CURE = "run python -m etl build"
LOG = logging.getLogger(__name__)

CONFIG = {"autoinstall_known_extensions": False, "autoload_known_extensions": False,
          "allow_community_extensions": False, "allow_persistent_secrets": False, "python_enable_replacements": False}

MEMORY_LIMIT = "512MB"
"""Of one open database; without it DuckDB may take four fifths of the machine. The shipped file has 3 MB."""

LOCK_DOWN = (
    "set temp_directory = ''",
    f"set memory_limit = '{MEMORY_LIMIT}'",
    "set enable_external_access = false",
    "set disabled_filesystems = 'LocalFileSystem'",
    "set global max_execution_time = 5000",  # global: a plain SET binds its own cursor only
    "set lock_configuration = true",  # last: it forbids every SET after it
)
"""In this order, after opening; milliseconds."""


SESSION_CONFIG = {"threads": 1, "async_threads": 0, "memory_limit": "256MB"}
"""For the database of one session: twenty of them share a server with the one that everybody asks."""

_locking = threading.Lock()
"""Of two threads that open one file at once, the second would lock down what the first has locked half."""


def connect(path: Path, config: dict[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
    """A locked-down read-only connection to a database file; duckdb.Error where it cannot be opened."""
    with _locking:
        connection = duckdb.connect(path, read_only=True, config=CONFIG | (config or {}))
        # A file that this process has open already is the same DuckDB instance, locked down before.
        if connection.execute("select current_setting('lock_configuration')").fetchall() == [(False,)]:
            for statement in LOCK_DOWN:
                connection.execute(statement)
    return connection


class Database:
    """One published generation, or one session's own: its `path` and `meta` (generation, data_version, rows.<table>, …,
    all text).

    `notice` says, where it is not empty, why this is not the generation that was asked for. `private` is true for a
    session's own. `kept` holds the answers that were drawn from it (see answers.base): they live and die with it, and
    push nobody else's out. The connection closes when the last reference goes, so that a query in flight survives the
    next build.
    """

    def __init__(self, path: Path, notice: str = "", private: bool = False) -> None:
        """Open and compare with the manifest; StoreError where the file is missing, damaged or of another version."""
        self.path, self.notice, self.private = path, notice, private
        self.kept: dict[Callable[..., Any], Callable[..., Any]] = {}
        if not path.is_file():
            raise StoreError(f"{path} is missing; {CURE}")
        try:
            self._connection = connect(path, SESSION_CONFIG if private else None)
            with closing(self._connection.cursor()) as cursor:
                faults = cursor.execute("select table_name from manifest_fault order by table_name").fetchall()
                self.meta: dict[str, str] = dict(cursor.execute("select key, value from meta").fetchall())
        except duckdb.Error as error:
            raise StoreError(f"{path} is damaged or of another version ({_first_line(error)}); {CURE}") from error
        if faults:
            raise StoreError(f"{path} is damaged: table {faults[0][0]} is not what its manifest says; {CURE}")

    def query(self, name: str, **params: Any) -> pd.DataFrame:
        """The result of `atlas/store/sql/<name>.sql` with its `$named` parameters; safe from several threads at once.

        StoreError where there is no such query, it does not fit the database, or it takes longer than 5 s.
        """
        sql = _text(SQL / f"{name}.sql")
        try:
            with closing(self._connection.cursor()) as cursor:
                return cursor.execute(sql, params).df()
        except duckdb.Error as error:
            raise StoreError(f"query {name!r} fails on {self.path.name} ({_first_line(error)}); {CURE}") from error


@lru_cache
def _text(path: Path) -> str:
    known = sorted(file.stem for file in SQL.glob("*.sql"))
    if path.parent != SQL or path.stem not in known:
        raise StoreError(f"query {shown(path.stem)} is unknown{nearest(path.stem, known)}")
    return path.read_text(encoding="utf-8")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


_opening = threading.Lock()
_opened: tuple[Path, Database] | None = None
"""What `CURRENT` pointed to last, and the database that serves it."""

_bound: ContextVar[Database | None] = ContextVar("atlas_database", default=None)


def _asker() -> Database | None:
    """Nobody has data of their own until `ask_first` says so."""
    return None


def current() -> Database:
    """The database that answers here: the bound one, else the asking session's own, else the published one."""
    return _bound.get() or _asker() or published()


@contextmanager
def bound(database: Database) -> Iterator[None]:
    """Let one database answer everything that is asked in the block, whatever is published meanwhile."""
    token = _bound.set(database)
    try:
        yield
    finally:
        _bound.reset(token)


def ask_first(asker: Callable[[], Database | None]) -> None:
    """Have `asker` say which database belongs to whoever is asking; None for the published one.

    It is asked where nothing is bound: a widget's callback or a fragment runs before, or without, the code that could
    have bound a database for it.
    """
    global _asker
    _asker = asker


def published() -> Database:
    """The database that `CURRENT` points to now: a new build is seen at the next call, without a restart.

    A damaged one is logged, and the newest earlier generation that is whole serves in its place. StoreError where
    none is.
    """
    global _opened
    pointer, known = paths.BUILD / paths.CURRENT, _opened
    if known is None or known[0] != _target(pointer):
        with _opening:
            while (target := _target(pointer)) != (_opened and _opened[0]):
                try:
                    _opened = (target, _open(target, pointer))
                except StoreError:
                    if _target(pointer) == target:  # otherwise newer builds replaced it while it was being opened
                        raise
            known = _opened
    return known[1]


def _target(pointer: Path) -> Path:
    """What the link points to; the link itself where it goes round in a circle."""
    try:
        return pointer.resolve()
    except (OSError, RuntimeError):
        return pointer


def _open(target: Path, pointer: Path) -> Database:
    folder = pointer.parent.resolve()
    try:
        if target.parent != folder:
            raise StoreError(f"{pointer} points out of its folder, to {target}; {CURE}")
        return Database(target)
    except StoreError as fault:
        LOG.error("%s", fault)
        for path in _earlier(target, folder):
            try:
                return Database(path, notice=f"{fault}; {path.name} serves in its place")
            except StoreError as other:
                LOG.error("%s", other)
        raise


def _earlier(target: Path, folder: Path) -> list[Path]:
    """The generations before a file, newest first; all of them where it is no generation of the folder."""
    generation = paths.generation_of(target) if target.parent == folder else 0
    return [path for number, path in paths.generations(folder).items() if not generation or number < generation]

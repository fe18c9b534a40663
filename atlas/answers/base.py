"""What every question shares: the database that answers it, and answers kept as long as that stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from atlas.domain.link import OWN_DATA
from atlas.store import db
from atlas.store.db import Database

P, R = ParamSpec("P"), TypeVar("R")

SESSION_SHARE = 8
"""A session's own database keeps an eighth of the answers that the published one keeps: one person asks, not all."""


def cached(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a question's answers with the database that gave them: `size` of them for the published one."""

    def decorate(question: Callable[P, R]) -> Callable[P, R]:
        @wraps(question)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            database = db.current()
            kept = database.kept.get(question) or database.kept.setdefault(
                question, lru_cache(max(1, size // SESSION_SHARE) if database.private else size)(question))
            with db.bound(database):  # a build published now must not answer in the name of this one
                return kept(*args, **kwargs)

        return ask

    return decorate


def data_version() -> str:
    """The hash of the inputs that the served database was built from."""
    return db.current().meta["data_version"]


def link_version() -> str:
    """The data version as links carry it: one that is a session's own says so."""
    return OWN_DATA * db.current().private + data_version()


def stand_in() -> str:
    """What to say where an earlier generation serves because the newest cannot be read; empty otherwise."""
    database = db.current()
    built = database.meta["built_at_utc"][:10]
    return database.notice and f"The newest data cannot be read, so those built on {built} are shown. To cure it, {db.CURE}."


def meta() -> dict[str, str]:
    """The manifest of the served database."""
    return dict(db.current().meta)


def published_version() -> str:
    """The data version of the published database, whatever this session is served."""
    return db.published().meta["data_version"]


def open_own(path: Path) -> Database:
    """The database that was made for one session. StoreError where it is missing or damaged."""
    return Database(path, private=True)


def serving(database: Database | None = None) -> AbstractContextManager[None]:
    """A block in which one database answers everything: the given one, or the one that answers now."""
    return db.bound(database or db.current())


def serving_shipped() -> AbstractContextManager[None]:
    """A block in which the published database answers, whatever this session is served."""
    return db.bound(db.published())


def ask_first(asker: Callable[[], Database | None]) -> None:
    """Have `asker` name the database of whoever asks, None for the published one; see store.db."""
    db.ask_first(asker)


def carried(function: Callable[P, R]) -> Callable[P, R]:
    """The function with the database that answers now, for a call from another thread, later."""
    database = db.current()

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with db.bound(database):
            return function(*args, **kwargs)

    return run

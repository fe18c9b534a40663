"""What every question shares: the served data generation, and answers kept as long as it stands."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from atlas.store import db

P, R = ParamSpec("P"), TypeVar("R")


def cached(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache a question's answers as long as the data generation stands."""

    def decorate(question: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def kept(database: Path, *args: Any, **kwargs: Any) -> R:
            return question(*args, **kwargs)

        @wraps(question)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            return kept(db.current().path, *args, **kwargs)

        return ask

    return decorate


def data_version() -> str:
    """The hash of the inputs that the served database was built from."""
    return db.current().meta["data_version"]


def stand_in() -> str:
    """What to say where an earlier generation serves because the newest cannot be read; empty otherwise."""
    database = db.current()
    built = database.meta["built_at_utc"][:10]
    return database.notice and f"The newest data cannot be read, so those built on {built} are shown. To cure it, {db.CURE}."


def meta() -> dict[str, str]:
    """The manifest of the served database."""
    return dict(db.current().meta)

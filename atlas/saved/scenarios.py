"""The shelf: save, list, rename and delete, each in one transaction, with an optimistic lock.

Every row has a version that grows with each save. Whoever writes says which version they saw; when somebody else was
faster, nothing is written and one line says so. An operation that returned is on disk.
"""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from atlas import paths
from atlas.domain.errors import SavedError, shown
from atlas.domain.scenario import MAX_NAME, Scenario, from_json, to_json
from atlas.saved.database import SAVED, connect

MOST = 500
"""Saved scenarios of one owner: more is a mistake or mischief."""


@dataclass(frozen=True)
class Saved:
    """A saved scenario as it is listed. `text` is its JSON: it is only read when it is opened."""

    name: str
    version: int
    saved_at_utc: str
    text: str

    def open(self) -> Scenario:
        """The scenario. ScenarioError where an older or newer version of the app wrote what this one cannot read."""
        return from_json(json.loads(self.text))


def clean(name: str) -> str:
    """A name as it is kept: any characters but control ones, 1 to MAX_NAME of them. A name is data, never a path."""
    text = " ".join(unicodedata.normalize("NFC", name).split())
    if not text or len(text) > MAX_NAME or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text):
        raise SavedError(f"name {shown(name, 30)}: give 1 to {MAX_NAME} characters")
    return text


class Shelf:
    """The saved scenarios of a database; `owner` is "" where nobody signs in. SavedError for everything that fails."""

    def __init__(self, url: str) -> None:
        try:
            address = sa.make_url(url)
            self._where = address.render_as_string(hide_password=True)
            self._engine = connect(address)
        except (ArgumentError, ValueError):
            raise SavedError("ATLAS_SAVED_URL: is not the address of a SQLite or PostgreSQL database; "
                             "write postgresql://user:password@host/database") from None
        except (SQLAlchemyError, OSError) as fault:
            raise self._unusable(fault) from None

    def listed(self, owner: str) -> list[Saved]:
        """What an owner has saved, by name."""
        query = sa.select(SAVED).where(SAVED.c.owner == owner).order_by(SAVED.c.name)
        with self._transaction(reading=True) as connection:
            return [_saved(row) for row in connection.execute(query)]

    def save(self, owner: str, name: str, scenario: Scenario, seen: int | None = None) -> Saved:
        """Keep a scenario under a name; `seen` is the version that it replaces, None for a new name."""
        name = clean(name)
        values = {"text": json.dumps(to_json(scenario), ensure_ascii=False), "saved_at_utc": _now()}
        with self._transaction() as connection:
            if seen is None:
                _refuse_more(connection, owner)
                version = 1
                self._insert(connection, {"owner": owner, "name": name, "version": version} | values)
            else:
                version = seen + 1
                _change(connection, owner, name, seen, lambda where: sa.update(SAVED).where(where).values(
                    version=version, **values))
        return Saved(name, version, values["saved_at_utc"], values["text"])

    def rename(self, owner: str, name: str, new: str, seen: int) -> Saved:
        """Give a saved scenario another name that the owner does not use yet."""
        new = clean(new)
        with self._transaction() as connection:
            try:
                with connection.begin_nested():
                    _change(connection, owner, name, seen, lambda where: sa.update(SAVED).where(where).values(
                        name=new, version=seen + 1))
            except IntegrityError:
                raise _taken(new) from None
            return _saved(connection.execute(sa.select(SAVED).where(_is(owner, new))).one())

    def delete(self, owner: str, name: str, seen: int) -> None:
        """Take a saved scenario off the shelf."""
        with self._transaction() as connection:
            _change(connection, owner, name, seen, lambda where: sa.delete(SAVED).where(where))

    @contextmanager
    def _transaction(self, reading: bool = False) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect().execution_options(reading=reading) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as fault:
            raise self._unusable(fault) from None

    def _unusable(self, fault: Exception) -> SavedError:
        reason = str(getattr(fault, "orig", None) or fault).strip().splitlines()[0][:160]
        return SavedError(f"saved scenarios: {self._where} cannot be used ({reason}); check ATLAS_SAVED_URL, or its disk")

    @staticmethod
    def _insert(connection: sa.Connection, values: dict[str, Any]) -> None:
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(SAVED).values(**values))
        except IntegrityError:
            raise _taken(values["name"]) from None


def _saved(row: Any) -> Saved:
    return Saved(row.name, row.version, row.saved_at_utc, row.text)


def _is(owner: str, name: str) -> sa.ColumnElement[bool]:
    return sa.and_(SAVED.c.owner == owner, SAVED.c.name == name)


def _change(connection: sa.Connection, owner: str, name: str, seen: int,
            statement: Callable[[sa.ColumnElement[bool]], Any]) -> None:
    """Run a statement on the row if it still has the version that was seen."""
    if connection.execute(statement(sa.and_(_is(owner, name), SAVED.c.version == seen))).rowcount == 1:
        return
    found = connection.execute(sa.select(SAVED.c.saved_at_utc).where(_is(owner, name))).scalar()
    if found is None:
        raise SavedError(f"{shown(name)} is no longer there: somebody renamed or deleted it; save under a new name")
    raise SavedError(f"{shown(name)} was changed by somebody at {found}; open it again, or save under a new name")


def _refuse_more(connection: sa.Connection, owner: str) -> None:
    kept = connection.execute(sa.select(sa.func.count()).select_from(SAVED).where(SAVED.c.owner == owner)).scalar_one()
    if kept >= MOST:
        raise SavedError(f"{kept} scenarios are saved, the most that are kept; delete one")


def _taken(name: str) -> SavedError:
    return SavedError(f"{shown(name)} is taken; choose another name, or open it and save over it")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def shelf() -> Shelf:
    """The shelf of this deployment: that of `ATLAS_SAVED_URL`, or the file `saved.sqlite` in the build folder."""
    return _shelf(os.environ.get("ATLAS_SAVED_URL") or f"sqlite:///{paths.BUILD / 'saved.sqlite'}")


@lru_cache(maxsize=4)
def _shelf(url: str) -> Shelf:
    return Shelf(url)

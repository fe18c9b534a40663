"""The one table of saved scenarios, and engines that lose nothing: on SQLite a writer takes its lock at the start."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

PATIENCE_S = 20
"""How long a writer waits for the writers before it."""

CONNECT_S = 5

_META = sa.MetaData()
SAVED = sa.Table(
    "saved_scenario", _META,
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("saved_at_utc", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
_TABLE_LOCK = 7_264_101
"""PostgreSQL's CREATE TABLE IF NOT EXISTS is not safe from itself; this advisory lock lets one creator in at a time."""


def connect(url: sa.URL) -> sa.Engine:
    """An engine on the database with its table made. ValueError for another kind of database."""
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite":
        return _sqlite(url.set(drivername="sqlite"))
    if kind not in ("postgresql", "postgres"):
        raise ValueError(kind)
    return _postgresql(url.set(drivername="postgresql+psycopg"))


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # A connection a transaction: one that is kept would go on writing to a file that was deleted or put back meanwhile.
    engine = sa.create_engine(url, connect_args={"timeout": PATIENCE_S}, poolclass=sa.NullPool)
    table = str(CreateTable(SAVED, if_not_exists=True).compile(engine))

    @sa.event.listens_for(engine, "connect")
    def own_transactions(connection, _) -> None:
        connection.isolation_level = None  # otherwise the driver begins too late to be told how
        connection.execute("pragma synchronous = full")
        connection.execute(table)

    @sa.event.listens_for(engine, "begin")
    def lock(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("begin" if reading else "begin immediate")

    engine.connect().close()  # says at once where there is no such place
    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_S})
    with engine.begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TABLE_LOCK)))
        _META.create_all(connection)
    return engine

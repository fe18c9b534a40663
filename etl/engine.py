"""Where the SQL of an ingest runs: one in-memory DuckDB that spills to a folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from atlas.domain.errors import SourceError

SQL = Path(__file__).parent / "sql"
MEMORY_LIMIT = "4GB"
QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)


class DuckDb:
    """Runs the `etl/sql/ingest_*.sql` texts: each is one SELECT in words that Spark understands too.

    What differs by engine is here: the list form of quantiles, which replaces `{quantiles}`, and how a result is kept.
    """

    name = "duckdb"
    quantiles = f"quantile_cont(pay_usd, {list(QUANTILES)})"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @property
    def versions(self) -> dict[str, str]:
        return {"duckdb": duckdb.__version__, "pyarrow": version("pyarrow")}

    def text(self, name: str) -> str:
        return (SQL / f"{name}.sql").read_text("utf-8").replace("{quantiles}", self.quantiles)

    def keep(self, table: str, name: str, **parameters: Any) -> None:
        """Keep the result of `name`.sql as a table; one of that name is replaced."""
        self.connection.execute(f'create or replace temp table "{table}" as {self.text(name)}', parameters)

    def append(self, table: str, name: str, **parameters: Any) -> None:
        """Append the result of `name`.sql to a table, which is made where there is none."""
        self.keep("appended", name, **parameters)
        self.connection.execute(f'create temp table if not exists "{table}" as from appended limit 0')
        self.connection.execute(f'insert into "{table}" from appended')

    def keep_values(self, table: str, values: pa.Table) -> None:
        """Keep a small Arrow table, such as a closed table of spellings."""
        self.connection.register("values_given", values)
        self.connection.execute(f'create or replace temp table "{table}" as from values_given')
        self.connection.unregister("values_given")

    def fetch(self, name: str, **parameters: Any) -> pa.Table:
        """The result of `name`.sql as an Arrow table."""
        return self.connection.sql(self.text(name), params=parameters).to_arrow_table()


@contextmanager
def duckdb_engine(memory_limit: str = MEMORY_LIMIT) -> Iterator[DuckDb]:
    """A DuckDB that uses at most `memory_limit`, then disk.

    Raises SourceError, with the cure, when a step fits in neither.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-ingest-") as folder:
        connection = duckdb.connect(config={"autoinstall_known_extensions": False,
                                            "autoload_known_extensions": False, "temp_directory": folder})
        try:
            connection.execute("set memory_limit = $limit", {"limit": memory_limit})
            yield DuckDb(connection)
        except duckdb.OutOfMemoryException:
            raise SourceError(f"this ingest does not fit in {memory_limit} of memory; "
                              "give more with --memory-limit, or fewer files") from None
        finally:
            connection.close()

"""Where the SQL of an ingest runs: one DuckDB over clean Parquet files in a folder of its own, where it also spills."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from string import Template

import duckdb
import pyarrow as pa

from atlas.domain.errors import SourceError

SQL = Path(__file__).parent / "sql"
MEMORY_LIMIT = "4GB"
QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)

Value = bool | int | float | str


class DuckDb:
    """Runs the `etl/sql/ingest_*.sql` texts: each is one SELECT in words that Spark understands too.

    A text becomes a view, so that rows stream from the clean files in `folder` to the figure that is asked for and no
    step in between fills memory. What differs by engine is here: `quantiles`, the list form of quantiles.
    """

    name = "duckdb"
    quantiles = f"quantile_cont(pay_usd, {list(QUANTILES)})"

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder
        self._parts: dict[str, list[str]] = {}

    @property
    def versions(self) -> dict[str, str]:
        return {"duckdb": duckdb.__version__, "pyarrow": version("pyarrow")}

    def text(self, name: str, raw_file: str = "", **values: Value) -> str:
        """The text of `name`.sql with its $parameters as literals: views take none, and engines spell them apart.

        `raw_file` is the view of a file that was read, for texts that begin at one.
        """
        words = {key: _literal(value) for key, value in values.items()}
        words |= {"quantiles": self.quantiles, "raw_file": raw_file}
        return Template((SQL / f"{name}.sql").read_text("utf-8")).substitute(words)

    def view(self, view: str, name: str, **values: Value) -> None:
        """Let `view` stand for the result of `name`.sql."""
        self.connection.execute(f'create or replace temp view "{view}" as {self.text(name, **values)}')

    def add_part(self, view: str, name: str, **values: Value) -> None:
        """Add the result of `name`.sql to what `view` stands for."""
        parts = self._parts.setdefault(view, [])
        parts.append(f"({self.text(name, **values)})")
        self.connection.execute(f'create or replace temp view "{view}" as {" union all ".join(parts)}')

    def keep(self, table: str, values: pa.Table) -> None:
        """Keep a small Arrow table, such as a closed table of spellings."""
        self.connection.register("values_given", values)
        self.connection.execute(f'create or replace temp table "{table}" as from values_given')
        self.connection.unregister("values_given")

    def fetch(self, name: str, **values: Value) -> pa.Table:
        """The result of `name`.sql as an Arrow table."""
        return self.connection.sql(self.text(name, **values)).to_arrow_table()


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower()


@contextmanager
def duckdb_engine(memory_limit: str = MEMORY_LIMIT) -> Iterator[DuckDb]:
    """A DuckDB that uses at most `memory_limit`, then disk.

    Raises SourceError, with the cure, when a step fits in neither.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-ingest-") as folder:
        connection = duckdb.connect(config={"autoinstall_known_extensions": False, "temp_directory": folder,
                                            "autoload_known_extensions": False, "memory_limit": memory_limit})
        try:
            yield DuckDb(connection, Path(folder))
        except duckdb.OutOfMemoryException:
            raise SourceError(f"this ingest does not fit in {memory_limit} of memory; "
                              "give more with --memory-limit, or fewer files") from None
        finally:
            connection.close()

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
    """Runs the `etl/sql/ingest_*.sql` texts: each is one SELECT in words that Spark understands too (etl.spark).

    A text becomes a view, so that rows stream from the clean files in `folder` to the figure that is asked for and no
    step in between fills memory. What differs by engine: `quantiles`, the list form of quantiles, and `literal`.
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
        words = {key: self.literal(value) for key, value in values.items()}
        words |= {"quantiles": self.quantiles, "raw_file": raw_file}
        return Template((SQL / f"{name}.sql").read_text("utf-8")).substitute(words)

    @staticmethod
    def literal(value: Value) -> str:
        """A value as the engine's SQL spells it."""
        return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value).lower()

    def add_file(self, view: str, path: Path) -> None:
        """Let `view` stand for a clean Parquet file; its column `place` is 0 in the file's first row."""
        self.connection.execute(f"create or replace temp view {view} as select * exclude (file_row_number), "
                                f"file_row_number as place from read_parquet('{path}', file_row_number = true)")

    def view(self, view: str, name: str, **values: Value) -> None:
        """Let `view` stand for the result of `name`.sql."""
        self._define(view, self.text(name, **values))

    def add_part(self, view: str, name: str, **values: Value) -> None:
        """Add the result of `name`.sql to what `view` stands for."""
        parts = self._parts.setdefault(view, [])
        parts.append(f"({self.text(name, **values)})")
        self._define(view, " union all ".join(parts))

    def _define(self, view: str, text: str) -> None:
        self.connection.execute(f'create or replace temp view "{view}" as {text}')

    def keep(self, table: str, values: pa.Table) -> None:
        """Keep a small Arrow table, such as a closed table of spellings."""
        self.connection.register("values_given", values)
        self.connection.execute(f'create or replace temp table "{table}" as from values_given')
        self.connection.unregister("values_given")

    def fetch(self, name: str, **values: Value) -> pa.Table:
        """The result of `name`.sql as an Arrow table."""
        return self.connection.sql(self.text(name, **values)).to_arrow_table()


@contextmanager
def duckdb_engine(memory_limit: str = MEMORY_LIMIT, scratch: Path | None = None) -> Iterator[DuckDb]:
    """A DuckDB that uses at most `memory_limit`, then disk: a folder of its own in `scratch`, by default the system's.

    Raises SourceError, with the cure, when a step fits in neither.
    """
    with working_folder(scratch) as folder, reader(folder, memory_limit) as connection:
        try:
            yield DuckDb(connection, folder)
        except duckdb.OutOfMemoryException:
            raise SourceError(f"this ingest does not fit in {memory_limit} of memory; give more with --memory-limit, or "
                              "use a cluster: --engine spark --master URL") from None


@contextmanager
def working_folder(scratch: Path | None) -> Iterator[Path]:
    """An empty folder that lasts as long as the block. SourceError where `scratch` cannot hold one."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="atlas-ingest-", dir=scratch)
    except OSError as fault:
        raise SourceError(f"--scratch {scratch}: {fault.strerror}; give a folder that can be written") from None
    with folder as name:
        yield Path(name)


@contextmanager
def reader(folder: Path, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The DuckDB that reads raw files, and spills to `folder`."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "temp_directory": str(folder),
                                        "autoload_known_extensions": False, "memory_limit": memory_limit})
    try:
        yield connection
    finally:
        connection.close()

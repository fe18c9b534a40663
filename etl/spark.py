"""The same SQL on Apache Spark, for pay rows that no longer fit one machine: `etl ingest --engine spark`.

DuckDB still reads and checks the raw files, streaming, into clean Parquet files; every text after that runs on Spark.
Workers of a cluster must see the folder of those files under the same path (`--scratch`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from atlas.domain.errors import SourceError
from etl.engine import MEMORY_LIMIT, QUANTILES, DuckDb, Value, reader, working_folder

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
INSTALL = "install it: pip install -r requirements-spark.txt, and Java 17 or newer"


class Spark(DuckDb):
    """Reads files as DuckDb does and runs the texts on a Spark session."""

    name = "spark"
    quantiles = f"percentile(pay_usd, array({', '.join(f'{share}D' for share in QUANTILES)}))"

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, session: "SparkSession") -> None:
        super().__init__(connection, folder)
        self.session = session

    @property
    def versions(self) -> dict[str, str]:
        java = self.session.sparkContext._jvm.java.lang.System.getProperty("java.version")
        return {**super().versions, "spark": self.session.version, "java": java}

    @staticmethod
    def literal(value: Value) -> str:
        """As DuckDb spells it, but a backslash in a text begins an escape here, and so does a quote."""
        if isinstance(value, str):
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return f"{value!r}D" if isinstance(value, float) else DuckDb.literal(value)

    def add_file(self, view: str, path: Path) -> None:
        super().add_file(view, path)
        rows = self.session.read.parquet(path.as_uri())
        rows.selectExpr("*", "_metadata.row_index as place").createOrReplaceTempView(view)

    def keep(self, table: str, values: pa.Table) -> None:
        self.session.createDataFrame(values).createOrReplaceTempView(table)

    def fetch(self, name: str, **values: Value) -> pa.Table:
        return self.session.sql(self.text(name, **values)).toArrow()

    def _define(self, view: str, text: str) -> None:
        self.session.sql(text).createOrReplaceTempView(view)


@contextmanager
def spark_engine(memory_limit: str = MEMORY_LIMIT, scratch: Path | None = None,
                 master: str | None = None) -> Iterator[Spark]:
    """A Spark session on `master`, by default all cores of this machine; it is stopped with the block.

    `memory_limit` is that of the driver and of DuckDB's reading. SourceError, with the cure, where Spark is not
    installed, cannot start, does not reach the master, or fails.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        raise SourceError(f"--engine spark: pyspark is not installed; {INSTALL}") from None
    with working_folder(scratch) as folder, reader(folder, memory_limit) as connection:
        session = None
        try:
            session = _session(master or LOCAL, memory_limit, folder)
            yield Spark(connection, folder, session)
        except (PySparkException, Py4JError) as fault:
            reason = next(line.strip() for line in str(fault).splitlines() if line.strip())[:200]
            raise SourceError(f"--engine spark on {master or LOCAL}: {reason}; check the master and its workers, or leave "
                              f"--engine out. {INSTALL.capitalize()} if Java is what is missing") from None
        finally:
            if session is not None:
                session.stop()


def _session(master: str, memory_limit: str, folder: Path) -> "SparkSession":
    from pyspark.sql import SparkSession

    options = {
        "spark.driver.memory": memory_limit.removesuffix("B").lower(),
        "spark.local.dir": str(folder),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(max(8, 2 * (os.cpu_count() or 1))),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    if master.startswith("local"):
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master(master).appName("atlas-ingest")
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()

"""Spark's tests are opt-in (`make test-spark`): without pyspark they are skipped, and say so in one line."""

import os

import pytest

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # read once, when the first session starts the JVM
os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--conf spark.sql.files.maxPartitionBytes=2m pyspark-shell")  # many tasks

try:
    import pyspark  # noqa: F401
except ImportError:
    collect_ignore_glob = ["test_*.py"]

    def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line("SKIPPED the Spark tests: pyspark is not installed; run make test-spark", yellow=True)

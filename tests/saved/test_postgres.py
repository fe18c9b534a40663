"""The contract on a real PostgreSQL server, started here from Debian's package; opt in with `make test-postgres`."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.saved.contract import ShelfContract

pytestmark = pytest.mark.skipif(os.environ.get("REQUIRE_POSTGRES") != "1", reason="opt in with make test-postgres")
DEADLINE_S = 60


def _program(name: str) -> str:
    """A program of the newest PostgreSQL: Debian keeps servers out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    program = str(found[-1]) if found else shutil.which(name)
    assert program, f"{name} was not found; on Debian: apt install postgresql"
    return program


def _as_server() -> dict:
    """PostgreSQL refuses to run as root; Debian's package brings the user `postgres`."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of the socket of a server of our own; it listens on no network address."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    process = None
    try:
        if _as_server():
            shutil.chown(folder, "postgres", "postgres")
        subprocess.run([_program("initdb"), "-D", folder / "data", "-U", "atlas", "-A", "trust", "-E", "UTF8", "--locale=C"],
                       check=True, capture_output=True, cwd=folder, **_as_server())
        process = subprocess.Popen(
            [_program("postgres"), "-D", folder / "data", "-k", folder, "-c", "listen_addresses="], cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **_as_server())
        engine = sa.create_engine(f"postgresql+psycopg://atlas@/postgres?host={folder}")
        deadline = time.monotonic() + DEADLINE_S
        while True:
            try:
                with engine.connect():
                    break
            except sa.exc.OperationalError:
                assert process.poll() is None and time.monotonic() < deadline, "PostgreSQL did not start"
                time.sleep(0.05)
        engine.dispose()
        yield str(folder)
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # fast: the pools of the tests still hold connections
            process.wait(timeout=DEADLINE_S)
        shutil.rmtree(folder)


class TestPostgres(ShelfContract):
    @pytest.fixture
    def url(self, server: str, request: pytest.FixtureRequest) -> str:
        name = f"test_{abs(hash(request.node.name))}"
        engine = sa.create_engine(f"postgresql+psycopg://atlas@/postgres?host={server}", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"create database {name}")
        engine.dispose()
        return f"postgresql://atlas@/{name}?host={server}"

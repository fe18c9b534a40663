"""A real Spark cluster on loopback: a master and its workers, each a process group of its own, so that one can be killed."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
DEADLINE_S = 180


@dataclass
class Cluster:
    """`master` is the URL; `kill` ends a worker with its executor at once, as a power cut does."""

    master: str
    workers: list[subprocess.Popen] = field(default_factory=list)

    def kill(self, number: int) -> None:
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(name: str, log: Path, *arguments: str) -> subprocess.Popen:
    with log.open("wb") as output:
        return subprocess.Popen([str(SPARK_CLASS), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1",
                                 "--webui-port", "0", *arguments],
                                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                                env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"})


def _wait_for(text: str, log: Path, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while text not in log.read_text("utf-8", "replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{log.name} never said {text!r}:\n{log.read_text('utf-8', 'replace')[-3000:]}")
        time.sleep(0.1)


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster of one-core workers; all its processes are gone after the block."""
    port = _free_port()
    started = [_start("master.Master", folder / "master.log", "--port", str(port))]
    try:
        _wait_for("New state: ALIVE", folder / "master.log", started[0])
        found = Cluster(f"spark://127.0.0.1:{port}")
        for number in range(workers):
            log = folder / f"worker{number}.log"
            found.workers.append(_start("worker.Worker", log, "--cores", "1", "--memory", "1g",
                                        "--work-dir", str(folder / f"work{number}"), found.master))
            started.append(found.workers[-1])
            _wait_for("Successfully registered with master", log, found.workers[-1])
        yield found
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

"""`python -m bench.publish_kills [KILLS]`: `etl build` killed at random moments, beside a reader that must not notice.

Opt-in: it has no `run`, so `python -m bench` leaves it out; 300 kills take about three minutes.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from atlas import paths
from atlas.store import db

KILLS = 300


@dataclass
class Tally:
    """What happened. Right is: no fault, and every build either killed or published."""

    killed: int = 0
    finished: int = 0
    reads: int = 0
    generations_read: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def build_command(data: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "etl", "build", "--data", str(data), "--out", str(out)]


def kill_builds(kills: int, data: Path, out: Path, seed: int = 0) -> Tally:
    """Start `kills` builds of `data` into `out`, kill each at a random moment of its life, and look after each.

    The database that `CURRENT` names must open and match its own manifest every time, and only ever get newer.
    """
    tally, moments, newest = Tally(), random.Random(seed), 0
    start = perf_counter()
    subprocess.run(build_command(data, out), cwd=paths.ROOT, check=True, capture_output=True)
    life_s = perf_counter() - start
    with reading(out, tally):
        for _ in range(kills):
            build = subprocess.Popen(build_command(data, out), cwd=paths.ROOT, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE)
            try:
                build.wait(moments.uniform(0.0, 1.1) * life_s)
            except subprocess.TimeoutExpired:
                build.kill()
            complaint = build.communicate()[1].decode()
            tally.killed += build.returncode == -signal.SIGKILL
            tally.finished += build.returncode == 0
            try:
                generation = int(db.Database((out / paths.CURRENT).resolve()).meta["generation"])
                tally.faults += [f"generation {generation} after {newest}"] if generation < newest else []
                newest = generation
            except Exception as fault:
                tally.faults.append(f"after a kill: {fault}")
            if build.returncode not in (0, -signal.SIGKILL):
                tally.faults.append(f"build exits {build.returncode}: {complaint}")
    return tally


@contextmanager
def reading(out: Path, tally: Tally) -> Iterator[None]:
    """A thread that asks the served database without pause, as an app does."""
    stop, folder, paths.BUILD = threading.Event(), paths.BUILD, out

    def read() -> None:
        while not stop.is_set():
            try:
                database = db.current()
                if database.notice or len(database.query("hubs")) != int(database.meta["rows.hub"]):
                    tally.faults.append(f"read another number of hubs than {database.path.name} has; {database.notice}")
                tally.reads += 1
                tally.generations_read.add(database.meta["generation"])
            except Exception as fault:
                tally.faults.append(f"reader: {fault}")
            stop.wait(0.002)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        paths.BUILD = folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.publish_kills", description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_builds(args.kills, paths.DATA, Path(folder), args.seed)
    print(f"{args.kills} builds in {perf_counter() - start:.0f} s: {tally.killed} killed, {tally.finished} published; "
          f"{tally.reads:,} reads of {len(tally.generations_read)} generations; {len(tally.faults)} faults")
    print(*tally.faults[:20], sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())

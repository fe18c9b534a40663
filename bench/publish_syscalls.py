"""`python -m bench.publish_syscalls`: a publish killed at each of its system calls that changes a file, beside a reader.

Opt-in, as it needs `strace` and some minutes: `make test-kills`. A first run under strace lists the calls that touch the
build folder; then there is a run for each of them, in which strace sends SIGKILL at that very call.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import duckdb

from atlas import paths
from atlas.store import db
from bench.publish_kills import Tally, reading
from etl.model import MODELS
from etl.publish import KEPT, LOCK, publish

CALLS = ("rename", "renameat", "renameat2", "fsync", "fdatasync", "unlink", "unlinkat", "write", "pwrite64", "writev",
         "pwritev", "symlink", "symlinkat", "link", "linkat", "ftruncate", "fallocate", "mkdir", "mkdirat", "rmdir")
"""What can leave a folder half changed. A missing name on an architecture is passed over (`?` before it)."""

CHILD = ("import sys; from pathlib import Path; from bench import publish_syscalls; "
         "publish_syscalls.publish_once(*map(Path, sys.argv[1:]))")


def publish_once(template: Path, out: Path) -> None:
    """One publish of the template's tables: what the child does."""

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("set threads = 1")  # so that every call has one number
        connection.execute(f"attach '{template}' as template (read_only)")
        for name in (*MODELS, "build_check"):
            connection.execute(f"create table {name} as from template.{name}")
        connection.execute("detach template")

    publish(out, "killed", fill, lambda text: None)


def traced(template: Path, out: Path, log: Path, kill: str = "") -> int:
    """Run the child under strace, its calls into `log`; `kill` is `call:number`. Returns its exit code."""
    names = ",".join(f"?{call}" for call in CALLS)
    call, _, number = kill.partition(":")
    inject = ["-e", f"inject={call}:signal=KILL:when={number}"] if kill else []
    done = subprocess.run(["strace", "-f", "-y", "-qq", "-o", log, "-e", f"trace={names}", "-e", "signal=none", *inject,
                           sys.executable, "-c", CHILD, template, out], cwd=paths.ROOT, capture_output=True, text=True)
    if not kill and done.returncode:
        raise RuntimeError(f"the publish itself fails under strace: {done.stderr[-500:]}")
    return done.returncode


def places(log: Path, out: Path) -> list[str]:
    """The calls that touch `out`, as `call:number`; strace counts each call's number by thread."""
    seen, found = Counter(), dict.fromkeys(())
    for thread, call, rest in _calls(log):
        seen[thread, call] += 1
        if str(out) in rest:
            found[f"{call}:{seen[thread, call]}"] = None
    return list(found)


def _calls(log: Path) -> Iterator[tuple[str, str, str]]:
    for line in log.read_text(errors="replace").splitlines():
        if match := re.match(r"(\d+) +(\w+)\((.*)", line):
            yield match[1], match[2], match[3]


def check(out: Path, newest: int) -> tuple[int, list[str]]:
    """The generation that is served after a kill, and what is wrong with it."""
    try:
        generation = int(db.Database((out / paths.CURRENT).resolve()).meta["generation"])  # compares all with its manifest
    except Exception as fault:
        return newest, [str(fault)]
    return generation, [f"generation {generation} after {newest}"] if generation < newest else []


def litter(out: Path) -> list[str]:
    """What the folder holds beside the lock, the link and the generations that are kept."""
    strange = [p.name for p in out.iterdir() if p.name not in (LOCK, paths.CURRENT) and not paths.generation_of(p)]
    return [f"left behind: {name}" for name in strange] + (
        [f"{len(paths.generations(out))} generations are kept"] if len(paths.generations(out)) > KEPT + 1 else [])


def leave_a_dead_build(out: Path) -> None:
    """What a builder that was killed leaves, so that sweeping it is killed too."""
    dead = out / ".build-0123456789abcdef"
    dead.mkdir(exist_ok=True)
    (dead / "atlas.duckdb").write_bytes(b"half")


def kill_at_each_call(template: Path, out: Path, work: Path) -> tuple[Tally, Counter]:
    """A run for each call that touches the folder; how often each call was killed, and every fault."""
    log, tally, killed = work / "trace", Tally(), Counter()
    for _ in range(KEPT + 1):
        publish_once(template, out)
    leave_a_dead_build(out)
    traced(template, out, log)
    newest, faults = check(out, 0)
    tally.faults += faults
    with reading(out, tally):
        for place in places(log, out):
            leave_a_dead_build(out)
            code = traced(template, out, log, place)
            last = [(call, rest) for _, call, rest in _calls(log)][-1:]
            hit = code in (-9, 137) and last and last[0][0] == place.partition(":")[0] and str(out) in last[0][1]
            tally.killed += code in (-9, 137)
            tally.finished += code == 0
            killed[place.partition(":")[0] if hit else "elsewhere"] += 1
            newest, faults = check(out, newest)
            publish_once(template, out)
            after, more = check(out, newest + 1)
            tally.faults += [f"{place}: {fault}" for fault in (*faults, *more, *litter(out))]
            newest = after
    return tally, killed


def main() -> int:
    argparse.ArgumentParser(prog="python -m bench.publish_syscalls", description=__doc__).parse_args()
    if shutil.which("strace") is None:
        sys.stderr.write("strace is not on PATH; install it (Debian: apt install strace)\n")
        return 2
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        template, out = work / "template.duckdb", work / "build"
        build = [sys.executable, "-m", "etl", "build", "--out", str(work / "first")]
        subprocess.run(build, cwd=paths.ROOT, check=True, capture_output=True)
        shutil.copyfile((work / "first" / paths.CURRENT).resolve(), template)
        with closing(duckdb.connect(template, read_only=True)):
            tally, killed = kill_at_each_call(template, out, work)
    print(f"{tally.killed} kills in {perf_counter() - start:.0f} s, {tally.finished} published before theirs: "
          + ", ".join(f"{call} {number}" for call, number in sorted(killed.items()))
          + f"; {tally.reads:,} reads of {len(tally.generations_read)} generations; {len(tally.faults)} faults")
    print(*tally.faults[:20], sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())

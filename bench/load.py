"""Sessions that think for two seconds and click, over the real websocket: one, ten and twenty-five at once.

A click is a choice in the sidebar or a change of the page, from sending it to the end of its run. A build is published
in the middle of the ten. `python -m bench.load --soak 1800` clicks without thinking time instead, and watches memory.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import httpx

from atlas import paths
from atlas.domain.scenario import ROLE_LABELS, SENIORITY_LABELS
from bench import NotMeasured, Row
from bench.session import Session
from tests.browser.harness import Server, serve

THINK_S = 2.0
CLICKS = 15
"""Clicks of each session, after the first page."""

SESSIONS = (1, 10, 25)
PAGES = ("rank", "", "salaries", "overlap", "cost", "compare")
CHOICES = {"role": [*ROLE_LABELS.values()], "seniority": [*SENIORITY_LABELS.values()], "currency": ["USD", "EUR", "GBP"]}
MIX = ("role", "seniority", "currency", "role", "page", "currency", "seniority")


@dataclass
class Clicks:
    """The times of all clicks in ms, and what went wrong."""

    times_ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def quantile(self, per_cent: int) -> float:
        return quantiles(self.times_ms, n=100, method="inclusive")[per_cent - 1]


async def click(visitor: Session, dice: random.Random, turn: int) -> float:
    """The next click of a visitor: mostly the sidebar, every seventh another page."""
    kind = MIX[turn % len(MIX)]
    if kind == "page":
        return await visitor.visit(dice.choice(PAGES))
    return await visitor.choose(kind, dice.choice(CHOICES[kind]))


async def visit(url: str, number: int, clicks: int, think_s: float, found: Clicks) -> None:
    """One visitor: opens the app, then thinks and clicks. The seed is its number: each run clicks the same."""
    dice = random.Random(number)
    async with Session(url) as visitor:
        await visitor.visit("rank")
        for turn in range(clicks):
            await asyncio.sleep(dice.uniform(0.5, 1.5) * think_s)
            found.times_ms.append(await click(visitor, dice, turn + number))
        found.faults += visitor.faults


async def crowd(server: Server, sessions: int, clicks: int = CLICKS, think_s: float = THINK_S,
                meanwhile: Callable[[], Awaitable[None]] | None = None) -> Clicks:
    """Many visitors at once; `meanwhile` runs beside them."""
    found = Clicks()
    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for number in range(sessions):
            group.create_task(visit(server.url, number, clicks, think_s, found))
        if meanwhile is not None:
            group.create_task(meanwhile())
    return found


async def publish(build: Path) -> None:
    """Publish a build of the shipped data, in a process of its own, when the visitors are in the middle."""
    await asyncio.sleep(CLICKS * THINK_S / 2)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "etl", "build", "--out", str(build), cwd=paths.ROOT, stdout=subprocess.DEVNULL)
    if await process.wait():
        raise RuntimeError("the build in the middle failed")


def copy_of_the_build(folder: Path) -> Path:
    """A build folder of our own with the published database."""
    if not (paths.BUILD / paths.CURRENT).exists():
        raise NotMeasured("no database; run python -m etl build")
    current = (paths.BUILD / paths.CURRENT).resolve()
    shutil.copy(current, folder / current.name)
    (folder / paths.CURRENT).symlink_to(current.name)
    return folder


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        build = copy_of_the_build(Path(folder))
        with serve(build=build) as server:
            asyncio.run(crowd(server, 1, think_s=0.1))  # the first visitor pays for imports and the connection
            before = httpx.get(f"{server.url}/healthz").json()["generation"]
            used = cpu_ms(server.pid)
            measured = {number: asyncio.run(crowd(server, number)) for number in SESSIONS}
            used = (cpu_ms(server.pid) - used) / sum(len(found.times_ms) for found in measured.values())
            beside = asyncio.run(crowd(server, 10, meanwhile=lambda: publish(build)))
            after = httpx.get(f"{server.url}/healthz").json()["generation"]
    faults = [fault for found in [*measured.values(), beside] for fault in found.faults]
    if faults or after == before:
        raise RuntimeError(f"{len(faults)} clicks ended in an error, first: {faults[:1]}; generation {before} -> {after}")
    one = measured[1]
    return [
        Row("a click, 1 session, p50", one.quantile(50), None, "ms"),
        Row("a click, 10 sessions / 1 session, p50", measured[10].quantile(50), one.quantile(50), "ms"),
        Row("a click, 10 sessions / 1 session, p95", measured[10].quantile(95), one.quantile(95), "ms",
            "ratio 3, 1,000 ms"),
        Row("the same, a build published in the middle", beside.quantile(95), one.quantile(95), "ms", "no error"),
        Row("a click, 25 sessions / 1 session, p95", measured[25].quantile(95), one.quantile(95), "ms", "2,500 ms"),
        Row("processor time of the server a click", used, None, "ms", "holds on a busy machine too"),
    ]


def cpu_ms(pid: int) -> float:
    """Processor time that a process has used so far, in ms."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """What a process holds in memory now, in MB (10^6 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) * 1024 / 1e6


def soak(clicks: int, rounds: int = 6, sessions: int = 4) -> None:
    """Print the server's memory after each part of many clicks without thinking time; every part has new sessions."""
    with serve() as server:
        for part in range(rounds):
            found = asyncio.run(crowd(server, sessions, clicks // rounds // sessions, think_s=0))
            print(f"{(part + 1) * clicks // rounds:>7,} clicks  {resident_mb(server.pid):7.1f} MB  "
                  f"p95 {found.quantile(95):7.1f} ms  {len(found.faults)} errors", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--soak", type=int, default=1800, help="clicks; 1,800 are an hour of one person (default)")
    print(f"load {os.getloadavg()[0]:.1f}")
    soak(parser.parse_args().soak)

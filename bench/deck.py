"""The board deck and pictures of figures: time, size, and what a hundred exports leave in memory."""

import gc
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import median

import plotly.graph_objects as go

from atlas.domain.scenario import DEFAULT
from atlas.export import board, image
from atlas.export.deck import render
from atlas.export.findings import gather
from atlas.export.memory import give_back
from atlas.paths import ROOT
from bench import NotMeasured, Row, milliseconds

DAY, RUNS, FEW, MANY = date(2026, 11, 30), 5, 5, 100


def held_mb() -> tuple[float, float]:
    """Memory held by this process, and by those that it started, in MB (10^6 bytes); shared pages count once (Pss)."""
    gc.collect()
    parents = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # ended meanwhile
            lines = dict(line.split(":", 1) for line in path.read_text().splitlines())
            parents[int(lines["Pid"])] = int(lines["PPid"])
    ours, started = os.getpid(), set()
    while more := {pid for pid, parent in parents.items() if parent in started | {ours}} - started:
        started |= more
    return _pss_mb(ours), sum(_pss_mb(pid) for pid in started)


def _pss_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def command_line() -> tuple[float, float, float]:
    """`python -m atlas deck` in a process of its own, with nothing on PATH: ms and MB; and ms of the imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "deck.pptx")
        alone = {**os.environ, "PATH": folder}
        make = [sys.executable, "-m", "atlas", "deck", "--out", str(out)]
        floor = [sys.executable, "-c", "import plotly.graph_objects, pandas, pptx"]
        ours, least = (milliseconds(lambda call=call: subprocess.run(
            call, cwd=ROOT, env=alone, check=True, stdout=subprocess.DEVNULL)) for call in (make, floor))
        return ours, out.stat().st_size / 1e6, least


def memory_growth() -> float:
    """MB that the process holds after MANY decks beyond what it holds after FEW, each tidied up after as on the page."""
    found = gather(DEFAULT)
    levels = {}
    for done in range(1, MANY + 1):
        render(board.slides(found, DAY))
        give_back()
        if done in (FEW, MANY):
            levels[done] = held_mb()[0]
    return levels[MANY] - levels[FEW]


def pictures() -> list[Row]:
    """A figure through the browser, the first time and warm, and memory with the browser after many."""
    figure = go.Figure(go.Bar(x=list(range(40)), y=list(range(40))), dict(template="atlas", height=600))
    cold = milliseconds(lambda: image.image(figure, "png", "A figure", "Sources"))
    warm = {form: median(milliseconds(lambda form=form: image.image(figure, form, "A figure")) for _ in range(RUNS))
            for form in image.MIME}
    levels = {}
    for done in range(1, MANY + 1):
        image.image(figure, "svg", "A figure")
        if done in (FEW, MANY):
            levels[done] = held_mb()
    image.stop()
    return [Row("figure: first PNG, starting the browser", cold, None, "ms"),
            *(Row(f"figure: {form.upper()}, warm", time, None, "ms") for form, time in warm.items()),
            *(Row(f"figure: memory of the {who}, {MANY} exports less {FEW}", many - few, None, "MB", "within 50 MB")
              for who, few, many in zip(("server", "browser"), levels[FEW], levels[MANY], strict=True))]


def run() -> list[Row]:
    if not Path("/proc/self/status").exists():
        raise NotMeasured("needs Linux's /proc")
    ours, size, least = command_line()
    found = gather(DEFAULT)
    warm = median(milliseconds(lambda: render(board.slides(found, DAY))) for _ in range(RUNS))
    rows = [Row("deck: python -m atlas deck, no browser / imports alone", ours, least, "ms", "under 5,000 ms"),
            Row("deck: size", size, None, "MB", "under 2 MB"),
            Row("deck: all slides, in a running server", warm, None, "ms"),
            Row(f"deck: memory after {MANY} decks less after {FEW}", memory_growth(), None, "MB", "within 50 MB")]
    return rows + (pictures() if image.find_browser() else [])

"""Peak memory of the server after every page was opened, beside the floor page's server. Linux only."""

from pathlib import Path

from playwright.sync_api import Browser

from bench import NotMeasured, Row
from tests.browser.harness import ROOT, find_chromium, goto, launch, open_tab, serve

ROUNDS = 3


def peak_mb(pid: int) -> float:
    """High-water mark of a process's resident memory, in MB (10^6 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text()
    kibibytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return kibibytes * 1024 / 1e6


def peak_after_visits(script: Path, paths: list[str], browser: Browser) -> float:
    """Serve `script`, open each path several times, each visit a new session, and read the peak."""
    with serve(script) as server:
        for path in paths * ROUNDS:
            with open_tab(browser, server.url) as page:
                goto(page, path)
        return peak_mb(server.pid)


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None or not Path("/proc/self/status").exists():
        raise NotMeasured("needs a Chromium on PATH and Linux's /proc")
    pages = ["/", *(f"/{path.stem}" for path in sorted((ROOT / "pages").glob("*.py")) if path.stem != "explore")]
    with launch(executable) as browser:
        ours = peak_after_visits(ROOT / "app.py", pages, browser)
        floor = peak_after_visits(ROOT / "bench" / "floor_app.py", ["/"] * len(pages), browser)
    return [Row("peak memory of the server, all pages / smallest page", ours, floor, "MB", "under 400 MB")]

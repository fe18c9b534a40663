"""From starting the server process to the first painted page in Chromium: the app beside the floor page."""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from bench import NotMeasured, Row, milliseconds
from tests.browser.harness import ROOT, find_chromium, goto, launch, open_tab, serve

ROUNDS = 3


def first_paint(script: Path, browser: Browser) -> None:
    with serve(script) as server, open_tab(browser, server.url) as page:
        goto(page)


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None:
        raise NotMeasured("no Chromium on PATH")
    scripts = (ROOT / "app.py", ROOT / "bench" / "floor_app.py")
    with launch(executable) as browser:
        times = [
            [milliseconds(lambda script=script: first_paint(script, browser)) for script in scripts]
            for _ in range(ROUNDS)
        ]
    ours, floor = (median(column) for column in zip(*times, strict=True))
    return [Row("cold start to first paint, Explore / smallest page", ours, floor, "ms")]

"""From a key press on a weight slider to the repainted figure in Chromium: Rank beside the floor page and a Dash page.

The Rank page repaints twice: at once, in the browser, and again when the server's answer is there. The other two repaint
when their server has answered.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page

from bench import NotMeasured, Row
from tests.browser.harness import ROOT, find_chromium, goto, launch, open_tab, rerun, serve

ROUNDS = 20
FLOOR_APP = ROOT / "bench" / "floor_app.py"
RANK_FIGURE, FLOOR_FIGURE, PEER_FIGURE = ".ranking .rows", ".js-plotly-plot", ".js-plotly-plot .barlayer"
PEER_APP, PEER_PYTHON = ROOT / "bench" / "dash_peer.py", ROOT / ".venv-bench" / "bin" / "python"

TIME_REPAINTS = """(figure, selector) => {
    const changes = ({target, addedNodes}) => target.closest?.(selector)
        || [...addedNodes].some(node => node.matches?.(selector) || node.querySelector?.(selector));
    const noteNextPaint = () => requestAnimationFrame(() => setTimeout(() => window.repaints.push(performance.now())));
    addEventListener('keydown', () => { window.pressed = performance.now(); window.repaints = []; }, true);
    new MutationObserver(records => records.some(changes) && noteNextPaint())
        .observe(figure.getRootNode(), {subtree: true, childList: true, attributes: true});
}"""
"""Keeps the moment after each paint that follows a change of the figure, whether it is updated or replaced."""


def first_slider(page: Page, figure: str) -> Locator:
    """The first slider of an open page, with the repaints of its figure timed."""
    page.locator(figure).first.evaluate(TIME_REPAINTS, figure)
    return page.get_by_role("slider").first


def open_slider(page: Page, path: str, figure: str) -> Locator:
    """The first slider of a Streamlit page, timed."""
    goto(page, path)
    return first_slider(page, figure)


@contextmanager
def open_peer(browser: Browser, python: Path = PEER_PYTHON) -> Iterator[Locator | None]:
    """The first slider of the Dash page, timed; None where its interpreter is not installed."""
    if not python.exists():
        yield None
        return
    process = subprocess.Popen([python, PEER_APP], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        with open_tab(browser, process.stdout.readline().strip()) as page:
            page.goto("/")
            page.locator(PEER_FIGURE).first.wait_for(state="attached")
            yield first_slider(page, PEER_FIGURE)
    finally:
        process.terminate()
        process.wait()


def repaints_ms(slider: Locator, key: str, wait: Callable[[Page], AbstractContextManager] = rerun) -> tuple[float, float]:
    """Press `key` on the slider; ms from the press to the first and to the last repaint of the figure."""
    page = slider.page
    with wait(page):
        slider.press(key)
    page.wait_for_function("() => window.repaints.length > 0")
    first, last = page.evaluate("() => [window.repaints[0] - window.pressed, window.repaints.at(-1) - window.pressed]")
    return first, last


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None:
        raise NotMeasured("no Chromium on PATH")
    with (
        serve() as app, serve(FLOOR_APP) as floor, launch(executable) as browser, open_peer(browser) as peer,
        open_tab(browser, app.url) as rank_page, open_tab(browser, floor.url) as floor_page,
    ):  # fmt: skip
        rank = open_slider(rank_page, "/rank", RANK_FIGURE)
        smallest = open_slider(floor_page, "/", FLOOR_FIGURE)
        times, peer_times = [], []
        for key in ("ArrowRight", "ArrowLeft") * (ROUNDS // 2):
            times.append((*repaints_ms(rank, key), *repaints_ms(smallest, key)))
            if peer:
                peer_times.append(repaints_ms(peer, key, nullcontext)[0])
    at_once, answered, _, floor_ms = (median(column) for column in zip(*times, strict=True))
    peer_ms = median(peer_times) if peer else None
    return [
        Row("slider to repaint, Rank at once / smallest page", at_once, floor_ms, "ms", "ratio at most 0.25"),
        Row("slider to repaint, Rank answered / smallest page", answered, floor_ms, "ms", "ratio at most 1.3"),
        Row("slider to repaint, Rank at once / Dash page", at_once, peer_ms, "ms",
            "ratio below 1" if peer else "the Dash page was not measured: no .venv-bench, which `make bench` makes"),
    ]

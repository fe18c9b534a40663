"""From a key press on a weight slider to the repainted figure in Chromium: the Rank page beside the floor page.

The Rank page repaints twice: at once, in the browser, and again when the server's answer is there. The floor repaints
when its server has answered.
"""

from statistics import median

from playwright.sync_api import Locator, Page

from bench import NotMeasured, Row
from tests.browser.harness import ROOT, find_chromium, goto, launch, open_tab, rerun, serve

ROUNDS = 20
FLOOR_APP = ROOT / "bench" / "floor_app.py"
RANK_FIGURE, FLOOR_FIGURE = ".ranking .rows", ".js-plotly-plot"

TIME_REPAINTS = """(figure, selector) => {
    const changes = ({target, addedNodes}) => target.closest?.(selector)
        || [...addedNodes].some(node => node.matches?.(selector) || node.querySelector?.(selector));
    const noteNextPaint = () => requestAnimationFrame(() => setTimeout(() => window.repaints.push(performance.now())));
    addEventListener('keydown', () => { window.pressed = performance.now(); window.repaints = []; }, true);
    new MutationObserver(records => records.some(changes) && noteNextPaint())
        .observe(figure.getRootNode(), {subtree: true, childList: true, attributes: true});
}"""
"""Keeps the moment after each paint that follows a change of the figure, whether it is updated or replaced."""


def open_slider(page: Page, path: str, figure: str) -> Locator:
    """The first slider of the page, with the repaints of its figure timed."""
    goto(page, path)
    page.locator(figure).first.evaluate(TIME_REPAINTS, figure)
    return page.get_by_role("slider").first


def repaints_ms(slider: Locator, key: str) -> tuple[float, float]:
    """Press `key` on the slider; ms from the press to the first and to the last repaint of the figure."""
    page = slider.page
    with rerun(page):
        slider.press(key)
    page.wait_for_function("() => window.repaints.length > 0")
    first, last = page.evaluate("() => [window.repaints[0] - window.pressed, window.repaints.at(-1) - window.pressed]")
    return first, last


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None:
        raise NotMeasured("no Chromium on PATH")
    with (
        serve() as app, serve(FLOOR_APP) as floor, launch(executable) as browser,
        open_tab(browser, app.url) as rank_page, open_tab(browser, floor.url) as floor_page,
    ):  # fmt: skip
        rank = open_slider(rank_page, "/rank", RANK_FIGURE)
        smallest = open_slider(floor_page, "/", FLOOR_FIGURE)
        keys = ("ArrowRight", "ArrowLeft") * (ROUNDS // 2)
        times = [(*repaints_ms(rank, key), *repaints_ms(smallest, key)) for key in keys]
    at_once, answered, _, floor_ms = (median(column) for column in zip(*times, strict=True))
    return [
        Row("slider to repaint, Rank at once / smallest page", at_once, floor_ms, "ms", "ratio at most 0.25"),
        Row("slider to repaint, Rank answered / smallest page", answered, floor_ms, "ms", "ratio at most 1.3"),
    ]

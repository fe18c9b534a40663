"""From a key press on a weight slider to the repainted figure in Chromium: the Rank page beside the floor page."""

from statistics import median

from playwright.sync_api import Locator

from bench import NotMeasured, Row
from tests.browser.harness import ROOT, find_chromium, goto, launch, open_tab, rerun, serve

ROUNDS = 20
FLOOR_APP = ROOT / "bench" / "floor_app.py"

FIGURE = ".js-plotly-plot"
TIME_REPAINTS = """(figure, selector) => {
    const changes = ({target, addedNodes}) => target.closest?.(selector)
        || [...addedNodes].some(node => node.matches?.(selector) || node.querySelector?.(selector));
    const noteNextPaint = () => requestAnimationFrame(
        () => setTimeout(() => { window.repainted = performance.now(); }));
    addEventListener('keydown', () => { window.pressed = performance.now(); window.repainted = null; }, true);
    new MutationObserver(records => records.some(changes) && noteNextPaint())
        .observe(figure.getRootNode(), {subtree: true, childList: true, attributes: true});
}"""
"""Keeps the moment after the paint that follows the last change of the figure, whether it is updated or replaced."""


def repaint_ms(slider: Locator, key: str) -> float:
    """Press `key` on the slider; ms from the press to the last repaint of the figure that it caused."""
    page = slider.page
    with rerun(page):
        slider.press(key)
    page.wait_for_function("() => window.repainted !== null")
    return page.evaluate("() => window.repainted - window.pressed")


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None:
        raise NotMeasured("no Chromium on PATH")
    with (
        serve() as app, serve(FLOOR_APP) as floor, launch(executable) as browser,
        open_tab(browser, app.url) as rank_page, open_tab(browser, floor.url) as floor_page,
    ):  # fmt: skip
        goto(rank_page, "/rank")
        goto(floor_page)
        sliders = [rank_page.get_by_role("slider").first, floor_page.get_by_role("slider").first]
        for slider in sliders:
            slider.page.locator(FIGURE).first.evaluate(TIME_REPAINTS, FIGURE)
        times = [[repaint_ms(slider, key) for slider in sliders] for key in ("ArrowRight", "ArrowLeft") * (ROUNDS // 2)]
    ours, floor_ms = (median(column) for column in zip(*times, strict=True))
    return [Row("slider to repaint, Rank page / smallest page", ours, floor_ms, "ms", "ratio at most 1.3")]

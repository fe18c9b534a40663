"""Script time of one repaint of the live ranking in Chromium, and the frames from the hand's move to the new order.

The component runs alone in an empty page for the script time, and in the Rank page for the frames. The floor of a
script time is its arithmetic alone: the weighted sum and the sort.
"""

from itertools import cycle, islice
from statistics import median, quantiles
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page

from atlas import answers
from atlas.domain.criteria import CRITERIA
from atlas.domain.scenario import DEFAULT
from atlas.paths import ROOT
from atlas.views.ranking import component_data
from bench import NotMeasured, Row
from tests.browser.harness import find_chromium, goto, launch, open_tab, serve

COMPONENT = ROOT / "atlas" / "components" / "ranking"
REPAINTS, MOVES = 60, 40

MOUNT = """async ([script, style, data]) => {
    const module = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
    const root = document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'});
    root.innerHTML = `<style>${style}</style>`;
    module.default({parentElement: root, data, setTriggerValue: () => {}});
    root.querySelector('.more').click();
    Object.assign(window, {module, root, values: data.hubs.map(hub => hub.v)});
}"""

REPAINT = """async repaints => {
    const sliders = [...root.querySelectorAll('input[type=range]')], holder = root.querySelector('.ranking');
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const times = [];
    for (let round = 0; round < repaints; round++) {
        const slider = sliders[round % sliders.length], before = holder.dataset.order;
        slider.value = Number(slider.value) > 5 ? 0 : 10;
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        await frame();
        if (holder.dataset.order === before) throw new Error('a repaint did not change the order');
        times.push(Number(holder.dataset.paintMs));
    }
    const weights = sliders.map(slider => Number(slider.value)), started = performance.now();
    for (let round = 0; round < repaints; round++) module.ranksOf(module.scores(values, weights));
    return {times, floor: (performance.now() - started) / repaints, rows: root.querySelectorAll('.rows > .row').length};
}"""

COUNT_FRAMES = """ranking => {
    let frame = 0, moved = null;
    window.moves = [];
    const next = () => { frame += 1; requestAnimationFrame(next); };
    requestAnimationFrame(next);
    ranking.addEventListener('input', event => { moved = {frame, at: event.timeStamp}; }, true);
    let order = ranking.dataset.order;
    new MutationObserver(() => {
        if (moved === null || ranking.dataset.order === order) return;
        const {frame: from, at} = moved, frames = frame - from;
        [order, moved] = [ranking.dataset.order, null];
        requestAnimationFrame(() => setTimeout(() => moves.push({frames, ms: performance.now() - at})));
    }).observe(ranking, {attributeFilter: ['data-order']});
}"""
"""Notes, for each move that changes the order, the frames begun until it is painted and the ms until it was."""


def payload(hub_count: int) -> dict[str, Any]:
    """What Python sends for the default scenario, with `hub_count` made-up hubs in the shape of the real ones."""
    firm, rate = answers.robustness(DEFAULT), answers.rate(DEFAULT)
    data = component_data(answers.rank(DEFAULT), answers.source_names(), rate.per_usd, firm, relaxable=True)
    values = np.random.default_rng(0).random((hub_count, len(CRITERIA))).round(9)
    hubs = islice(cycle(data["hubs"]), hub_count)
    made_up = [hub | {"id": f"hub_{i}", "city": f"Hub {i}", "v": values[i].tolist()} for i, hub in enumerate(hubs)]
    return data | {"hubs": made_up}


def script_row(browser: Browser, hub_count: int, goal: str) -> Row:
    """Median script time of a repaint that changes the order, with every hub on show."""
    with open_tab(browser, "about:blank") as page:
        script, style = ((COMPONENT / f"ranking.{kind}").read_text("utf-8") for kind in ("js", "css"))
        page.evaluate(MOUNT, [script, style, payload(hub_count)])
        result = page.evaluate(REPAINT, REPAINTS)
    name = f"repaint's script, {hub_count:,} hubs ({result['rows']} rows) / arithmetic"
    return Row(name, median(result["times"]), result["floor"], "ms", goal)


def drag(page: Page) -> list[dict[str, float]]:
    """Drag the first weight to and fro with the mouse, never releasing it; frames and ms of each new order."""
    ranking, slider = page.locator(".ranking"), page.get_by_role("slider").first
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    places = [box["x"] + box["width"] * place for place in np.linspace(0.02, 0.98, 21)]
    ranking.evaluate(COUNT_FRAMES)
    page.mouse.move(places[-1], middle)
    page.mouse.down()
    for place in islice(cycle([*reversed(places), *places]), MOVES):
        page.mouse.move(place, middle)
        page.wait_for_timeout(50)
    return page.evaluate("() => moves")


def percentile_95(figures: list[float]) -> float:
    return quantiles(figures, n=20, method="inclusive")[-1]


def run() -> list[Row]:
    executable = find_chromium()
    if executable is None:
        raise NotMeasured("no Chromium on PATH")
    with launch(executable) as browser:
        rows = [script_row(browser, 41, "under 8 ms"), script_row(browser, 1000, "under 30 ms")]
        with serve() as app, open_tab(browser, app.url) as page:
            goto(page, "/rank")
            moves = drag(page)
    if len(moves) < MOVES / 4:
        raise NotMeasured(f"only {len(moves)} of {MOVES} moves changed the order")
    frames, ms = ([move[unit] for move in moves] for unit in ("frames", "ms"))
    return [
        *rows,
        Row("drag to the new order, median", median(frames), None, "frames", "at most 2"),
        Row("drag to the new order, 95th percentile", percentile_95(frames), None, "frames", "at most 3"),
        Row("drag to the new order painted, median", median(ms), None, "ms"),
        Row("drag to the new order painted, 95th percentile", percentile_95(ms), None, "ms"),
    ]

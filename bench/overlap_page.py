"""One rerun of the Overlap page on the server, in process, beside the rerun of an empty script."""

from datetime import date, timedelta
from statistics import median

from streamlit.testing.v1 import AppTest

from atlas import answers
from atlas.paths import ROOT
from bench import Row, milliseconds

ROUNDS = 24


def overlap_page() -> AppTest:
    page = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60).run()
    page.switch_page("../pages/overlap.py").run()
    if page.exception or page.error:
        raise RuntimeError(f"the Overlap page shows an error: {[*page.exception, *page.error]}")
    return page


def run() -> list[Row]:
    """Medians; each round has a date, a hub and home hours of its own, so that no cached answer is measured."""
    page, empty = overlap_page(), AppTest.from_string("").run()
    hubs = [hub_id for hub_id in answers.hubs()["hub_id"] if hub_id != "london"]
    times: dict[str, list[float]] = {"new date": [], "new hub": [], "new home hours": [], "empty": []}
    for round_ in range(ROUNDS):
        page.query_params["view"], page.query_params["date"] = "day", str(date(2026, 2, 1) + timedelta(days=round_))
        times["new date"].append(milliseconds(page.run))
        page.query_params["view"], page.query_params["hub"] = "year", hubs[round_]
        times["new hub"].append(milliseconds(page.run))
        hour, half = round_ % 12, round_ // 12
        page.query_params["home"] = f"London@Europe/London@{hour:02d}:{30 * half:02d}-{hour + 9:02d}:00"
        times["new home hours"].append(milliseconds(page.run))
        times["empty"].append(milliseconds(empty.run))
    floor = median(times.pop("empty"))
    return [Row(f"server rerun of Overlap, {name} / empty script", median(ms), floor, "ms", "under 60 ms")
            for name, ms in times.items()]

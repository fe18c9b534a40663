"""The whole answer as data: one JSON file, and one table of the ranking as CSV. The same reports as the command line."""

import json
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain import cost_report, firmness, ranking
from atlas.export.findings import Findings
from atlas.export.plain import csv_text


def answer_json(found: Findings) -> bytes:
    """The findings as JSON: `rank`, `robustness`, `pay`, `overlap` and `cost`; a question without an answer is null."""
    report = {
        "link": found.link, "rank": ranking.report(found.answer),
        "robustness": None if found.firm is None else firmness.report(found.firm),
        "pay": None if found.pay is None else _records(found.pay),
        "overlap": None if found.overlap is None else _overlap(found),
        "cost": None if found.cost is None else _cost(found),
    }
    return (json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; unknown is null."""
    return [{key: None if pd.isna(value) else value.item() if isinstance(value, np.generic) else value
             for key, value in row.items()} for row in frame.to_dict("records")]


def _overlap(found: Findings) -> list[dict[str, Any]]:
    """Shared hours of each hub with each home office: least, on most days, and most, over the scenario's year.

    A hub that is a home office itself is left out.
    """
    homes = [home.city for home in found.scenario.home]
    rows = ((hub, found.overlap.row_of(hub)) for hub in found.answer.hubs["hub_id"])
    return [{"hub_id": hub, "home": home, "min": year.min, "typical": year.typical, "max": year.max}
            for hub, row in rows if row is not None for home, year in zip(homes, row.each, strict=True)]


def _cost(found: Findings) -> dict[str, Any]:
    cost = found.cost
    places = {"hub_id": cost.plan.hub.id, "home_market": cost.plan.home.id, "currency": cost.currency}
    return places | cost_report.report(cost)


def answer_csv(found: Findings) -> bytes:
    """The ranking as CSV, a row a place: score, range, then value and points of each criterion. Nothing in it runs."""
    report = ranking.report(found.answer)
    rows = [
        {"rank": place.get("rank"), "hub_id": place["hub_id"], "city": place["city"], "country": place["country"],
         **{key: place[key] for key in ("score", "score_low", "score_high")}, **place["values"],
         **{f"{criterion}_points": points for criterion, points in place["contributions"].items()}}
        for place in report["hubs"] + report["reference"]]
    return csv_text(pd.DataFrame(rows, dtype=object)).encode("utf-8-sig")

"""`cost`."""

import argparse
from typing import Any

from atlas import answers
from atlas.cli.options import Rows, add_command, read_scenario, scenario_options
from atlas.domain import cost_report

CHOSEN_BY = {"scenario": "first of the scenario's hubs", "ranking": "leader of the scenario's ranking"}


def add(commands: Any) -> None:
    """Add the command of this module."""
    about = "what a team costs at the scenario's first hub against its first home office"
    scenario_options(add_command(commands, "cost", about, cost_command))


def cost_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    scenario = read_scenario(args)
    hub_id, chosen_by = answers.cost_hub(scenario)
    found = answers.cost(scenario, hub_id)
    report = {"hub_id": hub_id, "hub_chosen_by": chosen_by, "home_market": found.plan.home.id,
              "currency": found.currency} | cost_report.report(found)
    return report, _rows(report, found.plan.hub.city, found.plan.home.city)


def _rows(report: dict[str, Any], hub: str, home: str) -> Rows:
    """The report line by line: bands in three columns, single figures in the middle one."""
    rows = [_row("hub", hub, note=CHOSEN_BY[report["hub_chosen_by"]]), _row("home", home, note="first home office")]
    for part, unit in (("layers", report["currency"]), ("factors", "home over hub"), ("savings", "share of 1")):
        rows += [_row(part, layer, **band, unit=unit) for layer, band in report[part].items()]
    rows.append(_row("break-even", "month after the posting", **report["break_even_month"], unit="months",
                     note="" if report["break_even_month"]["p90"] is not None else "a dash is never within the months"))
    rows += [_row("waterfall", bar["label"], p50=bar["amount"], unit=report["currency"], note=bar["layer"])
             for bar in report["waterfall"]["bars"]]
    rows.append(_row("waterfall", "Total", p50=report["waterfall"]["total"], unit=report["currency"]))
    rows += [_row("claim", claim["claim"], p50=claim["computed"], unit=claim["unit"],
                  note=f"{claim['holds']}; decided by {claim['deciding']}") for claim in report["claims"]]
    rows += [_row("assumption", line["label"], line["low"], line["typical"], line["high"], line["unit"],
                  line["source"] + (", an upper bound" if line.get("up_to") else "")) for line in report["assumptions"]]
    return rows + [_row("warning", "", note=warning) for warning in report["warnings"]]


def _row(part: str, line: str, p10: float | None = None, p50: float | None = None, p90: float | None = None,
         unit: str = "", note: str = "") -> dict[str, Any]:
    return {"part": part, "line": line, "p10_or_low": p10, "p50_or_typical": p50, "p90_or_high": p90, "unit": unit,
            "note": note}

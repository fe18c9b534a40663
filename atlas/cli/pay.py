"""`pay`."""

import argparse
from typing import Any

from atlas import answers
from atlas.cli.options import Rows, add_command
from atlas.domain import formats
from atlas.domain.salary import PERCENTILES


def add(commands: Any) -> None:
    """Add the commands of this module."""
    command = add_command(commands, "pay", "what a role earns at a seniority in a hub's country, and how sure that is",
                          pay_command)
    command.add_argument("--hub", metavar="HUB_ID", required=True)
    command.add_argument("--role", required=True, help="such as ai_ml_engineer")
    command.add_argument("--seniority", metavar="LEVEL", required=True, help="junior, mid, senior or lead")
    command.add_argument("--currency", metavar="CUR", default="USD", help="ISO 4217, or local for the hub's own (USD)")


def pay_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    found = answers.pay_report(args.hub, args.role, args.seniority, args.currency)
    if args.format == "csv":
        own = {"own_benchmarks": "; ".join(_claim(claim) for claim in found["own_benchmarks"])} if (
            "own_benchmarks" in found) else {}
        return found, [found | {"sources": ";".join(found["sources"])} | own]
    return found, [{"what": what, "value": value} for what, value in _table(found)]


def _table(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The answer as people read it: amounts to the thousand, the interval as a band."""
    currency = found["currency"]
    return [
        ("hub", f"{found['hub_id']} (pay of its country)"),
        ("role", f"{found['role']}, {found['seniority']}"),
        ("median", formats.money(found["p50"], currency)),
        ("80 % interval", formats.money_band(found["median_low"], found["median_high"], currency)),
        *((f"p{p}", formats.money(found[f"p{p}"], currency)) for p in PERCENTILES if p != 50),
        ("respondents", formats.count(found["n"])),
        ("method", found["method"]),
        ("rate", f"{found['rate']:g} {currency} per USD"),
        ("rate date", found["rate_date"]),
        ("sources", ", ".join(found["sources"])),
        *(("your benchmark", _claim(claim, currency)) for claim in found.get("own_benchmarks", ())),
    ]


def _claim(claim: dict[str, Any], currency: str = "") -> str:
    low, high = (None if claim[end] is None else formats.money(claim[end], currency) for end in ("low", "high"))
    return f"{f'over {low}' if high is None else f'{low} to {high}'} ({claim['claimed_by']})"

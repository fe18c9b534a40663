"""`overlap`: the working hours that a hub shares with home offices, on a date or over a year."""

import argparse
import sys
from datetime import date
from typing import Any

from atlas import answers
from atlas.cli.options import Rows, add_command
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.overlap_report import office
from atlas.domain.scenario import DEFAULT, MAX_HOMES


def add(commands: Any) -> None:
    """Add the commands of this module."""
    command = add_command(commands, "overlap", "working hours that a hub shares with home offices", overlap_command)
    command.add_argument("--home", metavar="ZONE[@HH:MM-HH:MM]", action="append", required=True,
                         help="a home office by IANA zone, or London, New York, San Francisco, Berlin, Toronto; repeatable")
    command.add_argument("--hub", metavar="HUB_ID", required=True, help="see `hubs`")
    when = command.add_mutually_exclusive_group()
    when.add_argument("--date", metavar="D", help="one date, such as 2026-03-09")
    when.add_argument("--year", type=int, default=DEFAULT.year, help=f"a whole year ({DEFAULT.year})")
    command.add_argument("--hours", type=float, default=answers.HOURS_NEEDED,
                         help="hours a day that the shift of working hours should give (3)")


def overlap_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    if len(args.home) > MAX_HOMES:
        raise ScenarioError(f"--home: {len(args.home)} offices are too many; at most {MAX_HOMES}")
    homes = [office(text) for text in args.home]
    if args.date is None:
        report = answers.overlap_of_year(args.hub, homes, args.year, args.hours)
        rows = _year_rows(report)
    else:
        report = answers.overlap_of_date(args.hub, homes, _day(args.date))
        rows = _date_rows(report)
    if args.format != "json":  # there they are in the answer
        for note in report["notes"]:
            print(note, file=sys.stderr)
    return report, rows


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScenarioError(f"--date: {shown(text)} is not a date; write it as 2026-03-09") from None


def _year_rows(report: dict[str, Any]) -> Rows:
    """A row a home office, and with several one for the least of them and one for all at once."""
    shift = report["shift_for_hours"]
    head = f"hub shift for {shift['hours']:g} h (min)"
    whole = {"city": "least of all"} | {key: report[key] for key in ("min", "typical", "max", "days", "offset_hours")}
    everyone = {"city": "all at once"} | report["together"]
    lines = [*report["homes"], *([whole, everyone] if len(report["homes"]) > 1 else [])]
    return [{
        "hub_id": report["hub_id"], "home": line["city"],
        "hours": f"{line['start']}-{line['end']}" if "start" in line else "",
        "typical": line["typical"], "min": line["min"], "max": line["max"],
        "days": "; ".join(f"{hours} h: {days}" for hours, days in line["days"].items()),
        "clock min": line["offset_hours"]["min"] if "offset_hours" in line else None,
        "clock max": line["offset_hours"]["max"] if "offset_hours" in line else None,
        head: shift["hub_shift_minutes"],
    } for line in lines]


def _date_rows(report: dict[str, Any]) -> Rows:
    """A row a home office: what it shares on the date, on both clocks."""
    return [{
        "hub_id": report["hub_id"], "home": home["city"], "date": report["date"], "shared hours": home["hours"],
        "home time": ", ".join(stretch["home"] for stretch in home["shared"]),
        "hub time": ", ".join(stretch["hub"] for stretch in home["shared"]), "clock": home["offset_hours"],
    } for home in report["homes"]]

"""What every command shares: the parser, `--format`, and the scenario of `--scenario` and `--set`."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from atlas.domain import link
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.scenario import DEFAULT, READERS, Scenario, from_json, to_json

MAX_SCENARIO_BYTES = 1_000_000
Rows = list[dict[str, Any]]
Run = Callable[[argparse.Namespace], tuple[Any, Rows]]
"""A command: the parsed call in, the JSON answer and the rows of its table out."""


class Parser(argparse.ArgumentParser):
    """argparse, but a wrong call is one line like every other error."""

    def error(self, message: str) -> None:
        raise ScenarioError(f"{self.prog}: {message}; see {self.prog} --help")


def add_command(commands: Any, name: str, about: str, run: Run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about)
    command.add_argument("--format", choices=("table", "json", "csv"), default="table")
    command.set_defaults(run=run)
    return command


def scenario_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--scenario", metavar="FILE|-", help="scenario JSON; - reads standard input")
    command.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="changes",
                         help="change one key, such as role=data_engineer, weights.salary=9, limits=overlap>=3")


def read_scenario(args: argparse.Namespace) -> Scenario:
    """The scenario of --scenario with each --set applied in order."""
    scenario = DEFAULT if args.scenario is None else from_json(_read_json(args.scenario))
    for change in args.changes:
        scenario = _set(scenario, change)
    return scenario


def _read_json(name: str) -> Any:
    try:
        text = sys.stdin.read(MAX_SCENARIO_BYTES + 1) if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "it is not UTF-8 text"
        raise ScenarioError(f"scenario {shown(name)}: cannot be read: {reason}; give a JSON file") from None
    if len(text) > MAX_SCENARIO_BYTES:
        raise ScenarioError(f"scenario {shown(name)}: is over {MAX_SCENARIO_BYTES:,} bytes; no scenario is that long")
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        place = f" at line {fault.lineno}, column {fault.colno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise ScenarioError(f"scenario {shown(name)}: is not JSON{place}") from None


def _set(scenario: Scenario, change: str) -> Scenario:
    key, equals, text = change.partition("=")
    name, _, part = key.strip().partition(".")
    if not equals:
        raise ScenarioError(f"--set {shown(change)}: has no '='; write KEY=VALUE")
    if name not in READERS:
        raise ScenarioError(f"--set: {shown(name)} is not a known key{nearest(name, READERS)}")
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        value = text if part else link.parse(name, text)
    if part:
        whole = to_json(scenario)[name]
        if not isinstance(whole, dict):
            raise ScenarioError(f"--set: {name!r} has no parts; write {name}=VALUE")
        value = whole | {part: value}
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and name in ("home", "hubs", "regions"):
        value = link.parse(name, str(value))
    return from_json({name: value}, scenario)

"""The command line: parse, ask atlas.answers, print. Exit 0, or 2 with one line that names thing, value and cure."""

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

from atlas import answers
from atlas.domain import firmness, formats, link, ranking
from atlas.domain.criteria import CRITERIA
from atlas.domain.errors import AtlasError, ScenarioError, nearest, shown
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import DEFAULT, READERS, Scenario, from_json, to_json
from atlas.export.plain import spreadsheet_safe

MAX_SCENARIO_BYTES, MAX_DRAWS = 1_000_000, 1_000_000
FACT_COLUMNS = ("metric", "value", "low", "high", "text", "unit", "year", "level", "grade", "source_code")


class Parser(argparse.ArgumentParser):
    """argparse, but a wrong call is one line like every other error."""

    def error(self, message: str) -> None:
        raise ScenarioError(f"{self.prog}: {message}; see {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The command line of `python -m atlas`."""
    top = Parser(prog="python -m atlas", description="Where to hire AI engineers, and how firm that answer is.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_command(commands, "hubs", "the catalogue with every fact and its source", hubs_command)
    scenario_options(add_command(commands, "rank", "rank the hubs of a scenario", rank_command))
    command = add_command(commands, "robustness", "how firm the ranking is", robustness_command)
    scenario_options(command)
    command.add_argument("--draws", type=int, default=DRAWS)
    command.add_argument("--seed", type=int, default=SEED)
    command.add_argument("--spread", type=float, help="weights vary within this many per cent of yours (25)")
    command.add_argument("--any-weights", action="store_true", help="all weightings, not only those near yours")
    command.add_argument("--data-uncertainty", action="store_true", help="draw uncertain figures from their bands too")
    return top


def add_command(commands: Any, name: str, about: str, run: Any) -> argparse.ArgumentParser:
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


# --- commands: each gives (JSON value, table of rows) ----------------------------------------------------------------


def hubs_command(args: argparse.Namespace) -> tuple[Any, list[dict[str, Any]]]:
    found = answers.catalogue()
    rows = [
        {"hub_id": hub["hub_id"], "city": hub["city"], "country": hub["country"]}
        | {key: fact[key] for key in FACT_COLUMNS}
        for hub in found for fact in hub["facts"]
    ]
    return found, rows


def rank_command(args: argparse.Namespace) -> tuple[Any, list[dict[str, Any]]]:
    answer = answers.rank(read_scenario(args))
    rate = answers.rate(answer.scenario)
    report = ranking.report(answer)
    ties = dict(zip(answer.hubs["hub_id"], answer.hubs["tied"], strict=True))
    rows = []
    for hub in report["hubs"] + report["reference"]:
        rank = formats.ordinal_rank(hub["rank"], ties[hub["hub_id"]]) if "rank" in hub else "home"
        figures = hub["values"] if args.format == "csv" else {
            c.id: formats.raw(c.kind, hub["values"][c.id], rate.currency, rate.per_usd) for c in CRITERIA.values()}
        score = hub["score"] if args.format == "csv" else formats.score(hub["score"])
        rows.append({"rank": rank, "hub_id": hub["hub_id"], "city": hub["city"], "country": hub["country"],
                     "score": score} | figures)
    return report, rows


def robustness_command(args: argparse.Namespace) -> tuple[Any, list[dict[str, Any]]]:
    scenario = read_scenario(args)
    given = {"spread_pct": args.spread, "any_weights": args.any_weights or None,
             "data_uncertainty": args.data_uncertainty or None}
    scenario = from_json({key: value for key, value in given.items() if value is not None}, scenario)
    if not 1 <= args.draws <= MAX_DRAWS or not 0 <= args.seed < 2**63:
        raise ScenarioError(f"--draws {args.draws} --seed {args.seed}: give 1 to {MAX_DRAWS:,} draws, a seed of 0 or more")
    firm = answers.robustness(scenario, args.draws, args.seed)
    if firm is None:
        raise ScenarioError("hubs: no hub is left to rank. Relax a limit.")
    report = firmness.report(firm)
    cities = dict(zip(firm.hub_ids, firm.cities, strict=True))
    rows = [{"hub_id": hub["hub_id"], "city": cities[hub["hub_id"]], "first": round(hub["first"], 4),
             "top3": round(hub["top3"], 4), "expected_rank": round(hub["expected_rank"], 2)} for hub in report["hubs"]]
    return report, rows


# --- output -----------------------------------------------------------------------------------------------------------


def write(answer: Any, rows: list[dict[str, Any]], form: str) -> str:
    """The answer as JSON, CSV or an aligned table."""
    if form == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if form == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: spreadsheet_safe(value) for key, value in row.items()} for row in rows)
        return buffer.getvalue()
    return table(rows)


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as aligned text; numbers to the right, unknown as a dash."""
    if not rows:
        return "nothing to show\n"
    texts = [[formats.MISSING if v is None else str(v) for v in row.values()] for row in rows]
    heads = list(rows[0])
    widths = [min(48, max(len(head), *(len(line[i]) for line in texts))) for i, head in enumerate(heads)]
    numeric = [all(isinstance(row[head], int | float) or row[head] is None for row in rows) for head in heads]
    lines = [heads, *texts]
    return "".join(
        "  ".join((cell[:w].rjust(w) if right else cell[:w].ljust(w))
                  for cell, w, right in zip(line, widths, numeric, strict=True)).rstrip() + "\n" for line in lines)


def main(argv: list[str]) -> int:
    """Run one command. Returns the exit code."""
    try:
        args = parser().parse_args(argv)
        answer, rows = args.run(args)
        sys.stdout.write(write(answer, rows, args.format))
        sys.stdout.flush()
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
    return 0

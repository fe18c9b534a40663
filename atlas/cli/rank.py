"""`hubs`, `rank` and `robustness`."""

import argparse
from typing import Any

from atlas import answers
from atlas.cli.options import Rows, add_command, read_scenario, scenario_options
from atlas.domain import firmness, formats, ranking
from atlas.domain.errors import ScenarioError
from atlas.domain.robustness import DRAWS, SEED
from atlas.domain.scenario import from_json

FACT_COLUMNS = ("metric", "value", "low", "high", "text", "unit", "year", "level", "grade", "source_code")
MAX_DRAWS = 1_000_000


def add(commands: Any) -> None:
    """Add the commands of this module."""
    add_command(commands, "hubs", "the catalogue with every fact and its source", hubs_command)
    scenario_options(add_command(commands, "rank", "rank the hubs of a scenario", rank_command))
    command = add_command(commands, "robustness", "how firm the ranking is", robustness_command)
    scenario_options(command)
    command.add_argument("--draws", type=int, default=DRAWS)
    command.add_argument("--seed", type=int, default=SEED)
    command.add_argument("--spread", type=float, help="weights vary within this many per cent of yours (25)")
    command.add_argument("--any-weights", action="store_true", help="all weightings, not only those near yours")
    command.add_argument("--data-uncertainty", action="store_true", help="draw uncertain figures from their bands too")


def hubs_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    found = answers.catalogue()
    rows = [
        {"hub_id": hub["hub_id"], "city": hub["city"], "country": hub["country"]}
        | {key: fact[key] for key in FACT_COLUMNS}
        for hub in found for fact in hub["facts"]
    ]
    return found, rows


def rank_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    answer = answers.rank(read_scenario(args))
    rate = answers.rate(answer.scenario)
    report = ranking.report(answer)
    ties = dict(zip(answer.hubs["hub_id"], answer.hubs["tied"], strict=True))
    rows, own = [], any("own" in hub for hub in report["hubs"] + report["reference"])
    for hub in report["hubs"] + report["reference"]:
        rank = formats.ordinal_rank(hub["rank"], ties[hub["hub_id"]]) if "rank" in hub else "home"
        figures = hub["values"] if args.format == "csv" else {
            c.id: formats.raw(c.kind, hub["values"][c.id], rate.currency, rate.per_usd) for c in answer.criteria}
        score = hub["score"] if args.format == "csv" else formats.score(hub["score"])
        rows.append({"rank": rank, "hub_id": hub["hub_id"], "city": hub["city"], "country": hub["country"],
                     "score": score} | figures | ({"own": ", ".join(hub.get("own", []))} if own else {}))
    return report, rows


def robustness_command(args: argparse.Namespace) -> tuple[Any, Rows]:
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

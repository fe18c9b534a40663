"""`record` and `replay`: a decision as one file, and what has changed since."""

import argparse
from pathlib import Path
from typing import Any

from atlas import answers
from atlas.cli.options import Rows, add_command, read_scenario, scenario_options
from atlas.cli.output import write_file
from atlas.domain.errors import DataError, shown
from atlas.export import record as records


def add(commands: Any) -> None:
    """Add the commands of this module."""
    command = add_command(commands, "record", "write a decision record: scenario, values, sources, result", record_command)
    scenario_options(command)
    command.add_argument("--note", default="", help="why it was decided, kept in the record")
    command.add_argument("--out", required=True, metavar="FILE.json")
    command = add_command(commands, "replay", "replay a decision record, and list what has changed since", replay_command)
    command.add_argument("file", metavar="FILE.json")


def record_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    data = records.record(read_scenario(args), args.note)
    write_file(Path(args.out), data)
    row = {"file": args.out, "bytes": len(data), "sha256": records.read(data, args.out).sha256}
    return row, [row]


def replay_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    found = records.read(_bytes(args.file), args.file)
    changed = records.against_today(found)
    rows = [{"what": "record", "hub_id": None, "criterion": None, "then": found.data_version, "now": answers.data_version(),
             "why": "replays to the same bytes" if found.identical else f"made by method {found.method_version}"}]
    for change in changed.changes:
        old, new = change.old or {}, change.new or {}
        rows.append({"what": "cell", "hub_id": change.hub_id, "criterion": change.criterion, "then": old.get("value"),
                     "now": new.get("value"), "why": new.get("source_code") or old.get("source_code")})
    for move in changed.moves:
        why = "; ".join(f"{c.hub_id} {c.criterion or c.kind}" for c in move.causes) or "several changes together"
        rows.append({"what": "rank", "hub_id": move.hub_id, "criterion": None, "then": move.old, "now": move.new,
                     "why": why})
    return records.report(found, changed), rows


def _bytes(name: str) -> bytes:
    """What a file holds, but never more than a record may hold and one byte."""
    try:
        with Path(name).open("rb") as file:
            return file.read(records.MAX_BYTES + 1)
    except OSError as fault:
        raise DataError(f"record {shown(name)}: cannot be read: {fault.strerror}; give a record file") from None

"""`deck`: the board deck of a scenario as a PowerPoint file, new or as a refresh of an earlier one."""

import argparse
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

from atlas.cli.options import Rows, add_command, read_scenario, scenario_options
from atlas.cli.output import write_file
from atlas.domain.errors import DataError, ScenarioError, shown
from atlas.export import board
from atlas.export.content import Brand, Deck
from atlas.export.deck import render
from atlas.export.findings import gather
from atlas.export.pptx_logo import checked_logo
from atlas.export.pptx_refresh import refresh

MAX_FILE_BYTES = 50_000_000


def add(commands: Any) -> None:
    """Add the command of this module."""
    command = add_command(commands, "deck", "the board deck (.pptx) of a scenario, its charts editable", deck_command)
    scenario_options(command)
    command.add_argument("--out", required=True, metavar="FILE.pptx")
    command.add_argument("--slides", metavar="ID,ID", help=f"these, in this order, of {', '.join(board.CATALOGUE)}")
    command.add_argument("--company", default="", metavar="NAME", help="the company's name, on every slide")
    command.add_argument("--logo", metavar="FILE", help="the company's logo, PNG or SVG")
    command.add_argument("--template", metavar="FILE.pptx", help="the company's template, in place of our master")
    command.add_argument("--refresh", metavar="OLD.pptx", help="an earlier deck: new figures, people's edits kept")
    command.add_argument("--date", metavar="YYYY-MM-DD", help="the day on the deck (today); one day gives one file")


def deck_command(args: argparse.Namespace) -> tuple[Any, Rows]:
    """Write the deck; the rows are its slides, with what failed, or what a refresh changed."""
    if args.refresh and (args.template or args.logo):
        raise ScenarioError("--refresh: the old deck keeps its own template and logo; leave --template and --logo out")
    scenario, made = read_scenario(args), _day(args.date)
    chosen = None if args.slides is None else [part.strip() for part in args.slides.split(",") if part.strip()]
    if chosen == []:
        raise ScenarioError("--slides: names no slide; leave it out for all")
    brand = Brand(args.company, None if args.logo is None else checked_logo(_bytes("--logo", args.logo)))
    old, template = (None if name is None else _bytes(option, name)
                     for option, name in (("--refresh", args.refresh), ("--template", args.template)))
    content = board.slides(gather(scenario), made, chosen)
    if old is None:
        result = render(content, template=template, brand=brand)
        data, changes = result.pptx, None
        failed = {failure.slide_id: failure.reason for failure in result.failures}
    else:
        data, found = refresh(old, content, brand if args.company else None)
        changes = [{"slide": change.slide_id} | {key: getattr(change, key) for key in ("part", "what", "before", "after")}
                   for change in found]
        failed = {change.slide_id: change.after for change in found if change.what == "failed"}
    write_file(Path(args.out), data)
    for slide_id, why in failed.items():
        print(f"slide {slide_id}: {why}", file=sys.stderr)
    slides = _slides(content, failed)
    answer = {"file": args.out, "bytes": len(data), "date": made.isoformat(), "slides": slides}
    if changes is None:
        return answer, slides
    lines = changes if args.format == "csv" else [{key: _line(text) for key, text in row.items()} for row in changes]
    return answer | {"changes": changes}, lines


def _slides(content: Deck, failed: dict[str, str]) -> Rows:
    """The slides in their order, then those that could not even be composed, with the reason in place of the title."""
    titles = {slide.id: slide.title for slide in content.slides}
    return [{"slide": slide_id, "made": "no" if slide_id in failed else "yes", "title": title}
            for slide_id, title in (titles | {id_: why for id_, why in failed.items() if id_ not in titles}).items()]


def _line(text: str) -> str:
    """A text of a slide in one line of a table."""
    return textwrap.shorten(text, 60, placeholder="…")


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise ScenarioError(f"--date: {shown(text)} is not a date; write it as 2026-11-30") from None


def _bytes(option: str, name: str) -> bytes:
    """What a file holds, if it is no larger than a deck may be."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as fault:
        raise DataError(f"{option} {shown(name)}: cannot be read: {fault.strerror}; give another file") from None
    if len(data) > MAX_FILE_BYTES:
        raise DataError(f"{option} {shown(name)}: is over {MAX_FILE_BYTES // 10**6} MB; give a smaller file")
    return data

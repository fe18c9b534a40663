"""The command line: parse, ask atlas.answers, print. Exit 0, or 2 with one line that names thing, value and cure."""

import argparse
import sys

from atlas.cli import cost, deck, overlap, pay, rank, record
from atlas.cli.options import Parser
from atlas.cli.output import write
from atlas.domain.errors import AtlasError

COMMANDS = (rank, overlap, pay, cost, record, deck)
"""Modules of commands; each has `add(commands)`."""


def parser() -> argparse.ArgumentParser:
    """The command line of `python -m atlas`."""
    top = Parser(prog="python -m atlas", description="Where to hire AI engineers, and how firm that answer is.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return top


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

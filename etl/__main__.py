"""`python -m etl COMMAND`: the write side from a shell. Exit 0, or 2 with one line that names thing, value and cure."""

import argparse
import sys
from importlib import import_module

from atlas.domain.errors import AtlasError, ScenarioError

COMMANDS = {
    "build": "turn data/ into a checked database and publish it",
    "check": "validate data/ without building",
    "own": "check your own hubs, facts, pay, criteria and benchmarks, and keep them beside data/",
    "ingest": "turn a raw public file, or your own rows, into pay statistics",
}


class Parser(argparse.ArgumentParser):
    """argparse, but a wrong call is one line like every other error."""

    def error(self, message: str) -> None:
        raise ScenarioError(f"{self.prog}: {message}; see {self.prog} --help")


def main(argv: list[str]) -> int:
    """Run one command; only its own module is imported. Returns the exit code."""
    parser = Parser(prog="python -m etl", description="Make what Talent Atlas serves.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about)
        if argv[:1] == [name]:
            import_module(f"etl.{name}").add_arguments(command)
    try:
        args = parser.parse_args(argv)
        return import_module(f"etl.{args.command}").run(args)
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"{fault.filename or 'this machine'}: {fault.strerror or fault}; make room or give access, and run it again",
              file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

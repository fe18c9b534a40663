"""`python -m bench [NAME]...`: run all benchmarks, or the named ones, and print each figure beside its floor."""

import argparse
import ast
import importlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from bench import NotMeasured, Row

HERE = Path(__file__).parent


def benchmarks() -> list[str]:
    """The modules of this folder that define `run`; read, not imported, since some of them are apps."""
    return [
        path.stem
        for path in sorted(HERE.glob("*.py"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in ast.parse(path.read_text()).body)
    ]


def machine() -> str:
    """One line: what the figures were measured on, and how busy it was."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "duckdb", "numpy", "plotly"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, {libraries}"
    )


def line(row: Row) -> str:
    floor = "" if row.floor is None else f"{row.floor:,.1f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return f"{row.name:<58}{row.ours:>12,.1f}{floor:>12}{ratio:>8}  {row.unit:<5} {row.goal}".rstrip()


def main() -> None:
    known = benchmarks()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(known)}")
    names = parser.parse_args().name or known
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"{unknown[0]!r} is not a benchmark; there are: {', '.join(known)}")
    print(machine())
    print(f"{'':<58}{'ours':>12}{'floor':>12}{'ratio':>8}  unit  goal")
    for name in names:
        try:
            rows = importlib.import_module(f"bench.{name}").run()
        except NotMeasured as reason:
            print(f"{name}: not measured: {reason}")
        else:
            print(*map(line, rows), sep="\n", flush=True)


if __name__ == "__main__":
    main()

"""Who may import whom: the table of the house, enforced on the syntax trees of every module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.paths import ROOT

LIBRARIES = {"streamlit": "streamlit", "duckdb": "duckdb", "plotly": "plotly", "pydeck": "plotly",
             "sqlalchemy": "sqlalchemy"}
MAY_IMPORT = {
    "paths": set(),
    "domain": set(),
    "store": {"paths", "domain", "duckdb"},
    "saved": {"paths", "domain", "sqlalchemy"},
    "own": {"paths", "domain"},
    "answers": {"paths", "domain", "store"},
    "views": {"paths", "domain", "plotly"},
    "export": {"paths", "domain", "answers", "views", "plotly"},
    "serving": {"paths", "domain", "store", "streamlit"},
    "components": {"paths", "domain", "saved", "own", "serving", "answers", "views", "export", "streamlit", "plotly"},
    "pages": {"paths", "domain", "serving", "answers", "views", "components", "export", "streamlit"},
    "cli": {"paths", "domain", "answers", "export"},
    "etl": {"paths", "domain", "duckdb"},
}
"""Room -> rooms and libraries that it may import; a room may always import itself."""

IMPURE = {"os", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "time", "random", "secrets", "uuid"}
IMPURE_CALLS = re.compile(
    r"^(open|input|print)$"  # files and the console
    r"|\b(date|datetime|Timestamp)\.(now|today|utcnow)$"  # the clock
    r"|\b(np|numpy)\.random\.(?!default_rng$|Generator$|SeedSequence$|PCG64$)\w+$"  # global random state
    r"|^pd\.(read_|ExcelFile)\w*|\.to_(csv|parquet|excel|pickle)$"
)
SQL = re.compile(
    r"\A\s*(select\s.*\sfrom\s|with\s+\w+\s+as\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)"
    r"|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\b",
    re.DOTALL,
)


def room_of(module: str) -> str | None:
    """The room of a dotted module name; None for what is nobody's room (another library)."""
    first, _, rest = module.partition(".")
    if first == "atlas":
        second = rest.partition(".")[0]
        return {"": None, "__init__": "paths", "frame": "pages", "__main__": "cli"}.get(second, second)
    return {"app": "pages", "pages": "pages", "etl": "etl", **LIBRARIES}.get(first)


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """Every module that a tree imports, dotted; `from atlas import answers` and relative imports are resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def import_faults(source: str, module: str) -> list[str]:
    """The imports of a module's source that its room may not have."""
    room = room_of(module)
    if room not in MAY_IMPORT:
        return [f"{module} is in no room of the table"]
    faults = []
    for name in imported(ast.parse(source), module.rpartition(".")[0]):
        target = room_of(name)
        if target is not None and target != room and target not in MAY_IMPORT[room]:
            faults.append(f"{module} ({room}) imports {name} ({target})")
    return faults


def purity_faults(source: str, module: str) -> list[str]:
    """What a domain module does beyond values in, values out: files, the clock, global random state."""
    tree = ast.parse(source)
    faults = [f"{module} imports {name}" for name in imported(tree, "") if name.partition(".")[0] in IMPURE]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and IMPURE_CALLS.search(ast.unparse(node.func)):
            faults.append(f"{module} line {node.lineno} calls {ast.unparse(node.func)}")
    return faults


def sql_faults(source: str, module: str) -> list[str]:
    """The string literals of a module that read like SQL."""
    return [
        f"{module} line {node.lineno} holds SQL"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]


def modules() -> dict[str, Path]:
    """Dotted name -> file, of every module that has a room."""
    files = [ROOT / "app.py", *(path for room in ("atlas", "pages", "etl") for path in (ROOT / room).rglob("*.py"))]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(files)}


MODULES = modules()


@pytest.mark.parametrize("module", MODULES)
def test_module_keeps_to_its_room(module: str) -> None:
    source = MODULES[module].read_text(encoding="utf-8")
    faults = import_faults(source, module)
    if room_of(module) == "domain":
        faults += purity_faults(source, module)
    if room_of(module) == "pages":
        faults += sql_faults(source, module)
    assert faults == []


SQL_FILES = sorted([*ROOT.glob("atlas/**/*.sql"), *ROOT.glob("etl/**/*.sql")])


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_file_opens_with_its_question(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- ")


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("atlas.domain.scoring", "import streamlit"),
        ("atlas.domain.scoring", "from atlas.store import db"),
        ("atlas.domain.scoring", "from ..store.db import Database"),
        ("atlas.domain.scoring", "def late():\n    import duckdb"),
        ("atlas.answers", "import streamlit as st"),
        ("atlas.answers", "from atlas import views"),
        ("atlas.views.map", "import streamlit as st"),
        ("atlas.views.map", "from atlas import answers"),
        ("atlas.store.db", "from atlas.answers import rank"),
        ("atlas.components.cards", "import duckdb"),
        ("atlas.components.cards", "from atlas.store.db import Database"),
        ("atlas.export.deck", "import streamlit"),
        ("atlas.cli", "from atlas.views import ranking"),
        ("atlas.__main__", "from atlas import frame"),
        ("atlas.frame", "import plotly.express"),
        ("pages.rank", "from atlas.store import queries"),
        ("pages.rank", "from etl import build"),
        ("etl.build", "from atlas import answers"),
        ("atlas.saved.scenarios", "from atlas import answers"),
        ("atlas.serving.gate", "from atlas import answers"),
        ("atlas.serving.health", "import duckdb"),
        ("atlas.answers", "from atlas import serving"),
        ("pages.rank", "from atlas.saved import Shelf"),
        ("atlas.answers", "import sqlalchemy"),
        ("atlas.utils", ""),
    ],
)
def test_checker_sees_a_forbidden_import(module: str, source: str) -> None:
    assert len(import_faults(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("atlas.domain.scoring", "import numpy\nfrom atlas.domain.criteria import CRITERIA\nfrom . import errors"),
        ("atlas.store.db", "import duckdb\nfrom atlas.paths import BUILD"),
        ("atlas.answers", "from atlas.store import queries\nfrom atlas.domain import scoring"),
        ("atlas.views.map", "import pydeck\nfrom atlas.domain import formats"),
        ("pages.rank", "import streamlit as st\nfrom atlas import answers, frame\nfrom atlas.components import cards"),
        ("atlas.frame", "import streamlit as st\nfrom atlas.paths import ROOT"),
        ("atlas.__main__", "from atlas import cli"),
        ("etl.sources.stackoverflow", "import duckdb\nfrom atlas.domain.tables import TABLES\nfrom etl import build"),
    ],
)
def test_checker_lets_the_table_through(module: str, source: str) -> None:
    assert import_faults(source, module) == []


@pytest.mark.parametrize(
    "source",
    ["from pathlib import Path", "import random", "open('x')", "datetime.date.today()", "datetime.now()",
     "np.random.rand(3)", "pd.read_csv('x')", "frame.to_csv('x')"],
)  # fmt: skip
def test_checker_sees_impurity(source: str) -> None:
    assert len(purity_faults(source, "atlas.domain.scoring")) == 1


@pytest.mark.parametrize("source", ["np.random.default_rng(seed)", "from datetime import date", "date(2026, 1, 1)"])
def test_checker_lets_pure_code_through(source: str) -> None:
    assert purity_faults(source, "atlas.domain.scoring") == []


@pytest.mark.parametrize("source", ["'select city from hubs'", "f'SELECT {x}'", "'''\n with a as (select 1)'''"])
def test_checker_sees_sql(source: str) -> None:
    assert len(sql_faults(source, "pages.rank")) == 1


@pytest.mark.parametrize("source", ["'Select a hub from the map'", "'with a limit'", "'Update the weights'"])
def test_checker_lets_prose_through(source: str) -> None:
    assert sql_faults(source, "pages.rank") == []


def test_every_download_goes_through_the_one_that_carries_its_database() -> None:
    calls = [f"{module} line {node.lineno}" for module, path in MODULES.items() if module != "atlas.components.download"
             for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Attribute) and node.attr == "download_button"]
    assert calls == [], "use atlas.components.download.button: a bare download_button answers from the shipped data"

"""Where things are on disk. Imports nothing of ours."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
BUILD = Path(os.environ.get("ATLAS_BUILD", ROOT / "build"))
"""The folder of the published database; `ATLAS_BUILD` moves it (a volume, a test)."""

OWN = Path(os.environ.get("ATLAS_OWN", ROOT / "private"))
"""The folder of the company's own files, which `make` lays over the shipped data; `ATLAS_OWN` moves it (a mount)."""

CURRENT = "CURRENT"
"""The symlink in the build folder to the published database; it is switched by rename, so it always points whole."""


def database_name(generation: int) -> str:
    """The file name of a generation; a number is never used twice, so a name always means the same bytes."""
    return f"atlas-{generation}.duckdb"


def generation_of(database: Path) -> int:
    """The generation that a file name tells; 0 for any other name."""
    number = database.name.removeprefix("atlas-").removesuffix(".duckdb")
    return int(number) if number.isdecimal() and database.name == database_name(int(number)) else 0


def generations(build: Path) -> dict[int, Path]:
    """The databases that lie in a build folder, by generation, newest first; empty where the folder is absent."""
    found = {generation_of(path): path for path in build.glob("atlas-*.duckdb")}
    return {generation: found[generation] for generation in sorted(found, reverse=True) if generation}

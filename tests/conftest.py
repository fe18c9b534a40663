"""What every test may ask for: a database of the shipped data; and the browser tests come last."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from atlas import paths

settings.register_profile("atlas", deadline=None)  # a busy machine is no fault
settings.load_profile("atlas")


def _is_fresh(current: Path) -> bool:
    """Whether the published database exists and is no older than any shipped data file."""
    return current.exists() and all(path.stat().st_mtime <= current.stat().st_mtime for path in paths.DATA.iterdir())


def pytest_configure(config: pytest.Config) -> None:
    """Give this run its own build folder where the usual one is absent or stale; no module has read `BUILD` yet."""
    if not _is_fresh(paths.BUILD / "CURRENT"):
        folder = tempfile.TemporaryDirectory(prefix="atlas-build-")
        config.add_cleanup(folder.cleanup)
        paths.BUILD = Path(folder.name)
        os.environ["ATLAS_BUILD"] = folder.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first: whoever waits for a result sees the likely failure before Chromium starts."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def built_database() -> Path:
    """The folder of a published database of `data/`, which in-process code finds as `atlas.paths.BUILD`."""
    if not (paths.BUILD / "CURRENT").exists():
        subprocess.run([sys.executable, "-m", "etl", "build", "--out", paths.BUILD], cwd=paths.ROOT, check=True)
    return paths.BUILD

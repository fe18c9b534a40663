"""Time zones come from the pinned package, whatever the machine holds: equal inputs give equal hours everywhere."""

import os
import subprocess
import sys
import zoneinfo
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import atlas  # noqa: F401  (importing it is what sets the search path)
from atlas.paths import ROOT

ASK = "import atlas, datetime, zoneinfo; print(datetime.datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin')))"


def test_the_machines_own_zones_are_not_searched() -> None:
    assert zoneinfo.TZPATH == ()
    assert f"tzdata=={version('tzdata')}" in (ROOT / "requirements.txt").read_text().splitlines()


def test_a_wrong_zone_on_the_machine_changes_nothing(tmp_path: Path) -> None:
    """Berlin is put at UTC in a folder that PYTHONTZPATH names; in July it still is two hours ahead."""
    zone = tmp_path / "Europe" / "Berlin"
    zone.parent.mkdir()
    zone.write_bytes((files("tzdata") / "zoneinfo" / "UTC").read_bytes())
    environment = os.environ | {"PYTHONTZPATH": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert answer.stdout.strip() == b"2026-07-01 00:00:00+02:00"

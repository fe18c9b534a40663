"""Private folders: for the owner alone, and gone with their holder, with the process, and after a crash."""

import gc
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.domain.errors import StoreError
from atlas.own import folder
from atlas.own.folder import Folder, sweep
from atlas.paths import ROOT

HOLD = """
import sys
from atlas.own.folder import Folder
held = Folder()
(held.path / "pay.csv").write_text("1")
print(held.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Iterator[Path]:
    """The folder for temporary files, of this test alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(folder.tempfile, "tempdir", None)
    folder._of_this_process.cache_clear()
    yield tmp_path
    folder._of_this_process.cache_clear()


def hold() -> tuple[subprocess.Popen, Path]:
    """Another process that holds a folder until its input ends."""
    process = subprocess.Popen([sys.executable, "-c", HOLD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_nobody_else_may_look_in():
    held = Folder()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (held.path, held.path.parent)] == [0o700, 0o700]
    assert list(held.path.iterdir()) == []


def test_a_folder_goes_with_its_holder_and_leaves_others_alone():
    first, second = Folder(), Folder()
    path = first.path
    (path / "pay.csv").write_text("1", encoding="utf-8")
    del first
    gc.collect()
    assert not path.exists() and second.path.exists()
    second.remove()
    assert not second.path.exists()
    second.remove()  # twice is no fault


def test_a_folder_goes_when_the_process_ends(place):
    process, path = hold()
    assert path.is_dir()
    process.communicate("")
    assert process.returncode == 0 and list(place.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_holds_is_not(place):
    (killed, left), (living, held), mine = hold(), hold(), Folder()
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert left.exists()
    assert sweep() == [left.parent]
    assert not left.exists() and held.exists() and mine.path.exists()
    assert sweep() == []
    living.communicate("")


def test_what_only_looks_like_ours_is_left_alone(place):
    (place / f"{folder.PREFIX}x").mkdir()
    (place / "elsewhere").mkdir()
    (place / "elsewhere" / folder.LOCK).touch()
    (place / f"{folder.PREFIX}y").symlink_to(place / "elsewhere")
    assert sweep() == []
    assert (place / "elsewhere" / folder.LOCK).exists()


def test_no_place_is_an_error_with_a_cure(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.tempfile, "mkdtemp", full)
    with pytest.raises(StoreError, match=r"no private folder can be made \(No space left on device\); make room"):
        Folder()

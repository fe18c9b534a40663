"""A build is published whole or not at all: beside a reader, beside another builder, and killed at any moment."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from atlas import paths
from atlas.domain.errors import StoreError
from atlas.store.db import Database
from bench.publish_kills import Tally, build_command, kill_builds, reading
from etl import publish as publishing
from etl.__main__ import main
from etl.publish import publish, roll_back, verify
from tests.etl.folder import Fill, copy_to, edit, fill_from, template_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("data") / "own")


@pytest.fixture(scope="module")
def template(folder, tmp_path_factory) -> Path:
    return template_of(folder, tmp_path_factory.mktemp("template") / "template.duckdb")


@pytest.fixture(scope="module")
def fill(template) -> Fill:
    return fill_from(template)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def served(out: Path) -> int:
    return int(Database((out / "CURRENT").resolve()).meta["generation"])


def test_a_publish_leaves_one_closed_file_and_a_link_to_it(tmp_path, fill):
    path = publish(tmp_path, "abc", fill, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-1.duckdb"]  # no work folder, no write-ahead log
    assert (tmp_path / "CURRENT").readlink() == Path("atlas-1.duckdb")
    assert path == tmp_path / "atlas-1.duckdb"
    assert Database(path).meta["data_version"] == "abc"


def test_three_generations_are_kept_and_no_number_is_used_twice(tmp_path, fill):
    for _ in range(5):
        publish(tmp_path, "abc", fill, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-3.duckdb", "atlas-4.duckdb", "atlas-5.duckdb"]
    for path in tmp_path.glob("atlas-*.duckdb"):
        path.unlink()
    assert publish(tmp_path, "abc", fill, print).name == "atlas-6.duckdb"
    (tmp_path / ".lock").write_bytes(b"")  # a counter lost with the power: the files still say
    assert publish(tmp_path, "abc", fill, print).name == "atlas-7.duckdb"


def test_what_fails_while_filling_changes_nothing(tmp_path, fill):
    publish(tmp_path, "abc", fill, print)

    def fail(connection):
        fill(connection)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        publish(tmp_path, "abc", fail, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-1.duckdb"]
    assert served(tmp_path) == 1


def test_a_file_that_does_not_read_back_is_not_published(tmp_path, fill, monkeypatch):
    publish(tmp_path, "abc", fill, print)
    written = publishing._write

    def write_and_damage(path, *rest):
        written(path, *rest)
        damage(path, path.stat().st_size // 2)

    monkeypatch.setattr(publishing, "_write", write_and_damage)
    for _ in range(3):
        with pytest.raises(StoreError, match="does not read back"):
            publish(tmp_path, "abc", fill, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-1.duckdb"]


def damage(path: Path, offset: int) -> None:
    """Zero a block's worth of bytes around the middle, where the tables are."""
    content = bytearray(path.read_bytes())
    content[offset:offset + 262_144] = bytes(262_144)
    path.write_bytes(content)


def test_a_manifest_that_does_not_fit_its_table_is_seen(tmp_path, fill):
    path = publish(tmp_path, "abc", fill, print)
    with closing(duckdb.connect(path)) as connection:
        connection.execute("update fx set per_usd = per_usd + 0.01 where currency = 'INR'")
    with pytest.raises(StoreError, match=r"atlas-1\.duckdb does not read back as it was written: fx differs"):
        verify(path)


def test_what_dead_builders_left_is_swept(tmp_path, fill):
    dead = tmp_path / ".build-0123456789abcdef"
    dead.mkdir()
    (dead / "atlas.duckdb").write_bytes(b"half")
    publish(tmp_path, "abc", fill, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-1.duckdb"]


def test_a_second_builder_says_so_and_waits(tmp_path, fill):
    said, done = [], threading.Event()
    tmp_path.joinpath(".lock").touch()
    holder = os.open(tmp_path / ".lock", os.O_RDWR)
    fcntl.flock(holder, fcntl.LOCK_EX)

    def second():
        publish(tmp_path, "abc", fill, said.append)
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    while not said:
        time.sleep(0.01)
    assert said == [f"another build holds {tmp_path}/.lock; waiting for it"]
    assert not done.is_set() and names(tmp_path) == [".lock"]
    os.close(holder)
    thread.join()
    assert done.is_set() and served(tmp_path) == 1


def test_a_second_builder_gives_up_with_a_cure(tmp_path, fill):
    tmp_path.joinpath(".lock").touch()
    holder = os.open(tmp_path / ".lock", os.O_RDWR)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with pytest.raises(StoreError, match=r"another build has held .*\.lock for 0 s; wait for it, or end it"):
        publish(tmp_path, "abc", fill, lambda text: None, wait_s=0)
    os.close(holder)


def test_roll_back_points_to_the_sound_generation_before(tmp_path, fill, capsys):
    for _ in range(3):
        publish(tmp_path, "abc", fill, print)
    damage(tmp_path / "atlas-2.duckdb", 300_000)
    said = []
    assert roll_back(tmp_path, said.append).name == "atlas-1.duckdb"
    assert len(said) == 1 and "atlas-2.duckdb" in said[0]
    assert served(tmp_path) == 1
    with pytest.raises(StoreError, match="holds no sound database before generation 1; run python -m etl build"):
        roll_back(tmp_path, said.append)
    assert publish(tmp_path, "abc", fill, print).name == "atlas-4.duckdb"
    assert main(["build", "--rollback", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith(f"atlas-3.duckdb again as {tmp_path}/CURRENT\n")


def test_a_roll_back_outlives_the_pruning_of_its_generation(tmp_path, fill):
    for _ in range(3):
        publish(tmp_path, "abc", fill, print)
    roll_back(tmp_path, print)
    assert served(tmp_path) == 2
    publish(tmp_path, "abc", fill, print)
    assert names(tmp_path) == [".lock", "CURRENT", "atlas-2.duckdb", "atlas-3.duckdb", "atlas-4.duckdb"]


def test_nothing_to_roll_back_is_said(tmp_path):
    with pytest.raises(StoreError, match="CURRENT is not there"):
        roll_back(tmp_path, print)


PLACED_KILLS = """
import os, shutil, sys
from pathlib import Path
from etl.publish import publish
from tests.etl.folder import fill_from

template, base, root = map(Path, sys.argv[1:])
TOUCHES = ("open", "os.", "shutil.", "fcntl.", "duckdb.")

def die_at(step, out):
    seen = 0
    def hook(event, args):
        nonlocal seen
        if event.startswith(TOUCHES) and str(out) in repr(args):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), 9)
    sys.addaudithook(hook)

step, status = 0, 9
while status:
    step += 1
    out = root / f"step-{step:02}"
    shutil.copytree(base, out, symlinks=True)
    if not (child := os.fork()):
        die_at(step, out)
        publish(out, "abc", fill_from(template), print)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
"""


def test_a_kill_before_any_step_leaves_a_database_that_serves_and_the_next_build_tidies(template, fill, tmp_path):
    """Killed before its first touch of the build folder, before its second, … until a build lives to its end."""
    base, root = tmp_path / "base", tmp_path / "killed"
    for _ in range(4):  # so that the fifth prunes, too
        publish(base, "abc", fill, print)
    subprocess.run([sys.executable, "-c", PLACED_KILLS, str(template), str(base), str(root)], cwd=paths.ROOT, check=True)
    steps = sorted(root.iterdir())
    assert len(steps) > 10
    generations = [served(out) for out in steps]
    assert generations == sorted(generations) and set(generations) == {4, 5}  # 5 once the link is switched
    assert sum(len(list(out.glob(".build-*"))) for out in steps) > 5  # kills did hit builds at work
    for out in steps:
        publish(out, "abc", fill, print)
        assert len(names(out)) == 5 and served(out) > 4


@pytest.mark.slow
def test_kills_at_random_moments_never_reach_a_reader(folder, tmp_path):
    """Ten of what `python -m bench.publish_kills` does hundreds of times."""
    tally = kill_builds(10, folder, tmp_path, seed=7)
    assert tally.faults == []
    assert tally.killed + tally.finished == 10
    assert tally.reads > 10


def test_a_reader_beside_builds_sees_each_new_generation_and_no_fault(folder, fill, tmp_path):
    publish(tmp_path, "abc", fill, print)
    tally = Tally()
    with reading(tmp_path, tally):
        for _ in range(3):
            subprocess.run(build_command(folder, tmp_path), cwd=paths.ROOT, check=True, capture_output=True)
            newest, before = str(served(tmp_path)), tally.reads
            while newest not in tally.generations_read and not tally.faults and tally.reads < before + 1000:
                time.sleep(0.005)
    assert tally.faults == []
    assert tally.generations_read >= {"2", "3", "4"}


def test_a_faulty_input_leaves_the_served_database(folder, tmp_path, capsys):
    out, wrong = tmp_path / "build", copy_to(tmp_path / "wrong")
    assert main(["build", "--data", str(folder), "--out", str(out)]) == 0
    before = (out / "CURRENT").resolve().read_bytes()
    edit(wrong / "hubs.csv", "Europe/London", "Europe/Londn")
    assert main(["build", "--data", str(wrong), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (out / "CURRENT").resolve().read_bytes() == before


def test_a_termination_signal_leaves_nothing_half_done(folder, fill, tmp_path):
    publish(tmp_path, "abc", fill, print)
    build = subprocess.Popen(build_command(folder, tmp_path), cwd=paths.ROOT, stdout=subprocess.DEVNULL)
    while build.poll() is None and not list(tmp_path.glob(".build-*")):
        time.sleep(0.002)
    build.send_signal(signal.SIGTERM)
    build.wait()
    assert served(tmp_path) in (1, 2)

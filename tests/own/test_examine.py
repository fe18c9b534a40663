"""Uploads through the confined child: accepted with a database, or refused with a reason; whatever the child does."""

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atlas import paths
from atlas.own import Examined, Upload, child, examine, templates
from atlas.store import queries
from atlas.store.db import Database
from tests.own.hostile import NAMED


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no fault; the test of the limit sets its own."""
    monkeypatch.setattr(child, "TIME_S", 120.0)


def reasons(found: Examined) -> list[str]:
    return [found.refused] if found.refused else [rejection.message for rejection in found.rejections]


@pytest.mark.parametrize("what", NAMED)
def test_hostile_file_is_refused_with_its_reason_and_leaves_nothing(what, tmp_path):
    name, make, words = NAMED[what]
    found = examine([Upload(name, make())], tmp_path)
    assert found.database is None and any(words in reason for reason in reasons(found)), reasons(found)
    assert all("\n" not in reason and "Traceback" not in reason for reason in reasons(found))
    assert list(tmp_path.iterdir()) == []


def test_the_workbook_of_templates_is_taken_as_it_stands(tmp_path):
    found = examine([Upload(templates.WORKBOOK, templates.workbook())], tmp_path)
    assert reasons(found) == []
    rows = {table.name: len(templates.EXAMPLES[table.name]) for table in templates.TEMPLATES}
    assert {change.table: change.new for change in found.tables if change.table in rows} == rows
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.duckdb", "tables"]
    assert {path.name for path in found.files} == {"hubs.csv", "facts.csv", "salaries.parquet", "criteria.csv", "benchmarks.csv"}
    assert stat.S_IMODE(found.database.stat().st_mode) == 0o600
    database = Database(found.database)
    assert database.meta["data_version"] == found.data_version
    assert "porto" in set(queries.hubs(database)["hub_id"])
    assert queries.own_criteria(database)["criterion_id"].tolist() == ["own_peace"]
    assert queries.own_benchmarks(database)["benchmark_id"].tolist() == ["board_factor", "recruiter_ro_senior"]
    (tmp_path / "new").mkdir()
    again = examine([Upload(path.name, path.read_bytes()) for path in found.files], tmp_path / "new")
    assert reasons(again) == [] and again.data_version == found.data_version, "the checked tables say the same"


@pytest.mark.parametrize("table", templates.TEMPLATES, ids=lambda table: table.name)
def test_each_csv_template_is_taken_as_it_stands(table, tmp_path):
    found = examine([Upload("mine.csv", templates.csv_template(table))], tmp_path)
    assert reasons(found) == [] and found.database is not None


def test_changed_cell_is_told_with_its_old_and_new_value(tmp_path):
    text = b"hub_id,metric,value,low,high,year,source_code\ncluj,talent_pool_persons,25000,24000,26000,2026,\n"
    (change,) = examine([Upload("f.csv", text)], tmp_path).changes
    assert (change.key, change.column, change.new, change.line) == ("cluj · talent_pool_persons", "value", "25000", 2)
    assert int(change.old) > 0


def test_one_fault_in_one_of_two_files_and_nothing_is_made(tmp_path):
    good, bad = templates.csv_template(templates.HUBS), b"hub_id,metric,value,unit\nclju,office,1,x\n"
    found = examine([Upload("good.csv", good), Upload("bad.csv", bad)], tmp_path)
    assert found.database is None and list(tmp_path.iterdir()) == []
    (rejection,) = [r for r in found.rejections if r.column == "hub_id"]
    assert (rejection.file, rejection.line, rejection.value) == ("bad.csv", 2, "clju")
    assert rejection.message.startswith("bad.csv line 2: hub_id 'clju' is not in hubs.csv; did you mean 'cluj'?")


def test_a_name_is_shown_and_never_a_path(tmp_path):
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    folder.mkdir()
    name = "../outside/\u202evsc.\nx.csv"
    found = examine([Upload(name, b"hub_id,metric\n")], folder)
    assert not outside.exists() and list(folder.iterdir()) == []
    assert all("\u202e" not in reason and "\n" not in reason for reason in reasons(found))


@pytest.mark.parametrize(("uploads", "words"), [
    ([], "no file was given"),
    ([Upload(f"{n}.csv", b"a") for n in range(11)], "11 files; give at most 10"),
    ([Upload("a.csv", b"a"), Upload("a.csv", b"b")], "two files have this name"),
    ([Upload(f"{n}.csv", bytes(15_000_000)) for n in range(3)], "45 MB together; give at most 40 MB"),
], ids=["none", "eleven", "twins", "together"])
def test_too_much_is_refused_before_anything_is_written(uploads, words, tmp_path):
    assert words in examine(uploads, tmp_path).refused
    assert list(tmp_path.iterdir()) == []


def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A child that does something else, and the folder it does it in."""
    path = tmp_path / "child"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(child.sys, "executable", str(path))
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(("script", "words"), [
    ("echo '{\"tables\": 1'", "without an answer that can be read"),
    ("echo '[]'", "without an answer that can be read"),
    ("head -c 5000000 /dev/zero", "more to say than can be shown"),
    ("exit 90", "needs more memory"),
    ("exit 91", "cannot be read; save the files again"),
    ("exit 7", "without an answer that can be read"),
    ("kill -9 $$", "takes too long to check"),
    ("kill -XCPU $$", "takes too long to check"),
    ("kill -SEGV $$", "needs more memory"),
    ("kill -TERM $$", "ended by the system (signal 15)"),
    ('echo \'{"tables": [], "changes": [], "changes_total": 0, "rejections": [], "rejections_total": 0, '
     '"data_version": "x"}\'', "without a result (exit code 0)"),
])
def test_every_end_of_the_child_is_one_line(script, words, tmp_path, monkeypatch):
    folder = stub(tmp_path, monkeypatch, script)
    found = examine([Upload("a.csv", b"a\n")], folder)
    assert words in found.refused and "\n" not in found.refused and found.database is None
    assert list(folder.iterdir()) == []


def test_a_child_that_does_not_end_is_killed_with_all_that_it_started(tmp_path, monkeypatch):
    folder = stub(tmp_path, monkeypatch, f"sleep 600 & echo $! > {tmp_path}/pid; wait")
    monkeypatch.setattr(child, "TIME_S", 3.0)
    assert "takes too long" in examine([Upload("a.csv", b"a\n")], folder).refused
    state = Path(f"/proc/{int((tmp_path / 'pid').read_text())}/stat")
    give_up = time.monotonic() + 30  # a signal is sent at once; a busy machine may take its time to act on it
    while state.exists() and state.read_text().rpartition(") ")[2][0] not in "ZX":
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_the_child_inherits_neither_secrets_nor_files(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_SAVED_URL", "postgresql://user:secret@host/db")
    monkeypatch.setenv("SOME_TOKEN", "secret")
    folder = stub(tmp_path, monkeypatch, f"env > {tmp_path}/env; ls /proc/$$/fd > {tmp_path}/fds; pwd > {tmp_path}/cwd; "
                                         f"umask > {tmp_path}/umask; ls -l upload-0.csv > {tmp_path}/upload")
    kept = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(kept, True)
    examine([Upload("a.csv", b"a\n")], folder)
    os.close(kept)
    told = (tmp_path / "env").read_text()
    assert "secret" not in told and "ATLAS_" not in told
    assert str(kept) not in (tmp_path / "fds").read_text().split()
    assert Path((tmp_path / "cwd").read_text().strip()).resolve() == folder.resolve()
    assert (tmp_path / "umask").read_text().strip() == "0077"


def test_what_an_administrator_mounted_lies_beneath(tmp_path, monkeypatch):
    mounted, folder = tmp_path / "mounted", tmp_path / "folder"
    mounted.mkdir()
    folder.mkdir()
    (mounted / "any name.csv").write_bytes(templates.csv_template(templates.HUBS))
    monkeypatch.setattr(paths, "OWN", mounted)
    found = examine([Upload("f.csv", b"hub_id,metric,value,unit\nporto,office,1,x\n")], folder)
    assert reasons(found) == []


def test_the_limits_hold_within_the_child(tmp_path):
    """Bytes taken in the confined process end in its own exit code, not in the machine's memory."""
    program = ("import sys\nfrom etl import confined, own\nown.run = lambda args: len(bytearray(3_000_000_000))\n"
               "sys.exit(confined.main(['own', 'x.csv']))")
    done = subprocess.run([sys.executable, "-c", program], cwd=paths.ROOT, capture_output=True, check=False)
    assert done.returncode == 90, done.stderr[-300:]


def test_answers_are_cut_and_counted(tmp_path):
    rows = "".join(f"nowhere{n},office,1,x\n" for n in range(500))
    found = examine([Upload("a.csv", ("hub_id,metric,value,unit\n" + rows).encode())], tmp_path)
    assert len(found.rejections) == 200 and found.rejections_total >= 500
    assert json.dumps([r.message for r in found.rejections])
    (change,) = found.tables
    assert (change.rows, change.rejected, change.new) == (500, 500, 0)

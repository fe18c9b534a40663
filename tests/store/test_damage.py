"""Whatever befalls the build folder: the damage is noticed, an earlier generation answers, and the cure is one line away."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlas import answers, paths
from atlas.domain.errors import StoreError
from atlas.store import db
from etl.__main__ import main
from etl.publish import publish
from tests.etl.folder import Fill, copy_to, fill_from, template_of

QUERIES = ("hubs", "hub_facts", "pay_cells", "pay_estimates", "rates", "sources", "build_checks", "cleaning_rules")


@pytest.fixture(scope="module")
def fill(tmp_path_factory: pytest.TempPathFactory) -> Fill:
    folder = copy_to(tmp_path_factory.mktemp("data") / "own")
    return fill_from(template_of(folder, tmp_path_factory.mktemp("template") / "template.duckdb"))


@pytest.fixture(scope="module")
def made(fill, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generations 1 and 2, published."""
    out = tmp_path_factory.mktemp("made")
    for _ in range(2):
        publish(out, "abc", fill, print)
    return out


@pytest.fixture
def out(made, tmp_path, monkeypatch) -> Path:
    """A copy of them, which `current()` finds."""
    folder = tmp_path / "build"
    shutil.copytree(made, folder, symlinks=True)
    monkeypatch.setattr(paths, "BUILD", folder)
    monkeypatch.setattr(db, "_opened", None)
    return folder


def told(path: Path) -> list[pd.DataFrame]:
    database = db.Database(path)
    parameters = {"role": "data_engineer", "seniority": "senior", "year": 2026}
    texts = {name: (db.SQL / f"{name}.sql").read_text(encoding="utf-8") for name in QUERIES}
    return [database.query(name, **{p: value for p, value in parameters.items() if f"${p}" in text})
            for name, text in texts.items()]


@pytest.fixture(scope="module")
def whole(made) -> tuple[bytes, list[pd.DataFrame]]:
    path = made / "atlas-2.duckdb"
    return path.read_bytes(), told(path)


def never_wrong(path: Path, content: bytes, wanted: list[pd.DataFrame]) -> bool:
    """Whether the damage was noticed; where it was not, all answers must be the right ones. Nothing else may be raised."""
    path.write_bytes(content)
    try:
        assert all(frame.equals(right) for frame, right in zip(told(path), wanted, strict=True))
    except StoreError as fault:
        assert "\n" not in str(fault) and str(fault).endswith("run python -m etl build")
        return True
    finally:
        path.unlink()
    return False


PROPERTY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)


@PROPERTY
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@example(place=0, bit=0)
def test_a_flipped_bit_is_noticed_or_changes_no_answer(tmp_path, whole, place, bit):
    content, wanted = whole
    at = int(place * len(content))
    never_wrong(tmp_path / "flipped.duckdb", content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1:], wanted)


@PROPERTY
@given(place=st.floats(0, 1, exclude_max=True))
@example(place=0)
def test_a_cut_file_is_noticed_or_changes_no_answer(tmp_path, whole, place):
    content, wanted = whole
    noticed = never_wrong(tmp_path / "cut.duckdb", content[:int(place * len(content))], wanted)
    assert noticed or place > 0.5


@pytest.mark.parametrize("where", ["header", "tables"])
def test_a_flipped_byte_where_it_matters_is_noticed(tmp_path, whole, where):
    content, wanted = whole
    at = 9 if where == "header" else content.index(b"Cluj-Napoca")
    assert never_wrong(tmp_path / "flipped.duckdb", content[:at] + bytes([content[at] ^ 1]) + content[at + 1:], wanted)


def dangling(out: Path) -> None:
    (out / "CURRENT").unlink()
    (out / "CURRENT").symlink_to("atlas-9.duckdb")


def outside(out: Path) -> None:
    shutil.copy(out / "atlas-2.duckdb", out.parent / "atlas-7.duckdb")
    (out / "CURRENT").unlink()
    (out / "CURRENT").symlink_to("../atlas-7.duckdb")


def a_folder(out: Path) -> None:
    (out / "CURRENT").unlink()
    (out / "CURRENT").mkdir()


def a_file(out: Path) -> None:
    (out / "CURRENT").unlink()
    (out / "CURRENT").write_text("atlas-2.duckdb\n")


def a_circle(out: Path) -> None:
    (out / "CURRENT").unlink()
    (out / "CURRENT").symlink_to("CURRENT")


def absent(out: Path) -> None:
    (out / "CURRENT").unlink()


@pytest.mark.parametrize("befall", [dangling, outside, a_folder, a_file, a_circle, absent])
def test_where_the_link_is_broken_the_newest_whole_generation_answers(out, befall: Callable[[Path], None]):
    befall(out)
    database = db.current()
    assert (database.path, database.meta["generation"]) == (out / "atlas-2.duckdb", "2")
    assert "CURRENT" in database.notice or "atlas-9.duckdb is missing" in database.notice
    assert database.notice.endswith("run python -m etl build; atlas-2.duckdb serves in its place")
    assert db.current() is database  # looked at once


def test_people_are_told_in_one_line_and_a_new_build_cures_it(out, fill):
    content = (out / "atlas-2.duckdb").read_bytes()
    (out / "atlas-2.duckdb").write_bytes(content[:len(content) // 2])
    dangling(out)
    said = answers.stand_in()
    assert said.startswith("The newest data cannot be read, so those built on 20")
    assert said.endswith("are shown. To cure it, run python -m etl build.") and "\n" not in said
    assert db.current().meta["generation"] == "1"
    publish(out, "def", fill, print)
    assert (db.current().meta["generation"], answers.stand_in()) == ("3", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_database_is_damage_like_any_other(out):
    (out / "atlas-2.duckdb").chmod(0)
    assert db.current().meta["generation"] == "1"


@pytest.mark.parametrize("content", [b"", b"garbage that is longer than a number\n", b"\xff\xfe\x00", b"-5\n", b"2\nrest"])
def test_garbage_in_the_lock_file_costs_nothing(out, fill, content):
    (out / ".lock").write_bytes(content)
    assert publish(out, "def", fill, print).name == "atlas-3.duckdb"
    assert publish(out, "def", fill, print).name == "atlas-4.duckdb"
    for path in out.glob("atlas-*.duckdb"):
        path.unlink()
    assert publish(out, "def", fill, print).name == "atlas-5.duckdb"  # what the first one wrote into it is read again


def test_a_lock_that_is_no_file_is_one_line(out, capsys):
    (out / ".lock").unlink()
    (out / ".lock").mkdir()
    assert main(["build", "--rollback", "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and str(out / ".lock") in error

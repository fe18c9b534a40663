"""Nothing that SQL can say on the app's connection reaches a file, another machine, the data, a setting, or the whole machine."""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from atlas.store import db
from etl.publish import publish
from tests.etl.folder import copy_to, fill_from, template_of
from tests.store.hostile_sql import EXHAUST, HARMLESS, HOSTILE

A_FRAME = pd.DataFrame({"a": [1]})
STATEMENTS = [(group, statement) for group, statements in HOSTILE.items() for statement in statements]
ONLY_AT_THE_START = {
    "set enable_external_access = true", "reset enable_external_access", "set allow_unsigned_extensions = true",
    "set allow_community_extensions = true",
}
"""Settings that no running database takes, locked or not."""
SHARED = {"select content from read_text('/proc/self/environ')", "copy (select 1) to '/dev/stdout'"}
"""Not for trying out: they read and print what is this process's own."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("data") / "own")
    fill = fill_from(template_of(folder, tmp_path_factory.mktemp("template") / "template.duckdb"))
    return publish(tmp_path_factory.mktemp("build"), "abc", fill, print)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that are worth reading."""
    folder = tmp_path_factory.mktemp("files")
    with closing(duckdb.connect(str(folder / "other.duckdb"))) as other:
        other.execute("create table t as select 1 as a")
        for name in ("secret.csv", "secret.json", "secret.parquet"):
            other.execute(f"copy t to '{folder / name}'")
        other.execute(f"export database '{folder / 'export'}'")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(connection: duckdb.DuckDBPyConnection, statement: str) -> list:
    a_frame = A_FRAME  # noqa: F841 - in scope, as a replacement scan would want it
    with closing(connection.cursor()) as cursor:
        return cursor.execute(statement).fetchall()


def test_the_table_is_long_and_is_sql():
    assert len({statement for _, statement in STATEMENTS}) >= 100
    with closing(duckdb.connect()) as connection:
        for _, statement in STATEMENTS:
            assert len(connection.extract_statements(statement.format(dir="/d"))) >= 1, statement


def test_every_hostile_statement_is_refused_and_leaves_nothing(published, files):
    connection, before, data = db.connect(published), contents(files), published.read_bytes()
    done = []
    for group, statement in STATEMENTS:
        try:
            run(connection, statement.format(dir=files))
        except duckdb.Error:
            continue
        done.append(f"{group}: {statement}")
    assert done == []
    assert contents(files) == before
    assert published.read_bytes() == data
    assert [path.name for path in published.parent.iterdir() if path.name.startswith("atlas")] == [published.name]


@pytest.mark.parametrize("group", ["read a file", "write a file", "attach a database", "change the data", "change a setting"])
def test_the_statements_would_work_on_an_open_connection(group, published, files, tmp_path):
    """Otherwise their refusal would prove nothing; each gets a copy of the database and the files of its own."""
    failed = []
    for number, statement in enumerate(HOSTILE[group]):
        if statement in ONLY_AT_THE_START | SHARED:
            continue
        folder = tmp_path / str(number)
        shutil.copytree(files, folder)
        shutil.copy(published, folder / "atlas.duckdb")
        with closing(duckdb.connect(str(folder / "atlas.duckdb"))) as connection:
            try:
                run(connection, statement.format(dir=folder))
            except duckdb.Error as error:
                failed.append(f"{statement}: {str(error).splitlines()[0]}")
    assert failed == []


def test_harmless_statements_are_carried_out_and_nobody_else_notices(published, files):
    connection, wanted = db.connect(published), db.Database(published).query("hubs")
    for statement in HARMLESS:
        run(connection, statement)
        assert db.Database(published).query("hubs").equals(wanted), statement
    with pytest.raises(duckdb.Error):
        run(connection, "from t")  # made by an earlier cursor
    assert run(connection, "select current_setting('temp_directory')") == [("",)]


@pytest.mark.parametrize("limit", EXHAUST)
def test_what_would_exhaust_the_machine_is_ended(limit, published, tmp_path, monkeypatch):
    """Ended by the clock, by the memory limit or by the depth limit; both limits are lowered so that it takes less long."""
    statements = [text.replace("5000", "300").replace(db.MEMORY_LIMIT, "64MB") for text in db.LOCK_DOWN]
    assert sum(old != new for old, new in zip(db.LOCK_DOWN, statements, strict=True)) == 2
    monkeypatch.setattr(db, "LOCK_DOWN", statements)
    path = shutil.copy(published, tmp_path / "atlas-1.duckdb")
    connection = db.connect(path)
    for statement in EXHAUST[limit]:
        with pytest.raises(duckdb.Error):
            run(connection, statement)
    assert len(db.Database(path).query("hubs")) == 4  # and it goes on answering
    assert [path.name for path in tmp_path.iterdir()] == ["atlas-1.duckdb"]


def test_memory_is_limited_on_the_app_s_connection(published):
    connection = db.connect(published)
    limit, = run(connection, "select current_setting('memory_limit')")
    with closing(duckdb.connect(config={"memory_limit": db.MEMORY_LIMIT})) as other:
        assert [limit] == run(other, "select current_setting('memory_limit')")

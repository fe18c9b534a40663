"""The read side: locked down, aware of new builds, and wary of damage."""

import gc
import logging
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from atlas import paths
from atlas.domain.errors import StoreError
from atlas.store import db, queries
from etl.publish import publish
from tests.etl.folder import Fill, copy_to, fill_from, template_of


@pytest.fixture(scope="module")
def fill(tmp_path_factory: pytest.TempPathFactory) -> Fill:
    folder = copy_to(tmp_path_factory.mktemp("data") / "own")
    return fill_from(template_of(folder, tmp_path_factory.mktemp("template") / "template.duckdb"))


@pytest.fixture
def out(tmp_path, fill, monkeypatch) -> Path:
    """A build folder with one generation, which `current()` finds."""
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(db, "_opened", None)
    publish(tmp_path, "abc", fill, print)
    return tmp_path


@pytest.fixture
def sql(tmp_path, monkeypatch) -> Path:
    """A folder of queries of the test's own."""
    folder = tmp_path / "sql"
    folder.mkdir()
    monkeypatch.setattr(db, "SQL", folder)
    return folder


def test_a_query_that_runs_too_long_is_ended_with_a_message(out, sql, monkeypatch):
    statements = [text.replace("5000", "200") for text in db.LOCK_DOWN]
    assert statements != list(db.LOCK_DOWN)
    monkeypatch.setattr(db, "LOCK_DOWN", statements)
    (sql / "endless.sql").write_text("select count(*) from range(100000000) a, range(100000000) b "
                                     "where hash(a.range + b.range) = 1", encoding="utf-8")
    with pytest.raises(StoreError, match=r"query 'endless' fails on atlas-1\.duckdb .*exceeded maximum execution time"):
        db.current().query("endless")


def test_a_query_takes_named_parameters_and_their_text_stays_text(out, sql):
    (sql / "one.sql").write_text("select city from hub where hub_id = $hub_id", encoding="utf-8")
    assert db.current().query("one", hub_id="cluj")["city"].tolist() == ["Cluj-Napoca"]
    assert db.current().query("one", hub_id="cluj' or 'a' = 'a").empty


@pytest.mark.parametrize(("name", "told"), [
    ("hubz", "query 'hubz' is unknown; did you mean 'hubs'?"),
    ("../../secret", "is unknown"),
    ("/etc/passwd", "is unknown"),
    ("", "is unknown"),
])
def test_an_unknown_query_is_an_error_with_the_nearest(out, name, told):
    with pytest.raises(StoreError) as error:
        db.current().query(name)
    assert told in str(error.value)


def test_a_query_that_does_not_fit_names_itself_and_the_cure(out, sql):
    (sql / "old.sql").write_text("select colour from hub", encoding="utf-8")
    with pytest.raises(StoreError, match=r"query 'old' fails on atlas-1\.duckdb .*; run python -m etl build"):
        db.current().query("old")


def test_every_shipped_query_fits_the_tables(out):
    database = db.current()
    parameters = {"hub_id": "cluj", "country": "RO", "role": "data_engineer", "seniority": "senior", "year": 2026}
    for path in sorted(db.SQL.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        database.query(path.stem, **{name: value for name, value in parameters.items() if f"${name}" in text})


def test_many_threads_may_ask_at_once(out):
    wanted = queries.hubs(db.current())

    def ask(_: int) -> bool:
        return queries.hubs(db.current()).equals(wanted)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


def test_threads_that_come_first_together_share_one_database(out):
    barrier = threading.Barrier(8)

    def first(_: int) -> int:
        barrier.wait()
        return id(db.current())

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first, range(8)))) == 1


def test_a_new_build_is_seen_and_the_old_one_lives_while_it_is_used(out, fill):
    old = db.current()
    assert db.current() is old
    publish(out, "def", fill, print)
    assert (db.current().meta["generation"], db.current().meta["data_version"]) == ("2", "def")
    for _ in range(3):
        publish(out, "def", fill, print)
    assert not old.path.exists()
    assert len(queries.hubs(old)) == 4  # its file is gone, its answers are not
    gone = weakref.ref(old._connection)
    del old
    gc.collect()
    assert gone() is None


def test_a_bound_database_answers_in_its_block_and_its_thread_only(out, fill):
    own = db.Database(db.current().path)
    with db.bound(own):
        publish(out, "def", fill, print)
        assert db.current() is own
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(db.current).result().meta["data_version"] == "def"
        with pytest.raises(KeyError), db.bound(db.published()):
            raise KeyError
        assert db.current() is own
    assert db.current().meta["data_version"] == "def"


def test_who_asks_is_served_its_own_where_nothing_is_bound(out, monkeypatch):
    monkeypatch.setattr(db, "_asker", db._asker)
    own, shipped = db.Database(db.current().path), db.published()
    asking = [own]
    db.ask_first(lambda: asking[0])
    assert db.current() is own and db.published() is shipped
    with db.bound(shipped):
        assert db.current() is shipped
    asking[0] = None
    assert db.current() is shipped


def test_a_session_s_database_is_as_locked_down_and_starts_no_threads(out, tmp_path):
    copy = tmp_path / "own.duckdb"
    copy.write_bytes(db.current().path.read_bytes())
    with closing(db.Database(copy, private=True)._connection.cursor()) as cursor:
        settings = dict(cursor.execute("select name, value from duckdb_settings()").fetchall())
        with pytest.raises(duckdb.Error):
            cursor.execute("select * from read_text('/etc/passwd')").fetchall()
    assert (settings["threads"], settings["async_threads"]) == ("1", "0")
    assert (settings["lock_configuration"], settings["enable_external_access"]) == ("true", "false")


def test_one_file_may_be_opened_twice(out):
    assert len(db.Database(db.current().path).query("hubs")) == 4


def test_threads_that_open_one_file_at_once_all_get_it_locked_down(out):
    """Each round opens the file anew: the last reference to the round before is gone."""
    for _ in range(20):
        barrier = threading.Barrier(8)

        def connect(_: int, barrier: threading.Barrier = barrier) -> object:
            barrier.wait()
            return db.connect(out / "atlas-1.duckdb")

        with ThreadPoolExecutor(8) as pool:
            opened = list(pool.map(connect, range(8)))
        assert {c.execute("select current_setting('lock_configuration')").fetchone() for c in opened} == {(True,)}
        del opened
        gc.collect()


def test_nothing_published_is_an_error_with_a_cure(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BUILD", tmp_path / "absent")
    with pytest.raises(StoreError, match="CURRENT is missing; run python -m etl build"):
        db.current()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    """One byte of the tables' first block changed."""
    at = content.index(b"Cluj-Napoca")
    return content[:at] + b"X" + content[at + 1:]


@pytest.mark.parametrize("damage", [cut, flip, lambda content: b"", lambda content: b"no database" * 5000],
                         ids=["cut", "one byte", "empty", "another file"])
def test_damage_is_noticed_logged_and_an_earlier_generation_serves(out, fill, damage, caplog):
    publish(out, "def", fill, print)
    path = out / "atlas-2.duckdb"
    path.write_bytes(damage(path.read_bytes()))
    with caplog.at_level(logging.ERROR):
        database = db.current()
    assert database.meta["generation"] == "1"
    assert "atlas-2.duckdb is damaged" in database.notice and "atlas-1.duckdb serves in its place" in database.notice
    assert len(caplog.records) == 1
    assert db.current() is database  # looked at once, not at every question
    publish(out, "ghi", fill, print)
    assert (db.current().meta["generation"], db.current().notice) == ("3", "")


def test_damage_without_an_earlier_generation_is_an_error_with_a_cure(out):
    path = out / "atlas-1.duckdb"
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(StoreError, match=r"atlas-1\.duckdb is damaged.*; run python -m etl build"):
        db.current()


def test_no_flipped_byte_gives_a_wrong_answer(out):
    """Each of 60 flips is noticed, or lies where nothing reads: never another answer, never a crash."""
    path = out / "atlas-1.duckdb"
    content, wanted, noticed = path.read_bytes(), queries.hub_facts(db.Database(path)), 0
    for number in range(60):
        at = number * len(content) // 60 + 37 * number % 4096
        copy = out / f"flipped-{number}.duckdb"
        copy.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1:])
        try:
            assert queries.hub_facts(db.Database(copy)).equals(wanted)
        except StoreError as error:
            assert "is damaged" in str(error)
            noticed += 1
        copy.unlink()
    assert noticed > 20

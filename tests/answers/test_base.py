"""Answers are kept with the database that gave them: none reaches another session, none outlives its database."""

import gc
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from atlas import answers, paths
from atlas.answers.base import SESSION_SHARE, cached
from atlas.domain.scenario import DEFAULT
from atlas.store import db
from etl.publish import publish
from tests.etl.folder import copy_to, edit, fill_from, template_of

Publish = Callable[[str], None]


@pytest.fixture(scope="module")
def fills(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What two builds hold: in one, Cluj is called Napoca."""
    made = {}
    for name in ("Cluj-Napoca", "Napoca"):
        folder = copy_to(tmp_path_factory.mktemp("data") / "in")
        if name != "Cluj-Napoca":
            edit(folder / "hubs.csv", "Cluj-Napoca", name)
        made[name] = fill_from(template_of(folder, tmp_path_factory.mktemp("template") / "template.duckdb"))
    return made


@pytest.fixture
def put(tmp_path, fills, monkeypatch) -> Publish:
    """Publishes a build; the first one is out."""
    monkeypatch.setattr(paths, "BUILD", tmp_path / "build")
    monkeypatch.setattr(db, "_opened", None)

    def put(city: str) -> None:
        publish(tmp_path / "build", city, fills[city], lambda text: None)

    put("Cluj-Napoca")
    return put


@pytest.fixture
def own(tmp_path, fills) -> Path:
    """A database of one session, where Cluj is called Napoca."""
    return publish(tmp_path / "own", "Napoca", fills["Napoca"], lambda text: None)


def city() -> str:
    return answers.hub("cluj")["city"]


def test_each_database_gives_its_own_answers_from_many_threads_at_once(put, own):
    mine, shipped = answers.open_own(own), db.published()
    start = threading.Barrier(8)

    def ask(number: int) -> bool:
        database, wanted = ((mine, "Napoca"), (shipped, "Cluj-Napoca"))[number % 2]
        start.wait()
        seen = set()
        for _ in range(50):
            with answers.serving(database):
                seen |= {city(), answers.rank(DEFAULT).cells.hubs.set_index("hub_id")["city"]["cluj"]}
        return seen == {wanted}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))


def test_a_function_that_is_carried_answers_as_where_it_was_made(put, own):
    with answers.serving(answers.open_own(own)):
        later = answers.carried(city)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(later).result() == "Napoca"
        assert pool.submit(city).result() == "Cluj-Napoca"
    shipped = answers.carried(city)
    put("Napoca")
    assert (shipped(), city()) == ("Cluj-Napoca", "Napoca")


def test_a_build_that_is_published_while_a_question_is_answered_does_not_answer_in_its_name(put):
    @cached(4)
    def slow() -> tuple[str, str]:
        before = city()
        put("Napoca")
        return before, city()

    assert slow() == ("Cluj-Napoca", "Cluj-Napoca")
    assert city() == "Napoca"


@cached(64)
def number(n: int) -> int:
    return n


def test_answers_go_with_their_database_and_push_no_other_s_out(put, own):
    answer = answers.rank(DEFAULT)
    mine = answers.open_own(own)
    with answers.serving(mine):
        own_answer = weakref.ref(answers.rank(DEFAULT))
        for n in range(1000):
            number(n)
        assert mine.kept[number.__wrapped__].cache_info().currsize == 64 // SESSION_SHARE
    gone = weakref.ref(mine._connection)
    del mine
    gc.collect()
    assert (gone(), own_answer()) == (None, None)
    assert answers.rank(DEFAULT) is answer


def test_a_link_tells_own_data_from_shipped(put, own):
    assert answers.link_version() == answers.data_version() == answers.published_version() == "Cluj-Napoca"
    with answers.serving(answers.open_own(own)):
        assert (answers.link_version(), answers.published_version()) == ("own-Napoca", "Cluj-Napoca")

"""Saved scenarios in a SQLite file: the contract, where the file lies, and what a bad address says."""

import shutil

import pytest

from atlas import paths
from atlas.domain.errors import SavedError, ScenarioError
from atlas.domain.scenario import Scenario
from atlas.saved import Saved, Shelf, shelf
from tests.saved.contract import ShelfContract


class TestSqlite(ShelfContract):
    @pytest.fixture
    def url(self, tmp_path):
        return f"sqlite:///{tmp_path / 'saved.sqlite'}"


def test_without_a_setting_it_lies_beside_the_database(tmp_path, monkeypatch):
    monkeypatch.delenv("ATLAS_SAVED_URL", raising=False)
    monkeypatch.setattr(paths, "BUILD", tmp_path / "build")
    shelf().save("", "Plan", Scenario())
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["saved.sqlite"]


def test_the_setting_moves_it(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_SAVED_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    shelf().save("", "Plan", Scenario())
    assert (tmp_path / "elsewhere.db").exists()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://u:secret@h/db", "oracle://h/x", "http://example.org"])
def test_another_address_is_one_line_with_the_cure(url):
    with pytest.raises(SavedError, match="write postgresql://user:password@host/database") as fault:
        Shelf(url)
    assert "secret" not in str(fault.value)


def test_a_server_that_is_not_there_is_one_line_without_the_password():
    with pytest.raises(SavedError, match="cannot be used") as fault:
        Shelf("postgresql://ann:secret@127.0.0.1:1/atlas")
    assert "secret" not in str(fault.value) and "\n" not in str(fault.value)


def test_a_file_that_is_no_database_is_one_line(tmp_path):
    (tmp_path / "saved.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(SavedError, match=r"cannot be used \(file is not a database"):
        Shelf(f"sqlite:///{tmp_path / 'saved.sqlite'}")


def test_what_a_newer_version_wrote_is_listed_and_says_why_it_does_not_open(tmp_path):



    saved = Saved("Plan", 1, "2030-01-01 00:00:00", '{"telepathy": true}')
    with pytest.raises(ScenarioError, match="'telepathy' is not a known key"):
        saved.open()


def test_a_file_that_goes_or_is_put_back_while_the_app_runs_is_followed(tmp_path):
    """What a backup is for: nothing may go on being saved into a file that nobody will find again."""
    url, file = f"sqlite:///{tmp_path / 'kept' / 'saved.sqlite'}", tmp_path / "kept" / "saved.sqlite"
    shelf = Shelf(url)
    shelf.save("", "first", Scenario())
    copy = file.read_bytes()
    file.unlink()
    assert shelf.listed("") == []
    shelf.save("", "second", Scenario())
    assert [saved.name for saved in Shelf(url).listed("")] == ["second"]
    (tmp_path / "back").write_bytes(copy)
    (tmp_path / "back").replace(file)
    assert [saved.name for saved in shelf.listed("")] == ["first"]
    shutil.rmtree(file.parent)
    with pytest.raises(SavedError, match="cannot be used"):
        shelf.save("", "third", Scenario())

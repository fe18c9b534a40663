"""What every database of saved scenarios must hold to; a test module a database subclasses it."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from atlas.domain.errors import SavedError
from atlas.domain.scenario import Limit, Scenario
from atlas.paths import ROOT
from atlas.saved import Shelf

WRITERS, ROUNDS = 8, 6

WRITER = """
import sys
from dataclasses import replace
from atlas.domain.errors import SavedError
from atlas.domain.scenario import Scenario
from atlas.saved import Shelf
url, writer, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
shelf = Shelf(url)
for round_ in range(rounds):
    shelf.save("", f"own {writer} {round_}", Scenario())
    while True:
        seen = {saved.name: saved for saved in shelf.listed("")}["shared"]
        before = seen.open()
        try:
            shelf.save("", "shared", replace(before, shortlist=(*before.shortlist, f"w{writer}_{round_}")), seen.version)
            break
        except SavedError as fault:
            assert "was changed by somebody" in str(fault), fault
"""

SAVER = """
import sys
from atlas.domain.scenario import Scenario
from atlas.saved import Shelf
shelf = Shelf(sys.argv[1])
for number in range(100):
    shelf.save("", f"save {number}", Scenario())
    print(number, flush=True)
"""


def run(code: str, *args: object, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, args)], cwd=ROOT, env=os.environ, text=True, **options)


class ShelfContract:
    """Subclasses give a fixture `url` of an empty database."""

    def test_what_is_saved_is_listed_and_opens_to_the_same_scenario(self, url):
        shelf, wanted = Shelf(url), Scenario(limits=(Limit("overlap", min=3),), shortlist=("krakow",), missing="worst")
        saved = shelf.save("", "  Board,  March ", wanted)
        assert (saved.name, saved.version) == ("Board, March", 1)
        assert Shelf(url).listed("") == [saved] and saved.open() == wanted

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a'; drop table saved_scenario; --", "Ω ☃ 東京", "%s {x} $1", "x" * 80])
    def test_a_name_is_data(self, url, name):
        shelf = Shelf(url)
        shelf.save("", name, Scenario())
        assert [saved.name for saved in shelf.listed("")] == [name]
        shelf.delete("", name, 1)
        assert shelf.listed("") == []

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "a\x07b", "\ud800"])
    def test_an_impossible_name_is_refused(self, url, name):
        with pytest.raises(SavedError, match="give 1 to 80 characters"):
            Shelf(url).save("", name, Scenario())

    def test_a_new_name_never_replaces_another_s(self, url):
        shelf = Shelf(url)
        first = shelf.save("", "Plan", Scenario())
        with pytest.raises(SavedError, match="'Plan' is taken; choose another name"):
            shelf.save("", "Plan", Scenario(months=3))
        assert shelf.listed("") == [first]

    def test_of_two_who_saw_the_same_version_the_second_is_told(self, url):
        shelf = Shelf(url)
        shelf.save("", "Plan", Scenario())
        second = shelf.save("", "Plan", Scenario(months=3), seen=1)
        for late in (lambda: shelf.save("", "Plan", Scenario(months=4), seen=1), lambda: shelf.delete("", "Plan", 1),
                     lambda: shelf.rename("", "Plan", "Other", 1)):
            with pytest.raises(SavedError, match=r"was changed by somebody at .*; open it again"):
                late()
        assert shelf.listed("") == [second] and second.version == 2

    def test_rename_keeps_what_was_saved_and_never_lands_on_another(self, url):
        shelf = Shelf(url)
        shelf.save("", "A", Scenario(months=5))
        shelf.save("", "B", Scenario(months=6))
        with pytest.raises(SavedError, match="'B' is taken"):
            shelf.rename("", "A", "B", 1)
        renamed = shelf.rename("", "A", "C", 1)
        assert renamed.open().months == 5 and [saved.name for saved in shelf.listed("")] == ["B", "C"]
        with pytest.raises(SavedError, match="'A' is no longer there"):
            shelf.delete("", "A", 1)

    def test_owners_do_not_see_or_touch_each_other_s(self, url):
        shelf = Shelf(url)
        mine = shelf.save("issuer|ann", "Plan", Scenario())
        shelf.save("issuer|bob", "Plan", Scenario(months=9))
        assert shelf.listed("issuer|ann") == [mine] and shelf.listed("") == []
        with pytest.raises(SavedError, match="no longer there"):
            shelf.delete("", "Plan", 1)
        shelf.delete("issuer|bob", "Plan", 1)
        assert shelf.listed("issuer|ann") == [mine]

    def test_an_owner_cannot_fill_the_shelf(self, url, monkeypatch):
        monkeypatch.setattr("atlas.saved.scenarios.MOST", 2)
        shelf = Shelf(url)
        for name in "ab":
            shelf.save("", name, Scenario())
        with pytest.raises(SavedError, match="2 scenarios are saved, the most"):
            shelf.save("", "c", Scenario())
        shelf.save("", "a", Scenario(months=7), seen=1)

    def test_eight_writers_at_once_lose_nothing(self, url):
        Shelf(url).save("", "shared", Scenario())
        writers = [run(WRITER, url, n, ROUNDS, stderr=subprocess.PIPE) for n in range(WRITERS)]
        faults = [writer.communicate()[1] for writer in writers]
        assert [writer.returncode for writer in writers] == [0] * WRITERS, faults
        found = {saved.name: saved for saved in Shelf(url).listed("")}
        expected = {(writer, round_) for writer in range(WRITERS) for round_ in range(ROUNDS)}
        assert set(found["shared"].open().shortlist) == {f"w{w}_{r}" for w, r in expected}
        assert found["shared"].version == 1 + len(expected)
        assert found.keys() == {"shared"} | {f"own {w} {r}" for w, r in expected}

    @pytest.mark.parametrize("acknowledged", [1, 34, 77])
    def test_a_kill_during_a_hundred_saves_loses_no_acknowledged_one(self, url, acknowledged):
        saver = run(SAVER, url, stdout=subprocess.PIPE)
        told = [int(saver.stdout.readline()) for _ in range(acknowledged)]
        saver.kill()
        told += [int(line) for line in saver.stdout.read().splitlines()]
        saver.wait()
        kept = {saved.name for saved in Shelf(url).listed("")}
        assert {f"save {number}" for number in told} <= kept and len(kept) <= len(told) + 1
        shelf = Shelf(url)  # and the shelf goes on
        shelf.save("", "after", replace(Scenario(), months=2))
        assert "after" in {saved.name for saved in shelf.listed("")}

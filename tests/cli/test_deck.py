"""`deck` on the shipped data, with no network and no browser: the figures of the JSON, refresh, and one line a mistake."""

import io
import json
import socket
import zipfile

import pytest

from atlas.cli import main
from tests.cli.test_rank import fail, run  # noqa: F401  (fixtures)
from tests.export import cases

pytestmark = pytest.mark.usefixtures("built_database")
DAY = "2026-11-30"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Neither a network nor a program that could be a browser."""
    def refused(*_):
        raise OSError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def deck(run, tmp_path):  # noqa: F811
    """Make a deck; returns the JSON answer and the bytes."""
    def call(*options: str, name: str = "deck.pptx") -> tuple[dict, bytes]:
        answer = json.loads(run("deck", "--format", "json", "--date", DAY, "--out", str(tmp_path / name), *options))
        return answer, (tmp_path / name).read_bytes()

    return call


def shown(data: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in cases.presentation(data).slides]


def charts(data: bytes) -> dict[str, dict]:
    """Slide title -> sheet of its chart."""
    return {slide.shapes.title.text_frame.text: cases.sheet(shape.chart)
            for slide in cases.presentation(data).slides for shape in slide.shapes if shape.has_chart}


def test_the_deck_holds_the_numbers_of_the_json(deck, run):  # noqa: F811
    answer, data = deck()
    assert answer["bytes"] == len(data) < 2_000_000
    assert [slide["title"] for slide in answer["slides"]] == shown(data)
    titles, sheets = {slide["slide"]: slide["title"] for slide in answer["slides"]}, charts(data)
    hubs = {hub["hub_id"]: hub for hub in json.loads(run("rank", "--format", "json"))["hubs"]}
    ranking = sheets[titles["ranking"]]
    assert ranking["Score"] == pytest.approx([hubs[hub_id]["score"] for hub_id in ranking["hub_id"]], rel=1e-14)
    cost = json.loads(run("cost", "--format", "json"))
    amounts = sheets[titles["waterfall"]]
    total = dict(zip(amounts[""], amounts["amount"], strict=True))
    assert max(total.values()) > cost["waterfall"]["total"]
    assert any(amount == pytest.approx(cost["waterfall"]["total"], abs=0.5) for amount in total.values())


def test_slides_are_chosen_in_order_and_named_for_the_company(deck):
    answer, data = deck("--slides", "map, verdict", "--company", "Łódź & Sons")
    assert [slide["slide"] for slide in answer["slides"]] == ["map", "verdict"]
    assert shown(data) == [slide["title"] for slide in answer["slides"]]
    assert "Łódź & Sons" in " ".join(s.text_frame.text for s in cases.presentation(data).slides[0].shapes if s.has_text_frame)


def test_one_day_one_file(deck):
    assert deck()[1] == deck(name="again.pptx")[1]


def test_a_refresh_keeps_edits_and_lists_what_changed(deck, tmp_path):
    _, old = deck("--slides", "verdict,ranking", name="old.pptx")
    file = cases.presentation(old)
    file.slides[0].shapes.title.text_frame.text = "What we told the board"
    file.save(tmp_path / "edited.pptx")
    answer, new = deck("--slides", "verdict,ranking", "--refresh", str(tmp_path / "edited.pptx"), "--set", "weights.salary=10")
    assert shown(new)[0] == "What we told the board"
    done = {(change["slide"], change["part"]): change["what"] for change in answer["changes"]}
    assert done["verdict", "title"] == "kept" and done["ranking", "bars: Budapest, Score"] == "updated"


def test_the_package_is_whole(deck):
    with zipfile.ZipFile(io.BytesIO(deck()[1])) as package:
        assert package.testzip() is None
        assert sum(name.startswith("ppt/embeddings/") for name in package.namelist()) >= 5


def test_a_slide_that_cannot_be_made_is_named_and_the_others_stand(capsys, tmp_path):
    out = tmp_path / "deck.pptx"
    limits = ["--set", "limits=overlap>=9", "--set", "home=New York"]
    assert main(["deck", "--format", "json", "--slides", "ranking,limits", "--out", str(out), *limits]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("slide ranking: ") and told.err.count("\n") == 1
    assert [slide["made"] for slide in json.loads(told.out)["slides"]] == ["yes", "no"]
    assert len(cases.presentation(out.read_bytes()).slides) == 1


@pytest.mark.parametrize(("options", "message"), [
    (["--slides", "verdikt"], "did you mean 'verdict'"),
    (["--slides", ","], "names no slide"),
    (["--date", "30.11.2026"], "is not a date"),
    (["--logo", "absent.png"], "cannot be read"),
    (["--template", __file__], "no PowerPoint presentation"),
    (["--refresh", __file__], "no PowerPoint presentation"),
    (["--refresh", __file__, "--template", __file__], "leave --template"),
    (["--set", "weights.salery=9"], "salery"),
])
def test_a_mistake_is_one_line_and_leaves_the_old_file(fail, tmp_path, options, message):  # noqa: F811
    out = tmp_path / "deck.pptx"
    out.write_bytes(b"last quarter")
    assert message in fail("deck", "--out", str(out), *options)
    assert [path.name for path in tmp_path.iterdir()] == ["deck.pptx"] and out.read_bytes() == b"last quarter"


def test_a_place_that_cannot_be_written_is_named(fail, tmp_path):  # noqa: F811
    assert "cannot be written" in fail("deck", "--out", str(tmp_path / "no" / "deck.pptx"), "--slides", "opening")

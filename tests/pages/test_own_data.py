"""The tab "Your data" as Streamlit runs it: each state, each step, and that one session's data reach no other.

The check itself is stood in for here; tests/browser/test_own_data.py goes the whole way.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas import answers, own, paths
from atlas.components import own_state
from atlas.domain.errors import StoreError
from atlas.domain.tables import FACTS, HUBS
from atlas.own import CellChange, Examined, Rejection, TableChange, Upload
from etl.__main__ import main

pytestmark = pytest.mark.usefixtures("built_database")
PAYLOAD = "![x](http://127.0.0.1:9/x.png) <b>*_`:red[x]"


@pytest.fixture(scope="module")
def overlaid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a hub and two facts of the company's own; Cluj then has the largest pool of all."""
    over, out = tmp_path_factory.mktemp("over"), tmp_path_factory.mktemp("build")
    hubs = (paths.DATA / HUBS.file).read_text("utf-8").splitlines()
    row = next(line for line in hubs if line.startswith("cluj,")).replace("cluj,Cluj-Napoca", "turda,Turda")
    (over / HUBS.file).write_text(f"{hubs[0]}\n{row}\n", "utf-8")
    head = ",".join(FACTS.names)
    (over / FACTS.file).write_text("\n".join((
        head, "cluj,RO,talent_pool_persons,900000,800000,950000,,persons,2026,city,C,geonames,counted by us,own_data",
        "turda,RO,talent_pool_persons,9000,8000,9500,,persons,2026,city,C,geonames,counted by us,own_data", "")), "utf-8")
    assert main(["build", "--data", str(paths.DATA), "--data", str(over), "--out", str(out)]) == 0
    return (out / paths.CURRENT).resolve()


Examine = Callable[[Sequence[Upload], Path], Examined]


def accepting(database: Path) -> Examine:
    def examine(uploads: Sequence[Upload], folder: Path) -> Examined:
        assert list(folder.iterdir()) == []
        shutil.copy(database, folder / "own.duckdb")
        tables = tuple(TableChange("fact", upload.name, 3, 2, 1, 0, 0) for upload in uploads)
        kept = folder / "facts.csv"
        kept.write_bytes(uploads[0].content + b"checked")
        return Examined(tables, (CellChange("fact", uploads[0].name, 2, "cluj", "value", "34000", PAYLOAD),), 60, (), 0, "",
                        folder / "own.duckdb", "v", (kept,))

    return examine


def rejecting(uploads: Sequence[Upload], folder: Path) -> Examined:
    faults = tuple(Rejection(uploads[0].name, line, "value", PAYLOAD, f"{uploads[0].name} line {line}: value {PAYLOAD!r} is "
                             "not a number; write 12.5") for line in range(2, 52))
    return Examined((TableChange("fact", uploads[0].name, 80, 0, 0, 0, 80),), (), 0, faults, 80, "", None, "")


def refusing(uploads: Sequence[Upload], folder: Path) -> Examined:
    return Examined((), (), 0, (), 0, f"{uploads[0].name}: a web page saved as .csv; export it as CSV", None, "")


def open_tab() -> AppTest:
    app = AppTest.from_file(str(paths.ROOT / "atlas" / "frame.py"), default_timeout=120).run()
    app.switch_page(str(paths.ROOT / "pages" / "data.py"))
    app.query_params["tab"] = "Your data"
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception and not app.error
    return app


def bring(app: AppTest, *names: str) -> AppTest:
    """Upload files of these names and check them."""
    app.file_uploader[0].set_value([(name, b"a,b\n1,2\n", "text/csv") for name in names]).run()
    return app.button(key="own_check").click().run()


def go(app: AppTest, page: str) -> AppTest:
    return checked(app.switch_page(str(paths.ROOT / "pages" / f"{page}.py")).run())


def words(app: AppTest) -> str:
    parts = [element.value for kind in (app.title, app.markdown, app.caption, app.info) for element in kind]
    return "\n".join(parts).replace("\\", "")


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_it_says_what_can_be_brought_with_a_template_for_each():
    app = open_tab()
    said = words(app)
    assert "Lay your own hubs, facts, pay and benchmarks over the shipped data" in said
    for table in ("Hubs", "Facts", "Pay", "Criteria", "Benchmarks"):
        assert f"**{table}**" in said
    assert len([b for b in app.get("download_button") if b.key.startswith("own_template")]) >= 5
    assert keys(app).isdisjoint({"own_check", "own_use", "own_back"})


def test_faults_are_listed_with_file_line_column_value_and_cure_and_nothing_can_be_used(monkeypatch):
    monkeypatch.setattr(own, "examine", rejecting)
    app = checked(bring(open_tab(), "our <i>facts.csv"))
    assert "80 faults to mend, and nothing was taken" in words(app) and "The first 50 of 80 faults" in words(app)
    files, faults = (frame.value for frame in app.dataframe if "File" in frame.value)
    assert files["Rejected"].tolist() == [80]
    assert faults.iloc[0].tolist() == ["our <i>facts.csv", 2, "value", PAYLOAD, f"value {PAYLOAD!r} is not a number; write 12.5"]
    assert "own_use" not in keys(app)
    app.button(key="own_discard").click().run()
    assert "faults" not in words(checked(app)) and "own_discard" not in keys(app)


def test_a_refusal_says_why_in_one_line(monkeypatch):
    monkeypatch.setattr(own, "examine", refusing)
    app = bring(open_tab(), "*x*.csv")
    assert [error.value for error in app.error] == ["\\*x\\*.csv\\: a web page saved as .csv; export it as CSV"]
    assert "own_use" not in keys(app)


def test_no_room_is_said_and_the_page_stays(monkeypatch):
    def full(uploads: Sequence[Upload], folder: Path) -> Examined:
        raise StoreError("no private folder can be made; make room")

    monkeypatch.setattr(own, "examine", full)
    app = bring(open_tab(), "a.csv")
    assert [error.value for error in app.error] == ["no private folder can be made; make room"]


def test_use_answers_every_page_and_back_is_one_click(monkeypatch, overlaid):
    monkeypatch.setattr(own, "examine", accepting(overlaid))
    app, other = open_tab(), open_tab()
    shipped = go(other, "rank").title[0].value
    bring(app, "a.csv", "b.csv")
    changes = next(frame.value for frame in app.dataframe if "Yours" in frame.value)
    assert changes[["Shipped", "Yours"]].values.tolist() == [["34000", PAYLOAD]]
    assert "Ready: 4 new rows, 2 replaced rows" in words(app) and "The first 1 of 60 changed cells" in words(app)
    assert app.file_uploader[0].value == []
    checked(app.button(key="own_use").click().run())
    assert app.tabs[0].label == "Your data" and "2 files, 6 rows, since" in words(app)
    assert "Cluj-Napoca leads" in go(app, "rank").title[0].value.replace("\\", "")
    assert app.sidebar.get("page_link")[0].proto.label.replace("\\", "") == "▣ Your data: 2 files"
    assert go(other, "explore").title[0].value and go(other, "rank").title[0].value == shipped
    assert not other.sidebar.get("page_link")
    go(app, "data")
    folder = app.session_state["own_used"].checked.folder.path
    assert folder.exists()
    checked(app.button(key="own_back").click().run())
    assert not folder.exists()
    assert go(app, "rank").title[0].value == shipped and not app.sidebar.get("page_link")


def test_own_figures_are_marked_in_words_with_a_sign(monkeypatch, overlaid):
    monkeypatch.setattr(own, "examine", accepting(overlaid))
    app = bring(open_tab(), "a.csv")
    before = words(app)
    app.button(key="own_use").click().run()
    assert "2 ▣ your own data" in words(app) and "▣ your own data" not in before
    grid = next(frame.value for frame in app.dataframe if "Talent pool" in frame.value and "Hub" in frame.value)
    assert grid.set_index("Hub")["Talent pool"].filter(["Cluj-Napoca", "Turda", "Berlin"]).tolist()[:2] == ["C ▣ yours"] * 2
    app.query_params["hub"] = "turda"
    go(app, "explore")
    assert any("▣ Your data" in text for text in [c.value for c in app.caption])
    table = next(frame.value for frame in app.dataframe if "Whose" in frame.value)
    assert sorted(table.loc[table["Whose"] == "▣ Your data", "Hub"]) == ["Cluj-Napoca", "Turda"]


def test_what_only_own_data_hold_is_left_out_on_the_way_back(monkeypatch, overlaid):
    monkeypatch.setattr(own, "examine", accepting(overlaid))
    app = bring(open_tab(), "a.csv")
    app.button(key="own_use").click().run()
    app.query_params["shortlist"] = "turda,cluj"
    go(app, "compare")
    go(app, "data")
    app.button(key="own_back").click().run()
    assert go(app, "compare").title[0].value
    assert "turda" not in str(app.query_params.get("shortlist", ""))


def test_newer_shipped_data_are_offered_and_taken_in_one_click(monkeypatch, overlaid):
    monkeypatch.setattr(own, "examine", accepting(overlaid))
    app = bring(open_tab(), "a.csv")
    app.button(key="own_use").click().run()
    assert "Newer shipped data" not in words(app)
    monkeypatch.setattr(answers, "published_version", lambda: "newer")
    assert "Newer shipped data were published meanwhile" in words(checked(app.run()))
    seen = []

    def examine(uploads: Sequence[Upload], folder: Path) -> Examined:
        seen.extend(uploads)
        return accepting(overlaid)(uploads, folder)

    monkeypatch.setattr(own, "examine", examine)
    old = app.session_state["own_used"]
    checked(app.button(key="own_again").click().run())
    assert seen == [Upload("facts.csv", b"a,b\n1,2\nchecked")]
    assert "Newer shipped data" not in words(app) and old.database is None and not old.checked.folder.path.exists()
    assert "Your data are in use" in words(app)


def test_what_an_administrator_laid_over_is_said_and_offers_nothing_to_undo(monkeypatch):
    monkeypatch.setattr(answers, "own_counts", lambda: {"facts": 12, "pay figures": 1, "criteria": 0, "benchmarks": 0})
    app = open_tab()
    assert "Your company's own data are part of what everybody here sees: 12 facts and 1 pay figure." in words(app)
    assert "own_back" not in keys(app)


def test_a_session_that_lost_its_connection_may_come_back_and_else_ends(monkeypatch, overlaid):
    monkeypatch.setattr(own, "examine", accepting(overlaid))
    monkeypatch.setattr(own_state, "GRACE_S", 3600)
    app = bring(open_tab(), "a.csv")
    app.button(key="own_use").click().run()
    used = app.session_state["own_used"]
    used.leave()
    waiting = used._leaving
    checked(app.run())
    assert waiting.finished.is_set() and used.database is not None
    used.leave()
    used._leaving.function()
    assert used.database is None and not used.checked.folder.path.exists()
    assert "Your data are in use" not in words(checked(app.run()))

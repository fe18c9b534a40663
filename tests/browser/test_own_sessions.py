"""Whose data answer, as Streamlit really runs things: runs, callbacks, fragments, downloads, and sessions side by side."""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import paths
from atlas.domain.tables import HUBS
from atlas.own.folder import PREFIX
from atlas.store.db import Database
from etl.__main__ import main
from tests.browser import harness
from tests.browser.harness import Server, Watch, goto, open_tab, rerun

SCRIPT = f"""
    import sys
    sys.path.insert(0, {str(paths.ROOT)!r})
    from datetime import UTC, datetime
    from pathlib import Path
    from types import SimpleNamespace
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from atlas import answers
    from atlas.components import download, own_state
    from atlas.own.folder import Folder

    own_state.prepare()
    own_state.GRACE_S = 1
    mine = st.query_params.get("own")
    if mine and "own_used" not in st.session_state:
        folder = Folder()
        path = folder.path / "own.duckdb"
        path.write_bytes(Path(mine).read_bytes())
        st.session_state["own_used"] = own_state.Used(SimpleNamespace(folder=folder), answers.open_own(path),
                                                      datetime.now(UTC), get_script_run_ctx().session_id)

    def city():
        return answers.hub("cluj")["city"]

    def call():
        st.session_state["called"] = city()

    @st.fragment
    def part():
        st.button("Again")
        st.text(f"fragment {{city()}}")

    with own_state.serving():
        st.text(f"run {{city()}}")
        st.button("Call", on_click=call)
        st.text(f"callback {{st.session_state.get('called')}}")
        part()
        download.button("File", lambda: city().encode(), "city.txt", "text/plain", key="file")
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Databases that differ in how they call Cluj."""
    made = {}
    with (paths.DATA / HUBS.file).open(encoding="utf-8") as file:
        lines = file.read().splitlines()
    row = next(line for line in lines if line.startswith("cluj,"))
    for city in ("Napoca", "Klausenburg"):
        over, out = tmp_path_factory.mktemp("over"), tmp_path_factory.mktemp("build")
        (over / HUBS.file).write_text(f"{lines[0]}\n{row.replace('Cluj-Napoca', city)}\n", encoding="utf-8")
        assert main(["build", "--data", str(paths.DATA), "--data", str(over), "--out", str(out)]) == 0
        made[city] = (out / paths.CURRENT).resolve()
    return made


@pytest.fixture
def alone(tmp_path: Path, built_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder and a place for temporary files of this test's own servers."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (tmp_path / "build").mkdir()
    shutil.copy((built_database / paths.CURRENT).resolve(), tmp_path / "build" / "atlas-1.duckdb")
    (tmp_path / "build" / paths.CURRENT).symlink_to("atlas-1.duckdb")
    return tmp_path


@contextmanager
def probing(alone: Path) -> Iterator[Server]:
    """A server of the script above, which shows whose data answer where."""
    script = alone / "probe.py"
    script.write_text(dedent(SCRIPT), encoding="utf-8")
    with harness.serve(script, alone / "build") as server:
        yield server


def private(alone: Path) -> list[Path]:
    """The databases that sessions hold at the moment."""
    return sorted((alone / "tmp").glob(f"{PREFIX}*/*/own.duckdb"))


def answered(page: Page, city: str) -> None:
    """Every way to ask, on this page, is answered by one and the same data."""
    expect(page.get_by_text(f"run {city}", exact=True)).to_be_visible()
    with rerun(page):
        page.get_by_role("button", name="Call").click()
    expect(page.get_by_text(f"callback {city}", exact=True)).to_be_visible()
    with rerun(page):
        page.get_by_role("button", name="Again").click()
    expect(page.get_by_text(f"fragment {city}", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="File").click()
    assert Path(download.value.path()).read_text("utf-8") == city


def test_sessions_side_by_side_are_answered_each_by_its_own_data_everywhere(alone, browser: Browser, builds):
    with probing(alone) as server, ExitStack() as tabs:
        wanted = {"Cluj-Napoca": "", **{city: f"?own={path}" for city, path in builds.items()}}
        pages = {city: tabs.enter_context(open_tab(browser, server.url)) for city in wanted}
        for city, query in wanted.items():
            goto(pages[city], f"/{query}")
        for _ in range(3):
            for city, page in pages.items():
                answered(page, city)
        assert len(private(alone)) == 2
        pages["Napoca"].context.close()
        pages["Klausenburg"].reload()  # a new session, whose address brings the same data
        harness.wait_ready(pages["Klausenburg"])
        for _ in range(harness.DEADLINE_S * 10):
            if len(private(alone)) == 1:
                break
            pages["Cluj-Napoca"].wait_for_timeout(100)
        assert len(private(alone)) == 1, "what a session brought goes with it"
        answered(pages["Klausenburg"], "Klausenburg")
        answered(pages["Cluj-Napoca"], "Cluj-Napoca")
    assert list((alone / "tmp").glob(f"{PREFIX}*")) == [], "a server leaves nothing when it ends"


def test_what_a_killed_server_left_goes_at_the_next_start(alone, browser: Browser, builds):
    with probing(alone) as server, open_tab(browser, server.url) as page:
        goto(page, f"/?own={builds['Napoca']}")
        os.kill(server.pid, signal.SIGKILL)
    assert len(private(alone)) == 1
    with harness.serve(build=alone / "build") as server, open_tab(browser, server.url) as page:
        goto(page, "/rank")
        assert private(alone) == []


def served(page: Page) -> str:
    """The data version that a page names."""
    return re.search(r"data ([0-9a-f]{12})", page.locator(".st-key-source").inner_text())[1]


def publish(build: Path, database: Path, generation: int) -> None:
    """Publish a database as the builder does: a new file, then the link switched by rename."""
    shutil.copy(database, build / paths.database_name(generation))
    (build / ".next").symlink_to(paths.database_name(generation))
    (build / ".next").rename(build / paths.CURRENT)


def test_new_builds_are_picked_up_between_clicks_without_an_error(alone, browser: Browser, builds):
    watch = Watch()
    with harness.serve(build=alone / "build") as server, open_tab(browser, server.url, watch) as page:
        goto(page, "/rank")
        wanted, seen = [served(page)], []
        for generation, (preset, database) in enumerate(zip(("Cost first", "Low risk"), builds.values(), strict=True), 2):
            wanted += 2 * [Database(database).meta["data_version"]]
            with rerun(page):
                publish(alone / "build", database, generation)
                page.locator(".st-key-preset_wide").get_by_text(preset).click()
            seen.append(served(page))
            with rerun(page):
                page.get_by_role("link", name="Salaries", exact=True).click()
            seen.append(served(page))
            with rerun(page):
                page.get_by_role("link", name="Rank", exact=True).click()
        assert seen == wanted[1:] and len(set(wanted)) == 3
        assert page.get_by_role("alert").count() == 0
        assert watch.faults() == [] and "Traceback" not in server.log.read_text()

"""What a log line may hold: words that stand in the code, numbers, named fields; nothing that was put together at run time."""

import json
import logging
import subprocess
import sys

import pytest

from atlas.domain.errors import ServingError
from atlas.paths import ROOT
from atlas.serving.logs import JsonFormatter, TextFormatter, route_of, session_name, set_up

SECRET = "Geheimnis4711"
LOG = logging.getLogger("tests.serving")


def said(caplog: pytest.LogCaptureFixture) -> dict:
    """The one record that was logged, as its JSON line; the readable form must keep as silent."""
    record, = caplog.records
    assert SECRET not in TextFormatter().format(record)
    line = JsonFormatter().format(record)
    assert SECRET not in line and "\n" not in line
    return json.loads(line)


def fail(cell: str) -> None:
    raise ValueError(f"cell {cell} is not a number")


def test_a_message_of_the_code_is_said_and_its_values_are_not(caplog):
    LOG.warning("file %s has a bad cell", SECRET)
    found = said(caplog)
    assert (found["event"], found["level"], found["logger"]) == ("file … has a bad cell", "warning", "tests.serving")


def test_numbers_are_said(caplog):
    LOG.warning("took %d rows in %.1f s", 12, 0.5)
    assert said(caplog)["event"] == "took 12 rows in 0.5 s"


def test_a_message_that_was_put_together_is_its_place(caplog):
    LOG.warning(f"file {SECRET} has a bad cell")
    assert said(caplog)["event"].startswith("test_logs.py:")


def test_a_message_without_words_is_its_place(caplog):
    LOG.warning("%s: %s", "ValueError", ValueError(SECRET))
    found = said(caplog)
    assert found["event"].startswith("test_logs.py:") and found["error"] == "ValueError"


def test_an_exception_is_its_type_and_place(caplog):
    try:
        try:
            fail(SECRET)
        except ValueError as cause:
            raise KeyError(SECRET) from cause
    except KeyError:
        LOG.exception("the run failed")
    found = said(caplog)
    assert (found["error"], found["cause"]) == ("KeyError", "ValueError")
    assert found["place"].startswith("tests/serving/test_logs.py:") and "test_an_exception" in found["place"]


def test_fields_are_kept(caplog):
    LOG.info("nothing")
    caplog.clear()
    LOG.warning("page", extra={"fields": {"page": "rank", "duration_ms": 3.5}})
    assert said(caplog) | {"time": ""} == {"time": "", "level": "warning", "logger": "tests.serving", "event": "page",
                                           "page": "rank", "duration_ms": 3.5}


@pytest.mark.parametrize(("path", "route"), [
    ("/rank", "/rank"), ("/", "/"), (f"/{SECRET}", "other"), (f"/media/{SECRET}.csv", "/media/…"),
    (f"/_stcore/upload_file/{SECRET}/1", "/_stcore/upload_file/…"), (f"/rank/{SECRET}", "other"),
])
def test_a_route_is_said_without_what_follows(path, route):
    assert route_of(path) == route


def test_a_session_has_a_name_that_does_not_open_it():
    assert session_name("abc") == session_name("abc") != session_name("abd")
    assert len(session_name("abc")) == 10


def test_an_unknown_form_is_refused(monkeypatch):
    monkeypatch.setenv("ATLAS_LOG", "xml")
    with pytest.raises(ServingError, match="'xml': is neither json nor text"):
        set_up()


PROGRAM = f"""
import logging, sys, threading, warnings
from atlas.serving.logs import set_up
set_up()
from streamlit.logger import get_logger
get_logger("streamlit.made.later").error("late %s", "{SECRET}")
logging.getLogger("uvicorn.error").error("server %s", "{SECRET}")
logging.getLogger("uvicorn.access").info('%s - "%s"', "127.0.0.1", "/?{SECRET}")
logging.getLogger("some.library").error("library {SECRET}")
warnings.warn("warned of {SECRET}")
thread = threading.Thread(target=lambda: int("{SECRET}"))
thread.start()
thread.join()
raise RuntimeError("{SECRET}")
"""


def test_every_logger_of_the_process_speaks_the_same_form():
    """Streamlit's, also those made later; uvicorn's; a library's; warnings; uncaught exceptions of threads and at the end."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert SECRET not in done.stderr + done.stdout
    assert [line["logger"] for line in lines] == ["streamlit.made.later", "uvicorn.error", "some.library", "py.warnings",
                                                  "atlas.serving", "atlas.serving"]
    assert [line["error"] for line in lines if "error" in line] == ["ValueError", "RuntimeError"]

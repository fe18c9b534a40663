"""The running app without login: headers on every route, health, this machine only, and a log without values."""

import json
import re
import shutil

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from atlas.serving.headers import HEADERS
from tests.browser.harness import Server, serve
from tests.serving.routes import routes

ROUTES = routes()
DIRECTIVES = ("object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-src 'none'", "frame-ancestors 'none'")
MORE = [("/", "GET"), ("/rank", "GET"), ("/no/such/page", "GET"), ("/static/no-such.js", "GET"), ("/favicon.png", "GET"),
        ("/rank/", "GET"), ("//elsewhere.example/", "GET"), ("/static/../../secret", "GET"), ("/", "TRACE"), ("/", "POST")]
ASKED = sorted({*MORE, *((path, method) for path, methods in ROUTES for method in methods)})


@pytest.fixture(scope="module")
def client(plain_server: Server):
    with httpx.Client(base_url=plain_server.url) as opened:
        yield opened


def test_the_app_has_the_routes_that_are_asked():
    assert {"/healthz", "/media/anything", "/_stcore/stream", "/_stcore/upload_file/anything/anything"} <= dict(ROUTES).keys()


@pytest.mark.parametrize(("path", "method"), ASKED)
def test_every_answer_has_the_headers(client: httpx.Client, path: str, method: str):
    answer = client.request(method, path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])
    if path.startswith(("/media/", "/_stcore/", "/healthz", "/readyz")):
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_the_policy_is_tight(directive):
    assert directive in HEADERS["Content-Security-Policy"].split("; ")


def test_a_refused_websocket_has_the_headers(plain_server: Server):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws{plain_server.url[4:]}/_stcore/stream", origin="https://elsewhere.example")
    answer = refused.value.response
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_an_accepted_websocket_has_the_headers(plain_server: Server):
    with connect(f"ws{plain_server.url[4:]}/_stcore/stream") as socket:
        assert {name: socket.response.headers.get(name) for name in HEADERS} == HEADERS


def test_health_says_what_is_served(client: httpx.Client, built_database):
    number = int((built_database / "CURRENT").resolve().stem.removeprefix("atlas-"))
    for path, status in (("/healthz", "alive"), ("/readyz", "ready")):
        answer = client.get(path)
        assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
        found = answer.json()
        assert (found["status"], found["generation"]) == (status, number)
        assert found.keys() == {"status", "generation", "data_version", "method_version"}
        assert re.fullmatch("[0-9a-f]{12}", found["data_version"])


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "192.168.1.7:8501", ""])
def test_another_host_name_is_refused(client: httpx.Client, plain_server: Server, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 403
    assert client.get("/media/x", headers={"Host": host}).status_code == 403
    assert client.get("/healthz", headers={"Host": host}).status_code == 200
    with pytest.raises(InvalidStatus):
        connect(f"ws{plain_server.url[4:]}/_stcore/stream", additional_headers={"Host": host or "x"})


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1", "[::1]:8501"])
def test_this_machine_is_answered(client: httpx.Client, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 200


SECRET = "Geheimnis4711"


def test_the_log_holds_no_value(plain_server: Server, client: httpx.Client):
    """Provoke errors and refusals whose every part holds a secret, then look for it."""
    before = len(plain_server.log.read_text())
    for path in (f"/{SECRET}", f"/media/{SECRET}", f"/_stcore/upload_file/{SECRET}/{SECRET}", f"/rank?note={SECRET}",
                 f"/oauth2callback?error={SECRET}&error_description={SECRET}", f"/auth/login?provider={SECRET}",
                 f"/component/{SECRET}", f"/_stcore/bidi-components/{SECRET}"):
        for method in ("GET", "PUT", "DELETE"):
            client.request(method, path, headers={"Authorization": SECRET, "Cookie": f"_streamlit_user={SECRET}",
                                                  "X-Request-ID": SECRET, "Origin": f"https://{SECRET}.example"})
    with pytest.raises(InvalidStatus):
        connect(f"ws{plain_server.url[4:]}/_stcore/stream", origin=f"https://{SECRET}.example")
    with connect(f"ws{plain_server.url[4:]}/_stcore/stream") as socket:
        socket.send(b"\xff" + SECRET.encode())  # no message of the protocol
        with pytest.raises(Exception, match="1002"):
            socket.recv(timeout=30)
    printed = plain_server.log.read_text()[before:]
    lines = [json.loads(line) for line in printed.splitlines()]
    assert SECRET.lower() not in printed.lower()
    assert {"/media/…", "/_stcore/upload_file/…", "other", "/rank"} <= {line.get("route") for line in lines}
    assert all({"time", "level", "logger", "event"} <= line.keys() for line in lines)
    assert any(line["event"] == "Error deserializing back message" and line["error"] == "DecodeError" for line in lines)


def test_a_request_id_from_the_proxy_is_kept_and_one_that_could_hold_words_is_not(client: httpx.Client):
    given = "0123456789abcdef0123456789abcdef"
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"] == given
    assert client.get("/healthz", headers={"X-Request-ID": "ann@example.com"}).headers["x-request-id"] != "ann@example.com"


def test_damage_is_told_by_readiness_and_the_older_generation_serves(built_database, tmp_path):
    good = (built_database / "CURRENT").resolve()
    shutil.copy(good, tmp_path / "atlas-1.duckdb")
    (tmp_path / "atlas-2.duckdb").write_bytes(b"damaged")
    (tmp_path / "CURRENT").symlink_to("atlas-2.duckdb")
    with serve(build=tmp_path) as running:
        answer = httpx.get(f"{running.url}/readyz")
        assert answer.status_code == 200 and answer.json()["generation"] == 1
        assert "atlas-2.duckdb is damaged" in answer.json()["notice"] and str(tmp_path) not in answer.text


def test_without_a_sound_database_readiness_says_why(tmp_path):
    with serve(build=tmp_path / "none") as running:
        answer = httpx.get(f"{running.url}/readyz")
        assert answer.status_code == 503
        assert answer.json()["reason"] == "CURRENT is missing; run python -m etl build"
        assert httpx.get(f"{running.url}/healthz").status_code == 200

"""With login on, a stranger and a person who is not on the list reach no data on any route of the running app."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.harness import Server
from tests.serving.provider import Provider
from tests.serving.routes import routes
from tests.serving.signing import ANN, COOKIE, EVE, signed_in

PUBLIC = {"/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config", "/auth/login", "/auth/logout", "/oauth2callback"}
ROUTES = routes()
PAGES = ["/", "/rank", "/rank?weights=salary:7", "/no/such/page", "/salaries/"]
CLOSED = sorted({(path, method) for path, methods in ROUTES for method in methods if path not in PUBLIC}
                | {(path, method) for path in PAGES for method in ("GET", "HEAD", "POST", "TRACE")}
                | {("/static/../media/anything", "GET"), ("//media/anything", "GET"), ("/media", "GET"), ("/STATIC/x", "GET"),
                   ("/healthz/../media/anything", "GET"), ("/signin/../rank", "GET"), ("/%6dedia/anything", "GET")})
DATA = ("Kraków", "Bengaluru", "Cluj", "hub_id", "atlas_version")


@pytest.fixture(scope="module")
def stranger(login_server: Server):
    with httpx.Client(base_url=login_server.url) as client:
        yield client


@pytest.fixture(scope="module")
def eve(login_server: Server, provider: Provider):
    with signed_in(login_server.url, provider, EVE) as client:
        yield client


@pytest.fixture(scope="module")
def ann(login_server: Server, provider: Provider):
    with signed_in(login_server.url, provider, ANN) as client:
        yield client


def test_the_routes_are_those_of_the_app():
    assert {"/media/anything", "/_stcore/stream", "/"} <= dict(ROUTES).keys() and len(CLOSED) > 40


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
@pytest.mark.parametrize(("path", "method"), CLOSED)
def test_a_stranger_is_refused_on_every_route(stranger: httpx.Client, path: str, method: str, accept: str):
    answer = stranger.request(method, path, headers={"Accept": accept})
    assert answer.status_code == 401
    assert answer.headers["x-frame-options"] == "DENY"
    assert not any(word in answer.text for word in DATA) and "<script" not in answer.text


@pytest.mark.parametrize(("path", "method"), CLOSED)
def test_a_person_who_is_not_on_the_list_is_refused_on_every_route(eve: httpx.Client, path: str, method: str):
    answer = eve.request(method, path)
    assert answer.status_code == 403
    assert not any(word in answer.text for word in DATA) and "<script" not in answer.text


@pytest.mark.parametrize("path", [*sorted(PUBLIC - {"/auth/login", "/auth/logout", "/oauth2callback"}), "/favicon.png"])
def test_what_is_public_holds_no_data(stranger: httpx.Client, path: str):
    answer = stranger.get(path)
    assert answer.status_code == 200
    assert not any(word in answer.text for word in DATA)


def websocket(server: Server, cookies: dict[str, str]):
    text = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return connect(f"ws{server.url[4:]}/_stcore/stream", origin=server.url, additional_headers={"Cookie": text} if text else {})


def forged(value: str) -> list[str]:
    """Copies of a signed cookie that somebody changed: signature, payload, time, and a signature of another part."""
    payload, stamp, signature = value.rsplit(".", 2)
    other = ("A" if signature[0] != "A" else "B") + signature[1:]
    return [f"{payload}.{stamp}.{other}", f"{payload}.{stamp}.", f"{payload}X.{stamp}.{signature}",
            f"{payload}.{stamp[::-1]}.{signature}", payload, f'"{value}']


def test_the_websocket_is_closed_to_all_but_admitted_people(login_server, stranger, eve, ann):
    for cookies in ({}, dict(eve.cookies), *({COOKIE: value} for value in forged(ann.cookies[COOKIE]))):
        with pytest.raises(InvalidStatus) as refused:
            websocket(login_server, cookies)
        assert refused.value.response.status_code == 403
    with websocket(login_server, dict(ann.cookies)):
        pass


def test_a_changed_cookie_opens_nothing(stranger, ann):
    for value in forged(ann.cookies[COOKIE]):
        assert httpx.get(f"{ann.base_url}/rank", headers={"Cookie": f"{COOKIE}={value}"}).status_code == 401


def test_an_admitted_person_reaches_the_app(ann: httpx.Client):
    assert "<script" in ann.get("/rank").text
    assert ann.get("/media/anything").status_code == 404
    assert ann.get("/_stcore/metrics").status_code == 200


def test_the_sign_in_leads_back_to_the_page_that_was_asked_for(login_server: Server, provider: Provider):
    provider.person = ANN
    with httpx.Client(base_url=login_server.url, follow_redirects=True, headers={"Accept": "text/html"}) as client:
        assert client.get("/rank?role=data_engineer&currency=EUR").status_code == 401
        assert str(client.get("/signin").url.raw_path, "ascii") == "/rank?role=data_engineer&currency=EUR"
        assert str(client.get("/").url.raw_path, "ascii") == "/"  # once


@pytest.mark.parametrize("target", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a\nb", "x", "/"])
def test_it_leads_nowhere_else(ann: httpx.Client, target: str):
    cookies = {**dict(ann.cookies), "atlas_wanted": target.replace("\n", "%0A")}
    answer = httpx.get(f"{ann.base_url}/", cookies=cookies, headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 200


def test_a_copied_cookie_ends_with_the_sign_out(login_server: Server, provider: Provider):
    with signed_in(login_server.url, provider, ANN) as client:
        copy = dict(client.cookies)
        assert httpx.get(f"{login_server.url}/rank", cookies=copy).status_code == 200
        client.get("/auth/logout", follow_redirects=False)
        assert COOKIE not in client.cookies
        assert httpx.get(f"{login_server.url}/rank", cookies=copy).status_code == 401


@pytest.mark.parametrize(("person", "status"), [
    ({"email": "bob@example.org", "email_verified": True}, 200),
    ({"email": "bob@example.org", "email_verified": False}, 403),
    ({"email": "bob@example.org"}, 403),
    ({"email": "ANN@example.com"}, 200),
    ({"name": "no address"}, 403),
])
def test_the_list_is_kept(login_server: Server, provider: Provider, person: dict, status: int):
    with signed_in(login_server.url, provider, {"sub": "x", **person}) as client:
        assert client.get("/rank").status_code == status


def test_the_log_names_nobody(login_server: Server, ann, eve):
    printed = login_server.log.read_text().lower()
    for word in ("example.com", "example.net", "example.org", "ann-1", "eve-1", ann.cookies[COOKIE].lower(), "client_secret",
                 "data_engineer"):
        assert word not in printed

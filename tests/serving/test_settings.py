"""Unsafe settings are refused with thing, value and cure; the process ends in one line with exit code 2."""

import os
import subprocess
import sys

import pytest

from atlas.domain.errors import ServingError
from atlas.paths import ROOT
from atlas.serving.settings import Settings, is_loopback, read

SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778"
AUTH = {"redirect_uri": "https://atlas.example.com/oauth2callback", "cookie_secret": SECRET, "client_id": "a",
        "client_secret": "b", "server_metadata_url": "https://login.example.com/.well-known/openid-configuration"}
ALLOW = {"allow": ["Ann@Example.com", "@example.org"]}


def settings(auth: dict | None = None, access: dict | None = None, environment: dict | None = None, **options) -> Settings:
    secrets = ({"auth": auth} if auth is not None else {}) | ({"access": access} if access is not None else {})
    return read(secrets, environment or {}, {"server.address": "127.0.0.1"} | options)


def without(key: str) -> dict:
    return {name: value for name, value in AUTH.items() if name != key}


def test_without_settings_nobody_signs_in_and_only_this_machine_is_served():
    assert settings() == Settings(login=False, open=False)


def test_whole_settings():
    found = settings(AUTH, ALLOW | {"hours": 8})
    assert (found.login, found.origin, found.https, found.hours) == (True, "https://atlas.example.com", True, 8)
    assert found.allow == ("ann@example.com", "@example.org")
    assert found.providers == ("default",)


def test_an_empty_allow_list_is_nobody():
    assert settings(AUTH).allow == ()


def test_the_environment_comes_first():
    found = settings(AUTH, ALLOW, {"ATLAS_ALLOW": "bob@example.com, @example.net", "ATLAS_LOGIN_HOURS": "2"})
    assert (found.allow, found.hours) == (("bob@example.com", "@example.net"), 2)


def test_named_providers():
    section = {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")}
    shared = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
    assert settings(shared | {"google": section, "entra": section}, ALLOW).providers == ("google", "entra")


@pytest.mark.parametrize(("given", "words"), [
    (dict(auth=without("cookie_secret")), "cookie_secret: is missing"),
    (dict(auth=AUTH | {"cookie_secret": ""}), "cookie_secret: is missing"),
    (dict(auth=AUTH | {"cookie_secret": SECRET[:31]}), "has 31 characters, fewer than 32"),
    (dict(auth=AUTH | {"cookie_secret": "ab12" * 20}), "has only 4 different characters"),
    (dict(auth=AUTH | {"cookie_secret": "please-CHANGE-me-0123456789-and-more"}), "holds 'CHANGE'"),
    (dict(auth=AUTH | {"cookie_secret": "xxxx" + SECRET}), "holds 'xxxx'"),
    (dict(auth=without("client_id")), "client_id: is missing"),
    (dict(auth=without("client_secret")), "client_secret: is missing"),
    (dict(auth=without("server_metadata_url")), "server_metadata_url: is missing"),
    (dict(auth=without("redirect_uri")), "redirect_uri: is missing"),
    (dict(auth={}), "redirect_uri: is missing"),
    (dict(auth="yes"), "auth: is not a section"),
    (dict(auth=AUTH | {"redirect_uri": "http://atlas.example.com/oauth2callback"}), "plain http"),
    (dict(auth=AUTH | {"redirect_uri": "http://127.0.0.1.example.com/oauth2callback"}), "plain http"),
    (dict(auth=AUTH | {"redirect_uri": "https://atlas.example.com/"}), "ending in /oauth2callback"),
    (dict(auth=AUTH | {"redirect_uri": "javascript:alert(1)//oauth2callback"}), "ending in /oauth2callback"),
    (dict(auth=AUTH | {"server_metadata_url": "http://login.example.com/x"}), "is not https"),
    (dict(auth=AUTH, access={"allow": "@example.com"}), "is not a list of texts"),
    (dict(auth=AUTH, access={"allow": ["example.com"]}), "'example.com': is neither"),
    (dict(auth=AUTH, access={"allow": ["*"]}), "'*': is neither"),
    (dict(auth=AUTH, access={"allow": ["@"]}), "'@': is neither"),
    (dict(auth=AUTH, access={"allow": [""]}), "'': is neither"),
    (dict(auth=AUTH, environment={"ATLAS_ALLOW": ","}), "'': is neither"),
    (dict(auth=AUTH, access={"hours": 0}), "login hours 0:"),
    (dict(auth=AUTH, access={"hours": True}), "login hours True:"),
    (dict(auth=AUTH, environment={"ATLAS_LOGIN_HOURS": "nan"}), "login hours 'nan':"),
    (dict(auth=AUTH, environment={"ATLAS_LOGIN_HOURS": "9999"}), "login hours '9999':"),
    (dict(access=ALLOW), "an allow-list without a section [auth]"),
    (dict(environment={"ATLAS_ALLOW": "a@example.com"}), "an allow-list without a section [auth]"),
    (dict(auth=AUTH, environment={"ATLAS_OPEN": "yes"}), "unset it"),
    (dict(environment={"ATLAS_OPEN": "1"}), "'1': is neither yes nor no"),
    ({"auth": AUTH, "server.trustedUserHeaders": {"X-User": "email"}}, "server.trustedUserHeaders: with [auth]"),
    ({"server.address": "0.0.0.0"}, "without login only a loopback address"),
    ({"server.address": None}, "without login only a loopback address"),
    ({"server.address": "::"}, "without login only a loopback address"),
    ({"server.address": "192.168.1.7"}, "without login only a loopback address"),
])
def test_unsafe_settings_are_refused(given, words):
    with pytest.raises(ServingError) as fault:
        settings(**given)
    message = str(fault.value)
    assert words in message and ";" in message and "\n" not in message
    for secret in (SECRET, SECRET[:31], "ab12" * 20):
        assert secret not in message


def test_a_proxy_that_signs_people_in_may_reach_any_address():
    assert settings(environment={"ATLAS_OPEN": "yes"}, **{"server.address": "0.0.0.0"}).open


@pytest.mark.parametrize(("host", "expected"), [
    ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("LOCALHOST", True), ("localhost.", True),
    ("0.0.0.0", False), ("::", False), ("", False), ("localhost.example.com", False), ("127.0.0.1.example.com", False),
])
def test_loopback(host, expected):
    assert is_loopback(host) is expected


def test_settings_never_print_a_secret_or_a_name():
    assert SECRET not in repr(settings(AUTH, ALLOW)) and "ann" not in repr(settings(AUTH, ALLOW))


@pytest.mark.parametrize(("secrets", "words"), [
    ('[auth]\ncookie_secret = "short-7f3a"\nredirect_uri = "http://localhost:{port}/oauth2callback"\n', "fewer than 32"),
    ("[auth\n", "cannot be read as TOML"),
    ("# caf\udce9\n", "cannot be read by the app's user"),  # not UTF-8; a file of root's ends the same way
])
def test_the_server_ends_in_one_line_before_it_serves(tmp_path, secrets, words):
    file = tmp_path / "secrets.toml"
    file.write_text(secrets.replace("[auth]\n", '[auth]\nclient_id = "a"\nclient_secret = "b"\n'
                                    'server_metadata_url = "https://login.example.com/x"\n'),
                    "utf-8", "surrogateescape")
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0", "--secrets.files", file],
        cwd=ROOT, env=os.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 2
    assert words in ended.stderr and "Traceback" not in ended.stderr and "short-7f3a" not in ended.stderr
    assert ended.stderr.count("\n") == 1

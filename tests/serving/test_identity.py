"""The signed cookie, with Streamlit's own signing function of this version; and the allow-list."""

import hashlib
import json
import time

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from atlas.serving import identity
from atlas.serving.identity import Verdict, is_allowed, judge
from atlas.serving.settings import Settings

SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778"
SETTINGS = Settings(login=True, allow=("ann@example.com", "@example.org"), hours=2, origin="https://atlas.example.com",
                    cookie_secret=SECRET)
ANN = {"email": "ann@example.com", "email_verified": True, "sub": "1", "is_logged_in": True, "origin": SETTINGS.origin}


@pytest.fixture(autouse=True)
def nobody_signed_out(monkeypatch):
    monkeypatch.setattr(identity, "_revoked", {})


def cookies(person: dict, secret: str = SECRET) -> dict[str, str]:
    """A person's cookies as Streamlit sets them."""
    found = {}
    set_cookie_with_chunks(lambda name, value: found.update({name: create_signed_value(secret, name, value).decode()}),
                           lambda name, value: create_signed_value(secret, name, value), USER_COOKIE_NAME, person,
                           cookie_attr_size=60)
    return found


def test_an_allowed_person_is_admitted():
    assert judge(cookies(ANN), SETTINGS) is Verdict.ADMITTED


def test_a_long_identity_is_read_from_its_chunks():
    found = cookies(ANN | {"groups": [hashlib.md5(bytes([n])).hexdigest() for n in range(200)]})
    assert len(found) > 1
    assert judge(found, SETTINGS) is Verdict.ADMITTED
    assert judge({USER_COOKIE_NAME: found[USER_COOKIE_NAME]}, SETTINGS) is Verdict.STRANGER


@pytest.mark.parametrize("given", [
    {}, {USER_COOKIE_NAME: ""}, {USER_COOKIE_NAME: "x"}, {USER_COOKIE_NAME: "é.x.y"}, {USER_COOKIE_NAME: json.dumps(ANN)},
    cookies(ANN, "another secret of thirty-two characters or more"),
    cookies(ANN | {"origin": "https://elsewhere.example.com"}),
    cookies(ANN | {"is_logged_in": False}),
    {USER_COOKIE_NAME: create_signed_value(SECRET, "_streamlit_user_tokens", json.dumps(ANN)).decode()},
    {USER_COOKIE_NAME: create_signed_value(SECRET, USER_COOKIE_NAME, "[1]").decode()},
    {USER_COOKIE_NAME: create_signed_value(SECRET, USER_COOKIE_NAME, "no json").decode()},
    {USER_COOKIE_NAME: cookies(ANN)[USER_COOKIE_NAME][:-1]},
])
def test_anything_else_is_a_stranger(given):
    assert judge(given, SETTINGS) is Verdict.STRANGER


def test_a_sign_in_ends_after_its_hours(monkeypatch):
    now = time.time()
    signed = {}
    for age_s in (2 * 3600 - 60, 2 * 3600 + 60):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda age_s=age_s: now - age_s)
        signed[age_s] = URLSafeTimedSerializer(SECRET, salt=USER_COOKIE_NAME).dumps(json.dumps(ANN))
    monkeypatch.undo()
    assert [judge({USER_COOKIE_NAME: value}, SETTINGS) for value in signed.values()] == [Verdict.ADMITTED, Verdict.STRANGER]


def test_a_copy_of_a_cookie_does_not_outlive_the_sign_out():
    mine, copy, other = cookies(ANN), cookies(ANN), cookies(ANN | {"sub": "2"})
    copy = dict(mine)
    identity.revoke(mine, SETTINGS)
    assert judge(copy, SETTINGS) is Verdict.STRANGER
    assert judge(other, SETTINGS) is Verdict.ADMITTED


def test_what_is_no_cookie_of_ours_is_not_remembered():
    identity.revoke({USER_COOKIE_NAME: "x"}, SETTINGS)
    assert identity._revoked == {}


@pytest.mark.parametrize(("email", "verified", "expected"), [
    ("ann@example.com", True, True), ("ANN@Example.COM", True, True), ("ann@example.com", None, True),
    ("ann@example.com", False, False), ("bob@example.com", True, False),
    ("bob@example.org", True, True), ("bob@example.org", None, False), ("bob@example.org", False, False),
    ("bob@example.org", "true", False), ("bob@sub.example.org", True, False), ("bob@example.org.evil.net", True, False),
    ("bob@evil.net@example.org", True, False), ("@example.org", None, False), ("", True, False), (None, True, False),
    (["ann@example.com"], True, False),
])
def test_the_allow_list(email, verified, expected):
    person = {"email": email} | ({} if verified is None else {"email_verified": verified})
    assert is_allowed(person, SETTINGS.allow) is expected


def test_an_empty_list_admits_nobody():
    assert not is_allowed(ANN, ())


def test_everybody_is_admitted_where_nobody_signs_in():
    assert judge({}, Settings()) is Verdict.ADMITTED

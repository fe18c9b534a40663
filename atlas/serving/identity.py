"""Who a request comes from: the cookie that Streamlit signed at the sign-in, verified again for every request."""

import hashlib
import json
import time
from collections.abc import Mapping
from enum import Enum
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from atlas.serving.settings import Settings


class Verdict(Enum):
    """What the gate and the frame make of a visitor."""

    ADMITTED = "admitted"
    STRANGER = "stranger"
    """Nobody is signed in, the signature is wrong, or the sign-in has ended."""
    REFUSED = "refused"
    """Signed in, but not on the allow-list, or with an address that nobody verified."""


def judge(cookies: Mapping[str, str], settings: Settings) -> Verdict:
    """The verdict on a request's cookies; everybody is admitted where the app itself signs nobody in."""
    if not settings.login:
        return Verdict.ADMITTED
    person = claims(cookies, settings)
    if person is None:
        return Verdict.STRANGER
    return Verdict.ADMITTED if is_allowed(person, settings.allow) else Verdict.REFUSED


def claims(cookies: Mapping[str, str], settings: Settings) -> dict[str, Any] | None:
    """What the identity provider said about the signed-in person; None without a valid, unexpired cookie of this app."""

    def part(name: str) -> bytes | None:
        value = cookies.get(name)
        if not value:
            return None
        return decode_signed_value(settings.cookie_secret, name, value, max_age_days=settings.hours / 24)

    try:
        signed = get_cookie_with_chunks(part, USER_COOKIE_NAME)
        person = json.loads(signed) if signed else None
    except ValueError:
        return None
    if _digest(cookies) in _revoked:
        return None
    if not isinstance(person, dict) or person.get("is_logged_in") is not True or person.get("origin") != settings.origin:
        return None
    return person


def is_allowed(person: Mapping[str, Any], allow: tuple[str, ...]) -> bool:
    """Whether the allow-list names the person: by address, or by the domain of an address that the provider verified.

    An address that the provider calls unverified never counts: anybody could have typed it.
    """
    email, verified = person.get("email"), person.get("email_verified")
    if not isinstance(email, str) or email.count("@") != 1 or verified not in (True, None):
        return False
    email = email.lower()
    return (email in allow and not email.startswith("@")) or (verified is True and email[email.index("@"):] in allow)


_revoked: dict[str, float] = {}
"""Digests of cookies whose owner signed out -> when they end by themselves (Unix time); of this process only."""


def revoke(cookies: Mapping[str, str], settings: Settings) -> None:
    """Refuse a signed cookie from now on: a copy of it, or a tab that is still open, does not outlive the sign-out."""
    if settings.login and claims(cookies, settings) is not None:
        now = time.time()
        for digest in [digest for digest, end in _revoked.items() if end < now]:
            del _revoked[digest]
        _revoked[_digest(cookies)] = now + 3600 * settings.hours


def _digest(cookies: Mapping[str, str]) -> str:
    return hashlib.sha256(cookies.get(USER_COOKIE_NAME, "").encode()).hexdigest()

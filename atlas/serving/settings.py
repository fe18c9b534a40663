"""Who may reach the app: read once from `.streamlit/secrets.toml` and the environment, and refused when it is unsafe."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from atlas.domain.errors import ServingError, shown

SECRETS = ".streamlit/secrets.toml"
SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 10
"""Different characters in a cookie secret; 32 random hexadecimal digits have fewer once in a hundred thousand."""

EXAMPLES = re.compile(r"change|example|your|secret|password|placeholder|replace|xxxx|1234567|abcdef|qwert", re.IGNORECASE)
NEW_SECRET = 'python -c "import secrets; print(secrets.token_hex(32))"'
PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")
DEFAULT_HOURS = 12
MOST_HOURS = 24 * 30
"""Streamlit's own cookie ends after 30 days."""

ENTRY = re.compile(r"[^@\s,]*@[^@\s,]+\.[^@\s,.]+")


@dataclass(frozen=True)
class Settings:
    """Who may reach the app. `allow` holds lower-case addresses (`name@example.com`) and domains (`@example.com`).

    Without `login` the app answers on loopback addresses only, unless `open` says that a proxy in front signs people in.
    """

    login: bool = False
    open: bool = False
    allow: tuple[str, ...] = ()
    hours: float = DEFAULT_HOURS
    origin: str = ""
    providers: tuple[str, ...] = ()
    cookie_secret: str = ""
    base: str = ""

    @property
    def https(self) -> bool:
        return self.origin.startswith("https://")

    def __repr__(self) -> str:  # a trace may print it: never the secret or a name
        return f"Settings(login={self.login}, open={self.open}, allow={len(self.allow)} entries)"


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process; ServingError where they are unsafe."""
    return read(_secrets(), os.environ, {name: config.get_option(name) for name in
                                         ("server.address", "server.trustedUserHeaders", "server.baseUrlPath")})


def _secrets() -> dict[str, Any]:
    """All secrets; empty where there is no file. A file that cannot be read is no missing file: login would go off."""
    try:
        return dict(st.secrets.to_dict())
    except StreamlitSecretNotFoundError as fault:
        if fault.error_id == "no-secrets-found":
            return {}
        raise ServingError(f"{SECRETS}: cannot be read as TOML; mend it, or remove it to serve without login") from None
    except (OSError, UnicodeDecodeError):
        raise ServingError(f"{SECRETS}: cannot be read by the app's user; give it to that user, in UTF-8") from None


def read(secrets: Mapping[str, Any], environment: Mapping[str, str], options: Mapping[str, Any]) -> Settings:
    """Settings from the secrets, the environment and Streamlit's options; ServingError with thing, value and cure."""
    auth, access = _table(secrets, "auth"), _table(secrets, "access")
    open_ = _switch(environment, "ATLAS_OPEN")
    base = str(options.get("server.baseUrlPath") or "").strip("/")
    base = f"/{base}" if base else ""
    if "auth" not in secrets:
        if access or environment.get("ATLAS_ALLOW"):
            raise ServingError(f"{SECRETS}: an allow-list without a section [auth] protects nothing; add [auth], "
                               "or remove [access] and ATLAS_ALLOW")
        address = str(options.get("server.address") or "0.0.0.0")
        if not open_ and not is_loopback(address):
            raise ServingError(f"server.address {shown(address)}: without login only a loopback address is served; "
                               f"add [auth] to {SECRETS}, or set ATLAS_OPEN=yes where a proxy in front signs people in")
        return Settings(open=open_, base=base)
    if open_:
        raise ServingError(f"ATLAS_OPEN=yes: {SECRETS} has a section [auth], so the app itself signs people in; unset it")
    if options.get("server.trustedUserHeaders"):
        raise ServingError("server.trustedUserHeaders: with [auth] a header could take the place of the signed cookie; "
                           "remove the option")
    origin = _origin(auth)
    return Settings(
        login=True, origin=origin, providers=_providers(auth), cookie_secret=_cookie_secret(auth), base=base,
        allow=_allow(access, environment), hours=_hours(access, environment),
    )


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without a port, means this machine."""
    name = host.strip("[]").lower().rstrip(".")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _table(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = secrets.get(name, {})
    if not isinstance(table, Mapping):
        raise ServingError(f"{SECRETS} {name}: is not a section; write [{name}] and its settings below it")
    return table


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "")
    if value not in ("", "yes", "no"):
        raise ServingError(f"{name} {shown(value)}: is neither yes nor no; write {name}=yes or leave it out")
    return value == "yes"


def _origin(auth: Mapping[str, Any]) -> str:
    """Scheme and host of `redirect_uri`: where people reach the app."""
    uri, where = auth.get("redirect_uri"), f"{SECRETS} [auth] redirect_uri"
    cure = "write the app's public address, https://atlas.example.com/oauth2callback"
    if not isinstance(uri, str) or not uri:
        raise ServingError(f"{where}: is missing; {cure}")
    uri = uri.replace("{port}", str(config.get_option("server.port")))
    try:
        parts = urlsplit(uri)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        whole = False
    if not whole or not parts.path.endswith("/oauth2callback"):
        raise ServingError(f"{where} {shown(uri)}: is not an address ending in /oauth2callback; {cure}")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ServingError(f"{where} {shown(uri)}: plain http would show the sign-in to the network; {cure}")
    return f"{parts.scheme}://{parts.netloc}"


def _cookie_secret(auth: Mapping[str, Any]) -> str:
    """The key that signs cookies; its value is never quoted."""
    where, cure = f"{SECRETS} [auth] cookie_secret", f"make one with {NEW_SECRET}"
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or not secret:
        raise ServingError(f"{where}: is missing; {cure}")
    if len(secret) < SHORTEST_SECRET:
        raise ServingError(f"{where}: has {len(secret)} characters, fewer than {SHORTEST_SECRET}; {cure}")
    if len(set(secret)) < FEWEST_CHARACTERS:
        raise ServingError(f"{where}: has only {len(set(secret))} different characters; {cure}")
    if found := EXAMPLES.search(secret):
        raise ServingError(f"{where}: reads like an example (it holds {found[0]!r}); {cure}")
    return secret


def _providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the identity providers: "default" for keys in [auth] itself, or those of its sub-sections."""
    named = {name: value for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"}
    sections = named if named and not any(key in auth for key in PROVIDER_KEYS) else {"default": auth, **named}
    for name, section in sections.items():
        where = f"{SECRETS} [auth]" if name == "default" else f"{SECRETS} [auth.{name}]"
        for key in PROVIDER_KEYS:
            if not isinstance(section.get(key), str) or not section[key]:
                raise ServingError(f"{where} {key}: is missing; take it from the identity provider")
        if "_" in name:
            raise ServingError(f"{where}: a provider's name may not hold an underscore; rename the section")
        url = urlsplit(section["server_metadata_url"])
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
            raise ServingError(f"{where} server_metadata_url {shown(section['server_metadata_url'])}: is not https; "
                               "take the address of the provider's .well-known/openid-configuration")
    return tuple(sections)


def _allow(access: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The allow-list, in lower case; empty where there is none, which lets nobody in."""
    value = environment["ATLAS_ALLOW"].split(",") if environment.get("ATLAS_ALLOW") else access.get("allow", [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ServingError(f"{SECRETS} [access] allow {shown(value)}: is not a list of texts; "
                           'write allow = ["name@example.com", "@example.com"]')
    entries = tuple(entry.strip().lower() for entry in value)
    for entry in entries:
        if not ENTRY.fullmatch(entry):
            raise ServingError(f"allow-list entry {shown(entry)}: is neither name@example.com nor @example.com; correct it")
    return entries


def _hours(access: Mapping[str, Any], environment: Mapping[str, str]) -> float:
    value = environment.get("ATLAS_LOGIN_HOURS") or access.get("hours", DEFAULT_HOURS)
    try:
        hours = float(value)
    except (TypeError, ValueError):
        hours = 0.0
    if isinstance(value, bool) or not 0 < hours <= MOST_HOURS:
        raise ServingError(f"login hours {shown(value)}: is not a number from above 0 to {MOST_HOURS}; "
                           f"correct [access] hours or ATLAS_LOGIN_HOURS, or leave it out for {DEFAULT_HOURS}")
    return hours

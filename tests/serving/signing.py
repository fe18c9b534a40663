"""What a test needs to serve the app with login: its secrets file, and a signed-in HTTP client."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.browser.harness import Server, free_port, serve
from tests.serving.provider import CLIENT_ID, CLIENT_SECRET, Provider

ANN = {"email": "ann@example.com", "email_verified": True, "sub": "ann-1", "name": "Ann"}
EVE = {"email": "eve@example.net", "email_verified": True, "sub": "eve-1", "name": "Eve"}
COOKIE = "_streamlit_user"


def sign_in_variables(provider: Provider, port: int, file: Path) -> dict[str, str]:
    """Write the secrets file; the environment that serves the app with it."""
    file.write_text(f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{provider.metadata_url}"

[access]
allow = ["ann@example.com", "@example.org"]
""")
    return {"STREAMLIT_SECRETS_FILES": str(file)}


@contextmanager
def serve_with_login(build: Path, provider: Provider, folder: Path) -> Iterator[Server]:
    """Serve the app with login, its secrets file in `folder`."""
    port = free_port()
    with serve(build=build, port=port, variables=sign_in_variables(provider, port, folder / "secrets.toml")) as running:
        yield running


@contextmanager
def signed_in(url: str, provider: Provider, person: dict[str, Any]) -> Iterator[httpx.Client]:
    """An HTTP client that went through the sign-in as `person`, as a browser would."""
    provider.person = person
    with httpx.Client(base_url=url, follow_redirects=True, headers={"Accept": "text/html"}) as client:
        client.get("/signin")
        assert COOKIE in client.cookies
        yield client

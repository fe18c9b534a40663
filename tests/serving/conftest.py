"""The app as it is really served: once for this machine, once with login in front of a provider of our own."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.harness import Server, serve
from tests.serving.provider import Provider, provide
from tests.serving.signing import sign_in_variables


@pytest.fixture(scope="package")
def plain_server(built_database: Path) -> Iterator[Server]:
    """The app without login."""
    with serve(build=built_database) as running:
        yield running


@pytest.fixture(scope="package")
def provider() -> Iterator[Provider]:
    with provide() as running:
        yield running


@pytest.fixture(scope="package")
def login_server(built_database: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with login, for `ann@example.com` and whoever has a verified address at `example.org`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = sign_in_variables(provider, port, tmp_path_factory.mktemp("secrets") / "secrets.toml")
    with serve(build=built_database, port=port, variables=variables) as running:
        yield running

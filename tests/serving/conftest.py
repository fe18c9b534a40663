"""The app as it is really served: once for this machine, once with login in front of a provider of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.harness import Server, serve
from tests.serving.provider import Provider, provide
from tests.serving.signing import serve_with_login


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
    with serve_with_login(built_database, provider, tmp_path_factory.mktemp("secrets")) as running:
        yield running

"""Two replicas behind nginx as docs/deploy has it: uploads arrive, and one may die; opt in with `make test-replicas`."""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from atlas.paths import ROOT
from bench.session import Session
from tests.browser.harness import DEADLINE_S, Server, free_port, serve
from tests.saved.test_postgres import server as postgres_server  # noqa: F401 (a fixture)

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
DEPLOY = ROOT / "docs" / "deploy"
UPLOADS = 100

pytestmark = [
    pytest.mark.skipif(os.environ.get("REQUIRE_REPLICAS") != "1", reason="opt in with make test-replicas"),
    pytest.mark.skipif(NGINX is None, reason="nginx was not found; on Debian: apt install nginx"),
]


@dataclass
class Site:
    """nginx's address and the two replicas behind it, by the name that the cookie has for them."""

    url: str
    replicas: dict[str, Server]


def nginx_files(folder: Path, port: int, replicas: dict[str, Server]) -> Path:
    """The shipped files with the ports of this test, and around them what nginx needs to run as anybody."""
    for name in ("atlas-http.conf", "atlas-server.conf"):
        text = (DEPLOY / name).read_text()
        for shipped, replica in (("8501", replicas["a"]), ("8502", replicas["b"])):
            text = text.replace(f":{shipped}", f":{replica.url.rpartition(':')[2]}")
        (folder / name).write_text(text)
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    main = folder / "main.conf"
    main.write_text(f"""
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
{"user root;" if os.getuid() == 0 else ""}
events {{}}
http {{
    access_log off; {temporary}
    include {folder}/atlas-http.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/atlas-server.conf; }}
}}
""")
    return main


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, built_database: Path, tmp_path: Path) -> Iterator[Site]:
    """The whole site; saved scenarios in one SQLite file for both, or in PostgreSQL."""
    if request.param == "postgresql":
        if os.environ.get("REQUIRE_POSTGRES") != "1":
            pytest.skip("opt in with REQUIRE_POSTGRES=1")
        shelf = f"postgresql://atlas@/postgres?host={request.getfixturevalue('postgres_server')}"
    else:
        shelf = f"sqlite:///{tmp_path / 'saved.sqlite'}"
    with ExitStack() as stack:
        replicas = {name: stack.enter_context(serve(build=built_database, variables={"ATLAS_SAVED_URL": shelf}))
                    for name in ("a", "b")}
        port = free_port()
        process = subprocess.Popen([NGINX, "-c", nginx_files(tmp_path, port, replicas), "-p", tmp_path, "-e", tmp_path / "start.log"])
        try:
            deadline = time.monotonic() + DEADLINE_S
            while True:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
                    break
                except httpx.HTTPError:
                    assert process.poll() is None and time.monotonic() < deadline, (tmp_path / "error.log").read_text()
                    time.sleep(0.05)
            yield Site(f"http://127.0.0.1:{port}", replicas)
        finally:
            process.terminate()
            process.wait(timeout=DEADLINE_S)


def test_every_upload_arrives_at_the_replica_of_its_session(site: Site):
    async def upload(number: int, at_once: asyncio.Semaphore) -> tuple[int, str]:
        async with at_once, Session(site.url) as visitor:
            return await visitor.upload(f"{number}.csv", b"a,b\n1,2\n"), visitor.cookies["atlas_replica"]

    async def all_uploads() -> list[tuple[int, str]]:
        at_once = asyncio.Semaphore(4)
        return await asyncio.gather(*(upload(number, at_once) for number in range(UPLOADS)))

    answers = asyncio.run(all_uploads())
    assert [status for status, _ in answers].count(204) == UPLOADS
    assert {replica for _, replica in answers} == {"a", "b"}  # both had their share


def test_the_other_replica_goes_on_with_what_was_saved(site: Site):
    async def story() -> None:
        async with Session(site.url) as visitor:
            await visitor.visit("rank")
            await visitor.choose("role", "Data engineer")
            await visitor.unfold("saved")
            await visitor.write("saved_name", "Board, March")
            await visitor.press("saved_save")
            assert visitor.faults == []
            first = visitor.cookies["atlas_replica"]
            os.kill(site.replicas[first].pid, signal.SIGKILL)
            await visitor.open()  # as the browser does by itself when the connection is gone
            assert visitor.cookies["atlas_replica"] == {"a": "b", "b": "a"}[first]
            await visitor.choose("role", "AI/ML engineer")
            await visitor.unfold("saved")
            kept, = visitor.options["saved_chosen"]
            assert kept.startswith("Board, March")
            await visitor.choose("saved_chosen", kept)
            await visitor.press("saved_open")
            assert any("Data engineer" in text for text in visitor.texts)
            assert visitor.faults == []
            assert await visitor.upload("after.csv", b"a\n1\n") == 204

    asyncio.run(story())


def test_the_shipped_file_with_tls_is_one_that_nginx_takes(tmp_path: Path):
    """With a certificate made here, and the folder of this checkout in the place of the installed one."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=atlas.example.com",
                    "-keyout", tmp_path / "key", "-out", tmp_path / "pem"], check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text().replace("/opt/talent-atlas", str(ROOT))
    text = text.replace("/etc/ssl/certs/atlas.pem", f"{tmp_path}/pem").replace("/etc/ssl/private/atlas.key", f"{tmp_path}/key")
    text = text.replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(text)
    (tmp_path / "main.conf").write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
                                        f"http {{ access_log off; include {tmp_path}/site.conf; }}\n")
    done = subprocess.run([NGINX, "-t", "-q", "-c", tmp_path / "main.conf", "-e", tmp_path / "start.log"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + (tmp_path / "error.log").read_text()

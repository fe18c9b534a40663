"""Drives a Streamlit app in a real Chromium: serve it, open a page, wait until it stands still, look at it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from atlas.paths import ROOT

SHOTS = ROOT / "shots"
DEADLINE_S = 60  # a shared two-core machine under load; a healthy server answers in two
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader",  # WebGL in software; --disable-gpu breaks the map
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves, even where nobody watches
]  # fmt: skip

SMALL = {"width": 800, "height": 600}
"""A window in which software WebGL paints the map in bearable time."""

PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")
"""Opened at a page's own address, Streamlit first looks for its server below that page, and logs the 404."""

FOREIGN = {"exclude": ["[data-testid='stSidebarNav']"]}
"""Streamlit's own navigation: with sections, its lists hold other elements than items."""

READY = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') === null
        && document.fonts.status === 'loaded';
}"""
_SOCKETS: WeakKeyDictionary[Page, WebSocket] = WeakKeyDictionary()  # the live websocket of each open tab
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def find_chromium() -> str | None:
    """The first Chromium or Chrome on PATH."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass(frozen=True)
class Server:
    """A running app: its address, its process id, and the file that holds what it printed."""

    url: str
    pid: int
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not become healthy at {url}:\n{log.read_text()[-4000:]}")


@contextmanager
def serve(script: Path = ROOT / "app.py", build: Path | None = None, port: int | None = None,
          variables: dict[str, str] | None = None) -> Iterator[Server]:
    """Serve `script` on a port (a free one) until the block ends; `build` is the folder of its database (the usual one).

    `variables` are added to the environment, Streamlit's own (`STREAMLIT_SECRETS_FILES`) too.
    """
    port = port or free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
    if build is not None:
        environment["ATLAS_BUILD"] = str(build)
    environment |= variables or {}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "server.log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_healthy(url, process, log)
            yield Server(url, process.pid, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def launch(executable: str) -> Iterator[Browser]:
    """A headless Chromium that resolves no name and so reaches this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What a browser context did: its requests and its errors; an error with an `allowed` text is no fault."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    @contextmanager
    def attached(self, context: BrowserContext) -> Iterator[None]:
        """Watch a context while the block lasts."""
        events = {
            "request": lambda request: self.requests.append(request.url),
            "console": self._console,
            "weberror": lambda error: self.errors.append(f"page error: {error.error}"),
            "page": lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)),
        }
        for event, heard in events.items():
            context.on(event, heard)
        try:
            yield
        finally:
            for event, heard in events.items():
                context.remove_listener(event, heard)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.match(urlsplit(message.location["url"]).path):
            self.errors.append(f"console error: {message.text} {message.location['url']}".rstrip())

    def allow(self, text: str) -> None:
        """Errors that hold `text` are expected by this test."""
        self.allowed.append(text)

    def faults(self) -> list[str]:
        """Requests that left 127.0.0.1, and errors that no test allowed."""
        left = [url for url in self.requests if leaves_machine(url)]
        errors = [error for error in self.errors if not any(text in error for text in self.allowed)]
        return [f"request left the machine: {url}" for url in left] + errors


def leaves_machine(url: str) -> bool:
    """Whether fetching `url` needs a network; data:, blob: and about: do not."""
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about"} and parts.hostname != "127.0.0.1"


def new_context(browser: Browser, url: str, **options: Any) -> BrowserContext:
    """A context whose tabs have 1440 x 900 pixels and the light theme; relative addresses start at `url`."""
    return browser.new_context(base_url=url, viewport={"width": 1440, "height": 900}, color_scheme="light",
                               reduced_motion="reduce", **options)


@contextmanager
def open_tab(browser: Browser, url: str, watch: Watch | None = None, **options: Any) -> Iterator[Page]:
    """An empty tab in a context of its own."""
    with closing(new_context(browser, url, **options)) as context, tab_in(context, watch or Watch()) as page:
        yield page


@contextmanager
def tab_in(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """An empty tab in a context that others used and whose cache is warm; nothing that they stored is left."""
    with watch.attached(context):
        page = context.new_page()
        page.on("websocket", lambda socket: _SOCKETS.update({page: socket}))
        try:
            yield page
        finally:
            for opened in context.pages:
                with suppress(Error):  # a page that shows no document has no storage
                    opened.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
                opened.close()
            with suppress(Error):  # the test may have closed it
                context.clear_cookies()
                context.clear_permissions()


def wait_ready(page: Page) -> None:
    """Return when the script has ended, nothing on the page is stale or a skeleton, and the result was painted."""
    page.wait_for_function(READY, timeout=1000 * DEADLINE_S)
    page.evaluate(PAINTED)


def goto(page: Page, path: str = "/") -> None:
    """Open `path` with its query (`/rank?role=data_engineer`) and wait until it is ready."""
    page.goto(path)
    wait_ready(page)


def _run_ended(payload: bytes | str) -> bool:
    if isinstance(payload, str):
        return False
    message = ForwardMsg()
    message.ParseFromString(payload)
    return message.WhichOneof("type") == "script_finished" and message.script_finished in (
        ForwardMsg.FINISHED_SUCCESSFULLY,
        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    )


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """Do something in the block that reruns the script; return when that run ended and was painted.

    The end is read from the websocket: a short run may begin and end without the page ever showing it.
    """
    with _SOCKETS[page].expect_event("framereceived", _run_ended, timeout=1000 * DEADLINE_S):
        yield
    page.evaluate(PAINTED)
    wait_ready(page)


def use_theme(page: Page, theme: str) -> None:
    """Show the page in the `light` or `dark` theme; a change reloads it: figures are coloured on the server."""
    if not page.evaluate("theme => matchMedia(`(prefers-color-scheme: ${theme})`).matches", theme):
        page.emulate_media(color_scheme=theme)
        goto(page, page.url)


def shot(page: Page, name: str, width: int = 1440, height: int = 900, dark: bool = False) -> Path:
    """Save what a window of this size shows as `shots/<name>.png`, in the light or the dark theme (see use_theme)."""
    page.set_viewport_size({"width": width, "height": height})
    use_theme(page, "dark" if dark else "light")
    wait_ready(page)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def axe(page: Page, within: str = "") -> list[str]:
    """The serious and critical violations that axe-core finds in what is ours, one line each with the first element.

    `within` is the selector of a part of the page; a part is looked at in a fraction of the time.
    """
    context = FOREIGN | ({"include": [within]} if within else {})
    found = Axe().run(page, context, {"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}, {len(fault['nodes'])}x): {fault['help']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]

"""Logs: one JSON object a line (`ATLAS_LOG=text`: one readable line), ours, Streamlit's and uvicorn's alike.

A log line holds only words that stand in the code itself, numbers, and the fields below: no cell, file name, link,
address or token ever. A message that was put together at run time is replaced by its exception's type and place.
"""

import ast
import hashlib
import json
import logging
import os
import re
import secrets
import sys
import threading
import time
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit.logger as streamlit_logger
from starlette.datastructures import MutableHeaders

from atlas import paths
from atlas.domain.errors import ServingError, shown
from atlas.serving.settings import Settings

LOG = logging.getLogger("atlas.serving")
FORMATS = ("json", "text")
QUIET = ("/static/", "/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config", "/favicon.png")
"""Requests that say nothing: they are logged only when they fail."""

ROUTES = ("/media/", "/_stcore/upload_file/", "/_stcore/bidi-components/", "/_stcore/agent/", "/component/", "/static/")
EXACT = frozenset({"/", "/signin", "/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/stream", "/_stcore/metrics",
                   *QUIET[1:], *(f"/{path.stem}" for path in (paths.ROOT / "pages").glob("*.py"))})
REQUEST_ID = re.compile(r"[0-9a-f]{16,64}")
_SALT = secrets.token_bytes(16)
_request: ContextVar[str] = ContextVar("request", default="")


class JsonFormatter(logging.Formatter):
    """A record as one JSON object; see the module for what may be in it."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields(record), ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """The same fields in one readable line."""

    def format(self, record: logging.LogRecord) -> str:
        found = fields(record)
        head = f"{found.pop('time')} {found.pop('level'):<7} {found.pop('logger')}: {found.pop('event')}"
        return " ".join([head, *(f"{name}={value}" for name, value in found.items())])


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """What may be said of a record."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(), "logger": record.name, "event": event(record),
    }
    if request := _request.get():
        found["request"] = request
    found |= getattr(record, "fields", {})
    fault = record.exc_info[1] if record.exc_info else next((a for a in _args(record) if isinstance(a, BaseException)), None)
    return found | (reason(fault) if fault is not None else {})


def _args(record: logging.LogRecord) -> tuple[Any, ...]:
    return record.args if isinstance(record.args, tuple) else ()


def event(record: logging.LogRecord) -> str:
    """The message as it stands in the code, its numbers filled in; without letters of its own, the place it came from."""
    text = record.msg if isinstance(record.msg, str) else ""
    if not re.search(r"[A-Za-z]{3}", re.sub(r"%\w", "", text)) or text not in _words(record.pathname):
        return f"{Path(record.pathname).name}:{record.lineno}"
    numbers = _args(record)
    if numbers and all(isinstance(value, int | float) for value in numbers):
        text = text % numbers
    return " ".join(re.sub(r"%\.?\d*[a-z]", "…", text).split())


@lru_cache(maxsize=512)
def _words(source: str) -> frozenset[str]:
    """Every text that stands in a module's source; none for what has no source (`<string>`)."""
    try:
        tree = ast.parse(Path(source).read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    return frozenset(node.value for node in ast.walk(tree)
                     if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside)


def reason(fault: BaseException) -> dict[str, str]:
    """An exception's type and where it arose; never its text, which may quote a cell."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(paths.ROOT) and ".venv" not in frame.filename]
    found = {"error": type(fault).__name__}
    for name, frame in (("place", frames[-1:]), ("ours", ours[-1:])):
        if frame:
            found[name] = f"{_short(frame[0].filename)}:{frame[0].lineno} {frame[0].name}"
    cause = fault.__cause__ or fault.__context__
    return found | ({"cause": type(cause).__name__} if cause is not None else {})


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(paths.ROOT) and "site-packages" not in file:
        return str(path.relative_to(paths.ROOT))
    return file.rpartition("site-packages/")[2] if "site-packages/" in file else path.name


def set_up() -> None:
    """Lead every logger of the process, also those made later, to one handler on stderr. ServingError for ATLAS_LOG."""
    form = os.environ.get("ATLAS_LOG") or "json"
    if form not in FORMATS:
        raise ServingError(f"ATLAS_LOG {shown(form)}: is neither json nor text; correct it or leave it out")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    handler.addFilter(lambda record: record.levelno > logging.INFO or "/uvicorn/protocols/" not in record.pathname)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Streamlit hangs a handler of its own on each logger when it is first asked for.
    streamlit_logger.setup_formatter = _to_root
    streamlit_logger.get_logger("root")
    for name in [*logging.root.manager.loggerDict, "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"]:
        if name.partition(".")[0] in ("streamlit", "uvicorn", "websockets"):
            _to_root(logging.getLogger(name))
    logging.getLogger("uvicorn.access").disabled = True  # it would say the address and the query; RequestLog speaks instead
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _to_root(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True


def _uncaught(kind, fault, trace) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        LOG.error("uncaught exception", exc_info=(kind, fault, trace))


def session_name(session_id: str) -> str:
    """A session's name in the log: not its id, which is the key to its uploads."""
    return hashlib.blake2s(session_id.encode(), key=_SALT, digest_size=5).hexdigest()


@contextmanager
def page_run(page: str, session_id: str, generation: int):
    """Log one run of a page, with its duration, when it ends."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        LOG.info("page", extra={"fields": {"page": page, "session": session_name(session_id), "generation": generation,
                                           "duration_ms": round(1000 * (time.perf_counter() - begun), 1)}})


class RequestLog:
    """ASGI middleware: a line for each request and websocket, and the answer's `X-Request-ID`."""

    def __init__(self, app, settings: Settings):
        self.app, self.base = app, settings.base

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
        name = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token, begun, status = _request.set(name), time.perf_counter(), 0

        async def watched(message):
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = name
            elif message["type"] == "websocket.accept":
                status = 101
                LOG.info("websocket opened")
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            path = scope["path"].removeprefix(self.base)
            if status >= 400 or status == 0 or not path.startswith(QUIET):
                LOG.log(logging.WARNING if status >= 500 else logging.INFO, "request", extra={"fields": {
                    "method": scope.get("method", "WEBSOCKET"), "route": route_of(path), "status": status,
                    "duration_ms": round(1000 * (time.perf_counter() - begun), 1)}})
            _request.reset(token)


def route_of(path: str) -> str:
    """The route that a path belongs to, without what follows: a file's or a session's id, or whatever somebody typed."""
    if path in EXACT:
        return path
    return next((f"{prefix}…" for prefix in ROUTES if path.startswith(prefix)), "other")

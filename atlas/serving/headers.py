"""The security headers that stock Streamlit does not send, on every response, errors and refused websockets included."""

import base64
import hashlib
import logging
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders

from atlas.serving.settings import Settings

LOG = logging.getLogger(__name__)



def inline_scripts() -> list[str]:
    """The hashes of the scripts that stand in Streamlit's own page; any other script in a page's markup is not run."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]


POLICY = "; ".join((
    "default-src 'self'",
    # blob: our components' modules; eval: deck.gl and Vega compile code
    " ".join(("script-src 'self'", *inline_scripts(), "'unsafe-eval' 'wasm-unsafe-eval' blob:")),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self' data: blob:",  # 'self' holds the page's own websocket
    "font-src 'self' data:",
    "media-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",  # no form is ever sent: widgets speak over the websocket
    "frame-ancestors 'none'",
))

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # a link holds the whole scenario
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
NEVER_KEPT = ("/media/", "/_stcore/", "/signin", "/auth/", "/oauth2callback", "/healthz", "/readyz")
"""Paths whose answers may hold data or somebody's identity: no browser and no proxy keeps them."""

REFUSED = ("websocket.http.response.start", "websocket.http.response.body")


class SecurityHeaders:
    """ASGI middleware that adds HEADERS to whatever the app answers, and answers for it when it fails."""

    def __init__(self, app, settings: Settings):
        self.app, self.settings = app, settings
        self.always = HEADERS | (HTTPS_ONLY if settings.https else {})

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message):
            nonlocal begun
            refusable = not begun and "websocket.http.response" in scope.get("extensions", {})
            if message["type"] == "websocket.close" and refusable:
                # Closed before it was accepted: as a bare close the server would answer without any header.
                await send(self.dressed(scope, {"type": REFUSED[0], "status": 403,
                                                "headers": [(b"content-type", b"text/plain; charset=utf-8")]}))
                message = {"type": REFUSED[1], "body": b"Refused"}
            elif message["type"] in ("http.response.start", "websocket.accept", REFUSED[0]):
                message = self.dressed(scope, message)
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as fault:
            LOG.exception("request failed")
            if begun or scope["type"] == "websocket":
                raise fault from None
            await send_with_headers({"type": "http.response.start", "status": 500,
                                     "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
            await send_with_headers({"type": "http.response.body", "body": b"The server failed; its log has the reason"})

    def dressed(self, scope, message):
        """A response's first message with the headers."""
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        headers.update(self.always)
        if scope["path"].removeprefix(self.settings.base).startswith(NEVER_KEPT):
            headers["Cache-Control"] = "no-store"
        if self.settings.https:
            message["headers"] = [(name, value if name.lower() != b"set-cookie" or b"; secure" in value.lower()
                                   else value + b"; Secure") for name, value in message["headers"]]
        return message

"""The gate before every route: without a sign-in no page, no websocket, no upload, no download, whatever is added later.

A stranger gets a sign-in page of ours, without script or data; Streamlit itself is reached by admitted people only. Where
the app signs nobody in, the gate answers this machine only, so that no other site can reach it through a browser
(DNS rebinding) and no forgotten `--server.address` opens it.
"""

import logging
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from atlas.serving.identity import Verdict, judge, revoke
from atlas.serving.settings import Settings, is_loopback
from atlas.serving.sign_in_page import refused_page, sign_in_page

LOG = logging.getLogger(__name__)

HEALTH = ("/healthz", "/readyz")
PUBLIC = frozenset({*HEALTH, "/_stcore/health", "/_stcore/host-config", "/signin", "/auth/login", "/auth/logout",
                    "/oauth2callback", "/favicon.png"})
"""What a stranger may ask: none of it holds data. Everything else is closed, also what a later version adds."""
PUBLIC_FOLDER = "/static/"
"""Streamlit's own scripts, styles and fonts."""

WANTED = "atlas_wanted"
"""The cookie that remembers which page, with its query, a stranger asked for; the sign-in leads back to it."""
WANTED_LONGEST = 3000
WANTED_SECONDS = 600


class Gate:
    """ASGI middleware; see the module."""

    def __init__(self, app, settings: Settings):
        self.app, self.settings = app, settings

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket") or self.settings.open or self.path(scope) in HEALTH:
            await self.app(scope, receive, send)
            return
        answer = self.answer(HTTPConnection(scope)) if self.settings.login else self.local_only(scope)
        if answer is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await answer(scope, receive, send)

    def path(self, scope) -> str:
        return scope["path"].removeprefix(self.settings.base)

    def local_only(self, scope) -> Response | None:
        """The refusal of a request that is not for this machine, or None."""
        server = (scope.get("server") or ("localhost", None))[0]
        host = Headers(scope=scope).get("host", "")
        name = host[: host.rindex("]") + 1] if "]" in host else host.partition(":")[0]
        if is_loopback(name) and (is_loopback(server) or server.startswith("/")):
            return None
        return PlainTextResponse("Without login this app answers on its own machine only; see docs/ADMINISTRATION.md\n", 403)

    def answer(self, request: HTTPConnection) -> Response | None:
        """What a request gets instead of the app, or None for the app's own answer."""
        path = self.path(request.scope)
        verdict = judge(request.cookies, self.settings)
        if path == "/auth/logout":
            revoke(request.cookies, self.settings)
        if path in PUBLIC or path.startswith(PUBLIC_FOLDER):
            return None
        if verdict is Verdict.ADMITTED:
            return self.back(request)
        page = wants_page(request)
        if verdict is Verdict.REFUSED:
            return HTMLResponse(refused_page(self.settings), 403) if page else PlainTextResponse("Not allowed\n", 403)
        if not page:
            return PlainTextResponse("Sign in first\n", 401)
        response = HTMLResponse(sign_in_page(self.settings), 401)
        wanted = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="/")
        if len(wanted) <= WANTED_LONGEST and not path.startswith(("/_stcore/", "/media/", "/component/")):
            response.set_cookie(WANTED, wanted, max_age=WANTED_SECONDS, httponly=True, samesite="lax",
                                path=self.settings.base or "/")
        return response

    def back(self, request: HTTPConnection) -> Response | None:
        """After the sign-in, Streamlit leads to the first page: from there to the page that was asked for."""
        wanted = request.cookies.get(WANTED)
        if wanted is None or not wants_page(request) or self.path(request.scope) != "/":
            return None
        target = unquote(wanted)
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        safe = target.startswith("/") and not target.startswith("//") and target.isprintable() and "\\" not in target
        if not safe or target == here or request.url.query:
            return None
        response = RedirectResponse(target, 303)
        response.delete_cookie(WANTED, path=self.settings.base or "/")
        return response


def wants_page(request: HTTPConnection) -> bool:
    """Whether a browser asks for a page to show."""
    return request.scope.get("method") in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def sign_in_routes(settings: Settings) -> list[Route]:
    """`/signin?with=NAME` leads to the identity provider; its link in the page outlives Streamlit's two-minute token."""

    def sign_in(request: Request) -> Response:
        name = request.query_params.get("with", settings.providers[0])
        if name not in settings.providers:
            return PlainTextResponse("No such identity provider\n", 404)
        response = RedirectResponse(f"{settings.base}/auth/login?provider={encode_provider_token(name)}", 303)
        response.delete_cookie(USER_COOKIE_NAME, path=settings.base or "/")
        return response

    return [Route(f"{settings.base}/signin", sign_in)] if settings.login else []

"""A small OpenID provider on loopback: discovery, authorize, token and keys, with signed identity tokens.

It signs in, without asking, whoever `Provider.person` holds at that moment.
"""

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "atlas-test", "a secret that only this test knows"


@dataclass
class Provider:
    """The running provider: its address, and the claims of the person whom it signs in next."""

    url: str
    person: dict[str, Any] = field(default_factory=dict)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    _codes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/.well-known/openid-configuration"

    def routes(self) -> list[Route]:
        return [Route("/.well-known/openid-configuration", self.metadata), Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]), Route("/keys", self.keys)]

    async def metadata(self, _: Request) -> JSONResponse:
        return JSONResponse({
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
        })

    async def authorize(self, request: Request) -> RedirectResponse:
        asked = request.query_params
        code = secrets.token_hex(16)
        self._codes[code] = {"nonce": asked["nonce"], "challenge": asked["code_challenge"], "claims": dict(self.person)}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> JSONResponse | PlainTextResponse:
        form = await request.form()
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        given = self._codes.pop(str(form["code"]), None)
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        client = request.headers.get("authorization") == f"Basic {basic}"
        if given is None or not client or given["challenge"] != challenge:
            return PlainTextResponse("refused", 400)
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": given["nonce"], **given["claims"]}
        return JSONResponse({"access_token": secrets.token_hex(16), "token_type": "Bearer", "expires_in": 300,
                             "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)})

    async def keys(self, _: Request) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def provide() -> Iterator[Provider]:
    """Run the provider in a thread until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        provider = Provider(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=provider.routes()), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()

"""Health: `/healthz` says what is served, `/readyz` whether it should be; both without data, and never behind login."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from atlas import paths
from atlas.domain.criteria import METHOD_VERSION
from atlas.domain.errors import StoreError
from atlas.serving.settings import Settings
from atlas.store import db


def liveness(request: Request) -> JSONResponse:
    """200 as long as the process answers: generation and data version served, null where no database can be opened."""
    return JSONResponse({"status": "alive", **state()})


def readiness(request: Request) -> JSONResponse:
    """200 when a sound database serves, with a `notice` where it is not the newest; 503 and the `reason` otherwise."""
    found = state()
    ready = found["generation"] is not None
    return JSONResponse({"status": "ready" if ready else "unavailable", **found}, status_code=200 if ready else 503)


def state() -> dict[str, str | int | None]:
    """What is served, and what is wrong with it in one line; folders of this machine are left out."""
    try:
        served = db.current()
    except StoreError as fault:
        return {"generation": None, "data_version": None, "method_version": METHOD_VERSION, "reason": _bare(str(fault))}
    found = {"generation": paths.generation_of(served.path), "data_version": served.meta["data_version"],
             "method_version": METHOD_VERSION}
    return found | ({"notice": _bare(served.notice)} if served.notice else {})


def _bare(text: str) -> str:
    return text.replace(f"{paths.BUILD.resolve()}/", "").replace(f"{paths.BUILD}/", "")


def health_routes(settings: Settings) -> list[Route]:
    """The two routes."""
    return [Route(f"{settings.base}/healthz", liveness), Route(f"{settings.base}/readyz", readiness)]

"""The start of the server: logs first, then the settings; what is unsafe ends the process in one line.

`python -m atlas.serving` runs the same check without serving.
"""

import logging
import sys

from streamlit import config

from atlas.domain.errors import ServingError
from atlas.serving.logs import set_up
from atlas.serving.settings import Settings, current

LOG = logging.getLogger("atlas.serving")


def check() -> Settings:
    """The settings, or the end of the process: one line on stderr and exit code 2."""
    try:
        set_up()
        return current()
    except ServingError as fault:
        sys.stderr.write(f"{fault}\n")
        raise SystemExit(2) from None


def start() -> Settings:
    """The settings of the server that starts now, after saying where it serves and who may come in."""
    settings = check()
    sys.stdout.write(f"Talent Atlas serves {address(settings)}\n")
    sys.stdout.flush()
    if settings.login and not settings.allow:
        LOG.warning("login is on and the allow-list is empty: nobody is let in")
    LOG.info("serving", extra={"fields": {"login": settings.login, "open": settings.open, "allow": len(settings.allow)}})
    return settings


def address(settings: Settings) -> str:
    """Where the app is reached; Streamlit's own lines would ask a foreign server for this machine's address."""
    host = str(config.get_option("server.address") or "0.0.0.0")
    own = f"http://{f'[{host}]' if ':' in host else host}:{config.get_option('server.port')}{settings.base}"
    return f"{own} as {settings.origin}" if settings.login else own

"""Every route of the app as it is really built, Streamlit's own among them: a new one cannot be forgotten."""

import json
import os
import re
import subprocess
import sys

from atlas.paths import ROOT

LIST = """
import json, sys
sys.path.insert(0, ".")
from app import app
print(json.dumps([[route.path, sorted(getattr(route, "methods", None) or [])] for route in app._build_starlette_app().routes]))
"""


def routes(variables: dict[str, str] | None = None) -> list[tuple[str, list[str]]]:
    """Path (with its placeholders filled in) and methods of each route; a websocket and a mounted folder have none.

    Asked in a process of its own: building the app makes Streamlit's runtime, of which a process has one.
    """
    done = subprocess.run([sys.executable, "-c", LIST], cwd=ROOT, env=os.environ | (variables or {}), check=True,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [(re.sub(r"{\w+(:path)?}", "anything", path) or "/", methods) for path, methods in found]

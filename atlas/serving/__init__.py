"""Serving to the world: settings that are refused when unsafe, the gate, headers, health, and logs without values.

`app.py`, the frame and its visitor component are its only users; it draws nothing.
"""

from atlas.serving.gate import Gate, sign_in_routes
from atlas.serving.headers import SecurityHeaders
from atlas.serving.health import health_routes
from atlas.serving.identity import Verdict, is_allowed, judge
from atlas.serving.logs import RequestLog, page_run
from atlas.serving.settings import Settings, current
from atlas.serving.start import start

__all__ = ["Gate", "RequestLog", "SecurityHeaders", "Settings", "Verdict", "current", "health_routes", "is_allowed", "judge",
           "page_run", "sign_in_routes", "start"]

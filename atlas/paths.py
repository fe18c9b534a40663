"""Where things are on disk. Imports nothing of ours."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
BUILD = Path(os.environ.get("ATLAS_BUILD", ROOT / "build"))
"""The folder of the published database; `ATLAS_BUILD` moves it (a volume, a test)."""

"""A throw-away process for what nobody vouches for: limits, a time to end, no secrets, no open files, one way to answer.

The child binds its memory, processor time, files and sizes itself before it reads (etl.confined); here are the walls that
it cannot reach: a session of its own that is killed as a group, an environment that is made and not inherited, and an
answer that is read from a file up to a size.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from atlas import paths
from atlas.domain.upload_limits import BROKEN, OUT_OF_MEMORY

TIME_S = float(os.environ.get("ATLAS_UPLOAD_SECONDS", "9.5"))
"""From the first byte to the end of the child, so that an answer is there within 10 s. What is accepted takes about 2 s of
a processor, what is refused at sight 1 s; a server that is always busy may need more: `ATLAS_UPLOAD_SECONDS`."""

ANSWER_BYTES_MAX = 4_000_000
TOO_LONG = "takes too long to check; give fewer rows, or try again when the server is less busy"
ENDS = {OUT_OF_MEMORY: "needs more memory than one upload may have; give fewer rows or shorter texts",
        BROKEN: "cannot be read; save the files again as CSV, Parquet or XLSX"}
"""What etl.confined says by its exit code."""
OF_MEMORY = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
"""How libraries end where memory does."""

LOOK_AGAIN_S = 0.02
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """How the child ended: its `answer`, or why there is none (`refused`, one line)."""

    code: int
    answer: str = ""
    refused: str = ""


def run(arguments: Sequence[str], folder: Path, seconds: float) -> Ended:
    """Run `etl.confined` with arguments in a private folder; what it prints to stdout is the answer."""
    layers = [paths.DATA] + ([paths.OWN] if paths.OWN.is_dir() else [])
    command = [sys.executable, "-s", "-P", "-m", "etl.confined", *arguments, "--data", str(layers[0])]
    command += [text for folder_ in layers[1:] for text in ("--beneath", str(folder_))]
    answer = folder / "answer.json"
    try:
        with answer.open("xb") as out:
            child = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=subprocess.DEVNULL, close_fds=True, start_new_session=True, umask=0o077)
            try:
                _wait(child.pid, time.monotonic() + seconds)
            finally:
                _end(child)
        ended = _answer(child.returncode, answer)
        if ended.refused:
            LOG.warning("a check of uploads ended with code %d", ended.code)
        return ended
    finally:
        answer.unlink(missing_ok=True)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the server's: no addresses, no tokens, no secrets."""
    return {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PYTHONPATH": str(paths.ROOT),
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def _wait(pid: int, until: float) -> None:
    """Until the child ends or its time is over. It stays to be collected, so that its number cannot be another's yet."""
    while time.monotonic() < until:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(LOOK_AGAIN_S)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the whole session of a child, then collect it."""
    with suppress(ProcessLookupError, PermissionError):  # the group is gone; on some systems also where it has ended
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _answer(code: int, path: Path) -> Ended:
    if code in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ):
        return Ended(code, refused=f"the upload {TOO_LONG}")
    if -code in OF_MEMORY:
        code = OUT_OF_MEMORY
    if code < 0:
        return Ended(code, refused=f"the check was ended by the system (signal {-code}); try again")
    if code in ENDS:
        return Ended(code, refused=f"the upload {ENDS[code]}")
    with path.open("rb") as file:
        content = file.read(ANSWER_BYTES_MAX + 1)
    if len(content) > ANSWER_BYTES_MAX:
        return Ended(code, refused="the upload has more to say than can be shown; give the files one by one")
    return Ended(code, content.decode("utf-8", "replace"))

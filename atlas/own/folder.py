"""Private folders for what visitors bring: readable by the server's user alone, gone with whoever holds them.

All folders of a process lie in one that it holds a lock on while it lives. Each goes when its last holder lets go and
when the process ends; what a killed process left behind is swept by the next one.
"""

import fcntl
import os
import shutil
import tempfile
import weakref
from functools import lru_cache
from pathlib import Path

from atlas.domain.errors import StoreError

PREFIX, NEW, LOCK = "talent-atlas-own-", "talent-atlas-new-", ".lock"


class Folder:
    """An empty folder (0700) at `path`; removed with this object, or by `remove`, with all that lies in it."""

    def __init__(self) -> None:
        """StoreError where the disk gives no room."""
        try:
            self.path = Path(tempfile.mkdtemp(dir=_of_this_process(os.getpid())))
        except OSError as error:
            raise StoreError(f"{tempfile.gettempdir()}: no private folder can be made ({error.strerror}); make room, or "
                             "name another place in TMPDIR") from None
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@lru_cache(maxsize=1)
def _of_this_process(pid: int) -> Path:
    """The locked folder of a process. It takes its name when it is locked, so that nobody sweeps it before."""
    new = Path(tempfile.mkdtemp(prefix=NEW))
    lock = os.open(new / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)  # held until the process ends
    fcntl.flock(lock, fcntl.LOCK_EX)
    home = new.with_name(PREFIX + new.name.removeprefix(NEW))
    new.rename(home)
    weakref.finalize(Folder, shutil.rmtree, home, ignore_errors=True)  # a class lives until exit
    return home


def sweep() -> list[Path]:
    """Remove what processes of this user left that are no more; returns what was removed."""
    return [path for path in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")) if _swept(path)]


def _swept(home: Path) -> bool:
    try:
        if home.is_symlink() or home.stat().st_uid != os.getuid():
            return False
        lock = os.open(home / LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:  # another's, or gone meanwhile
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # its process lives
        return False
    else:
        shutil.rmtree(home, ignore_errors=True)
        return True
    finally:
        os.close(lock)

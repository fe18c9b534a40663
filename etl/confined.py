"""`python -m etl.confined COMMAND …`: the same commands, for files that nobody vouches for.

The limits are set before anything is imported that could read such a file. How it ends says why: see upload_limits.
"""

import os
import resource
import sys

from atlas.domain.upload_limits import BROKEN, OUT_OF_MEMORY

MEMORY_BYTES, CPU_SECONDS, FILE_BYTES, FILES_OPEN = 1_500_000_000, 9, 100_000_000, 64
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Each thread of a numeric library takes memory of its own, and a visitor's files are small."""


def confine(cpu_seconds: int = CPU_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
    """Bind this process for good: hard limits cannot be raised again."""
    os.umask(0o077)
    os.environ |= dict.fromkeys(ONE_THREAD, "1")
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # the others reserve more than they use
    limits = {resource.RLIMIT_AS: memory_bytes, resource.RLIMIT_CPU: cpu_seconds, resource.RLIMIT_FSIZE: FILE_BYTES,
              resource.RLIMIT_NOFILE: FILES_OPEN, resource.RLIMIT_CORE: 0}
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def main(argv: list[str]) -> int:
    """Run a command of `etl`; whatever it raises becomes one of two exit codes."""
    confine()
    try:
        from etl.__main__ import main as command  # after the limits

        return command(argv)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        # Libraries raise their own kinds where memory ends.
        return OUT_OF_MEMORY if "memory" in f"{type(error).__name__} {error}".lower() else BROKEN


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # nothing to tidy, and no time to lose in it

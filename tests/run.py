"""`make test`: the browser tests beside all others, since each of the two keeps only one core busy.

What the browser tests print follows when the others are done. The exit code is 0 where both passed.
"""

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest", "-rs"]
NO_TESTS = 5
"""pytest's exit code where nothing was left to run: the browser tests without a Chromium, which say so in a line."""


def main() -> int:
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen([*PYTEST, "tests/browser"], stdout=said, stderr=subprocess.STDOUT)
        try:
            codes = [subprocess.run([*PYTEST, "--ignore", "tests/browser"]).returncode, beside.wait()]
        except KeyboardInterrupt:
            beside.kill()
            beside.wait()
            return 130
        said.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(said.read())
    return next((code for code in codes if code not in (0, NO_TESTS)), 0 if 0 in codes else NO_TESTS)


if __name__ == "__main__":
    sys.exit(main())

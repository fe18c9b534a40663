"""`python -m atlas`: the same answers without a screen."""

import sys

from atlas.cli import main

sys.exit(main(sys.argv[1:]))

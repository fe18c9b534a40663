"""`python -m atlas.serving`: whether the app may be served with these settings; one line and exit code 2 where not."""

from atlas.serving.start import start

start()

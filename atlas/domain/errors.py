"""Errors a user may see: the thing, the value, the cure, in one line."""

import difflib
from collections.abc import Iterable


class AtlasError(Exception):
    """A fault that the user can cure; its text is the whole message, without a trace."""


class DataError(AtlasError):
    """A file of `data/`, or an uploaded one, breaks its contract."""


class SourceError(AtlasError):
    """A raw public file cannot be read as the source that it is said to be."""


class ScenarioError(AtlasError):
    """A scenario, a link or a command-line value cannot be understood."""


class StoreError(AtlasError):
    """The published database is missing, damaged or of another version."""


class ServingError(AtlasError):
    """The app must not be served with these settings."""


class SavedError(AtlasError):
    """A saved scenario cannot be kept, changed or found as somebody asked."""


def nearest(value: object, valid: Iterable[str]) -> str:
    """The cure for a misspelling: `; did you mean 'overlap'?`, or the valid values where none is near.

    Long input is cut, so that a hostile value cannot flood a message.
    """
    options = list(valid)
    close = difflib.get_close_matches(str(value)[:80], options, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    shown = ", ".join(options[:12]) + (", …" if len(options) > 12 else "")
    return f"; valid are {shown}"


def shown(value: object, limit: int = 60) -> str:
    """A value as it may be quoted in a message: `repr`, cut to `limit` characters."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"

"""Words that views share, and text that holds data made safe for Streamlit's Markdown and for figures."""

import re
from html import escape

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Small numbers in a sentence."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&-])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+!|<>~$:&-])")
_LATE = re.compile(r"(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=:)(?=material/|streamlit:)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> str:
    """The text as it is, with nothing in it taken for Markdown, HTML, an emoji code, a formula or a link.

    Bare addresses and icon codes are looked for after escapes are resolved; only an invisible joiner in them prevents that.
    """
    return _SPECIAL.sub(r"\\\1", _LATE.sub(_JOINER, str(text).replace("\n", " ")))


def unmarked(markdown: str) -> str:
    """A sentence of the screen without its Markdown: bold stars, and what `plain` put in."""
    return _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)\*\*", "", markdown).replace(_JOINER, ""))


def safe(text: str) -> str:
    """The text as it is, with nothing in it taken for markup or a template by Plotly.

    Quotes stay, as Plotly shows `&quot;` as it stands; an invisible joiner takes the meaning from `%{`.
    """
    return escape(text, quote=False).replace("%{", f"%{_JOINER}{{")

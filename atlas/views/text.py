"""Text that holds data, made safe for figures."""

from html import escape

_JOINER = "\u2060"


def safe(text: str) -> str:
    """The text as it is, with nothing in it taken for markup or a template by Plotly.

    Quotes stay, as Plotly shows `&quot;` as it stands; an invisible joiner takes the meaning from `%{`.
    """
    return escape(text, quote=False).replace("%{", f"%{_JOINER}{{")

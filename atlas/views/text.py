"""Words and texts that several views share."""

from html import escape

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Small numbers in a sentence."""


def safe(text: str) -> str:
    """Text that holds data, with nothing in it taken for markup by Plotly."""
    return escape(text, quote=False)

"""Text that holds data, made safe for Streamlit's Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&-])")


def plain(text: object) -> str:
    """The text as it is, with nothing in it taken for Markdown, HTML, an emoji code or a formula."""
    return _SPECIAL.sub(r"\\\1", str(text).replace("\n", " "))

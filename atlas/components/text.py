"""Text that holds data, made safe for Streamlit's Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&-])")
_LATE = re.compile(r"(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=:)(?=material/|streamlit:)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> str:
    """The text as it is, with nothing in it taken for Markdown, HTML, an emoji code, a formula or a link.

    Bare addresses and icon codes are looked for after escapes are resolved; only an invisible joiner in them prevents that.
    """
    return _SPECIAL.sub(r"\\\1", _LATE.sub(_JOINER, str(text).replace("\n", " ")))

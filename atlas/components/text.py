"""Text that holds data, made safe for Streamlit's Markdown."""

from atlas.views.text import plain

__all__ = ["plain"]

"""Frames in, figures out. Nothing here draws on the screen by itself."""

"""The read side of the published database."""

"""Scenarios that people keep under a name: a SQLite file beside the database, or the PostgreSQL that one URL names."""

from atlas.saved.scenarios import Saved, Shelf, shelf

__all__ = ["Saved", "Shelf", "shelf"]

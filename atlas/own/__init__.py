"""The parent's side of a company's upload: hand the files to a confined child, and believe nothing but its answer.

The child is `python -m etl.confined own …`; this room parses no uploaded byte itself and keeps none.
"""

from atlas.own.examine import CellChange, Examined, Rejection, TableChange, Upload, examine

__all__ = ["CellChange", "Examined", "Rejection", "TableChange", "Upload", "examine"]

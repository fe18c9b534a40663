"""What tells a company's own figures from the shipped ones: their source and caveat, and the mark they carry.

The mark is words with a sign before them, never a colour. In narrow places the sign stands alone, beside a key.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

SOURCE, CAVEAT = "own", "own_data"
SIGN = "▣"
MARK = f"{SIGN} Your data"
KEY = f"{SIGN} your own data"
"""For the key of a figure or table whose rows carry the sign alone."""


def own_rows(frame: pd.DataFrame) -> pd.Series:
    """Which rows are own: those of the own source, or with the caveat; `frame` has source_code, and perhaps caveats."""
    own = frame["source_code"].fillna("") == SOURCE
    if "caveats" in frame.columns:
        own |= frame["caveats"].fillna("").str.split(";").map(lambda words: CAVEAT in words).astype(bool)
    return own


def marks(own: pd.Series) -> pd.Series:
    """The mark of each own row, nothing for the others: a column for tables and files."""
    return own.map({True: MARK, False: ""})


def with_column(table: pd.DataFrame, own: Sequence[bool] | pd.Series | np.ndarray) -> pd.DataFrame:
    """The table with a second column of marks, where any row is own; the shipped data alone need none."""
    own = pd.Series(np.asarray(own, dtype=bool), index=table.index)
    if not own.any():
        return table
    columns = list(table.columns)
    return table.assign(Whose=marks(own))[[*columns[:1], "Whose", *columns[1:]]]

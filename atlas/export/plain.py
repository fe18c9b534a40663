"""Plain text ways out: CSV that a spreadsheet cannot run."""

import csv
import io
import re
from typing import Any

import pandas as pd

_RUNS = re.compile(r"^[\s]*[=+\-@|%＝＋－＠\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")


def spreadsheet_safe(value: Any) -> Any:
    """The value, with `'` before a text that a spreadsheet would run as a formula; numbers stay numbers."""
    if isinstance(value, str) and _RUNS.match(value) and not _NUMBER.match(value):
        return "'" + value
    return value


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as CSV (RFC 4180, UTF-8): unknown is an empty cell, nothing runs."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([spreadsheet_safe(str(name)) for name in frame.columns])
    for row in frame.itertuples(index=False):
        writer.writerow(["" if value is None or value is pd.NA or value != value else spreadsheet_safe(value)
                         for value in row])
    return buffer.getvalue()

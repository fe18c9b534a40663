"""How much a company may bring at once, checked before anything is parsed: for the screen, the parent and the child."""

FILES_MAX = 10
FILE_BYTES_MAX = 20_000_000
TOTAL_BYTES_MAX = 40_000_000
ROWS_MAX = 50_000
"""Rows of all files together; larger files of pay go through `python -m etl ingest observations`."""

COLUMNS_MAX = 200
LINE_BYTES_MAX = 100_000
CHARACTERS_MAX = 40_000_000
"""Characters of all cells together: a text that is stored once may be meant a million times."""

SHEETS_MAX = 20
XLSX_PARTS_MAX = 300
XLSX_UNPACKED_MAX = 60_000_000
XLSX_RATIO_MAX = 200
"""Unpacked over packed size of a part of over 1 MB; spreadsheets reach some 30."""

PARQUET_FOOTER_MAX = 1_000_000
PARQUET_UNPACKED_MAX = 100_000_000
PARQUET_GROUPS_MAX = 500

SHOWN_MAX = 200
"""Changes and rejections that an answer carries; the rest is counted."""

SUFFIXES = (".csv", ".parquet", ".xlsx")

OUT_OF_MEMORY, BROKEN = 90, 91
"""Exit codes of a confined check that broke off: for want of memory, or on what a library made of a file."""

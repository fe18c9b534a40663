"""Parquet: the footer's size first, then the schema, then the sizes that it tells, then flat columns batch by batch."""

import io
import math
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from atlas.domain.errors import shown
from atlas.domain.upload_limits import (
    COLUMNS_MAX,
    PARQUET_FOOTER_MAX,
    PARQUET_GROUPS_MAX,
    PARQUET_UNPACKED_MAX,
    ROWS_MAX,
)
from etl.parse import Unreadable
from etl.uploads.grids import Budget, Grid, check_header
from etl.validate import CELL_CHARACTERS_MAX

MAGIC = b"PAR1"
BATCH_ROWS = 1_000
FLAT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean,
        pa.types.is_null, pa.types.is_date, pa.types.is_decimal)
LIMITS = dict(thrift_string_size_limit=PARQUET_FOOTER_MAX, thrift_container_size_limit=100_000, memory_map=False)


def read(content: bytes, name: str, budget: Budget) -> Iterator[Grid]:
    """The one grid of a Parquet file; its lines are its rows, from 1."""
    try:
        _check_footer(content)
        header = _check_schema(pq.ParquetFile(io.BytesIO(content), **LIMITS).metadata)
        file = pq.ParquetFile(io.BytesIO(content), read_dictionary=list(header), **LIMITS)
        _check_types(file.schema_arrow)
        rows: list[tuple[int, tuple[str, ...]]] = []
        for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
            columns = [_texts(column, batch.num_rows, heading)
                       for column, heading in zip(batch.columns, header, strict=True)]
            for cells in zip(*columns, strict=True):
                budget.spend(cells, len(rows) + 1)
                rows.append((len(rows) + 1, cells))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise Unreadable(0, f"is not a readable Parquet file ({reason}); write it again") from None
    yield Grid(name, 0, header, rows)


def _check_footer(content: bytes) -> None:
    """The footer tells its own length in the eight bytes before the end."""
    if len(content) < 12 or content[:4] != MAGIC or content[-4:] != MAGIC:
        raise Unreadable(0, "is not a readable Parquet file (it does not begin and end as one); write it again")
    size = int.from_bytes(content[-8:-4], "little")
    if size > len(content) - 12:
        raise Unreadable(0, "is not a readable Parquet file (its footer is cut off); write it again")
    if size > PARQUET_FOOTER_MAX:
        raise Unreadable(0, f"describes itself in {size:,} bytes, over {PARQUET_FOOTER_MAX:,}: too many columns or row "
                            f"groups; give at most {COLUMNS_MAX} columns")


def _check_schema(metadata: pq.FileMetaData) -> tuple[str, ...]:
    """Flat, narrow and small as the file tells itself; nothing of its data has been looked at."""
    if metadata.num_columns > COLUMNS_MAX:
        raise Unreadable(0, f"has {metadata.num_columns:,} columns; give at most {COLUMNS_MAX}")
    for place in range(metadata.num_columns):
        column = metadata.schema.column(place)
        if column.max_repetition_level or column.max_definition_level > 1 or column.path != column.name:
            raise Unreadable(0, f"column {shown(column.path)} holds lists or records; give flat columns only")
    if metadata.num_rows > ROWS_MAX:
        raise Unreadable(0, f"says that it has {metadata.num_rows:,} rows; give at most {ROWS_MAX:,}")
    if metadata.num_row_groups > PARQUET_GROUPS_MAX:
        raise Unreadable(0, f"has {metadata.num_row_groups:,} row groups; give at most {PARQUET_GROUPS_MAX}")
    groups = [metadata.row_group(place) for place in range(metadata.num_row_groups)]
    size = sum(max(0, group.total_byte_size) for group in groups)
    size = max(size, sum(max(0, group.column(place).total_uncompressed_size) for group in groups
                         for place in range(group.num_columns)))
    if size > PARQUET_UNPACKED_MAX:
        raise Unreadable(0, f"unpacks to {size / 1e6:.0f} MB; give at most {PARQUET_UNPACKED_MAX // 1_000_000} MB")
    return check_header([metadata.schema.column(place).name for place in range(metadata.num_columns)], 0)


def _check_types(schema: pa.Schema) -> None:
    for column in schema:
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if not any(fits(kind) for fits in FLAT):
            raise Unreadable(0, f"column {shown(column.name)} is of type {kind}; give texts, numbers or dates")


def _texts(column: pa.Array, rows: int, heading: str) -> list[str]:
    """A column as texts. A text that is stored once is looked at once, before it is repeated."""
    if isinstance(column, pa.DictionaryArray):
        _check_lengths(column.dictionary, heading)
        words = [_text(value) for value in column.dictionary.to_pylist()]
        return ["" if place is None else words[place] for place in column.indices.to_pylist()]
    _check_lengths(column, heading)
    found = [_text(value) for value in column.to_pylist()]
    if len(found) != rows:
        raise Unreadable(0, f"column {shown(heading)} has {len(found)} of {rows} rows; write the file again")
    return found


def _check_lengths(values: pa.Array, heading: str) -> None:
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        longest = pc.max(pc.binary_length(values)).as_py() or 0
        if longest > 4 * CELL_CHARACTERS_MAX:
            raise Unreadable(0, f"column {shown(heading)} holds a text of {longest:,} bytes; give at most "
                                f"{CELL_CHARACTERS_MAX:,} characters a cell")


def _text(value: Any) -> str:
    """As a person would type it: 2024.0 is 2024, since tools store whole numbers with gaps as floats."""
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()

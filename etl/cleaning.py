"""What `etl ingest` wrote into the statistics file about its cleaning, as rows of `cleaning_rule`."""

import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.parse import Unreadable
from etl.pay_file import MANIFEST_KEY

COLUMNS = pa.schema([("source_code", pa.string()), ("rule", pa.string()), ("about", pa.string()), ("rows", pa.int64())])


def cleaning_rules(content: bytes) -> list[dict[str, Any]]:
    """One row a series and rule, with COLUMNS, of a statistics file that can be read; none where it was made otherwise.

    Unreadable where the file carries a manifest that no ingest writes.
    """
    text = (pq.ParquetFile(io.BytesIO(content)).metadata.metadata or {}).get(MANIFEST_KEY, b"{}")
    try:
        return [{"source_code": str(code), "rule": str(rule["id"]), "about": str(rule["says"]), "rows": int(rows)}
                for manifest in json.loads(text).values() for rule in manifest["rules"]
                for code, rows in rule["by_series"].items()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(0, f"its metadata {MANIFEST_KEY.decode()} is not what `etl ingest` writes; make the file again"
                         ) from None

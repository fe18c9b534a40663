"""Files that mean harm, or that a tool made badly: each is made on the fly."""

import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.domain.tables import FACTS
from atlas.own import templates

HEADER = "hub_id,metric,value,unit,year\n"


def parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """A column of lists in lists; a reader's schema grows with each, its time too."""
    value: object = 1
    for _ in range(depth):
        value = [value]
    return parquet(pa.table({"hub_id": [value]}))


def rows_claimed(rows: int) -> bytes:
    """A small file whose footer says that it has `rows` rows: each varint of the true count is replaced."""
    content = parquet(pa.table({name: pa.nulls(12_345, pa.string()) for name in ("hub_id", "metric", "value")}))
    size = int.from_bytes(content[-8:-4], "little")
    footer = content[-8 - size:-8].replace(_varint(12_345), _varint(rows))
    return content[:-8 - size] + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def _varint(value: int) -> bytes:
    """Thrift's compact i64: zigzag, seven bits a byte."""
    value, out = 2 * value, b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def repeated_text(characters: int, rows: int) -> bytes:
    """One text, stored once, meant `rows` times in every column."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["A" * characters]))
    return parquet(pa.table(dict.fromkeys(FACTS.names, column)), compression="zstd",
                   dictionary_pagesize_limit=200_000_000)


def many_columns(columns: int) -> bytes:
    return (",".join(f"c{number}" for number in range(columns)) + "\n").encode()


def many_parquet_columns(columns: int) -> bytes:
    return parquet(pa.table({f"c{number}": pa.nulls(1, pa.string()) for number in range(columns)}))


def workbook_with(part: str, content: bytes) -> bytes:
    """The template's workbook with one part in place of its own."""
    out = io.BytesIO()
    with (zipfile.ZipFile(io.BytesIO(templates.workbook())) as old,
          zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()


def liar(size: int, told: int) -> bytes:
    """A workbook whose first sheet unpacks to more than its directory says."""
    content = bytearray(workbook_with("xl/worksheets/sheet1.xml", b" " * size))
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            place = at + (24 if mark == b"PK\x01\x02" else 22)
            if int.from_bytes(content[place:place + 4], "little") == size:
                content[place:place + 4] = told.to_bytes(4, "little")
    return bytes(content)


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>"""
FILE_ENTITY = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>'

NAMED: dict[str, tuple[str, object, str]] = {
    "nested Parquet": ("a.parquet", lambda: nested(1), "column 'hub_id.list.element' holds lists or records"),
    "deeply nested Parquet": ("a.parquet", lambda: nested(26), "holds lists or records; give flat columns only"),
    "a footer of 2e9 rows": ("a.parquet", lambda: rows_claimed(2_000_000_000), "says that it has 2,000,000,000 rows"),
    "one long text for every row": ("a.parquet", lambda: repeated_text(5_000_000, 50_000),
                                    "holds a text of 5,000,000 bytes; give at most 2,000 characters a cell"),
    "one fair text for every row": ("a.parquet", lambda: repeated_text(2_000, 50_000),
                                    "is past 40,000,000 characters of all files together"),
    "20,000 columns": ("a.csv", lambda: many_columns(20_000), "bytes; give at most 100,000 a line"),
    "1,000,000 columns": ("a.csv", lambda: many_columns(1_000_000), "bytes; give at most 100,000 a line"),
    "201 columns": ("a.csv", lambda: many_columns(201), "has 201 columns; give at most 200"),
    "20,000 columns in Parquet": ("a.parquet", lambda: many_parquet_columns(20_000), "give at most 200 columns"),
    "a line of 100 MB": ("a.csv", lambda: b"a" * 100_000_000, "a.csv: has 100 MB; give at most 20 MB a file"),
    "a line of 15 MB": ("a.csv", lambda: HEADER.encode() + b"a" * 15_000_000, "a.csv line 2: has 15,000,000 bytes"),
    "an unterminated quote": ("a.csv", lambda: (HEADER + 'cluj,"office,1,x,2025\n').encode(),
                              "a.csv line 2: unexpected end of data; check the quotes"),
    "a zip bomb": ("a.xlsx", lambda: workbook_with("xl/worksheets/sheet1.xml", b" " * 100_000_000),
                   "unpacks to 100 MB; give at most 60 MB"),
    "a dense zip bomb": ("a.xlsx", lambda: workbook_with("xl/sharedStrings.xml", b" " * 30_000_000),
                         "unpacks to over 200 times its size"),
    "a zip that lies of its size": ("a.xlsx", lambda: liar(80_000_000, 1_000), "is not a readable XLSX file"),
    "an entity bomb": ("a.xlsx", lambda: workbook_with("xl/sharedStrings.xml", ENTITIES), "declares entities"),
    "an entity that reads a file": ("a.xlsx", lambda: workbook_with("xl/sharedStrings.xml", FILE_ENTITY), "declares entities"),
    "UTF-16": ("a.csv", lambda: HEADER.encode("utf-16"), "a.csv: is UTF-16; save it as CSV UTF-8"),
    "a NUL": ("a.csv", lambda: (HEADER + "cl\0uj,office,1,x,2025\n").encode(), "a.csv line 2: holds a NUL byte"),
    "Latin-1": ("a.csv", lambda: (HEADER + "iași,office,1,x,2025\n").encode("iso-8859-2", "replace") + b"\xe9\n",
                "is not UTF-8; save the file as UTF-8"),
    "a ragged row": ("a.csv", lambda: (HEADER + "cluj,office,1,x,2025,7\n").encode(),
                     "a.csv line 2: 6 cells where the header has 5"),
    "a header with one name twice": ("a.csv", lambda: b"hub_id,metric,metric\n", "a.csv line 1: column 'metric' stands twice"),
    "HTML saved as CSV": ("a.csv", lambda: b"\n <!DOCTYPE html><html><body><table>", "a.csv: is a web page, not CSV"),
    "a workbook saved as CSV": ("a.csv", templates.workbook, "a.csv: is XLSX or another packed file, not CSV"),
    "NaN": ("a.csv", lambda: (HEADER + "cluj,office,NaN,x,2025\n").encode(), "a.csv line 2: value 'NaN' is not a number"),
    "infinity": ("a.csv", lambda: (HEADER + "cluj,office,inf,x,2025\n").encode(), "a.csv line 2: value 'inf' is not a number"),
    "NaN in Parquet": ("a.parquet", lambda: parquet(pa.table({
        "hub_id": ["cluj"], "metric": ["office"], "value": [float("nan")], "unit": ["x"]})),
        "a.parquet row 1: value 'nan' is not a number"),
    "semicolons": ("a.csv", lambda: b"hub_id;metric;value\n", "columns are not separated by commas"),
    "nothing": ("a.csv", lambda: b"", "a.csv: is empty"),
    "another kind of file": ("a.exe", lambda: b"MZ", "a.exe: is none of .csv, .parquet, .xlsx"),
}
"""What it is -> name, maker, and words of the reason why it is refused."""

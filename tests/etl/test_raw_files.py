"""Raw files that cannot be read as what they are said to be: one line each, and nothing changed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.etl.paying import SURVEYS, ingest

GOOD = SURVEYS[0].read_text("utf-8")


def replaced(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


BAD_SURVEYS = {
    "missing column": (replaced("CompTotal", "Comp"), "bad.csv: column 'CompTotal' is missing"),
    "duplicate header": (replaced("MainBranch", "Country"), "bad.csv line 1: column 'Country' occurs twice"),
    "short row": (replaced("46500,NA,kept", "46500"), "bad.csv line 5: has 7 cells under a header of 9"),
    "long row": (replaced("2,USD", "2,,USD"), "bad.csv line 3: has 10 cells under a header of 9"),
    "open quote": (replaced('"Developer, back-end"', '"Developer, back-end'), "bad.csv line 3: is not CSV by RFC 4180"),
    "UTF-16": (GOOD.encode("utf-16"), "bad.csv: is UTF-16 or not text at all; save it as CSV UTF-8"),
    "Latin-1": (GOOD.replace("Romania", "Côte d'Ivoire", 1).encode("latin-1"), "bad.csv line 2: is not UTF-8"),
    "empty": (b"", "bad.csv: is empty"),
    "header only": (GOOD.splitlines()[0].encode(), "bad.csv: has a header and no rows"),
    "semicolons": (GOOD.replace(",", ";").encode(), "bad.csv line 1: columns are not separated by commas"),
    "negative": (replaced("18600,20000", "18600,-20000"),
                 "bad.csv row 2: ConvertedCompYearly '-20000' is not a finite"),
    "NaN": (replaced("30000,30000", "nan,30000"), "bad.csv row 3: CompTotal 'nan' is not a finite number of 0 or more"),
    "infinite": (replaced("1e150", "1e999"), "bad.csv row 12: CompTotal '1e999' is not a finite number of 0 or more"),
    "words": (replaced("More than 50 years", "very long"), "bad.csv row 6: YearsCodePro 'very long' is not a finite"),
    "unknown country": (replaced("Romania", "Roumania"),
                        "bad.csv row 2: Country 'Roumania' is not known; did you mean 'Romania'?"),
    "unknown role": (replaced("Engineering manager", "Engineering magician"),
                     "bad.csv row 13: DevType 'Engineering magician' is not known; did you mean 'Engineering m"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_SURVEYS)
def test_bad_survey_gets_one_line_and_changes_nothing(
        case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, message = BAD_SURVEYS[case]
    out, bad = tmp_path / "pay.parquet", tmp_path / "bad.csv"
    ingest("stackoverflow", SURVEYS[0], out=out)
    before = out.read_bytes()
    capsys.readouterr()
    bad.write_bytes(content)
    assert ingest("stackoverflow", bad, out=out) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert out.read_bytes() == before


def bad_parquet(case: str, path: Path) -> None:
    frame = pd.read_csv(SURVEYS[1])
    if case == "not Parquet":
        path.write_bytes(b"PAR1" + b"\0" * 60)
    elif case == "cut off":
        pq.write_table(pa.Table.from_pandas(frame), path)
        path.write_bytes(path.read_bytes()[:-200])
    elif case == "nested":
        columns = {"Country": [["Romania"]], "DevType": ["Data engineer"], "ConvertedCompYearly": [1.0]}
        pq.write_table(pa.table(columns), path)
    elif case == "negative":
        pq.write_table(pa.Table.from_pandas(frame.assign(ConvertedCompYearly=-1.0)), path)
    elif case == "infinite":
        pq.write_table(pa.Table.from_pandas(frame.assign(ConvertedCompYearly=np.inf)), path)


@pytest.mark.parametrize(
    ("case", "message"),
    [("not Parquet", "bad.parquet: is not a readable Parquet file"),
     ("cut off", "bad.parquet: is not a readable Parquet file"),
     ("nested", "bad.parquet: column 'Country' holds lists or records"),
     ("negative", "bad.parquet row 1: ConvertedCompYearly '-1.0' is not a finite number"),
     ("infinite", "bad.parquet row 1: ConvertedCompYearly 'inf' is not a finite number")],
)  # fmt: skip
def test_bad_parquet_gets_one_line(case: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad_parquet(case, tmp_path / "bad.parquet")
    assert ingest("stackoverflow", tmp_path / "bad.parquet", out=tmp_path / "pay.parquet") == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1


def test_a_file_that_unpacks_to_more_than_the_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.raw_headers.MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "bomb.parquet"
    pq.write_table(pa.table({"DevType": ["x" * 100] * 20_000}), path, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 100_000
    assert ingest("stackoverflow", path, out=tmp_path / "pay.parquet") == 2
    assert "bomb.parquet: unpacks to" in capsys.readouterr().err

"""A company's own rows: cells by hand, and a row, value and cure for every fault."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from atlas.paths import DATA, ROOT
from etl.sources import observations
from tests.etl.paying import FIXTURES, OWN, cells_of, ingest


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_own_rows(kind: str, tmp_path: Path) -> None:
    """Five AI engineers at 60, 70, 80, 90 (6,929.25 EUR x 12 / 0.9239) and 100 thousand; 'all' only joins the total."""
    source = FIXTURES / "own.csv"
    given_file = tmp_path / f"own.{kind}"
    if kind == "csv":
        given_file.write_bytes(source.read_bytes())
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pandas(pd.read_csv(source), preserve_index=False), given_file)
    else:
        pd.read_csv(source).to_excel(given_file, index=False)
    assert ingest("observations", given_file, out=tmp_path / "private" / "salaries.parquet", options=OWN) == 0
    cells = cells_of(tmp_path / "private" / "salaries.parquet")
    assert cells[["source_code", "year", "country", "role", "seniority", "n"]].to_numpy().tolist() == [
        ["own", 2024, "RO", "ai_ml_engineer", "all", 5], ["own", 2024, "RO", "all", "all", 6]]
    assert cells["p50_usd"].tolist() == pytest.approx([80_000, 85_000])


def test_own_rows_do_not_go_into_the_shipped_data(capsys: pytest.CaptureFixture[str]) -> None:
    before = (DATA / "salaries.parquet").read_bytes()
    assert ingest("observations", FIXTURES / "own.csv", out=DATA / "salaries.parquet", options=OWN) == 2
    assert "own pay does not go into the shipped data" in capsys.readouterr().err
    assert (DATA / "salaries.parquet").read_bytes() == before


def test_own_rows_default_to_the_private_folder() -> None:
    assert observations.OUT == ROOT / "private" / "salaries.parquet"
    assert "private/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("6929.25,EUR,2024,monthly", "6929.25,EUR,2024,yearly",
      "own.csv row 5: pay 6929.25 EUR yearly is 7500 USD a year, 0.09 times the median of RO; if it is by the month"),
     ("60000,USD", "6000000,USD",
      "own.csv row 2: pay 6000000.0 USD yearly is 6000000 USD a year, over 1000000; check currency"),
     ("cluj,RO,ai", "warsaw,RO,ai", "own.csv row 3: country RO is not where hub warsaw is (PL)"),
     (",RO,ai_ml_engineer,senior,80000", ",,ai_ml_engineer,senior,80000",
      "own.csv row 4: country and hub_id are both empty"),
     ("cluj,,", "cluje,,", "own.csv row 2: hub_id 'cluje' is not known; did you mean 'cluj'?"),
     ("ai_ml_engineer", "ai_engineer",
      "own.csv row 2: role 'ai_engineer' is not known; did you mean 'ai_ml_engineer'?"),
     ("senior,60000", "expert,60000", "own.csv row 2: seniority 'expert' is not known"),
     ("seniority", "senority", "own.csv: column 'senority' would not be read; write 'seniority'"),
     ("60000,USD,2024,yearly", "60000,USD,2024,weekly", "own.csv row 2: period 'weekly' is not known"),
     ("60000,USD,2024", "60000,USD,1924", "own.csv row 2: year 1924.0 is no year from 2015 to 2030"),
     ("60000,USD,2024", ",USD,2024", "own.csv row 2: pay is empty or 0"),
     ("60000,USD,2024", "60000,,2024", "own.csv row 2: currency is empty"),
     ("60000,USD,2024", "60000,UAH,2024", "own.csv row 2: currency UAH has no rate for 2024"),
     ("currency", "money", "own.csv: column 'currency' is missing")],
)  # fmt: skip
def test_own_fault_names_row_value_and_cure(old: str, new: str, message: str, tmp_path: Path,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    text = (FIXTURES / "own.csv").read_text("utf-8")
    assert old in text
    bad = tmp_path / "own.csv"
    bad.write_text(text.replace(old, new, 1), "utf-8")
    out = tmp_path / "private" / "salaries.parquet"
    assert ingest("observations", bad, out=out, options=OWN) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1
    assert not out.exists()


def test_namibia_is_a_country_code_not_a_missing_answer(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("country,role,pay,currency,year,period\n" + "NA,data_engineer,30000,USD,2024,yearly\n" * 5, "utf-8")
    ingest("observations", own, out=tmp_path / "pay.parquet", options=OWN)
    assert cells_of(tmp_path / "pay.parquet")["country"].tolist() == ["NA", "NA"]


def test_fewer_than_five_own_rows_are_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.csv"
    own.write_text("country,role,pay,currency,year,period\n" + "RO,data_engineer,30000,USD,2024,yearly\n" * 4, "utf-8")
    assert ingest("observations", own, out=tmp_path / "pay.parquet", options=OWN) == 2
    assert "own.csv: no cell has 5 respondents" in capsys.readouterr().err

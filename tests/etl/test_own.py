"""A company's own files: recognised by their headers, checked over the base, told as changes, kept, and built."""

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from atlas.domain.tables import FACTS, OWN_BENCHMARKS, OWN_CRITERIA, SALARIES
from etl import own
from etl.__main__ import main
from etl.load import load
from etl.parse import Unreadable
from etl.uploads.overlay import Given, lay_over
from etl.uploads.recognise import table_of
from etl.uploads.review import cell_changes, table_changes
from tests.etl.folder import copy_to

PAY = "country,role,seniority,pay,currency,year,period\n"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("shipped") / "data")
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[own]\ntitle = "Your own data"\npublisher = "Your company"\nlicence = "private"\n')
    return folder


@pytest.fixture(scope="module")
def base(shipped):
    return load([shipped])


def given(folder: Path, **files: str) -> list[Given]:
    """Files as `name=text`, an underscore before the ending."""
    found = []
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, encoding="utf-8", newline="")
        found.append(Given(path, path.name))
    return found


def faults(base, folder: Path, **files: str) -> list[str]:
    return [str(fault) for fault in lay_over(base, given(folder, **files)).faults]


CRITERION = {"criterion_id": "own_rent", "label": "Rent", "question": "What is rent?", "unit": "EUR", "worst": "40", "best": "10",
             "scale": "linear", "metric": "notice_weeks", "level": "country", "weight": "3"}
BENCHMARK = {"benchmark_id": "ours", "subject": "base salary", "low": "50000", "high": "70000", "unit": "USD/year",
             "country": "RO", "role": "ai_ml_engineer", "seniority": "senior", "claimed_by": "Our recruiter", "note": ""}


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_the_rows_that_the_cases_change_have_no_fault(base, tmp_path):
    assert faults(base, tmp_path, c_csv=table(CRITERION), b_csv=table(BENCHMARK)) == []


@pytest.mark.parametrize(("changed", "words"), [
    ({"criterion_id": "rent"}, "criterion_id 'rent' is no id of your own; begin with own_"),
    ({"criterion_id": "own_" + "x" * 40}, "has 44 characters; give at most 40"),
    ({"label": "A label that is too long for it"}, "has 31 characters; give at most 28"),
    ({"label": "talent POOL"}, "label 'talent POOL' is that of another criterion, 'Talent pool'; choose another"),
    ({"worst": "10"}, "worst and best are both 10; give two different goalposts"),
    ({"worst": "nan"}, "worst 'nan' is not a number"),
    ({"scale": "log", "best": "0"}, "scale 'log' needs worst and best above 0"),
    ({"scale": "logarithmic"}, "scale 'logarithmic' is not allowed; valid are linear, log"),
    ({"metric": "cpi_score"}, "metric 'cpi_score' feeds 'Corruption' already; change its weight instead"),
    ({"metric": "notice_week"}, "metric 'notice_week' has no figure in facts.csv; add its facts; did you mean 'notice_weeks'?"),
    ({"metric": "notable_employers"}, "metric 'notable_employers' has no figure"),
    ({"level": "hub"}, "level 'hub' is not allowed"),
    ({"weight": "11"}, "weight '11' is above 10"),
    ({"question": ""}, "question is empty; give: the question that it answers about a place"),
])
def test_fault_of_a_criterion(base, tmp_path, changed, words):
    found = faults(base, tmp_path, c_csv=table(CRITERION | changed))
    assert len(found) == 1 and found[0].startswith("c.csv line 2: ") and words in found[0], found


def test_criteria_may_not_say_the_same_and_be_no_more_than_eight(base, tmp_path):
    twins = [CRITERION, CRITERION | {"criterion_id": "own_b"}]
    assert [text.split(" is ")[0].split(" feeds ")[0] for text in faults(base, tmp_path, c_csv=table(*twins))] == [
        "c.csv line 3: label 'Rent'", "c.csv line 3: metric 'notice_weeks'"]
    metrics = [f"m{n}" for n in range(9)]
    rows = [CRITERION | {"criterion_id": f"own_{m}", "label": m, "metric": m} for m in metrics]
    facts = "hub_id,metric,value,unit\n" + "".join(f"cluj,{m},1,x\n" for m in metrics)
    assert faults(base, tmp_path, c_csv=table(*rows), f_csv=facts) == ["c.csv line 10: is own criterion number 9; give at most 8"]


@pytest.mark.parametrize(("changed", "words"), [
    ({"subject": "salary"}, "subject 'salary' is not allowed; did you mean 'base salary'?"),
    ({"unit": "USD"}, "unit 'USD' is not a currency with a rate and a period; write such as EUR/year"),
    ({"unit": "XYZ/year"}, "unit 'XYZ/year' is not a currency with a rate"),
    ({"high": "40000"}, "high 40000 is below low 50000; order them"),
    ({"country": ""}, "country is empty; a base salary needs one"),
    ({"country": "FR"}, "country 'FR' has no hub"),
    ({"subject": "net savings"}, "unit 'USD/year' is not that of net savings; write percent"),
    ({"subject": "break-even", "unit": "months"}, "role 'ai_ml_engineer' is for a base salary alone; empty it"),
    ({"low": "-1"}, "low '-1' is below 0"),
    ({"claimed_by": ""}, "claimed_by is empty; give: who says so"),
])
def test_fault_of_a_benchmark(base, tmp_path, changed, words):
    found = faults(base, tmp_path, b_csv=table(BENCHMARK | changed))
    assert found[0].startswith("b.csv line 2: ") and any(words in text for text in found), found


@pytest.mark.parametrize(("header", "words"), [
    ("hub_id,metric,valeu,unit", "the nearest is facts (one cited fact a row): it has no column 'valeu'; did you mean 'value'?"),
    ("hub_id,city,country", "the nearest is hubs (the hubs and home markets): latitude, longitude, timezone are missing"),
    ("role,pay,currency,year,period", "the nearest is pay (your own pay, one row a person or offer): country or hub_id is missing"),
    ("country,role,senority,pay,currency,year,period", "it has no column 'senority'; did you mean 'seniority'?"),
    ("criterion_id,label,question,unit,worst,best", "the nearest is criteria"),
    ("first,second", "its columns fit no table"),
])
def test_a_header_that_fits_no_table_says_which_is_nearest(header, words):
    with pytest.raises(Unreadable) as fault:
        table_of(header.split(","), 1)
    assert words in fault.value.message


def test_other_columns_beside_pay_are_left_alone():
    assert table_of([*PAY.strip().split(","), "team", "name"], 1).name == "pay_observation"


def test_what_only_we_understand_has_a_default(base, tmp_path):
    overlay = lay_over(base, given(tmp_path, h_csv="hub_id,city,country,latitude,longitude,timezone\n"
                                   "oradea,Oradea,RO,47.07,21.92,Europe/Bucharest\n",
                                   f_csv="hub_id,metric,value,unit\noradea,rent,12,EUR\noradea,notice_weeks,3,\n"))
    assert overlay.faults == ()
    (hub,), (rent, notice) = overlay.own["hub"], overlay.own["fact"]
    assert {name: hub.values[name] for name in ("country_name", "region", "currency", "kind", "label_side")} == {
        "country_name": "Romania", "region": "southeast_europe", "currency": "RON", "kind": "hub", "label_side": "right"}
    assert {name: rent.values[name] for name in ("country", "level", "grade", "source_code", "caveats")} == {
        "country": "RO", "level": "city", "grade": "C", "source_code": "own", "caveats": "own_data"}
    assert notice.values["unit"] == "weeks"


def test_new_replaced_unchanged_and_the_changed_cells(base, tmp_path):
    lines = [dict(zip(FACTS.names, (row.values[name] for name in FACTS.names), strict=True)) for row in base.rows["fact"]
             if (row.values["hub_id"] == "cluj" and row.values["metric"] == "talent_pool_persons")
             or row.values["metric"] == "notice_weeks"]
    texts = [{name: "" if value is None else str(value) for name, value in row.items()} for row in lines]
    pool = next(row for row in texts if row["metric"] == "talent_pool_persons")
    pool |= {"value": "18000.0"}
    overlay = lay_over(base, given(tmp_path, f_csv=table(*texts) + "cluj,RO,rent,9,,,,EUR,2026,city,C,own,,\n"))
    assert overlay.faults == ()
    (change,) = table_changes(overlay)
    assert (change.rows, change.new, change.replaced, change.unchanged, change.rejected) == (3, 1, 1, 1, 0)
    (cell,) = cell_changes(overlay)
    assert (cell.key, cell.column, cell.old, cell.new) == ("cluj · talent_pool_persons", "value", "17390", "18000")


def test_a_workbook_may_hold_one_table_a_sheet(base, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "mine"
    for row in (["hub_id", "metric", "value", "unit"], ["cluj", "rent", 12.5, "EUR"], ["clju", "rent", 3.0, "EUR"]):
        book.active.append(row)
    criteria = book.create_sheet("criteria")
    for row in (list(CRITERION), list((CRITERION | {"metric": "rent"}).values())):
        criteria.append(row)
    book.create_sheet("empty")
    book.save(tmp_path / "b.xlsx")
    overlay = lay_over(base, [Given(tmp_path / "b.xlsx", "b.xlsx")])
    assert [str(fault) for fault in overlay.faults] == [
        "b.xlsx, sheet 'mine' row 3: hub_id 'clju' is not in hubs.csv; did you mean 'cluj'?"]
    assert len(overlay.own["own_criterion"]) == 1


def test_parquet_numbers_read_as_people_write_them(base, tmp_path):
    pq.write_table(pa.table({"hub_id": ["cluj", "cluj"], "metric": ["rent", "park"], "value": [12.0, 3.5], "unit": ["x", "x"],
                             "year": [2025.0, None]}), tmp_path / "f.parquet")
    overlay = lay_over(base, [Given(tmp_path / "f.parquet", "f.parquet")])
    assert overlay.faults == ()
    assert [(row.values["value"], row.values["year"]) for row in overlay.own["fact"]] == [(12, 2025), (3.5, None)]


def test_a_file_without_rows_is_a_fault_but_an_unused_sheet_is_none(base, tmp_path):
    assert faults(base, tmp_path, f_csv="hub_id,metric,value\n") == ["f.csv: has a header and no rows; add rows, or leave the file out"]
    book = openpyxl.Workbook()
    book.active.append(["hub_id", "metric", "value", "unit"])
    book.active.append(["cluj", "rent", 12.5, "EUR"])
    book.create_sheet("criteria").append(list(CRITERION))
    book.save(tmp_path / "b.xlsx")
    assert lay_over(base, [Given(tmp_path / "b.xlsx", "b.xlsx")]).faults == ()


def test_two_files_that_say_one_thing_twice(base, tmp_path):
    text = "hub_id,metric,value,unit\ncluj,rent,1,x\n"
    assert faults(base, tmp_path, a_csv=text, b_csv=text) == [
        "b.csv line 2: hub_id 'cluj', country 'RO', metric 'rent', source_code 'own', year '' stands in a.csv line 2 too; "
        "keep one of the two"]


@pytest.mark.parametrize(("row", "words"), [
    ("RO,ai_ml_engineer,senior,60000,USD,2024,weekly", "period 'weekly' is not allowed; did you mean 'yearly'?"),
    ("RO,ai_ml_engineer,senior,60000,XYZ,2024,yearly", "currency XYZ has no rate for 2024"),
    ("RO,ai_ml_engineer,senior,3000,USD,2024,yearly", "if it is by the month, write monthly as its period"),
    ("ZZ,ai_ml_engineer,senior,60000,USD,2024,yearly", "country 'ZZ' is not known"),
    ("RO,ai_ml_engineer,senior,0,USD,2024,yearly", "pay is empty or 0"),
])
def test_a_doubtful_pay_row_is_a_fault_on_its_line(base, tmp_path, row, words):
    good = "RO,ai_ml_engineer,senior,60000,USD,2024,yearly\n" * 6
    found = faults(base, tmp_path, pay_csv=PAY + good + row + "\n" + good)
    assert len(found) == 1 and found[0].startswith("pay.csv line 8: ") and words in found[0], found


def test_fewer_than_five_people_are_never_kept(base, tmp_path):
    (fault,) = faults(base, tmp_path, pay_csv=PAY + "RO,ai_ml_engineer,senior,60000,USD,2024,yearly\n" * 4)
    assert "no country has 5 rows of pay" in fault


def test_a_fault_of_the_builds_own_checks_names_its_row(base, tmp_path):
    text = "hub_id,metric,value,unit\ncluj,office_share_pct,140,%\n"
    overlay = own.examined(base, own.read_files(given(tmp_path, f_csv=text)))
    assert [str(fault) for fault in overlay.faults] == [
        "f.csv line 2: a share lies from 0 to 100; correct the value (place 'cluj', metric 'office_share_pct', value 140.0)"]


def run(shipped: Path, folder: Path, *files: Path, out: str = "kept", options: tuple[str, ...] = ()) -> int:
    return main(["own", *map(str, files), "--data", str(shipped), "--out", str(folder / out), *options])


def test_kept_then_built_and_given_again(shipped, tmp_path, capsys):
    files = given(tmp_path, f_csv="hub_id,metric,value,unit\ncluj,rent,12,EUR\n", c_csv=table(CRITERION | {"metric": "rent"}),
                  pay_csv=PAY + "RO,ai_ml_engineer,senior,60000,USD,2024,yearly\n" * 12, b_csv=table(BENCHMARK))
    assert run(shipped, tmp_path, *(file.path for file in files), options=("--dry-run",)) == 0
    assert not (tmp_path / "kept").exists() and "nothing was written" in capsys.readouterr().out
    assert run(shipped, tmp_path, *(file.path for file in files)) == 0
    kept = tmp_path / "kept"
    assert sorted(path.name for path in kept.iterdir()) == ["benchmarks.csv", "criteria.csv", "facts.csv", "salaries.parquet"]
    assert pq.read_table(kept / SALARIES.file).column_names == list(SALARIES.names), "statistics, no single rows"

    (tmp_path / "more.csv").write_text("hub_id,metric,value,unit\ncluj,rent,14,EUR\nbucharest,rent,15,EUR\n", encoding="utf-8")
    capsys.readouterr()
    assert run(shipped, tmp_path, tmp_path / "more.csv", options=("--format", "json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(c["old"], c["new"]) for c in told["changes"]] == [("12", "14")]
    assert (kept / "facts.csv").read_text(encoding="utf-8").count("rent") == 2

    out = tmp_path / "build"
    assert main(["build", "--data", str(shipped), "--own", str(kept), "--out", str(out)]) == 0
    with closing(duckdb.connect((out / "CURRENT").resolve(), read_only=True)) as connection:
        assert connection.execute("select hub_id, value, caveats from fact where metric = 'rent' order by all").fetchall() == [
            ("bucharest", 15, "own_data"), ("cluj", 14, "own_data")]
        assert connection.execute("select criterion_id, metric from own_criterion").fetchall() == [("own_rent", "rent")]
        assert connection.execute("select benchmark_id, low, high, note from own_benchmark").fetchall() == [
            ("ours", 50000, 70000, None)]
        assert connection.execute("select distinct n, p50_usd, source_code from pay_estimate where source_code = 'own'"
                                  ).fetchall() == [(12, 60000, "own")]
        assert connection.execute("select count(*) from cleaning_rule where source_code = 'own'").fetchall() >= [(0,)]
        assert connection.execute("from manifest_fault").fetchall() == []


def test_with_one_fault_nothing_is_written(shipped, tmp_path, capsys):
    files = given(tmp_path, good_csv="hub_id,metric,value,unit\ncluj,rent,12,EUR\n", bad_csv="hub_id,metric,value,unit\nx,rent,1,x\n")
    assert run(shipped, tmp_path, *(file.path for file in files)) == 2
    assert not (tmp_path / "kept").exists()
    told = capsys.readouterr().out
    assert "bad.csv line 2: hub_id 'x' is not in hubs.csv" in told and "Nothing was written" in told


def test_own_rows_do_not_go_into_the_data_that_they_lie_over(shipped, tmp_path, capsys):
    (file,) = given(tmp_path, f_csv="hub_id,metric,value,unit\ncluj,rent,12,EUR\n")
    before = (shipped / "facts.csv").read_bytes()
    assert main(["own", str(file.path), "--data", str(shipped), "--out", str(shipped)]) == 2
    assert "give a folder of its own" in capsys.readouterr().err
    assert (shipped / "facts.csv").read_bytes() == before


def test_a_folder_that_holds_a_fault_stops_the_build_with_its_line(shipped, tmp_path, capsys):
    folder = tmp_path / "mounted"
    folder.mkdir()
    (folder / "any name.csv").write_text("hub_id,metric,value,unit\nx,rent,1,x\n", encoding="utf-8")
    (folder / "readme.md").write_text("ours", encoding="utf-8")
    assert main(["check", "--data", str(shipped), "--own", str(folder)]) == 2
    assert "any name.csv line 2: hub_id 'x' is not in hubs.csv" in capsys.readouterr().err


def test_the_later_folder_may_bring_the_optional_tables(shipped, tmp_path):
    folder = tmp_path / "company"
    folder.mkdir()
    (folder / OWN_CRITERIA.file).write_text(table(CRITERION), encoding="utf-8")
    (folder / OWN_BENCHMARKS.file).write_text(table(BENCHMARK), encoding="utf-8")
    data = load([shipped, folder])
    assert data.faults == ()
    assert (len(data.rows["own_criterion"]), len(data.rows["own_benchmark"])) == (1, 1)
    assert load([shipped]).rows["own_criterion"] == []

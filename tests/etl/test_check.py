"""Every fault of an input file is told with file, line, column, value and cure; nothing else is called a fault."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.domain.tables import TABLES
from etl.__main__ import main
from etl.faults import DataFaults, Fault
from etl.load import load
from etl.pay_file import MANIFEST_KEY
from tests.etl.folder import copy_to, edit, pay_cells


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "own")


def faults(folder: Path) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/") for fault in load([folder]).faults]


def test_the_fixture_has_no_fault(folder):
    assert faults(folder) == []


EDITS = [
    # hubs.csv
    ("hubs.csv", "23.6,Europe/Bucharest", "23.6,Europe/Cluj",
     "hubs.csv line 4: timezone 'Europe/Cluj' is not an IANA zone; the nearest is Europe/Bucharest"),
    ("hubs.csv", "Europe/London", "Europe/Londn",
     "hubs.csv line 5: timezone 'Europe/Londn' is not an IANA zone; did you mean 'Europe/London'?"),
    ("hubs.csv", "India,south_asia", "India,sout_asia",
     "hubs.csv line 2: region 'sout_asia' is no region; did you mean 'south_asia'?"),
    ("hubs.csv", "cluj,Cluj-Napoca,RO,Romania,southeast_europe", "cluj,Cluj-Napoca,RO,Roumania,southeast_europe",
     "hubs.csv line 4: country_name 'Roumania' differs from 'Romania' on line 3 for the same country RO; "
     "write one of them in both"),
    ("hubs.csv", "cluj,Cluj-Napoca", "Cluj,Cluj-Napoca",
     "hubs.csv line 4: hub_id 'Cluj' is no id; write lower-case letters, digits and underscores"),
    ("hubs.csv", ",IN,India", ",IND,India",
     "hubs.csv line 2: country 'IND' is no country code; write ISO 3166 alpha-2, such as RO"),
    ("hubs.csv", "INR", "rupee", "hubs.csv line 2: currency 'rupee' is no currency code; write ISO 4217, such as EUR"),
    ("hubs.csv", ",home,", ",hone,", "hubs.csv line 5: kind 'hone' is not allowed; did you mean 'home'?"),
    ("hubs.csv", "51.50853", "151.50853", "hubs.csv line 5: latitude '151.50853' is above 90; check north positive"),
    ("hubs.csv", "51.50853", "51,50853",
     "hubs.csv line 5: 14 cells where the header has 13; quote a cell that holds a comma"),
    ("hubs.csv", "51.50853", "51_508", "hubs.csv line 5: latitude '51_508' is not a number"),
    ("hubs.csv", "51.50853", "nan", "hubs.csv line 5: latitude 'nan' is not a number"),
    ("hubs.csv", "51.50853", "٥١", "hubs.csv line 5: latitude '٥١' is not a number"),
    ("hubs.csv", "51.50853", "1e999", "hubs.csv line 5: latitude '1e999' is too large; give a finite number"),
    ("hubs.csv", "8961989", "8961989.5", "hubs.csv line 5: population_persons '8961989.5' is not a whole number"),
    ("hubs.csv", "8961989", "0", "hubs.csv line 5: population_persons '0' is below 1; check city proper"),
    ("hubs.csv", "London,GB", ",GB", "hubs.csv line 5: city is empty; give: name with its own letters"),
    ("hubs.csv", "Bengaluru,", " Bengaluru,",
     "hubs.csv line 2: city ' Bengaluru' has blanks around it; remove them"),
    ("hubs.csv", "Bengaluru,", "Benga\0luru,", "hubs.csv line 2: city 'Benga\\x00luru' holds a control character"),
    ("hubs.csv", "Bengaluru,", "B" * 2001 + ",", "has 2,001 characters; give at most 2,000"),
    ("hubs.csv", "Bengaluru,", "B" * 140_000 + ",", "hubs.csv line 2: field larger than field limit (131072)"),
    ("hubs.csv", "london,London,", 'london,"London,',
     "hubs.csv line 5: unexpected end of data; check the quotes around its cells"),
    ("hubs.csv", "london,London,", 'london,"Lon"don,',
     "hubs.csv line 5: ',' expected after '\"'; check the quotes around its cells"),
    ("hubs.csv", "timezone,", "time_zone,",
     "hubs.csv line 1: column 'time_zone' is unknown; did you mean 'timezone'?"),
    ("hubs.csv", "latitude,longitude", "latitude,latitude", "column 'latitude' stands twice in the header; keep one"),
    # facts.csv
    ("facts.csv", "cluj,RO,talent", "cluuj,RO,talent",
     "facts.csv line 8: hub_id 'cluuj' is not in hubs.csv; did you mean 'cluj'?"),
    ("facts.csv", "cluj,RO,talent", "cluj,GB,talent",
     "facts.csv line 8: country 'GB' is not where cluj is; write RO"),
    ("facts.csv", "cbre_gttg25,,", "cbre_gtg25,,",
     "facts.csv line 12: source_code 'cbre_gtg25' is not in sources.toml; did you mean 'cbre_gttg25'?"),
    ("facts.csv", "modelled;editor_band", "modeled;editor_band",
     "facts.csv line 9: caveats 'modeled;editor_band' has the unknown word 'modeled'; did you mean 'modelled'?"),
    ("facts.csv", "90000,45000,144000", "90000,95000,144000",
     "facts.csv line 9: low 95000 is above value 90000; order them low, value, high"),
    ("facts.csv", "90000,45000,144000", "90000,45000,80000",
     "facts.csv line 9: high 80000 is below value 90000; order them low, value, high"),
    ("facts.csv", "90000,45000,144000", ",45000,144000", "facts.csv line 9: low and high need a value"),
    ("facts.csv", "Bosch; Endava", "", "facts.csv line 12: value and text are both empty; give one"),
    ("facts.csv", "cluj,RO,notable", ",RO,notable", "facts.csv line 12: level 'city' without a hub_id; name the hub"),
    ("facts.csv", ",IN,cpi_score,38,,,,0 to 100,2025,country,B", ",IN,cpi_score,38,,,,0 to 100,2025,country,E",
     "facts.csv line 3: grade 'E' is not allowed; valid are A, B, C, D"),
    ("facts.csv", "0 to 100,2024", "0 to 100,20 24", "facts.csv line 4: year '20 24' is not a whole number"),
    ("facts.csv", ",RO,cpi_score,46,,,,0 to 100,2024,country,B,ti_cpi2024",
     ",RO,cpi_score,46,,,,0 to 100,2025,country,B,ti_cpi2025",
     "facts.csv line 5: hub_id '', country 'RO', metric 'cpi_score', source_code 'ti_cpi2025', year 2025 "
     "stands on line 4 too; keep one of the two"),
    # fx.csv, sources.toml
    ("fx.csv", "INR,2024,83.68,2024-12-31", "INR,2024,83.68,2024-12-32",
     "fx.csv line 4: rate_date '2024-12-32' is not a date; write YYYY-MM-DD"),
    ("fx.csv", "INR,2024,83.68,2024-12-31", "INR,2024,83.68,20241231", "rate_date '20241231' is not written YYYY-MM-DD"),
    ("fx.csv", "83.68", "-83.68", "fx.csv line 4: per_usd '-83.68' is below 0"),
    ("sources.toml", "https://www.cbre.com/", "javascript:alert(1)",
     "sources.toml line 1: url 'javascript:alert(1)' is no web address; begin with https://"),
    ("sources.toml", 'title = "Labour code"', 'title = "Labour code', "sources.toml line 20: Illegal character"),
    ("sources.toml", 'title = "Labour code"', "title = 7",
     "sources.toml line 19: [labour_code] title 7 is not text; put it in quotes"),
    ("sources.toml", 'publisher = "Eurostat"', 'publsher = "Eurostat"',
     "sources.toml line 14: [estat_ict] has an unknown field 'publsher'; did you mean 'publisher'?"),
    ("sources.toml", 'licence = "public"\n', "", "sources.toml line 19: licence is empty; give: terms of use"),
    ("sources.toml", "[cbre_gttg25]\n", 'loose = "x"\n[cbre_gttg25]\n', "sources.toml: 'loose' is no table"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), EDITS, ids=[f"{e[0]}-{i}" for i, e in enumerate(EDITS)])
def test_a_fault_is_told_alone_with_its_place_and_cure(folder, file, old, new, told):
    edit(folder / file, old, new)
    found = faults(folder)
    assert len(found) == 1, found
    assert told in found[0]
    assert "\n" not in found[0]
    assert len(found[0]) < 400


def test_bytes_that_are_not_utf8_are_told_with_their_line(folder):
    text = (folder / "hubs.csv").read_text(encoding="utf-8").replace("Cluj-Napoca", "Cluj-Napocă")
    (folder / "hubs.csv").write_bytes(text.encode("iso8859-2"))
    assert faults(folder) == ["hubs.csv line 4: byte 0xe3 is not UTF-8; save the file as UTF-8"]


def test_lines_are_counted_through_cells_of_several_lines(folder):
    edit(folder / "facts.csv", '"ICT specialists, whole country"', '"ICT specialists,\nwhole\ncountry"')
    edit(folder / "facts.csv", "cluj,RO,talent", "cluuj,RO,talent")
    assert [fault.line for fault in load([folder]).faults] == [10]  # on line 8 before


def test_mark_of_spreadsheets_line_ends_and_column_order_are_no_faults(folder):
    lines = list(csv.reader((folder / "hubs.csv").read_text(encoding="utf-8").splitlines()))
    turned = "\r\n".join(",".join(reversed(cells)) for cells in lines)
    (folder / "hubs.csv").write_bytes(b"\xef\xbb\xbf" + turned.encode())
    data = load([folder])
    assert data.faults == ()
    assert data.rows["hub"][0].values["timezone"] == "Asia/Kolkata"


SHIPPED = [table for table in TABLES if not table.optional]


@pytest.mark.parametrize("table", SHIPPED, ids=lambda table: table.file)
def test_a_missing_file_is_one_fault_and_blames_no_other(folder, table):
    (folder / table.file).unlink()
    found = faults(folder)
    assert [line.split(" is missing")[0] for line in found] == [f"{table.file}:"]


def test_an_empty_file_and_a_missing_folder_are_faults(folder, tmp_path):
    (folder / "fx.csv").write_bytes(b"")
    assert faults(folder)[0].startswith("fx.csv line 1: column 'currency' is missing; the header is currency,year,")
    assert "is no folder" in faults(tmp_path / "absent")[0]


def test_a_file_that_breaks_off_still_tells_what_came_before(folder):
    edit(folder / "hubs.csv", "44.43225", "north")
    edit(folder / "hubs.csv", "london,London,", 'london,"London,')
    assert [line.split(":")[0] for line in faults(folder)] == ["hubs.csv line 3", "hubs.csv line 5"]


def replaced(**columns: pa.Array) -> pa.Table:
    table = pay_cells()
    for name, values in columns.items():
        table = table.set_column(table.schema.get_field_index(name), name, values)
    return table


CELLS = pay_cells().num_rows


def first(value: object, others: object) -> pa.Array:
    """A column whose first row alone is `value`."""
    return pa.array([value] + [others] * (CELLS - 1))


PARQUETS = [
    (replaced(p50_usd=first([[1.0]], [[1.0]])), "column 'p50_usd' is of type list<"),
    (replaced(n=first("many", "5")), "column 'n' is of type string; give integer"),
    (pay_cells().drop_columns(["n"]), "column 'n' is missing"),
    (pay_cells().append_column("name", first("Ann", "Bob")), "column 'name' is unknown"),
    (replaced(n=first(4, 40)), "row 1: n '4' is below 5; check respondents behind the cell"),
    (replaced(seniority=first("seniour", "all")), "row 1: seniority 'seniour' is not allowed; did you mean 'senior'?"),
    (replaced(p90_usd=first(float("inf"), 1.0)), "row 1: p90_usd 'inf' is not a number"),
    (replaced(p90_usd=first(None, 1.0)), "row 1: p90_usd is empty; give: 90th percentile of gross pay"),
    (replaced(source_code=first("so_2024", "stackoverflow_2024")), "row 1: source_code 'so_2024' is not in"),
    (pay_cells().replace_schema_metadata({MANIFEST_KEY: b"[1]"}), "its metadata atlas_manifest is not what"),
    (pa.concat_tables([pay_cells()] * (200_000 // CELLS + 1)), " rows; give statistics, at most 200,000 rows"),
]


@pytest.mark.parametrize(("table", "told"), PARQUETS, ids=[told[:24] for _, told in PARQUETS])
def test_faults_of_a_parquet_file(folder, table, told):
    pq.write_table(table, folder / "salaries.parquet")
    found = faults(folder)
    assert any(told in line and line.startswith("salaries.parquet") for line in found), found


def test_a_file_that_is_no_parquet_is_one_fault(folder):
    (folder / "salaries.parquet").write_bytes(b"PAR1 and nothing else")
    assert [line.split(" (")[0] for line in faults(folder)] == ["salaries.parquet: is not a readable Parquet file"]


def test_cut_parquet_files_are_faults_wherever_they_are_cut(folder):
    whole = (folder / "salaries.parquet").read_bytes()
    for length in range(0, len(whole), 97):
        (folder / "salaries.parquet").write_bytes(whole[:length])
        assert len(load([folder]).faults) == 1


def test_faults_come_in_the_order_of_files_and_lines_and_are_cut_at_50(folder):
    lines = [f"cluj,RO,metric_{i},x,,,,persons,2024,city,A,estat_ict,," for i in range(60)]
    with (folder / "facts.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    edit(folder / "fx.csv", "83.68", "x")
    found = load([folder]).faults
    assert len(found) == 61
    assert list(found) == sorted(found)
    told = str(DataFaults(found)).splitlines()
    assert len(told) == 51
    assert told[-1] == "… and 11 more faults"


def test_an_own_file_that_no_table_has_is_a_fault(folder, tmp_path):
    own = tmp_path / "company"
    own.mkdir()
    (own / "fact.csv").write_text("hub_id\n", encoding="utf-8")
    (own / "readme.md").write_text("ours", encoding="utf-8")
    assert load([folder, own]).faults == (
        Fault(str(own / "fact.csv"), 0, "is no table of the contract; did you mean 'facts.csv'?"),)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300), table=st.sampled_from(TABLES))
def test_no_bytes_raise_anything(tmp_path_factory, content, table):
    folder = copy_to(tmp_path_factory.mktemp("bytes") / "own")
    (folder / table.file).write_bytes(content)
    data = load([folder])
    assert data.faults
    assert all("\n" not in str(fault) for fault in data.faults)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_changed_byte_of_a_good_file_raises_anything(tmp_path_factory, data):
    folder = copy_to(tmp_path_factory.mktemp("byte") / "own")
    path = folder / data.draw(st.sampled_from([table.file for table in SHIPPED]))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    assert all("\n" not in str(fault) for fault in load([folder]).faults)


def test_check_says_what_would_be_built_and_publishes_nothing(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--data", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "hub                 4 rows\n" in told
    assert told.endswith("checks passed: none found a wrong row\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own"]


def test_check_exits_2_with_one_line_a_fault(folder, capsys):
    edit(folder / "hubs.csv", "Europe/London", "Europe/Londn")
    edit(folder / "fx.csv", "83.68", "x")
    assert main(["check", "--data", str(folder)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split(":")[0] for line in captured.err.splitlines()] == [
        f"{folder}/fx.csv line 4", f"{folder}/hubs.csv line 5"]


def test_check_runs_the_models_too(folder, capsys):
    edit(folder / "facts.csv", "2025,city,D,estat_ict", "2025,city,A,estat_ict")
    assert main(["check", "--data", str(folder)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "check modelled_grade: which modelled facts are graded better than C? Wrong rows: 1; "
        "correct them in the data",
        "check modelled_grade: line 9, place 'bucharest', metric 'talent_pool_persons', grade 'A'"]


def test_the_manifest_of_the_ingest_becomes_cleaning_rules(folder):
    manifest = {"stackoverflow": {"rules": [
        {"id": "no_pay", "says": "no yearly pay given", "rows": 9, "by_series": {"stackoverflow_2024": 9}}]}}
    pq.write_table(pay_cells().replace_schema_metadata({MANIFEST_KEY: json.dumps(manifest).encode()}),
                   folder / "salaries.parquet")
    assert load([folder]).cleaning_rules == [
        {"source_code": "stackoverflow_2024", "rule": "no_pay", "about": "no yearly pay given", "rows": 9}]

"""The tables that a build makes of tests/fixtures/data, compared with what a reader of those files expects."""

import argparse
import json
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from atlas.domain.salary import COLUMNS as PAY_ESTIMATE_COLUMNS
from atlas.domain.tables import FACTS, FX, HUBS, ROLES, SALARIES, SENIORITIES, SOURCES
from etl import build, model
from etl.__main__ import main
from etl.load import load
from etl.pay_file import MANIFEST_KEY
from tests.etl.folder import copy_to, edit, pay_cells


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("data") / "shipped")


@pytest.fixture(scope="module")
def out(folder, tmp_path_factory) -> Path:
    """A published build of the fixture."""
    out = tmp_path_factory.mktemp("build")
    assert main(["build", "--data", str(folder), "--out", str(out)]) == 0
    return out


def fetch(out: Path, sql: str, **parameters: object) -> list[tuple]:
    with closing(duckdb.connect((out / "CURRENT").resolve(), read_only=True)) as connection:
        return connection.execute(sql, parameters).fetchall()


def columns(out: Path, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in fetch(out, f"describe {table}"))


def test_tables_have_the_columns_of_their_contracts(out):
    for table in (HUBS, SALARIES, FX, SOURCES):
        assert columns(out, table.name) == table.names
    assert columns(out, "fact") == (*FACTS.names, "line")
    assert columns(out, "pay_estimate") == PAY_ESTIMATE_COLUMNS
    assert columns(out, "hub_fact") == ("hub_id", *(name for name in FACTS.names if name not in {"hub_id", "country"}))
    assert columns(out, "cleaning_rule") == ("source_code", "rule", "about", "rows")
    assert columns(out, "build_check") == ("check_id", "question", "rows_wrong")
    assert columns(out, "meta") == ("key", "value")


def test_values_arrive_as_they_are_written(out):
    assert fetch(out, "select city, latitude, population_persons from hub where hub_id = 'cluj'") == [
        ("Cluj-Napoca", 46.76667, 286598)]
    assert fetch(out, "select hub_id, value, year, text, caveats, line from fact where metric = 'notice_weeks'") == [
        (None, 4.0, None, "20 working days at most", "undated", 6)]
    assert fetch(out, "select caveats from fact where metric = 'notable_employers'") == [("",)]
    assert fetch(out, "select accessed, url, notes from source where source_code in ('ecb_yearly', 'labour_code') "
                      "order by source_code") == [("2026-11-01", "https://www.ecb.europa.eu/", None),
                                                  (None, None, "A law,\nin two lines.")]


@pytest.mark.parametrize(("hub_id", "metric", "expected"), [
    ("cluj", "talent_pool_persons", (17390, 2021, "city", "A")),  # the city's own, though the country's is newer
    ("bucharest", "talent_pool_persons", (90000, 2025, "city", "D")),
    ("cluj", "cpi_score", (45, 2025, "country", "B")),  # the newer of two
    ("cluj", "notice_weeks", (4, None, "country", "C")),  # a fact without a year still speaks
    ("london", "cpi_score", (71, 2025, "country", "B")),
])
def test_the_fact_that_speaks_for_a_hub(out, hub_id, metric, expected):
    assert fetch(out, "select value, year, level, grade from hub_fact where hub_id = $hub_id and metric = $metric",
                 hub_id=hub_id, metric=metric) == [expected]


def test_at_equal_level_and_year_the_better_grade_speaks_however_the_rows_stand(folder, tmp_path):
    for number, order in enumerate((("C", "A", "B"), ("A", "B", "C"))):
        own = tmp_path / f"own{number}"
        own.mkdir()
        lines = [f"cluj,RO,it_graduates_persons,{ord(grade)},,,,persons,2025,city,{grade},{code},,"
                 for grade, code in zip(order, ("estat_ict", "labour_code", "cbre_gttg25"), strict=True)]
        (own / "facts.csv").write_text("\n".join([",".join(FACTS.names), *lines]) + "\n", encoding="utf-8")
        with closing(duckdb.connect()) as connection:
            model.make_tables(connection, load([folder, own]))
            assert connection.execute("select value, grade from hub_fact where metric = 'it_graduates_persons'"
                                      ).fetchall() == [(ord("A"), "A")]


def test_no_hub_hears_of_another_country_or_city(out):
    assert fetch(out, "select hub_id from hub_fact where metric = 'notice_weeks'") == [("bucharest",), ("cluj",)]
    assert fetch(out, "select hub_id from hub_fact where metric = 'notable_employers'") == [("cluj",)]


def test_every_country_role_and_seniority_has_an_estimate(out):
    assert fetch(out, "select count(*), count(distinct (country, role, seniority)) from pay_estimate") == [
        (3 * len(ROLES) * len(SENIORITIES),) * 2]


def test_meta_says_what_the_tables_hold(out):
    meta = dict(fetch(out, "from meta"))
    assert meta["generation"] == "1"
    assert meta["duckdb_version"] == duckdb.__version__
    assert len(meta["data_version"]) == 12 and int(meta["data_version"], 16) >= 0
    assert (meta["rows.hub"], meta["rows.fact"], meta["rows.fx"]) == ("4", "11", "5")
    for table in [*model.MODELS, "build_check"]:
        assert fetch(out, f"select count(*)::varchar, coalesce(bit_xor(hash(t)), 0)::varchar from {table} t") == [
            (meta[f"rows.{table}"], meta[f"hash.{table}"])]
    assert fetch(out, "from manifest_fault") == []


def test_two_builds_of_the_same_files_hold_the_same_tables(folder, out):
    before = dict(fetch(out, "from meta"))
    assert main(["build", "--data", str(folder), "--out", str(out)]) == 0
    after = dict(fetch(out, "from meta"))
    assert int(after["generation"]) == int(before["generation"]) + 1
    changed = {"generation", "built_at_utc"}
    assert {k: v for k, v in after.items() if k not in changed} == {k: v for k, v in before.items() if k not in changed}


def test_the_data_version_follows_every_byte_and_no_path(folder, tmp_path):
    copy = copy_to(tmp_path / "copy")
    assert load([copy]).data_version == load([folder]).data_version
    edit(copy / "fx.csv", "83.68", "83.69")
    assert load([copy]).data_version != load([folder]).data_version


@pytest.fixture
def overlay(tmp_path) -> Path:
    """A company's own folder: one fact replaced, one new, one hub added, one source and one rate of its own."""
    own = tmp_path / "company"
    own.mkdir()
    (own / "facts.csv").write_text(
        ",".join(FACTS.names) + "\n"
        ",RO,cpi_score,50,,,,0 to 100,2025,country,B,ti_cpi2025,Ours,\n"
        "cluj,RO,talent_pool_persons,900,800,1000,,persons,2020,city,C,ours,Our pipeline,small_sample\n",
        encoding="utf-8")
    (own / "hubs.csv").write_text(
        ",".join(HUBS.names) + "\n"
        "iasi,Iași,RO,Romania,southeast_europe,hub,RON,47.16,27.59,Europe/Bucharest,,right,\n", encoding="utf-8")
    (own / "sources.toml").write_text(
        '[ours]\ntitle = "Applicant tracking"\npublisher = "Us"\nlicence = "private"\n', encoding="utf-8")
    return own


def test_a_later_folder_overrides_by_key_and_its_facts_are_marked(folder, overlay, tmp_path):
    out = tmp_path / "build"
    assert main(["build", "--data", str(folder), "--data", str(overlay), "--out", str(out)]) == 0
    assert fetch(out, "select value, caveats from fact where country = 'RO' and metric = 'cpi_score' and year = 2025"
                 ) == [(50, "own_data")]
    assert fetch(out, "select value, caveats from hub_fact where hub_id = 'cluj' and metric = 'talent_pool_persons'"
                 ) == [(900, "small_sample;own_data")]  # ours beats the shipped one, though it is older
    assert fetch(out, "select value from hub_fact where hub_id = 'iasi' and metric = 'cpi_score'") == [(50,)]
    assert fetch(out, "select count(*) from hub") == [(5,)]
    assert fetch(out, "select count(*) from fact where caveats like '%own_data%'") == [(2,)]


def test_a_fault_of_an_own_file_is_told_with_its_name(folder, overlay, capsys, tmp_path):
    edit(overlay / "facts.csv", "cluj,RO", "cluuj,RO")
    assert main(["build", "--data", str(folder), "--data", str(overlay), "--out", str(tmp_path / "build")]) == 2
    assert capsys.readouterr().err == (
        f"{overlay}/facts.csv line 3: hub_id 'cluuj' is not in hubs.csv; did you mean 'cluj'?\n")
    assert not (tmp_path / "build").exists()


WRONGS = {
    "band_order": "update fact set high = 1 where line = 8",
    "criterion_tied": "insert into fact by name select * replace (39 as value, 'ti_cpi2024' as source_code) "
                      "from fact where line = 3",
    "fact_without_hub": "update fact set country = 'PL' where line = 2",
    "hub_fact_of_other_country": "update fact set country = 'IN' where line = 8",
    "hub_fact_repeated": "insert into hub_fact from hub_fact limit 1",
    "hub_without_pay": "delete from pay_estimate where country = 'RO' and role = 'data_analyst' and seniority = 'lead'",
    "modelled_grade": "update fact set grade = 'B' where line = 9",
    "pay_cell_order": "update pay_cell set p25_usd = p75_usd + 1 where country = 'IN' and role = 'all'",
    "pay_estimate_order": "update pay_estimate set median_high_usd = 'nan' where country = 'IN'",
    "rate_positive": "update fx set per_usd = 0 where currency = 'INR'",
    "share_range": "insert into fact (metric, value) values ('ict_specialists_share_pct', 101)",
    "talent_pool_band": "update fact set low = null where line = 9",
    "unit_differs": "update fact set unit = 'percent' where line = 4",
    "unknown_source": "delete from source where source_code = 'labour_code'",
}


def test_every_check_has_a_wrong_case_here():
    assert sorted(path.stem for path in model.CHECKS.glob("*.sql")) == sorted(WRONGS)


@pytest.mark.parametrize("check_id", WRONGS)
def test_a_check_finds_its_wrong_rows(folder, check_id):
    """Right data passes: `make_tables` ran every check before. Then one row is made wrong, and that check must speak."""
    with closing(duckdb.connect()) as connection:
        model.make_tables(connection, load([folder]))
        assert set(connection.execute("select rows_wrong from build_check").fetchall()) == {(0,)}
        connection.execute(WRONGS[check_id])
        sql = (model.CHECKS / f"{check_id}.sql").read_text(encoding="utf-8")
        parameters = {name: values for name, values in model.VOCABULARY.items() if f"${name}" in sql}
        assert connection.execute(sql, parameters).fetchall()


def test_a_failing_check_stops_the_publish_and_shows_at_most_five_rows(folder, tmp_path, capsys):
    out, wrong = tmp_path / "build", copy_to(tmp_path / "wrong")
    assert main(["build", "--data", str(folder), "--out", str(out)]) == 0
    published = (out / "CURRENT").resolve()
    lines = [f",RO,share_{n}_pct,{100 + n},,,,%,2025,country,B,estat_ict,," for n in range(1, 8)]
    with (wrong / "facts.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    capsys.readouterr()
    assert main(["build", "--data", str(wrong), "--out", str(out)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == ("check share_range: which shares and percentiles lie outside 0 to 100? "
                       "Wrong rows: 7; correct them in the data")
    assert told[1] == "check share_range: line 13, place 'RO', metric 'share_1_pct', value 101.0"
    assert len(told) == 6
    assert (out / "CURRENT").resolve() == published
    assert fetch(out, "from manifest_fault") == []


def test_a_build_prints_counts_checks_and_where_it_is(folder, tmp_path, capsys):
    assert main(["build", "--data", str(folder), "--out", str(tmp_path / "build")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"data version {load([folder]).data_version}"
    assert "pay_estimate       72 rows" in told
    assert f"{len(WRONGS)} checks passed: none found a wrong row" in told
    assert told[-1].startswith(f"published {tmp_path}/build/atlas-1.duckdb as {tmp_path}/build/CURRENT in ")


def test_a_build_folder_that_cannot_be_written_is_one_line(folder, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert main(["build", "--data", str(folder), "--out", str(tmp_path / "file")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{tmp_path}/file: nothing was published: ") and told.count("\n") == 1


def test_cleaning_rules_of_the_ingest_are_served(tmp_path):
    folder = copy_to(tmp_path / "data")
    manifest = {"stackoverflow": {"rules": [
        {"id": "no_pay", "says": "no yearly pay given", "rows": 9, "by_series": {"stackoverflow_2024": 9}}]}}
    pq.write_table(pay_cells().replace_schema_metadata({MANIFEST_KEY: json.dumps(manifest).encode()}),
                   folder / "salaries.parquet")
    assert main(["build", "--data", str(folder), "--out", str(tmp_path / "build")]) == 0
    assert fetch(tmp_path / "build", "from cleaning_rule") == [
        ("stackoverflow_2024", "no_pay", "no yearly pay given", 9)]


def test_the_options_default_to_the_shipped_data_and_the_build_folder():
    parser = argparse.ArgumentParser()
    build.add_arguments(parser)
    args = parser.parse_args([])
    assert args.data is None and not args.rollback
    assert args.out == build.paths.BUILD

"""The shipped files keep their contracts, and say what the published figures say."""

import csv
import tomllib
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from atlas.domain.caveats import CAVEATS
from atlas.domain.criteria import CRITERIA, DATA_PROTECTION_LEVELS, NATIVE_ENGLISH_METRIC
from atlas.domain.regions import REGIONS
from atlas.domain.tables import FACTS, FX, HUBS, SALARIES, SOURCES, Table
from atlas.paths import DATA

NATIVE_ENGLISH = {"GB", "US", "CA"}
FILE_SOURCES = {HUBS.file: "geonames", "world.geojson": "natural_earth"}
PAY_SOURCES = {"stackoverflow_2024", "stackoverflow_2025", "stackoverflow_2024_2025", "aijobs_2025"}
OVERLAY_SOURCES = {"own"}
"""Named by the private folder that a company lays over the shipped data, so that such a build is whole; never shipped."""

MIDWINTER_AND_MIDSUMMER = (datetime(2026, 1, 1), datetime(2026, 7, 1))


def read(table: Table) -> list[dict[str, str]]:
    with (DATA / table.file).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def hubs() -> dict[str, dict[str, str]]:
    return {row["hub_id"]: row for row in read(HUBS)}


@pytest.fixture(scope="module")
def facts() -> list[dict[str, str]]:
    return read(FACTS)


@pytest.fixture(scope="module")
def sources() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / SOURCES.file).read_text(encoding="utf-8"))


def figures(facts, metric: str) -> dict[str, dict[str, str]]:
    """The rows of a metric by place; fails where a place has two."""
    rows = [row for row in facts if row["metric"] == metric]
    found = {row["hub_id"] or row["country"]: row for row in rows}
    assert len(found) == len(rows), f"two rows of {metric} for one place"
    return found


@pytest.mark.parametrize("table", [HUBS, FACTS, FX], ids=lambda table: table.file)
def test_every_row_keeps_the_contract_of_its_file(table):
    rows = read(table)
    assert tuple(rows[0]) == table.names
    for row in rows:
        for column in table.columns:
            cell = row[column.name]
            assert cell or not column.required, (row, column.name)
            assert cell == cell.strip()
            assert not column.allowed or cell in column.allowed, (row, column.name)
            if cell and column.kind != "text":
                number = int(cell) if column.kind == "integer" else float(cell)
                assert column.low is None or number >= column.low, (row, column.name)
                assert column.high is None or number <= column.high, (row, column.name)
    keys = Counter(tuple(row[name] for name in table.key) for row in rows)
    assert max(keys.values()) == 1, [key for key, count in keys.items() if count > 1]


def test_sources_have_every_field_and_an_address_that_is_https(sources):
    names = [name for name in SOURCES.names if name != "source_code"]
    required = [column.name for column in SOURCES.columns if column.required and column.name in names]
    for code, source in sources.items():
        assert list(source) == names, code
        assert all(source[name] for name in required), code
        assert not source["url"] or source["url"].startswith(("https://", "http://")), code


def test_every_source_exists_and_every_source_is_used(facts, sources):
    named = {row["source_code"] for row in (*facts, *read(FX))} | set(FILE_SOURCES.values())
    assert named - set(sources) == set()
    assert set(sources) - named - PAY_SOURCES == OVERLAY_SOURCES
    assert set(sources) >= PAY_SOURCES


def test_pay_cells_name_a_known_source(sources):
    path = DATA / SALARIES.file
    if not path.exists():
        pytest.skip("salaries.parquet is not made yet: python -m etl ingest")
    used = set(pq.read_table(path, columns=["source_code"]).column(0).to_pylist())
    assert used <= PAY_SOURCES


def test_41_hubs_in_25_countries_of_which_five_are_home_markets(hubs):
    assert len(hubs) == 41
    assert len({row["country"] for row in hubs.values()}) == 25
    assert {hub for hub, row in hubs.items() if row["kind"] == "home"} == {
        "london", "new_york", "san_francisco", "berlin", "toronto"}
    assert {row["region"] for row in hubs.values()} == set(REGIONS)


def test_cities_are_spelt_with_their_own_letters(hubs):
    names = {"krakow": "Kraków", "gdansk": "Gdańsk", "wroclaw": "Wrocław", "cluj": "Cluj-Napoca", "bogota": "Bogotá",
             "medellin": "Medellín", "sao_paulo": "São Paulo", "prishtina": "Prishtina", "new_york": "New York",
             "hcmc": "Ho Chi Minh City", "mexico_city": "Mexico City", "delhi": "Delhi"}
    assert {hub: hubs[hub]["city"] for hub in names} == names
    # Romanian has a comma below (U+0219, U+021A); the gazetteer a cedilla.
    assert hubs["iasi"]["city"] == "Ia\u0219i"
    assert hubs["timisoara"]["city"] == "Timi\u0219oara"


def test_time_zones_are_iana_and_near_the_longitude(hubs):
    for row in hubs.values():
        hours = min(abs(ZoneInfo(row["timezone"]).utcoffset(at).total_seconds() / 3600 - float(row["longitude"]) / 15)
                    for at in MIDWINTER_AND_MIDSUMMER)
        assert hours <= 2, row


def test_each_criterion_has_exactly_one_row_a_place(facts, hubs):
    countries = {row["country"] for row in hubs.values()}
    for criterion in CRITERIA.values():
        if not criterion.metric:
            continue
        found = figures(facts, criterion.metric)
        level = "city" if criterion.level == "city" else "country"
        assert {row["level"] for row in found.values()} == {level}, criterion.id
        missing = {"UA", "AL", "XK", "MK"} | NATIVE_ENGLISH if criterion.id == "english" else set()
        assert set(found) == (set(hubs) if level == "city" else countries - missing), criterion.id
        assert all(row["value"] for row in found.values()), criterion.id


def test_english_is_native_where_ef_does_not_test(facts):
    native = figures(facts, NATIVE_ENGLISH_METRIC)
    assert set(native) == NATIVE_ENGLISH
    assert all(float(row["value"]) == 1 and "native" in row["caveats"].split(";") for row in native.values())


def test_places_agree_between_files(facts, hubs):
    countries = {row["country"] for row in hubs.values()}
    for row in facts:
        assert not row["hub_id"] or hubs[row["hub_id"]]["country"] == row["country"], row
        assert row["country"] in countries, row
        assert (row["level"] == "city") == bool(row["hub_id"]), row


def test_a_fact_is_a_number_in_its_band_or_a_text(facts):
    for row in facts:
        value, low, high = (float(row[name]) if row[name] else None for name in ("value", "low", "high"))
        assert value is not None or row["text"], row
        assert low is None or low <= value, row
        assert high is None or high >= value, row


def test_caveats_are_of_the_closed_list_and_dates_carry_theirs(facts):
    for row in facts:
        words = row["caveats"].split(";") if row["caveats"] else []
        assert set(words) <= set(CAVEATS) and len(set(words)) == len(words), row
        assert ("stale" in words) == (bool(row["year"]) and int(row["year"]) < 2021), row
        assert row["year"] or "undated" in words, row


def test_grades_follow_the_source(facts):
    official = {row["source_code"] for row in facts if row["grade"] == "A"}
    assert official == {"estat_met", "estat_ict", "eurostat_ses2022"}
    for row in facts:
        words = row["caveats"].split(";")
        assert ("unchecked" in words) == (row["source_code"] == "editorial"), row
        assert row["source_code"] not in ("editorial", "model") or row["grade"] == "D", row
        assert "weak_source" not in words or row["grade"] in "CD", row


def test_talent_pools_have_the_confidence_of_their_source(facts):
    pools = figures(facts, "talent_pool_persons")
    by_grade = {grade: {hub for hub, row in pools.items() if row["grade"] == grade} for grade in "ABCD"}
    assert len(by_grade["A"] | by_grade["B"]) == 20
    weak = {"london", "new_york", "guadalajara", "toronto"}
    assert weak < by_grade["C"]
    assert by_grade["C"] - weak == {"chennai", "delhi", "hanoi", "hcmc", "hyderabad", "kyiv", "pune"}
    assert by_grade["D"] == {hub for hub, row in pools.items() if "modelled" in row["caveats"].split(";")}
    assert len(by_grade["D"]) == 10


def test_a_definition_says_which_work_force_a_pool_counts(facts):
    kinds = ("NACE J jobs", "Tech talent", "IT professionals", "ICT sector staff", "IT sector staff", "IT workers")
    for row in figures(facts, "talent_pool_persons").values():
        assert row["definition"].startswith(kinds), row


def test_pools_modelled_from_github_follow_the_printed_rule(facts):
    """national = 0.286 x accounts in the EU; pool = national x share, so share = pool / (0.286 x accounts)."""
    accounts, pools = figures(facts, "github_developers_accounts"), figures(facts, "talent_pool_persons")
    for hub, country, share in (("zagreb", "HR", 0.71), ("budapest", "HU", 0.73), ("riga", "LV", 0.90),
                                ("berlin", "DE", 0.23)):
        modelled = 0.286 * float(accounts[country]["value"]) * share
        assert float(pools[hub]["value"]) == pytest.approx(modelled, rel=0.01)


def contribution(facts, country: str, gross: float) -> float:
    """Employer contributions of a year on `gross`, in the same currency, by the parts that the country has."""
    parts = {row["metric"].removeprefix("employer_on_cost_"): float(row["value"]) for row in facts
             if row["country"] == country and row["metric"].startswith("employer_on_cost_")}
    return (parts.get("fixed_year", 0)
            + parts.get("uncapped_pct", 0) / 100 * max(0, gross - parts.get("threshold_year", 0))
            + parts.get("capped_pct", 0) / 100 * min(gross, parts.get("cap_year", gross)))


@pytest.mark.parametrize(("country", "gross", "due"), [
    ("PH", 60_000 * 12, 5_230 * 12),        # AskSonnie: 3,500 + 30 + 1,500 + 200 a month
    ("UA", 106_500 * 12, 23_430 * 12),      # Forvis Mazars: the most that is due in 2024
    ("UA", 300_000 * 12, 23_430 * 12),
    ("US", 176_100, 176_100 * 0.0765),      # both rates up to the ceiling
    ("US", 276_100, 176_100 * 0.0765 + 100_000 * 0.0145),
    ("CZ", 86_140, 86_140 * 0.338),
    ("GB", 105_000, 15_000),                # 15 % of 100,000
    ("GB", 4_000, 0),
])
def test_ceilings_reproduce_the_amounts_of_their_sources(facts, country, gross, due):
    assert contribution(facts, country, gross) == pytest.approx(due)


def test_headline_contributions_carry_their_warnings(facts):
    on_cost = figures(facts, "employer_on_cost_pct")
    capped = {country for country, row in on_cost.items() if "capped" in row["caveats"].split(";")}
    assert capped == {"UA", "CZ", "DE", "VN", "PH", "MX", "CO", "US", "CA"}
    assert on_cost["IN"]["caveats"] == "of_basic_pay"
    assert (on_cost["IN"]["value"], on_cost["IN"]["low"], on_cost["IN"]["grade"]) == ("17.8", "", "C")
    assert all(row["definition"] for row in on_cost.values())


def test_data_protection_levels(facts):
    found = {country: float(row["value"]) for country, row in figures(facts, "data_protection_level").items()}
    assert set(found.values()) == set(DATA_PROTECTION_LEVELS)
    assert {country for country, level in found.items() if level == 1} == {
        "BG", "CZ", "DE", "EE", "HR", "HU", "LT", "LV", "PL", "RO"}
    assert {country for country, level in found.items() if level == 0.8} == {"AR", "BR", "GB"}
    assert {country for country, level in found.items() if level == 0.5} == {"CA", "US"}

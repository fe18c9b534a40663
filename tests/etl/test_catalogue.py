"""The catalogue's adapter: names and grades by rule, nothing lost in silence, equal bytes for equal inputs."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from atlas.domain.errors import SourceError
from atlas.domain.tables import FACTS, FX, HUBS, SOURCES
from atlas.paths import DATA, ROOT
from etl.sources.catalogue import facts, run, sources, write_catalogue
from etl.sources.catalogue_facts import cited_facts, year_of
from etl.sources.catalogue_hubs import hubs
from etl.sources.catalogue_on_cost import on_costs
from etl.sources.catalogue_pools import COLUMNS as POOL_COLUMNS
from etl.sources.catalogue_pools import pools, published_ranges
from etl.sources.catalogue_rates import rates
from etl.sources.catalogue_raw import COLUMNS, Row, read_facts

RAW = ROOT.parent / "shared" / "data"
needs_raw = pytest.mark.skipif(not (RAW / "hubs" / "facts.csv").is_file(), reason="the raw facts are not here")


def row(metric: str, value: str, country: str = "PL", hub_id: str = "", year: str = "2024",
        source: str = "ti_cpi2025", note: str = "", line: int = 7) -> Row:
    return Row(hub_id, country, metric, value, "", year, "city" if hub_id else "country", source, note, line)


def one(raw: Row):
    (fact,) = cited_facts([raw], frozenset())
    return fact


def write(path: Path, columns: tuple[str, ...], *rows: tuple) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


@pytest.mark.parametrize(("text", "year"), [("2025", 2025), ("2024-08", 2024), ("2025Q3 vs 2024Q3", 2025),
                                            ("n/d", None), ("", None)])
def test_the_year_of_a_raw_date(text, year):
    assert year_of(text) == year


def test_a_fact_takes_its_grade_from_the_source():
    fact = one(row("cpi_score", "53", year="2025"))
    assert (fact.metric, fact.value, fact.unit, fact.grade, fact.caveats) == ("cpi_score", 53, "0 to 100", "B", ())


def test_a_figure_before_2021_is_stale_and_one_without_a_year_undated():
    assert "stale" in one(row("it_workforce_national", "254000", year="2020", source="oska")).caveats
    assert "stale" not in one(row("it_workforce_national", "254000", year="2021", source="oska")).caveats
    undated = one(row("it_workforce_national", "254000", year="n/d", source="oska"))
    assert undated.year is None and "undated" in undated.caveats


@pytest.mark.parametrize(("raw", "words"), [
    (row("coffee_price", "3"), "line 7: metric 'coffee_price' has no rule"),
    (row("cpi_score", "high"), "line 7: cpi_score is 'high'; expected a number"),
    (row("cpi_score", "53", source="hearsay"), "line 7: source 'hearsay' is in no reference"),
    (row("talent_pool_published", "9", hub_id="riga", note="only a guess"), "note on talent_pool_published of riga"),
])
def test_what_no_table_knows_stops_the_run(raw, words):
    with pytest.raises(SourceError, match=words):
        one(raw)


def test_two_counts_of_one_year_become_two_metrics():
    at_home = one(row("it_workforce_national", "242000", "UA", year="2023", source="lviv_res"))
    in_all = one(row("it_workforce_national", "307600", "UA", year="2023", source="lviv_res"))
    assert at_home.metric == "it_workforce_national_persons"
    assert in_all.metric == "it_workforce_incl_abroad_persons"


def test_a_country_has_one_headline_rate_and_keeps_the_others_apart():
    found = on_costs([row("employer_oncost_pct", "5", "XK", source=source, year=year)
                      for source, year in (("mazars24", "2024"), ("mazars25xk", "2025"), ("pwc_xk", "2024"))])
    assert [(fact.metric, fact.source_code) for fact in found] == [
        ("employer_on_cost_other_pct", "mazars24"), ("employer_on_cost_pct", "mazars25xk"),
        ("employer_on_cost_other_pct", "pwc_xk")]


def test_indias_rate_is_one_of_basic_pay():
    (fact,) = on_costs([row("employer_oncost_pct_of_basic", "17.8", "IN", source="boundless_in")])
    assert (fact.metric, fact.unit, fact.low, fact.high) == ("employer_on_cost_pct", "% of basic pay", None, 17.8)
    assert fact.caveats == ("of_basic_pay",)


def pool(folder: Path, *cells: str):
    (fact,) = pools(write(folder / "talent_pools.csv", POOL_COLUMNS, cells))
    return fact


def test_a_pool_rounded_out_of_its_band_is_put_back(tmp_path):
    fact = pool(tmp_path, "sao_paulo", "BR", "São Paulo", "255310", "240227", "255306", "published city figure", "",
                "cbre_latam25")
    assert (fact.value, fact.low, fact.high) == (255306, 240227, 255306)


def test_a_point_is_no_band(tmp_path):
    fact = pool(tmp_path, "bogota", "CO", "Bogotá", "110580", "110580", "110580", "published city figure", "",
                "cbre_latam25")
    assert (fact.value, fact.low, fact.high) == (110580, None, None)


def test_a_modelled_pool_is_grade_d_and_the_first_source_makes_it(tmp_path):
    fact = pool(tmp_path, "medellin", "CO", "Medellín", "38330", "16000", "50000", "modelled", "", "model;cbre_latam25")
    assert (fact.grade, fact.source_code, fact.caveats) == ("D", "model", ("modelled", "editor_band"))


def test_an_unknown_confidence_stops_the_run(tmp_path):
    with pytest.raises(SourceError, match=r"line 2: 'riga' with 'hunch'"):
        pool(tmp_path, "riga", "LV", "Riga", "1", "1", "1", "hunch", "", "model")


def test_both_ends_of_a_published_range_make_one_fact():
    ends = [row(f"talent_pool_published_{end}", value, "GB", "london", "2022", "cbre_gttg24")
            for end, value in (("low", "300000"), ("high", "500000"))]
    (fact,) = published_ranges(ends)
    assert (fact.metric, fact.value, fact.low, fact.high) == ("talent_pool_published_persons", 4e5, 3e5, 5e5)
    assert "range_published" in fact.caveats
    with pytest.raises(SourceError, match="range of london lacks its other end"):
        published_ranges(ends[:1])


def test_a_hub_without_coordinates_is_named():
    with pytest.raises(SourceError, match="hub 'riga' has no latitude, longitude, timezone"):
        hubs([row("city_name", "Riga", "LV", "riga")])


def test_the_ecb_leads_and_thin_survey_rates_stay_out(tmp_path):
    ecb = write(tmp_path / "ecb.csv", ("currency", "year", "per_eur", "usd_per_eur", "per_usd"),
                ("PLN", "2024", "4.3", "1.08", "3.98"), ("PLN", "2026", "4.2", "1.15", "3.7"))
    survey = write(tmp_path / "survey.csv", ("currency", "respondents", "per_usd"),
                   ("PLN", "523", "4.04"), ("UAH", "734", "40.5"), ("VES", "4", "36.4"))
    assert [(rate.currency, rate.year, rate.rate_date, rate.source_code) for rate in rates(ecb, survey)] == [
        ("PLN", 2024, "2024-12-31", "ecb"), ("PLN", 2026, "2026-10-30", "ecb"),
        ("UAH", 2024, "2024-06-20", "fx_survey_2024")]


def test_a_missing_folder_is_one_line_and_exit_2(tmp_path, capsys):
    assert run([str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("facts.csv: not found in") and captured.err.count("\n") == 1


def test_a_wrong_header_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"facts\.csv: columns are .*; expected hub_id, country"):
        read_facts(write(tmp_path / "facts.csv", COLUMNS[:-1], ("",) * 8))


@needs_raw
def test_the_shipped_files_are_what_the_raw_facts_give(tmp_path):
    counts = write_catalogue(RAW, tmp_path)
    assert counts == {HUBS.file: 41, FACTS.file: 772, FX.file: 309, SOURCES.file: 91}
    for name in counts:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


@needs_raw
def test_no_raw_fact_is_lost():
    raw = read_facts(RAW / "hubs" / "facts.csv")
    apart = {"city_name", "latitude", "longitude", "timezone", "population", "talent_pool_published_low",
             "talent_pool_published_high"}
    cited = [r for r in raw if r.metric not in apart]
    shipped = facts(RAW)
    # 41 pools, 4 ranges made of 8 rows, 4 notes on populations, 10 official means of pay, 14 ceilings.
    assert (len(raw), len(cited), len(shipped)) == (912, 699, 699 + 41 + 4 + 4 + 10 + 14)
    numbers = Counter((r.place, float(r.value)) for r in cited if r.value.replace(".", "").replace("-", "").isdigit())
    assert numbers.total() > 600
    assert not numbers - Counter((fact.hub_id or fact.country, fact.value) for fact in shipped)


@needs_raw
@pytest.mark.parametrize(("place", "metric", "value"), [
    ("PL", "employer_on_cost_pct", 21.98), ("RO", "ef_epi_score", 605), ("RO", "fixed_median_mbps", 200.94),
    ("AL", "wgi_rule_of_law_pctrank", 45.8), ("AL", "wgi_political_stability_pctrank", 51.7), ("XK", "cpi_score", 43),
    ("XK", "github_developers_growth_yoy_pct", 43.6), ("krakow", "talent_pool_persons", 62_000),
    ("cluj", "talent_pool_persons", 17_390), ("bengaluru", "talent_pool_persons", 1_000_000),
])
def test_spot_figures_come_over_unchanged(place, metric, value):
    found = [fact.value for fact in facts(RAW) if (fact.hub_id or fact.country) == place and fact.metric == metric]
    assert found == [value]


@needs_raw
def test_no_raw_note_is_copied():
    """Eight words in a row that are also in a note would be its author's sentence, not ours."""
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.lower().replace(",", "").replace(";", "").split()
        return {tuple(words[i:i + 8]) for i in range(len(words) - 7)}

    notes = set().union(*(runs(r.note) for r in read_facts(RAW / "hubs" / "facts.csv")))
    assert notes
    for fact in facts(RAW):
        assert not runs(fact.definition) & notes, fact


@needs_raw
def test_addresses_beyond_the_first_are_noted():
    found = sources(RAW, ["mazars24", "igraph"])
    assert found["mazars24"]["url"] == "https://dutchromaniannetwork.nl/mazars/files/basic-html/page59.html"
    assert found["mazars24"]["notes"] == "Also: https://mazars-tax2023.webdream.hu/summarised-data"
    assert found["igraph"]["url"] == "https://github.com/github/innovationgraph"


def test_shipped_sources_parse_as_toml():
    assert len(tomllib.loads((DATA / SOURCES.file).read_text(encoding="utf-8"))) == 91

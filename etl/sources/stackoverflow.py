"""Stack Overflow Developer Survey, 2024 and 2025: official CSV or Parquet files -> pay rows.

The survey year is told by the columns: 2024 asks for professional years, 2025 only for years of coding in all, which
put a third of people in the wrong band. So seniority is taken from 2024 alone, and 2025 counts by country and role.
"""

import argparse
from pathlib import Path

import pyarrow as pa

from atlas.paths import DATA
from etl.engine import DuckDb
from etl.pay_rows import COUNTRY_RULES, LEVEL_UNKNOWN, TITLE_RULES, TOTAL_ONLY, Rule
from etl.raw_files import RawColumn, RawFile, load, refuse_unknown
from etl.raw_headers import headers
from etl.sources.countries import CODE_OF, NOMADIC
from etl.sources.roles import ROLE_OF_STACKOVERFLOW

ABOUT = "Stack Overflow Developer Survey 2024 and 2025, best given together"
OUT = DATA / "salaries.parquet"
MISSING = ("NA",)
LEAST_CONVERTED_USD = 500
POOLED = ("stackoverflow_2024_2025", 2025)
"""Both years as one series, so that a country with few respondents has a cell: source code and year."""
ALL_ROLES = True

# Written as the survey writes them; the highest answer of 2024 is open-ended and falls in the top band either way.
YEARS_IN_WORDS = (("Less than 1 year", 0), ("More than 50 years", 51))
COLUMNS = {
    2024: (
        RawColumn("Country"), RawColumn("DevType"), RawColumn("YearsCodePro", "number", words=YEARS_IN_WORDS),
        RawColumn("Currency"), RawColumn("CompTotal", "number"), RawColumn("ConvertedCompYearly", "number"),
    ),
    2025: (RawColumn("Country"), RawColumn("DevType"), RawColumn("ConvertedCompYearly", "number")),
}  # fmt: skip
"""Survey year -> the columns read, under the survey's own names."""

RULES = (
    Rule("no_pay", "dropped", "no yearly pay given, or zero"),
    Rule("no_rate", "dropped", "pay in a currency that no respondent's conversion gives a rate for"),
    Rule("no_country", "dropped", "no country given"),
    Rule("nomadic", "dropped", "'Nomadic' is no labour market"),
    *COUNTRY_RULES,
    *TITLE_RULES,
    Rule("recovered", "noted", "pay given but not converted by the survey: converted at the survey's own rate, the "
         f"median of amount over conversion in that currency (conversions from {LEAST_CONVERTED_USD} USD)"),
    Rule("official_peso", "noted", "Argentine pay in pesos, converted by the survey at the official rate, which buys "
         "more dollars than the parallel one did"),
    TOTAL_ONLY,
    LEVEL_UNKNOWN,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, choices=sorted(COLUMNS),
                        help="survey year of the files, where the columns should not decide")


def survey_year(path: Path) -> int:
    """The survey year that a file's columns show. Raises SourceError where the file cannot be read."""
    return 2024 if "YearsCodePro" in headers(path) else 2025


def prepare(engine: DuckDb, args: argparse.Namespace) -> list[RawFile]:
    """Read the files of `args.files` into `pay_row`.

    Raises SourceError as `etl.raw_files.load` does, and for a country or title that the closed tables do not list.
    """
    files = [_read(engine, path, args.year or survey_year(path)) for path in args.files]
    engine.keep("rate", engine.fetch("ingest_stackoverflow_rate", least_usd=LEAST_CONVERTED_USD))
    engine.keep("country_spelling", pa.table({"spelling": list(CODE_OF), "country": list(CODE_OF.values())}))
    titles = [(year, title, role) for year, roles in ROLE_OF_STACKOVERFLOW.items() for title, role in roles.items()]
    columns = zip(("year", "title", "role"), zip(*titles, strict=True), strict=True)
    engine.keep("role_title", pa.table(dict(columns)))
    engine.view("pay_row", "ingest_stackoverflow_pay", nomadic=NOMADIC)
    return files


def _read(engine: DuckDb, path: Path, year: int) -> RawFile:
    """Append one file's answers, checked against the closed tables, to `answer`."""
    raw = load(engine, path, COLUMNS[year], MISSING)
    refuse_unknown(engine, raw, "Country", {*CODE_OF, NOMADIC}, "add the spelling to etl/sources/countries.py")
    refuse_unknown(engine, raw, "DevType", ROLE_OF_STACKOVERFLOW[year],
                   f"add the title to STACKOVERFLOW_{year} in etl/sources/roles.py, or give the right --year")
    engine.add_part("answer", f"ingest_stackoverflow_{year}", raw_file=raw.view)
    return raw

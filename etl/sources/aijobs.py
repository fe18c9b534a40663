"""The aijobs.net salary index -> pay rows, as a series of its own.

Not a survey of people: rows are copied, advertised ranges stand as two rows of their ends, and the United States are
nine rows in ten. So it is never pooled with the survey, and it has no role `all`: it is not engineering as a whole.
"""

import argparse

import pyarrow as pa

from atlas.domain.errors import SourceError
from atlas.paths import DATA
from etl.engine import DuckDb
from etl.pay_rows import COUNTRY_RULES, LEVEL_UNKNOWN, Rule
from etl.raw_files import RawColumn, RawFile, load, refuse_unknown
from etl.sources import rates
from etl.sources.aijobs_titles import ROLE_OF_TITLE
from etl.sources.countries import CODES

ABOUT = "aijobs.net AI, ML and data salary index: a series of its own"
OUT = DATA / "salaries.parquet"
POOLED = None
ALL_ROLES = False
SERIES = {"source_code": "aijobs_2025", "year": 2025}
FIRST_YEAR = 2023

SENIORITY_OF_LEVEL = {"EN": "junior", "MI": "mid", "SE": "senior", "EX": "lead"}
EMPLOYMENT = {"FT", "PT", "CT", "FL"}
COLUMNS = (
    RawColumn("work_year", "number"), RawColumn("experience_level"), RawColumn("employment_type"),
    RawColumn("job_title"), RawColumn("salary", "number"), RawColumn("salary_currency"),
    RawColumn("salary_in_usd", "number"), RawColumn("employee_residence"), RawColumn("remote_ratio", "number"),
    RawColumn("company_location"), RawColumn("company_size"),
)  # fmt: skip

RULES = (
    Rule("duplicate", "dropped", "equal to an earlier row in every column"),
    Rule("older", "dropped", f"of a year before {FIRST_YEAR}: the series stands for the two years up to its date"),
    Rule("not_full_time", "dropped", "part time, contract or freelance"),
    Rule("no_pay", "dropped", "no pay given, or zero"),
    Rule("no_rate", "dropped", "pay in a currency without a rate for the year"),
    *COUNTRY_RULES,
    Rule("not_engineering", "dropped", "no AI or data title; counts in the country's median, in no cell"),
    Rule("converted", "noted", "pay in another currency: converted by the year's mean rate, as the index's own "
         "conversion has rates of two digits"),
    LEVEL_UNKNOWN,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    rates.add_argument(parser)


def prepare(engine: DuckDb, args: argparse.Namespace) -> list[RawFile]:
    """Read one file of the index into `pay_row`.

    Raises SourceError as `etl.raw_files.load` does, and for a title, level, employment type or country that is in no
    table.
    """
    if len(args.files) > 1:
        raise SourceError(f"{args.files[1].name}: the index is one file, and a later one repeats the rows of an "
                          "earlier one; give the latest alone")
    rates.keep_rates(engine, args.fx)
    raw = load(engine, args.files[0], COLUMNS)
    refuse_unknown(engine, raw, "job_title", ROLE_OF_TITLE, "add the title to etl/sources/aijobs_titles.py")
    refuse_unknown(engine, raw, "experience_level", SENIORITY_OF_LEVEL, "correct it")
    refuse_unknown(engine, raw, "employment_type", EMPLOYMENT, "correct it")
    refuse_unknown(engine, raw, "employee_residence", CODES, "write ISO 3166 alpha-2")
    engine.keep("role_title", _table("title", "role", ROLE_OF_TITLE))
    engine.keep("level_seniority", _table("level", "seniority", SENIORITY_OF_LEVEL))
    engine.view("pay_row", "ingest_aijobs_pay", raw_file=raw.view, first_year=FIRST_YEAR, **SERIES)
    return [raw]


def _table(key: str, value: str, mapping: dict[str, str]) -> pa.Table:
    return pa.table({key: list(mapping), value: list(mapping.values())})

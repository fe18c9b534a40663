"""The contract of every file in `data/`, and of what a company lays over it: columns, kinds, units, keys."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number"]

GRADES = ("A", "B", "C", "D")
LEVELS = ("city", "country")
ROLES = ("software_engineer", "ai_ml_engineer", "data_scientist", "data_engineer", "mlops_engineer", "data_analyst")
SENIORITIES = ("junior", "mid", "senior", "lead")
PAY_METHODS = ("observed", "pooled", "modelled")
KINDS = ("hub", "home")


@dataclass(frozen=True)
class Column:
    """One column. `unit` is for people; `allowed`, `low` and `high` are checked on every row (bounds inclusive).

    `default` says in words what an empty cell stands for in a company's own file, though the column is required.
    """

    name: str
    kind: Kind
    about: str
    required: bool = True
    unit: str = ""
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    """Most characters of a text."""
    default: str = ""


@dataclass(frozen=True)
class Table:
    """One file of `data/`. `key` columns are together unique; an empty cell takes part in the key as itself.

    An `optional` table may be absent from the first folder: nothing of it is shipped, only a later folder brings it.
    """

    name: str
    file: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

OF_COUNTRY = "that of the country's other hubs"

HUBS = Table(
    "hub", "hubs.csv", "The hubs and home markets: who they are and where.",
    (
        Column("hub_id", "text", "stable id, lower case, used in scenarios and links"),
        Column("city", "text", "name with its own letters"),
        Column("country", "text", "ISO 3166 alpha-2; XK for Kosovo"),
        Column("country_name", "text", "English short name", default=OF_COUNTRY),
        Column("region", "text", "one of the regions of atlas.domain.regions", default=OF_COUNTRY),
        Column("kind", "text", "ranked hub, or home market shown as reference", allowed=KINDS, default="hub"),
        Column("currency", "text", "ISO 4217 code of the money that pay is agreed in today", default=OF_COUNTRY),
        Column("latitude", "number", "north positive", unit="degrees", low=-90, high=90),
        Column("longitude", "number", "east positive", unit="degrees", low=-180, high=180),
        Column("timezone", "text", "IANA time zone"),
        Column("population_persons", "integer", "city proper, vintage differs by city", required=False,
               unit="persons", low=1, high=60_000_000),
        Column("label_side", "text", "side of the map label", allowed=("left", "right", "above", "below"),
               default="right"),
        Column("label_dy_px", "integer", "how far down the map label is moved out of a neighbour's way", required=False,
               unit="pixels", low=-40, high=40),
    ),
    ("hub_id",),
)

FACTS = Table(
    "fact", "facts.csv", "One cited fact a row. An empty hub_id is a fact of the whole country.",
    (
        Column("hub_id", "text", "empty for a national fact", required=False),
        Column("country", "text", "ISO 3166 alpha-2; XK for Kosovo", default="that of the hub"),
        Column("metric", "text", "what is measured; the unit is in the name"),
        Column("value", "number", "best figure; empty for a textual fact", required=False),
        Column("low", "number", "lower end of the band, where there is one", required=False),
        Column("high", "number", "upper end of the band, where there is one", required=False),
        Column("text", "text", "a textual fact, or the value as the source words it", required=False),
        Column("unit", "text", "unit of value, low and high", default="that of the metric, where it is known"),
        Column("year", "integer", "year the figure describes; empty where the source gives none", required=False,
               low=1990, high=2030),
        Column("level", "text", "what the figure describes", allowed=LEVELS,
               default="city where a hub is named, else country"),
        Column("grade", "text", "A official, B published, C derived or stand-in, D modelled or unchecked",
               allowed=GRADES, default="C"),
        Column("source_code", "text", "key of sources.toml", default="own: your own data"),
        Column("definition", "text", "what exactly is counted, in our words", required=False),
        Column("caveats", "text", "words of atlas.domain.caveats, separated by a semicolon", required=False),
    ),
    ("hub_id", "country", "metric", "source_code", "year"),
)

SALARIES = Table(
    "pay_cell", "salaries.parquet",
    "Pay statistics of survey respondents, never single people: cells of fewer than 5 are not published.",
    (
        Column("source_code", "text", "key of sources.toml", default="own: your own data"),
        Column("year", "integer", "survey year", low=2015, high=2030),
        Column("country", "text", "ISO 3166 alpha-2; XK for Kosovo"),
        Column("role", "text", "a role, or 'all' for engineering as a whole", allowed=(*ROLES, "all")),
        Column("seniority", "text", "a seniority, or 'all'", allowed=(*SENIORITIES, "all")),
        Column("n", "integer", "respondents behind the cell", unit="persons", low=5),
        *(Column(f"p{p}_usd", "number", f"{p}th percentile of gross pay", unit="USD a year", low=0)
          for p in (10, 25, 50, 75, 90)),
        Column("mean_log_usd", "number", "mean of the natural logarithm of gross pay"),
        Column("sd_log_usd", "number", "sample standard deviation of the same", low=0),
    ),
    ("source_code", "year", "country", "role", "seniority"),
)

FX = Table(
    "fx", "fx.csv", "Exchange rates: how many units of a currency one US dollar buys.",
    (
        Column("currency", "text", "ISO 4217"),
        Column("year", "integer", "year of the rate", low=2015, high=2030),
        Column("per_usd", "number", "units of the currency for one US dollar", low=0),
        Column("rate_date", "text", "last day that the rate describes, YYYY-MM-DD"),
        Column("source_code", "text", "key of sources.toml"),
    ),
    ("currency", "year"),
)

SOURCES = Table(
    "source", "sources.toml", "Every source that a figure names: one [source_code] table each.",
    (
        Column("source_code", "text", "the key that facts name"),
        Column("title", "text", "title of the publication"),
        Column("publisher", "text", "who published it"),
        Column("url", "text", "where it can be read", required=False),
        Column("licence", "text", "terms of use"),
        Column("accessed", "text", "day of access, YYYY-MM-DD", required=False),
        Column("notes", "text", "what a reader should know", required=False),
    ),
    ("source_code",),
)

OWN_CRITERION_PREFIX, OWN_CRITERIA_MAX = "own_", 8
SCALES = ("linear", "log")

OWN_CRITERIA = Table(
    "own_criterion", "criteria.csv", "Criteria of your own: figures of facts.csv that join the ranking.",
    (
        Column("criterion_id", "text", "stable id, begins with own_; scenarios and links hold it", longest=40),
        Column("label", "text", "name on the slider, unlike any criterion that ships", longest=28),
        Column("question", "text", "the question that it answers about a place", longest=200),
        Column("unit", "text", "unit of the figures and of both goalposts", longest=40),
        Column("worst", "number", "figure from which a place scores 0"),
        Column("best", "number", "figure from which a place scores 100; below worst where less is better"),
        Column("scale", "text", "linear, or log where a tenfold difference matters like another tenfold one",
               allowed=SCALES),
        Column("metric", "text", "metric of facts.csv that feeds it; no other criterion may use it"),
        Column("level", "text", "what its figures describe", allowed=LEVELS),
        Column("weight", "number", "importance to begin with", unit="0 to 10", low=0, high=10),
    ),
    ("criterion_id",), optional=True,
)

BASE_SALARY, HEADLINE_FACTOR, EFFECTIVE_FACTOR, NET_SAVINGS, BREAK_EVEN = BENCHMARK_SUBJECTS = (
    "base salary", "headline factor", "effective factor", "net savings", "break-even")
BENCHMARK_UNITS = {HEADLINE_FACTOR: "ratio", EFFECTIVE_FACTOR: "ratio", NET_SAVINGS: "percent", BREAK_EVEN: "months"}
"""Subject -> its unit; a base salary is in CURRENCY/year or CURRENCY/month, such as EUR/year."""

OWN_BENCHMARKS = Table(
    "own_benchmark", "benchmarks.csv", "Claims of your own, drawn beside our figures like those of the articles.",
    (
        Column("benchmark_id", "text", "stable id, lower case", longest=64),
        Column("subject", "text", "what is claimed: pay, the home market's cost over the hub's before or after total cost, "
               "net savings, or the month of break-even", allowed=BENCHMARK_SUBJECTS),
        Column("low", "number", "lower end of the claim", low=0),
        Column("high", "number", "upper end; empty where it is open", required=False, low=0),
        Column("unit", "text", "USD/year (any currency that has a rate; or /month) for a base salary, ratio for a factor, "
               "percent for net savings, months for break-even", longest=20),
        Column("country", "text", "country that it speaks of, with a hub; empty for every place (never for a base salary)",
               required=False),
        Column("role", "text", "role of a base salary; empty for every role", required=False, allowed=ROLES),
        Column("seniority", "text", "level of a base salary; empty for every level", required=False, allowed=SENIORITIES),
        Column("claimed_by", "text", "who says so", longest=80),
        Column("note", "text", "what a reader should know", required=False, longest=300),
    ),
    ("benchmark_id",), optional=True,
)

ABOUT_COLUMNS = ("table", "column", "what it is", "unit", "must be filled", "allowed")
"""Header of the sheet that explains the templates; a sheet that bears it holds no data."""

PERIODS = ("yearly", "monthly")

OBSERVATIONS = Table(
    "pay_observation", "pay.csv", "Your own pay, one row a person or offer. Only statistics of five or more are kept.",
    (
        Column("country", "text", "ISO 3166 alpha-2; may be empty where hub_id is given", required=False),
        Column("hub_id", "text", "hub whose country it is; may be empty where country is given", required=False),
        Column("role", "text", "a role, or 'all' for another engineering job", allowed=(*ROLES, "all")),
        Column("seniority", "text", "a level; empty counts in all levels alone", required=False,
               allowed=(*SENIORITIES, "all")),
        Column("pay", "number", "gross pay in its currency and period", unit="currency a period", low=0),
        Column("currency", "text", "ISO 4217"),
        Column("year", "integer", "year of the pay", low=2015, high=2030),
        Column("period", "text", "what the pay is for", allowed=PERIODS),
    ),
    (),
)
"""Never a file of `data/`: uploads and `etl ingest observations` turn such rows into SALARIES."""

TABLES = (HUBS, FACTS, SALARIES, FX, SOURCES, OWN_CRITERIA, OWN_BENCHMARKS)

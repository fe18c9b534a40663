"""The talent pool of each hub: one recommended figure with its band, from talent_pools.csv."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.domain.errors import SourceError

from .catalogue_facts import Fact, cite, year_of
from .catalogue_metrics import IT_PROFESSIONALS, METRICS, NACE_J, TECH_TALENT, Metric
from .catalogue_raw import Row, read_table
from .catalogue_wording import Wording

COLUMNS = ("hub_id", "country", "city", "value", "low", "high", "confidence", "basis", "source_ids")
POOL = Metric("talent_pool_persons", "persons")
RANGE_ENDS = {"talent_pool_published_low", "talent_pool_published_high"}
"""Raw metrics that together make one published range."""

CONFIDENCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "published city figure": ("", ()),
    "published city range": ("C", ("range_published",)),
    "published city figure (weak)": ("C", ()),
    "published city figure (derived)": ("C", ("derived",)),
    "modelled from published": ("C", ("derived",)),
    "modelled": ("D", ("modelled", "editor_band")),
    "modelled (weak)": ("D", ("modelled", "editor_band")),
}
"""Confidence of the raw file -> grade (empty: that of the source) and caveats."""


@dataclass(frozen=True)
class Pool:
    """What the figure counts and the year that it describes, in our words."""

    year: int
    definition: str
    caveats: tuple[str, ...] = ()


EDITOR = ("editor_band",)
MODEL = "NACE J jobs, modelled"
BAND = "band of half to 1.6 times"
FROM_GITHUB = "{share} of a national pool of {national}, itself taken from GitHub accounts"


def _github(national: str, share: str, *caveats: str) -> Pool:
    return Pool(2025, f"{MODEL}: {FROM_GITHUB.format(national=national, share=share)}; {BAND}", caveats)


POOLS: dict[str, Pool] = {
    "belgrade": Pool(2023, f"IT sector staff, modelled: 0.75 of a published national pool of 100,000; {BAND}"),
    "bengaluru": Pool(2025, f"{TECH_TALENT}; 'over', so a lower bound; high is IT-BPM staff of all roles"),
    "berlin": _github("1,295,759", "0.23"),
    "bogota": Pool(2024, TECH_TALENT),
    "brno": Pool(2022, f"{NACE_J}; band of 20 % either way", EDITOR),
    "bucharest": Pool(2021, f"{NACE_J}; low is the county's count of employees in 2020"),
    "budapest": _github("117,747", "0.73"),
    "buenos_aires": Pool(2024, TECH_TALENT),
    "chennai": Pool(2025, "Tech talent, derived: Bengaluru's 1.0 million times Chennai's share of tech jobs in 2022; "
                          "high is Tamil Nadu's IT-BPM staff times 0.667", EDITOR),
    "cluj": Pool(2021, f"{NACE_J}; high is the county's count of employees in 2020"),
    "delhi": Pool(2025, "Tech talent, derived: Bengaluru's 1.0 million times New Delhi's share of tech jobs in 2022",
                  EDITOR),
    "gdansk": Pool(2021, f"{NACE_J}; low is a count of IT professionals in 2022"),
    "guadalajara": Pool(2021, "IT workers, probably with electronics manufacturing; 'over'",
                        ("definition_differs", *EDITOR)),
    "hanoi": Pool(2023, "IT professionals, derived: Vietnam's 530,000 of 2023 times a share of 34.7 % in 2019", EDITOR),
    "hcmc": Pool(2023, "IT professionals, derived: Vietnam's 530,000 of 2023 times a share of 55.3 % in 2019", EDITOR),
    "hyderabad": Pool(2022, "Tech talent, derived: 780,000 IT-BPM staff times 0.667, Bengaluru's ratio of the two; low "
                            "is the ratio of tech jobs, high the state's IT-BPM staff times 0.667"),
    "iasi": Pool(2021, f"{NACE_J}; low is the county's count of employees in 2020"),
    "krakow": Pool(2025, f"{IT_PROFESSIONALS}; 'over'; high is the city's NACE J jobs of 2021"),
    "kyiv": Pool(2023, "IT professionals, derived: 242,000 in Ukraine in 2023 times a share of 46.6 % in 2018; high is "
                       "the same share of the pool before the invasion", EDITOR),
    "london": Pool(2022, f"{TECH_TALENT}; middle of the published range"),
    "lviv": Pool(2021, f"{IT_PROFESSIONALS}; before the full-scale invasion", EDITOR),
    "manila": _github("520,787", "0.69, Metro Manila's share of IT-BPM staff,"),
    "medellin": Pool(2024, "Tech talent, modelled: Bogotá's 110,580 scaled by the ratio of populations"),
    "mexico_city": Pool(2024, TECH_TALENT, EDITOR),
    "new_york": Pool(2022, f"{TECH_TALENT}; middle of the published range"),
    "prague": Pool(2022, f"{NACE_J}; band of 20 % either way", EDITOR),
    "prishtina": _github("9,286", "0.90"),
    "pune": Pool(2022, "Tech talent, derived: 400,000 IT-BPM staff times 0.667, Bengaluru's ratio of the two; high is "
                       "IT-BPM staff of all roles", EDITOR),
    "riga": _github("42,584", "0.90"),
    "san_francisco": Pool(2021, f"{TECH_TALENT}; Bay Area; band is the range published for 2022"),
    "sao_paulo": Pool(2024, TECH_TALENT, EDITOR),
    "skopje": Pool(2019, f"ICT sector staff, modelled: 0.89 of a published national pool of 15,257; {BAND}"),
    "sofia": Pool(2021, f"{NACE_J}; band of 20 % either way", EDITOR),
    "tallinn": Pool(2022, f"{NACE_J}; band of 20 % either way", EDITOR),
    "timisoara": Pool(2021, f"{NACE_J}; band of 20 % either way", EDITOR),
    "tirana": Pool(2023, f"IT professionals, modelled: 0.63 of a published national pool of 21,000; {BAND}"),
    "toronto": Pool(2023, f"{TECH_TALENT}; derived from a growth of 95,900, or 44 %, since 2018; "
                          "band is the range published for 2022"),
    "vilnius": Pool(2021, f"{NACE_J}; band of 20 % either way", EDITOR),
    "warsaw": Pool(2021, f"{NACE_J}; low is an estimate of developers in 2017"),
    "wroclaw": Pool(2021, f"{NACE_J}; low is an estimate of developers in 2017"),
    "zagreb": _github("48,613", "0.71"),
}


def pools(path: Path) -> list[Fact]:
    """One pool a hub. Raises SourceError for a hub or a confidence that the tables above do not know."""
    return [_pool(cells, line) for line, cells in enumerate(read_table(path, COLUMNS), start=2)]


def _pool(cells: dict[str, str], line: int) -> Fact:
    hub, confidence = cells["hub_id"], cells["confidence"]
    if hub not in POOLS or confidence not in CONFIDENCES:
        raise SourceError(f"talent_pools.csv line {line}: {hub!r} with {confidence!r} has no wording; add it to POOLS")
    value, low, high = (float(cells[name]) for name in ("value", "low", "high"))
    # Values are rounded to tens, which moves two of them out of a band of exact figures.
    value = min(max(value, low), high)
    band = (low, high) if low < high else (None, None)
    pool, (grade, caveats) = POOLS[hub], CONFIDENCES[confidence]
    # Of several sources the first makes the figure; the others are facts of their own, or named in the definition.
    row = Row(hub, cells["country"], POOL.name, cells["value"], "", str(pool.year), "city",
              cells["source_ids"].split(";")[0], "", line)
    return cite(row, POOL, Wording(pool.definition, (*caveats, *pool.caveats), grade, *band), value)


def published_ranges(rows: Iterable[Row]) -> list[Fact]:
    """The ranges that a publisher gives for a city's pool: value in the middle. Both ends must be there."""
    ends: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        if row.metric in RANGE_ENDS:
            ends.setdefault((row.hub_id, row.source_id), {})[row.metric.rpartition("_")[2]] = row
    return [_range(pair) for pair in ends.values()]


def _range(pair: dict[str, Row]) -> Fact:
    row = next(iter(pair.values()))
    if set(pair) != {"low", "high"} or year_of(pair["low"].year) != year_of(pair["high"].year):
        raise SourceError(f"facts.csv line {row.line}: the range of {row.hub_id} lacks its other end; add the row")
    low, high = float(pair["low"].value), float(pair["high"].value)
    wording = Wording(f"{TECH_TALENT}; middle of the published range", low=low, high=high)
    return cite(row, METRICS["talent_pool_published"], wording, (low + high) / 2)

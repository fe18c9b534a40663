"""The shipped catalogue from the raw cited facts: `python -m etl.sources.catalogue RAW_DIR [--out DIR]`.

Writes hubs.csv, facts.csv, fx.csv and sources.toml; equal inputs give equal bytes. RAW_DIR holds `hubs/` (facts.csv,
sources.csv, talent_pools.csv) and `salaries/` (exchange rates, Eurostat pay).
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path

from atlas.domain.errors import SourceError
from atlas.domain.tables import FACTS, FX, HUBS, SOURCES, Table
from atlas.paths import DATA

from .catalogue_data_protection import RAW_METRIC, data_protection
from .catalogue_extras import official_pay, population_bases
from .catalogue_facts import Fact, cited_facts
from .catalogue_hubs import IDENTITY, hubs
from .catalogue_on_cost import RAW_METRICS as ON_COST
from .catalogue_on_cost import on_costs
from .catalogue_pools import RANGE_ENDS, pools, published_ranges
from .catalogue_rates import rates
from .catalogue_raw import read_facts, read_table
from .catalogue_references import REFERENCES, Reference

RAW_SOURCE_COLUMNS = ("source_id", "title", "publisher", "url", "licence")
FILE_SOURCES = ("geonames", "natural_earth", "stackoverflow_2024", "stackoverflow_2025", "stackoverflow_2024_2025",
                "aijobs_2025", "own")
"""Sources of hubs.csv, world.geojson and salaries.parquet, which no fact need name; `own` is for a private folder's."""


def facts(raw: Path) -> list[Fact]:
    """Every shipped fact, by country, hub, metric, year and source; the national facts of a country come first."""
    rows = read_facts(raw / "hubs" / "facts.csv")
    made_elsewhere = frozenset(IDENTITY | ON_COST | RANGE_ENDS | {RAW_METRIC})
    found = [*cited_facts(rows, made_elsewhere), *on_costs(rows), *data_protection(rows), *published_ranges(rows),
             *pools(raw / "hubs" / "talent_pools.csv"), *population_bases(rows),
             *official_pay(raw / "salaries" / "eurostat_ses2022_ict_monthly_gross_eur.csv")]
    return sorted(found, key=lambda fact: (fact.country, fact.hub_id, fact.metric, fact.year or 0, fact.source_code))


def sources(raw: Path, codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """The references that `codes` name, with the addresses of the raw list: the first is the url, others are noted."""
    rows = read_table(raw / "hubs" / "sources.csv", RAW_SOURCE_COLUMNS)
    addresses = {row["source_id"]: _addresses(row["url"]) for row in rows}
    return {code: _source(REFERENCES[code], addresses.get(code, [])) for code in sorted(set(codes))}


def _addresses(cell: str) -> list[str]:
    words = (part.split(" ")[0] for part in cell.split(" ; "))
    return [word if "://" in word else f"https://{word}" for word in words if "." in word]


def _source(reference: Reference, addresses: Sequence[str]) -> dict[str, str]:
    urls = [address for address in (reference.url, *addresses) if address]
    notes = " ".join(part for part in (reference.notes, f"Also: {' '.join(urls[1:])}" if urls[1:] else "") if part)
    return {"title": reference.title, "publisher": reference.publisher, "url": urls[0] if urls else "",
            "licence": reference.licence, "accessed": "", "notes": notes}


def write_table(path: Path, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """A CSV file in the column order of its contract; None is an empty cell, caveats are joined by a semicolon."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return ";".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def write_sources(path: Path, found: dict[str, dict[str, str]]) -> None:
    """One TOML table a source. A JSON string is a TOML basic string, so json does the quoting."""
    names = [name for name in SOURCES.names if name != "source_code"]
    blocks = ("\n".join([f"[{code}]", *(f"{name} = {json.dumps(found[code][name], ensure_ascii=False)}"
                                        for name in names)]) for code in found)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def write_catalogue(raw: Path, out: Path) -> Counter[str]:
    """Write the four files to `out`; the result counts their rows."""
    places = hubs(read_facts(raw / "hubs" / "facts.csv"))
    found = facts(raw)
    fx = rates(raw / "salaries" / "fx_ecb_yearly.csv", raw / "salaries" / "fx_survey_2024.csv")
    used = sources(raw, [*FILE_SOURCES, *(fact.source_code for fact in found), *(rate.source_code for rate in fx)])
    out.mkdir(parents=True, exist_ok=True)
    write_table(out / HUBS.file, HUBS, map(astuple, places))
    write_table(out / FACTS.file, FACTS, map(astuple, found))
    write_table(out / FX.file, FX, map(astuple, fx))
    write_sources(out / SOURCES.file, used)
    return Counter({HUBS.file: len(places), FACTS.file: len(found), FX.file: len(fx), SOURCES.file: len(used)})


def run(argv: Sequence[str]) -> int:
    """The command line; 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m etl.sources.catalogue", description=__doc__.splitlines()[0])
    parser.add_argument("raw", type=Path, metavar="RAW_DIR")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(argv)
    try:
        counts = write_catalogue(options.raw, options.out)
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{name}: {count} rows\n" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))

"""Which table a header belongs to, and what an own row may leave out: what only we understand has a default.

The defaults are named in the contract (Column.default); this is where they are found.
"""

import difflib
from collections.abc import Mapping, Sequence

from atlas.domain.errors import nearest, shown
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.tables import (
    ABOUT_COLUMNS,
    FACTS,
    FX,
    HUBS,
    OBSERVATIONS,
    OWN_BENCHMARKS,
    OWN_CRITERIA,
    SALARIES,
    SOURCES,
    Table,
)
from etl.parse import Unreadable
from etl.validate import Row

OWN_TABLES = (HUBS, FACTS, OBSERVATIONS, SALARIES, OWN_CRITERIA, OWN_BENCHMARKS, SOURCES, FX)
"""In the order of reading: facts lean on hubs."""

NEEDS_ONE_OF = {FACTS.name: ("country", "hub_id"), OBSERVATIONS.name: ("country", "hub_id")}


def table_of(header: Sequence[str], line: int) -> Table | None:
    """The table that a header fits; None for the sheet that explains the templates.

    Unreadable names the nearest table and what is missing or strange. Other columns beside pay are left alone, unless one
    looks like a misspelling.
    """
    if set(header) == set(ABOUT_COLUMNS):
        return None
    fitting = [table for table in OWN_TABLES if not _misfit(table, header)]
    if fitting:
        return max(fitting, key=lambda table: len(set(table.names) & set(header)) - len(_absent(table, header)))
    near = max(OWN_TABLES, key=lambda table: (
        len(set(table.names) & set(header)) - len(_absent(table, header)) / 2 - len(set(header) - set(table.names)) / 4))
    raise Unreadable(line, f"its columns fit no table; the nearest is {near.file.partition('.')[0]} "
                           f"({near.about.partition('.')[0].partition(':')[0].lower()}): {_misfit(near, header)}")


def _absent(table: Table, header: Sequence[str]) -> list[str]:
    return [column.name for column in table.columns if column.required and not column.default and column.name not in header]


def _misfit(table: Table, header: Sequence[str]) -> str:
    """Why a header is not a table's; empty where it is."""
    absent = _absent(table, header)
    strange = [name for name in header if name not in table.names]
    one_of = NEEDS_ONE_OF.get(table.name, ())
    if absent:
        there = f"; {shown(strange[0])} is not one of its columns" if strange else ""
        return f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} missing{there}"
    if one_of and not set(one_of) & set(header):
        return f"{' or '.join(one_of)} is missing"
    missing = [name for name in table.names if name not in header]
    if table is OBSERVATIONS:
        strange = [name for name in strange if difflib.get_close_matches(name, missing, n=1, cutoff=0.75)]
    return f"it has no column {shown(strange[0])}{nearest(strange[0], missing or table.names)}" if strange else ""


class Defaults:
    """What is known of the base data and of the hubs that came with them, for cells that are left empty."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self._hub_country: dict[str, str] = {}
        self._countries: dict[str, dict[str, str]] = {}
        self.add_hubs(rows[HUBS.name])
        units: dict[str, set[str]] = {}
        for row in rows[FACTS.name]:
            units.setdefault(str(row.values["metric"]), set()).add(str(row.values["unit"]))
        self._units = {metric: next(iter(found)) for metric, found in units.items() if len(found) == 1}

    def add_hubs(self, hubs: Sequence[Row]) -> None:
        for row in hubs:
            values = {name: str(value) for name, value in row.values.items() if value is not None}
            if "hub_id" in values and "country" in values:
                self._hub_country[values["hub_id"]] = values["country"]
                self._countries.setdefault(values["country"], values)

    def fill(self, table: Table, cells: dict[str, str]) -> dict[str, str]:
        """The cells of every column of a table, with defaults where they are empty."""
        found = {name: cells.get(name, "") for name in table.names}
        if table is HUBS:
            known = self._countries.get(found["country"], {})
            defaults = {"kind": "hub", "label_side": "right",
                        **{name: known.get(name, "") for name in ("country_name", "region", "currency")}}
        elif table is FACTS:
            defaults = {"country": self._hub_country.get(found["hub_id"], ""), "unit": self._units.get(found["metric"], ""),
                        "level": "city" if found["hub_id"] else "country", "grade": "C", "source_code": OWN_SERIES}
        elif table is SALARIES:
            defaults = {"source_code": OWN_SERIES}
        else:
            return found
        return found | {name: text for name, text in defaults.items() if not found[name]}

"""Templates to fill in: one CSV a table, or one workbook with all of them and a sheet that explains each column.

Headers and explanations come from the contract; each example passes `examine` as it stands. No cell is a formula.
"""

import csv
import io
from datetime import UTC, datetime

import xlsxwriter

from atlas.domain.tables import (
    ABOUT_COLUMNS,
    FACTS,
    HUBS,
    OBSERVATIONS,
    OWN_BENCHMARKS,
    OWN_CRITERIA,
    Column,
    Table,
)

WORKBOOK = "talent-atlas-your-data.xlsx"
TEMPLATES = (HUBS, FACTS, OBSERVATIONS, OWN_CRITERIA, OWN_BENCHMARKS)

EXAMPLES: dict[str, list[dict[str, str | float]]] = {
    HUBS.name: [
        {"hub_id": "porto", "city": "Porto", "country": "PT", "country_name": "Portugal", "region": "western_europe",
         "kind": "hub", "currency": "EUR", "latitude": 41.14961, "longitude": -8.61099, "timezone": "Europe/Lisbon",
         "population_persons": 231800, "label_side": "left"},
    ],
    FACTS.name: [
        {"hub_id": "cluj", "country": "RO", "metric": "office_rent_eur_month", "value": 310, "low": 250, "high": 380,
         "unit": "EUR a seat and month", "year": 2026, "level": "city", "grade": "C",
         "definition": "What our broker quotes for a serviced office"},
        {"hub_id": "krakow", "country": "PL", "metric": "office_rent_eur_month", "value": 340, "low": 280, "high": 420,
         "unit": "EUR a seat and month", "year": 2026, "level": "city", "grade": "C",
         "definition": "What our broker quotes for a serviced office"},
    ],
    OBSERVATIONS.name: [
        {"country": "RO", "hub_id": "cluj", "role": "ai_ml_engineer", "seniority": "senior", "pay": pay, "currency": "EUR",
         "year": 2025, "period": "monthly"} for pay in (5200, 5450, 5600, 5900, 6100, 6350)
    ],
    OWN_CRITERIA.name: [
        {"criterion_id": "own_peace", "label": "Peacefulness", "question": "How peaceful is the country?",
         "unit": "GPI score, 1 to 5", "worst": 3.5, "best": 1, "scale": "linear", "metric": "gpi_score",
         "level": "country", "weight": 2},
    ],
    OWN_BENCHMARKS.name: [
        {"benchmark_id": "recruiter_ro_senior", "subject": "base salary", "low": 55000, "high": 70000, "unit": "USD/year",
         "country": "RO", "role": "ai_ml_engineer", "seniority": "senior", "claimed_by": "Our recruiter in Cluj",
         "note": "Offers of spring 2026"},
        {"benchmark_id": "board_factor", "subject": "headline factor", "low": 2, "high": 3, "unit": "ratio",
         "claimed_by": "Our plan of 2025"},
    ],
}
"""Table -> rows that are filled in; a column that is left out is an empty cell."""


def file_name(table: Table) -> str:
    """What a table's CSV template is called."""
    return table.file


def csv_template(table: Table) -> bytes:
    """Header and example of one table, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.names, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(EXAMPLES[table.name])
    return text.getvalue().encode()


def explained(table: Table) -> list[tuple[str, ...]]:
    """A row a column, under ABOUT_COLUMNS: what it is, its unit, whether it must be filled, what is allowed."""
    return [(table.file.partition(".")[0], column.name, column.about, column.unit, _must(column), _allowed(column))
            for column in table.columns]


def _must(column: Column) -> str:
    if not column.required:
        return "no"
    return f"no: empty is {column.default}" if column.default else "yes"


def _allowed(column: Column) -> str:
    if column.allowed:
        return ", ".join(column.allowed)
    ends = [f"{word} {value:,}" for word, value in (("from", column.low), ("to", column.high)) if value is not None]
    most = f"at most {column.longest} characters" if column.longest else ""
    return " ".join(ends) or most or {"integer": "whole numbers", "number": "numbers"}.get(column.kind, "")


def workbook() -> bytes:
    """One sheet a table with its example, then the sheet that explains them. Equal calls give equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False})
    book.set_properties({"title": "Talent Atlas: your data", "created": datetime(2026, 1, 1, tzinfo=UTC)})
    head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for table in TEMPLATES:
        sheet = book.add_worksheet(table.file.partition(".")[0])
        _header(sheet, table.names, head)
        for line, row in enumerate(EXAMPLES[table.name], 1):
            for place, name in enumerate(table.names):
                value = row.get(name)
                if isinstance(value, str):
                    sheet.write_string(line, place, value)
                elif value is not None:
                    sheet.write_number(line, place, value)
    about = book.add_worksheet("about")
    _header(about, ABOUT_COLUMNS, head)
    about.set_column(2, 2, 60, wrap)
    about.set_column(4, 5, 40, wrap)
    for line, cells in enumerate((cells for table in TEMPLATES for cells in explained(table)), 1):
        for place, text in enumerate(cells):
            about.write_string(line, place, text)
    book.close()
    return out.getvalue()


def _header(sheet: xlsxwriter.worksheet.Worksheet, names: tuple[str, ...], head: object) -> None:
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, head)
        sheet.set_column(place, place, max(12, len(name) + 2))
    sheet.freeze_panes(1, 0)

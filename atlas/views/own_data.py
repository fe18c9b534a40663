"""What the tab "Your data" shows: what can be brought, what a check found, what is in use."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from atlas.domain import formats, own_data

TABLES = {"hub": "Hubs", "fact": "Facts", "pay_cell": "Pay statistics", "pay_observation": "Pay",
          "own_criterion": "Criteria", "own_benchmark": "Benchmarks"}

WHY = {
    "hub": "A city of yours is ranked, mapped and costed beside the others.",
    "fact": "Your own figure for a hub or a country, or a newer one than ours.",
    "pay_observation": "What you pay, as statistics of five people or more; single rows are never kept.",
    "own_criterion": "A question of your own, with its ends and weight, joins the ranking.",
    "own_benchmark": "What a recruiter or vendor told you stands beside our figures.",
}
"""Table of the contract -> what bringing it is good for."""


ONE = {"facts": "fact", "pay figures": "pay figure", "criteria": "criterion", "benchmarks": "benchmark"}


def table_name(table: str) -> str:
    """A table as people call it."""
    return TABLES.get(table, table.replace("_", " "))


def count(number: int, noun: str) -> str:
    """`1 file`, `3 files`, `12,000 rows`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def marker(files: int) -> str:
    """The sidebar's reminder."""
    return f"{own_data.MARK}: {count(files, 'file')}"


def files_table(tables: Iterable[Any]) -> pd.DataFrame:
    """What each file would change, one row a file and table."""
    frame = pd.DataFrame([
        {"File": t.file, "Table": table_name(t.table), "Rows": t.rows, "New": t.new, "Replaced": t.replaced,
         "Unchanged": t.unchanged, "Rejected": t.rejected} for t in tables],
        columns=["File", "Table", "Rows", "New", "Replaced", "Unchanged", "Rejected"])
    return frame if frame["Rejected"].any() else frame.drop(columns="Rejected")


def changes_table(changes: Iterable[Any]) -> pd.DataFrame:
    """The cells that change, old beside new."""
    return pd.DataFrame([
        {"File": c.file, "Line": c.line, "Table": table_name(c.table), "Row": c.key, "Column": c.column,
         "Shipped": c.old or formats.MISSING, "Yours": c.new or formats.MISSING} for c in changes],
        columns=["File", "Line", "Table", "Row", "Column", "Shipped", "Yours"])


def faults_table(rejections: Iterable[Any]) -> pd.DataFrame:
    """Every fault: where it is, what stands there, and what to do."""
    return pd.DataFrame([
        {"File": r.file, "Line": r.line or None, "Column": r.column or formats.MISSING, "Value": r.value,
         "What to do": _without_place(r)} for r in rejections],
        columns=["File", "Line", "Column", "Value", "What to do"]).astype({"Line": "Int64"})


def _without_place(rejection: Any) -> str:
    """The message without the file and line that stand in columns of their own."""
    text = str(rejection.message).removeprefix(str(rejection.file)).lstrip()
    return text.removeprefix(f"line {rejection.line}").lstrip(": ")


def shown_of(shown: int, total: int, noun: str) -> str:
    """`The first 50 of 312 faults`; all of them where all are shown."""
    return count(total, noun) if shown >= total else f"The first {shown} of {count(total, noun)}"


def check_title(found: Any) -> str:
    """What a check came to, in one line."""
    if found.refused:
        return "Nothing was taken"
    if found.rejections_total:
        return f"{count(found.rejections_total, 'fault')} to mend, and nothing was taken"
    new, replaced = (sum(getattr(t, name) for t in _brought(found.tables)) for name in ("new", "replaced"))
    parts = [count(number, f"{word} row") for number, word in ((new, "new"), (replaced, "replaced")) if number]
    return f"Ready: {', '.join(parts)}" if parts else "Nothing would change: these rows are in the data already"


def _brought(tables: Iterable[Any]) -> list[Any]:
    """The tables without the pay statistics that were made of rows which count already."""
    tables = list(tables)
    made = {t.file for t in tables if t.table == "pay_observation"}
    return [t for t in tables if not (t.table == "pay_cell" and t.file in made)]


def in_use(tables: Sequence[Any], files: int, since: datetime) -> str:
    """What is in use, and since when on the visitor's clock."""
    rows = sum(t.rows for t in _brought(tables))
    return f"{count(files, 'file')}, {count(rows, 'row')}, since {since:%H:%M}"


def mounted(counts: Mapping[str, int]) -> str:
    """What an administrator laid over the shipped data; empty where nothing was."""
    parts = [f"{number:,} {ONE.get(noun, noun) if number == 1 else noun}" for noun, number in counts.items() if number]
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return (f"Your company's own data are part of what everybody here sees: {listed}. The administrator laid them over the "
            "shipped data, and they are marked wherever they appear.")

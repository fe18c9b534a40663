"""The whole answer as a workbook: a sheet a question, units in the headers, and no cell that runs or calls out."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from atlas.domain import own_data
from atlas.domain.scenario import to_json
from atlas.export import board_words as words
from atlas.export.findings import Findings
from atlas.export.plain import spreadsheet_safe
from atlas.export.pptx_text import clean
from atlas.views import cost as cost_view
from atlas.views import ranking as ranking_view

MONEY, SCORE, SHARE, COUNT, NUMBER = "#,##0", "0.00", "0.0%", "#,##0", "0.##"
TEXT_MAX = 32_767
"""Characters that a cell can hold."""

KINDS = {"money": MONEY, "count": COUNT, "km": COUNT, "percent": NUMBER, "hours": NUMBER}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: heading with its unit, values, and the number format (none for text)."""

    heading: str
    values: Sequence[Any]
    number_format: str = ""


def workbook(found: Findings, made: date) -> bytes:
    """The .xlsx of the findings: ranking, values, contributions, bands, sources, limits, and what else they hold.

    Text is written as text, so that nothing in it can be a formula or a link. Equal findings and date give equal bytes.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "Talent Atlas", "created": datetime(made.year, made.month, made.day)})
        styles: dict[str, Any] = {}
        for name, columns in _sheets(found, made):
            _write(book, styles, name, [column for column in columns if column is not None])
    return buffer.getvalue()


def _sheets(found: Findings, made: date) -> Iterable[tuple[str, list[Column]]]:
    yield "Ranking", _ranking(found)
    yield "Values", _values(found)
    yield "Contributions", _contributions(found)
    yield "Bands", _bands(found)
    if found.firm is not None:
        yield "Robustness", _robustness(found)
    if found.pay is not None:
        yield "Pay", _pay(found)
    yield "Sources", _sources(found)
    yield "Limits", _limits(found)
    if found.cost is not None:
        yield "Cost", _frame(cost_view.waterfall_table(found.cost), MONEY)
        yield "Assumptions", _frame(cost_view.assumptions_table(found.cost), NUMBER)
    yield "Scenario", _scenario(found, made)


# --- sheets ---------------------------------------------------------------------------------------------------------


def _places(found: Findings) -> pd.DataFrame:
    """The ranked hubs, then the home markets."""
    return pd.concat([found.answer.hubs, found.answer.reference], ignore_index=True)


def _heads(frame: pd.DataFrame) -> list[Column]:
    return [Column("Hub id", frame["hub_id"].tolist()), Column("City", frame["city"].tolist()),
            Column("Country", frame["country_name"].tolist())]


def _ranking(found: Findings) -> list[Column]:
    frame = _places(found)
    ranks = [None if pd.isna(rank) else int(rank) for rank in frame["rank"]]
    tied = ["shared" if rank is not None and tie is True else "not ranked" if rank is None else ""
            for rank, tie in zip(ranks, frame["tied"].astype(object), strict=True)]
    firm = dict(zip(found.firm.hub_ids, found.firm.acceptability.first, strict=True)) if found.firm else {}
    return [Column("Rank", ranks, "0"), Column("Rank note", tied), *_heads(frame),
            Column("Score (of 100)", frame["score"].tolist(), SCORE),
            Column("Score, least (of 100)", frame["score_low"].tolist(), SCORE),
            Column("Score, most (of 100)", frame["score_high"].tolist(), SCORE),
            Column(f"Criteria known (of {len(found.answer.criteria)})", frame["known"].tolist(), "0"),
            Column("First (share of weightings)", [firm.get(hub) for hub in frame["hub_id"]], SHARE)]


def _values(found: Findings) -> list[Column]:
    frame = _places(found)
    raw = found.answer.cells.raw[frame["row"]]
    native = found.answer.cells.native[frame["row"]]
    columns = _heads(frame)
    for index, criterion in enumerate(found.answer.criteria):
        scale = found.per_usd if criterion.kind == "money" else 1.0
        cells = ["native" if own else value * scale for value, own in zip(raw[:, index], native[:, index], strict=True)]
        columns.append(Column(f"{criterion.label} ({words.unit(found, criterion.id)})", cells,
                              KINDS.get(criterion.kind, NUMBER)))
    own = [ranking_view.own_labels(found.answer.cells, row) for row in frame["row"]]
    return [*columns, *([Column(own_data.MARK, own)] if any(own) else [])]


def _contributions(found: Findings) -> list[Column]:
    frame = _places(found)
    points = found.answer.contributions[frame["row"]]
    return [*_heads(frame), *(Column(f"{c.label} (points)", points[:, i].tolist(), SCORE)
                              for i, c in enumerate(found.answer.criteria)),
            Column("Score (of 100)", frame["score"].tolist(), SCORE)]


def _bands(found: Findings) -> list[Column]:
    """One row a known cell: value, band, year, level, grade, source, definition, caveats; money in US dollars."""
    cities = dict(zip(found.answer.cells.hubs["hub_id"], found.answer.cells.hubs["city"], strict=True))
    long = found.answer.cells.long.sort_values(["hub_id", "criterion"], kind="stable")
    criteria = [found.answer.criteria[c] for c in long["criterion"]]
    return [Column("Hub id", long["hub_id"].tolist()), Column("City", [cities.get(h, h) for h in long["hub_id"]]),
            Column("Criterion", [c.label for c in criteria]), Column("Unit", [c.unit for c in criteria]),
            *(Column(name.capitalize(), long[name].tolist(), "#,##0.##") for name in ("value", "low", "high")),
            Column("Respondents", long["n"].tolist(), COUNT), Column("Year", long["year"].tolist(), "0"),
            *(Column(name.replace("_", " ").capitalize(), long[name].tolist())
              for name in ("level", "grade", "source_code", "definition", "caveats")),
            *([Column("Whose", own_data.marks(own).tolist())] if (own := own_data.own_rows(long)).any() else [])]


def _robustness(found: Findings) -> list[Column]:
    firm = found.firm
    matrix = firm.acceptability.matrix[firm.order]
    return [Column("Hub id", [firm.hub_ids[hub] for hub in firm.order]),
            Column("City", [firm.cities[hub] for hub in firm.order]),
            Column("Top three (share of weightings)", firm.acceptability.top3[firm.order].tolist(), SHARE),
            Column("Expected rank", firm.acceptability.expected_rank[firm.order].tolist(), SCORE),
            *(Column(f"Rank {rank + 1} (share of weightings)", matrix[:, rank].tolist(), SHARE)
              for rank in range(matrix.shape[1]))]


def _pay(found: Findings) -> list[Column]:
    places = found.answer.cells.hubs[["hub_id", "city", "country_name"]]
    frame = places.merge(found.pay, on="hub_id")
    amounts = [name for name in frame.columns if name.endswith("_usd")]
    return [*_heads(frame), *(Column(f"{name.removesuffix('_usd').replace('_', ' ')} ({found.currency} a year)",
                                     (frame[name] * found.per_usd).tolist(), MONEY) for name in amounts),
            Column("Respondents", frame["n"].tolist(), COUNT), Column("Method", frame["method"].tolist())]


def _sources(found: Findings) -> list[Column]:
    frame = found.sources
    names = ("source_code", "title", "publisher", "url", "licence", "accessed", "notes")
    return [*(Column(name.replace("_", " ").capitalize(), frame[name].tolist()) for name in names),
            *(Column(label, frame[name].tolist(), COUNT) for name, label in
              (("facts", "Facts"), ("pay_cells", "Pay cells"), ("rates", "Rates")) if name in frame)]


def _limits(found: Findings) -> list[Column]:
    """What each rule removed; with nothing removed, the rules alone."""
    frame = found.answer.excluded
    if frame.empty:
        return [Column("Rule", words.limit_words(found) or ["none"])]
    kinds = [found.answer.criteria[c].kind if isinstance(c, str) else "" for c in frame["criterion"]]
    texts = [ranking_view.removed(found.answer, found.currency, found.per_usd, False)[n]["text"] for n in range(len(frame))]

    def amounts(name: str) -> list[Any]:
        return [value * found.per_usd if kind == "money" else value if kind else None
                for value, kind in zip(frame[name], kinds, strict=True)]

    return [Column("Hub id", frame["hub_id"].tolist()), Column("City", frame["city"].tolist()),
            Column("Rule", frame["rule"].tolist()),
            Column("Criterion", [found.answer.criteria[c].label if isinstance(c, str) else "" for c in frame["criterion"]]),
            Column("Unit", [words.unit(found, c) if isinstance(c, str) else "" for c in frame["criterion"]]),
            *(Column(name.capitalize(), amounts(name), "#,##0.##") for name in ("value", "limit", "margin")),
            Column("Would rank", frame["would_be_rank"].tolist(), "0"), Column("In words", texts)]


def _scenario(found: Findings, made: date) -> list[Column]:
    stated = {"made on": made.isoformat(), "data version": found.answer.data_version, "data of": found.built,
              "rate a US dollar": f"{found.per_usd:g} {found.currency}, {found.rate_date}", "link": found.link}
    rows = stated | {key: str(value) for key, value in to_json(found.scenario).items()}
    return [Column("Choice", list(rows)), Column("Value", list(rows.values()))]


def _frame(frame: pd.DataFrame, number_format: str) -> list[Column]:
    return [Column(str(name), frame[name].tolist(), number_format if pd.api.types.is_numeric_dtype(frame[name])
                   and not pd.api.types.is_bool_dtype(frame[name]) else "") for name in frame]


# --- cells ----------------------------------------------------------------------------------------------------------


def _write(book: xlsxwriter.Workbook, styles: dict[str, Any], name: str, columns: Sequence[Column]) -> None:
    """One sheet: bold headers that stay in sight, numbers as numbers, everything else as text."""
    sheet = book.add_worksheet(name)
    head = _style(book, styles, "head", {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    quoted = _style(book, styles, "quoted", {"quote_prefix": True})
    sheet.freeze_panes(1, min(2, len(columns) - 1))
    for index, column in enumerate(columns):
        sheet.write_string(0, index, clean(column.heading), head)
        style = _style(book, styles, column.number_format, {"num_format": column.number_format}) if column.number_format \
            else None
        for row, value in enumerate(column.values, 1):
            _cell(sheet, row, index, value, style, quoted)
        longest = max([len(str(value)) for value in column.values if isinstance(value, str)], default=0)
        sheet.set_column(index, index, min(60, max(12, longest * 0.95, len(column.heading) * 0.6)))
    sheet.set_row(0, 32)
    rows = max((len(column.values) for column in columns), default=0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)


def _style(book: xlsxwriter.Workbook, styles: dict[str, Any], key: str, properties: dict[str, Any]) -> Any:
    if key not in styles:
        styles[key] = book.add_format(properties)
    return styles[key]


def _cell(sheet: Any, row: int, column: int, value: Any, style: Any, quoted: Any) -> None:
    """A number, a text, or nothing where it is unknown. Text like a formula stays text when somebody edits the cell."""
    if value is None or value is pd.NA or (isinstance(value, float | np.floating) and np.isnan(value)):
        return
    if isinstance(value, bool | np.bool_):
        sheet.write_string(row, column, "yes" if value else "no")
    elif isinstance(value, int | float | np.number):
        sheet.write_number(row, column, float(value), style)
    else:
        text = clean(str(value))[:TEXT_MAX]
        sheet.write_string(row, column, text, quoted if spreadsheet_safe(text) != text else None)

"""The scorecard of a hiring round, and the empty rubric: a workbook without formulas, and a page to print."""

import io
from datetime import date, datetime
from html import escape

import pandas as pd
import xlsxwriter

from atlas.domain.playbook.agreement import BANDS
from atlas.domain.playbook.rubric import POINTS, Rubric
from atlas.domain.playbook.vetting import Vetting, agreements, results
from atlas.export.pptx_text import clean
from atlas.views import playbook_vetting as view

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CELL_MAX = 32_767
"""Characters that a cell can hold."""

STYLE = """
body { font: 11pt/1.4 "Source Sans 3", "Segoe UI", sans-serif; color: #1B2430; margin: 18mm; }
h1 { font: 600 20pt serif; margin: 0 0 2mm; } h2 { font: 600 13pt serif; margin: 8mm 0 2mm; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { border-bottom: 1px solid #DEDED7; padding: 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td.mark { width: 7mm; border: 1px solid #5F6A75; text-align: center; } p { color: #4E5A67; }
"""


def scorecard_xlsx(vetting: Vetting, made: date) -> bytes:
    """Results, marks by criterion, every mark with its note, agreement and the rubric, a sheet each."""
    found = results(vetting)
    marks = pd.DataFrame([{"Candidate": s.candidate, "Assessor": s.assessor,
                           "Criterion": _labels(vetting).get(s.criterion, s.criterion), "Points": s.points,
                           "Rubric version": s.version, "Note": s.note} for s in vetting.scores])
    return _workbook({
        "Results": view.results_table(found), "By criterion": view.by_criterion_table(found, vetting.rubric),
        "Marks": marks, "Agreement": view.agreement_table(agreements(vetting)), "Rubric": _rubric(vetting.rubric),
    }, made)


def rubric_xlsx(rubric: Rubric, made: date) -> bytes:
    """The empty rubric with a column for the points and one for the note."""
    empty = view.rubric_table(rubric).assign(**{"Points 1 to 5": "", "Note": ""})
    return _workbook({"Rubric": empty}, made)


def scorecard_html(vetting: Vetting, made: date) -> str:
    """A page to print with the results; every text in it is escaped."""
    found, tables = results(vetting), []
    tables.append(("Results", view.results_table(found)))
    tables.append(("By criterion", view.by_criterion_table(found, vetting.rubric)))
    tables.append(("Agreement beyond chance", view.agreement_table(agreements(vetting))))
    tables.append(("Rubric", _rubric(vetting.rubric)))
    scale = ", ".join(f"{name} up to {end:g}" for end, name in BANDS[1:])
    note = f"<p>Kappa: {escape(scale)} (Landis and Koch 1977, a convention).</p>"
    return _page("Scorecard", _stamp(vetting.rubric, made), "".join(map(_section, *zip(*tables, strict=True))) + note)


def rubric_html(rubric: Rubric, made: date) -> str:
    """The empty rubric to print, with boxes for one to five points."""
    head = "<tr><th>Criterion</th><th>Weight</th><th>One point</th><th>Five points</th>" + "".join(
        f"<th>{p}</th>" for p in POINTS) + "</tr>"
    rows = "".join(
        f"<tr><td>{escape(c.label)}</td><td>{c.weight_pct:g} %</td><td>{escape(c.weak)}</td><td>{escape(c.strong)}</td>"
        + '<td class="mark">&nbsp;</td>' * len(POINTS) + "</tr>" for c in rubric.criteria)
    who = "<p>Candidate (initials): ______ &emsp; Assessor: ______________ &emsp; Date: ____________</p>"
    return _page("Rubric", _stamp(rubric, made), f"{who}<table>{head}{rows}</table><h2>Notes</h2>")


def _labels(vetting: Vetting) -> dict[str, str]:
    return {c.id: c.label for rubric in vetting.rubrics for c in rubric.criteria}


def _rubric(rubric: Rubric) -> pd.DataFrame:
    return view.rubric_table(rubric)


def _stamp(rubric: Rubric, made: date) -> str:
    locked = f"locked {rubric.locked_at}" if rubric.locked_at else "not locked"
    return f"Rubric {rubric.version}, {locked}. Made {made}."


def _page(title: str, about: str, body: str) -> str:
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1><p>{escape(about)}</p>{body}</body></html>")


def _section(title: str, frame: pd.DataFrame) -> str:
    if frame.empty:
        return ""
    head = "".join(f"<th>{escape(str(name))}</th>" for name in frame.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>"
                   for row in frame.itertuples(index=False))
    return f"<h2>{escape(title)}</h2><table><tr>{head}</tr>{rows}</table>"


def _workbook(sheets: dict[str, pd.DataFrame], made: date) -> bytes:
    """Equal sheets and date give equal bytes. Text goes in as text, so that nothing in it is a formula or a link."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": "Talent Atlas scorecard", "created": datetime(made.year, made.month, made.day)})
        bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(frame.columns):
                sheet.write_string(0, column, clean(str(heading))[:CELL_MAX], bold)
                sheet.set_column(column, column, 40 if str(heading) in ("Note", "One point", "Five points") else 18)
                for row, value in enumerate(frame[heading], 1):
                    if isinstance(value, int | float):
                        sheet.write_number(row, column, value, plain)
                    else:
                        sheet.write_string(row, column, clean(str(value))[:CELL_MAX], plain)
    return buffer.getvalue()

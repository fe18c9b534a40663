"""Slides that let others check: limits and what they removed, data and method, sources."""

import pandas as pd

from atlas.domain import formats
from atlas.domain.criteria import METHOD_VERSION, PRESETS
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import MISSING_POLICIES
from atlas.export import board_words as words
from atlas.export.bodies import Cell, Column, Row, TableBody, TextBody
from atlas.export.content import Panel, Slide
from atlas.export.findings import Findings

REMOVED_ROWS, SOURCE_ROWS = 11, 10
GRADES = "A official, B published, C derived or survey, D modelled or unchecked"


def limits(found: Findings, made: str) -> Slide:
    """What the rules removed and why, and the home markets, which are scored but not ranked."""
    removed = found.answer.excluded.drop_duplicates("hub_id")
    rules = words.limit_words(found)
    if removed.empty:
        title = f"Nothing was removed: all {len(found.answer.hubs)} hubs were ranked"
        takeaway = f"Rules in force: {'; '.join(rules)}." if rules else "No limit, region or exclusion is set."
    else:
        best, left = removed.iloc[0], len(found.answer.hubs)
        count = f"{len(removed)} hub{'s were' if len(removed) > 1 else ' was'} removed"
        title = (f"{count}; the best of them, {best['city']}, would rank {best['would_be_rank']}" if left
                 else f"All {len(removed)} hubs were removed: no ranking is left")
        takeaway = f"Rules: {'; '.join(rules)}."
    panels = []
    if not removed.empty:
        panels.append(Panel("removed", _removed(found), f"{title}.", (0, 0, 0.6, 1),
                            heading="Removed, and the rule that did it"))
    if len(found.answer.reference):
        box = (0.64, 0, 0.36, 1) if panels else (0, 0, 1, 1)
        panels.append(Panel("reference", _reference(found, bool(panels)), "The home markets with their scores.", box,
                            heading="Home markets: scored the same way, not ranked"))
    return Slide("limits", title, takeaway, tuple(panels), words.source_line(found, None, words.policy(found)),
                 words.notes(found, made))


def _removed(found: Findings) -> TableBody:
    columns = (Column("Hub", 1.2), Column("Rule", 1.5), Column("Value", 1.3, "r"), Column("Limit", 0.8, "r"),
               Column("Margin", 0.8, "r"), Column("Would rank", 0.9, "r"))
    shown = found.answer.excluded.head(REMOVED_ROWS)
    rows = [Row(f"{row.hub_id}-{row.rule}-{row.criterion}", _removed_cells(found, row)) for row in shown.itertuples()]
    rest = len(found.answer.excluded) - len(shown)
    if rest:
        rows.append(Row("rest", (f"and {rest} more", "in the workbook", "", "", "", "")))
    return TableBody(columns, tuple(rows), size_pt=12, row_pt=27)


def _removed_cells(found: Findings, row) -> tuple[str, ...]:
    if row.rule != "limit":
        value = REGIONS[row.value].label if row.rule == "region" else formats.MISSING
        rule = "not in a chosen region" if row.rule == "region" else "excluded by name"
        return row.city, rule, value, "", "", str(row.would_be_rank)
    criterion = found.answer.criteria[row.criterion]
    value, limit, margin = (formats.raw(kind, x, found.currency, found.per_usd) for kind, x in (
        (criterion.kind, row.value), (criterion.kind, row.limit),
        ("" if criterion.kind == "level" else criterion.kind, row.margin)))
    return row.city, criterion.label, value, limit, margin, str(row.would_be_rank)


def _reference(found: Findings, narrow: bool) -> TableBody:
    shown = ("salary",) if narrow else ("salary", "on_cost", "talent_pool", "overlap", "rule_of_law")
    columns = (Column("Home market", 1.4), Column("Score", 0.8, "r", "of 100"),
               *(Column(found.answer.criteria[c].label, 1.2, "r", words.unit(found, c)) for c in shown))
    rows = tuple(Row(home.hub_id, (Cell(home.city, bold=True), formats.score(home.score),
                                   *(words.cell(found, home.row, c) for c in shown)))
                 for home in found.answer.reference.itertuples())
    return TableBody(columns, rows, size_pt=12 if narrow else 14, row_pt=27 if narrow else 34)


def method(found: Findings, made: str) -> Slide:
    """How a score is made, and the weights behind this one."""
    scenario = found.scenario
    spread = "any weights at all" if scenario.any_weights else f"weights within {scenario.spread_pct} % of ours"
    draws = f"{found.firm.acceptability.draws:,} seeded draws of {spread}" if found.firm else "Seeded draws of weights"
    text = TextBody((
        ("Value.", "Each figure is placed between two fixed goalposts: 0 at the worst, 1 at the best. The goalposts never "
                   "depend on the hubs at hand, so that adding or removing one cannot reorder the others."),
        ("Score.", "100 times the weighted average of the values; the points of the criteria add up to it."),
        ("Missing.", f"{MISSING_POLICIES[scenario.missing].capitalize()}; the score is then a range."),
        ("How firm.", f"{draws}; the share of draws at each rank is the rank acceptability."),
        ("Grades.", f"{GRADES}. Modelled figures are drawn hatched, dashed or as a band."),
        ("Version.", f"Data {found.answer.data_version} of {found.built}, method {METHOD_VERSION}."),
    ), size_pt=15)
    weights = found.answer.weight_by_id
    preset = f"the preset '{PRESETS[scenario.preset].label}'" if scenario.preset else "our own"
    count = sum(weight > 0 for weight in weights.values())
    table = TableBody(
        (Column("Criterion", 1.5), Column("Weight", 0.65, "r"), Column("Worst", 0.95, "r"), Column("Best", 0.95, "r"),
         Column("Scale", 0.6)),
        tuple(Row(c.id, (c.label, formats.number(weights[c.id]), *(_goalpost(found, c, x) for x in (c.worst, c.best)),
                         "log" if c.log else "linear")) for c in found.answer.criteria), size_pt=12, row_pt=27)
    return Slide("method", f"A score is a weighted average of {count} values between fixed goalposts",
                 f"Weights: {preset}. The table has each with the goalposts of its criterion.",
                 (Panel("text", text, "How a score is made.", (0, 0, 0.46, 1)),
                  Panel("weights", table, "Weights and goalposts of the criteria.", (0.5, 0, 0.5, 1))),
                 words.policy(found), words.notes(found, made))


def _goalpost(found: Findings, criterion, value: float) -> str:
    return formats.raw(criterion.kind, value, found.currency, found.per_usd)


def sources(found: Findings, made: str) -> list[Slide]:
    """Each source behind the ranking with its licence and the grades of its figures, over as many slides as it takes."""
    frame = _source_frame(found)
    official = int(frame["grades"].str.contains("A").sum())
    count = f"{len(frame)} source{'s' if len(frame) != 1 else ''}"
    title = f"Every figure names its source: {count}, {official} of them official"
    columns = (Column("Publisher", 1.5), Column("Publication", 2.4), Column("Feeds", 1.6), Column("Grade", 0.6),
               Column("Figures", 0.65, "r"), Column("Licence", 1.7))
    slides = []
    parts = words.pages(frame, SOURCE_ROWS)
    for number, part in enumerate(parts, 1):
        rows = tuple(Row(row.source_code, (Cell(row.publisher, link=row.url), row.title, row.feeds, row.grades,
                                           str(row.figures), row.licence)) for row in part.itertuples())
        page = f" Page {number} of {len(parts)}." if len(parts) > 1 else ""
        slides.append(Slide(
            f"sources-{number}", title, f"Grades: {GRADES}.{page}",
            (Panel("table", TableBody(columns, rows, size_pt=11, lines=2, row_pt=33),
                   f"Sources, page {number} of {len(parts)}."),),
            "Figures: cells of the ranking that rest on the source · land: Natural Earth, public domain",
            words.notes(found, made)))
    return slides


def _source_frame(found: Findings) -> pd.DataFrame:
    """One row a source that feeds a weighed criterion of a shown hub: what it feeds, grades, number of cells."""
    weights = found.answer.weight_by_id
    shown = {*found.answer.hubs["hub_id"], *found.answer.reference["hub_id"]}
    long = found.answer.cells.long
    cells = long[long["hub_id"].isin(shown) & long["criterion"].map(weights).gt(0)]
    grouped = cells.groupby("source_code").agg(
        feeds=("criterion", lambda ids: ", ".join(c.label for c in found.answer.criteria if c.id in set(ids))),
        grades=("grade", lambda g: ", ".join(sorted(set(g)))), figures=("criterion", "size")).reset_index()
    frame = grouped.merge(words.source_table(found), on="source_code", how="left")
    frame = frame.assign(publisher=frame["publisher"].fillna(frame["source_code"])).fillna("")
    return frame.sort_values(["figures", "source_code"], ascending=[False, True]).reset_index(drop=True)

"""What the Compare page says and lists: title, sentences, tables."""

from collections.abc import Callable

import pandas as pd

from atlas.domain import formats, own_data
from atlas.domain.compare import EVEN, Comparison, Pair, Place
from atlas.domain.criteria import Criteria
from atlas.domain.firmness import Firmness
from atlas.views.ranking import cell_text

STRENGTHS = {
    "cost": "is cheaper to employ in", "talent": "has more talent", "collaboration": "is closer to home",
    "risk": "carries less risk", "infrastructure": "has faster lines", "own": "is better on your own criteria",
}
GAINS, LOSSES = 2, 2
"""How many criteria the sentence of a pair names on each side."""


def title(pair: Pair) -> str:
    """What each of the two is better at."""
    groups = pair.by_group()
    best, worst = max(groups, key=groups.__getitem__), min(groups, key=groups.__getitem__)
    first, second = pair.first.city, pair.second.city
    if groups[best] < EVEN and groups[worst] > -EVEN:
        return f"{first} and {second} score alike"
    if groups[worst] > -EVEN:
        return f"{first} {STRENGTHS[best]}, and {second} leads on nothing"
    if groups[best] < EVEN:
        return f"{second} {STRENGTHS[worst]}, and {first} leads on nothing"
    return f"{first} {STRENGTHS[best]}, {second} {STRENGTHS[worst]}"


def _name(criteria: Criteria, criterion_id: str) -> str:
    """A criterion's label within a sentence; a language keeps its capital."""
    label = criteria[criterion_id].label
    return label if criterion_id == "english" else label.lower()


def pair_sentence(pair: Pair, safe: Callable[[str], str] = str) -> str:
    """Why the first and not the second, in points of score (Markdown; `safe` makes a name of the catalogue plain)."""
    first, second = safe(pair.first.city), safe(pair.second.city)
    named = [*pair.gains()[:GAINS], *pair.losses()[:LOSSES]]
    parts = ", ".join(f"{safe(_name(pair.criteria, c))} **{formats.change(points)}**" for c, points in named)
    lead = f"**{formats.change(pair.lead)}** points in all"
    return f"{first} over {second}: {parts or 'no criterion tells them apart'}; {lead}."


def doubt_sentence(pair: Pair, safe: Callable[[str], str] = str) -> str:
    """That a band is wider than the lead, or nothing; it follows the pair's sentence, which ends in the lead."""
    if pair.doubt is None:
        return ""
    criterion, city = pair.doubt
    return f"{safe(city)}'s {safe(_name(pair.criteria, criterion))} band is wider."


def shares(firm: Firmness | None) -> dict[str, tuple[float, float]]:
    """By hub id: the shares of weightings in which it is first, and in the top three."""
    found = firm.acceptability if firm else None
    return {} if found is None else {
        hub_id: (float(found.first[i]), float(found.top3[i])) for i, hub_id in enumerate(firm.hub_ids)}


def standing(place: Place, first: float | None = None, top3: float | None = None) -> tuple[str, str]:
    """Two lines under a place's name: rank and score, then its share of weightings."""
    score = f"score {formats.score(place.score)}"
    if place.is_market:
        return f"home market, {score}", "not ranked"
    if place.rank is None:
        return score, "not ranked" if place.would_be_rank is None else f"removed, would rank {place.would_be_rank}"
    rank = f"rank {formats.ordinal_rank(place.rank, place.tied)}, {score}"
    shares = "" if first is None else f"first in {formats.share(first)}, top three {formats.share(top3)}"
    return rank, shares


def table(comparison: Comparison, currency: str, per_usd: float) -> pd.DataFrame:
    """The figure as a table: one row a criterion, the value of each place, the best and the worst hub."""
    cells = comparison.answer.cells
    columns = {place.city: [cell_text(cells, place.row, i, currency, per_usd) for i in range(len(cells.criteria))]
               for place in comparison.places}
    named = {word: ["" if i is None else comparison.places[i].city for i in marked]
             for word, marked in (("Best", comparison.best), ("Worst", comparison.worst))}
    heads = [f"{c.label} ({c.unit.replace('USD', currency)})" for c in cells.criteria]
    return pd.DataFrame({"Criterion": heads, **columns, **named})


def points_table(comparison: Comparison) -> pd.DataFrame:
    """The contribution of each criterion to each place's score; the last row is the score."""
    points = {p.city: comparison.answer.contributions[p.row].round(2) for p in comparison.places}
    frame = pd.DataFrame({"Criterion": [c.label for c in comparison.answer.criteria],
                          "Weight": comparison.answer.weights, **points})
    total = {"Criterion": "Score", "Weight": comparison.answer.weights.sum()} | {
        p.city: round(p.score, 2) for p in comparison.places}
    return pd.concat([frame, pd.DataFrame([total])], ignore_index=True)


def facts_table(comparison: Comparison, sources: dict[str, str], links: dict[str, str]) -> pd.DataFrame:
    """Every cell behind the comparison: value, band, year, level, grade, source, what it counts. Pay is in USD."""
    ids = {place.hub_id: place.city for place in comparison.places}
    long, order = comparison.answer.cells.long, comparison.answer.criteria
    rows = long[long["hub_id"].isin(ids)].assign(
        order=lambda f: f["criterion"].map(order.index), place=lambda f: f["hub_id"].map(list(ids).index))
    rows = rows.sort_values(["order", "place"])
    criteria = [order[c] for c in rows["criterion"]]
    facts = pd.DataFrame({
        "Criterion": [c.label for c in criteria], "Hub": rows["hub_id"].map(ids).to_numpy(),
        "Value": [formats.figure(v) if pd.notna(v) else "native" for v in rows["value"]],
        "Band": ["" if pd.isna(low) else f"{formats.figure(low)}–{formats.figure(high)}"
                 for low, high in zip(rows["low"], rows["high"], strict=True)],
        "Unit": [c.unit for c in criteria], "Year": rows["year"].astype("Int64").to_numpy(),
        "Level": rows["level"].to_numpy(), "Grade": rows["grade"].to_numpy(),
        "n": rows["n"].astype("Int64").to_numpy(),
        "Source": [sources.get(code, code) for code in rows["source_code"]],
        "What it counts": rows["definition"].to_numpy(), "Caveats": rows["caveats"].fillna("").to_numpy(),
        "Link": [links.get(code) for code in rows["source_code"]],
    })
    return own_data.with_column(facts, own_data.own_rows(rows).to_numpy())

"""The ranking as the live component takes it, as a table twin, and as sentences."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain import firmness, formats
from atlas.domain.criteria import CRITERIA, GROUPS, IDS
from atlas.domain.firmness import Firmness
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS

TEXT = {
    "table": "Ranking of hubs", "weights": "What matters to you", "weights_short": "Weights", "reset": "Reset",
    "near": "A change of less than 1 point changes the leader", "hub": "Hub", "relax": "Let in",
    "bar": "Score 0–100, by contribution; hatched is modelled", "heat": "Share of weightings at each rank",
    "first": "first", "below": "below", "above": "above", "reference": "Home markets",
    "reference_note": "scored the same way, shown for reference, not ranked", "removed": "Removed by your choice",
    "more": "Show the other {n} hubs", "fewer": "Show the first twelve",
    "zero": "All weights are zero. Raise one, or reset to balanced.",
    "detail": ["Criterion", "Value", "Points", "Where it comes from"],
}


def component_data(answer: Ranking, sources: Mapping[str, str], per_usd: float, firm: Firmness | None = None,
                   relaxable: bool = False) -> dict[str, Any]:
    """Everything that the component draws; without `firm` the shares of ranks and the flip points are left out."""
    acceptability = firm and firm.matrix_by_hub
    flips = firmness.weight_marks(firm) if firm else {}
    currency = answer.scenario.currency if answer.scenario.currency != "local" else "USD"
    notes = _notes(answer, sources)
    hubs = [_hub(answer, row, notes, currency, per_usd) for row in answer.hubs.sort_values("city").itertuples()]
    if acceptability is not None:
        for hub in hubs:
            matrix = acceptability[hub["id"]]
            hub["accept"], hub["first"] = [round(float(x), 4) for x in matrix[:10]], formats.share(float(matrix[0]))
    leader = answer.hubs.iloc[0]["city"] if len(answer.hubs) else ""
    return {
        "shape": [list(IDS), acceptability is not None],
        "text": TEXT | {"hold": f"{leader} stays first in this range" if firm else ""},
        "heat": acceptability is not None,
        "criteria": [{"id": c.id, "label": c.label, "question": c.question, "unit": c.unit, "group": c.group,
                      "weight": w, "flip": flips.get(c.id)}
                     for c, w in zip(CRITERIA.values(), answer.scenario.weights, strict=True)],
        "groups": [{"id": g.id, "label": g.label} for g in GROUPS],
        "hubs": hubs,
        "reference": [_hub(answer, row, notes, currency, per_usd) for row in answer.reference.itertuples()],
        "removed": removed(answer, currency, per_usd, relaxable),
    }


def _hub(answer: Ranking, row: Any, notes: Mapping, currency: str, per_usd: float) -> dict[str, Any]:
    cells = answer.cells
    gaps = np.flatnonzero(np.isnan(cells.raw[row.row]) & ~cells.native[row.row])
    modelled = np.flatnonzero(cells.modelled[row.row])
    return {
        "id": row.hub_id, "city": row.city, "country": row.country, "country_name": row.country_name,
        "v": [round(float(v), 9) for v in answer.values[row.row]],
        "gaps": gaps.tolist(), "modelled": modelled.tolist(),
        "raw": [cell_text(cells, row.row, i, currency, per_usd) for i in range(len(IDS))],
        "unit": [c.unit.replace("USD", currency) for c in CRITERIA.values()],
        "note": [notes.get((row.hub_id, c), "no figure was found") for c in IDS],
    }


def cell_text(cells: Any, hub: int, criterion: int, currency: str, per_usd: float) -> str:
    """The raw value of one cell in words: a band where it is modelled, 'native' for English, a dash where unknown."""
    kind = list(CRITERIA.values())[criterion].kind
    value, low, high = (float(array[hub, criterion]) for array in (cells.raw, cells.low, cells.high))
    if cells.native[hub, criterion]:
        return "native"
    if kind == "money" and not np.isnan(low):
        return formats.money_band(low * per_usd, high * per_usd, currency)
    if kind == "count" and cells.modelled[hub, criterion] and not np.isnan(low):
        return formats.count_band(low, high)
    return formats.raw(kind, value, currency, per_usd)


def _notes(answer: Ranking, sources: Mapping[str, str]) -> dict[tuple[str, str], str]:
    notes = {}
    for cell in answer.cells.long.itertuples():
        year = "" if pd.isna(cell.year) else f", {int(cell.year)}"
        size = "" if pd.isna(cell.n) else f", n {int(cell.n):,}"
        grade = {"A": "official", "B": "published", "C": "derived", "D": "modelled or unchecked"}.get(cell.grade, "")
        level = "country" if cell.level == "country" else "city"
        source = sources.get(cell.source_code, cell.source_code)
        notes[cell.hub_id, cell.criterion] = f"{source}{year}{size}, {level}, {grade}"
    return notes


def removed(answer: Ranking, currency: str, per_usd: float, relaxable: bool) -> list[dict[str, Any]]:
    """One receipt a removed hub: the rule, the value, the rank it would have had."""
    receipts = []
    for row in answer.excluded.itertuples():
        would = f"would rank {row.would_be_rank}"
        if row.rule == "limit":
            kind = CRITERIA[row.criterion].kind
            value, limit = (formats.raw(kind, x, currency, per_usd) for x in (row.value, row.limit))
            text = f"{CRITERIA[row.criterion].label} {value}, limit {limit}, {would}"
        elif row.rule == "region":
            text = f"{REGIONS[row.value].label}, {would}"
        else:
            text = f"excluded by you, {would}"
        receipts.append({"hub_id": row.hub_id, "city": row.city, "text": text, "relax": relaxable})
    return receipts


def table(answer: Ranking, currency: str, per_usd: float) -> pd.DataFrame:
    """The ranking as a table: rank, hub, score with its range, then each criterion's raw value in its unit."""
    frame = pd.concat([answer.hubs, answer.reference], ignore_index=True)
    rows = frame["row"].to_numpy()
    raw = pd.DataFrame(answer.cells.raw[rows], columns=list(IDS))
    raw["salary"] *= per_usd
    heads = {c.id: f"{c.label} ({c.unit.replace('USD', currency)})" for c in CRITERIA.values()}
    ranks = [formats.ordinal_rank(int(r), bool(t)) if pd.notna(r) else "home" for r, t in
             zip(frame["rank"], frame["tied"], strict=True)]
    return pd.concat([
        pd.DataFrame({"Rank": ranks, "Hub": frame["city"], "Country": frame["country_name"],
                      "Score": frame["score"].round(2), "Score low": frame["score_low"].round(2),
                      "Score high": frame["score_high"].round(2),
                      "Criteria known": [f"{k} of {len(IDS)}" for k in frame["known"]]}),
        raw.rename(columns=heads),
    ], axis=1)


def title(answer: Ranking) -> str:
    """The finding: who leads, and by how much."""
    hubs = answer.hubs
    if hubs.empty:
        return "No hub is left: relax a limit"
    first = hubs.iloc[0]
    leaders = hubs[hubs["rank"] == 1]["city"].tolist()
    if len(leaders) > 1:
        return f"{' and '.join(leaders[:3])} share first place"
    if len(hubs) == 1:
        return f"{first['city']} is the only hub left"
    second = hubs.iloc[1]
    gap = first["score"] - second["score"]
    if gap < 1:
        return f"{first['city']} leads, with {second['city']} close behind"
    return f"{first['city']} leads, {formats.number(gap)} points ahead of {second['city']}"


def sentence(answer: Ranking, firm: Firmness | None, currency: str, per_usd: float) -> str:
    """How firm the answer is, in one or two sentences (Markdown); names come from the catalogue."""
    if firm is None:
        return "Each hub was removed by a rule of yours; relax one below."
    verdict, scenario = firm.verdict, answer.scenario
    if verdict.runner_up is None:
        return f"It scores **{formats.score(answer.hubs.iloc[0]['score'])}** of 100."
    within = ("all possible weightings" if scenario.any_weights
              else f"weightings within {scenario.spread_pct}{formats.NBSP}% of yours")
    text = (f"{firm.cities[verdict.leader]} is first in **{formats.share(verdict.first)}** and in the top three in "
            f"**{formats.share(verdict.top3)}** of {within}.")
    doubt = firmness.doubt(firm, currency, per_usd)
    return f"{text} {doubt}." if doubt else text


def flip_table(firm: Firmness) -> pd.DataFrame:
    """The flip points of all weights as a table: weight, the range in which the leader holds, who takes over."""
    city = dict(enumerate(firm.cities)).get
    return pd.DataFrame([
        {"Criterion": CRITERIA[IDS[f.criterion]].label, "Weight": formats.number(f.weight),
         "Leader holds from": formats.number(f.low, 2), "to": formats.number(f.high, 2),
         "Below it leads": city(f.below) or formats.MISSING, "Above it leads": city(f.above) or formats.MISSING}
        for f in firm.weight_flips])


def acceptability_table(firm: Firmness) -> pd.DataFrame:
    """Rank acceptability as a table: first, top three, expected rank, then the share of draws at each rank."""
    found = firm.acceptability
    frame = pd.DataFrame({
        "Hub": firm.cities, "First": [formats.share(float(x)) for x in found.first],
        "Top three": [formats.share(float(x)) for x in found.top3], "Expected rank": found.expected_rank.round(1)})
    ranks = pd.DataFrame([[formats.share(float(x)) for x in row] for row in found.matrix],
                         columns=[f"Rank {r + 1}" for r in range(found.matrix.shape[1])])
    return pd.concat([frame, ranks], axis=1).iloc[firm.order].reset_index(drop=True)

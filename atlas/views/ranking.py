"""The ranking as the live component takes it, as a table twin, and as sentences."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain import firmness, formats
from atlas.domain.cells import Cells
from atlas.domain.criteria import CRITERIA, GROUPS, IDS
from atlas.domain.doublecount import Pair
from atlas.domain.firmness import Belief, Firmness
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.domain.scenario import Scenario
from atlas.views.text import plain

TEXT = {
    "table": "Ranking of hubs", "weights": "What matters to you", "weights_short": "Weights", "reset": "Reset",
    "near": "A change of less than 1 point changes the leader", "hub": "Hub", "relax": "Let in",
    "bar": "Score 0–100, by contribution; hatched is modelled", "heat": "Share of weightings at each rank",
    "first": "first", "below": "below", "above": "above", "reference": "Home markets",
    "reference_note": "scored the same way, shown for reference, not ranked",
    "removed": "Removed by your choice", "removed_more": "{n} more",
    "more": "Show the other {n} hubs", "fewer": "Show the first twelve",
    "zero": "All weights are zero. Raise one, or reset to balanced.",
    "now": "Your weights now", "slope": "Ranks compared; a line that rises is a hub that gains",
    "detail": ["Criterion", "Value", "Points", "Where it comes from"],
}


def component_data(answer: Ranking, sources: Mapping[str, str], per_usd: float, firm: Firmness | None = None,
                   relaxable: bool = False, slope: dict[str, Any] | None = None) -> dict[str, Any]:
    """Everything that the component draws; without `firm` the shares of ranks and the flip points are left out.

    With `slope` (see slope) lines from those ranks stand in place of the bars.
    """
    acceptability = firm and firm.matrix_by_hub
    flips = firmness.weight_marks(firm) if firm else {}
    currency = answer.scenario.currency if answer.scenario.currency != "local" else "USD"
    notes = _notes(answer.cells, tuple(sources.items()))
    hubs = [_hub(answer, row, notes, currency, per_usd) for row in answer.hubs.sort_values("city").itertuples()]
    if acceptability is not None:
        for hub in hubs:
            matrix = acceptability[hub["id"]]
            hub["accept"], hub["first"] = [round(float(x), 4) for x in matrix[:10]], formats.share(float(matrix[0]))
    leader = answer.hubs.iloc[0]["city"] if len(answer.hubs) else ""
    return {
        "shape": [list(IDS), acceptability is not None, slope is not None],
        "text": TEXT | {"hold": f"{leader} stays first in this range" if firm else ""},
        "heat": acceptability is not None, "slope": slope,
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
        "raw": list(_cell_texts(cells, currency, per_usd)[row.row]),
        "unit": [c.unit.replace("USD", currency) for c in CRITERIA.values()],
        "note": [notes.get((row.hub_id, c), "no figure was found") for c in IDS],
    }


@lru_cache(maxsize=8)
def _cell_texts(cells: Cells, currency: str, per_usd: float) -> tuple[tuple[str, ...], ...]:
    """All cells in words, hubs x criteria: they do not change with the weights."""
    return tuple(tuple(cell_text(cells, hub, criterion, currency, per_usd) for criterion in range(len(IDS)))
                 for hub in range(len(cells.hubs)))


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


GRADE_WORDS = {"A": "official", "B": "published", "C": "derived", "D": "modelled or unchecked"}


@lru_cache(maxsize=8)
def _notes(cells: Cells, sources: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], str]:
    names, notes = dict(sources), {}
    for cell in cells.long.itertuples():
        year = "" if pd.isna(cell.year) else f", {int(cell.year)}"
        size = "" if pd.isna(cell.n) else f", n {int(cell.n):,}"
        grade = GRADE_WORDS.get(cell.grade, "")
        level = "country" if cell.level == "country" else "city"
        source = names.get(cell.source_code, cell.source_code)
        notes[cell.hub_id, cell.criterion] = f"{source}{year}{size}, {level}, {grade}"
    return notes


def removed(answer: Ranking, currency: str, per_usd: float, relaxable: bool) -> list[dict[str, Any]]:
    """One receipt a removed hub: the rule, the value, the rank it would have had."""
    receipts = []
    for row in answer.excluded.itertuples():
        would = f"would rank {row.would_be_rank}"
        if row.rule == "limit":
            kind = CRITERIA[row.criterion].kind
            value, margin = (formats.raw(kind, x, currency, per_usd) for x in (row.value, row.margin))
            side = "short" if row.value < row.limit else "over"
            text = f"{CRITERIA[row.criterion].label} {value}, {margin} {side}, {would}"
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
    """How firm the answer is, in one or two sentences (Markdown)."""
    if firm is None:
        return "Each hub was removed by a rule of yours; relax one below."
    verdict, scenario = firm.verdict, answer.scenario
    if verdict.runner_up is None:
        return f"It scores **{formats.score(answer.hubs.iloc[0]['score'])}** of 100."
    within = ("all possible weightings" if scenario.any_weights
              else f"weightings within {scenario.spread_pct}{formats.NBSP}% of yours")
    text = (f"{plain(firm.cities[verdict.leader])} is first in **{formats.share(verdict.first)}** and in the top three in "
            f"**{formats.share(verdict.top3)}** of {within}.")
    doubt = firmness.doubt(firm, currency, per_usd)
    return f"{text} {plain(doubt)}." if doubt else text


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


def belief_table(beliefs: Sequence[Belief], scenario: Scenario) -> pd.DataFrame:
    """What one would have to believe: best rank, and what would have to change in the weights, one row a hub."""
    return pd.DataFrame([
        {"Hub": b.city, "Best rank under any weights": b.best_rank,
         "Ahead of all others": "yes" if b.alone.rank == 1 else f"no: {b.alone.rank} at best",
         "Nearest weights that do it": weight_changes(b.alone.weights, scenario),
         "Points of weight to move": formats.number(b.alone.distance),
         "At least as good everywhere": b.dominator or ""}
        for b in beliefs])


def weight_changes(weights: Sequence[float], scenario: Scenario) -> str:
    """Weights as the changes from the scenario's: `Talent pool 7 to 9.2, Corruption 2 to 0`."""
    changes = [f"{CRITERIA[c].label} {formats.number(old)} to {formats.number(new, 2)}"
               for c, old, new in zip(IDS, scenario.weights, weights, strict=True) if abs(old - new) > 0.005]
    return ", ".join(changes) or "as they are"


def double_count_sentence(pairs: Sequence[Pair]) -> str:
    """The strongest pair of criteria that tell much the same story, and how many more there are."""
    pair, more = pairs[0], len(pairs) - 1
    rest = f"; {more} more pair{'s' if more > 1 else ''} under What would change it" if more else ""
    return (f"Counted twice? {CRITERIA[pair.first].label} and {CRITERIA[pair.second].label} tell much the same story across "
            f"these hubs (correlation {pair.correlation:.2f}) and carry {formats.share(pair.weight_share)} of the weight "
            f"together{rest}.")


def double_count_table(pairs: Sequence[Pair]) -> pd.DataFrame:
    """All pairs of criteria that tell much the same story."""
    return pd.DataFrame([{"Criterion": CRITERIA[p.first].label, "Tells the same as": CRITERIA[p.second].label,
                          "Correlation": round(p.correlation, 2), "Share of the weight": formats.share(p.weight_share)}
                         for p in pairs], columns=["Criterion", "Tells the same as", "Correlation", "Share of the weight"])


def slope(answer: Ranking, before: Ranking, label: str) -> dict[str, Any]:
    """The ranks to draw the slope view from: `before` by hub id, named `label`."""
    return {"label": label, "ranks": {h: int(r) for h, r in zip(before.hubs["hub_id"], before.hubs["rank"], strict=True)
                                      if h in set(answer.hubs["hub_id"])}}

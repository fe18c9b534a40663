"""The ranking as the live component takes it, as a table twin, and as sentences."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain import firmness, formats, own_data
from atlas.domain.cells import Cells
from atlas.domain.criteria import NET_COST, REGISTRY, Criteria
from atlas.domain.doublecount import Pair
from atlas.domain.firmness import Belief, Firmness
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.views import theme
from atlas.views.text import plain

SWAPS = {
    "salary": {"id": NET_COST.id, "group": "cost", "label": "Use net cost"},
    NET_COST.id: {"id": "salary", "group": "cost", "label": "Use pay"},
}
"""What can take the place of the first criterion."""

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
    "own": own_data.SIGN, "own_key": f"{own_data.KEY}: open a hub to see which figures",
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
    places = _places(answer.cells, tuple(sources.items()), currency, per_usd)
    values = answer.values.round(9).tolist()
    hubs, reference = ([places[row] | {"v": values[row]} for row in frame["row"]]
                       for frame in (answer.hubs.sort_values("city"), answer.reference))
    if acceptability is not None:
        for hub in hubs:
            matrix = acceptability[hub["id"]]
            hub["accept"], hub["first"] = [round(float(x), 4) for x in matrix[:10]], formats.share(float(matrix[0]))
    leader = answer.hubs.iloc[0]["city"] if len(answer.hubs) else ""
    return {
        "shape": [list(answer.criteria.ids), acceptability is not None, slope is not None],
        "text": TEXT | {"hold": f"{leader} stays first in this range" if firm else ""},
        "heat": acceptability is not None, "slope": slope, "swap": SWAPS[answer.criteria[0].id] if relaxable else None,
        "criteria": [{"id": c.id, "label": c.label, "question": c.question, "unit": c.unit, "group": c.group,
                      "weight": w, "flip": flips.get(c.id), "colour": theme.colour_place(i)}
                     for i, (c, w) in enumerate(zip(answer.criteria, answer.weights.tolist(), strict=True))],
        "groups": [{"id": g.id, "label": g.label} for g in answer.criteria.groups],
        "hubs": hubs,
        "reference": reference,
        "removed": removed(answer, currency, per_usd, relaxable),
    }


@lru_cache(maxsize=8)
def _places(cells: Cells, sources: tuple[tuple[str, str], ...], currency: str, per_usd: float) -> tuple[dict[str, Any], ...]:
    """What the component is told of each place and no weight changes, in the order of the cells."""
    notes = _notes(cells, dict(sources))
    units = [c.unit.replace("USD", currency) for c in cells.criteria]
    return tuple({
        "id": hub.hub_id, "city": hub.city, "country": hub.country, "country_name": hub.country_name,
        "gaps": np.flatnonzero(np.isnan(cells.raw[row]) & ~cells.native[row]).tolist(),
        "modelled": np.flatnonzero(cells.modelled[row]).tolist(),
        "raw": [cell_text(cells, row, column, currency, per_usd) for column in range(len(units))],
        "unit": units,
        "note": [notes.get((hub.hub_id, c), "no figure was found") for c in cells.criteria.ids],
        "own": f"Your data: {own}" if (own := own_labels(cells, row)) else "",
    } for row, hub in enumerate(cells.hubs.itertuples()))


def cell_text(cells: Any, hub: int, criterion: int, currency: str, per_usd: float) -> str:
    """The raw value of one cell in words: a band where it is modelled, 'native' for English, a dash where unknown, and
    the sign of own data behind a company's own."""
    kind = cells.criteria[criterion].kind
    value, low, high = (float(array[hub, criterion]) for array in (cells.raw, cells.low, cells.high))
    sign = f" {own_data.SIGN}" if cells.own[hub, criterion] else ""
    if cells.native[hub, criterion]:
        return "native"
    if kind == "money" and not np.isnan(low):
        return formats.money_band(low * per_usd, high * per_usd, currency) + sign
    if kind == "count" and cells.modelled[hub, criterion] and not np.isnan(low):
        return formats.count_band(low, high) + sign
    return formats.raw(kind, value, currency, per_usd) + sign


def own_labels(cells: Cells, hub: int) -> str:
    """The criteria that rest on the company's own data at a hub, in words; empty for the shipped data."""
    return ", ".join(criterion.label for criterion, own in zip(cells.criteria, cells.own[hub], strict=True) if own)


GRADE_WORDS = {"A": "official", "B": "published", "C": "derived", "D": "modelled or unchecked"}


def _notes(cells: Cells, names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    notes = {}
    for cell in cells.long.itertuples():
        year = "" if pd.isna(cell.year) else f", {int(cell.year)}"
        size = "" if pd.isna(cell.n) else f", n {int(cell.n):,}"
        grade = GRADE_WORDS.get(cell.grade, "")
        level = "country" if cell.level == "country" else "city"
        source = names.get(cell.source_code, cell.source_code)
        mine = own_data.CAVEAT in (cell.caveats or "").split(";") and cell.source_code != own_data.SOURCE
        yours = f" · {own_data.MARK}" if mine else ""
        notes[cell.hub_id, cell.criterion] = f"{source}{year}{size}, {level}, {grade}{yours}"
    return notes


def removed(answer: Ranking, currency: str, per_usd: float, relaxable: bool) -> list[dict[str, Any]]:
    """One receipt a removed hub: the rule, the value, the rank it would have had."""
    receipts = []
    for row in answer.excluded.itertuples():
        would = f"would rank {row.would_be_rank}"
        if row.rule == "limit":
            criterion = answer.criteria[row.criterion]
            value, margin = (formats.raw(criterion.kind, x, currency, per_usd) for x in (row.value, row.margin))
            side = "short" if row.value < row.limit else "over"
            text = f"{criterion.label} {value}, {margin} {side}, {would}"
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
    scale = [per_usd if c.kind == "money" else 1.0 for c in answer.criteria]
    heads = [f"{c.label} ({c.unit.replace('USD', currency)})" for c in answer.criteria]
    ranks = [formats.ordinal_rank(int(r), bool(t)) if pd.notna(r) else "home" for r, t in
             zip(frame["rank"], frame["tied"], strict=True)]
    own = [own_labels(answer.cells, row) for row in rows]
    return pd.DataFrame({
        "Rank": ranks, "Hub": frame["city"], "Country": frame["country_name"],
        "Score": frame["score"].round(2), "Score low": frame["score_low"].round(2),
        "Score high": frame["score_high"].round(2),
        "Criteria known": [f"{k} of {len(answer.criteria)}" for k in frame["known"]],
        **dict(zip(heads, (answer.cells.raw[rows] * scale).T, strict=True)),
    } | ({own_data.MARK: own} if any(own) else {}))


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
        return "Each hub was removed by a rule of yours. Relax one below, or remove them all."
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
        {"Criterion": firm.answer.criteria[f.criterion].label, "Weight": formats.number(f.weight),
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


def belief_table(beliefs: Sequence[Belief], answer: Ranking) -> pd.DataFrame:
    """What one would have to believe: best rank, and what would have to change in the weights, one row a hub."""
    return pd.DataFrame([
        {"Hub": b.city, "Best rank under any weights": b.best_rank,
         "Ahead of all others": "yes" if b.alone.rank == 1 else f"no: {b.alone.rank} at best",
         "Nearest weights that do it": weight_changes(b.alone.weights, answer),
         "Points of weight to move": formats.number(b.alone.distance),
         "At least as good everywhere": b.dominator or ""}
        for b in beliefs])


def weight_changes(weights: Sequence[float], answer: Ranking) -> str:
    """Weights as the changes from the ranking's: `Talent pool 7 to 9.2, Corruption 2 to 0`."""
    changes = [f"{c.label} {formats.number(old)} to {formats.number(new, 2)}"
               for c, old, new in zip(answer.criteria, answer.weights, weights, strict=True) if abs(old - new) > 0.005]
    return ", ".join(changes) or "as they are"


def counted_in_net_cost(answer: Ranking) -> str:
    """What to say where net cost and a part of it both weigh; nothing otherwise."""
    weights = answer.weight_by_id
    if not weights.get(NET_COST.id) or not weights["on_cost"]:
        return ""
    return ("Net cost already holds employer on-costs: they count twice while they weigh "
            f"{formats.number(weights['on_cost'])}. Set their weight to 0 to count them once.")


def double_count_sentence(pairs: Sequence[Pair], criteria: Criteria = REGISTRY) -> str:
    """The strongest pair of criteria that tell much the same story, and how many more there are."""
    pair, more = pairs[0], len(pairs) - 1
    rest = f"; {more} more pair{'s' if more > 1 else ''} under What would change it" if more else ""
    return (f"Counted twice? {criteria[pair.first].label} and {criteria[pair.second].label} tell much the same story across "
            f"these hubs (correlation {pair.correlation:.2f}) and carry {formats.share(pair.weight_share)} of the weight "
            f"together{rest}.")


def double_count_table(pairs: Sequence[Pair], criteria: Criteria = REGISTRY) -> pd.DataFrame:
    """All pairs of criteria that tell much the same story."""
    return pd.DataFrame([{"Criterion": criteria[p.first].label, "Tells the same as": criteria[p.second].label,
                          "Correlation": round(p.correlation, 2), "Share of the weight": formats.share(p.weight_share)}
                         for p in pairs], columns=["Criterion", "Tells the same as", "Correlation", "Share of the weight"])


def slope(answer: Ranking, before: Ranking, label: str) -> dict[str, Any]:
    """The ranks to draw the slope view from: `before` by hub id, named `label`."""
    return {"label": label, "ranks": {h: int(r) for h, r in zip(before.hubs["hub_id"], before.hubs["rank"], strict=True)
                                      if h in set(answer.hubs["hub_id"])}}

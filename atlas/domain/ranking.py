"""The ranking of a scenario: which hubs take part, their scores and ranks, what limits removed, and the reference."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from atlas.domain import scoring
from atlas.domain.cells import Cells
from atlas.domain.criteria import METHOD_VERSION, Criteria
from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.domain.scenario import Scenario, to_json


@dataclass(frozen=True, eq=False)
class Ranking:
    """An answer. `hubs`, `reference` and `excluded` are frames sorted as they are shown.

    hubs, reference: hub_id, city, country, country_name, region, rank (missing in reference), tied, score, score_low,
    score_high, rank_best, rank_worst, known (criteria with a value), and `row`, the row of the hub in `values`,
    `contributions` and `cells`. excluded: hub_id, city, country, rule, criterion, limit, value, margin, would_be_rank,
    row; one row a rule that a hub breaks, the nearest misses first, the rules of one hub together.
    """

    scenario: Scenario
    data_version: str
    cells: Cells
    values: np.ndarray
    contributions: np.ndarray
    hubs: pd.DataFrame
    reference: pd.DataFrame
    excluded: pd.DataFrame

    @property
    def criteria(self) -> Criteria:
        """The criteria of the columns of `values` and `contributions`."""
        return self.cells.criteria

    @property
    def weights(self) -> np.ndarray:
        """The weight of each criterion, in their order."""
        return np.array(self.scenario.weights_of(self.criteria))

    @property
    def weight_by_id(self) -> dict[str, float]:
        return dict(zip(self.criteria.ids, self.weights.tolist(), strict=True))

    @property
    def leader(self) -> pd.Series | None:
        return None if self.hubs.empty else self.hubs.iloc[0]


def rank(cells: Cells, scenario: Scenario, data_version: str = "") -> Ranking:
    """Rank the hubs of `cells` as the scenario asks. ScenarioError for an unknown hub or criterion, or all-zero weights."""
    _refuse_unknown(cells.criteria, scenario)
    known = np.where(cells.native, 1.0, scoring.values(cells.raw, cells.criteria))
    filled = scoring.fill(known, scenario.missing, cells.areas, cells.is_hub)
    result = scoring.scores(known, filled, np.array(scenario.weights_of(cells.criteria)))
    wanted = _wanted(cells, scenario)
    removed = _removed(cells, scenario, wanted)
    kept = wanted & ~np.isin(np.arange(len(wanted)), [row["row"] for row in removed])
    would_be = scoring.ranks(result.score, result.score[kept])
    frame = _frame(cells, known, result, kept)
    reference = frame[~cells.is_hub & ~kept].sort_values(["score", "city"], ascending=[False, True])
    return Ranking(
        scenario, data_version, cells, filled, result.contributions, _ordered(frame[kept]),
        reference.drop(columns=["rank", "tied", "rank_best", "rank_worst"]).reset_index(drop=True),
        _excluded(cells, removed, would_be),
    )


def _refuse_unknown(criteria: Criteria, scenario: Scenario) -> None:
    """Weights and limits on criteria that these data, or this choice of cost, do not have."""
    asked = {**{c: "weights" for c, _ in scenario.own_weights}, **{limit.criterion: "limits" for limit in scenario.limits}}
    for criterion_id, key in asked.items():
        if criterion_id not in criteria.ids:
            place = f"; {criteria[criterion_id].id!r} is in its place" if criterion_id in criteria else nearest(
                criterion_id, criteria.ids)
            raise ScenarioError(f"{key}: {shown(criterion_id)} is not a criterion of this ranking{place}")


def _wanted(cells: Cells, scenario: Scenario) -> np.ndarray:
    ids = cells.hubs["hub_id"].tolist()
    for key in ("hubs", "exclude", "shortlist"):
        for hub_id in getattr(scenario, key) or ():
            if hub_id not in ids:
                raise ScenarioError(f"{key}: {shown(hub_id)} is not a hub{nearest(hub_id, ids)}")
    candidates = cells.is_hub | scenario.include_home_markets
    return candidates if scenario.hubs is None else candidates & cells.hubs["hub_id"].isin(scenario.hubs).to_numpy()


def _removed(cells: Cells, scenario: Scenario, wanted: np.ndarray) -> list[dict[str, Any]]:
    rows = []
    for row, (hub_id, region) in enumerate(zip(cells.hubs["hub_id"], cells.hubs["region"], strict=True)):
        if wanted[row] and scenario.regions and region not in scenario.regions:
            rows.append({"row": row, "rule": "region", "value": region})
        if wanted[row] and hub_id in scenario.exclude:
            rows.append({"row": row, "rule": "exclusion"})
    rows += [
        {"row": f.hub, "rule": "limit", "criterion": f.limit.criterion, "limit": f.bound, "value": f.value,
         "margin": f.margin}
        for f in scoring.failures(cells.raw, cells.native, scenario.limits, cells.criteria) if wanted[f.hub]
    ]
    return rows


def _frame(cells: Cells, known: np.ndarray, result: scoring.Scores, kept: np.ndarray) -> pd.DataFrame:
    best, worst = scoring.rank_interval(result, kept)
    rank = scoring.ranks(result.score, result.score[kept])
    same = (np.abs(result.score[:, None] - result.score[None, kept]) <= scoring.TIE).sum(axis=1)
    names = {name: cells.hubs[name].array for name in ("hub_id", "city", "country", "country_name", "region")}
    return pd.DataFrame(names | {
        "rank": rank, "tied": same > 1, "score": result.score, "score_low": result.low, "score_high": result.high,
        "rank_best": best, "rank_worst": worst, "known": (~np.isnan(known)).sum(axis=1), "row": np.arange(len(cells.hubs)),
    })


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["rank", "city"]).reset_index(drop=True)


def _excluded(cells: Cells, removed: list[dict[str, Any]], would_be: np.ndarray) -> pd.DataFrame:
    columns = ["hub_id", "city", "country", "rule", "criterion", "limit", "value", "margin", "would_be_rank"]
    rows = [
        {"hub_id": cells.hubs["hub_id"].iloc[r["row"]], "city": cells.hubs["city"].iloc[r["row"]],
         "country": cells.hubs["country"].iloc[r["row"]], "would_be_rank": int(would_be[r["row"]])} | r
        for r in removed
    ]
    frame = pd.DataFrame(rows, columns=[*columns, "row"])
    if not removed:
        return frame
    frame["miss"] = [_miss(row, cells.criteria) for row in removed]
    frame["miss"] = frame.groupby("hub_id")["miss"].transform("sum")
    nearest_first = frame.sort_values(["miss", "would_be_rank", "city", "hub_id"], kind="stable")
    return nearest_first.drop(columns="miss").reset_index(drop=True)


def _miss(rule: dict[str, Any], criteria: Criteria) -> float:
    """How far a hub is from passing a rule, 1 being the way between the goalposts: so far is any region or exclusion."""
    if rule["rule"] != "limit":
        return 1.0
    return scoring.distance(criteria[rule["criterion"]], rule["value"], rule["limit"])


# --- JSON (PRODUCT section 10) --------------------------------------------------------------------------------------


def report(answer: Ranking) -> dict[str, Any]:
    """The `rank` JSON: plain numbers, null where unknown, keys in a fixed order."""
    return {
        "scenario": to_json(answer.scenario),
        "data_version": answer.data_version,
        "method_version": METHOD_VERSION,
        "hubs": [{"rank": int(row.rank)} | _hub(answer, row) for row in answer.hubs.itertuples()],
        "reference": [_hub(answer, row) for row in answer.reference.itertuples()],
        "excluded": [{key: _plain(value) for key, value in row.items() if key not in ("city", "country", "row")}
                     for row in answer.excluded.to_dict("records")],
    }


def _hub(answer: Ranking, row: Any) -> dict[str, Any]:
    return {
        "hub_id": row.hub_id, "city": row.city, "country": row.country,
        "score": float(row.score), "score_low": float(row.score_low), "score_high": float(row.score_high),
        "values": {c: _plain(v) for c, v in zip(answer.criteria.ids, answer.cells.raw[row.row], strict=True)},
        "contributions": {c: float(v) for c, v in zip(answer.criteria.ids, answer.contributions[row.row], strict=True)},
    } | _own(answer, row.row)


def _own(answer: Ranking, row: int) -> dict[str, list[str]]:
    """The criteria that rest on the company's own data, under a key that the shipped data alone do not have."""
    ids = [c for c, own in zip(answer.criteria.ids, answer.cells.own[row], strict=True) if own]
    return {"own": ids} if ids else {}


def _plain(value: Any) -> Any:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value

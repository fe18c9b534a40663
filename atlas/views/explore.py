"""What the Explore page says and draws beside the map: sentences, places, the hub card's strips, the table twin."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.domain import formats, own_data, scoring
from atlas.domain.criteria import IDS
from atlas.domain.ranking import Ranking
from atlas.domain.regions import REGIONS
from atlas.views import ranking as ranking_view
from atlas.views.text import WORDS, plain, safe
from atlas.views.theme import FONT, Palette, template

POOL = IDS.index("talent_pool")
STRIPS = ("salary", "talent_pool", "english", "rule_of_law", "political_stability", "internet")


def title(answer: Ranking) -> str:
    """Where the best hubs are."""
    best = answer.hubs.head(10)
    if best.empty:
        return "No hub is left: relax a limit"
    homes = " and ".join(office.city for office in answer.scenario.home[:2])
    area, count = Counter(REGIONS[region].area for region in best["region"]).most_common(1)[0]
    size = len(best)
    if size == 1:
        return f"The only hub left for {homes} is {best.iloc[0]['city']}"
    part = "All" if count == size else WORDS[count].capitalize()
    return f"{part} of the {WORDS[size]} best hubs for {homes} are in {area}"


def sentence(answer: Ranking) -> str:
    """The largest pool and its rank (Markdown)."""
    if answer.hubs.empty:
        return "Each hub was removed by a rule of yours."
    hubs = answer.hubs.assign(pool=answer.cells.raw[answer.hubs["row"], POOL])
    if hubs["pool"].notna().sum() < 2:
        return "Choose a hub on the map to see what is known about it."
    largest, first = hubs.loc[hubs["pool"].idxmax()], hubs.iloc[0]
    text = f"The largest pool is in {plain(largest['city'])}: **{formats.count(largest['pool'])}** software and IT people"
    if largest["hub_id"] == first["hub_id"]:
        return text + ", and it ranks **first** with your weights."
    times = largest["pool"] / first["pool"] if first["pool"] else 0
    if times >= 1.5:
        text += f", **{times:.0f} times** {plain(first['city'])}"
    return f"{text}, but it ranks **{largest['rank']} of {len(hubs)}** with your weights."


def places(answer: Ranking, colour: str, currency: str, per_usd: float) -> pd.DataFrame:
    """One row a place for the map (see views.map.points); `colour` is 'score' or a criterion id."""
    cells, hubs = answer.cells, answer.cells.hubs
    ranked = answer.hubs.set_index("hub_id")
    removed = set(answer.excluded["hub_id"])
    score = pd.concat([answer.hubs, answer.reference]).set_index("hub_id")["score"]
    shares = _score_share(answer) if colour == "score" else _value_share(cells, colour)
    frame = hubs.assign(
        pool_persons=cells.raw[:, POOL], modelled=cells.modelled[:, POOL], fill_share=shares,
        state=["ranked" if h in ranked.index else "removed" if h in removed else "home" if k == "home" else "out"
               for h, k in zip(hubs["hub_id"], hubs["kind"], strict=True)],
    )
    column = None if colour == "score" else cells.criteria.index(colour)

    def tooltip(row: int, hub_id: str) -> str:
        lines = [hubs["city"].iloc[row]]
        if hub_id in ranked.index:
            lines.append(f"rank {ranked.loc[hub_id, 'rank']} of {len(ranked)}, score {formats.score(score[hub_id])}")
        pool = ranking_view.cell_text(cells, row, POOL, currency, per_usd)
        lines.append(f"{pool} software and IT people")
        if column not in (None, POOL):
            criterion = cells.criteria[column]
            value = ranking_view.cell_text(cells, row, column, currency, per_usd)
            lines.append(f"{criterion.label}: {value} {criterion.unit.replace('USD', currency)}")
        return "\n".join(lines)

    frame["tooltip"] = [tooltip(i, h) for i, h in enumerate(frame["hub_id"])]
    return frame[frame["state"] != "out"].reset_index(drop=True)


def _score_share(answer: Ranking) -> np.ndarray:
    low, high = score_range(answer)
    shares = np.full(len(answer.cells.hubs), np.nan)
    shares[answer.hubs["row"]] = (answer.hubs["score"] - low) / max(high - low, 1e-9)
    return np.clip(shares, 0, 1)


def score_range(answer: Ranking) -> tuple[float, float]:
    """The ends of the score legend: tens around the scores at hand."""
    if answer.hubs.empty:
        return 0.0, 100.0
    scores = answer.hubs["score"]
    return float(np.floor(scores.min() / 10) * 10), float(np.ceil(scores.max() / 10) * 10)


def scale_words(answer: Ranking, colour: str, currency: str, per_usd: float) -> tuple[str, str, str]:
    """The name of a colour scale and the words at its pale and its strong end."""
    if colour == "score":
        return "Score", *(formats.number(x, 0) for x in score_range(answer))
    criterion = answer.criteria[colour]
    return criterion.label, *(formats.raw(criterion.kind, x, currency, per_usd) for x in (criterion.worst, criterion.best))


def _value_share(cells: Any, criterion_id: str) -> np.ndarray:
    column = cells.criteria.index(criterion_id)
    return np.where(cells.native[:, column], 1.0, scoring.values(cells.raw, cells.criteria)[:, column])


def strips(answer: Ranking, hub_row: int, currency: str, per_usd: float, colours: Palette) -> go.Figure:
    """Where a hub stands among the ranked hubs on six criteria and the company's own: a strip each, better to the right."""
    cells, criteria = answer.cells, answer.criteria
    shown = _strip_columns(answer)
    shown.reverse()
    ranked = answer.hubs["row"].to_numpy()
    values = np.where(cells.native, 1.0, scoring.values(cells.raw, criteria))
    cities = [safe(cells.hubs["city"].iloc[row]) for row in ranked]
    ticks = go.Scatter(
        x=values[np.ix_(ranked, shown)].T.ravel(), y=np.repeat(np.arange(len(shown)), len(ranked)), mode="markers",
        hovertext=[f"{city}: {ranking_view.cell_text(cells, row, column, currency, per_usd)}"
                   for column in shown for city, row in zip(cities, ranked, strict=True)],
        hoverinfo="text", marker=dict(symbol="line-ns", size=9, line=dict(width=1, color=colours.sequential[3])))
    known = [place for place, column in enumerate(shown) if not np.isnan(values[hub_row, column])]
    hollow = cells.modelled[hub_row, [shown[place] for place in known]]
    own = go.Scatter(
        x=[values[hub_row, shown[place]] for place in known], y=known, mode="markers", hoverinfo="skip",
        marker=dict(size=10, symbol=["circle-open" if empty else "circle" for empty in hollow],
                    line=dict(width=[2 if empty else 0 for empty in hollow]), color=[colours.at(shown[p]) for p in known]))
    texts = [(x, place, text) for place, column in enumerate(shown) for x, text in (
        (-0.52, safe(criteria[column].label) + (f" {own_data.SIGN}" if cells.own[hub_row, column] else "")),
        (1.06, _strip_value(cells, hub_row, column, currency, per_usd)))]
    font = dict(size=13, color=colours.ink, family=FONT)
    return go.Figure([ticks, own], go.Layout(
        template=template(colours), height=25 * len(shown) + 6, margin=dict(l=0, r=0, t=2, b=2),
        xaxis=dict(visible=False, range=[-0.52, 1.48], fixedrange=True),
        yaxis=dict(visible=False, range=[-0.6, len(shown) - 0.4], fixedrange=True),
        shapes=[dict(type="line", x0=0, x1=1, y0=place, y1=place, layer="below", line=dict(color=colours.border, width=1))
                for place in range(len(shown))],
        annotations=[dict(x=x, y=place, text=text, showarrow=False, xanchor="left", font=font) for x, place, text in texts]))


def _strip_columns(answer: Ranking) -> list[int]:
    return [answer.criteria.index(c) for c in (*STRIPS, *(own.id for own in answer.criteria.own))]


def _strip_value(cells: Any, row: int, column: int, currency: str, per_usd: float) -> str:
    criterion = cells.criteria[column]
    text = ranking_view.cell_text(cells, row, column, currency, per_usd)
    known = not np.isnan(cells.raw[row, column])
    prefix = {"percentile": "percentile ", "score": "EF score " if criterion.id == "english" else ""}
    return (prefix.get(criterion.kind, "") if known else "") + text


def strips_table(answer: Ranking, hub_row: int, currency: str, per_usd: float) -> pd.DataFrame:
    """The strips as a table: a row a ranked hub and the chosen one, a column a criterion, in its unit."""
    rows = [hub_row, *(row for row in answer.hubs["row"] if row != hub_row)]
    columns = [(column, answer.criteria[column]) for column in _strip_columns(answer)]
    return pd.DataFrame({"Hub": answer.cells.hubs["city"].iloc[rows].to_numpy()} | {
        f"{criterion.label} ({criterion.unit.replace('USD', currency)})":
            answer.cells.raw[rows, column] * (per_usd if criterion.kind == "money" else 1) for column, criterion in columns})


def table(answer: Ranking, currency: str, per_usd: float, only: Sequence[str] = ()) -> pd.DataFrame:
    """The map as a table: rank, hub, country, score, pool with its band and grade, pay, shared hours."""
    cells = answer.cells
    rank = answer.hubs.set_index("hub_id")["rank"]
    score = pd.concat([answer.hubs, answer.reference]).set_index("hub_id")["score"]
    frame = cells.hubs
    result = pd.DataFrame({
        "Rank": frame["hub_id"].map(rank).astype("Int64"), "Hub": frame["city"], "Country": frame["country_name"],
        "Region": frame["region"].map(lambda r: REGIONS[r].label), "Score": frame["hub_id"].map(score).round(1),
        "Software and IT people": cells.raw[:, POOL], "Low": cells.low[:, POOL], "High": cells.high[:, POOL],
        "Pool grade": cells.grade[:, POOL], f"{cells.criteria[0].label} ({currency} a year)": cells.raw[:, 0] * per_usd,
        "Shared hours": cells.raw[:, IDS.index("overlap")],
    })
    result = own_data.with_column(result, cells.own[:, [0, POOL]].any(axis=1))
    if only:
        result = result[frame["hub_id"].isin(only).to_numpy()]
    return result.sort_values(["Rank", "Score"], ascending=[True, False], na_position="last").reset_index(drop=True)


def first(twin: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """The first hubs of `table` with what fits beside a map: rank, hub, score, pay, shared hours."""
    pay = next(name for name in twin.columns if name.endswith("a year)"))
    return twin.loc[twin["Rank"].notna(), ["Rank", "Hub", "Score", pay, "Shared hours"]].head(most)


def country_row(answer: Ranking, country: str) -> dict[str, Any]:
    """A country's hubs rolled up: how many, their pools together with the band, best rank."""
    rows = np.flatnonzero((answer.cells.hubs["country"] == country).to_numpy() & answer.cells.is_hub)
    pool, low, high = (array[rows, POOL] for array in (answer.cells.raw, answer.cells.low, answer.cells.high))
    ranks = answer.hubs[answer.hubs["country"] == country]["rank"]
    return {"rows": rows, "hubs": len(rows), "pool": float(np.nansum(pool)), "low": float(np.nansum(low)),
            "high": float(np.nansum(high)), "best_rank": None if ranks.empty else int(ranks.min())}

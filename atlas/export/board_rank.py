"""Slides about the decision: opening, verdict, ranking, how firm, comparison of the shortlist."""

from datetime import date
from typing import Any

import numpy as np

from atlas.domain import firmness as firm_domain
from atlas.domain import flips, formats
from atlas.export import board_words as words
from atlas.export.bodies import BarBody, Cell, Column, HeatBody, Row, Series, StatsBody, TableBody
from atlas.export.content import Panel, Slide
from atlas.export.findings import Findings
from atlas.export.pptx_master import GROUP_COLOURS, OWN_COLOUR
from atlas.views import ranking as ranking_view
from atlas.views.text import unmarked

ROWS = 12
"""Most rows of a chart; the rest is in the workbook."""

HEAT_RANKS = 10


def opening(found: Findings, made: str) -> Slide:
    """The title page: who it is about, for whom, and who leads."""
    hubs, scenario = found.answer.hubs, found.scenario
    role = words.role_words(scenario, several=True)
    role = role[0].upper() + role[1:]
    leaders = words.listed(hubs["city"].head(2).tolist())
    title = (f"{role} for {words.homes(scenario)}: {leaders} lead {len(hubs)} hubs" if len(hubs) > 1
             else f"{role} for {words.homes(scenario)}: {leaders or 'no hub is left'}")
    used = len(words.used_codes(found))
    stats = StatsBody(((f"{len(hubs)}", "hubs ranked"), (f"{sum(w > 0 for w in found.answer.weights)}", "criteria weighed"),
                       (f"{used}", "sources behind them"),
                       (f"{found.answer.excluded['hub_id'].nunique()}", "removed by a rule")))
    alt = f"{len(hubs)} hubs ranked by {sum(w > 0 for w in found.answer.weights)} criteria from {used} sources."
    return Slide("opening", title, _firm_sentence(found), (Panel("numbers", stats, alt),),
                 f"{words.data_date(found)} · made on {words.day_words(date.fromisoformat(made))}",
                 words.notes(found, made), kind="title")


def _firm_sentence(found: Findings) -> str:
    if found.firm is None:
        return "Every hub was removed by a rule; relax one to see a ranking."
    return unmarked(ranking_view.sentence(found.answer, found.firm, found.currency, found.per_usd))


def verdict(found: Findings, made: str) -> Slide:
    """Who leads and how sure that is, with the shortlist beside it."""
    firm, hubs = found.firm, found.answer.hubs
    first = hubs.iloc[0]["city"]
    near = "all possible weightings" if found.scenario.any_weights else "weightings near ours"
    title = f"{first} leads: first in {formats.share(firm.verdict.first)} of {near}"
    stats = [(formats.share(firm.verdict.first), f"of weightings put {first} first"),
             (formats.share(firm.verdict.top3), "put it in the top three")]
    if firm.verdict.runner_up is not None:
        stats.append((formats.number(firm.verdict.margin_points), f"points ahead of {firm.cities[firm.verdict.runner_up]}"))
    stats.append((formats.score(hubs.iloc[0]["score"]), "its score, of 100"))
    doubt = firm_domain.doubt(firm, found.currency, found.per_usd)
    return Slide("verdict", title, f"{doubt}." if doubt else _firm_sentence(found),
                 (Panel("numbers", StatsBody(tuple(stats)), title, (0, 0.04, 1, 0.26)),
                  Panel("shortlist", _shortlist(found), f"The shortlist: {words.listed(found.shortlist['city'].tolist())}.",
                        (0, 0.36, 1, 0.64), heading="The shortlist")),
                 words.source_line(found, None, words.policy(found)), words.notes(found, made))


SHORT = ("salary", "on_cost", "talent_pool", "overlap", "english", "rule_of_law")


def _shortlist(found: Findings) -> TableBody:
    columns = (Column("Rank", 0.5, "r"), Column("Hub", 1.5), Column("Score", 0.65, "r", "of 100"),
               Column("First in", 0.9, "r", "of weightings"),
               *(Column(found.answer.criteria[c].label, 1.2, "r", words.unit(found, c)) for c in SHORT))
    first = dict(zip(found.firm.hub_ids, found.firm.acceptability.first, strict=True)) if found.firm else {}
    rows = tuple(
            Row(hub.hub_id, (formats.ordinal_rank(hub.rank, hub.tied), Cell(f"{hub.city}, {hub.country}", bold=True),
                             formats.score(hub.score), formats.share(float(first.get(hub.hub_id, np.nan))),
                             *(words.cell(found, hub.row, c) for c in SHORT)))
            for hub in found.shortlist.itertuples())
    return TableBody(columns, rows, size_pt=15, row_pt=38)


def ranking(found: Findings, made: str) -> Slide:
    """The first hubs with the points of each group of criteria; modelled pools are hatched."""
    hubs = found.answer.hubs.head(ROWS)
    body = BarBody(
        tuple(f"{formats.ordinal_rank(hub.rank, hub.tied)}   {hub.city}" for hub in hubs.itertuples()),
        (*_group_series(found, hubs), Series("Score", tuple(hubs["score"]), label="0.0")),
        "Score of 100, by contribution", "0", least=0, most=float(np.ceil(hubs["score"].max() * 1.13)), show_axis=False,
        beside=(("hub_id", tuple(hubs["hub_id"])), *_contributions(found, hubs)), size_pt=14, label_pt=140)
    rest = len(found.answer.hubs) - len(hubs)
    alt = f"{ranking_view.title(found.answer)}: " + ", ".join(
        f"{hub.city} {formats.score(hub.score)}" for hub in hubs.head(5).itertuples()) + "."
    return Slide("ranking", ranking_view.title(found.answer), _trade(found), (Panel("bars", body, alt),),
                 words.source_line(found, None, f"{rest} more hubs in the workbook" if rest else "", words.policy(found)),
                 words.notes(found, made, alt))


def _group_series(found: Findings, hubs: Any) -> tuple[Series, ...]:
    points = np.array([words.group_points(found, row) for row in hubs["row"]])
    modelled = found.answer.cells.modelled
    criteria, weights, member = found.answer.criteria, found.answer.weights, words.in_group(found.answer)
    main = [int(np.argmax(np.where(of_group, weights, -1.0))) for of_group in member]
    return tuple(
        Series(group.label, tuple(float(x) for x in points[:, g]), GROUP_COLOURS.get(group.id, OWN_COLOUR),
               hatched=tuple(n for n, row in enumerate(hubs["row"]) if modelled[row, main[g]]))
        for g, group in enumerate(criteria.groups) if member[g] @ weights > 0)


def _contributions(found: Findings, hubs: Any) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return tuple((f"{c.label} (points)", tuple(float(found.answer.contributions[row, i]) for row in hubs["row"]))
                 for i, c in enumerate(found.answer.criteria))


def _trade(found: Findings) -> str:
    """Where the leader gains on the second, and where it loses."""
    hubs = found.answer.hubs
    if len(hubs) < 2:
        return _firm_sentence(found)
    gap = words.group_points(found, hubs.iloc[0]["row"]) - words.group_points(found, hubs.iloc[1]["row"])
    best, worst, groups = int(gap.argmax()), int(gap.argmin()), found.answer.criteria.groups
    first, second = hubs["city"].head(2)
    text = f"{first} gains {formats.number(gap[best])} points on {second} by {groups[best].label.lower()}"
    if gap[worst] < -0.05:
        text += f", and loses {formats.number(-gap[worst])} by {groups[worst].label.lower()}"
    return f"{text}."


def firm(found: Findings, made: str) -> Slide:
    """Share of weightings at each rank, as a heat table."""
    state = found.firm
    order = state.order[:ROWS]
    ranks = min(HEAT_RANKS, state.acceptability.matrix.shape[1])
    body = HeatBody(
        f"{formats.NBSP}% of weightings at rank", tuple((state.hub_ids[h], state.cities[h]) for h in order),
        tuple(str(rank + 1) for rank in range(ranks)),
        tuple(tuple(float(x) for x in state.acceptability.matrix[h, :ranks]) for h in order),
        (("Top three", tuple(formats.share(float(state.acceptability.top3[h])) for h in order)),
         ("Expected", tuple(f"{state.acceptability.expected_rank[h]:.1f}" for h in order))))
    title = _firm_title(found)
    return Slide("firm", title, _nearest_flip(found), (Panel("heat", body, title),),
                 f"{state.acceptability.draws:,} draws, seed {state.acceptability.seed} · "
                 + ("all possible weightings" if found.scenario.any_weights
                    else f"each weight within {found.scenario.spread_pct} % of ours")
                 + (" · figures within their bands" if found.scenario.data_uncertainty else "")
                 + " · rank acceptability after Lahdelma and Salminen (SMAA-2)", words.notes(found, made, title))


def _firm_title(found: Findings) -> str:
    state = found.firm
    first = state.acceptability.first
    often = np.argsort(-first, kind="stable")[:2]
    cities = [state.cities[hub] for hub in often]
    if len(often) < 2 or first[often[0]] >= 0.9:
        return f"{cities[0]} stays first in {formats.share(float(first[often[0]]))} of weightings"
    return f"{cities[0]} or {cities[1]}: one of the two leads in {formats.share(float(first[often].sum()))} of weightings"


def _nearest_flip(found: Findings) -> str:
    """The smallest change of one weight that changes the leader."""
    state = found.firm
    moves = [(abs(bound - flip.weight), flip) for flip in state.weight_flips
             for bound, hub in ((flip.low, flip.below), (flip.high, flip.above)) if hub is not None]
    leader = state.cities[state.verdict.leader]
    if not moves:
        return f"No change of a single weight takes the lead from {leader}."
    flip = min(moves, key=lambda move: move[0])[1]
    criterion = found.answer.criteria[flip.criterion]
    said = flips.weight_sentences(flip, criterion, state.cities)
    return f"The nearest change of one weight: {'; '.join(said)} (now {formats.number(flip.weight)})."


def comparison(found: Findings, made: str) -> Slide:
    """The shortlist, criterion by criterion; the best is bold where it is alone and not modelled."""
    hubs = found.shortlist
    columns = (Column("Criterion", 1.5), Column("Unit", 1.1), Column("Weight", 0.6, "r"),
               *(Column(f"{hub.city} ({formats.ordinal_rank(hub.rank, hub.tied)})", 1.2, "r") for hub in hubs.itertuples()))
    rows = [_criterion_row(found, c, hubs) for c, weight in found.answer.weight_by_id.items() if weight > 0]
    rows.append(Row("score", ("Score", "of 100", "", *(formats.score(score) for score in hubs["score"])), strong=True))
    title = _comparison_title(found)
    return Slide("comparison", title, _trade(found),
                 (Panel("table", TableBody(columns, tuple(rows), size_pt=13, row_pt=27), title),),
                 words.source_line(found, None, "bold: best of the shortlist; a band is modelled or estimated"),
                 words.notes(found, made))


def _criterion_row(found: Findings, criterion_id: str, hubs: Any) -> Row:
    column = found.answer.criteria.index(criterion_id)
    values = found.answer.values[hubs["row"], column]
    bare = ~found.answer.cells.modelled[hubs["row"], column]
    best = values >= values.max() - 1e-9
    alone = best.sum() == 1 and len(values) > 1
    cells = tuple(Cell(words.cell(found, row, criterion_id), bold=bool(alone and best[n] and bare[n]))
                  for n, row in enumerate(hubs["row"]))
    label = found.answer.criteria[column].label
    return Row(criterion_id, (label, Cell(words.unit(found, criterion_id), colour="tx1-65"),
                              formats.number(found.answer.weight_by_id[criterion_id]), *cells))


def _comparison_title(found: Findings) -> str:
    """What the first two of the shortlist are better at."""
    hubs = found.shortlist
    if len(hubs) < 2:
        return f"{hubs.iloc[0]['city']}, criterion by criterion"
    gap = words.group_points(found, hubs.iloc[0]["row"]) - words.group_points(found, hubs.iloc[1]["row"])
    first, second = hubs["city"].head(2)
    groups = found.answer.criteria.groups
    best, worst = groups[int(gap.argmax())].label.lower(), groups[int(gap.argmin())].label.lower()
    if gap.min() >= -0.05:
        return f"{first} is ahead of {second} in every group of criteria"
    return f"{first} is stronger on {best}, {second} on {worst}"

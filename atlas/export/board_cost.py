"""Slides about money: the waterfall of true cost, what is saved when, and the assumptions."""

from atlas.domain import formats
from atlas.domain.assumptions import LAYERS
from atlas.export import board_words as words
from atlas.export.bodies import Column, LineBody, Row, Series, Step, TableBody, WaterfallBody
from atlas.export.content import Panel, Slide
from atlas.export.findings import Findings
from atlas.views import cost as cost_view
from atlas.views.cost_waterfall import columns
from atlas.views.text import plain, unmarked
from atlas.views.theme import LIGHT

ASSUMPTION_ROWS = 14


def waterfall(found: Findings, made: str) -> Slide:
    """From the home market through pay and every line to the hub's net cost and what is saved."""
    cost = found.cost
    rate = cost.per_usd
    home, net = cost.home.total_usd * rate, cost.hub.total_usd * rate
    lines = columns(cost.hub.bars, cost.hub.total_usd)
    body = WaterfallBody(
        (Step(f"Home: {cost.plan.home.city}", "home", home),
         *(Step(bar.label, bar.layer, bar.amount_usd * rate) for layer in LAYERS for bar in lines if bar.layer == layer),
         Step(f"{cost.plan.hub.city}, net", "total", net),
         Step("Saved" if home >= net else "Costs more", "saved", home - net)),
        f"{cost.currency} over {cost.plan.months} months, typical values", words.money_format(cost.currency))
    alt = cost_view.waterfall_sentence(cost)
    return Slide("waterfall", cost_view.title(cost), _sentence(found), (Panel("bars", body, alt),),
                 _source(found), words.notes(found, made, alt, *cost.warnings))


def _sentence(found: Findings) -> str:
    cost = found.cost
    return unmarked(cost_view.sentence(cost, plain(cost.plan.hub.city), plain(cost.plan.home.city)))


def _source(found: Findings) -> str:
    own = sum(row["source"] == "assumption" for row in cost_view.assumptions_used(found.cost.plan))
    return words.source_line(found, ("salary", "on_cost"), f"{own} working assumptions, listed in this deck")


def curve(found: Findings, made: str) -> Slide:
    """Money saved since the job was posted, and the three layers beside the articles' claims."""
    cost = found.cost
    frame = cost_view.curve_table(cost)
    said = cost_view.curve_sentence(cost)
    head, _, rest = said.partition("; ")
    body = LineBody(tuple(str(month) for month in frame["Month"]), (
        Series("p90", tuple(float(x) for x in frame["p90"]), LIGHT.sequential[5], width_pt=1.5, outlined=True),
        Series("p50", tuple(float(x) for x in frame["p50"]), LIGHT.sequential[8], width_pt=3),
        Series("p10", tuple(float(x) for x in frame["p10"]), LIGHT.sequential[5], width_pt=1.5, outlined=True)),
        f"Saved by month since the posting, {cost.currency}",
        words.signed_money_format(cost.currency, float(frame[["p10", "p90"]].abs().max().max())),
        tick=max(1, len(frame) // 8))
    layers = cost_view.layers_table(cost)
    heads = (Column("Layer", 1.35), Column("p10–p90", 1.2, "r"), Column("Claim", 1.0, "r"), Column("Verdict", 0.95, "r"))
    table = TableBody(heads, tuple(Row(row[0], (row[0], *row[2:])) for row in layers.itertuples(index=False, name=None)),
                      size_pt=13, row_pt=34)
    claims = "Three layers, never mixed, beside the claims of 2026 articles."
    return Slide("curve", head, f"{rest[:1].upper()}{rest[1:]}" if rest else said,
                 (Panel("line", body, said, (0, 0, 0.58, 1)),
                  Panel("layers", table, claims, (0.62, 0, 0.38, 1), heading="Home over hub, beside the articles' claims")),
                 _source(found), words.notes(found, made, said, *cost.warnings))


def assumptions(found: Findings, made: str) -> list[Slide]:
    """Every cost assumption that counts, over as many slides as it takes."""
    rows = cost_view.assumptions_table(found.cost)
    own = int((rows["Source"] == "assumption").sum())
    title = f"{own} of {len(rows)} cost assumptions are working figures to replace with ours"
    columns_ = (Column("Assumption", 2.3), Column("Low", 0.7, "r"), Column("Typical", 0.8, "r"), Column("High", 0.7, "r"),
                Column("Unit", 1.7), Column("Layer", 0.9), Column("Source", 1.0))
    slides = []
    parts = words.pages(rows, ASSUMPTION_ROWS)
    for number, part in enumerate(parts, 1):
        body = TableBody(columns_, tuple(
            Row(row[0], (row[0], *(formats.number(x, 2) for x in row[1:4]), *row[4:7]), strong=bool(row[7]))
            for row in part.itertuples(index=False, name=None)), size_pt=12, row_pt=25)
        slides.append(Slide(
            f"assumptions-{number}", title, "Each moves one bar of the waterfall; bold: changed for this scenario."
            + (f" Page {number} of {len(parts)}." if len(parts) > 1 else ""),
            (Panel("table", body, f"Cost assumptions, page {number} of {len(parts)}."),),
            "Low, typical and high span the draws behind every band of cost", words.notes(found, made)))
    return slides

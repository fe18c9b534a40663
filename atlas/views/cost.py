"""The true cost in words and tables: title, answer, layers against claims, and the twin of each figure."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from atlas.domain import formats
from atlas.domain.assumptions import ASSUMPTIONS, BARS, Layer
from atlas.domain.benchmarks import BENCHMARKS
from atlas.domain.claims import standing
from atlas.domain.cost_answers import Change, saving
from atlas.domain.cost_report import CostAnswer, assumptions_used
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.formats import MISSING, NBSP
from atlas.domain.montecarlo import Band, Matrix
from atlas.domain.scenario import ROLE_LABELS

TITLE_MAX = 75
SETTINGS = {"assumption": "assumption", "fact": "fact", "scenario": "yours"}


def signed_share(value: float | None) -> str:
    """A share that may be negative, as a percentage with a true minus."""
    return MISSING if value is None else f"{round(100 * value)}{NBSP}%".replace("-", "−")


def share_band(band: Band) -> str:
    """A band of shares: `40–53 %`, or `−2 to 20 %` where it crosses zero."""
    if band.p10 is None or band.p90 is None:
        return MISSING
    low, high = (str(round(100 * value)).replace("-", "−") for value in (band.p10, band.p90))
    if low == high:
        return f"{low}{NBSP}%"
    return f"{low}{' to ' if band.p10 < 0 else '–'}{high}{NBSP}%"


def number_band(band: Band, unit: str = "", beyond: str = "never") -> str:
    """A band of plain numbers: `1.7–2.1×`, `3.7–4.6`, or `3.7 to never`."""
    if band.p10 is None:
        return beyond
    low, high = formats.number(band.p10), formats.number(band.p90)
    if band.p90 is None:
        return f"{low}{unit} to {beyond}"
    return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"


def money_range(low: float, high: float, currency: str) -> str:
    """A band of money; `to` instead of a dash where it holds a minus: `−$81k to $83k`."""
    if low < 0:
        return f"{formats.money(low, currency)} to {formats.money(high, currency)}"
    return formats.money_band(low, high, currency)


def team_words(found: CostAnswer) -> str:
    """The team in words: `4 senior AI/ML engineers`, `1 lead data analyst`, `a team of 7`."""
    team = found.plan.team
    if len(team) > 1:
        return f"a team of {formats.count(found.plan.heads)}"
    label = ROLE_LABELS[team[0].role]
    label = label if label.startswith(("AI", "ML")) else label[0].lower() + label[1:]
    return f"{formats.count(team[0].count)} {team[0].seniority} {label}{'s' if team[0].count > 1 else ''}"


def typical_saving(found: CostAnswer, layer: Layer) -> float | None:
    """The share of the home cost that is saved on a layer, at typical values."""
    return saving(found.hub.upto(layer), found.home.upto(layer))


def title(found: CostAnswer) -> str:
    """The finding: what is saved in the end, and what pay alone suggests."""
    hub, home = found.plan.hub.city, found.plan.home.city
    net, pay = (typical_saving(found, layer) for layer in ("net", "headline"))
    if net is None or pay is None:
        return f"No saving can be given: {home} costs nothing"
    what = (f"{hub} saves {signed_share(net)} against {home}" if round(100 * net) > 0 else
            f"{hub} costs as much as {home}" if round(100 * net) == 0 else
            f"{hub} costs {signed_share(-net)} more than {home}")
    same = "as high" if round(100 * pay) == 0 else f"{signed_share(abs(pay))} {'lower' if pay > 0 else 'higher'}"
    long = f"{what}, where pay alone suggests {signed_share(pay)}" if net > 0 else f"{what}, though pay is {same}"
    return long if len(long) <= TITLE_MAX else what


def sentence(found: CostAnswer, hub: str, home: str) -> str:
    """How firm it is (Markdown). `hub` and `home` are the cities' names, escaped by the caller for Markdown."""
    result, currency, rate = found.simulation, found.currency, found.per_usd
    costs = [formats.money(fall.total_usd * rate, currency) for fall in (found.hub, found.home)]
    months = found.plan.months
    team = team_words(found)
    return (f"{team[0].upper()}{team[1:]} for {months} month{'s' if months > 1 else ''}: **{_dollar(costs[0])}** in "
            f"{hub} against **{_dollar(costs[1])}** in {home}, {_saved(result.savings['net'])} in 8 of 10 draws.")


def _saved(band: Band) -> str:
    if band.p90 is not None and band.p90 < 0:
        return f"**{share_band(Band(-band.p90, None, -band.p10))}** more"
    return f"a saving of **{share_band(band)}**"


def _dollar(text: str) -> str:
    return text.replace("$", "\\$")


# --- the card: three layers, never mixed ----------------------------------------------------------------------------

CARD = (("headline", "Headline", "pay against pay"), ("effective", "Effective", "the run rate"),
        ("net", "Net", "everything"))


def layers_table(found: CostAnswer) -> pd.DataFrame:
    """The card: layer, what it is, p10–p90 of this scenario, the articles' claim, where the band lies against it."""
    result = found.simulation
    claimed = {layer: BENCHMARKS[id_] for layer, id_ in (("headline", "headline_factor"),
                                                         ("effective", "effective_factor"))}
    bounds = {layer: (b.low, b.high) for layer, b in claimed.items()}
    savings = BENCHMARKS["net_savings"]
    bounds["net"] = tuple(1 / (1 - share / 100) for share in (savings.low, savings.high))
    rows = [(label, about, number_band(result.factors[layer], "×", MISSING), _claim(*bounds[layer], "×"),
             standing(result.factors[layer], *bounds[layer])) for layer, label, about in CARD]
    shares = (savings.low / 100, savings.high / 100)
    rows.append(("Net savings", "share of home cost", share_band(result.savings["net"]),
                 share_band(Band(shares[0], None, shares[1])), standing(result.savings["net"], *shares)))
    months = BENCHMARKS["break_even"]
    rows.append(("Break-even", "month after posting", number_band(result.break_even_month),
                 _claim(months.low, months.high), standing(result.break_even_month, months.low, months.high)))
    return pd.DataFrame(rows, columns=["Layer", "About", "p10–p90", "Claim", "Verdict"])


def _claim(low: float, high: float, unit: str = "") -> str:
    return f"{formats.number(low)}–{formats.number(high)}{unit}"


def claims_table(found: CostAnswer) -> pd.DataFrame:
    """The articles' claims with the articles' own inputs: claim, computed, verdict, what decides, who claims it."""
    return pd.DataFrame(
        [{"Claim": c.claim, "Computed": "never" if c.computed is None and c.trials else formats.number(c.computed, 2),
          "Unit": c.unit, "Verdict": c.holds, "Decided by": c.deciding, "Claimed by": c.claimed_by, "Note": c.note}
         for c in found.claims])


# --- twins and sentences of the figures -----------------------------------------------------------------------------


def waterfall_table(found: CostAnswer) -> pd.DataFrame:
    """Every bar at both ends, in the answer's currency: Line, Layer, hub, home; the last row is the net total."""
    ends = [{bar.id: bar.amount_usd * found.per_usd for bar in fall.bars} for fall in (found.hub, found.home)]
    rows = [(bar.label, bar.layer, *(round(end.get(bar.id, 0.0), 2) for end in ends))
            for bar in BARS.values() if any(bar.id in end for end in ends)]
    total = ("Net", "", *(round(fall.total_usd * found.per_usd, 2) for fall in (found.hub, found.home)))
    return pd.DataFrame([*rows, total], columns=["Line", "Layer", *_ends(found)])


def _ends(found: CostAnswer) -> tuple[str, str]:
    hub, home = found.plan.hub.city, found.plan.home.city
    return (f"{hub} ({found.currency})", f"{home} ({found.currency})" + (" " if hub == home else ""))


def waterfall_sentence(found: CostAnswer) -> str:
    """The waterfall in one sentence: the totals, and the largest line after pay."""
    rate, currency = found.per_usd, found.currency
    extra = max(found.hub.bars[1:], key=lambda bar: bar.amount_usd, default=None)
    largest = "" if extra is None else (
        f"; after pay, {extra.label.lower()} is the largest line with "
        f"{formats.money(extra.amount_usd * rate, currency)}")
    return (f"{found.plan.hub.city} costs {formats.money(found.hub.total_usd * rate, currency)} and "
            f"{found.plan.home.city} {formats.money(found.home.total_usd * rate, currency)} over "
            f"{found.plan.months} months{largest}.")


def curve_table(found: CostAnswer) -> pd.DataFrame:
    """Money saved since the posting: Month, p10, p50, p90 in the answer's currency."""
    saved = np.round(found.simulation.saved_usd * found.per_usd, 2)
    return pd.DataFrame({"Month": range(saved.shape[1]), **dict(zip(("p10", "p50", "p90"), saved, strict=True))})


def curve_sentence(found: CostAnswer) -> str:
    """The curve in one sentence: when it turns, and where it ends."""
    result, months = found.simulation, found.plan.months
    low, middle, high = (float(x) * found.per_usd for x in result.saved_usd[:, -1])
    reached = result.break_even_month
    when = (f"The work does not pay within {months} months" if reached.p10 is None else
            f"The work pays from month {number_band(reached)} after the posting" if reached.p90 is not None else
            f"The work pays from month {formats.number(reached.p10)} at the earliest, and may not within {months}")
    return (f"{when}; {formats.money(middle, found.currency)} saved at month {months}, "
            f"{money_range(low, high, found.currency)} in 8 of 10 draws.")


def tornado_table(found: CostAnswer) -> pd.DataFrame:
    """What moves the net saving: assumption, its low and high, and the saving at each in the answer's currency."""
    rate = found.per_usd
    return pd.DataFrame([
        {"Assumption": s.label, "Low": "80 % interval" if s.low is None else formats.number(s.low, 2),
         "High": "80 % interval" if s.high is None else formats.number(s.high, 2),
         "Unit": "" if s.low is None else ASSUMPTIONS[s.id].unit,
         f"Saved at low ({found.currency})": round(s.at_low * rate, 2),
         f"Saved at high ({found.currency})": round(s.at_high * rate, 2)} for s in found.tornado])


def tornado_sentence(found: CostAnswer) -> str:
    """The tornado in one sentence: what matters most, and by how much."""
    if not found.tornado:
        return "No assumption moves the result."
    first = found.tornado[0]
    return (f"{first.label} moves the saving most: by {formats.money(first.size * found.per_usd, found.currency)} "
            "between its low and its high.")


def matrix_table(matrix: Matrix, cities: Mapping[str, str], model: str, currency: str = "USD",
                 per_usd: float = 1.0) -> pd.DataFrame:
    """Net cost of every hub under every model, p50 in money, sorted by the chosen model; ties by city."""
    net = pd.DataFrame(np.round(matrix.net_usd[:, :, 1] * per_usd, 2),
                       columns=[ENGAGEMENTS[m].label for m in matrix.models])
    net.insert(0, "Hub", [cities[hub] for hub in matrix.hub_ids])
    frame = net.sort_values([ENGAGEMENTS[model].label, "Hub"]).reset_index(drop=True)
    return frame.rename(columns={c: f"{c} ({currency})" for c in frame.columns[1:]})


def matrix_sentence(matrix: Matrix, cities: Mapping[str, str], model: str) -> str:
    """The matrix in one sentence: the cheapest hub under the chosen model, and the cheapest cell of all."""
    middle = matrix.net_usd[:, :, 1]
    best = int(np.argmin(middle[:, matrix.models.index(model)]))
    hub, column = np.unravel_index(int(np.argmin(middle)), middle.shape)
    here = f"{cities[matrix.hub_ids[best]]} costs least as {ENGAGEMENTS[model].label.lower()}"
    overall = f"{cities[matrix.hub_ids[hub]]} as {ENGAGEMENTS[matrix.models[column]].label.lower()}"
    return f"{here}; of all hubs and models, {overall}."


def changes_table(changes: tuple[Change, ...], currency: str = "USD", per_usd: float = 1.0) -> pd.DataFrame:
    """What a what-if moved, and nothing else."""
    return pd.DataFrame([
        {"Line": c.label, f"Before ({currency})": round(c.before_usd * per_usd, 2),
         f"After ({currency})": round(c.after_usd * per_usd, 2),
         f"Change ({currency})": round((c.after_usd - c.before_usd) * per_usd, 2)} for c in changes])


def assumptions_table(found: CostAnswer) -> pd.DataFrame:
    """Every assumption that counts: its figures, unit, layer, where it comes from, and whether it was changed."""
    return pd.DataFrame([
        {"Assumption": row["label"], "Low": row["low"], "Typical": row["typical"], "High": row["high"],
         "Unit": ("up to, " if row.get("up_to") else "") + row["unit"], "Layer": row["layer"] or "no money",
         "Source": SETTINGS.get(row["source"], "article 2026"), "Changed": row["changed"]}
        for row in assumptions_used(found.plan)])



"""Small tables of the Cost page as HTML, whose text wraps: the layers, the assumptions that matter most, the claims.

Every text is escaped.
"""

from html import escape

from atlas.domain import formats
from atlas.domain.assumptions import ASSUMPTIONS, BARS, LAYERS
from atlas.domain.claims import Checked
from atlas.domain.cost_report import CostAnswer, assumptions_used
from atlas.views.cost import SETTINGS, layers_table

ON_COSTS = ("hub_on_cost_pct", "home_on_cost_pct")
MAIN = (*ON_COSTS, "management_overhead_pct", "hub_attrition_pct_year", "ramp_days")
MAIN_BARS = ("vendor", "lead_time")
ROWS = 9


def layers(found: CostAnswer) -> str:
    """Layer, the scenario's band in large figures, the articles' claim, and where the band lies against it."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(layer)}<small>{escape(about)}</small></th><td class='figure'>{escape(band)}</td>"
        f"<td>{escape(claim)}</td><td>{escape(verdict)}</td></tr>"
        for layer, about, band, claim, verdict in layers_table(found).itertuples(index=False, name=None))
    return ("<table class='cost-card'><thead><tr><th scope='col'>layer</th><th scope='col'>p10–p90</th>"
            f"<th scope='col'>claim</th><th scope='col'>verdict</th></tr></thead><tbody>{rows}</tbody></table>")


def assumptions(found: CostAnswer, warning: str) -> str:
    """What was changed, then what usually matters most; `warning` colours a working assumption's mark."""
    used = assumptions_used(found.plan)
    main = [row for row in used if row["id"] in MAIN or ASSUMPTIONS[row["id"]].bar in MAIN_BARS]
    chosen = ([row for row in used if row["changed"]] + [row for row in main if not row["changed"]])[:ROWS]
    rows = "".join(
        f"<tr><th scope='row'>{escape(_label(row, found))}</th><td>{escape(figures(row))}</td>"
        f"<td>{_source(row, warning)}</td></tr>"
        for row in chosen)
    return ("<table class='cost-card'><thead><tr><th scope='col'>assumption</th>"
            "<th scope='col'>low–typical–high</th><th scope='col'>source</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>")


def _label(row: dict, found: CostAnswer) -> str:
    """`Employer on-costs, hub` becomes `Employer on-costs, Kraków`; a rate that caps or thresholds bend says so."""
    label, _, side = row["label"].rpartition(", ")
    places = {"hub": found.plan.hub, "home": found.plan.home}
    if side not in places:
        return row["label"]
    bent = row["id"] in ON_COSTS and not row["changed"] and places[side].on_cost and places[side].on_cost.follows_pay
    return f"{label}{' at this pay' if bent else ''}, {places[side].city}"


def _source(row: dict, warning: str) -> str:
    name = SETTINGS.get(row["source"], "article 2026")
    if row["changed"]:
        return "<strong>yours</strong>"
    return f"<span style='color:{warning}'>{name}</span>" if name == "assumption" else name


def figures(row: dict) -> str:
    """Low, typical and high of a row of `assumptions_used`, in its unit: `15–20–25 %`, `up to 36.7 %`, `4–8 weeks`."""
    if row["typical"] is None:
        return "unknown, counts 0"
    known = [x for x in (row["low"], row["typical"], row["high"]) if x is not None]
    text = "–".join(dict.fromkeys(formats.figure(x, 1) for x in known))
    unit = row["unit"].split(" ")[0]
    return ("up to " if row.get("up_to") else "") + f"{text}{formats.NBSP}{unit}"


def claims(found: CostAnswer) -> str:
    """Each claim with its range, the figure that its own inputs give, case by case, the verdict and what decides it."""
    heads = ("claim", "claimed", "computed", "verdict", "decided by")
    rows = "".join(
        f"<tr role='row'><th role='rowheader' scope='row'>{escape(c.claim)}<small>{escape(_by(c))}</small></th>"
        + "".join(f"<td role='cell' data-label='{head}'>{cell}</td>" for head, cell in zip(heads[1:], (
            escape(_claimed(c)),
            f"<strong>{escape(_figure(c.computed, c.unit))}</strong><small>{escape(_cases(c))}</small>",
            escape(c.holds), escape(c.deciding)), strict=True)) + "</tr>" for c in found.claims)
    return ("<table role='table' aria-label='Claims' class='cost-card wide'><thead role='rowgroup'><tr role='row'>"
            + "".join(f"<th role='columnheader' scope='col'>{head}</th>" for head in heads)
            + f"</tr></thead><tbody role='rowgroup'>{rows}</tbody></table>")


def _by(checked: Checked) -> str:
    return ". ".join(filter(None, (checked.claimed_by, checked.note)))


def _claimed(checked: Checked) -> str:
    if checked.high is None:
        return f"over {formats.number(checked.low)}"
    return f"{_figure(checked.low, '')}–{_figure(checked.high, checked.unit)}"


def _figure(value: float | None, unit: str) -> str:
    """A factor of a claim, a share in per cent or a number of months; None is never."""
    if value is None:
        return "never"
    suffix = {"percent": f"{formats.NBSP}%", "months": f"{formats.NBSP}months", "ratio": "×"}.get(unit, "")
    return formats.number(value, 0 if unit == "percent" else 2) + suffix


def _cases(checked: Checked) -> str:
    """The claim's other cases, where it has several."""
    return "; ".join(f"{label} {_figure(value, checked.unit)}" for label, value, _ in checked.trials[1:])


def method() -> str:
    """The three layers in words, from the registry of bars (Markdown of our own text)."""
    adds = {layer: ", ".join(bar.label[0].lower() + bar.label[1:] for bar in BARS.values() if bar.layer == layer)
            for layer in LAYERS}
    return (f"**Headline** is {adds['headline']} against {adds['headline']}: the median, at both ends.  \n"
            f"**Effective**, the run rate, adds {adds['effective']}.  \n"
            f"**Net**, everything, adds {adds['net']}.\n\n"
            "The home market is loaded too: it carries on-costs, benefits, workspace, tools, recruitment, ramp-up, "
            "attrition, severance and pay rises of its own. An effective factor of 2–3 is a saving of 50–67 %, a net "
            "saving of 30–50 % a factor of 1.43–2.0: different layers, not a contradiction.\n\n"
            "A band is p10 to p90 of seeded draws: every assumption from a triangle over its low, typical and high, pay "
            "from the 80 % interval of its median. The bars show typical values. Break-even counts from the posting, set-up "
            "and the time until the first day of work included.")

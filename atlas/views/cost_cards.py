"""The two cards of the Cost page as HTML: the layers beside the claims, and the assumptions that matter most.

They hold only our own labels and numbers; cities are escaped.
"""

from html import escape

from atlas.domain import formats
from atlas.domain.assumptions import ASSUMPTIONS
from atlas.domain.cost_report import CostAnswer, assumptions_used
from atlas.views.cost import SETTINGS, layers_table

MAIN = ("hub_on_cost_pct", "home_on_cost_pct", "management_overhead_pct", "hub_attrition_pct_year", "ramp_days")
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
    return ("<table class='cost-card'><thead class='unseen'><tr><th scope='col'>assumption</th>"
            "<th scope='col'>low, typical, high</th><th scope='col'>source</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>")


def _label(row: dict, found: CostAnswer) -> str:
    """`Employer on-costs, hub` becomes `Employer on-costs, Kraków`."""
    label, _, side = row["label"].rpartition(", ")
    cities = {"hub": found.plan.hub.city, "home": found.plan.home.city}
    return f"{label}, {cities[side]}" if side in cities else row["label"]


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
    text = "–".join(dict.fromkeys(formats.number(x) if abs(x) < 1_000 else formats.count(x) for x in known))
    unit = row["unit"].split(" ")[0]
    return ("up to " if row.get("up_to") else "") + f"{text}{formats.NBSP}{unit}"

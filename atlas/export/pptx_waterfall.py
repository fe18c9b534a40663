"""A waterfall as native columns: each added step stands on the sum of those before it, on an invisible base."""

import math

from atlas.export.bodies import BarBody, Series, WaterfallBody
from atlas.views.theme import LIGHT

STEP_COLOURS = {"home": LIGHT.ink_3, "headline": LIGHT.criteria[0], "effective": LIGHT.criteria[1],
                "net": LIGHT.criterion("political_stability"), "total": LIGHT.primary, "saved": LIGHT.primary}
STEP_NAMES = {"home": "Home market", "headline": "Headline: pay", "effective": "Effective: run rate",
              "net": "Net: everything", "total": "Hub, net", "saved": "Saved"}
STEP_LAYERS = ("headline", "effective", "net")


def waterfall_bars(body: WaterfallBody) -> BarBody:
    """A waterfall as stacked columns: each added step stands on the sum of those before it."""
    bases: list[float] = []
    standing = 0.0
    for step in body.steps:
        if step.kind in STEP_LAYERS:
            bases.append(min(standing, standing + step.amount))
            standing += step.amount
        else:
            bases.append(min(standing, standing + step.amount) if step.kind == "saved" else 0.0)
    kinds = [kind for kind in STEP_NAMES if any(step.kind == kind for step in body.steps)]
    sizes = tuple(abs(step.amount) for step in body.steps)
    series = [Series("base", tuple(bases))]
    for kind in kinds:
        values = tuple(size if step.kind == kind else None for step, size in zip(body.steps, sizes, strict=True))
        series.append(Series(STEP_NAMES[kind], values, STEP_COLOURS[kind], outlined=kind == "saved"))
    series.append(Series("amount", sizes, label=body.number_format))
    top = max(base + size for base, size in zip(bases, sizes, strict=True))
    return BarBody(tuple(step.label for step in body.steps), tuple(series), body.unit, body.number_format, least=0,
                   most=_ceiling(1.08 * top), upright=True, gap_pct=40, size_pt=12)


def _ceiling(value: float) -> float:
    """The next round number: one or two leading digits."""
    unit = 10 ** (math.floor(math.log10(value)) - 1) if value > 0 else 1
    return math.ceil(value / unit) * unit

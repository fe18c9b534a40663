"""Pay bands as native bars: widths on an invisible base, with the percentiles themselves beside them in the sheet."""

from atlas.export.bodies import BandBody, BarBody, Series
from atlas.views.theme import LIGHT

PERCENTILES = ("p10", "p25", "p50", "p75", "p90", "median_low", "median_high")


def band_bars(body: BandBody) -> BarBody:
    """Pay bands as stacked bars: widths that add up to the percentiles, which stand beside them in the sheet.

    A modelled band is one outline from p10 to p90: its shape is not known. Where the interval of the median is wider
    than the quartiles, the dark part stops at them.
    """
    pale, mid, dark = LIGHT.sequential[2], LIGHT.sequential[4], LIGHT.sequential[8]
    edges = [(b.p10, b.p25, max(b.p25, b.median_low), min(b.p75, b.median_high), b.p75, b.p90) for b in body.bands]

    def widths(index: int) -> tuple[float | None, ...]:
        return tuple(None if b.modelled else e[index + 1] - e[index] for b, e in zip(body.bands, edges, strict=True))

    series = [
        Series("up to p10", tuple(b.p10 for b in body.bands)),
        Series("p10 to p90", widths(0), pale), Series("p25 to p75", widths(1), mid),
        Series("median, 80 % interval", widths(2), dark),
        Series("to p75", widths(3), mid, in_legend=False), Series("to p90", widths(4), pale, in_legend=False)]
    if any(b.modelled for b in body.bands):
        series.append(Series("modelled, p10 to p90", tuple(b.p90 - b.p10 if b.modelled else None for b in body.bands),
                             LIGHT.ink_3, outlined=True))
    beside = tuple((name, tuple(getattr(b, name) for b in body.bands))
                   for name in PERCENTILES)
    return BarBody(tuple(b.label for b in body.bands), tuple(series), body.unit, body.number_format, least=0,
                   beside=beside)

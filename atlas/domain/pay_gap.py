"""The gap between two medians: money, share, and the interval of the share."""

import math
from dataclasses import dataclass

from atlas.domain.salary import Z_80


@dataclass(frozen=True)
class Gap:
    """A place's median pay against a home market's. Positive `usd` means the place pays less; `share` is its pay over
    the home market's, with an 80 % interval."""

    usd: float
    share: float
    share_low: float
    share_high: float

    @property
    def saving(self) -> float:
        """How much less the place pays, as a share of 1 of the home market; negative where it pays more."""
        return 1 - self.share


def gap(place: tuple[float, float, float], home: tuple[float, float, float]) -> Gap:
    """The gap between two medians, each given as (low, median, high) of an 80 % interval, USD a year.

    The medians' errors of log pay are taken as independent. Both lean on the same role and level, whose errors cancel
    in a ratio, so the interval is rather too wide than too narrow.
    """
    sd = math.hypot(*(math.log(high / low) / (2 * Z_80) for low, _, high in (place, home)))
    share = place[1] / home[1]
    return Gap(home[1] - place[1], share, share * math.exp(-Z_80 * sd), share * math.exp(Z_80 * sd))


def median_of(estimate: object) -> tuple[float, float, float]:
    """(low, median, high) of a row of estimates."""
    return tuple(float(getattr(estimate, name)) for name in ("median_low_usd", "p50_usd", "median_high_usd"))

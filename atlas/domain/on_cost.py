"""Employer contributions of a place: what is due on a gross pay, capped where the cap is known.

The contribution of a year on gross pay G, in the parts that the facts hold (an absent part is 0):

    fixed_year + uncapped_pct x max(0, G - threshold_year) + capped_pct x min(G, cap_year)

A place without parts has its headline rate alone, on all of G.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.domain.errors import DataError, nearest, shown
from atlas.domain.formats import percent

Amount = float | np.ndarray

HEADLINE = "employer_on_cost_pct"
PART = "employer_on_cost_"
UPPER_BOUND = {"capped", "of_basic_pay"}
"""Caveats of a rate that is due on less than all of gross pay."""


@dataclass(frozen=True)
class Contribution:
    """One employer contribution: `rate_pct` of the gross pay between two amounts in USD a year."""

    rate_pct: float
    above_usd_year: float = 0.0
    cap_usd_year: float | None = None

    def due(self, gross_usd_year: Amount) -> Amount:
        base = gross_usd_year if self.cap_usd_year is None else np.minimum(gross_usd_year, self.cap_usd_year)
        return self.rate_pct / 100 * np.maximum(base - self.above_usd_year, 0)


@dataclass(frozen=True)
class OnCost:
    """Employer contributions of a place: shares of pay, a fixed amount, or both.

    `up_to` says that a cap or another base exists but is not known: the amount is then an upper bound.
    """

    contributions: tuple[Contribution, ...] = ()
    fixed_usd_year: float = 0.0
    up_to: bool = False
    caveats: tuple[str, ...] = ()
    source_codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: pd.DataFrame, per_usd: Mapping[str, float]) -> "OnCost | None":
        """From the facts of one place: columns metric, value, unit, caveats, source_code. None without a headline rate.

        `per_usd` holds the units of each currency that a dollar buys; DataError where one is missing. A cap makes the
        rate exact; a rate with a caveat of UPPER_BOUND and no cap is an upper bound.
        """
        rows = {str(row["metric"]).removeprefix(PART): row for row in facts.to_dict("records")
                if str(row["metric"]).startswith(PART) and not pd.isna(row["value"])}
        if "pct" not in rows:
            return None
        usd = {name: _usd(rows[name], per_usd) for name in ("fixed_year", "threshold_year", "cap_year") if name in rows}
        parts = {
            "uncapped_pct": lambda rate: Contribution(rate, above_usd_year=usd.get("threshold_year", 0.0)),
            "capped_pct": lambda rate: Contribution(rate, cap_usd_year=usd.get("cap_year")),
            "pct": Contribution,
        }
        rates = [name for name in ("uncapped_pct", "capped_pct") if name in rows] or ["pct"]
        contributions = tuple(parts[name](float(rows[name]["value"])) for name in rates)
        up_to = any(UPPER_BOUND & _caveats(rows[name]) and part.cap_usd_year is None
                    for name, part in zip(rates, contributions, strict=True))
        return cls(contributions, usd.get("fixed_year", 0.0), up_to, tuple(sorted(_caveats(rows["pct"]))),
                   tuple(dict.fromkeys(str(rows[name]["source_code"]) for name in rates)))

    @classmethod
    def flat(cls, rate_pct: float, cap_usd_year: float | None = None, up_to: bool = False,
             caveats: tuple[str, ...] = ()) -> "OnCost":
        """One rate on all pay, or on pay up to a cap."""
        return cls((Contribution(rate_pct, cap_usd_year=cap_usd_year),), up_to=up_to, caveats=caveats)

    def due(self, gross_usd_year: Amount) -> Amount:
        """USD a year and person on this gross pay."""
        return sum((c.due(gross_usd_year) for c in self.contributions), self.fixed_usd_year + 0 * gross_usd_year)

    def pct_of(self, gross_usd_year: float) -> float:
        """The effective rate, % of gross pay; at capped contributions it falls as pay rises. 0 without pay."""
        return float(100 * self.due(gross_usd_year) / gross_usd_year) if gross_usd_year > 0 else 0.0

    @property
    def follows_pay(self) -> bool:
        """Whether the effective rate depends on how high the pay is: a cap, a free amount or a fixed one."""
        return self.fixed_usd_year > 0 or any(
            c.above_usd_year > 0 or c.cap_usd_year is not None for c in self.contributions)

    def text(self, gross_usd_year: float) -> str:
        """The effective rate in words: `22 %`, or `up to 36.7 %` where a cap is not known."""
        return ("up to " if self.up_to else "") + percent(self.pct_of(gross_usd_year))


def _usd(row: Mapping[str, object], per_usd: Mapping[str, float]) -> float:
    currency = str(row["unit"]).split(" ")[0]
    if currency not in per_usd:
        raise DataError(f"{row['metric']}: no exchange rate for {shown(currency)}{nearest(currency, per_usd)}")
    return float(row["value"]) / per_usd[currency]


def _caveats(row: Mapping[str, object]) -> set[str]:
    text = row["caveats"]
    return set(text.split(";")) if isinstance(text, str) and text else set()

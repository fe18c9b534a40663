"""What people earn at a place, and what else the cost of a team there rests on."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from atlas.domain.errors import ScenarioError
from atlas.domain.on_cost import Amount, OnCost
from atlas.domain.scenario import ROLE_LABELS, TeamMember

Z_P90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution: the ends of an 80 % interval lie this many sd out."""


@dataclass(frozen=True)
class PayBand:
    """Gross pay of one role and seniority at one place, USD a year.

    p10 to p90 describe people; median_low and median_high are the 80 % interval of the median itself, and the only
    part that the cost of a team is drawn from: a team is paid around the median, which is known only so well.
    """

    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    median_low: float
    median_high: float

    def __post_init__(self) -> None:
        people, median = (self.p10, self.p25, self.p50, self.p75, self.p90), (self.median_low, self.median_high)
        if not all(math.isfinite(x) and x >= 0 for x in people + median):
            raise ScenarioError(f"pay: {people + median} holds a value that is no amount; give USD a year, 0 or more")
        if list(people) != sorted(people) or not self.median_low <= self.p50 <= self.median_high:
            raise ScenarioError(f"pay: {people + median} is out of order; give p10 to p90 rising, the median between "
                                "its low and high")

    @classmethod
    def of(cls, row: Mapping[str, float]) -> "PayBand":
        """From a row of pay estimates (see salary.estimate), whose columns end in `_usd`."""
        return cls(*(float(row[f"{field.name}_usd"]) for field in fields(cls)))

    @classmethod
    def around(cls, low: float, high: float | None = None) -> "PayBand":
        """A published range read as an interval of the median around its middle; one number is taken as certain."""
        top = low if high is None else high
        middle = (low + top) / 2
        return cls(low, low, middle, top, top, low, top)

    def at(self, z: Amount) -> Amount:
        """Median pay, USD a year, `z` standard deviations out: lognormal on either side, so z = 0 is the median and
        z = ±1.28 its interval."""
        if self.median_low <= 0:
            return self.p50 + 0 * z
        down, up = (math.log(self.p50 / self.median_low) / Z_P90, math.log(self.median_high / self.p50) / Z_P90)
        return self.p50 * np.exp(z * np.where(np.less(z, 0), down, up))


@dataclass(frozen=True)
class Place:
    """One end of a comparison. `pay` is keyed by (role, seniority); None is unknown, never zero.

    `km` is the great-circle distance to the home market, 0 for the home market itself.
    """

    id: str
    city: str
    pay: Mapping[tuple[str, str], PayBand] = field(hash=False)
    on_cost: OnCost | None = None
    km: float | None = 0.0
    pool_persons: float | None = None

    def band(self, member: TeamMember) -> PayBand:
        """The pay band of a team member here, or a ScenarioError."""
        try:
            return self.pay[member.role, member.seniority]
        except KeyError:
            what = f"{member.seniority} {ROLE_LABELS.get(member.role, member.role)}"
            raise ScenarioError(f"pay: no estimate for {what} in {self.city}; choose another role or hub") from None

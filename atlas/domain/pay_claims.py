"""What the articles of 2026, and a company itself, claim about pay, and how our interval for the median compares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.domain.benchmarks import BENCHMARKS, Benchmark
from atlas.domain.tables import BASE_SALARY

CLAIMED_ROLE = "ai_ml_engineer"
"""The articles speak of AI and ML engineers; no other role is held against them."""

EAST = ("PL", "RO", "CZ", "UA")
_OF_COUNTRIES = {
    "us": ("US",), "gb": ("GB",), "ee": EAST, "in": ("IN",),
}
_RUNGS = {"mid": "mid", "senior": "senior", "lead": "principal"}
OTHERS = {"us_senior_ml": ("US",), "london_senior_ml": ("GB",), "offshore_senior_ml": (*EAST, "IN", "VN")}
"""Claims of other articles, all about senior ML engineers: benchmark id -> countries."""


@dataclass(frozen=True)
class PayClaim:
    """A claim about a country's base salary, USD a year; `high_usd` is None where it is open-ended."""

    benchmark: Benchmark
    country: str
    low_usd: float
    high_usd: float | None


def claims(role: str, seniority: str, gbp_per_usd: float) -> tuple[PayClaim, ...]:
    """The first article's claim for each country it names: US, UK, then the east of Europe and India."""
    if role != CLAIMED_ROLE or seniority not in _RUNGS:
        return ()
    return tuple(_claim(BENCHMARKS[f"{prefix}_{_RUNGS[seniority]}"], country, gbp_per_usd)
                 for prefix, countries in _OF_COUNTRIES.items() for country in countries)


def other_claims(role: str, seniority: str, country: str, gbp_per_usd: float) -> tuple[PayClaim, ...]:
    """What the other articles claim for a country; they name senior engineers only."""
    if role != CLAIMED_ROLE or seniority != "senior":
        return ()
    return tuple(_claim(BENCHMARKS[name], country, gbp_per_usd) for name, countries in OTHERS.items()
                 if country in countries)


def own_claims(benchmarks: Sequence[Benchmark], role: str, seniority: str,
               per_usd: Mapping[str, float]) -> tuple[PayClaim, ...]:
    """The company's own base salaries for a role and seniority; `per_usd` are units of a currency for one US dollar.

    One without a role or seniority speaks of every one. A currency without a rate is left out.
    """
    found = []
    for benchmark in benchmarks:
        currency, _, period = benchmark.unit.partition("/")
        if (benchmark.subject == BASE_SALARY and benchmark.role in ("", role) and benchmark.seniority in ("", seniority)
                and currency in per_usd):
            usd = (12 if period == "month" else 1) / per_usd[currency]
            high = None if benchmark.high is None else benchmark.high * usd
            found.append(PayClaim(benchmark, benchmark.country, benchmark.low * usd, high))
    return tuple(found)


def _claim(benchmark: Benchmark, country: str, gbp_per_usd: float) -> PayClaim:
    per_usd = gbp_per_usd if benchmark.unit.startswith("GBP") else 1.0
    high = None if benchmark.high is None else benchmark.high / per_usd
    return PayClaim(benchmark, country, benchmark.low / per_usd, high)


def verdict(claim: PayClaim, low_usd: float, high_usd: float) -> str:
    """Where our 80 % interval for the median lies: 'below', 'within', 'above', or 'overlaps' the claim."""
    top = float("inf") if claim.high_usd is None else claim.high_usd
    if high_usd < claim.low_usd:
        return "below"
    if low_usd > top:
        return "above"
    return "within" if claim.low_usd <= low_usd and high_usd <= top else "overlaps"

"""What five articles of 2026 on hiring AI engineers say, and a company itself: figures to check, with who says them.

Claims, not data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ARTICLES: dict[str, str] = {
    "remvix_2026": "How to Hire AI Engineers: A Complete Guide for Tech Leaders (Remvix, 2026)",
    "nearshore_2026": "Nearshore hiring article, 2026",
    "offshoring_2026": "Offshoring article for AI agencies, 2026",
    "prishtina_2026": "Prishtina AI hiring article, 2026",
}
"""Article code -> title."""

REMVIX, NEARSHORE, OFFSHORING, PRISHTINA = ((code,) for code in ARTICLES)
EASTERN_EUROPE = "Eastern Europe (PL, RO, UA, CZ)"


@dataclass(frozen=True)
class Benchmark:
    """One claim. `high` is None where it is open-ended; `articles` are codes of ARTICLES.

    An `own` one is the company's: no article makes it, `claimed_by` says who does; `country`, `role` and `seniority` are
    "" where it speaks of all.
    """

    id: str
    subject: str
    low: float
    high: float | None
    unit: str
    applies_to: str
    articles: tuple[str, ...]
    note: str = ""
    claimed_by: str = ""
    country: str = ""
    role: str = ""
    seniority: str = ""

    @property
    def own(self) -> bool:
        return not self.articles

    @property
    def said_by(self) -> str:
        """Who makes the claim; `yours` marks the company's own."""
        return f"{self.claimed_by} (yours)" if self.own else "; ".join(ARTICLES[code] for code in self.articles)

    @property
    def middle(self) -> float:
        """The middle of the range, or its only end."""
        return self.low if self.high is None else (self.low + self.high) / 2


def _pay(prefix: str, place: str, unit: str, mid: float, senior: float, lead: float) -> tuple[Benchmark, ...]:
    """Three rungs whose ends meet: mid, senior, and principal with an open end."""
    return (
        Benchmark(f"{prefix}_mid", "base salary", mid, senior, unit, f"{place} mid AI engineer", REMVIX),
        Benchmark(f"{prefix}_senior", "base salary", senior, lead, unit, f"{place} senior AI engineer",
                  REMVIX),
        Benchmark(f"{prefix}_principal", "base salary", lead, None, unit,
                  f"{place} principal or staff AI engineer", REMVIX,
                  "total compensation often over 300000" if prefix == "us" else ""),
    )


BENCHMARKS: dict[str, Benchmark] = {
    benchmark.id: benchmark
    for benchmark in (
        *_pay("us", "US", "USD/year", 150_000, 175_000, 220_000),
        *_pay("gb", "GB", "GBP/year", 80_000, 100_000, 130_000),
        *_pay("in", "IN", "USD/year", 18_000, 28_000, 45_000),
        *_pay("ee", EASTERN_EUROPE, "USD/year", 45_000, 60_000, 80_000),
        Benchmark("headline_factor", "US salary over offshore salary at equal seniority", 4, 6, "ratio", "offshore",
                  REMVIX, "headline: salary over salary"),
        Benchmark("effective_factor", "cost advantage after total cost", 2, 3, "ratio", "offshore", REMVIX,
                  "recruitment, onboarding, management overhead, tooling counted"),
        Benchmark("hiring_weeks", "job posting to accepted offer", 6, 12, "weeks", "senior AI engineer", REMVIX,
                  "over 4-6 weeks from first contact to offer loses candidates"),
        Benchmark("london_senior_ml", "base salary", 120_000, None, "GBP/year",
                  "London senior ML engineer from a large company", NEARSHORE),
        Benchmark("nearshore_share", "cost relative to London", 0.4, 0.6, "ratio",
                  "Cluj-Napoca, Bucharest, Warsaw, Tallinn", NEARSHORE),
        Benchmark("outcome_example", "40 GBP/h with three iterations against 65 GBP/h with one", 40, 65, "GBP/hour",
                  "cost per outcome", NEARSHORE),
        Benchmark("trial_sprint", "paid scoped trial", 2, 2, "weeks", "every engagement", NEARSHORE),
        Benchmark("ramp", "unblocked and delivering alone", 30, 30, "days", "every engagement", NEARSHORE),
        Benchmark("rolling_contract", "monthly rolling contract", 3, 3, "months", "start of an engagement", NEARSHORE),
        Benchmark("us_rate", "hourly rate", 150, 150, "USD/hour", "US senior ML engineer", OFFSHORING),
        Benchmark("ee_rate", "hourly rate", 60, 60, "USD/hour", "Eastern Europe senior ML engineer", OFFSHORING),
        Benchmark("us_senior_ml", "base salary", 180_000, 180_000, "USD/year", "US senior ML engineer", OFFSHORING),
        Benchmark("offshore_senior_ml", "base salary", 40_000, 80_000, "USD/year",
                  "India, Vietnam or Eastern Europe senior ML engineer", OFFSHORING),
        Benchmark("odc_weeks", "offshore development centre operational", 4, 8, "weeks", "dedicated team", OFFSHORING),
        Benchmark("overlap_needed", "daily overlap needed", 3, 4, "hours", "every engagement", OFFSHORING),
        Benchmark("overlap_ee_us_east", "claimed overlap with US East Coast", 6, 8, "hours", "Eastern Europe",
                  OFFSHORING, "claim: that is the clock difference; 09:00-18:00 at both ends overlap 2 h on most days"),
        Benchmark("india_us_offset", "clock difference", 10.5, 13.5, "hours",
                  "India to US (New York and San Francisco in winter)", OFFSHORING, "9.5 and 12.5 in summer"),
        Benchmark("management_overhead", "US-side management time", 15, 25, "percent of direct cost", "offshore team",
                  OFFSHORING),
        Benchmark("net_savings", "net savings after all costs", 30, 50, "percent", "offshore against a US team",
                  OFFSHORING, "not the 70 % of headline comparisons; equals a factor of 1.43-2.0"),
        Benchmark("break_even", "cumulative savings exceed set-up and overhead", 6, 12, "months", "offshore operation",
                  OFFSHORING),
        Benchmark("screening", "screening call", 30, 30, "minutes", "vetting", PRISHTINA),
        Benchmark("coding_challenge", "practical coding challenge", 60, 90, "minutes", "vetting", PRISHTINA),
        Benchmark("take_home", "take-home against a rubric written first", 4, 6, "hours", "vetting",
                  PRISHTINA + REMVIX),
    )
}


def of_row(row: Mapping[str, Any], words: Mapping[str, str]) -> Benchmark:
    """A company's own claim from a row in the columns of tables.OWN_BENCHMARKS, None or NaN where empty; `words` name
    roles and seniorities."""
    cells = {name: "" if value is None or value != value else value for name, value in row.items()}
    of_whom = [cells["country"], *(words[cells[name]] for name in ("role", "seniority") if cells[name])]
    return Benchmark(
        cells["benchmark_id"], cells["subject"], float(cells["low"]), None if cells["high"] == "" else float(cells["high"]),
        cells["unit"], ", ".join(filter(None, of_whom)), (), cells["note"], cells["claimed_by"], cells["country"],
        cells["role"], cells["seniority"])

"""Employer contributions: one headline rate a country, and the ceilings that make the effective rate lower.

The contribution of a year on gross pay G, where the parts are known:

    fixed_year + uncapped_pct x max(0, G - threshold_year) + capped_pct x min(G, cap_year)

with each part a fact `employer_on_cost_<part>` of the country, amounts in the currency that starts their unit; an
absent part is 0. A country without parts has the headline rate alone.
"""

from collections.abc import Iterable
from dataclasses import replace

from .catalogue_facts import Fact, cite, number_of
from .catalogue_metrics import Metric
from .catalogue_raw import Row
from .catalogue_wording import Wording

RAW_METRICS = {"employer_oncost_pct", "employer_oncost_pct_of_basic", "employer_oncost_low_pct",
               "employer_oncost_statutory_max_pct"}

HEADLINE = Metric("employer_on_cost_pct", "% of gross", "Employer contributions at the headline rate")
OTHER = Metric("employer_on_cost_other_pct", "% of gross", "The same rate in a second source")

SECOND_SOURCES = {("XK", "mazars24"), ("XK", "pwc_xk"), ("VN", "te_vn")}
"""Kosovo's rate of 2025 and Vietnam's detailed table lead; these agree with them."""

HEADLINES: dict[str, Wording] = {
    "AR": Wording("Social security at the rate of 2017"),
    "BR": Wording("Pension 20, severance fund 8, accident 1, third parties 6; without 13th salary and holiday bonus",
                  ("partial",)),
    "CA": Wording("Pension 5.95 and unemployment insurance about 2.3, both up to a ceiling of pay that is not in the "
                  "source; without provincial health tax", ("capped", "partial")),
    # Ten minimum wages of 2024 are about 39,000 USD a year; the median senior of the 2024 survey earns 48,000.
    "CO": Wording("Pension 12, health 8.5, risk 0.348, payroll 9: the rate above ten minimum wages, which senior pay "
                  "exceeds; low is the rate below; without severance and service bonus", ("capped", "partial"),
                  low=16.3, high=29.8),
    "CZ": Wording("Social security 24.8, up to about 86,140 EUR a year in 2024, and health 9", ("capped",)),
    "DE": Wording("Social security, up to ceilings of pay that are not in the source", ("capped",)),
    "EE": Wording("Social tax 33 and unemployment 0.8"),
    "GB": Wording("National insurance on pay above 5,000 GBP a year; without 3 % workplace pension and apprenticeship "
                  "levy", ("partial",)),
    "HR": Wording("Health contribution; not due in the first five years of a young employee's first contract"),
    "IN": Wording("Of basic pay, not of gross: provident fund 12, insurance 0.5, administration 0.5, gratuity 4.81; "
                  "the insurance only up to 15,000 INR a month", ("of_basic_pay",), high=17.8),
    "MK": Wording("None: employees bear the contributions"),
    "MX": Wording("Of a base capped at 25 times the reference unit; without state payroll tax of about 2",
                  ("capped", "partial")),
    "PH": Wording("At 60,000 PHP a month: 5,230 PHP, of which pension 3,500, work accident 30, health 1,500, housing "
                  "200; without the 13th month", ("capped", "partial", "derived")),
    "UA": Wording("Single social contribution, at most 23,430 UAH a month in 2024", ("capped",)),
    "US": Wording("Federal: social security 6.2, up to 176,100 USD a year, and Medicare 1.45; without unemployment tax "
                  "and health insurance", ("capped", "partial")),
    "VN": Wording("Social 17.5, health 3, unemployment 1, of pay up to 20 times the basic salary, far below senior pay",
                  ("capped",)),
    "XK": Wording("Pension; up to 15 is voluntary"),
}

OTHERS: dict[str, Wording] = {
    "employer_oncost_low_pct": Wording("The rate up to ten minimum wages: pension 12, risk 0.348, family fund 4",
                                       ("partial",)),
    "employer_oncost_statutory_max_pct": Wording("Pension 10 and health 2.5 before their ceilings", ("capped",)),
}

PARTS: dict[str, tuple[tuple[str, float, str, str], ...]] = {
    "CZ": (("capped_pct", 24.8, "% of gross", "Social security"),
           ("uncapped_pct", 9.0, "% of gross", "Health"),
           ("cap_year", 86_140, "EUR a year", "Pay above this bears no social security; 'about'")),
    "GB": (("uncapped_pct", 15.0, "% of gross", "National insurance above the threshold"),
           ("threshold_year", 5_000, "GBP a year", "Pay up to this bears no national insurance")),
    "PH": (("capped_pct", 10.0, "% of gross", "Pension"),
           ("uncapped_pct", 2.5, "% of gross", "Health; it has a ceiling too, which is not in the source"),
           ("cap_year", 420_000, "PHP a year", "Pay above 35,000 a month bears no pension contribution"),
           ("fixed_year", 2_760, "PHP a year", "Work accident 30 and housing 200 a month")),
    # The raw note calls 23,430 a month the base; it is 22 % of the base of 106,500, 15 minimum wages of 7,100.
    "UA": (("capped_pct", 22.0, "% of gross", "Single social contribution"),
           ("cap_year", 1_278_000, "UAH a year",
            "Pay above 106,500 a month bears no contribution: 22 % of it is the most that is due, 23,430")),
    "US": (("capped_pct", 6.2, "% of gross", "Social security"),
           ("uncapped_pct", 1.45, "% of gross", "Medicare"),
           ("cap_year", 176_100, "USD a year", "Pay above this bears no social security")),
}
"""Country -> (part, value, unit, meaning): the amounts that the headline's source gives in its note."""

CEILING_UNKNOWN = {("PH", "uncapped_pct")}
"""Parts with a ceiling that the source does not give: an upper bound."""


def on_costs(rows: Iterable[Row]) -> list[Fact]:
    """Headline rates, second sources and ceilings; exactly one `employer_on_cost_pct` a country."""
    facts: list[Fact] = []
    for row in rows:
        if row.metric in OTHERS:
            facts.append(cite(row, OTHER, OTHERS[row.metric], number_of(row)))
        elif (row.country, row.source_id) in SECOND_SOURCES and row.metric in RAW_METRICS:
            facts.append(cite(row, OTHER, Wording(), number_of(row)))
        elif row.metric in RAW_METRICS:
            headline = cite(row, HEADLINE, HEADLINES.get(row.country, Wording()), number_of(row))
            facts.append(replace(headline, unit="% of basic pay") if row.country == "IN" else headline)
            facts.extend(replace(headline, metric=f"employer_on_cost_{part}", value=value, unit=unit,
                                 definition=definition, caveats=_part_caveats(headline, part))
                         for part, value, unit, definition in PARTS.get(row.country, ()))
    return facts


def _part_caveats(headline: Fact, part: str) -> tuple[str, ...]:
    """A part has its ceiling in a fact of its own, so that only one without it is marked as capped."""
    own = tuple(word for word in headline.caveats if word not in ("capped", "partial", "derived"))
    return ("capped", *own) if (headline.country, part) in CEILING_UNKNOWN else own

"""What the Salaries page says: the finding, how sure it is, who answered, and each figure in a sentence."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.domain import formats
from atlas.domain.pay_gap import Gap
from atlas.domain.pay_series import OWN_SERIES
from atlas.domain.scenario import ROLE_LABELS, SENIORITY_LABELS

TITLE_MAX = 75
LEVEL_WORDS = {"junior": "junior", "mid": "mid-level", "senior": "senior", "lead": "lead"}
WITH_ARTICLE = {"United Kingdom", "United States", "Philippines", "Netherlands"}
METHOD_MARKS = {"observed": "● observed", "pooled": "◍ pooled", "modelled": "◌ modelled"}
"""Method of an estimate -> the badge's text."""

METHOD_WORDS = {
    "observed": "30 or more answers of this very role and level carry over half of the weight",
    "pooled": "the country's answers, completed by what role and level add in all countries",
    "modelled": "fewer than 30 answers: the country's neighbours speak for it",
}

OWN_MARK = "◆ your own rows"
OWN_WORDS = "your own rows of this very role and level stand in place of the estimate, never pooled with another source"


@dataclass(frozen=True)
class Money:
    """The currency that pay is shown in, and its units for one US dollar."""

    currency: str
    per_usd: float

    def text(self, usd: float) -> str:
        return formats.money(usd * self.per_usd, self.currency).strip(formats.NBSP)

    def band(self, low_usd: float, high_usd: float) -> str:
        return formats.money_band(low_usd * self.per_usd, high_usd * self.per_usd, self.currency).strip(formats.NBSP)

    def interval(self, estimate: pd.Series) -> str:
        """The 80 % interval of a median: `$64k–79k`."""
        return self.band(estimate.median_low_usd, estimate.median_high_usd)

    @property
    def cell(self) -> "Money":
        """The same where a heading names the currency: `$64k–79k`, but `294k–363k` for a currency without a symbol."""
        return self if self.currency in formats.SYMBOLS else Money("", self.per_usd)


@dataclass(frozen=True)
class Place:
    """A hub or home market with its country, whose pay it has."""

    hub_id: str
    city: str
    country: str
    country_name: str


def method_words(estimate: Any) -> str:
    """How a figure was made, and whether it is the company's own: `pooled`, `observed (yours)`."""
    return f"{estimate.method} (yours)" if estimate.source_code == OWN_SERIES else estimate.method


def country_words(name: str) -> str:
    """`Poland`, `the United Kingdom`: a country within a sentence."""
    return f"the {name}" if name in WITH_ARTICLE else name


def who(role: str, seniority: str) -> str:
    """`senior AI/ML engineer`"""
    label = ROLE_LABELS[role]
    return f"{LEVEL_WORDS[seniority]} {label if label[1].isupper() or label.startswith('MLOps') else label.lower()}"


def title(place: Place, home: Place, gap: Gap, modelled: bool, role: str, seniority: str) -> str:
    """Pay as a share of the home market's, a band where it is modelled; in TITLE_MAX characters where names allow."""
    share = f"about {formats.share(gap.share)} of {home.city} pay"
    if modelled:
        share = f"{round(100 * gap.share_low)}–{formats.share(gap.share_high)} of {home.city} pay"
    elif gap.share_low <= 1 <= gap.share_high:
        share = f"about as much as in {home.city}"
    whole, national = (f"A {who(role, seniority)} in {name} earns {share}"
                       for name in (place.city, country_words(place.country_name)))
    return next((text for text in (whole, whole.replace("about ", ""), national) if len(text) <= TITLE_MAX), national)


def sentence(country: str, home: str, ours: pd.Series, theirs: pd.Series, gap: Gap, money: Money) -> str:
    """Our median with its interval, the home market's, and the gap. Markdown: `country` and `home` are made plain."""
    if ours.method == "modelled":
        text = (f"A range, not a figure to quote: **{money.interval(ours)}**, with **{int(ours.n)}** answers from "
                f"{country}, against **{money.interval(theirs)}** in {home}.")
    else:
        text = (f"Median **{money.text(ours.p50_usd)}**, 80 % sure to lie in **{money.interval(ours)}**, against "
                f"**{money.text(theirs.p50_usd)}** in {home}: {gap_words(gap, money, '**')}.")
    return text.replace("$", "\\$")


def gap_words(gap: Gap, money: Money, bold: str = "") -> str:
    """`$38k, or 32 %, less`"""
    word = "less" if gap.usd >= 0 else "more"
    return f"{bold}{money.text(abs(gap.usd))}{bold}, or {bold}{formats.share(abs(gap.saving))}{bold}, {word}"


def sample_sentence(estimate: pd.Series, country_name: str, role: str, seniority: str) -> str:
    """Who stands behind an estimate, and what it leans on."""
    def few(n: int) -> str:
        return "fewer than 5" if n == 0 else f"{n:,}"

    if estimate.source_code == OWN_SERIES:
        return (f"{int(estimate.n):,} of your own rows of {int(estimate.year)}, {who(role, seniority)} in "
                f"{country_words(country_name)}, stand in place of the estimate.")
    level = LEVEL_WORDS[seniority]
    role_words = who(role, seniority).removeprefix(level).strip()
    counts = (f"{few(int(estimate.n))} engineers answered in {country_words(country_name)}: "
              f"{few(int(estimate.n_seniority))} {level}, "
              f"{few(int(estimate.n_role))} as {role_words}, {few(int(estimate.n_cell))} both.")
    leans = {"observed": "Those carry most of the estimate.",
             "pooled": "The estimate leans on all countries for role and level.",
             "modelled": "Too few to quote: the estimate leans on neighbouring countries."}[estimate.method]
    return f"{counts} {leans}"


def country_summary(frame: pd.DataFrame, money: Money) -> str:
    """The country figure in one sentence."""
    first, last = frame.iloc[0], frame.iloc[-1]
    thin = frame.loc[frame["method"] == "modelled", "country_name"].tolist()
    text = (f"Median pay runs from {money.text(first.p50_usd)} in {country_words(first.country_name)} to "
            f"{money.text(last.p50_usd)} in {country_words(last.country_name)}")
    return f"{text}; {_listed(thin)} modelled, with under 30 answers." if thin else f"{text}."


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"


def role_summary(estimates: pd.DataFrame, place: Place, seniority: str, money: Money) -> str:
    """The six roles in one sentence; `estimates` are the country's, indexed by role and seniority."""
    medians = estimates.xs(seniority, level="seniority")["p50_usd"].sort_values()
    first, last = medians.index[-1], medians.index[0]
    least = who(last, seniority).removeprefix(LEVEL_WORDS[seniority]).strip()
    return (f"In {country_words(place.country_name)} a {who(first, seniority)} earns most, "
            f"{money.text(medians.iloc[-1])}, a {least} least, {money.text(medians.iloc[0])}.")


def level_summary(estimates: pd.DataFrame, place: Place, role: str, money: Money) -> str:
    """The four levels in one sentence."""
    junior, lead = (estimates.loc[(role, level), "p50_usd"] for level in ("junior", "lead"))
    return (f"In {country_words(place.country_name)} a {who(role, 'lead')} earns {formats.number(lead / junior)} times "
            f"a junior: {money.text(lead)} against {money.text(junior)}.")


def premium_sentence(found: dict) -> str:
    """What the role adds over software engineers, with its interval."""
    if found["role"] == found["baseline"]:
        return "Software engineers are the role that others are compared with."
    label = ROLE_LABELS[found["role"]]
    return (f"{label} pay is {formats.percent(round(found['premium_pct']))} "
            f"{'above' if found['premium_pct'] >= 0 else 'below'} software engineers' at equal country and level "
            f"(95 % interval {round(found['low_pct'])} to {formats.percent(round(found['high_pct']))}, "
            f"{found['n']:,} answers).")


def rate_words(currency: str, per_usd: float, rate_date: str, publisher: str) -> str:
    """The rate, its date and its source."""
    if currency == "USD":
        return "USD as surveyed, no conversion"
    return f"1 USD = {per_usd:,.4g} {currency}, {publisher}, to {rate_date}"


def level_label(seniority: str) -> tuple[str, str]:
    """`Senior` and `6–10 years`."""
    name, years = SENIORITY_LABELS[seniority].split(", ")
    return name, years

"""Rows of the Salaries figures: countries, roles, levels, the gap, the sources, the profiles. Drawn by pay_bands."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.domain import formats, pay_gap, salary
from atlas.domain.benchmarks import ARTICLES
from atlas.domain.pay_claims import PayClaim
from atlas.domain.pay_figures import POOLED_SERIES
from atlas.domain.pay_series import OWN_SERIES, Series
from atlas.domain.scenario import ROLE_LABELS
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.views.pay_bands import Axis, Row, money_axis
from atlas.views.salaries import LEVEL_WORDS, Money, Place, gap_words, level_label, method_words
from atlas.views.text import safe

Claims = Mapping[str, Sequence[PayClaim]]
"""Country -> the claims about it."""


def _row(estimate: pd.Series, money: Money, label: str, claims: Sequence[PayClaim] = (), **more) -> Row:
    band = tuple(float(estimate[name]) * money.per_usd for name in salary.BAND)
    median = tuple(float(estimate[name]) * money.per_usd for name in salary.MEDIAN_BAND)
    hover = "<br>".join((
        safe(label), f"median {money.text(estimate.p50_usd)}, 80 % interval {money.interval(estimate)}",
        f"middle half {money.band(estimate.p25_usd, estimate.p75_usd)}",
        f"p10–p90 {money.band(estimate.p10_usd, estimate.p90_usd)}", f"n {int(estimate.n):,}, {method_words(estimate)}"))
    return Row(label, band, median, hover=hover, claims=_ends(claims, money), hollow=estimate.method == "modelled",
               **more)


def _ends(claims: Sequence[PayClaim], money: Money) -> tuple[tuple[float, float | None], ...]:
    return tuple((claim.low_usd * money.per_usd, None if claim.high_usd is None else claim.high_usd * money.per_usd)
                 for claim in claims)


def country_rows(frame: pd.DataFrame, chosen: str, money: Money, claims: Claims) -> list[Row]:
    """One row a country, as `frame` sorts them; the chosen one on a stripe, home markets marked, n behind."""
    def badge(estimate: pd.Series) -> str:
        if estimate.source_code == OWN_SERIES:
            return "yours"
        return "modelled" if estimate.method == "modelled" else "home" if estimate.kind == "home" else ""

    return [_row(estimate, money, estimate.country_name, claims.get(estimate.country, ()), badge=badge(estimate),
                 text=f"{int(estimate.n):,}", selected=estimate.country == chosen) for _, estimate in frame.iterrows()]


def level_rows(estimates: pd.DataFrame, role: str, seniority: str, money: Money) -> list[Row]:
    """The four levels of a role in one country, with the interval of each median."""
    rows = []
    for level in SENIORITIES:
        estimate, (name, years) = estimates.loc[(role, level)], level_label(level)
        rows.append(_row(estimate, money, name, note=years, text=money.cell.interval(estimate),
                         selected=level == seniority))
    return rows


def level_pairs(ours: pd.DataFrame, theirs: pd.DataFrame, place: Place, home: Place, role: str, seniority: str,
                money: Money, claims: Mapping[tuple[str, str], Sequence[PayClaim]]) -> list[Row]:
    """Each level twice: the place's country, then the home market's. `claims` are by country and level."""
    rows = []
    for level in SENIORITIES:
        for estimates, where in ((ours, place), (theirs, home)):
            first = where is place
            rows.append(_row(estimates.loc[(role, level)], money, level_label(level)[0] if first else "",
                             claims.get((where.country, level), ()), note=where.country_name,
                             text=money.cell.interval(estimates.loc[(role, level)]),
                             selected=first and level == seniority))
    return rows


def role_panels(ours: pd.DataFrame, theirs: pd.DataFrame, seniority: str, money: Money) -> dict[str, list[Row]]:
    """Role -> its four levels in the place's country; a diamond is the home market's median."""
    panels = {}
    for role in ROLES:
        panels[role] = [
            _row(estimate, money, level_label(level)[0], text=money.cell.text(estimate.p50_usd),
                 point=float(theirs.loc[(role, level)].p50_usd) * money.per_usd, selected=level == seniority)
            for level, estimate in ((level, ours.loc[(role, level)]) for level in SENIORITIES)]
    return panels


def gap_rows(frame: pd.DataFrame, home: Place, chosen: str, money: Money) -> tuple[list[Row], Axis]:
    """Each country's median as a percentage of the home market's, with what that is in money."""
    theirs = pay_gap.median_of(frame[frame["country"] == home.country].iloc[0])
    rows = []
    for _, estimate in frame[frame["country"] != home.country].iterrows():
        gap = pay_gap.gap(pay_gap.median_of(estimate), theirs)
        share, low, high = (100 * value for value in (gap.share, gap.share_low, gap.share_high))
        rows.append(Row(
            estimate.country_name, median=(low, high), point=share, hollow=estimate.method == "modelled",
            text=f"{formats.percent(round(share))}, {'−' if gap.usd >= 0 else '+'}{money.cell.text(abs(gap.usd))}",
            selected=estimate.country == chosen, badge="modelled" if estimate.method == "modelled" else "",
            hover=f"{safe(estimate.country_name)}: {formats.percent(round(share))} of {safe(home.city)} pay<br>"
                  f"80 % interval {low:.0f}–{formats.percent(round(high))}<br>{gap_words(gap, money)}"))
    return rows, Axis(f"Median pay, % of {home.city}", formats.number, log=False)


def series_rows(estimate: pd.Series, series: Sequence[Series], claims: Sequence[PayClaim], money: Money, role: str,
                seniority: str) -> list[Row]:
    """Our estimate, then each source by itself, then the claims of the articles and of the company."""
    ours = "Our estimate" if estimate.source_code != OWN_SERIES else "In the ranking: yours"
    rows = [_row(estimate, money, ours, note=coverage_words(role, seniority), text=f"n {int(estimate.n):,}",
                 selected=True)]
    for found in series:
        note = "every occupation" if found.mean_usd else coverage_words(found.role, found.seniority)
        label = f"{found.publisher} {found.year}" if not found.own else f"Your own rows, {found.year}"
        label = f"{found.publisher} 2024 + 2025" if found.source_code == POOLED_SERIES else label
        band = None if found.band is None else tuple(value * money.per_usd for value in found.band)
        figure = money.text(found.mean_usd) if found.mean_usd else f"median {money.text(found.band[2])}"
        rows.append(Row(
            label, band, point=None if found.mean_usd is None else found.mean_usd * money.per_usd, note=note,
            badge="yours" if found.own else "", text="mean" if found.mean_usd else f"n {found.n:,}",
            hover=f"{safe(label)}<br>{safe(note)}<br>{figure}"))
    rows += [Row(claim.benchmark.said_by if claim.benchmark.own else article_name(ARTICLES[claim.benchmark.articles[0]]),
                 claims=_ends([claim], money), note=claim.benchmark.applies_to, text="claim",
                 badge="yours" if claim.benchmark.own else "") for claim in claims]
    return rows


def article_name(title: str) -> str:
    """`Remvix, 2026` of a title that ends in it; else the title."""
    found = re.search(r"\((.+)\)$", title)
    return found[1] if found else title


def coverage_words(role: str, seniority: str) -> str:
    """What a cell covers: `AI/ML engineer, senior`; `all engineers, senior`."""
    who = "all engineers" if role == "all" else ROLE_LABELS[role]
    return f"{who}, {'all levels' if seniority == 'all' else LEVEL_WORDS[seniority]}"


def profile_rows(ours: pd.DataFrame, theirs: pd.DataFrame, place: Place, home: Place, seniority: str,
                 money: Money) -> list[Row]:
    """Each AI profile twice: the place's country, then the home market's."""
    rows = []
    for profile in salary.PROFILES.values():
        for estimates, where in ((ours, place), (theirs, home)):
            found = salary.profile_pay(estimates.reset_index(), profile.id).set_index("seniority").loc[seniority]
            first = where is place
            rows.append(_row(found, money, profile.label if first else "", note=where.country_name,
                             text=money.cell.interval(found), selected=first))
    return rows


def pay_axis(money: Money, log: bool, ends: tuple[float, float] | None = None, steps: tuple[int, ...] = (1, 2, 5)) -> Axis:
    """The axis of gross pay a year in the shown currency."""
    return money_axis(money.currency, log, ends, steps)

"""The table twins of the Salaries page, and the card of claims as HTML of our own labels and numbers."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from atlas.domain import formats, pay_gap, salary
from atlas.domain.pay_claims import PayClaim, verdict
from atlas.domain.pay_series import OWN_SERIES, Series
from atlas.domain.scenario import ROLE_LABELS
from atlas.domain.tables import ROLES, SENIORITIES
from atlas.views.salaries import METHOD_MARKS, METHOD_WORDS, OWN_MARK, OWN_WORDS, Money, Place, level_label, method_words
from atlas.views.salaries_figures import coverage_words

SHORT = {"United States": "US", "United Kingdom": "UK"}


def _amounts(frame: pd.DataFrame, money: Money) -> dict[str, pd.Series]:
    """p10 to p90 and the interval, rounded to the hundred: no more digits than the bands allow."""
    names = {"p10_usd": "p10", "p25_usd": "p25", "p50_usd": "Median", "p75_usd": "p75", "p90_usd": "p90",
             "median_low_usd": "Median from", "median_high_usd": "Median to"}
    return {f"{label} ({money.currency})": (frame[name] * money.per_usd).round(-2) for name, label in names.items()}


def _counts(frame: pd.DataFrame) -> dict[str, pd.Series]:
    return {"n": frame["n"], "n in role": frame["n_role"], "n at level": frame["n_seniority"], "n in both": frame["n_cell"],
            "Method": [method_words(row) for row in frame.itertuples()]}


def countries(frame: pd.DataFrame, money: Money) -> pd.DataFrame:
    """The country figure as a table; counts of 0 stand for fewer than 5."""
    return pd.DataFrame({"Country": frame["country_name"], "Hubs": frame["cities"], **_amounts(frame, money),
                         **_counts(frame)})


def roles_and_levels(estimates: pd.DataFrame, money: Money) -> pd.DataFrame:
    """Every role and level of one country."""
    frame = estimates.loc[[(role, level) for role in ROLES for level in SENIORITIES]].reset_index()
    return pd.DataFrame({"Role": frame["role"].map(ROLE_LABELS), "Level": [level_label(s)[0] for s in frame["seniority"]],
                         **_amounts(frame, money), **_counts(frame)})


def two_places(place: Place, home: Place, ours: pd.DataFrame, theirs: pd.DataFrame, money: Money) -> pd.DataFrame:
    """Every role and level of both countries in one table."""
    frames = []
    for where, estimates in ((place, ours), (home, theirs)):
        frame = roles_and_levels(estimates, money)
        frame.insert(0, "Country", where.country_name)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def gaps(frame: pd.DataFrame, home: Place, money: Money) -> pd.DataFrame:
    """Each country against the home market: money and per cent, with the interval."""
    theirs = pay_gap.median_of(frame[frame["country"] == home.country].iloc[0])
    found = [pay_gap.gap(pay_gap.median_of(row), theirs) for row in frame.itertuples()]
    return pd.DataFrame({
        "Country": frame["country_name"], f"Median ({money.currency})": (frame["p50_usd"] * money.per_usd).round(-2),
        f"Less than {home.city} ({money.currency})": [round(gap.usd * money.per_usd, -2) for gap in found],
        f"% of {home.city}": [round(100 * gap.share) for gap in found],
        "from %": [round(100 * gap.share_low) for gap in found], "to %": [round(100 * gap.share_high) for gap in found]})


def sources(series: Sequence[Series], money: Money) -> pd.DataFrame:
    """What each source says by itself."""
    def amount(value: float | None) -> float | None:
        return None if value is None else round(value * money.per_usd, -2)

    return pd.DataFrame([
        {"Source": found.title, "Publisher": found.publisher, "Year": found.year,
         "Covers": "ICT industry, every occupation" if found.mean_usd else coverage_words(found.role, found.seniority),
         "n": found.n, **{f"{p} ({money.currency})": amount(found.band[at] if found.band else None)
                          for at, p in enumerate(("p10", "p25", "Median", "p75", "p90"))},
         f"Mean ({money.currency})": amount(found.mean_usd), "Whose": "yours" if found.own else "public"}
        for found in series])


def profiles(ours: pd.DataFrame, theirs: pd.DataFrame, place: Place, home: Place, seniority: str,
             money: Money) -> pd.DataFrame:
    """Pay of the three profiles, and the mix of roles that each stands for."""
    rows = []
    for profile in salary.PROFILES.values():
        mix = ", ".join(f"{formats.share(share)} {ROLE_LABELS[role]}" for role, share in profile.shares.items())
        for estimates, where in ((ours, place), (theirs, home)):
            found = salary.profile_pay(estimates.reset_index(), profile.id).set_index("seniority").loc[seniority]
            rows.append({"Profile": profile.label, "Country": where.country_name, "Median": money.text(found.p50_usd),
                         "80 % interval": money.interval(found), "p10–p90": money.band(found.p10_usd, found.p90_usd),
                         "Mix of roles (assumed)": mix, "Why": profile.reason})
    return pd.DataFrame(rows)


def claim_lines(claims: Sequence[PayClaim], frame: pd.DataFrame, money: Money) -> list[tuple[str, str, str, str]]:
    """(place, claim, our interval, where ours lies) of each claim about a country of `frame`."""
    lines = []
    by_country = frame.set_index("country")
    for claim in claims:
        ours = by_country.loc[claim.country]
        said = (money.cell.band(claim.low_usd, claim.high_usd) if claim.high_usd is not None
                else f"over {money.cell.text(claim.low_usd)}")
        place = SHORT.get(ours.country_name, ours.country_name) + (" (yours)" if claim.benchmark.own else "")
        lines.append((place, said, money.cell.interval(ours),
                      verdict(claim, ours.median_low_usd, ours.median_high_usd)))
    return lines


def hub_card(place: Place, estimate: pd.Series, money: Money) -> str:
    """Country, how the estimate was made, the interval of the median in large figures."""
    own = estimate.source_code == OWN_SERIES
    words, text = (OWN_WORDS, OWN_MARK) if own else (METHOD_WORDS[estimate.method], METHOD_MARKS[estimate.method])
    mark = f"<span class='pay-mark' title='{words}'>{text}</span>"
    return (f"<div class='pay-place'><span>{escape(place.country_name)}</span>{mark}</div>"
            f"<div class='pay-median'>{escape(money.interval(estimate))}</div>"
            f"<p class='pay-note'>80 % interval for the median; best estimate {escape(money.text(estimate.p50_usd))}</p>")


def claims_card(lines: Sequence[tuple[str, str, str, str]]) -> str:
    """The claims beside our intervals."""
    rows = "".join(f"<tr><th scope='row'>{escape(place)}</th>" + "".join(f"<td>{escape(text)}</td>" for text in texts)
                   + "</tr>" for place, *texts in lines)
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("", "claim", "ours", "ours is"))
    return f"<table class='pay-card'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def claims_table(claims: Mapping[str, Sequence[PayClaim]], frame: pd.DataFrame, money: Money) -> pd.DataFrame:
    """Every claim with who makes it."""
    every = [claim for found in claims.values() for claim in found]
    lines = claim_lines(every, frame, money)
    return pd.DataFrame([{"Country": place, "Claim": said, "Ours": ours, "Ours is": where,
                          "Of whom": claim.benchmark.applies_to,
                          "Who says so": claim.benchmark.said_by}
                         for claim, (place, said, ours, where) in zip(every, lines, strict=True)])

"""Slides about the evidence: the map, pay, shared hours over the year."""

import math
from datetime import date, timedelta
from typing import Any

import pandas as pd

from atlas.domain import formats
from atlas.domain.overlap import YearOverlap
from atlas.domain.overlap_answer import ZoneRow
from atlas.export import board_words as words
from atlas.export.bodies import (
    AreaBody,
    Band,
    BandBody,
    BarBody,
    Cell,
    Column,
    MapBody,
    Place,
    Row,
    Series,
    TableBody,
)
from atlas.export.content import Panel, Slide
from atlas.export.findings import Findings
from atlas.export.pptx_map import VIEWS
from atlas.views import explore as explore_view
from atlas.views import overlap as overlap_view
from atlas.views.overlap_year import strip_summary
from atlas.views.text import plain, unmarked
from atlas.views.theme import LIGHT

PAY_ROWS, OVERLAP_ROWS, LARGEST = 14, 12, 3

LABELLED_REMOVED = 8
"""More removed hubs than this are crosses without a name on the map; the limits slide names them."""


def map_slide(found: Findings, made: str) -> Slide:
    """Where the hubs are: Europe and the world, and the largest pools in words."""
    frame = explore_view.places(found.answer, "score", found.currency, found.per_usd)
    crowded = (frame["state"] == "removed").sum() > LABELLED_REMOVED
    places = tuple(_place(row, "" if crowded and row.state == "removed" else row.city) for row in frame.itertuples())
    low, high = explore_view.score_range(found.answer)
    title = explore_view.title(found.answer)
    near = sum(VIEWS["europe"].holds(place) and place.state == "ranked" for place in places)
    scale = (f"Score {low:.0f}", f"{high:.0f}")
    world = MapBody("world", places, found.land, scale, "europe" if near > 2 else "")
    panels = [Panel("world", world, f"Map of the world. {title}.", (0.335, 0, 0.665, 0.78) if near > 2 else (0, 0, 1, 1))]
    if near > 2:
        panels = [Panel("europe", MapBody("europe", places, found.land), f"Map of Europe with {near} ranked hubs. {title}.",
                        (0, 0, 0.315, 1)), *panels,
                  Panel("pools", _pools(found), "The largest pools of software and IT people.", (0.335, 0.8, 0.665, 0.2))]
    return Slide("map", title, unmarked(explore_view.sentence(found.answer)), tuple(panels),
                 words.source_line(found, ("talent_pool",), "land: Natural Earth", "area: software and IT people"),
                 words.notes(found, made, title))


def _place(row: Any, label: str) -> Place:
    share = None if pd.isna(row.fill_share) else float(row.fill_share)
    people = None if pd.isna(row.pool_persons) else float(row.pool_persons)
    return Place(row.hub_id, label, float(row.latitude), float(row.longitude), row.label_side, row.state, people, share,
                 bool(row.modelled), row.tooltip.replace("\n", "; "))


def _pools(found: Findings) -> TableBody:
    """The largest pools, each with its rank."""
    hubs = found.answer.hubs.assign(people=found.answer.cells.raw[found.answer.hubs["row"], 2])
    largest = hubs.nlargest(LARGEST, "people")
    columns = tuple(Column(label, 1.0, align) for label, align in
                    (("Largest pools", "l"), ("Software and IT people", "r"), ("Rank", "r"), ("Score", "r")))
    rows = tuple(Row(hub.hub_id, (Cell(hub.city, bold=True), words.cell(found, hub.row, "talent_pool"),
                                  formats.ordinal_rank(hub.rank, hub.tied), formats.score(hub.score)))
                 for hub in largest.itertuples())
    return TableBody(columns, rows, size_pt=12, row_pt=18)


# --- pay ------------------------------------------------------------------------------------------------------------


def pay(found: Findings, made: str) -> Slide:
    """Pay bands of the best hubs' countries and of the home markets."""
    rows = _pay_rows(found)
    scale = found.per_usd
    bands = tuple(Band(f"{row.country_name} · n {row.n:,}", *(float(getattr(row, name)) * scale for name in BAND_COLUMNS),
                       modelled=row.method == "modelled") for row in rows.itertuples())
    body = BandBody(bands, f"Gross pay, {found.currency} a year", words.money_format(found.currency))
    title, takeaway = _pay_words(found, rows)
    alt = f"{title}. Lowest median {rows.iloc[0]['country_name']}, highest {rows.iloc[-1]['country_name']}."
    rate = f"{found.per_usd:g} {found.currency} a US dollar, {found.rate_date}" if found.currency != "USD" else ""
    return Slide("pay", title, takeaway, (Panel("bands", body, alt),),
                 words.source_line(found, ("salary",), "n: engineers who answered; pay is national, not of a city", rate),
                 words.notes(found, made, alt))


BAND_COLUMNS = ("p10_usd", "p25_usd", "p50_usd", "p75_usd", "p90_usd", "median_low_usd", "median_high_usd")


def _pay_rows(found: Findings) -> pd.DataFrame:
    """One row a country: those of the best hubs, then those of the home offices; by median."""
    hubs = found.answer.cells.hubs
    offices = hubs[hubs["city"].isin([office.city for office in found.scenario.home])]
    ranked = found.answer.hubs[["hub_id", "country", "country_name"]]
    shown = pd.concat([offices[["hub_id", "country", "country_name"]], ranked])
    rows = shown.merge(found.pay[found.pay["p50_usd"].notna()], on="hub_id").drop_duplicates("country")
    return rows.head(PAY_ROWS).sort_values(["p50_usd", "country_name"]).reset_index(drop=True)


def _pay_words(found: Findings, rows: pd.DataFrame) -> tuple[str, str]:
    role = words.role_words(found.scenario)
    role = f"{'An' if role[0] in 'aeiou' else 'A'} {role}"
    by_country = rows.set_index("country")
    leader = found.answer.hubs.iloc[0]
    if leader["country"] not in by_country.index:
        return f"{role} earns most in {rows.iloc[-1]['country_name']}", ""
    here = by_country.loc[leader["country"]]

    def money(row: pd.Series) -> str:
        low, high = (row[name] * found.per_usd for name in ("median_low_usd", "median_high_usd"))
        return f"{formats.money_band(low, high, found.currency)} in {_short(row)}"

    home = found.answer.cells.hubs
    home = home[home["city"].isin([office.city for office in found.scenario.home]) & (home["country"] != leader["country"])]
    known = [country for country in home["country"] if country in by_country.index]
    made = {"observed": "observed", "pooled": "pooled with its neighbours", "modelled": "modelled: a range, not a figure"}
    base = f"{here['n']:,} engineers answered in {_short(here)}; the estimate is {made[here['method']]}."
    if not known:
        return f"{role} earns {money(here)}", f"The band holds the median in 8 of 10 cases. {base}"
    there = by_country.loc[known[0]]
    share = formats.share(float(here["p50_usd"] / there["p50_usd"]))
    return (f"{role} in {_short(here)} earns about {share} of pay in {_short(there)}",
            f"The median is {money(here)} and {money(there)}, each in 8 of 10 cases. {base}")


def _short(row: pd.Series) -> str:
    """A country's name in a sentence."""
    return {"United Kingdom": "the UK", "United States": "the US"}.get(row["country_name"], row["country_name"])


# --- overlap --------------------------------------------------------------------------------------------------------


def overlap(found: Findings, made: str) -> Slide:
    """Hours shared with the home offices, and the year of the leading hub day by day."""
    state, leader = found.overlap, found.answer.hubs.iloc[0]
    row = state.row_of(leader["hub_id"])
    kept = set(found.answer.hubs["hub_id"])
    rows = [r for r in state.rows if kept & set(r.hub_ids)]
    rows = ([row] + [r for r in rows if r is not row])[:OVERLAP_ROWS] if row else rows[:OVERLAP_ROWS]
    rows.sort(key=state.rows.index)
    title = overlap_view.title(row, leader["city"], state) if row else overlap_view.summary(state, rows)
    takeaway = unmarked(overlap_view.sentence(row, plain(leader["city"]), state)) if row else ""
    several, alike = len(state.homes) > 1, row is None or row.each[0].min == row.each[0].max
    panels = [Panel("zones", _zones(rows, kept), overlap_view.summary(state, rows), (0, 0, 1 if alike else 0.52, 1),
                    heading=f"With {'the home office that shares least' if several else state.homes[0].city}")]
    if not alike:
        year = row.each[0]
        panels.append(Panel("days", _days(year), strip_summary(year, leader["city"], state.homes[0].city),
                            (0.56, 0, 0.44, 1), heading=f"{leader['city']} and {state.homes[0].city}, day by day"))
    hours = found.scenario.hub_hours
    offices = words.listed([f"{o.city} {o.hours.start}–{o.hours.end}" for o in state.homes])
    return Slide("overlap", title, takeaway, tuple(panels),
                 f"IANA time-zone rules for every day of {state.year} · hub hours {hours.start}–{hours.end}, {offices}",
                 words.notes(found, made, title))


def _zones(rows: list[ZoneRow], kept: set[str]) -> BarBody:
    """Hours of every day, then what most days add, then the best days. Only ranked hubs are named."""
    named = [[city for hub, city in zip(row.hub_ids, row.cities, strict=True) if hub in kept] for row in rows]
    years = [row.smallest for row in rows]
    green, mid, pale = (LIGHT.criterion(c) for c in ("overlap", "english", "travel"))
    parts = [("every day", [y.min for y in years], green), ("on most days", [y.typical - y.min for y in years], mid),
             ("on some days", [y.max - y.typical for y in years], pale)]
    series = [Series(name, tuple(hours), colour) for name, hours, colour in parts if any(hours) or name == "every day"]
    series.append(Series("hours of most days", tuple(y.typical for y in years), label='0.##" h"'))
    return BarBody(tuple(words.listed(cities, 3) for cities in named), tuple(series), "Shared hours a day", '0" h"', least=0,
                   most=max(4.0, max(y.max for y in years) * 1.25), show_axis=False, label_pt=160, size_pt=13,
                   beside=(("least (h)", tuple(y.min for y in years)), ("most (h)", tuple(y.max for y in years))))


def _days(year: YearOverlap) -> AreaBody:
    """Hours of every date of the year."""
    first = date(year.year, 1, 1)
    days = tuple(first + timedelta(days=n) for n in range(len(year.hours)))
    hours = tuple(float(h) for h in year.hours)
    return AreaBody(days, Series("shared hours", hours, LIGHT.criterion("english")), "Shared hours, every day of the year",
                    '0" h"', most=float(max(4, math.ceil(max(hours)) + 1)))

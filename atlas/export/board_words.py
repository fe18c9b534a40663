"""Words that the board's slides share: source lines, notes, money formats, plain sentences."""

import math
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from atlas.domain import formats, own_data
from atlas.domain.cells import COMPUTED_SOURCES, COST_SOURCE, IANA_SOURCE
from atlas.domain.criteria import METHOD_VERSION, PRESETS
from atlas.domain.ranking import Ranking
from atlas.domain.scenario import MISSING_POLICIES, ROLE_LABELS, Scenario
from atlas.export.findings import Findings
from atlas.views import ranking as ranking_view

NAMED_SOURCES = 5


def role_words(scenario: Scenario, several: bool = False) -> str:
    """The role in a sentence: `senior AI/ML engineer`."""
    label = ROLE_LABELS[scenario.role]
    label = label if label[:2].isupper() or label.startswith("ML") else label[0].lower() + label[1:]
    seniority = "mid-level" if scenario.seniority == "mid" else scenario.seniority
    return f"{seniority} {label}{'s' if several else ''}"


def homes(scenario: Scenario) -> str:
    """The home offices in a sentence."""
    return listed([office.city for office in scenario.home], 3)


def listed(words: Sequence[str], most: int = 99) -> str:
    """Words as a list: `a`, `a and b`, `a, b and 2 more`."""
    words = list(words)
    if len(words) > most:
        words = [*words[:most - 1], f"{len(words) - most + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def money_format(currency: str) -> str:
    """The number format of positive money in charts: thousands, from a million on millions."""
    symbol = _symbol(currency)
    return f'[>=999500]{symbol}0.00,,"m";{symbol}#,##0,"k"'


def signed_money_format(currency: str, largest: float) -> str:
    """The number format of an axis that may hold negative money: one unit for all of it, so that the minus stays."""
    return f'{_symbol(currency)}0.0,,"m"' if abs(largest) >= 1e6 else f'{_symbol(currency)}#,##0,"k"'


def _symbol(currency: str) -> str:
    return '"' + formats.SYMBOLS.get(currency, f"{currency} ") + '"'


def cell(found: Findings, row: int, criterion_id: str) -> str:
    """The raw value of a hub (by its row) as it is shown everywhere."""
    column = found.answer.criteria.index(criterion_id)
    return ranking_view.cell_text(found.answer.cells, row, column, found.currency, found.per_usd)


def own_sign(found: Findings, row: int) -> str:
    """What follows the name of a hub whose figures rest on the company's own data in part."""
    return f" {own_data.SIGN}" if found.answer.cells.own[row].any() else ""


def own_notes(found: Findings) -> list[str]:
    """For the notes of a slide: which figures of which hubs are the company's own."""
    hubs = [(place.city, ranking_view.own_labels(found.answer.cells, place.row)) for place in found.answer.hubs.itertuples()]
    said = [f"{city}: {labels}" for city, labels in hubs if labels]
    return [f"{own_data.KEY}: {'; '.join(said)}"] if said else []


def unit(found: Findings, criterion_id: str) -> str:
    """The unit of a criterion in the scenario's currency."""
    return found.answer.criteria[criterion_id].unit.replace("USD", found.currency)


def group_points(found: Findings, row: int) -> np.ndarray:
    """Points of each group of criteria in a hub's score, in the order of `criteria.groups`."""
    return in_group(found.answer) @ found.answer.contributions[row]


def in_group(answer: Ranking) -> np.ndarray:
    """Groups x criteria: which criterion belongs to which group."""
    return np.array([[criterion.group == group.id for criterion in answer.criteria] for group in answer.criteria.groups])


def used_codes(found: Findings, criteria: Iterable[str] | None = None) -> list[str]:
    """Codes of the sources behind the cells of these criteria (all) that the ranking uses, the most used first."""
    weights, ids = found.answer.weight_by_id, found.answer.criteria
    asked = set(ids.ids if criteria is None else criteria)
    long = found.answer.cells.long
    shown = {*found.answer.hubs["hub_id"], *found.answer.reference["hub_id"]}
    rows = long[long["hub_id"].isin(shown) & long["criterion"].isin([c for c in asked if weights.get(c, 0) > 0])]
    if "salary" in asked - set(ids.ids) and found.pay is not None:  # net cost is in its place; pay is still shown
        rows = pd.concat([rows, found.pay[found.pay["hub_id"].isin(shown)].dropna(subset="source_code")])
    return rows["source_code"].value_counts(sort=True).sort_index(kind="stable").sort_values(
        ascending=False, kind="stable").index.tolist()


COMPUTED = pd.DataFrame([
    {"source_code": IANA_SOURCE, "publisher": COMPUTED_SOURCES[IANA_SOURCE], "licence": "public domain",
     "title": "Computed here for every day of the year", "url": "https://www.iana.org/time-zones"},
    {"source_code": COST_SOURCE, "publisher": COMPUTED_SOURCES[COST_SOURCE], "licence": "as its sources",
     "title": "Computed here from pay, on-costs and the assumptions", "url": ""},
])
"""Sources of what is computed here, which no file of data/ names."""


def source_table(found: Findings) -> pd.DataFrame:
    """Source code, publisher, title, url and licence of every source."""
    columns = COMPUTED.columns.tolist()
    return pd.concat([found.sources[columns], COMPUTED]).drop_duplicates("source_code").fillna("")


def source_line(found: Findings, criteria: Iterable[str] | None = None, *notes: str) -> str:
    """Where the figures of a slide come from: publishers of the cells behind it, then notes."""
    names = source_table(found).set_index("source_code")["publisher"].to_dict()
    publishers = list(dict.fromkeys(names.get(code, code) for code in used_codes(found, criteria)))
    own = own_data.KEY if found.answer.cells.own[found.answer.hubs["row"].to_numpy(dtype=int)].any() else ""
    return " · ".join(part for part in (f"Sources: {listed(publishers, NAMED_SOURCES)}", own, *notes) if part)


def pages(rows: pd.DataFrame, most: int) -> list[pd.DataFrame]:
    """The rows in equal parts of at most `most`."""
    count = max(1, math.ceil(len(rows) / most))
    size = max(1, math.ceil(len(rows) / count))
    return [rows.iloc[start:start + size] for start in range(0, max(len(rows), 1), size)]


def data_date(found: Findings) -> str:
    """Which data, and of which day: `Data 37e7b2ec, 21 Nov 2026`."""
    version, built = found.answer.data_version[:8], found.built
    return f"Data {version}, {day_words(date.fromisoformat(built))}" if built else f"Data {version}"


def day_words(day: date) -> str:
    """A day in words: `21 Nov 2026`."""
    return f"{day.day} {day:%b} {day.year}"


def policy(found: Findings) -> str:
    """How missing cells count, and under which version of the method."""
    return f"{MISSING_POLICIES[found.scenario.missing]} · method {METHOD_VERSION}"


def weights_words(answer: Ranking) -> str:
    """The weights in one line, with the preset's name where they are one."""
    preset = answer.scenario.preset
    weights = (f"{c.label} {formats.number(w)}" for c, w in zip(answer.criteria, answer.weights, strict=True))
    return (f"{PRESETS[preset].label}: " if preset else "") + ", ".join(weights)


def limit_words(found: Findings) -> list[str]:
    """Each rule that can remove a hub, in words."""
    scenario = found.scenario
    words = []
    for limit in scenario.limits:
        criterion = found.answer.criteria[limit.criterion]
        ends = [f"{word} {formats.raw(criterion.kind, bound, found.currency, found.per_usd)}"
                for word, bound in (("at least", limit.min), ("at most", limit.max)) if bound is not None]
        words.append(f"{criterion.label} {' and '.join(ends)}")
    if scenario.regions:
        words.append(f"regions: {listed([region.replace('_', ' ') for region in scenario.regions])}")
    if scenario.exclude:
        words.append(f"excluded by name: {len(scenario.exclude)}")
    if scenario.hubs is not None:
        words.append(f"considered by name: {len(scenario.hubs)}")
    return words


def notes(found: Findings, made: str, *own: str) -> str:
    """The notes of a slide: what it rests on, so that it can be made again."""
    scenario = found.scenario
    spread = "any weights" if scenario.any_weights else f"weights within {scenario.spread_pct} %"
    firm = found.firm.acceptability if found.firm else None
    return "\n".join([
        *own,
        f"Scenario: {role_words(scenario, several=True)}; home: {homes(scenario)}; currency {found.currency}"
        + (f" at {found.per_usd:g} a US dollar ({found.rate_date})" if found.currency != "USD" else ""),
        f"Weights: {weights_words(found.answer)}",
        f"Limits: {'; '.join(limit_words(found)) or 'none'}",
        f"Policy: {MISSING_POLICIES[scenario.missing]}",
        *own_notes(found),
        *([f"Robustness: {firm.draws:,} draws, seed {firm.seed}, {spread}"
           + (", figures within their bands" if scenario.data_uncertainty else "")] if firm else []),
        f"Data version {found.answer.data_version} of {found.built}; method version {METHOD_VERSION}; made on {made}",
        f"Link: {found.link}",
    ])

"""The board deck of a scenario: which slides there are, in which order, and when each can be made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain.errors import ScenarioError, nearest, shown
from atlas.export import board_cost, board_examine, board_method, board_rank
from atlas.export import board_words as words
from atlas.export.content import Deck, Failure, Slide
from atlas.export.deck import reason
from atlas.export.findings import Findings

Made = Slide | list[Slide]


@dataclass(frozen=True)
class Entry:
    """One slide of the catalogue, or a run of them: `needs` says whether the findings hold what it shows."""

    id: str
    label: str
    build: Callable[[Findings, str], Made]
    needs: Callable[[Findings], bool] = lambda found: True


def _ranked(found: Findings) -> bool:
    return found.firm is not None


CATALOGUE: dict[str, Entry] = {
    entry.id: entry
    for entry in (
        Entry("opening", "Title", board_rank.opening),
        Entry("verdict", "Verdict and shortlist", board_rank.verdict, _ranked),
        Entry("ranking", "Ranking by contribution", board_rank.ranking, _ranked),
        Entry("firm", "How firm the answer is", board_rank.firm, _ranked),
        Entry("map", "Map", board_examine.map_slide, _ranked),
        Entry("pay", "Pay bands", board_examine.pay, lambda f: _ranked(f) and f.pay is not None),
        Entry("overlap", "Overlap over the year", board_examine.overlap, lambda f: _ranked(f) and f.overlap is not None),
        Entry("waterfall", "True cost", board_cost.waterfall, lambda f: f.cost is not None),
        Entry("curve", "Saved over time", board_cost.curve, lambda f: f.cost is not None),
        Entry("comparison", "Comparison of the shortlist", board_rank.comparison, _ranked),
        Entry("limits", "Limits, and what they removed", board_method.limits),
        Entry("method", "Data and method", board_method.method),
        Entry("sources", "Sources", board_method.sources),
        Entry("assumptions", "Cost assumptions", board_cost.assumptions, lambda f: f.cost is not None),
    )
}


def available(found: Findings) -> list[Entry]:
    """The slides that the findings can fill, in the usual order."""
    return [entry for entry in CATALOGUE.values() if entry.needs(found)]


def slides(found: Findings, made: date, chosen: Sequence[str] | None = None,
           progress: Callable[[int, int, str], None] = lambda done, of, label: None) -> Deck:
    """The deck of the findings on a day: the chosen slides (ids of CATALOGUE) in the order given, or all there are.

    A slide that cannot be composed is a failure of the deck and costs no other. ScenarioError for an unknown id.
    """
    entries = available(found) if chosen is None else [_entry(id_) for id_ in chosen]
    composed: list[Slide] = []
    failures: list[Failure] = []
    for number, entry in enumerate(entries):
        progress(number, len(entries), entry.label)
        try:
            if not entry.needs(found):
                why = found.cost_missing if found.cost is None else ""
                raise ScenarioError(f"{entry.label}: {why or 'the scenario has no answer to show on this slide'}")
            result = entry.build(found, made.isoformat())
            composed += result if isinstance(result, list) else [result]
        except Exception as fault:
            failures.append(Failure(entry.id, reason(fault)))
    progress(len(entries), len(entries), "")
    return Deck(tuple(composed), made, words.data_date(found), "Talent Atlas: board deck", tuple(failures))


def _entry(slide_id: str) -> Entry:
    if slide_id not in CATALOGUE:
        raise ScenarioError(f"slides: {shown(slide_id)} is not a slide{nearest(slide_id, CATALOGUE)}")
    return CATALOGUE[slide_id]

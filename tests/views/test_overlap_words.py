"""What the Overlap page says beside its figure: clock difference, bargain, working days, claims."""

import pandas as pd
import pytest

from atlas.domain.bargain import EVERY_DAY, MOST_DAYS, bargain
from atlas.domain.formats import NBSP
from atlas.domain.overlap_answer import OverlapAnswer, compare
from atlas.domain.overlap_claims import claims
from atlas.domain.scenario import from_json
from atlas.domain.workdays import SharedYear
from atlas.paths import DATA
from atlas.views import overlap_words as words

PLACES = pd.read_csv(DATA / "hubs.csv")


def answer(home: str) -> OverlapAnswer:
    return compare(PLACES, from_json({"home": home}))


@pytest.mark.parametrize(
    ("home", "hub_id", "city", "said"),
    [
        ("New York", "bucharest", "Bucharest",
         "Bucharest is 6 to 7 h ahead of New York. Bucharest's office day, 09:00–18:00, is 02:00–11:00 in New York on most "
         "days; 2 h of it lie within 09:00–18:00 there."),
        ("New York", "mexico_city", "Mexico City",
         "Mexico City is 1 to 2 h behind New York. Mexico City's office day, 09:00–18:00, is 11:00–20:00 in New York on most "
         "days; 7 h of it lie within 09:00–18:00 there."),
        ("New York", "bogota", "Bogotá",
         "Bogotá is 0 to 1 h behind New York. Bogotá's office day, 09:00–18:00, is 10:00–19:00 in New York on most days; "
         "8 h of it lie within 09:00–18:00 there."),
        ("New York", "toronto", "Toronto",
         "Toronto and New York have the same time. Toronto's office day, 09:00–18:00, is 09:00–18:00 in New York on most "
         "days; 9 h of it lie within 09:00–18:00 there."),
    ],
)
def test_the_clock_difference_is_explained(home: str, hub_id: str, city: str, said: str) -> None:
    found = answer(home)
    assert words.clock_text(found.row_of(hub_id), city, found, 0, None).replace(NBSP, " ") == said


def test_a_clock_that_is_now_ahead_and_now_behind() -> None:
    assert words._apart("Apia", "Perth", -1.0, 2.0).replace(NBSP, " ") == "Apia is up to 1 h behind and up to 2 h ahead of Perth"


def test_the_bargain_names_the_new_hours_and_what_most_days_ask() -> None:
    """docs/METHOD-overlap.md: 4.5 hours later for every day of 2026, 3.5 hours later for most days."""
    found = answer("New York")
    row = found.row_of("bengaluru")
    both = [bargain(found.windows, row.window, 2026, 3, share) for share in (EVERY_DAY, MOST_DAYS)]
    assert [line.replace(NBSP, " ") for line in words.bargain_lines(*both, "Bengaluru", row.window, ["New York"])] == [
        "Bengaluru starts 4.5 h later, or 2.5 h later and New York 2 h earlier: 3 h every day of the year.",
        "Bengaluru then works 13:30–22:30 local time, instead of 09:00–18:00.",
        "Bengaluru starts 3.5 h later, or 2 h later and New York 1.5 h earlier: 3 h on most days.",
    ]


def test_no_bargain_is_needed_where_the_hours_are_there() -> None:
    found = answer("London")
    row = found.row_of("tallinn")
    both = [bargain(found.windows, row.window, 2026, 3, share) for share in (EVERY_DAY, MOST_DAYS)]
    assert [line.replace(NBSP, " ") for line in words.bargain_lines(*both, "Tallinn", row.window, ["London"])] == [
        "Tallinn and London share 3 h every day of the year as they are."]


def test_unknown_holidays_are_said_to_be_unknown() -> None:
    assert words.holiday_lines((None, 11), None, "Bucharest", "Atlantis", 2026) == [
        "Working days lost to public holidays in 2026: 11 in Bucharest, unknown in Atlantis."]
    assert words.holiday_lines((13, 11), SharedYear(239, 10, 8, 3, 498.0), "Bucharest", "New York", 2026)[1] == (
        "Both are at work on 239 dates and share 498 hours of the year.")


def test_offices_are_listed_in_words() -> None:
    assert [words.names(cities) for cities in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]


def test_the_calendar_says_why_it_is_empty() -> None:
    found = answer("New York")
    assert words.calendar_text(found.row_of("pune"), "Pune", found, 0).startswith("No calendar: Pune and New York share no hours")
    assert "that both work" in words.calendar_text(found.row_of("cluj"), "Cluj", found, 0)


def test_a_claim_is_quoted_with_its_unit_and_its_article() -> None:
    overlap, clock = claims(2026)
    assert words.claim_text(overlap) == "6–8 hours: claimed overlap with US East Coast, Eastern Europe"
    assert words.claim_text(clock).startswith("10.5–13.5 hours: clock difference")
    assert words.claim_source(overlap) == "Offshoring article for AI agencies, 2026"

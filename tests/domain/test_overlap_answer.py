"""All places against all home offices, on the shipped catalogue: the figures of the Overlap page's picture."""

from datetime import date

import pandas as pd
import pytest

from atlas.domain.bargain import bargain
from atlas.domain.overlap import typical_hours, year_overlap
from atlas.domain.overlap_answer import OverlapAnswer, compare
from atlas.domain.scenario import from_json
from atlas.domain.zones import rules_key
from atlas.paths import DATA

PLACES = pd.read_csv(DATA / "hubs.csv")


def answer(*homes: str, hours: float = 3.0) -> OverlapAnswer:
    return compare(PLACES, from_json({"home": list(homes)}), hours)


@pytest.mark.parametrize(
    ("hub_id", "label", "typical", "year", "clock", "most_days", "every_day"),
    [
        ("bogota", "Bogotá, Medellín", 8, (8, 9), (-1, 0), 0, 0),
        ("sao_paulo", "São Paulo", 8, (7, 8), (1, 2), 0, 0),
        ("london", "London", 4, (4, 5), (4, 5), 0, 0),
        ("guadalajara", "Guadalajara, Mexico City", 7, (7, 8), (-2, -1), 0, 0),
        ("prague", "Brno, Prague", 3, (3, 4), (5, 6), 0, 0),
        ("prishtina", "Belgrade, Prishtina", 3, (3, 4), (5, 6), 0, 0),
        ("cluj", "Bucharest and 3 more", 2, (2, 3), (6, 7), 60, 60),
        ("pune", "Bengaluru and 4 more", 0, (0, 0), (9.5, 10.5), 210, 270),
        ("hcmc", "Ho Chi Minh City", 0, (0, 0), (11, 12), 300, 360),
        ("manila", "Manila", 0, (0, 0), (12, 13), 360, -360),
    ],
)
def test_rows_for_new_york(hub_id: str, label: str, typical: float, year: tuple, clock: tuple, most_days: int,
                           every_day: int) -> None:
    row = answer("New York").row_of(hub_id)
    assert row.label == label
    assert (row.smallest.typical, (row.smallest.min, row.smallest.max)) == (typical, year)
    assert row.smallest.offset_hours == clock
    assert (row.shift_most_days, row.shift_every_day) == (most_days, every_day)


def test_every_place_but_the_home_offices_has_one_row() -> None:
    found = answer("New York", "London")
    assert sorted(hub for row in found.rows for hub in row.hub_ids) == sorted(
        set(PLACES["hub_id"]) - {"new_york", "london"})
    assert [row.label for row in found.rows if row.is_home_market] == ["Toronto", "Berlin", "San Francisco"]


def test_zones_of_equal_clocks_have_equal_hours_and_others_their_own() -> None:
    """Kyiv and Bucharest change their clocks alike in 2026; in 1990 they did not."""
    assert rules_key("Europe/Kyiv", 2026) == rules_key("Europe/Bucharest", 2026) != rules_key("Europe/Warsaw", 2026)
    assert rules_key("Europe/Kyiv", 1990) != rules_key("Europe/Bucharest", 1990)
    found = answer("New York")
    for row in found.rows:
        assert row.each[0].days == year_overlap(found.windows[0], row.window, 2026).days, row.label


def test_rows_fall_with_the_hours_and_agree_with_the_criterion() -> None:
    found = answer("New York", "San Francisco")
    typical = [row.smallest.typical for row in found.rows]
    assert typical == sorted(typical, reverse=True)
    assert typical == typical_hours(found.windows, [row.window for row in found.rows], 2026).tolist()


def test_rows_can_be_seen_from_any_home_office() -> None:
    found = answer("New York", "London", "San Francisco")
    for home, office in enumerate(found.homes):
        typical = [row.each[home].typical for row in found.seen_from(home, "cluj")]
        assert typical == sorted(typical, reverse=True), office
    assert not any(row.is_home_market for row in found.seen_from(0, "cluj"))
    assert [row.label for row in found.seen_from(0, "toronto") if row.is_home_market] == ["Toronto"]
    assert len(found.seen_from(0, "cluj", home_markets=True)) == len(found.rows)


def test_rows_seen_on_a_date_fall_with_the_hours_of_that_date() -> None:
    """On 1 January Bengaluru shares 3.5 hours with London and Bogotá 4; over the year Bengaluru's 4.5 are more usual."""
    found, day = answer("London"), date(2026, 1, 1)
    shown = found.seen_from(0, "cluj", day=day)
    hours = [row.each[0].on(day) for row in shown]
    assert hours == sorted(hours, reverse=True)
    assert [row.label for row in shown if row.each[0].on(day) in (3.5, 4)] == ["Bogotá, Medellín", "Bengaluru and 4 more"]


def test_the_shift_of_a_row_is_the_hubs_part_of_the_bargain() -> None:
    found = answer("San Francisco", "London", hours=2)
    for row in found.rows[::4]:
        every_day = bargain(found.windows, row.window, 2026, 2).hub
        assert row.shift_every_day == (every_day and every_day.hub_minutes)


def test_the_usual_day_has_the_hours_of_most_days() -> None:
    """Bengaluru shares 4.5 hours with London on most days, from the end of March, and none with San Francisco ever."""
    row = answer("London", "San Francisco").row_of("bengaluru")
    for found in row.each:
        assert found.hours[found.usual_day.timetuple().tm_yday - 1] == found.typical
    assert [str(found.usual_day) for found in row.each] == ["2026-03-29", "2026-01-01"]

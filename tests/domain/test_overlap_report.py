"""The JSON of `overlap`, with the keys and figures of PRODUCT sections 5 and 10."""

import json
from datetime import date

import pytest

from atlas.domain.errors import ScenarioError
from atlas.domain.overlap import remark, window
from atlas.domain.overlap_report import office, report_date, report_year
from atlas.domain.scenario import HomeOffice, Hours

from .test_overlap import BUCHAREST, KOLKATA

NEW_YORK, LONDON = HomeOffice("New York", "America/New_York"), HomeOffice("London", "Europe/London")
BENGALURU = window(KOLKATA, "09:00", "18:00")


def test_a_year_of_bucharest_and_new_york() -> None:
    found = report_year("bucharest", window(BUCHAREST, "09:00", "18:00"), [NEW_YORK], 2026)
    figures = {"min": 2.0, "typical": 2.0, "max": 3.0, "days": {"2.0": 337, "3.0": 28},
               "offset_hours": {"min": 6.0, "max": 7.0}}
    assert {key: found[key] for key in ("hub_id", "year", *figures)} == {"hub_id": "bucharest", "year": 2026, **figures}
    assert found["homes"] == [{"city": "New York", "timezone": "America/New_York", "start": "09:00", "end": "18:00",
                               **figures}]
    assert found["odd_weeks"] == [{"first": "2026-03-08", "last": "2026-03-28", "hours": 3.0},
                                  {"first": "2026-10-25", "last": "2026-10-31", "hours": 3.0}]
    assert (found["shift_for_hours"]["hours"], found["shift_for_hours"]["hub_shift_minutes"]) == (3, 60)
    json.dumps(found, allow_nan=False)


def test_the_shift_of_bengaluru_in_its_three_forms() -> None:
    assert report_year("bengaluru", BENGALURU, [NEW_YORK], 2026)["shift_for_hours"] == {
        "hours": 3, "hub_shift_minutes": 270, "home_shift_minutes": -270,
        "shared_shift_minutes": {"hub": 150, "home": -120},
        "hub_shift_minutes_on_95_pct_of_days": 270, "hub_shift_minutes_on_most_days": 210}


def test_a_shift_that_cannot_be_is_null() -> None:
    shifts = report_year("bengaluru", BENGALURU, [NEW_YORK], 2026, 10)["shift_for_hours"]
    assert shifts.pop("hours") == 10
    assert set(shifts.values()) == {None}


def test_several_offices_give_each_the_smallest_and_all_together() -> None:
    found = report_year("bucharest", window(BUCHAREST, "09:00", "18:00"), [LONDON, NEW_YORK], 2026)
    assert [home["typical"] for home in found["homes"]] == [7.0, 2.0]
    assert (found["typical"], found["together"]["typical"]) == (2.0, 2.0)
    assert found["offset_hours"] == {"min": 2.0, "max": 7.0}


def test_a_date_says_the_hours_on_every_clock() -> None:
    """On 29 March 2026 London's clocks have changed; Bengaluru is 4.5 h ahead."""
    early = HomeOffice("London", "Europe/London", Hours("08:00", "17:00"))
    assert report_date("bengaluru", BENGALURU, [early], date(2026, 3, 29)) == {
        "hub_id": "bengaluru", "date": "2026-03-29", "hours": 5.5, "together_hours": 5.5, "notes": [],
        "homes": [{"city": "London", "timezone": "Europe/London", "start": "08:00", "end": "17:00", "hours": 5.5,
                   "offset_hours": 4.5,
                   "shared": [{"start": "2026-03-29T07:00Z", "end": "2026-03-29T12:30Z", "home": "08:00–13:30",
                               "hub": "12:30–18:00"}]}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("America/New_York", HomeOffice("New York", "America/New_York")),
        ("London@08:00-16:30", HomeOffice("London", "Europe/London", Hours("08:00", "16:30"))),
        ("America/Argentina/Buenos_Aires@22:00-07:00",
         HomeOffice("Buenos Aires", "America/Argentina/Buenos_Aires", Hours("22:00", "07:00"))),
    ],
)
def test_an_office_on_the_command_line(text: str, expected: HomeOffice) -> None:
    assert office(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [("Paris", "did you mean 'Europe/Paris'"), ("London@9", "no range of hours"), ("London@9-18", "is not a time of day"),
     ("London@", "no range of hours"), ("@09:00-18:00", "timezone: '' is not")],
)
def test_an_office_that_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        office(text)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("09:00", "18:00", None),
        ("22:00", "07:00", None),
        ("06:00", "20:00", None),
        ("18:00", "09:00", "Pune: 18:00–09:00 is 15 h a day, past midnight. If 09:00–18:00 was meant, swap the two times."),
        ("09:00", "09:00", "Pune: 09:00–09:00 is 24 h a day, around the clock."),
    ],
)
def test_hours_that_are_probably_a_mistake_are_remarked_on(start: str, end: str, said: str | None) -> None:
    assert remark(window(KOLKATA, start, end), "Pune") == said
    notes = report_year("pune", window(KOLKATA, start, end), [NEW_YORK], 2026)["notes"]
    assert notes == ([said.replace("Pune", "pune")] if said else [])

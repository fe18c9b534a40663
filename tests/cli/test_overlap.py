"""`overlap` on the shipped data: PRODUCT section 10's shape, section 5's day counts, and one line for each mistake."""

import csv
import io
import json

import pytest

from atlas.cli import main

pytestmark = pytest.mark.usefixtures("built_database")


def overlap(capsys: pytest.CaptureFixture, *argv: str) -> dict:
    assert main(["overlap", "--format", "json", *argv]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("home", "hub_id", "days"),
    [
        ("America/New_York", "bucharest", {"2.0": 337, "3.0": 28}),
        ("America/Los_Angeles", "warsaw", {"0.0": 337, "1.0": 28}),
        ("America/New_York", "bengaluru", {"0.0": 365}),
        ("Europe/London", "bengaluru", {"3.5": 155, "4.5": 210}),
        ("Europe/London", "tallinn", {"7.0": 365}),
    ],
)
def test_the_day_counts_of_2026(capsys, home: str, hub_id: str, days: dict) -> None:
    """PRODUCT section 5, 09:00 to 18:00 at both ends."""
    assert overlap(capsys, "--home", home, "--hub", hub_id, "--year", "2026")["days"] == days


def test_a_year_has_the_keys_of_the_contract(capsys) -> None:
    answer = overlap(capsys, "--home", "America/New_York@09:00-18:00", "--hub", "bengaluru", "--hours", "3")
    assert answer.keys() >= {"hub_id", "homes", "year", "min", "typical", "max", "days", "offset_hours", "shift_for_hours"}
    assert answer["offset_hours"] == {"min": 9.5, "max": 10.5}
    assert (answer["shift_for_hours"]["hours"], answer["shift_for_hours"]["hub_shift_minutes"]) == (3, 270)


def test_a_date_has_the_keys_of_the_contract(capsys) -> None:
    """9 March 2026 lies between the two clock changes: three hours, not two."""
    answer = overlap(capsys, "--home", "America/New_York", "--hub", "bucharest", "--date", "2026-03-09")
    assert answer.keys() >= {"hub_id", "homes", "date", "hours"}
    assert (answer["hub_id"], answer["date"], answer["hours"]) == ("bucharest", "2026-03-09", 3)
    assert answer["homes"][0]["shared"] == [
        {"start": "2026-03-09T13:00Z", "end": "2026-03-09T16:00Z", "home": "09:00–12:00", "hub": "15:00–18:00"}]


@pytest.mark.parametrize(("day", "new_york", "san_francisco"), [("2026-01-15", 10.5, 13.5), ("2026-07-15", 9.5, 12.5)])
def test_india_to_the_united_states(capsys, day: str, new_york: float, san_francisco: float) -> None:
    answer = overlap(capsys, "--home", "New York", "--home", "San Francisco", "--hub", "bengaluru", "--date", day)
    assert [home["offset_hours"] for home in answer["homes"]] == [new_york, san_francisco]


def test_several_offices_have_a_row_each_and_two_for_all(capsys) -> None:
    """In UTC: São Paulo 12-21; in summer New York 13-22 and London 09-18, so all 13-18; in winter 14-23, 10-19, 14-19."""
    assert main(["overlap", "--home", "New York", "--home", "London@10:00-19:00", "--hub", "sao_paulo", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["home"], row["typical"]) for row in rows] == [
        ("New York", "8.0"), ("London", "6.0"), ("least of all", "6.0"), ("all at once", "5.0")]
    assert main(["overlap", "--home", "London", "--hub", "cluj", "--date", "2026-06-01", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["shared hours"], row["home time"], row["hub time"]) == ("7.0", "09:00–16:00", "11:00–18:00")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("18:00-09:00", "London: 18:00–09:00 is 15 h a day, past midnight. If 09:00–18:00 was meant, swap the two times."),
        ("00:00-00:00", "London: 00:00–00:00 is 24 h a day, around the clock."),
    ],
)
def test_hours_that_may_be_a_mistake_are_answered_and_remarked_on(capsys, hours: str, said: str) -> None:
    assert main(["overlap", "--home", f"London@{hours}", "--hub", "cluj"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("hub_id") and printed.err == said + "\n"
    assert overlap(capsys, "--home", f"London@{hours}", "--hub", "cluj")["notes"] == [said]


def test_a_night_shift_meant_as_one_is_no_mistake(capsys) -> None:
    """22:00 to 07:00 in New York is 05:00 to 14:00 in Cluj on most days."""
    answer = overlap(capsys, "--home", "New York@22:00-07:00", "--hub", "cluj")
    assert (answer["typical"], answer["notes"]) == (5, [])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--home", "Europe/Lodnon", "--hub", "cluj"], "did you mean 'Europe/London'?"),
        (["--home", "Londn", "--hub", "cluj"], "did you mean 'Europe/London'?"),
        (["--home", "London", "--hub", "clu"], "did you mean 'cluj'?"),
        (["--home", "London@9-18", "--hub", "cluj"], "write it as 09:00"),
        (["--home", "London@09:00", "--hub", "cluj"], "write ZONE@09:00-18:00"),
        (["--home", "London", "--hub", "cluj", "--year", "1900"], "1900 is out of range"),
        (["--home", "London", "--hub", "cluj", "--year", "2101"], "2101 is out of range"),
        (["--home", "London", "--hub", "cluj", "--date", "1900-01-01"], "1900 is out of range"),
        (["--home", "London", "--hub", "cluj", "--date", "2026-02-30"], "is not a date"),
        (["--home", "London", "--hub", "cluj", "--date", "2026-02-03", "--year", "2026"], "not allowed with"),
        (["--home", "London", "--hub", "cluj", "--hours", "25"], "at most 24"),
        (["--home", "London", "--hub", "cluj", "--hours", "nan"], "out of range"),
        (["--home", "London"] * 7 + ["--hub", "cluj"], "at most 6"),
        (["--hub", "cluj"], "required: --home"),
    ],
)
def test_a_mistake_is_one_line(capsys, argv: list[str], said: str) -> None:
    assert main(["overlap", *argv]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1
    assert said in printed.err


def test_the_last_year_is_answered(capsys) -> None:
    assert sum(overlap(capsys, "--home", "London", "--hub", "cluj", "--year", "2100")["days"].values()) == 365

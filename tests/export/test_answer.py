"""The whole answer as JSON and CSV: what the command line says, and nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest

from atlas.cli import main
from atlas.domain.scenario import from_json
from atlas.export.answer import answer_csv, answer_json
from tests.export import cases

STARTS = tuple("=+-@|%\t\r\n＝＋－＠")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("part", "command"), [("rank", "rank"), ("robustness", "robustness"), ("cost", "cost")])
def test_json_holds_what_the_command_says(found, capsys, part, command):
    assert main([command, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    ours = json.loads(answer_json(found))[part]
    assert ours == {key: said[key] for key in ours}


def test_overlap_is_that_of_the_year(found, capsys):
    assert main(["overlap", "--home", "London", "--hub", "pune", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    ours = next(row for row in json.loads(answer_json(found))["overlap"] if row["hub_id"] == "pune")
    assert (ours["min"], ours["typical"], ours["max"]) == (said["min"], said["typical"], said["max"])


def test_csv_holds_the_scores_and_points_of_the_json(found):
    report = json.loads(answer_json(found))["rank"]
    for line, place in zip(rows(answer_csv(found)), report["hubs"] + report["reference"], strict=True):
        assert line["hub_id"] == place["hub_id"] and float(line["score"]) == place["score"]
        assert line["rank"] == str(place.get("rank", ""))
        assert {key: float(line[f"{key}_points"]) for key in place["contributions"]} == place["contributions"]
        assert all(line[key] == "" for key, value in place["values"].items() if value is None)


def test_nothing_in_the_csv_runs(hostile):
    for line in rows(answer_csv(hostile)):
        for text in line.values():
            assert not text.startswith(STARTS) or float(text) <= 0


def test_an_answer_that_is_missing_is_null(built_database):
    found = cases.findings(from_json({"limits": [{"criterion": "overlap", "min": 9}, {"criterion": "salary", "max": 1000}]}))
    report = json.loads(answer_json(found))
    assert report["robustness"] is None and report["cost"] is None and report["rank"]["hubs"] == []


def test_a_hub_that_is_a_home_office_shares_no_hours_with_itself():
    scenario = from_json({"home": [{"city": "Warsaw", "timezone": "Europe/Warsaw"}]})
    hubs = {row["hub_id"] for row in json.loads(answer_json(cases.findings(scenario)))["overlap"]}
    assert "warsaw" not in hubs and "krakow" in hubs

"""The decision record: equal bytes, an exact account of what newer data change, and one line for every bad file."""

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from atlas import answers, paths
from atlas.cli import main
from atlas.domain import ranking, scenario
from atlas.domain.cells import from_long
from atlas.domain.criteria import PRESETS
from atlas.domain.drift import drift
from atlas.domain.errors import DataError
from atlas.domain.scenario import Limit, Scenario, from_json
from atlas.export import record as records

pytestmark = pytest.mark.usefixtures("built_database")

CHANGES = {("city", "krakow", "talent_pool_persons"): "180000", ("country", "RO", "wgi_rule_of_law_pctrank"): "20",
           ("country", "HU", "employer_on_cost_pct"): "39"}


@pytest.fixture(scope="module")
def newer_build(tmp_path_factory):
    """A database of the shipped data in which CHANGES differ."""
    folder = tmp_path_factory.mktemp("newer")
    (folder / "data").mkdir()
    for path in paths.DATA.iterdir():
        (folder / "data" / path.name).write_bytes(path.read_bytes())
    with (paths.DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    found = set()
    for fact in facts:
        for (level, place, metric), value in CHANGES.items():
            if fact["metric"] == metric and fact["hub_id" if level == "city" else "country"] == place:
                fact["value"], fact["low"], fact["high"] = value, "", ""
                found.add(place)
    assert found == {"krakow", "RO", "HU"}
    with (folder / "data" / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(facts[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(facts)
    subprocess.run([sys.executable, "-m", "etl", "build", "--data", str(folder / "data"), "--out", str(folder / "build")],
                   cwd=paths.ROOT, check=True, capture_output=True)
    return folder / "build"


def test_equal_scenarios_give_equal_bytes_and_replay_to_them():
    wanted = Scenario(role="data_engineer", limits=(Limit("overlap", min=7.5),), missing="worst", exclude=("krakow",))
    data = records.record(wanted, "Because of the law.\r\nAnd the hours. \x00")
    assert data == records.record(wanted, "Because of the law.\nAnd the hours.")
    found = records.read(data)
    assert found.identical and found.answer.scenario == wanted and found.note == "Because of the law.\nAnd the hours."
    assert ranking.report(found.answer) == ranking.report(answers.rank(wanted))
    changed = records.against_today(found)
    assert changed.changes == () and changed.moves == ()


def test_a_record_holds_what_it_promises():
    content = json.loads(records.record(Scenario(missing="median"), "why"))
    assert content["missing_policy"] == "missing cells count the median of their area" and content["note"] == "why"
    assert content["data_version"] == answers.data_version() and content["method_version"] == "1"
    assert len(content["result"]["hubs"]) == 36 and len(content["hubs"]) == 41
    codes = {cell["source_code"] for cell in content["cells"]}
    assert codes == set(content["sources"]) and all(source["title"] for source in content["sources"].values())


def test_three_changed_facts_and_another_default_leave_the_record_alone_and_are_listed(newer_build, monkeypatch):
    wanted = Scenario()
    data = records.record(wanted, "signed")
    before = ranking.report(answers.rank(wanted))
    monkeypatch.setattr(scenario, "DEFAULT", replace(wanted, weights=PRESETS["low_risk"].weights, missing="worst"))
    monkeypatch.setattr(from_json, "__defaults__", (scenario.DEFAULT,))
    monkeypatch.setattr(paths, "BUILD", newer_build)
    found = records.read(data)
    assert found.identical and ranking.report(found.answer) == before
    changed = records.against_today(found)
    expected = {("krakow", "talent_pool")}
    hubs = answers.hubs()
    expected |= {(hub, "rule_of_law") for hub in hubs[hubs["country"] == "RO"]["hub_id"]}
    expected |= {(hub, "on_cost") for hub in hubs[hubs["country"] == "HU"]["hub_id"]}
    assert {(c.hub_id, c.criterion) for c in changed.changes} == expected
    values = {(c.hub_id, c.criterion): (c.old["value"], c.new["value"]) for c in changed.changes}
    assert values["krakow", "talent_pool"] == (62_000, 180_000) and values["budapest", "on_cost"] == (13, 39)
    now = {hub["hub_id"]: hub["rank"] for hub in ranking.report(answers.rank(wanted))["hubs"]}
    old = {hub["hub_id"]: hub["rank"] for hub in before["hubs"]}
    assert {m.hub_id: (m.old, m.new) for m in changed.moves} == {h: (old[h], now[h]) for h in old if old[h] != now[h]}
    causes = {m.hub_id: {(c.hub_id, c.criterion) for c in m.causes} for m in changed.moves}
    assert ("budapest", "on_cost") in causes["budapest"] and ("krakow", "talent_pool") in causes["krakow"]
    assert all(causes.values()) and set().union(*causes.values()) <= expected


def test_a_gained_or_lost_hub_is_named_as_a_cause():
    answer = answers.rank(Scenario())
    keep = answer.cells.hubs["hub_id"] != "budapest"
    fewer = from_long(answer.cells.hubs[keep].reset_index(drop=True),
                      answer.cells.long[answer.cells.long["hub_id"] != "budapest"].reset_index(drop=True))
    lost = drift(answer, fewer)
    assert lost.removed == ("budapest",) and lost.moves[0].new is None
    assert {c.kind for move in lost.moves for c in move.causes} == {"removed"} and len(lost.moves) == 36
    gained = drift(ranking.rank(fewer, Scenario()), answer.cells)
    assert gained.added == ("budapest",) and gained.moves[-1].old is None and all(move.causes for move in gained.moves)


def resealed(change) -> bytes:
    """A record whose content was changed, with a checksum that fits: only its own values can give it away."""
    content = json.loads(records.record(Scenario()))
    content.pop("sha256")
    change(content)
    return records._text(content | {"sha256": records._digest(content)})


@pytest.mark.parametrize(("data", "message"), [
    (b"", "is not whole JSON"),
    (b"\xff\xfe\x00", "is not whole JSON"),
    (b"[" * 1_000_000, "is not whole JSON"),
    (b'{"a":' * 100_000, "is not whole JSON"),
    (b'{"kind": ' + b"9" * 10_000 + b"}", "is not whole JSON"),
    (b'{"kind": NaN}', "is not whole JSON"),
    (b"[]", "is not a decision record"),
    (b'{"kind": "talent-atlas-decision", "format": 2}', "has format 2; this version reads format 1"),
    (b'{"kind": "talent-atlas-decision", "format": 1, "note": "\\ud800"}', "is not whole JSON"),
    (b" " * 5_000_001, "is over 5,000,000 bytes"),
])
def test_a_bad_file_gives_one_calm_line(data, message):
    with pytest.raises(DataError, match=message) as fault:
        records.read(data, "decision.json")
    assert str(fault.value).startswith("record 'decision.json': ") and "\n" not in str(fault.value)


def test_any_truncation_or_changed_byte_is_refused():
    data = records.record(Scenario(), "note")
    for cut in range(0, len(data), len(data) // 40):
        with pytest.raises(DataError):
            records.read(data[:cut])
        with pytest.raises(DataError):
            records.read(data[:cut] + bytes([data[cut] ^ 1]) + data[cut + 1:])


@pytest.mark.parametrize(("change", "message"), [
    (lambda c: c["result"]["hubs"][0].update(score=99.0), "does not follow from its own values"),
    (lambda c: c["cells"][0].update(value=c["cells"][0]["value"] + 5), "does not follow from its own values"),
    (lambda c: c.update(result=3), "does not follow from its own values"),
    (lambda c: c["cells"][0].update(value="12"), "has a value that no cell has"),
    (lambda c: c["cells"][0].update(criterion=[]), "has a value that no cell has"),
    (lambda c: c["cells"][0].update(hub_id={}), "has a value that no cell has"),
    (lambda c: c["cells"][0].update(value=10**400), "has a value that no cell has"),
    (lambda c: c["cells"].append(c["cells"][0]), "names a hub or a cell twice"),
    (lambda c: c["hubs"][0].update(region="mars"), "has a value that no hub has"),
    (lambda c: c.update(hubs=[]), "hubs is not a list of rows"),
    (lambda c: c.update(cells="x"), "cells is not a list of rows"),
    (lambda c: c["scenario"].update(weights={}), "all weights are zero"),
    (lambda c: c["scenario"].update(surprise=1), "'surprise' is not a known key"),
    (lambda c: c.update(scenario=[]), "is not an object"),
    (lambda c: c.update(note=7), "is not text"),
    (lambda c: c.pop("sources"), "was changed after it was written"),
])
def test_a_forged_record_gives_itself_away(change, message):
    with pytest.raises(DataError, match=message):
        records.read(resealed(change))


def test_a_record_of_another_method_is_replayed_and_says_so():
    found = records.read(resealed(lambda c: (c.update(method_version="0"), c["result"]["hubs"][0].update(score=1.0))))
    assert not found.identical and found.method_version == "0"


def test_record_and_replay_on_the_command_line(newer_build, tmp_path, capsys, monkeypatch):
    file = tmp_path / "decision.json"
    assert main(["record", "--set", "role=data_engineer", "--note", "So", "--out", str(file)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["decision.json"]
    assert file.read_bytes() == records.record(Scenario(role="data_engineer"), "So")
    monkeypatch.setattr(paths, "BUILD", newer_build)
    capsys.readouterr()
    assert main(["replay", str(file), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["identical"] and told["record"]["note"] == "So" and len(told["changed_cells"]) > 3
    assert told["today"]["data_version"] != told["record"]["data_version"]
    assert main(["replay", str(file)]) == 0
    assert re.search(r"cell +krakow +talent_pool +62000.0 +180000.0", capsys.readouterr().out)


@pytest.mark.parametrize(("argv", "message"), [
    (["record", "--out", "/no/such/folder/x.json"], "cannot be written: No such file"),
    (["record", "--out", "/etc/hostname/x.json"], "cannot be written: Not a directory"),
    (["record", "--note", "x" * 5000, "--out", "x.json"], "5,000 characters are too many"),
    (["replay", "/no/such.json"], "cannot be read: No such file"),
    (["replay", "/etc/hostname"], "is not whole JSON"),
])
def test_a_wrong_call_is_one_line(argv, message, capsys):
    assert main(argv) == 2
    err = capsys.readouterr().err
    assert message in err and err.count("\n") == 1

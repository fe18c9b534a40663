"""`hubs`, `rank` and `robustness` on the shipped data: the shape of PRODUCT section 10, and one line for each mistake."""

import csv
import io
import json

import pytest

from atlas.cli import main
from atlas.domain.criteria import IDS

pytestmark = pytest.mark.usefixtures("built_database")


@pytest.fixture
def run(capsys):
    def call(*argv: str) -> str:
        assert main(list(argv)) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def fail(capsys):
    def call(*argv: str) -> str:
        assert main(list(argv)) == 2
        out = capsys.readouterr()
        assert out.out == "" and out.err.count("\n") == 1
        return out.err

    return call


def rank(run, *more):
    return json.loads(run("rank", "--format", "json", *more))


def test_the_shape_is_the_contract_s(run):
    answer = rank(run)
    assert list(answer) == ["scenario", "data_version", "method_version", "hubs", "reference", "excluded"]
    assert len(answer["hubs"]) == 36 and len(answer["reference"]) == 5
    first = answer["hubs"][0]
    assert list(first) == ["rank", "hub_id", "city", "country", "score", "score_low", "score_high", "values", "contributions"]
    assert first["rank"] == 1 and list(first["values"]) == list(first["contributions"]) == list(IDS)
    assert "rank" not in answer["reference"][0]


def test_contributions_add_up_and_intervals_hold_the_score(run):
    answer = rank(run)
    for hub in answer["hubs"] + answer["reference"]:
        assert sum(hub["contributions"].values()) == pytest.approx(hub["score"], abs=1e-9)
        assert hub["score_low"] <= hub["score"] <= hub["score_high"]
    ukraine = next(hub for hub in answer["hubs"] if hub["hub_id"] == "kyiv")
    assert ukraine["values"]["english"] is None and ukraine["score_high"] - ukraine["score_low"] == pytest.approx(500 / 49)
    london = next(hub for hub in answer["reference"] if hub["hub_id"] == "london")
    assert london["values"]["english"] is None and london["contributions"]["english"] == pytest.approx(500 / 49)


def test_the_order_is_by_score(run):
    scores = [hub["score"] for hub in rank(run)["hubs"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("policy", ["neutral", "worst", "median"])
def test_removing_a_hub_changes_no_other_score(run, policy):
    everyone = {hub["hub_id"]: hub["score"] for hub in rank(run, "--set", f"missing={policy}")["hubs"]}
    for gone in ("krakow", "skopje", "bengaluru"):
        kept = ",".join(hub for hub in everyone if hub != gone)
        rest = {hub["hub_id"]: hub["score"] for hub in rank(run, "--set", f"missing={policy}", "--set", f"hubs={kept}")["hubs"]}
        assert rest == {hub: score for hub, score in everyone.items() if hub != gone}


def test_scaling_all_weights_changes_nothing(run):
    weights = rank(run)["scenario"]["weights"]
    for factor in (0.1, 1.25, 7):
        scaled = json.dumps({criterion: weight * factor for criterion, weight in weights.items()})
        for one, other in zip(rank(run)["hubs"], rank(run, "--set", f"weights={scaled}")["hubs"], strict=True):
            assert one["hub_id"] == other["hub_id"] and one["score"] == pytest.approx(other["score"], abs=1e-9)


def test_a_limit_gives_a_receipt(run):
    answer = rank(run, "--set", "limits=overlap>=3")
    manila = next(row for row in answer["excluded"] if row["hub_id"] == "manila")
    assert (manila["criterion"], manila["limit"], manila["value"], manila["margin"]) == ("overlap", 3, 2, 1)
    alone = rank(run, "--set", "hubs=" + ",".join([*(h["hub_id"] for h in answer["hubs"]), "manila"]))
    assert manila["would_be_rank"] == next(h["rank"] for h in alone["hubs"] if h["hub_id"] == "manila")


def test_home_markets_are_ranked_on_request(run):
    answer = rank(run, "--set", "include_home_markets=true")
    assert len(answer["hubs"]) == 41 and answer["reference"] == []


def test_equal_calls_give_equal_bytes(run):
    assert run("rank", "--format", "json") == run("rank", "--format", "json")
    assert run("robustness", "--format", "json") == run("robustness", "--format", "json")


def test_a_scenario_file_and_set_work_together(run, tmp_path):
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps({"home": ["New York"], "weights": {"overlap": 5}}), "utf-8")
    answer = rank(run, "--scenario", str(file), "--set", "weights.salary=5", "--set", "year=2025")
    assert answer["scenario"]["weights"]["overlap"] == answer["scenario"]["weights"]["salary"] == 5
    assert answer["scenario"]["home"][0]["timezone"] == "America/New_York" and answer["scenario"]["year"] == 2025


def test_csv_has_one_row_a_hub_and_home_market(run):
    rows = list(csv.DictReader(io.StringIO(run("rank", "--format", "csv"))))
    assert len(rows) == 41 and rows[0]["rank"] == "1" and rows[-1]["rank"] == "home"
    assert run("rank").splitlines()[0].split()[:3] == ["rank", "hub_id", "city"]


def test_hubs_lists_every_fact_with_its_source(run):
    catalogue = json.loads(run("hubs", "--format", "json"))
    assert len(catalogue) == 41
    assert all(fact["source_code"] and fact["grade"] in "ABCD" for hub in catalogue for fact in hub["facts"])


def test_robustness_has_the_contract_s_shape_and_flips_hold(run):
    answer = json.loads(run("robustness", "--format", "json", "--draws", "500", "--seed", "7"))
    assert list(answer) == ["draws", "seed", "hubs", "flips"] and answer["draws"] == 500 and answer["seed"] == 7
    assert list(answer["hubs"][0]) == ["hub_id", "first", "top3", "expected_rank", "acceptability"]
    assert sum(hub["first"] for hub in answer["hubs"]) == pytest.approx(1, abs=1e-9)
    leader = rank(run)["hubs"][0]["hub_id"]
    for flip in answer["flips"]:
        for bound, side, successor in ((flip["low"], -1, flip["below"]), (flip["high"], 1, flip["above"])):
            if successor:
                inside = rank(run, "--set", f"weights.{flip['criterion']}={bound - side * 1e-6}")["hubs"][0]["hub_id"]
                outside = rank(run, "--set", f"weights.{flip['criterion']}={bound + side * 1e-6}")["hubs"][0]["hub_id"]
                assert (inside, outside) == (leader, successor)


@pytest.mark.parametrize(("argv", "message"), [
    (["rank", "--set", "weights={}"], "all weights are zero. Raise one, or reset to balanced."),
    (["rank", "--set", "hubs=krakow,clu"], "'clu' is not a hub; did you mean 'cluj'?"),
    (["rank", "--set", "weights.salry=3"], "'salry' is not a known key; did you mean 'salary'?"),
    (["rank", "--set", "limits=overlp>=3"], "did you mean 'overlap'?"),
    (["rank", "--set", "role"], "has no '='; write KEY=VALUE"),
    (["rank", "--set", "currency=XXX"], "'XXX' has no exchange rate"),
    (["rank", "--scenario", "no-such-file.json"], "cannot be read: No such file or directory"),
    (["rank", "--format", "yaml"], "invalid choice: 'yaml'"),
    (["rang"], "invalid choice: 'rang'"),
    (["robustness", "--spread", "101"], "spread_pct: 101.0 is out of range; give a number from 0 to 100"),
    (["robustness", "--draws", "0"], "give 1 to 1,000,000 draws"),
    (["robustness", "--set", "regions=baltics", "--set", "exclude=[\"tallinn\",\"riga\",\"vilnius\"]"], "no hub is left"),
])
def test_each_mistake_is_one_line_and_exit_2(fail, argv, message):
    assert message in fail(*argv)


def test_a_broken_file_names_its_place(fail, tmp_path):
    file = tmp_path / "s.json"
    file.write_text('{"role": ', "utf-8")
    assert "is not JSON at line 1, column 10" in fail("rank", "--scenario", str(file))
    file.write_bytes(b"\xff\xfe\x00")
    assert "it is not UTF-8 text" in fail("rank", "--scenario", str(file))
    file.write_text("[" * 100_000, "utf-8")
    assert "is not JSON" in fail("rank", "--scenario", str(file))

"""Net cost in the place of pay: its figures are those of the cost answer, and hubs of one country are drawn together."""

import json

import numpy as np
import pytest

from atlas import answers
from atlas.cli import main
from atlas.domain import scoring
from atlas.domain.bands import draw_values, figures_of, from_cells
from atlas.domain.criteria import IDS, NET_COST
from atlas.domain.errors import ScenarioError
from atlas.domain.scenario import Limit, from_json, with_cost_criterion

pytestmark = pytest.mark.usefixtures("built_database")

BY_NET = from_json({"cost_criterion": "net_cost"})


@pytest.mark.parametrize("hub_id", ["krakow", "bengaluru", "tallinn"])
def test_a_hub_s_cell_is_the_cost_answer_per_head_and_year(hub_id):
    cells = answers.cells(BY_NET)
    row = cells.hubs.index[cells.hubs["hub_id"] == hub_id][0]
    net = answers.cost(BY_NET, hub_id).simulation.layers["net"]
    people, years = 4, 2
    assert [cells.low[row, 0], cells.raw[row, 0], cells.high[row, 0]] == pytest.approx(
        [usd / people / years for usd in (net.p10, net.p50, net.p90)])
    assert cells.modelled[row, 0] and cells.grade[row, 0] == "D"


def test_a_home_market_is_the_employer_at_home():
    """London's own cell is the home side of any hub's cost against London."""
    home = answers.cost(BY_NET, "krakow").simulation.home_layers["net"]
    assert answers.net_cost_bands(BY_NET)["london"] == pytest.approx([usd / 8 for usd in (home.p10, home.p50, home.p90)])


def test_goalposts_on_a_log_scale():
    """The geometric mean of 300,000 and 30,000, 94,868.33, is half way."""
    assert scoring.raw_at(NET_COST, 0.5) == pytest.approx(94_868.33, abs=0.01)


def test_the_rest_of_the_ranking_stands():
    by_pay, by_net = answers.rank(from_json({})), answers.rank(BY_NET)
    assert by_net.criteria.ids == (NET_COST.id, *IDS[1:])
    np.testing.assert_array_equal(by_pay.values[:, 1:], by_net.values[:, 1:])
    assert by_net.weight_by_id[NET_COST.id] == by_pay.weight_by_id["salary"] == 8


def test_it_follows_the_team_and_its_engagement():
    lean = from_json({"cost_criterion": "net_cost", "engagement": "freelance", "months": 12})
    assert not np.allclose(answers.cells(lean).raw[:, 0], answers.cells(BY_NET).raw[:, 0])
    assert answers.cells(from_json({"engagement": "freelance"})) is answers.cells(from_json({}))


def test_hubs_of_one_country_are_drawn_together():
    """At any quantile the two Polish hubs keep their order, and both move; hubs of two countries need not."""
    cells = answers.cells(BY_NET)
    rows = cells.hubs.index[cells.hubs["hub_id"].isin(["krakow", "warsaw", "prague"])]
    bands = from_cells(cells.raw[rows], cells.low[rows], cells.high[rows], cells.native[rows],
                       cells.hubs["country"].iloc[rows].tolist(), cells.criteria)
    figures = figures_of(bands)
    drawn = draw_values(figures, np.random.default_rng(0).random((500, figures.streams)))
    cost = np.flatnonzero(figures.criterion == 0)
    of = {cells.hubs["hub_id"].iloc[rows[int(hub)]]: drawn[:, f] for f in cost for hub in np.flatnonzero(figures.hubs[f])}
    ranks = {hub: values.argsort().argsort() for hub, values in of.items()}
    assert len(cost) == 3 and (ranks["krakow"] == ranks["warsaw"]).all()
    assert abs(np.corrcoef(ranks["krakow"], ranks["prague"])[0, 1]) < 0.3


def test_weights_and_limits_go_by_either_id_and_a_limit_on_the_other_is_named():
    assert from_json({"weights": {"net_cost": 7}}).weights == from_json({"weights": {"salary": 7}}).weights
    with pytest.raises(ScenarioError, match="'salary' is not a criterion of this ranking; 'net_cost' is in its place"):
        answers.rank(from_json({"cost_criterion": "net_cost", "limits": [{"criterion": "salary", "max": 60_000}]}))
    limited = from_json({"limits": [{"criterion": "salary", "max": 60_000}, {"criterion": "overlap", "min": 3}]})
    assert with_cost_criterion(limited, "net_cost").limits == (Limit("overlap", min=3),)


def test_the_command_line_ranks_by_it(capsys):
    assert main(["rank", "--set", "cost_criterion=net_cost", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    first = answer["hubs"][0]
    assert next(iter(first["values"])) == next(iter(first["contributions"])) == "net_cost"
    assert answer["scenario"]["cost_criterion"] == "net_cost" and answer["scenario"]["weights"]["salary"] == 8


def test_a_home_office_without_known_pay_is_one_line():
    with pytest.raises(ScenarioError, match="'Lagos' is not in the catalogue"):
        answers.rank(from_json({"cost_criterion": "net_cost", "home": [{"city": "Lagos", "timezone": "Africa/Lagos"}]}))

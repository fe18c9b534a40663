"""Net cost in the place of pay, and the team against the pools, as the pages show them."""

import pytest
from streamlit.testing.v1 import AppTest

from atlas import answers
from atlas.domain.scenario import from_json
from atlas.views import ranking as view
from tests.pages.test_pages import open_page

pytestmark = pytest.mark.usefixtures("built_database")


def captions(app: AppTest) -> str:
    return " ".join(element.value.replace("\\", "") for element in app.caption)


def test_the_cost_page_makes_the_ranking_go_by_it_and_back():
    app = open_page("cost", hub="krakow")
    app.session_state["cost_tab"] = "Hubs and models"
    app.run().toggle(key="cost_ranks").set_value(True).run()
    assert app.query_params["cost_criterion"] == "net_cost" and not app.exception
    app.toggle(key="cost_ranks").set_value(False).run()
    assert "cost_criterion" not in app.query_params


def test_rank_says_that_on_costs_would_count_twice():
    scenario = from_json({"cost_criterion": "net_cost"})
    app = open_page("rank", cost_criterion="net_cost")
    assert app.title[0].value.replace("\\", "") == view.title(answers.rank(scenario))
    assert "Net cost already holds employer on-costs" in captions(app)
    assert "Net cost already holds" not in captions(open_page("rank", cost_criterion="net_cost", weights="net_cost:8,overlap:5"))


def test_a_link_with_a_limit_on_the_other_criterion_drops_it_and_says_so():
    app = open_page("rank", cost_criterion="net_cost", limits="salary<=60000,overlap>=3")
    assert "'salary' is not a criterion here and was left out" in app.info[0].value.replace("\\", "")
    assert app.query_params["limits"] == "overlap>=3"


@pytest.mark.parametrize("page", ["rank", "compare"])
def test_the_team_stands_against_the_pools(page):
    """300 people are 3.5 % of Prishtina's 8,500 or so, over the limit of the assumptions."""
    app = open_page(page, team="software_engineer.mid.300", shortlist="prishtina,warsaw")
    app.session_state[f"{page}_tabs"] = "Your team"
    app.run()
    assert not app.exception
    frame = next(frame.value for frame in app.dataframe if "Team, % of pool" in frame.value.columns)
    shares = answers.saturation(from_json({"team": [{"role": "software_engineer", "seniority": "mid", "count": 300}]}))
    row = frame.set_index("Hub").loc["Prishtina"]
    assert row["Team, % of pool"] == round(shares["prishtina"].share_pct, 2)
    assert row["Warning"] == shares["prishtina"].warning != ""
    if page == "rank":
        assert shares["prishtina"].warning in captions(app) or "more under Your team" in captions(app)

"""True cost as Streamlit runs it: the link's plan, the editors, the tabs, and what a wrong choice says."""

import pytest
from streamlit.testing.v1 import AppTest

from atlas import answers
from atlas.components.cost_editors import edited_assumptions, edited_lines
from atlas.domain.cost_report import assumptions_used
from atlas.domain.scenario import from_json
from atlas.views import cost as view
from tests.pages.test_pages import messages, open_page

pytestmark = pytest.mark.usefixtures("built_database")
NO_EDITS = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def open_tab(name: str, **query: str) -> AppTest:
    app = open_page("cost", hub="krakow", **query)
    app.session_state["cost_tab"] = name
    app.run()
    assert not app.exception and not app.error
    return app


def tables(app: AppTest) -> list:
    """The tables of the open tab: what is left without the two that can be edited."""
    return [frame.value for frame in app.dataframe if not str(frame.key).startswith(("team_", "assumptions_"))]


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_link_s_plan_is_the_one_that_is_answered():
    app = open_page("cost", hub="warsaw", home="New York|London", engagement="own_entity", months="12",
                    team="data_engineer.lead.3", assumptions="tools_usd_month:900", currency="EUR")
    scenario = from_json({"home": ["New York", "London"], "engagement": "own_entity", "months": 12, "currency": "EUR",
                          "team": [{"role": "data_engineer", "seniority": "lead", "count": 3}],
                          "assumptions": {"tools_usd_month": 900}})
    assert app.title[0].value.replace("\\", "") == view.title(answers.cost(scenario, "warsaw"))
    assert (app.selectbox(key="cost_hub").value, app.selectbox(key="cost_home").value) == ("warsaw", "New York")
    assert (app.selectbox(key="cost_model").value, app.number_input(key="cost_months").value) == ("own_entity", 12)
    assert app.query_params["hub"] == "warsaw"
    assert "<th scope='row'>Tools</th><td>900" in html(app) and "<strong>yours</strong>" in html(app)


def test_without_a_hub_the_leader_is_costed():
    leader = answers.rank(from_json({})).leader
    assert open_page("cost").selectbox(key="cost_hub").value == leader["hub_id"]


def test_choices_reach_the_link_and_the_first_home_office():
    app = open_page("cost", hub="krakow", home="London|Berlin")
    app.selectbox(key="cost_home").select("Berlin").run()
    app.number_input(key="cost_months").set_value(36).run()
    app.selectbox(key="cost_hub").select("pune").run()
    assert not app.exception and app.query_params["months"] == "36" and app.query_params["hub"] == "pune"
    assert app.query_params["home"].startswith("Berlin@") and "London@" in app.query_params["home"]
    assert "against Berlin" in app.title[0].value


def test_weights_of_zero_do_not_stop_a_cost():
    app = open_page("cost", weights="salary:0")
    assert not app.error and "against London" in app.title[0].value


@pytest.mark.parametrize(("query", "message"), [
    ({"assumptions": "agency_margin_pct:300"}, "agency_margin_pct: 300 is out of range"),
    ({"months": "0"}, "months: 0 is out of range"),
    ({"team": "data_engineer.mid.-1"}, "team.count: -1 is out of range"),
    ({"home": "Zurich@Europe/Zurich"}, "'Zurich' is not in the catalogue"),
])
def test_a_wrong_choice_says_so_once(query, message):
    said = messages(open_page("cost", hub="krakow", **query))
    assert len(said) == 1 and message in said[0].replace("\\", "")


def test_a_team_too_large_for_its_pool_is_warned_of():
    app = open_page("cost", hub="prishtina", team="data_engineer.mid.1000")
    assert any("of Prishtina's pool" in caption.value for caption in app.caption)


def test_every_tab_holds_its_answer():
    assert "Vendor margin or fee" in list(tables(open_tab("Table"))[0]["Line"])
    assert any("moves the saving most" in text.value for text in open_tab("What moves it").markdown)
    assert len(tables(open_tab("Hubs and models"))[0]) == 36
    assert len(tables(open_tab("Team and pools"))[0]) == 41
    claims = html(open_tab("Claims"))
    assert "US pay is 4 to 6 times offshore pay" in claims and "5.41×" in claims and "true only for India" in claims
    assert any("An hour costs" in text.value for text in open_tab("Per result").markdown)
    assert any("the run rate" in text.value for text in open_tab("Method").markdown)


def test_a_what_if_shows_only_what_changes_and_can_be_kept():
    app = open_tab("What if")
    app.selectbox(key="whatif_what").select("agency_margin_pct").run()
    assert not tables(app) and app.button(key="whatif_keep").disabled
    app.number_input(key="whatif_agency_margin_pct").set_value(10.0).run()
    assert list(tables(app)[0]["Line"]) == ["Vendor margin or fee"]
    before = app.title[0].value
    app.button(key="whatif_keep").click().run()
    assert app.query_params["assumptions"] == "agency_margin_pct:10" and app.title[0].value != before


# --- edits of the tables --------------------------------------------------------------------------------------------


def test_team_edits_change_remove_and_add_lines():
    lines = [{"role": "data_engineer", "seniority": "mid", "count": n} for n in (1, 2, 3)]
    edits = {"edited_rows": {0: {"count": 9}}, "deleted_rows": [1], "added_rows": [{"role": "mlops_engineer"}]}
    assert edited_lines(lines, NO_EDITS) == lines
    assert edited_lines(lines, edits) == [lines[0] | {"count": 9}, lines[2], {"role": "mlops_engineer"}]


def edited(edit: dict, given: dict | None = None, id_: str = "agency_margin_pct") -> dict:
    scenario = from_json({"assumptions": given or {}})
    used = assumptions_used(answers.cost_plan(scenario, "krakow"))
    row = next(i for i, line in enumerate(used) if line["id"] == id_)
    return edited_assumptions(used, NO_EDITS | {"edited_rows": {row: edit}}, dict(scenario.assumptions))


@pytest.mark.parametrize(("edit", "chosen"), [
    ({"Typical": 40}, [25, 40, 50]),  # inside 25 to 50
    ({"Typical": 60}, [25, 60, 60]),  # takes the high along
    ({"Typical": 10}, [10, 10, 50]),  # takes the low along
    ({"Low": 30, "High": 45}, [30, 35, 45]),
])
def test_an_edit_of_an_assumption_becomes_a_range(edit, chosen):
    assert edited(edit) == {"agency_margin_pct": chosen}


def test_an_edit_back_to_the_standard_or_an_emptied_cell_is_no_override():
    given = {"agency_margin_pct": [25, 40, 50]}
    assert edited({"Typical": 35}, given) == {}
    assert edited({"Typical": None}, given) == {}
    assert edited({"Typical": 41}, given | {"tools_usd_month": 9}).keys() == {"agency_margin_pct", "tools_usd_month"}


def test_an_on_cost_of_the_facts_is_replaced_by_one_certain_rate():
    assert edited({"Typical": 30}, id_="hub_on_cost_pct") == {"hub_on_cost_pct": [30, 30, 30]}

"""Compare as Streamlit runs it: the first sentence, the shortlist, the home market, the record; and the sidebar's shelf."""

import pytest
from streamlit.testing.v1 import AppTest

from atlas import answers, paths
from atlas.components import saved
from atlas.domain.link import _packed
from atlas.domain.scenario import Scenario
from atlas.export import record as records
from atlas.saved import shelf
from tests.pages.test_pages import messages, open_page

pytestmark = pytest.mark.usefixtures("built_database")


@pytest.fixture(autouse=True)
def own_shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_SAVED_URL", f"sqlite:///{tmp_path / 'saved.sqlite'}")


def tab(app: AppTest, label: str):
    return next(tab for tab in app.tabs if tab.label == label)


def test_the_first_sentence_says_why_krakow_and_not_cluj():
    app = open_page("compare", shortlist="krakow,cluj")
    answer = answers.rank(Scenario())
    points = dict(zip(answer.cells.hubs["hub_id"], answer.contributions.sum(axis=1), strict=True))
    first = app.markdown[0].value
    assert first.startswith("Kraków over Cluj\\-Napoca: talent pool **+")
    assert f"**+{points['krakow'] - points['cluj']:.1f}** points in all" in first


def test_without_a_shortlist_the_first_three_are_compared_with_a_sentence_a_pair():
    app = open_page("compare")
    first_three = answers.rank(Scenario()).hubs["hub_id"].tolist()[:3]
    assert app.multiselect(key="compare_hubs").value == first_three
    assert len(tab(app, "Pair by pair").markdown) == 3
    assert "shortlist" not in app.query_params


def test_the_choice_of_hubs_is_the_shortlist_and_any_page_can_add_to_it():
    app = open_page("rank")
    for hub in ("krakow", "tirana"):
        app.session_state["shortlist_popover"] = True  # AppTest does not send an open popover back
        app.run()
        app.multiselect(key="shortlist_hubs").select(hub).run()
    app.switch_page(str(paths.ROOT / "pages" / "compare.py")).run()
    assert app.multiselect(key="compare_hubs").value == ["krakow", "tirana"]
    app.multiselect(key="compare_hubs").select("bengaluru").run()
    assert app.query_params["shortlist"] == "krakow,tirana,bengaluru"
    app.multiselect(key="compare_hubs").set_value([]).run()
    assert "shortlist" not in app.query_params and not app.exception


def test_the_pair_and_the_home_market_are_kept_in_the_link():
    app = open_page("compare", shortlist="krakow,cluj,tirana")
    app.selectbox(key="compare_market").select("toronto").run()
    app.button_group(key="compare_against").select("tirana").run()
    assert app.query_params["market"] == "toronto" and app.query_params["against"] == "tirana"
    assert app.markdown[0].value.startswith("Kraków over Tirana")
    app.session_state["compare_tabs"] = "Table"
    table = tab(app.run(), "Table").dataframe[0].value
    assert list(table.columns) == ["Criterion", "Kraków", "Cluj-Napoca", "Tirana", "Toronto", "Best", "Worst"]
    again = open_page("compare", shortlist="krakow,cluj,tirana", market="toronto", against="atlantis")
    assert again.markdown[0].value.startswith("Kraków over Cluj")


def test_removed_hubs_and_too_long_a_shortlist_can_be_compared():
    hubs = ",".join(answers.hubs()["hub_id"][:9])
    app = open_page("compare", shortlist=hubs, exclude="bengaluru", limits="overlap>=8")
    assert len(app.multiselect(key="compare_hubs").value) == 5 and not app.exception


def test_nothing_left_to_compare_says_what_to_do():
    app = open_page("compare", limits="overlap>=20")
    assert app.title[0].value == "No two hubs are left to compare" and not app.exception


def test_a_record_can_be_replayed_on_the_page():
    app = open_page("compare")
    data = records.record(Scenario(role="data_engineer"), "Signed *by* the board")
    app.file_uploader(key="record_upload").set_value([("decision.json", data, "application/json")]).run()
    assert not app.exception and app.success[0].value == "The record gives the same result again, byte for byte."
    texts = [text.value for text in tab(app, "Decision record").markdown]
    assert any("Signed \\*by\\* the board" in text for text in texts) and any("nothing moved" in text for text in texts)
    app.file_uploader(key="record_upload").set_value([("decision.json", data[:-900], "application/json")]).run()
    assert len(app.error) == 1 and "is not whole JSON" in app.error[0].value


def test_a_link_of_older_data_says_so_until_a_choice_is_made():
    app = open_page(data="000000000000", role="data_engineer")
    assert len(messages(app)) == 1 and messages(app)[0].startswith("The data changed since this link was made")
    app.selectbox(key="currency").select("EUR").run()
    assert messages(app) == [] and "data" not in app.query_params and app.query_params["role"] == "data_engineer"


def test_a_packed_link_opens_and_a_huge_one_is_one_message():
    app = open_page(packed=_packed("role=data_engineer&currency=EUR"))
    assert app.selectbox(key="role").value == "data_engineer" and messages(app) == []
    assert app.query_params["currency"] == "EUR" and "packed" not in app.query_params
    assert len(messages(open_page(packed="A" * 100_000))) == 1


def test_a_scenario_is_saved_opened_renamed_and_deleted():
    app = open_page("rank", role="data_engineer")
    app.session_state["saved"] = True
    app.run()
    app.text_input(key="saved_name").set_value("Board")
    app.button(key="saved_save").click().run()
    assert [kept.name for kept in shelf().listed("")] == ["Board"]
    app.selectbox(key="role").select("data_analyst").run()
    app.selectbox(key="saved_chosen").select("Board").run()
    app.button(key="saved_open").click().run()
    assert app.query_params["role"] == "data_engineer"
    app.text_input(key="saved_name").set_value("Council")
    app.button(key="saved_rename").click().run()
    assert [kept.name for kept in shelf().listed("")] == ["Council"]
    app.button(key="saved_delete").click().run()
    assert shelf().listed("") == [] and not app.exception


def test_two_who_save_the_same_name_lose_nothing():
    app = open_page("rank", role="data_engineer")
    app.session_state["saved"] = True
    app.run()
    shelf().save("", "Board", Scenario())
    app.text_input(key="saved_name").set_value("Board")
    app.button(key="saved_save").click().run()
    assert "is taken; choose another name" in app.warning[0].value
    assert shelf().listed("")[0].open() == Scenario() and app.query_params["role"] == "data_engineer"


@pytest.mark.parametrize(("user", "expected"), [
    ({}, ""), ({"is_logged_in": False}, None), ({"is_logged_in": True}, None), ({"is_logged_in": True, "email": "a@b"}, None),
    ({"is_logged_in": True, "iss": "https://id", "sub": "42"}, "https://id|42"),
])
def test_where_sign_in_is_configured_only_the_signed_in_own_something(monkeypatch, user, expected):
    monkeypatch.setattr(saved.st, "user", user)
    assert saved.owner() == expected

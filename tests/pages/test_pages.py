"""Explore, Rank and Data as Streamlit runs them: what is on the page, what a link does, and what a wrong link says."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas.components import hubcard, page
from atlas.paths import ROOT

pytestmark = pytest.mark.usefixtures("built_database")
TIMEOUT_S = 60


def open_page(name: str = "explore", **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=TIMEOUT_S)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if name != "explore":
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    assert not app.exception
    return app


def test_a_table_shows_no_more_digits_than_its_largest_number_bears():
    frame = pd.DataFrame({"Pay": [59_962.754, None], "Score": [68.49, 64.0], "Share": [0.0478, 0.0012], "Hubs": [1.0, 1_000.0],
                          "Year": [2024, 2025], "Hub": ["Brno", "Riga"]})
    shown, settings = page.legible(frame)
    assert shown["Pay"].tolist()[0] == 59_963 and shown["Score"].tolist() == [68.5, 64.0]
    assert shown["Share"].tolist() == [0.048, 0.001] and frame["Score"].tolist() == [68.49, 64.0]
    assert {name: column["type_config"]["format"] for name, column in settings.items()} == {
        "Pay": "localized", "Score": "%.1f", "Share": "%.3f", "Hubs": "localized", "Year": "%d"}


def test_outlines_hold_the_place_of_a_page_until_its_heading_and_do_not_come_back_with_a_choice():
    def script() -> None:
        import streamlit as st

        from atlas.components import page

        waiting = st.session_state.setdefault("seen", [])
        with page.waiting("rank"):
            waiting.append(page.WAITING in st.session_state)
            page.heading("Budapest leads", "First in 72 %.")
            waiting.append(page.WAITING in st.session_state)

    app = AppTest.from_function(script, default_timeout=TIMEOUT_S).run().run()
    assert app.session_state["seen"] == [True, False, False, False]


def test_outlines_go_where_a_page_ends_in_an_error_before_its_heading():
    app = open_page("rank", weights="salary:0")
    assert app.error and page.WAITING not in app.session_state
    assert not app.main.get("skeleton")


def test_a_fact_without_a_spread_has_no_band():
    """A band whose ends are one number says nothing that the value does not."""
    facts = pd.DataFrame([dict(metric="talent_pool", value=17_390.0, text=None, low=low, high=17_390.0, unit="persons",
                               year=2021, level="city", grade="A", publisher="Eurostat", definition="jobs", caveats="",
                               url="https://example.org", source_code="eurostat", hub_id="cluj", country="RO")
                          for low in (17_390.0, 15_000.0)])
    assert hubcard.facts_table(facts)["Band"].tolist() == ["", "15,000–17,390"]


def messages(app: AppTest) -> list[str]:
    return [element.value for element in (*app.info, *app.error)]


def test_the_first_screen_answers():
    app = open_page()
    assert "best hubs for London are in Central and Eastern Europe" in app.title[0].value
    assert any("1,000,000" in text.value for text in app.markdown)


def test_rank_names_the_leader_and_how_firm_it_is():
    app = open_page("rank")
    assert "leads" in app.title[0].value
    assert any("in the top three in" in text.value for text in app.markdown)


def test_a_link_sets_role_and_homes_and_survives_a_page_switch():
    app = open_page("rank", role="data_engineer", home="Berlin|New York")
    assert app.selectbox(key="role").value == "data_engineer"
    assert app.multiselect(key="home").value == ["Berlin", "New York"]
    app.switch_page(str(ROOT / "pages" / "data.py")).run()
    assert app.selectbox(key="role").value == "data_engineer"
    assert app.query_params["role"] == "data_engineer"


def test_a_choice_reaches_the_link_and_the_answer():
    app = open_page("rank")
    app.selectbox(key="currency").select("EUR").run()
    assert app.query_params["currency"] == "EUR"
    app.selectbox(key="currency").select("USD").run()
    assert "currency" not in app.query_params


def test_a_preset_sets_the_weights():
    app = open_page("rank")
    app.selectbox(key="preset_list").select("scale_fast").run()
    assert "talent_pool:10" in app.query_params["weights"]


@pytest.mark.parametrize("query", [
    {"weights": "salary:-1"}, {"weights": "salary:NaN"}, {"weights": "salary:1e9"}, {"weights": "pay:3"},
    {"role": "x" * 10_000}, {"hubs": "atlantis"}, {"currency": "XXX"}, {"limits": "overlap>="},
])
def test_a_wrong_link_gives_the_defaults_and_one_calm_message(query):
    app = open_page("rank", **query)
    assert len(messages(app)) == 1 and "Part of this link could not be used" in messages(app)[0]
    assert "leads" in app.title[0].value
    app.selectbox(key="currency").select("EUR").run()
    assert messages(app) == []


def test_all_weights_zero_is_one_message_with_a_way_back():
    app = open_page("rank", weights="salary:0", currency="EUR")
    assert "all weights are zero" in app.error[0].value
    next(button for button in app.button if button.label == "Reset to balanced").click().run()
    assert not app.error and "leads" in app.title[0].value and app.selectbox(key="currency").value == "EUR"


@pytest.mark.parametrize("page", ["explore", "rank", "compare"])
def test_no_hub_left_has_its_cure(page):
    app = open_page(page, limits="overlap>=20")
    assert app.title[0].value.startswith("No ")
    app.button(key="limits_none").click().run()
    assert not app.title[0].value.startswith("No ")
    with pytest.raises(KeyError):
        app.button(key="limits_none")


def test_no_hub_left_says_what_to_do():
    app = open_page("rank", limits="overlap>=20")
    assert app.title[0].value.startswith("No hub is left")
    app.switch_page(str(ROOT / "pages" / "explore.py")).run()
    assert not app.exception


def test_a_country_can_be_chosen_as_a_whole():
    app = open_page(hub="country:IN")
    assert app.subheader[0].value == "India"
    assert any("5 hubs together" in text.value for text in app.caption)


def test_a_shortlist_is_part_of_the_link():
    app = open_page(hub="krakow")
    app.button(key="shortlist").click().run()
    assert app.query_params["shortlist"] == "krakow"


def test_data_lists_every_source_with_its_licence():
    app = open_page("data")
    table = next(frame.value for frame in app.dataframe if "Licence" in frame.value)
    assert len(table) >= 80 and (table["Licence"] != "").all()
    rules = next(frame.value for frame in app.dataframe if "Rule" in frame.value)
    assert rules["Answers"].sum() > 10_000

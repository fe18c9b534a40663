"""The Salaries page as Streamlit runs it: the finding, its state in the link, the three views, every tab, odd input."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from atlas import answers
from atlas.paths import ROOT

pytestmark = pytest.mark.usefixtures("built_database")
TABS = ("Table", "Gap to home", "Sources side by side", "By profile", "Method")


def open_page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60)
    app.run()
    app.switch_page(str(ROOT / "pages" / "salaries.py"))
    for key, value in query.items():
        app.query_params[key] = value
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception and not app.error
    return app


def words(app: AppTest) -> str:
    """Everything written on the page, without the signs that keep Markdown off."""
    parts = [element.value for kind in (app.title, app.markdown, app.caption) for element in kind]
    parts += [element.proto.body for element in app.get("html")]
    return "\n".join(parts).replace("\\", "")


def show_tab(app: AppTest, name: str) -> AppTest:
    app.session_state["pay_tab"] = name
    return checked(app.run())


def test_it_answers_the_question_of_the_chief_technology_officer():
    """What does a senior AI engineer earn in Cluj, how sure are you, and against London?"""
    app = open_page(hub="cluj")
    found, home = (answers.pay_report(hub, "ai_ml_engineer", "senior") for hub in ("cluj", "london"))
    share = round(100 * found["p50"] / home["p50"])
    assert re.sub(r"\\|\u00a0", "", app.title[0].value) == (
        f"A senior AI/ML engineer in Cluj-Napoca earns about {share}% of London pay")
    sentence = app.markdown[0].value.replace("\\", "")
    for usd in (found["p50"], home["p50"], home["p50"] - found["p50"]):
        assert f"**${round(usd / 1000)}k**" in sentence
    assert f"**${round(found['median_low'] / 1000)}k–{round(found['median_high'] / 1000)}k**" in sentence
    assert f"{found['n']:,} engineers answered in Romania" in words(app)


def test_a_modelled_country_gives_a_range_and_no_figure_to_quote():
    app = open_page(hub="prishtina")
    assert re.search(r"earns \d+–\d+\s% of London pay", app.title[0].value)
    assert "A range, not a figure to quote" in words(app) and "◌ modelled" in words(app)


def test_choices_reach_the_link_and_come_back():
    app = open_page()
    app.selectbox(key="pay_hub").select("krakow").run()
    app.selectbox(key="pay_against").select("berlin").run()
    app.segmented_control(key="pay_view").set_value("role").run()
    app.segmented_control(key="pay_scale").set_value("linear").run()
    checked(app)
    query = {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}
    assert query == {"hub": "krakow", "against": "berlin", "view": "role", "scale": "linear"}
    again = open_page(**query)
    assert again.title[0].value == app.title[0].value and "Berlin" in again.title[0].value
    assert again.segmented_control(key="pay_view").value == "role"


def test_the_switch_of_claims_reaches_the_link():
    app = open_page(hub="warsaw")
    app.toggle(key="pay_claims_shown").set_value(False).run()
    assert checked(app).query_params["claims"] in ("off", ["off"])
    assert "article claim" not in words(app)


@pytest.mark.parametrize("query", [{"hub": "atlantis"}, {"hub": "country:IN"}, {"against": "cluj", "hub": "iasi"},
                                   {"view": "<b>"}, {"scale": ""}, {"claims": "x" * 5_000}])
def test_a_wrong_link_gives_the_defaults(query):
    app = open_page(**query)
    assert "of London pay" in app.title[0].value
    assert app.segmented_control(key="pay_scale").value == "log"


def test_a_hub_is_never_set_against_its_own_country():
    app = open_page(hub="london")
    options = app.selectbox(key="pay_against").options
    assert "vs London" not in options and "vs New York" in options
    assert "London earns" in app.title[0].value


def test_weights_of_zero_rank_nothing_but_pay_stands():
    assert "earns" in open_page(weights="salary:0").title[0].value


def test_each_view_has_its_figures_and_sentence():
    charts = {}
    for view in ("country", "role", "seniority"):
        app = open_page(hub="cluj", view=view)
        charts[view] = len(app.get("plotly_chart"))
    assert charts == {"country": 2, "role": 7, "seniority": 2}  # each with the small one of the card
    assert "earns most" in words(open_page(hub="cluj", view="role"))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("hub", ["cluj", "prishtina", "san_francisco"])
def test_every_tab_opens_for_thick_and_thin_places(tab, hub):
    app = show_tab(open_page(hub=hub), tab)
    assert len(app.dataframe) == {"Table": 3, "Gap to home": 1, "Sources side by side": 2, "By profile": 1, "Method": 0}[tab]


def test_sources_stand_apart_with_what_they_cover():
    app = show_tab(open_page(hub="london"), "Sources side by side")
    table, claims = (frame.value for frame in app.dataframe)
    assert table["Publisher"].tolist() == ["Stack Overflow"] * 3 + ["aijobs.net"]
    assert (table["Whose"] == "public").all()
    assert claims["Who says so"].str.contains("Remvix").any() and claims["Claim"].str.contains("over").any()


def test_the_official_mean_stands_beside_the_surveys_in_the_chosen_currency():
    """Eurostat: 2,575 EUR a month in Romania in 2022, which is 30,900 a year."""
    table = show_tab(open_page(hub="cluj", currency="EUR"), "Sources side by side").dataframe[0].value
    assert table.set_index("Publisher").loc["Eurostat", "Mean (EUR)"] == 30_900


def test_the_currency_is_named_with_rate_date_and_source():
    app = open_page(hub="cluj", currency="GBP")
    assert "1 USD = 0.7822 GBP, European Central Bank, to 2024-12-31" in words(app)
    assert "£" in app.markdown[0].value
    assert "no conversion" in words(open_page(hub="cluj"))


def test_local_is_the_hub_s_own_currency():
    assert "RON" in open_page(hub="cluj", currency="local").markdown[0].value


def test_claims_are_held_only_against_whom_they_name():
    assert "The articles name pay for" in words(open_page(hub="cluj", role="data_analyst"))
    assert "The articles name pay for" in words(open_page(hub="cluj", seniority="junior"))
    assert "<th scope='row'>UK</th>" in words(open_page(hub="cluj", seniority="lead"))


def test_profiles_say_what_they_are_made_of():
    table = show_tab(open_page(hub="cluj"), "By profile").dataframe[0].value
    assert table["Profile"].nunique() == 3 and table["Country"].unique().tolist() == ["Romania", "United Kingdom"]
    assert table["Mix of roles (assumed)"].str.contains("50").any()

"""Overlap as Streamlit runs it: the answer of a link, the views, the choices that reach the link, hostile names."""

from datetime import date, time

import pytest
from streamlit.testing.v1 import AppTest

from atlas.components.text import plain
from atlas.domain.formats import NBSP
from tests.pages.test_pages import messages, open_page

pytestmark = pytest.mark.usefixtures("built_database")
HOSTILE = "![x](http://example.com/a) <b>*Ham*</b> $x$ :red[y]"


def overlap(**query: str) -> AppTest:
    """The Overlap page of a link; the link's own choices of the page are given with the switch."""
    app = open_page("overlap")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything written on the page, without the marks that keep Markdown plain."""
    texts = [element.value for kind in (app.title, app.markdown, app.caption) for element in kind]
    return "\n".join(texts).replace(NBSP, " ").replace("\\", "")


def test_it_answers_for_one_hub_and_keeps_it_in_the_link() -> None:
    app = overlap()
    city = app.selectbox(key="overlap_hub_choice").options[app.selectbox(key="overlap_hub_choice").index]
    assert app.title[0].value.startswith(f"{city} shares ")
    assert "hub" in app.query_params


def test_a_link_has_its_answer() -> None:
    """PRODUCT section 5: New York and Bucharest share two hours on 337 days and three on 28."""
    app = overlap(home="New York", hub="bucharest")
    assert app.title[0].value == "Bucharest shares two office hours a day with New York"
    assert "**2 h** on **337** days and **3 h** on **28** days of 2026, with clocks **6 to 7 h** apart" in said(app)


def test_the_bargain_is_a_sentence() -> None:
    text = said(overlap(home="New York", hub="bengaluru"))
    assert "Bengaluru starts 4.5 h later, or 2.5 h later and New York 2 h earlier: 3 h every day of the year." in text
    assert "Bengaluru then works 13:30–22:30 local time" in text
    assert "Bengaluru starts 1.5 h later" in said(overlap(home="London", hub="bengaluru", hours="5"))


def test_clock_difference_and_overlap_stand_beside_the_articles_claims() -> None:
    text = said(overlap(home="New York", hub="bengaluru"))
    assert "Bengaluru is 9.5 to 10.5 h ahead of New York." in text
    assert "In January 10.5 h to New York and 13.5 h to San Francisco, in July 9.5 h to New York and 12.5 h" in text
    assert "**Does not hold.** Not with office hours of 09:00–18:00 at both ends: 2 to 4 h are shared." in text


def test_the_date_can_be_moved_through_the_year() -> None:
    app = overlap(home="New York", hub="bucharest", view="day", date="2026-03-07")
    assert app.title[0].value == "Bucharest shares two office hours with New York on 7 March 2026"
    app.slider(key="overlap_date_choice").set_value(date(2026, 3, 8)).run()
    assert app.title[0].value == "Bucharest shares three office hours with New York on 8 March 2026"
    assert app.query_params["date"] == "2026-03-08"
    table = app.dataframe[0].value.set_index("Hub")
    row = table.loc[next(name for name in table.index if "Bucharest" in name)]
    assert (row["Shared (h)"], row["Home time"], row["Hub time"]) == (3, "09:00–12:00", "15:00–18:00")


def test_follow_the_sun_covers_with_the_shortlist() -> None:
    """New York 09:00-18:00, Cluj 02:00-11:00 and Pune 22:30-07:30 on New York's clock on 5 January 2026."""
    app = overlap(home="New York", shortlist="pune,cluj", view="sun", date="2026-01-05")
    assert app.title[0].value == "Three places cover 19.5 of the day's 24 hours"
    assert "nobody works 18:00–22:30 in New York" in said(app)
    app.multiselect(key="overlap_shortlist").set_value([]).run()
    assert "shortlist" not in app.query_params
    assert app.title[0].value.startswith("Two places cover")


def test_hours_of_home_and_hub_and_the_year_are_choices_of_the_scenario() -> None:
    app = overlap(home="New York", hub="bucharest")
    app.session_state["working_hours"] = True
    app.run()
    app.time_input(key="home_0_end").set_value(time(20, 0)).run()
    assert "@09:00-20:00" in app.query_params["home"]
    app.time_input(key="hub_start").set_value(time(11, 0)).run()
    app.time_input(key="hub_end").set_value(time(20, 0)).run()
    assert app.query_params["hub_hours"] == "11:00-20:00"
    app.number_input(key="overlap_year").set_value(2027).run()
    assert app.query_params["year"] == "2027"
    assert app.title[0].value == "Bucharest shares four office hours a day with New York"


def test_several_offices_are_seen_one_at_a_time() -> None:
    app = overlap(home="New York|London", hub="tallinn", office="1")
    assert app.title[0].value == "Tallinn shares seven office hours a day with London"
    app.selectbox(key="overlap_office_choice").set_value(0).run()
    assert app.title[0].value == "Tallinn shares two office hours a day with New York"
    assert "office" not in app.query_params


def test_what_cannot_be_used_gives_way_to_the_default() -> None:
    app = overlap(view="moon", hub="london", date="2025-03-08", hours="99", office="7")
    assert not {"view", "date", "hours", "office"} & set(app.query_params)
    assert app.query_params["hub"] != "london"  # the home office itself
    assert overlap(hours="nan", date="yesterday", office="x").number_input(key="overlap_hours_choice").value == 3


def test_it_answers_without_any_weight() -> None:
    app = overlap(weights="salary:0")
    assert " office hours a day with London" in app.title[0].value
    assert not app.error


def test_hours_that_may_be_a_mistake_are_remarked_on() -> None:
    app = overlap(home="London@Europe/London@18:00-09:00")
    assert any("swap the two times" in message.replace("\\", "") for message in messages(app))


@pytest.mark.parametrize("view", ["year", "day", "sun"])
def test_a_hostile_name_of_a_home_office_is_shown_as_it_is(view: str) -> None:
    app = overlap(home=f"{HOSTILE}@Europe/London@09:00-18:00|New York", hub="cluj", view=view)
    texts = [element.value for kind in (app.title, app.markdown, app.caption) for element in kind]
    assert any(plain(HOSTILE) in text for text in texts)
    assert not any(part in text.replace(plain(HOSTILE), "") for text in texts for part in ("![x]", "<b>", ":red[", "$x$"))


def test_every_place_is_in_the_table() -> None:
    app = overlap(home="New York")
    table = app.dataframe[0].value
    cities = {city for cell in table["Hub"] for city in cell.split(", ")}
    assert cities == set(app.selectbox(key="overlap_hub_choice").options)

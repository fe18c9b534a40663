"""The Playbook as Streamlit runs it: what feeds the scenario, and what bad input does and does not do."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from atlas.domain.playbook import engagement_fit
from atlas.paths import ROOT

pytestmark = pytest.mark.usefixtures("built_database")
ENGINEER, ENGAGEMENT, VETTING, BY_WHEN = "Which engineer", "Which engagement", "Vetting", "By when"


def open_tab(tab: str = ENGINEER, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60)
    app.run()
    app.switch_page(str(ROOT / "pages" / "playbook.py"))
    for key, value in {"tab": tab, **query}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception and not app.error
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(b for b in app.button if b.label == label)
    button.click().run()
    assert not app.exception
    return app


def errors(app: AppTest) -> list[str]:
    assert not app.exception
    assert all("\n" not in e.value and len(e.value) < 300 for e in app.error)
    return [e.value for e in app.error]


@pytest.mark.parametrize("tab", [ENGINEER, ENGAGEMENT, VETTING, BY_WHEN])
def test_each_tab_stands_alone_and_the_title_is_the_finding(tab):
    app = open_tab(tab)
    assert "Product implementer" in app.title[0].value and "productive by" in app.title[0].value
    assert len(app.title[0].value.replace("\\", "")) <= 75


def test_the_link_holds_the_answers_and_an_answer_reaches_the_link():
    app = open_tab(q_work="build", q_owns="research", q_ratio="research")
    assert app.title[0].value.startswith("Model builder")
    app.selectbox(key="q_domain_widget").select("science").run()
    assert app.query_params["q_domain"] == "science"
    app.selectbox(key="q_domain_widget").select("own_data").run()
    assert "q_domain" not in app.query_params


def test_a_wrong_answer_in_the_link_is_dropped():
    assert open_tab(q_work="<b>").selectbox(key="q_work_widget").value == "on"


def test_the_suggested_team_feeds_the_scenario():
    app = open_tab()
    app.number_input(key="playbook_people").set_value(8).run()
    press(app, "Use this team")
    assert sum(int(line.rsplit(".", 1)[1]) for line in app.query_params["team"].split(",")) == 8
    assert "This is your scenario’s team" in [b.label for b in app.button]


def test_the_chosen_model_feeds_the_scenario_and_the_title():
    app = open_tab(ENGAGEMENT)
    app.selectbox(key="playbook_model").select("own_entity").run()
    press(app, "Use this model")
    assert app.query_params["engagement"] == "own_entity"
    assert "own entity" in app.title[0].value


def test_weights_of_zero_are_one_line_and_the_answers_stay():
    app = open_tab(ENGAGEMENT, q_control="them")
    app.session_state["question_weights"] = True
    app.run()
    for question in engagement_fit.QUESTIONS:
        app.slider(key=f"playbook_weight_{question}").set_value(0.0)
    app.run()
    assert [e for e in errors(app) if "Raise one" in e]
    assert app.selectbox(key="q_control_widget").value == "them" and "Product" in app.title[0].value


# --- vetting --------------------------------------------------------------------------------------------------------


def section(app: AppTest, name: str) -> AppTest:
    app.segmented_control(key="playbook_section").set_value(name).run()
    return app


def ready(*names: str) -> AppTest:
    """A locked rubric and candidates."""
    app = press(open_tab(VETTING), "Lock the rubric")
    section(app, "Score")
    for name in names:
        app.text_input(key="playbook_name").set_value(name)
        press(app, "Add candidate")
    return app


def score(app: AppTest, assessor: str, points: int, note: str = "") -> AppTest:
    app.text_input(key="playbook_assessor").set_value(assessor).run()
    for control in [c for c in app.segmented_control if c.label.startswith("Points for")]:
        control.set_value(points)
    app.text_area[0].set_value(note)
    return press(app, "Save these scores")


def test_scores_need_a_lock_which_stamps_the_time():
    app = section(open_tab(VETTING), "Score")
    assert any("not locked" in i.value for i in app.info)
    press(app, "Lock the rubric now")
    stamp = app.session_state["playbook_vetting"].rubric.locked_at
    assert stamp.startswith(str(date.today().year)) and stamp.endswith("+00:00")


def test_two_assessors_give_a_result_with_its_spread_and_their_agreement():
    app = ready("Ana Pop")
    score(app, "Mia", 4)
    score(app, "Dan", 2)
    section(app, "Compare")
    tables = [d.value for d in app.dataframe]
    assert tables[0].loc[0].tolist() == ["AP", "3.0", "2.0–4.0", "complete", 2]
    assert tables[2]["Assessors"].tolist() == ["Mia, Dan"] and tables[2]["Marks in common"].tolist() == [6]
    section(app, "Rubric")
    press(app, "Start a new version")
    assert len(app.session_state["playbook_vetting"].rubrics) == 2
    assert len(app.session_state["playbook_vetting"].scores) == 12


def test_a_note_of_ten_thousand_characters_is_one_line_and_stays_typed():
    app = score(ready("Ana Pop"), "Mia", 4, "x" * 10_000)
    assert errors(app) == ["note\\: 10,000 characters are too many; shorten it to 4,000"]
    assert app.text_area[0].value == "x" * 10_000
    assert app.session_state["playbook_vetting"].scores == ()
    app.text_area[0].set_value("short")
    press(app, "Save these scores")
    assert not app.error and len(app.session_state["playbook_vetting"].scores) == 6


def test_markup_in_a_name_is_initials_and_a_name_of_none_is_one_line_and_stays():
    app = ready("<img src=x onerror=alert(1)>")
    assert app.session_state["playbook_vetting"].candidates == ("ISXO",)
    app.text_input(key="playbook_name").set_value("<>")
    press(app, "Add candidate")
    assert len(errors(app)) == 1 and app.text_input(key="playbook_name").value == "<>"


def test_a_full_name_with_markup_is_shown_as_text():
    app = press(open_tab(VETTING), "Lock the rubric")
    section(app, "Score")
    app.toggle(key="playbook_full_name").set_value(True)
    app.text_input(key="playbook_name").set_value("**Ana** <b>Pop</b>")
    press(app, "Add candidate")
    score(app, "Mia", 5)
    assert app.selectbox(key="playbook_candidate").options == ["**Ana** <b>Pop</b>"]
    assert "**Ana**" not in " ".join(m.value for m in app.markdown)


def test_no_mark_is_one_line_and_keeps_the_note():
    app = ready("Ana Pop")
    app.text_input(key="playbook_assessor").set_value("Mia").run()
    app.text_area[0].set_value("thoughtful")
    press(app, "Save these scores")
    assert "No mark is given" in errors(app)[0] and app.text_area[0].value == "thoughtful"


def test_what_was_typed_survives_another_page():
    app = ready("Ana Pop")
    app.text_input(key="playbook_assessor").set_value("Mia").run()
    app.text_area[0].set_value("thoughtful").run()
    app.switch_page(str(ROOT / "pages" / "rank.py")).run()
    app.switch_page(str(ROOT / "pages" / "playbook.py")).run()
    assert app.text_area[0].value == "thoughtful" and app.text_input(key="playbook_assessor").value == "Mia"


def test_deleting_everything_leaves_nothing_of_a_candidate_in_the_session():
    app = score(ready("Ana Pop"), "Mia", 4, "a note on Ana")
    typed = ["playbook_note_1_AP_Mia_framing_kept", "playbook_mark_1_AP_Mia_framing_kept", "playbook_assessor_kept"]
    assert all(key in app.session_state for key in typed)
    section(app, "Keep and print")
    press(app, "Delete everything about candidates")
    assert app.session_state["playbook_vetting"].candidates == app.session_state["playbook_vetting"].scores == ()
    assert not any(key in app.session_state for key in typed)


def test_deleting_one_candidate_leaves_the_other():
    app = score(ready("Ana Pop", "Ion Radu"), "Mia", 4, "a note on Ana")
    press(app, "Delete this candidate")
    assert app.session_state["playbook_vetting"].candidates == ("IR",)
    assert "playbook_note_1_AP_Mia_framing_kept" not in app.session_state
    assert app.selectbox(key="playbook_candidate").value == "IR"


# --- by when --------------------------------------------------------------------------------------------------------


def test_a_date_in_the_past_is_one_line_and_stays():
    app = open_tab(BY_WHEN)
    past = date.today() - timedelta(days=30)
    app.date_input(key="playbook_start").set_value(past).run()
    assert len(errors(app)) == 1 and "is in the past" in errors(app)[0]
    assert app.date_input(key="playbook_start").value == past and "Product implementer" in app.title[0].value


def test_nobody_to_hire_is_one_line():
    app = open_tab(BY_WHEN)
    app.number_input(key="playbook_hires").set_value(0).run()
    assert len(errors(app)) == 1 and "give 1 to 200" in errors(app)[0]


def test_notice_of_the_country_is_said_or_said_to_be_unknown():
    poland = open_tab(BY_WHEN, hub="warsaw")
    assert poland.number_input(key="playbook_notice_warsaw").value == 3
    assert any("Notice in Poland: 3 months" in c.value.replace("\\", "") for c in poland.caption)
    romania = open_tab(BY_WHEN, hub="cluj")
    assert any("Notice in Romania: not in the data" in c.value.replace("\\", "") for c in romania.caption)


def test_the_engagement_model_of_the_clock_is_the_scenarios():
    app = open_tab(BY_WHEN)
    app.selectbox(key="playbook_engagement").select("freelance").run()
    assert app.query_params["engagement"] == "freelance"

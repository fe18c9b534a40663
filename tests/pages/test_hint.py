"""The line for a first visit: there at first, gone for good after a click or the first choice."""

import pytest
from streamlit.testing.v1 import AppTest

from atlas.paths import ROOT

pytestmark = pytest.mark.usefixtures("built_database")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "atlas" / "frame.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def hinted(app: AppTest) -> bool:
    return any("New here?" in text.value for text in app.sidebar.caption)


def test_it_goes_with_a_click():
    app = opened()
    assert hinted(app)
    app.button(key="hint_dismiss").click().run()
    assert not hinted(app) and not app.exception
    assert not hinted(app.switch_page(str(ROOT / "pages" / "rank.py")).run())


def test_it_goes_with_the_first_choice_and_does_not_come_back():
    app = opened()
    app.selectbox(key="role").select("data_engineer").run()
    assert not hinted(app)
    app.selectbox(key="role").select("ai_ml_engineer").run()
    assert not hinted(app)


def test_who_comes_with_a_scenario_is_not_new():
    assert not hinted(opened(role="data_engineer"))

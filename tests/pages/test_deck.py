"""Board deck as Streamlit runs it: titles as printed, order, the link, brand and files that survive, what cannot be used."""

import io

import pytest
from pptx import Presentation

from atlas.components import deck_making, deck_state
from atlas.domain.scenario import DEFAULT
from atlas.export import board
from atlas.export.content import Brand, Failure
from atlas.export.findings import gather
from tests.export import cases
from tests.pages.test_pages import open_page

pytestmark = pytest.mark.usefixtures("built_database")


def titles(app) -> list[str]:
    """Titles of the chosen slides as listed, without their numbers and Markdown's escapes."""
    return [box.label.partition(" · ")[2].replace("\\", "") for box in app.checkbox if box.value and box.key.startswith("deck_in")]


def made(app) -> deck_making.Made:
    return app.session_state["deck_made_deck"][1]


def printed(app) -> list[str]:
    slides = Presentation(io.BytesIO(made(app).pptx)).slides
    return list(dict.fromkeys(slide.shapes.title.text_frame.text for slide in slides))


def test_the_list_is_what_the_deck_prints():
    app = open_page("deck")
    assert titles(app) == printed(app)
    assert len(titles(app)) == len(board.available(gather(DEFAULT)))
    assert f"{len(Presentation(io.BytesIO(made(app).pptx)).slides)} slides say" in app.title[0].value


def test_slides_are_moved_and_left_out_and_the_link_says_so():
    app = open_page("deck", slides="verdict,ranking,map")
    before = titles(app)
    app.button(key="deck_up_map").click().run()
    assert titles(app) == [before[0], before[2], before[1]] == printed(app)
    assert app.query_params["slides"] == "verdict,map,ranking"
    app.checkbox(key="deck_in_map_box").uncheck().run()
    assert titles(app) == before[:2] and app.query_params["slides"] == "verdict,ranking"
    app.checkbox(key="deck_out_pay_box").check().run()
    assert app.query_params["slides"] == "verdict,ranking,pay"
    app.button(key="deck_all").click().run()
    assert "slides" not in app.query_params and titles(app) == printed(app) and len(printed(app)) == len(board.CATALOGUE)


def test_no_slide_is_no_deck():
    app = open_page("deck", slides="none")
    assert app.title[0].value == "No slide is chosen" and titles(app) == []
    assert not app.exception and not app.error


def test_the_company_s_name_is_on_the_slides_and_stays_out_of_the_link():
    app = open_page("deck", slides="verdict")
    app.text_input(key="deck_company").set_value("=Łódź *Ltd*").run()
    slide = Presentation(io.BytesIO(made(app).pptx)).slides[0]
    assert any("=Łódź *Ltd*" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert not any("Ltd" in value for values in app.query_params.values() for value in values)


def test_an_earlier_deck_is_refreshed_with_a_list_of_changes():
    app = open_page("deck", slides="verdict,ranking")
    old = Presentation(io.BytesIO(made(app).pptx))
    old.slides[0].shapes.title.text_frame.text = "As we told them"
    buffer = io.BytesIO()
    old.save(buffer)
    app.session_state["deck_kept_state_refresh"] = deck_state.Kept("q3.pptx", buffer.getvalue())
    app.run()
    assert printed(app)[0] == "As we told them"
    changes = app.dataframe[0].value
    assert ("verdict", "title", "kept") in set(changes[["Slide", "Part", "What"]].itertuples(index=False, name=None))
    app.button(key="deck_refresh_remove").click().run()
    assert made(app).changes is None and printed(app)[0] != "As we told them"


def test_a_template_that_is_none_is_one_line_and_the_list_stays():
    app = open_page("deck", slides="verdict")
    app.session_state["deck_kept_state_template"] = deck_state.Kept("x.pptx", b"no presentation")
    app.run()
    assert len(app.error) == 1 and "save it again as" in app.error[0].value and not app.exception
    assert len(titles(app)) == 1


def test_a_slide_that_fails_is_named_and_the_others_are_made(monkeypatch):
    from atlas.export import deck

    real = deck.draw_body

    def broken(canvas, part, *more):
        if part == "bars":
            raise ValueError("no room")
        real(canvas, part, *more)

    monkeypatch.setattr(deck, "draw_body", broken)
    app = open_page("deck", slides="verdict,ranking,map")
    assert made(app).failures == (Failure("ranking", "ValueError: no room"),)
    assert "Ranking by contribution" in app.warning[0].value and "no room" in app.warning[0].value
    assert len(cases.presentation(made(app).pptx).slides) == 3


def test_a_figure_s_menu_puts_its_slide_into_the_deck_and_takes_it_out():
    app = open_page("cost", hub="krakow")
    app.session_state["waterfall_menu"] = True  # AppTest does not send an open popover back
    app.run()
    assert app.toggle(key="waterfall_in_deck").value
    app.toggle(key="waterfall_in_deck").set_value(False).run()
    assert "slides" not in app.query_params
    app.switch_page("../pages/deck.py").run()
    assert "waterfall" not in app.query_params["slides"] and "curve" in app.query_params["slides"]


@pytest.mark.parametrize(("name", "key"), [("cost", "cost_curve"), ("explore", "map"), ("rank", "ranking"), ("salaries", "pay"), ("overlap", "overlap"),
                                           ("compare", "compare_lines")])
def test_without_a_browser_the_menu_says_what_to_install(monkeypatch, tmp_path, name, key):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    app = open_page(name)
    app.session_state[f"{key}_menu"] = True
    if name == "compare":
        app.session_state["compare_tabs"] = "All criteria"
    app.run()
    assert not app.exception and any("install the package chromium" in caption.value for caption in app.caption)
    keys = {button.key for button in app.get("download_button")}
    assert f"{key}_csv" in keys and f"{key}_png" not in keys


def test_our_own_colours_are_no_brand():
    app = open_page("deck", slides="verdict")
    app.color_picker(key="deck_accent").set_value("#aa0000").run()
    assert app.session_state["deck_made_deck"][0][1] == Brand("", None, "", "#aa0000")

"""The Overlap page's sentences, figures and table twins, against PRODUCT section 5 and hand-worked days."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas.domain.formats import NBSP
from atlas.domain.overlap_answer import OverlapAnswer, compare
from atlas.domain.scenario import from_json
from atlas.domain.workdays import calendar_of, days_off
from atlas.paths import DATA
from atlas.views import overlap, overlap_matrix, overlap_sun, overlap_words, overlap_year
from atlas.views.theme import DARK, LIGHT, Palette

PLACES = pd.read_csv(DATA / "hubs.csv")
NEW_YORK = compare(PLACES, from_json({"home": "New York"}))
THREE = compare(PLACES, from_json({"home": ["New York", "London", "San Francisco"]}))
BUCHAREST = NEW_YORK.row_of("bucharest")
HOSTILE = "<img src=x onerror=alert(1)><b>Ham"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2 of `#rrggbb` or `rgb(r, g, b)`."""
    parts = ([int(colour[i:i + 2], 16) for i in (1, 3, 5)] if colour.startswith("#")
             else [float(p) for p in colour[4:-1].split(",")])
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def trace(figure: go.Figure, name: str) -> go.Bar:
    return next(t for t in figure.data if t.name and t.name.startswith(name))


def texts(figure: go.Figure) -> str:
    """Everything that a figure writes, for a search."""
    return figure.to_json()


# --- words ------------------------------------------------------------------------------------------------------------


def test_title_and_sentence_of_bucharest() -> None:
    assert plain(overlap.title(BUCHAREST, "Bucharest", NEW_YORK)) == (
        "Bucharest shares two office hours a day with New York")
    assert plain(overlap.sentence(BUCHAREST, "Bucharest", NEW_YORK)) == (
        "Bucharest has **2 h** on **337** days and **3 h** on **28** days of 2026, with clocks **6 to 7 h** apart. "
        "Latin America shares **7 to 9 h**, South and Southeast Asia **none**.")


@pytest.mark.parametrize(
    ("home", "hub_id", "city", "said"),
    [
        ("New York", "pune", "Pune", "Pune shares no office hours a day with New York"),
        ("London", "pune", "Pune", "Pune shares 4.5 office hours a day with London"),
        ("New York", "toronto", "Toronto", "Toronto shares nine office hours a day with New York"),
        ("San Francisco", "tallinn", "Tallinn", "Tallinn shares no office hours a day with San Francisco"),
    ],
)
def test_titles_of_other_pairs(home: str, hub_id: str, city: str, said: str) -> None:
    answer = compare(PLACES, from_json({"home": home}))
    assert plain(overlap.title(answer.row_of(hub_id), city, answer)) == said


def test_the_title_of_a_date_has_its_hours() -> None:
    """New York's clock is already an hour ahead on 9 March 2026, Europe's not yet."""
    assert overlap_words.day_title(BUCHAREST, "Bucharest", NEW_YORK, 0, date(2026, 3, 9)) == (
        "Bucharest shares three office hours with New York on 9 March 2026")


def test_places_on_one_clock_say_so() -> None:
    assert plain(overlap.sentence(NEW_YORK.row_of("toronto"), "Toronto", NEW_YORK)).startswith(
        "Toronto has **9 h** on **365** days of 2026, on the same clock.")


def test_summary_counts_the_rows_that_reach_the_hours() -> None:
    rows = [NEW_YORK.row_of(hub) for hub in ("bogota", "prague", "bucharest", "manila")]
    assert plain(overlap.summary(NEW_YORK, rows)) == (
        "2 of 4 time zones share 3 h or more with New York on most days of 2026; most: Bogotá, Medellín, 8 h; "
        "fewest: Manila, 0 h.")
    assert plain(overlap.summary(NEW_YORK, rows, day=date(2026, 3, 9))).startswith(
        "3 of 4 time zones share 3 h or more with New York on 9 March 2026; most: Bogotá, Medellín, 8 h")
    assert overlap.summary(NEW_YORK, []) == "No place is left to compare."


# --- the band ---------------------------------------------------------------------------------------------------------


def test_bars_stand_on_the_home_clock() -> None:
    """Bucharest works 02:00-11:00 in New York on most days, and 03:00-12:00 on 9 March 2026."""
    for day, start in ((None, 120), (date(2026, 3, 9), 180)):
        figure = overlap.band(NEW_YORK, [BUCHAREST], LIGHT, day=day)
        at_work, shared = trace(figure, "hub at work"), trace(figure, "both at work")
        assert (at_work.base, at_work.x) == ((start,), (540,))
        assert (shared.base, shared.x) == ((540,), (start,))  # from 09:00, two hours and three


def test_a_day_that_passes_midnight_is_two_bars() -> None:
    """Bengaluru works 23:30-08:30 in New York in summer, its usual time there, and 22:30-07:30 in winter."""
    figure = overlap.band(NEW_YORK, [NEW_YORK.row_of("pune")], LIGHT, day=date(2026, 1, 5))
    bars = trace(figure, "hub at work")
    assert list(zip(bars.base, bars.x, strict=True)) == [(0, 450), (1350, 90)]
    assert trace(figure, "both at work").base == ()


def test_a_night_office_is_drawn_in_one_piece() -> None:
    night = compare(PLACES, from_json({"home": [{"city": "New York", "start": "22:00", "end": "07:00"}]}))
    figure = overlap.band(night, [night.row_of("pune")], LIGHT, day=date(2026, 1, 5))
    assert figure.layout.xaxis.range == (1260, 2700)
    shared = trace(figure, "both at work")
    assert list(zip(shared.base, shared.x, strict=True)) == [(1350, 510)]  # 22:30 to 07:00


def test_the_bars_of_a_year_agree_with_its_column_for_each_office() -> None:
    """With London 4.5 h on most days, though San Francisco shares none: the day drawn is London's usual one."""
    row = THREE.row_of("pune")
    for home, found in enumerate(row.each):
        assert sum(trace(overlap.band(THREE, [row], LIGHT, home), "both at work").x) == 60 * found.typical


def test_tooltips_give_home_and_local_time() -> None:
    (text,) = trace(overlap.band(NEW_YORK, [BUCHAREST], LIGHT), "both at work").hovertext
    assert text == "Bucharest and 3 more, 29 March 2026<br>both at work 09:00–11:00 in New York<br>16:00–18:00 local time"


@pytest.mark.parametrize("narrow", [False, True])
def test_the_text_of_a_row_says_what_its_bars_do(narrow: bool) -> None:
    figure = overlap.band(NEW_YORK, [BUCHAREST], LIGHT, selected=BUCHAREST, narrow=narrow)
    written = [plain(t.text[0]) for t in figure.data if t.type == "scatter"]
    assert written == ["<b>Bucharest and 3 more</b>", "<b>2 h</b>"] + (
        [] if narrow else ["2–3 h", "+6 to +7", "1 h later"])


def test_data_are_never_taken_for_html() -> None:
    answer = compare(PLACES, from_json({"home": [{"city": HOSTILE, "timezone": "America/New_York"}]}))
    relay = overlap_sun.Relay(((HOSTILE, answer.windows[0]),), date(2026, 1, 5), HOSTILE, "America/New_York")
    row = answer.row_of("bucharest")
    frame = overlap_year.calendar_table(row.each[0], answer.windows[0], row.window, None, None)
    for figure in (overlap.band(answer, answer.rows, LIGHT), overlap_matrix.matrix(answer, answer.rows, LIGHT),
                   overlap_sun.sun(relay, LIGHT), overlap_year.calendar(row.each[0], frame, HOSTILE, HOSTILE, LIGHT)):
        assert "<img" not in texts(figure)
        assert "\\u003cimg" not in texts(figure)
        assert "&lt;img" in texts(figure).replace("\\u0026", "&")


def test_table_twins_have_the_figures_of_the_answer() -> None:
    table = overlap.table(NEW_YORK).set_index("Hub")
    row = table.loc[", ".join(BUCHAREST.cities)]
    assert (row["Most days (h)"], row["Least (h)"], row["Most (h)"]) == (2, 2, 3)
    assert plain(row["Days of each"]) == "2 h: 337; 3 h: 28"
    assert plain(row["Odd weeks"]) == "3 h from 2026-03-08 to 2026-03-28; 3 h from 2026-10-25 to 2026-10-31"
    assert plain(row["… every day"]) == "1 h later"
    day = overlap.day_table(NEW_YORK, date(2026, 3, 9)).set_index("Hub").loc[", ".join(BUCHAREST.cities)]
    assert (day["Shared (h)"], day["Home time"], day["Hub time"], day["Clock difference (h)"]) == (
        3, "09:00–12:00", "15:00–18:00", "+6")


# --- the year ---------------------------------------------------------------------------------------------------------


def test_the_strip_has_a_bar_a_run_and_names_the_odd_weeks() -> None:
    figure = overlap_year.strip(BUCHAREST.each[0], LIGHT)
    assert list(figure.data[0].x) == [66, 21, 210, 7, 61]
    assert list(figure.data[0].base) == [0, 66, 87, 297, 304]
    assert [plain(a.text) for a in figure.layout.annotations] == [
        "2 h", "<b>3 h, 8 to 28 March</b>", "2 h", "<b>3 h, 25 to 31 October</b>", "2 h"]


def test_the_strip_in_words() -> None:
    assert plain(overlap_year.strip_summary(BUCHAREST.each[0], "Bucharest", "New York")) == (
        "Bucharest and New York share 2 h on 337 days of 2026; 3 h from 8 to 28 March, 3 h from 25 to 31 October.")
    assert plain(overlap_year.strip_summary(THREE.row_of("pune").each[1], "Pune", "London")) == (
        "Pune and London share 4.5 h on 210 days of 2026; 3.5 h from 1 January to 28 March, "
        "3.5 h from 25 October to 31 December.")
    assert plain(overlap_year.strip_summary(THREE.row_of("tallinn").each[1], "Tallinn", "London")) == (
        "Tallinn and London share 7 h on 365 days of 2026, every day alike.")


def test_runs_table_is_the_strip() -> None:
    table = overlap_year.runs_table(BUCHAREST.each[0])
    assert table["Days"].tolist() == [66, 21, 210, 7, 61]
    assert table["Odd weeks"].tolist() == ["", "yes", "", "yes", ""]


def test_the_calendar_puts_each_date_under_its_week_and_marks_holidays() -> None:
    """9 March 2026 is a Monday in the eleventh column; 1 January, a Thursday, is a holiday on both sides."""
    off = (days_off(calendar_of("new_york", "US"), 2026), days_off(calendar_of("bucharest", "RO"), 2026))
    found = BUCHAREST.each[0]
    frame = overlap_year.calendar_table(found, NEW_YORK.windows[0], BUCHAREST.window, *off)
    figure = overlap_year.calendar(found, frame, "New York", "Bucharest", LIGHT)
    heat, dots = figure.data
    assert heat.z.shape == (7, 53)
    assert (heat.z[0][10], heat.z[6][8], heat.z[6][9]) == (1, 0, 1)  # Sunday 1 March, 2 h; Sunday 8 March, 3 h
    assert plain(heat.text[0][10]) == ("Monday, 2026-03-09: 3 h shared<br>09:00–12:00 in New York<br>"
                                       "15:00–18:00 in Bucharest")
    assert (0, 3) in set(zip(dots.x, dots.y, strict=True))
    assert "New York: New Year's Day" in heat.text[3][0]
    assert plain(overlap_year.calendar_summary(found, *off)) == (
        "2 to 3 h shared on each of 365 dates of 2026; both sides are at work on 239 of them.")
    assert plain(overlap_year.calendar_summary(found, None, off[1])).endswith("public holidays are unknown for one side.")
    assert frame["Shared (h)"].sum() == 337 * 2 + 28 * 3


# --- several places ---------------------------------------------------------------------------------------------------


def test_the_matrix_has_a_column_an_office_and_one_for_all_at_once() -> None:
    """New York and San Francisco leave Bucharest 2 and 0 hours; London 7. All at once: none."""
    rows = [THREE.row_of("bucharest"), THREE.row_of("sao_paulo")]
    heat = overlap_matrix.matrix(THREE, rows, LIGHT).data[0]
    assert heat.z.tolist() == [[2, 7, 0, 0], [8, 5, 5, 1]]
    table = overlap_matrix.matrix_table(THREE, rows)
    assert table.iloc[1].tolist()[2:] == [8, 5, 5, 1]
    assert plain(overlap_matrix.matrix_summary(THREE, rows)) == (
        "São Paulo shares 3 h or more with every home office on most days of 2026.")


def test_the_matrix_of_one_office_needs_no_column_for_all() -> None:
    assert overlap_matrix.matrix(NEW_YORK, [BUCHAREST], LIGHT).data[0].z.tolist() == [[2]]
    assert plain(overlap_matrix.matrix_summary(NEW_YORK, [BUCHAREST])) == (
        "No place shares 3 h with New York on most days of 2026.")


def relay(answer: OverlapAnswer, *hubs: str) -> overlap_sun.Relay:
    places = [("New York", answer.windows[0])] + [(hub, answer.row_of(hub).window) for hub in hubs]
    return overlap_sun.Relay(tuple(places), date(2026, 1, 5), "New York", "America/New_York")


def test_follow_the_sun_on_the_home_clock() -> None:
    """5 January: Pune 22:30-07:30 in New York, Cluj 02:00-11:00, New York 09:00-18:00; a gap from 18:00 to 22:30."""
    chosen = relay(THREE, "pune", "cluj")
    assert plain(overlap_sun.sun_summary(chosen)) == (
        "Three places cover 19.5 of the day's 24 hours. On 5 January 2026 nobody works 18:00–22:30 in New York; two or "
        "more are at work for 7.5 h. Over the year 18.5 to 19.5 h are covered.")
    table = overlap_sun.sun_table(chosen)
    assert table["New York time"].tolist() == [
        "22:30–02:00", "02:00–07:30", "07:30–09:00", "09:00–11:00", "11:00–18:00", "18:00–22:30"]
    assert table["At work"].tolist() == ["pune", "pune, cluj", "cluj", "New York, cluj", "New York", "nobody"]
    assert table["Hours"].sum() == 24
    figure = overlap_sun.sun(chosen, LIGHT)
    assert list(zip(figure.data[1].base, figure.data[1].x, strict=True)) == [(1350, 90), (0, 450)]
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(1080, 1350)]


def test_no_place_has_its_own_sentence() -> None:
    nobody = overlap_sun.Relay((), date(2026, 1, 5), "London", "Europe/London")
    assert overlap_sun.sun_summary(nobody).startswith("No place is chosen")
    assert overlap_sun.sun_table(nobody)["At work"].tolist() == ["nobody"]


# --- legibility -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_on_a_tint_can_be_read(colours: Palette) -> None:
    for share in (overlap_year.NONE, overlap_year.ONLY, overlap_year.LEAST, overlap_year.NEXT_TO_MOST):
        assert contrast(overlap_year.tint(colours, share), colours.ink) >= 4.5
    assert contrast(overlap_year.tint(colours, 1), colours.paper) >= 4.5
    for fill in colours.sequential[:overlap_matrix.STEPS]:
        assert contrast(fill, colours.ink) >= 4.5

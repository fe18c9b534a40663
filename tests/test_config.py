"""The settings that ship: Streamlit knows each of them, and the theme has the colours of `atlas/views/theme.py`."""

import tomllib

import pytest
from streamlit import config

from atlas.paths import ROOT
from atlas.views.theme import DARK, LIGHT, Palette

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
CHART_SCALES = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")


def flat(table: dict, prefix: str = "") -> dict:
    """Nested TOML tables as `section.option` -> value."""
    result = {}
    for key, value in table.items():
        result.update(flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value})
    return result


@pytest.mark.parametrize("option", flat(SETTINGS))
def test_streamlit_knows_the_option(option: str) -> None:
    config.get_option(option)  # raises RuntimeError for an unknown one


def test_streamlit_refuses_an_unknown_option() -> None:
    with pytest.raises(RuntimeError):
        config.get_option("runner.noSuchOption")


def test_promises_are_set() -> None:
    promised = {
        "browser.gatherUsageStats": False, "server.address": "127.0.0.1", "server.enableXsrfProtection": True,
        "server.enableStaticServing": False, "client.showErrorDetails": "none", "client.allowedOrigins": [],
        "runner.postScriptGC": False,
    }  # fmt: skip
    assert {option: flat(SETTINGS)[option] for option in promised} == promised


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_theme_has_the_colours_of_the_charts(mode: str, palette: Palette) -> None:
    theme = SETTINGS["theme"][mode]
    assert [tuple(theme[scale]) for scale in CHART_SCALES] == [palette.criteria, palette.sequential, palette.diverging]
    assert {key: theme[key] for key in ("backgroundColor", "secondaryBackgroundColor", "textColor")} == {
        "backgroundColor": palette.paper, "secondaryBackgroundColor": palette.panel, "textColor": palette.ink,
    }  # fmt: skip
    assert {key: theme[key] for key in ("primaryColor", "borderColor", "yellowTextColor")} == {
        "primaryColor": palette.primary, "borderColor": palette.border, "yellowTextColor": palette.warning,
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", CHART_SCALES[1:])
def test_a_scale_has_exactly_ten_colours(mode: str, scale: str) -> None:
    assert len(SETTINGS["theme"][mode][scale]) == 10  # Streamlit ignores a scale of any other length

"""The menus of the Rank page: the live ranking, the shares of ranks and the flip points as pictures and as data."""

from functools import partial
from typing import Any

import streamlit as st

from atlas.components import figure_menu
from atlas.components.text import plain
from atlas.domain.firmness import Firmness
from atlas.domain.ranking import Ranking
from atlas.views import ranking as view
from atlas.views import ranking_figure


def ranking(answer: Ranking, firm: Firmness | None, slope: dict[str, Any] | None, currency: str, per_usd: float) -> None:
    """The menu of the live ranking, with bars or, where `slope` is given (see views.ranking.slope), with lines."""

    def content() -> None:
        codes = answer.cells.long["source_code"].value_counts().index
        if slope is None:
            figure_menu.entries("ranking", view.title(answer), partial(ranking_figure.bars, answer, firm),
                                lambda: view.table(answer, currency, per_usd), codes, slide="ranking")
        else:
            figure_menu.entries("ranking", ranking_figure.slope_summary(answer, slope),
                                partial(ranking_figure.slope, answer, slope),
                                lambda: ranking_figure.slope_table(answer, slope), codes, slide="ranking")

    figure_menu.opening("ranking", content)


def shares(firm: Firmness) -> None:
    """The leader's shares in a sentence, and the menu of the heat table."""
    said = ranking_figure.heat_summary(firm)
    with figure_menu.beside("shares", said, partial(ranking_figure.heat, firm), lambda: view.acceptability_table(firm),
                            slide="firm"):
        st.markdown(plain(f"{said}."))


def flips(firm: Firmness) -> None:
    """How many weights can move the leader, and the menu of their flip points."""
    said = ranking_figure.flips_summary(firm)
    with figure_menu.beside("flips", said, partial(ranking_figure.flips, firm), lambda: view.flip_table(firm)):
        st.markdown(plain(f"{said}."))

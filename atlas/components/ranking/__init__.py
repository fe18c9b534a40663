"""The live ranking: weights and rows in one component, so that the order moves with the hand.

Python decides everything; the browser repeats the weighted sum while a slider is dragged, and hands the weights back on
release. `tests/fixtures/scoring_vectors.json` checks both sides of that sum.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

KEY = "ranking"
_HERE = Path(__file__).parent


def ranking(data: dict[str, Any], *, on_weights: Callable[[dict[str, float]], None], on_reset: Callable[[], None],
            on_relax: Callable[[str], None], on_swap: Callable[[str], None]) -> None:
    """Draw the component with `data` from atlas.views.ranking.

    `on_weights` takes the weights by criterion id on release, `on_reset` a press of reset, `on_relax` the id of a
    removed hub that is to be let in, `on_swap` the id of the criterion that is to take the place of the first.
    """
    component = st.components.v2.component(
        "atlas_ranking",
        css=(_HERE / "ranking.css").read_text("utf-8"),
        js=(_HERE / "ranking.js").read_text("utf-8"),
    )

    def value(name: str) -> Any:
        return st.session_state[KEY].get(name)

    component(
        key=KEY, data=data,
        on_released_change=lambda: on_weights(value("released")),
        on_reset_change=lambda: on_reset(),
        on_relaxed_change=lambda: on_relax(value("relaxed")),
        on_swapped_change=lambda: on_swap(value("swapped")),
    )

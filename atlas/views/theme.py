"""Colours and the Plotly templates. The TOML of Streamlit's theme holds the same colours; a test compares them."""

from dataclasses import dataclass

import plotly.graph_objects as go
import plotly.io as pio

from atlas.domain.criteria import IDS

FONT = '"Source Sans", sans-serif'
SERIF = '"Source Serif", serif'
CONFIG = {"displayModeBar": False, "scrollZoom": False}
"""`config=` of every chart."""


@dataclass(frozen=True)
class Palette:
    """One theme's colours: `criteria` in registry order, then OWN_COLOURS for a company's own criteria; `sequential` pale
    to strong, `diverging` bad to good."""

    name: str
    paper: str
    panel: str
    ink: str
    ink_2: str
    ink_3: str
    primary: str
    border: str
    grid: str
    sea: str
    land: str
    land_border: str
    row: str
    claim: str
    warning: str
    criteria: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]

    def criterion(self, criterion_id: str) -> str:
        """The colour of a criterion of the registry."""
        return self.criteria[IDS.index(criterion_id)]

    def at(self, place: int) -> str:
        """The colour of the criterion in a column of a ranking."""
        return self.criteria[colour_place(place)]


OWN_COLOURS = 4
"""Colours for a company's own criteria; a fifth takes the first again."""


def colour_place(place: int) -> int:
    """The place in `Palette.criteria` of the criterion in a column of a ranking."""
    return place if place < len(IDS) else len(IDS) + (place - len(IDS)) % OWN_COLOURS


LIGHT = Palette(
    "light", paper="#FFFFFF", panel="#F6F6F3", ink="#1B2430", ink_2="#4E5A67", ink_3="#5F6A75", primary="#1F3B57",
    border="#DEDED7", grid="#E9E9E4", sea="#F8FAFA", land="#ECECE6", land_border="#FFFFFF", row="#E8EDF2", claim="#A65A00",
    warning="#8A5A00",
    criteria=("#A65A00", "#E5A54B", "#1F5C9E", "#86B6E6", "#00685E", "#37A08E", "#8CCBBB", "#6F2560", "#A2538F",
              "#C588B7", "#DEB6D6", "#4B5563", "#B4C15F", "#59661B", "#DCE2AE", "#7F8C33"),
    sequential=("#EEF3F6", "#DAE6EC", "#BFD5E0", "#A0C1D1", "#7FAAC0", "#5F92AE", "#437A9A", "#2E6184", "#1E486A",
                "#123150"),
    diverging=("#8A4600", "#B4661A", "#D48F4B", "#E8B988", "#F4E0CA", "#D6E4EC", "#A6C5D8", "#6F9FBE", "#3F769C",
               "#1C4F77"),
)

DARK = Palette(
    "dark", paper="#14181D", panel="#1A1F26", ink="#E8ECF0", ink_2="#B3BDC8", ink_3="#8D98A5", primary="#9CC3E6",
    border="#323B46", grid="#242B33", sea="#181D23", land="#262D36", land_border="#14181D", row="#222A33", claim="#D9862A",
    warning="#E9BE6B",
    criteria=("#D9862A", "#F2C98C", "#4D8FDB", "#A9CDF3", "#16998B", "#62C7B6", "#B9E8DE", "#AD5F9E", "#C984BB",
              "#DFABD5", "#F4DDEF", "#7F8A99", "#A9B84E", "#DFE8A6", "#7C8A2C", "#EDF2CE"),
    sequential=("#1B2730", "#203645", "#26475C", "#2E5A75", "#3A6F8E", "#4C86A6", "#659EBC", "#86B6CF", "#ADCFE1",
                "#DCECF5"),
    diverging=("#E8A45C", "#C98440", "#A2682F", "#755026", "#4A3A28", "#2A3F50", "#2F5A78", "#4580A6", "#6FA8CC",
               "#A9D0E8"),
)

PALETTES = {"light": LIGHT, "dark": DARK}


def palette(name: str | None) -> Palette:
    """The palette of a theme name as Streamlit reports it; light when it reports none."""
    return PALETTES.get(name or "light", LIGHT)


def _template(colours: Palette, size: int) -> go.layout.Template:
    axis = dict(showline=False, zeroline=False, ticks="", gridcolor=colours.grid, gridwidth=1, automargin=True,
                tickfont=dict(size=size - 1, color=colours.ink_2),
                title=dict(font=dict(size=size - 1, color=colours.ink_3)))
    return go.layout.Template(
        layout=dict(
            font=dict(family=FONT, size=size, color=colours.ink),
            paper_bgcolor=colours.paper, plot_bgcolor=colours.paper,
            colorway=[colours.sequential[8], colours.sequential[5], colours.sequential[3]],
            xaxis=axis, yaxis={**axis, "showgrid": False},
            margin=dict(l=8, r=8, t=8, b=8), showlegend=False, bargap=0.35,
            hoverlabel=dict(bgcolor=colours.panel, bordercolor=colours.border,
                            font=dict(family=FONT, size=size, color=colours.ink), align="left"),
            hovermode="closest", dragmode=False, separators=".,",
            transition=dict(duration=0),
        )
    )


pio.templates["atlas"] = _template(LIGHT, 13)
pio.templates["atlas_dark"] = _template(DARK, 13)
pio.templates["atlas_board"] = _template(LIGHT, 18)


def template(colours: Palette) -> str:
    """The name of the Plotly template of a palette."""
    return "atlas_dark" if colours is DARK else "atlas"

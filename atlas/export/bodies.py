"""The figures of a deck as plain frozen records, numbers in their units, before anything is drawn.

The same records draw a deck, fill its embedded workbooks and, next quarter, refresh what people have edited since.
"""

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Literal


@dataclass(frozen=True)
class Series:
    """One series of a native chart, a value a category, None for nothing.

    Without `colour` it is drawn invisible: the base that the next series stands on. `label` is the number format of
    its data labels. `hatched` are the categories (by index) whose figure is modelled. `outlined` draws the edge only.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str | None = None
    label: str = ""
    hatched: tuple[int, ...] = ()
    outlined: bool = False
    width_pt: float = 2.25
    in_legend: bool = True


@dataclass(frozen=True)
class BarBody:
    """Stacked bars, the first category at the top; with `upright` columns, the first at the left.

    `beside` are further columns of the embedded workbook, (heading, values), which are not drawn: the figures that
    the bars were made from.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    number_format: str = "General"
    least: float | None = None
    most: float | None = None
    step: float | None = None
    upright: bool = False
    show_axis: bool = True
    beside: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    gap_pct: int = 45
    size_pt: float = 13
    label_pt: float = 165


@dataclass(frozen=True)
class LineBody:
    """Lines over ordered categories; every `tick`-th category is labelled."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    number_format: str = "General"
    tick: int = 1
    size_pt: float = 13


@dataclass(frozen=True)
class AreaBody:
    """A filled line over the days of a year, with the months on its axis."""

    days: tuple[Date, ...]
    series: Series
    unit: str
    number_format: str
    most: float
    size_pt: float = 12


@dataclass(frozen=True)
class Band:
    """Pay of one row: five percentiles of people and the 80 % interval of the median, all in one unit."""

    label: str
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    median_low: float
    median_high: float
    modelled: bool = False


@dataclass(frozen=True)
class BandBody:
    """Pay bands as native bars on an invisible base: p10 to p90, the quartiles and the interval of the median."""

    bands: tuple[Band, ...]
    unit: str
    number_format: str


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall. `kind`: home, headline, effective, net (added), total, saved (home less total)."""

    label: str
    kind: Literal["home", "headline", "effective", "net", "total", "saved"]
    amount: float


@dataclass(frozen=True)
class WaterfallBody:
    """Steps from left to right; added ones stand on the sum of those before them."""

    steps: tuple[Step, ...]
    unit: str
    number_format: str


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `fill` and `colour` are hex, `link` https or mailto. A linked text takes one line."""

    text: str
    fill: str = ""
    colour: str = ""
    bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, where its text stands, and its unit under the heading."""

    label: str
    share: float
    align: Literal["l", "ctr", "r"] = "l"
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """A row; `key` names it across refreshes whatever its place, such as a hub id."""

    key: str
    cells: tuple[Cell | str, ...]
    strong: bool = False


@dataclass(frozen=True)
class TableBody:
    """A native table. `lines` is the most lines of text that a cell may take."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size_pt: float = 13
    lines: int = 1
    row_pt: float = 28


@dataclass(frozen=True)
class HeatBody:
    """A heat table of shares 0..1 (rows x columns), with text columns after it."""

    row_label: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Place:
    """One place of a map: degrees, people in the pool (None where unknown), fill share 0..1 of the scale."""

    id: str
    label: str
    latitude: float
    longitude: float
    side: Literal["left", "right", "above", "below"]
    state: Literal["ranked", "home", "removed"]
    people: float | None
    share: float | None
    modelled: bool
    about: str


@dataclass(frozen=True)
class MapBody:
    """One view of the map with a bubble a hub: area is the pool, colour the share. `land` is GeoJSON.

    `scale` names the ends of the colours. The world leaves the places of `elsewhere`, a view drawn beside it, to that.
    """

    view: Literal["europe", "world"]
    places: tuple[Place, ...]
    land: dict[str, Any] = field(hash=False, repr=False)
    scale: tuple[str, str] = ("", "")
    elsewhere: Literal["europe", ""] = ""


@dataclass(frozen=True)
class StatsBody:
    """Up to four large figures, each with the words under it."""

    stats: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TextBody:
    """Paragraphs: an optional bold beginning and the rest."""

    paragraphs: tuple[tuple[str, str], ...]
    size_pt: float = 15


Body = BarBody | LineBody | AreaBody | BandBody | WaterfallBody | TableBody | HeatBody | MapBody | StatsBody | TextBody

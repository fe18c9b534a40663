"""A figure as a picture for a board: PNG, SVG or PDF, drawn by one Chrome or Chromium that stays warm.

Always light, 16:9, with the finding as its title and its sources inside the picture. The figure keeps its own sizes and
the page around it is fitted to them, so that nothing is cut; a PNG has 3200 x 1800 pixels, twice 1600 x 900.
"""

import asyncio
import atexit
import os
import re
import shutil
import textwrap
import threading
from html import escape
from pathlib import Path
from typing import Literal

import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido

from atlas.domain.errors import DataError
from atlas.export.pptx_text import clean
from atlas.views.theme import LIGHT, SERIF

Format = Literal["png", "svg", "pdf"]
MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = "Pictures need a Chrome or Chromium: install the package chromium (Debian), or Google Chrome, and try again."
WIDTH_LEAST, WIDTH_PNG = 960, 3200
PAD, TOP_PX, TITLE_LINE_PX, SOURCE_PX, AXIS_PX = 32, 98, 28, 58, 60
"""Around the figure: at the sides, for a title of two lines, a line of it, two lines of sources, labels under an axis."""

TITLE_CHARACTER_PX, SOURCE_CHARACTER_PX, LABEL_CHARACTER_SHARE = 15.5, 7.6, 0.64
"""Room that a character needs on average, on the safe side: where Source Serif is not installed, a wider face stands in.
That of a label is in sizes of its font."""

STRETCH_MOST = 2.5
"""A plot lower than its page grows so much at most; the rest of the page stays empty."""

START_S, DRAW_S = 60, 30


def find_browser() -> str | None:
    """The browser that draws: of BROWSER_PATH, else the first on PATH."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def image(figure: go.Figure, form: Format, title: str, source: str = "") -> bytes:
    """The picture of a figure that was drawn with the light palette; the first takes seconds, the next tenths.

    DataError where there is no browser, or where it does not answer.
    """
    board = on_board(figure, title, source)
    width, height = board.layout.width, board.layout.height
    return _BROWSER.draw(board, {"format": form, "width": width, "height": height,
                                 "scale": WIDTH_PNG / width if form == "png" else 1})


def on_board(figure: go.Figure, title: str, source: str = "") -> go.Figure:
    """A copy on a light 16:9 page, with title and source line; its height and margins in px are those of the figure."""
    board = go.Figure(figure)
    margin = {side: value if (value := board.layout.margin[side]) is not None else 8 for side in "lrtb"}
    margin["l"] = _room_for_labels(board, margin["l"])
    foot = max(margin["b"], AXIS_PX) + SOURCE_PX
    height = max((board.layout.height or 450) + TOP_PX + foot - margin["b"], round(WIDTH_LEAST * 9 / 16))
    width = round(height * 16 / 9)
    words = _lines(title, int((width - 2 * PAD) // TITLE_CHARACTER_PX), 2)
    notes = _lines(source, int((width - 2 * PAD) // SOURCE_CHARACTER_PX), 2)
    top = TOP_PX - (TITLE_LINE_PX if len(words) == 1 else 0)
    plot = (board.layout.height or 450) - margin["t"] - margin["b"]
    empty = max(0, height - top - margin["t"] - foot - round(STRETCH_MOST * max(plot, 1)))
    top, foot = top + empty // 3, foot + empty - empty // 3
    board.update_layout(
        width=width, height=height, paper_bgcolor=LIGHT.paper,
        margin={"l": margin["l"] + PAD, "r": margin["r"] + PAD, "t": margin["t"] + top, "b": foot},
        title={"text": "<br>".join(words), "pad": {"l": PAD}, "x": 0, "xref": "container", "xanchor": "left",
               "y": 1 - (24 + (len(words) - 1) * TITLE_LINE_PX / 2) / height, "yref": "container", "yanchor": "top",
               "font": {"family": SERIF, "size": 23, "color": LIGHT.ink, "weight": 600}})
    board.add_annotation(
        text="<br>".join(notes), x=0, xref="paper", xanchor="left", xshift=-margin["l"], align="left", showarrow=False,
        y=0, yref="paper", yanchor="bottom", yshift=14 - foot, font={"size": 12, "color": LIGHT.ink_3})
    return board


def _room_for_labels(figure: go.Figure, least: float) -> float:
    """The left margin that the labels of rows need, set on the figure: what Plotly adds by itself moves all that stands
    beside the plot. It stays where the labels are not known beforehand."""
    axis = figure.layout.yaxis
    rows = axis.ticktext or [y for trace in figure.data for y in (() if trace.y is None else trace.y) if isinstance(y, str)]
    if axis.visible is False or not rows:
        return least
    size = axis.tickfont.size or 12
    longest = max(len(re.sub("<[^>]*>", "", line)) for row in rows for line in str(row).split("<br>"))
    figure.update_yaxes(automargin=False)
    return max(least, round((longest + len(axis.ticksuffix or "")) * size * LABEL_CHARACTER_SHARE) + 12)


def _lines(text: str, width: int, most: int) -> list[str]:
    """The text in lines of about so many characters, cut with an ellipsis, with nothing in it taken for markup."""
    lines = textwrap.wrap(clean(text), width, max_lines=most, placeholder=" …")
    return [escape(line, quote=False) for line in lines] or [""]


class _SmallChromium(Chromium):
    """A browser that tidies up after each picture.

    The page is loaded anew for each one, and what the last has left waits for a collection that V8 puts off until its
    heap is far larger: 80 to 200 MB more after a hundred pictures. With this flag it does not wait, for 0.03 s a picture.
    """

    def get_cli(self) -> list[str]:
        return [*super().get_cli(), "--js-flags=--optimize-for-size"]


class _Browser:
    """One browser in a thread of its own. It is started by the first picture, and again after it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Kaleido | None = None

    def draw(self, figure: go.Figure, options: dict) -> bytes:
        """One picture at a time, whoever asks."""
        with self._lock:
            path = find_browser()
            if path is None:
                raise DataError(INSTALL)
            try:
                return self._drawn(path, figure, options)
            except Exception as fault:
                self._forget()
                why = str(fault).partition("\n")[0] or type(fault).__name__
                raise DataError(f"picture: {Path(path).name} could not draw it ({why}); try again") from fault

    def _drawn(self, path: str, figure: go.Figure, options: dict) -> bytes:
        """The picture; from a new browser where the warm one has died since the last, so that nobody has to ask twice."""
        warm = self._kaleido is not None
        try:
            if not warm:
                self._start(path)
            return self._wait(self._kaleido.calc_fig(figure, opts=options), DRAW_S)
        except TimeoutError:
            raise
        except Exception:  # the warm browser is gone, or choked on the last picture: one more try with a new one
            if not warm:
                raise
        self._forget()
        self._start(path)
        return self._wait(self._kaleido.calc_fig(figure, opts=options), DRAW_S)

    def stop(self) -> None:
        """Close the browser; the next picture starts another."""
        with self._lock:
            self._forget()

    def _start(self, path: str) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True, name="figure-export").start()

        async def opened() -> Kaleido:
            browser = Kaleido(n=1, timeout=DRAW_S, mathjax=False,  # MathJax would come from a network
                              path=path, browser_cls=_SmallChromium)
            return await browser.__aenter__()

        self._kaleido = self._wait(opened(), START_S)

    def _wait(self, work, seconds: float):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def _forget(self) -> None:
        browser, loop = self._kaleido, self._loop
        self._kaleido = self._loop = None
        if loop is None:
            return
        try:
            if browser is not None:
                asyncio.run_coroutine_threadsafe(browser.__aexit__(None, None, None), loop).result(10)
        except Exception:  # it is gone already
            pass
        loop.call_soon_threadsafe(loop.stop)


_BROWSER = _Browser()
stop = _BROWSER.stop
atexit.register(stop)  # else the browser still writes into a folder that is being removed

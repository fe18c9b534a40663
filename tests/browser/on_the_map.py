"""Where a place lies on the screen's map of Europe."""

from math import asinh, pi, radians, tan

from playwright.sync_api import Page

LATITUDE, LONGITUDE, ZOOM = 50.6, 21.8, 3.62
"""The map's first view."""

WINDOW = {"width": 800, "height": 1000}
"""One that shows it whole and is painted in bearable time."""


def place(page: Page, latitude: float, longitude: float) -> tuple[float, float]:
    """x and y of a place in the window, in pixels (web Mercator, 512 pixels around the world at zoom 0)."""
    box = page.locator("[class*='st-key-map-Europe'] canvas").first.bounding_box()
    size = 512 * 2 ** ZOOM

    def x(degrees: float) -> float:
        return (degrees + 180) / 360 * size

    def y(degrees: float) -> float:
        return (1 - asinh(tan(radians(degrees))) / pi) / 2 * size

    return (box["x"] + box["width"] / 2 + x(longitude) - x(LONGITUDE), box["y"] + box["height"] / 2 + y(latitude) - y(LATITUDE))

"""Overlap of a year: 41 hubs x 5 home offices from an empty cache, beside one pass over as many numbers; the bargain."""

from statistics import median

import numpy as np

from atlas.domain.bargain import bargain
from atlas.domain.overlap import REACH, known_spans, typical_hours, window
from atlas.domain.scenario import KNOWN_HOMES
from atlas.domain.zones import changes, days_in
from bench import Row, milliseconds

YEAR, RUNS = 2026, 7
HUBS = {
    "Europe/Bucharest": 4, "Europe/Warsaw": 4, "Europe/Tallinn": 1, "Europe/Belgrade": 2, "Europe/Kyiv": 2,
    "Europe/Prague": 2, "Europe/Sofia": 1, "Europe/Zagreb": 1, "Europe/Budapest": 1, "Europe/Vilnius": 1,
    "Europe/Riga": 1, "Europe/Skopje": 1, "Europe/Tirane": 1, "Asia/Kolkata": 5, "Asia/Ho_Chi_Minh": 1, "Asia/Bangkok": 1,
    "Asia/Manila": 1, "America/Mexico_City": 2, "America/Bogota": 2, "America/Sao_Paulo": 1,
    "America/Argentina/Buenos_Aires": 1, "Europe/London": 1, "America/New_York": 1, "America/Los_Angeles": 1,
    "Europe/Berlin": 1, "America/Toronto": 1,
}
"""Zones of the catalogue's 41 cities, and how many cities each has."""


def run() -> list[Row]:
    """Medians of RUNS calls; before each one the zones' rules of the year are forgotten."""
    homes = [window(zone, "09:00", "18:00") for zone in KNOWN_HOMES.values()]
    hubs = [window(zone, "09:00", "18:00") for zone, cities in HUBS.items() for _ in range(cities)]
    moments = np.random.default_rng(0).integers(0, 10**9, (len(hubs), len(homes), days_in(YEAR), len(REACH)))

    def floor() -> None:
        np.maximum(np.minimum(moments, 7) - moments, 0).sum(axis=3).min(axis=1)

    def forgotten() -> None:
        changes.cache_clear()
        known_spans.cache_clear()
        typical_hours(homes, hubs, YEAR)

    least, cold, warm, shift = (median(milliseconds(action) for _ in range(RUNS)) for action in (
        floor, forgotten, lambda: typical_hours(homes, hubs, YEAR), lambda: bargain(homes[1:2], hubs[0], YEAR)))
    size = f"{len(hubs)} hubs x {len(homes)} offices"
    return [
        Row(f"overlap of a year: {size}, from nothing", cold, least, "ms", "under 50 ms"),
        Row(f"overlap of a year: {size}, zones known", warm, least, "ms"),
        Row("bargain: one hub, one office, to the minute", shift, None, "ms"),
    ]

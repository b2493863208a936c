"""All pictures of the two hotels by media key."""

from collections.abc import Callable
from typing import Final

from quayside.art.aravalli import doings, people, rooms, views
from quayside.art.picture import Picture

PICTURES: Final[dict[str, Callable[[], Picture]]] = {
    "hero": views.hero,
    "courtyard": views.courtyard,
    "lake-house": views.lake_house,
    "sunset-boat": views.sunset_boat,
    "hill-walk": views.hill_walk,
    "peacock": views.peacock,
    "arrival": views.arrival,
    "map": views.place_map,
    "courtyard-room": rooms.courtyard_room,
    "jharokha": rooms.jharokha_room,
    "suite": rooms.suite,
    "family-room": rooms.family_room,
    "lake-room": rooms.lake_room,
    "balcony": rooms.balcony,
    "single-room": rooms.single_room,
    "rooftop-supper": doings.rooftop_supper,
    "thali": doings.thali,
    "spices": doings.spices,
    "massage": doings.massage,
    "block-print": doings.block_print,
    "studio": rooms.long_stay,
    "lamps": doings.lamps,
    "doorway": doings.doorway,
    **people.PORTRAITS,
}

"""All pictures of the garages by media key."""

from collections.abc import Callable
from typing import Final

from quayside.art.northgate import inside, outside, people
from quayside.art.picture import Picture

PICTURES: Final[dict[str, Callable[[], Picture]]] = {
    "hero": outside.hero,
    "city": outside.city,
    "wellington": outside.wellington,
    "kirkgate": outside.kirkgate,
    "quarry-hill": outside.quarry_hill,
    "night": outside.night,
    "map": outside.city_map,
    "barrier": inside.barrier,
    "bays": inside.bays,
    "charger": inside.charger,
    "ramp": inside.ramp,
    "level-signs": inside.level_signs,
    "reserved": inside.reserved,
    "motorcycles": inside.motorcycles,
    "cycle-store": inside.cycle_store,
    "accessible": inside.accessible,
    "phone": inside.phone_pass,
    "fleet": inside.fleet,
    "van-bay": inside.van_bay,
    "booth": inside.booth,
    "resident": inside.resident,
    **people.PORTRAITS,
}

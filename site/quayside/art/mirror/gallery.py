"""All pictures of the detailer by media key."""

from collections.abc import Callable
from typing import Final

from quayside.art.mirror import details, jobs, people
from quayside.art.picture import Picture

PICTURES: Final[dict[str, Callable[[], Picture]]] = {
    "hero": jobs.hero,
    "driveway": jobs.driveway,
    "before": jobs.before,
    "after": jobs.after,
    "pickup": jobs.pickup,
    "van": jobs.van,
    "fleet": jobs.fleet,
    "map": jobs.city_map,
    "skyline": jobs.skyline,
    "interior": details.interior,
    "seats": details.seats,
    "polish": details.polish,
    "ceramic": details.ceramic,
    "wheels": details.wheels,
    "headlights": details.headlights,
    "engine": details.engine,
    "dog": details.pet_hair,
    "kit": details.kit,
    "odor": details.odour,
    "gift": details.gift,
    **people.PORTRAITS,
}

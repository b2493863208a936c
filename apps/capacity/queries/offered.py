"""Stays that can be offered."""

from datetime import date, datetime, timedelta

from apps.capacity.queries import stay_rules
from apps.capacity.queries.rooms import rooms
from apps.capacity.types import Leg, Stay
from apps.catalog.models import Option
from apps.kernel.errors import NotFound


def stays(*, option: int, arrival: date, nights: int, people: int, at: datetime) -> list[Stay]:
    """What can be offered for these nights: a room throughout, else one after others have moved, else a move in
    between; nothing when a night has no room. Eight queries. Raises StayRefused, NothingServes and
    NotFound.
    """
    row: Option | None = Option.objects.select_related("product").filter(pk=option).first()
    if row is None:
        raise NotFound
    by_day = stay_rules.rules(product=row.product_id, first=arrival, last=arrival + timedelta(days=nights))
    refusal = stay_rules.refused(by_day, arrival=arrival, nights=nights)
    if refusal is not None:
        raise refusal
    known = rooms(option=row, arrival=arrival, nights=nights, people=people, at=at)
    chosen = known.free()
    if chosen is not None:
        return [Stay(tuple(Leg(one.id, arrival, nights) for one in chosen[:1]))]
    packed = known.packed()
    if packed is not None:
        return [Stay((Leg(packed[0].id, arrival, nights),), moves=len(packed[1]))]
    legs = known.legs()
    return [] if legs is None else [Stay(tuple(legs))]

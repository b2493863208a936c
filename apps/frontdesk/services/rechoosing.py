"""What a changed booking would be chosen as today, and what of it is different."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.bookings.models import Booking
from apps.capacity.models import Departure, Pool
from apps.catalog.models import Unit
from apps.catalog.types import Kind
from apps.frontdesk.errors import NotOfThisOption
from apps.frontdesk.services.choosing import Chosen
from apps.frontdesk.types import Change, Choice


def choice_of(booking: Booking, change: Change) -> Choice:
    """The booking as it would be chosen today, with what is different."""
    kind = booking.product.kind
    option = _option(booking, change)
    arrival, nights = change.arrival, change.nights
    if kind == Kind.STAY:
        first, last = _days(booking)
        arrival = arrival or first
        nights = nights if nights is not None else (last - first).days
    starts_at = change.starts_at or booking.starts_at
    ends_at = change.ends_at
    if ends_at is None and kind == Kind.RENTAL and booking.ends_at is not None:
        ends_at = starts_at + (booking.ends_at - booking.starts_at)
    people = change.people
    if people is None and (kind == Kind.STAY or _as_many(booking, change)):
        # How many sleep in a room is not said by how often its night is paid.
        people = booking.people
    departure = change.departure if change.departure is not None else booking.departure_id
    return Choice(
        option=option,
        quantities=_quantities(booking, change, option),
        departure=departure if kind == Kind.DEPARTURE else None,
        pool=change.pool if change.pool is not None else booking.pool_id,
        starts_at=starts_at,
        ends_at=ends_at,
        arrival=arrival,
        nights=nights,
        location=booking.location_id,
        people=people,
        resources=change.resources or (),
    )


def _as_many(booking: Booking, change: Change) -> bool:
    """Whether it says as many of each unit as there are, as a form does that was sent as it was shown."""
    if change.quantities is None:
        return True
    given = {int(unit): many for unit, many in change.quantities.items() if many}
    return given == {int(unit): many for unit, many in booking.item.quantities.items() if many}


def _option(booking: Booking, change: Change) -> int:
    """The option of the other departure or pool when only that is said."""
    elsewhere = change.departure not in {None, booking.departure_id} or change.pool not in {
        None,
        booking.pool_id,
    }
    if change.option is not None or not elsewhere:
        return change.option or booking.option_id
    other: Any = Departure.objects.filter(pk=change.departure or 0, product=booking.product_id)
    if change.pool is not None:
        other = Pool.objects.filter(pk=change.pool, option__product=booking.product_id)
    number: int | None = other.values_list("option", flat=True).first()
    if number is None:
        raise NotOfThisOption
    return number


def _quantities(booking: Booking, change: Change, option: int) -> Mapping[int, int]:
    """As many of the units that are called the same in the other option. Raises NotOfThisOption when one is missing."""
    if change.quantities is not None:
        return change.quantities
    standing = {int(unit): count for unit, count in booking.item.quantities.items()}
    if option == booking.option_id:
        return standing
    old = dict(Unit.objects.filter(pk__in=standing).values_list("pk", "key"))
    new = dict(Unit.objects.filter(option=option, key__in=old.values()).values_list("key", "pk"))
    if set(old.values()) - set(new):
        raise NotOfThisOption
    return {new[old[unit]]: count for unit, count in standing.items()}


def _days(booking: Booking) -> tuple[date, date]:
    zone = ZoneInfo(booking.location.time_zone)
    ends_at = booking.ends_at or booking.starts_at
    return booking.starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()


def differences(booking: Booking, change: Change, chosen: Chosen) -> tuple[str, ...]:
    """Which of "time", "option", "people", "place" and "resource" would be different."""
    found = []
    same = {int(unit): count for unit, count in booking.item.quantities.items()}
    if chosen.choice.departure != booking.departure_id or moves(booking, change):
        found.append("time")
    if chosen.option.pk != booking.option_id:
        found.append("option")
    if dict(chosen.quantities) != same or chosen.people != booking.people:
        found.append("people")
    if chosen.choice.pool != booking.pool_id:
        found.append("place")
    if change.resources:
        found.append("resource")
    return tuple(found)


def moves(booking: Booking, change: Change) -> bool:
    """Whether it would begin or end at another time, without looking at its departure."""
    if change.starts_at is not None and change.starts_at != booking.starts_at:
        return True
    if change.ends_at is not None and change.ends_at != booking.ends_at:
        return True
    if change.arrival is None and change.nights is None:
        return False
    first, last = _days(booking)
    arrival = change.arrival or first
    nights = change.nights if change.nights is not None else (last - first).days
    return (arrival, nights) != (first, (last - first).days)


def begins(booking: Booking, chosen: Chosen) -> datetime | None:
    """When it would begin, where that is not for capacity to look at."""
    if chosen.kind == Kind.DEPARTURE and chosen.choice.departure != booking.departure_id:
        rows = Departure.objects.filter(pk=chosen.choice.departure or 0)
        found: datetime | None = rows.values_list("starts_at", flat=True).first()
        return found
    return chosen.choice.starts_at if chosen.kind == Kind.PASS else None


def place_of(booking: Booking, chosen: Chosen) -> int:
    """Where it would be: at the place of another departure or pool."""
    rows: Any = None
    if chosen.kind == Kind.DEPARTURE and chosen.choice.departure != booking.departure_id:
        rows = Departure.objects.filter(pk=chosen.choice.departure or 0)
    elif chosen.kind == Kind.PASS and chosen.choice.pool != booking.pool_id:
        rows = Pool.objects.filter(pk=chosen.choice.pool or 0)
    found: int | None = rows.values_list("location", flat=True).first() if rows is not None else None
    return found or booking.location_id

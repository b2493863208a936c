"""Fewer people, or such as pay less, are a cancellation of a part: the policy says what is kept of what leaves.

Otherwise who is late would leave one by one for the fee of a change.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from apps.bookings.models import Booking
from apps.catalog.models import Unit
from apps.frontdesk.services.choosing import Chosen
from apps.kernel.errors import Refusal
from apps.sales.models import OrderItem
from apps.sales.queries import price_of_change

_PEOPLE = "people"


def price_of_who_stays(
    booking: Booking, chosen: Chosen, what: Collection[str], *, price: int, at: datetime
) -> int | None:
    """What the booking of this price would come to with the other people and nothing else, before it is changed.

    None where nothing else changes, so that it is what the change comes to. By heads where it has no price any more.
    Four queries at most.
    """
    if set(what) <= {_PEOPLE}:
        return None
    if _PEOPLE not in what:
        return price
    item = booking.item
    quantities = _in_old_units(item, chosen)
    if quantities is not None:
        try:
            (found,) = price_of_change(item, at=at, quantities=quantities, people=chosen.people).items
        except Refusal:
            pass
        else:
            return sum(line.total for line in found.lines)
    return price * min(chosen.people, booking.people) // max(booking.people, 1)


def against(fee: int, kept: int, what: Collection[str]) -> int:
    """What is left of the fee for a change: where nothing but people changes, what is kept counts towards it."""
    return max(fee - kept, 0) if set(what) == {_PEOPLE} else fee


def _in_old_units(item: OrderItem, chosen: Chosen) -> Mapping[str, int] | None:
    """How many of the units that are called the same in the option it has; None when it lacks one."""
    wanted = {int(unit): many for unit, many in chosen.quantities.items() if many}
    if chosen.option.pk == item.option_id:
        return {str(unit): many for unit, many in wanted.items()}
    new = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "key"))
    rows = Unit.objects.filter(option=item.option_id, key__in=new.values())
    old = dict(rows.values_list("key", "pk"))
    if set(new.values()) - set(old):
        return None
    return {str(old[new[unit]]): many for unit, many in wanted.items()}

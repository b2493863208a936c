"""What staff set aside for an order, each with the reason that was given."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.models import Member
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.catalog.pricing.rounding import shares
from apps.frontdesk.services.choosing import Chosen
from apps.frontdesk.types import Override
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem, OrderLine


def make_room(chosen: Chosen, *, reason: str, by: Member | None, at: datetime) -> None:
    """Raise the departure's capacity by what is missing, up to its limit. Raises AboveLimit. Locks the departure."""
    if chosen.choice.departure is None:
        return
    rows = Departure.objects.select_for_update(of=("self",), no_key=True)
    departure = rows.filter(pk=chosen.choice.departure).first()
    if departure is None or departure.left >= chosen.seats:
        return
    wanted = departure.booked + chosen.seats
    capacity.override_capacity(departure=departure, capacity=wanted, reason=reason, by=by, at=at)


def set_price(
    order: Order, items: Sequence[OrderItem], override: Override, *, by: Member | None, at: datetime
) -> None:
    """The price that was agreed for all of it, spread over the items by what they came to."""
    if override.price is None:
        return
    before = {item.pk: 0 for item in items}
    for number, total in OrderLine.objects.filter(item__in=list(before)).values_list("item", "total"):
        before[number or 0] += total
    weights = list(before.values()) if any(before.values()) else [1] * len(items)
    for item, total in zip(items, shares(override.price, weights), strict=True):
        sales.override_price(item=item, total=total, reason=override.reason, by=by, at=at)
    order.refresh_from_db()

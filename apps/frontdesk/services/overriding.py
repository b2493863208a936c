"""What staff set aside for an order, each with the reason that was given."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.capacity.types import HoldStatus
from apps.catalog import cancelling
from apps.catalog.pricing.rounding import shares
from apps.frontdesk.services.choosing import Chosen
from apps.frontdesk.types import Override
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem, OrderLine

# In what is promised with an item of a quote whose places are not held: why places may be added when it is accepted.
MORE_PLACES: Final = "more_places"


def make_room(
    wanted: Iterable[Chosen], override: Override | None, *, by: Member | None, at: datetime
) -> list[Departure]:
    """Raise departures' capacity by what is missing, up to their limits; answers those raised, as they were before.

    Raises AboveLimit. Locks the departures.
    """
    if override is None or not override.raise_capacity:
        return []
    seats: Counter[int] = Counter()
    for one in wanted:
        if one.choice.departure is not None:
            seats[one.choice.departure] += one.seats
    raised = [
        _make_room(number, seats[number], reason=override.reason, by=by, at=at) for number in sorted(seats)
    ]
    return [one for one in raised if one is not None]


def make_promised_room(items: Iterable[OrderItem], *, by: Member | None, at: datetime) -> None:
    """The same for a quote that is accepted, where staff promised it. Raises AboveLimit. Locks the departures."""
    seats: Counter[int] = Counter()
    why: dict[int, str] = {}
    for item in items:
        reason = (item.policy or {}).get(MORE_PLACES)
        hold = item.hold
        if (
            reason
            and item.departure_id is not None
            and hold is not None
            and hold.status == HoldStatus.EXPIRED
        ):
            seats[item.departure_id] += hold.seats
            why[item.departure_id] = reason
    for number in sorted(seats):
        _make_room(number, seats[number], reason=why[number], by=by, at=at)


def _make_room(number: int, seats: int, *, reason: str, by: Member | None, at: datetime) -> Departure | None:
    rows = Departure.objects.select_for_update(of=("self",), no_key=True)
    departure: Departure | None = rows.filter(pk=number).first()
    if departure is None or departure.left >= seats:
        return None
    wanted = departure.booked + seats
    capacity.override_capacity(departure=number, capacity=wanted, reason=reason, by=by, at=at)
    return departure


def set_policy(
    policies: Mapping[int, Mapping[str, Any]], override: Override | None
) -> dict[int, Mapping[str, Any]]:
    """The policies by product, or what was agreed instead of each, with the reason. Raises NoSuchPolicy.

    Change fees and deadlines stay the product's where no other policy was named. One query for one that is named.
    """
    if override is None or not override.policy:
        return dict(policies)
    agreed = {**cancelling.agreed(override.policy), "reason": override.reason}
    return {product: {**policy, **agreed} for product, policy in policies.items()}


def policy_of(item: OrderItem) -> dict[str, Any]:
    """The policy that was promised with an item of a quote."""
    return {key: value for key, value in item.policy.items() if key != MORE_PLACES}


def notes(override: Override | None, said: str) -> str:
    """What stands in the notes of the bookings: why something was set aside, and what else staff should know."""
    return "\n".join(part for part in (override.reason if override is not None else "", said) if part)


def set_price(
    order: Order, items: Sequence[OrderItem], override: Override | None, *, by: Member | None, at: datetime
) -> None:
    """The price that was agreed for all of it, spread over the items by what they came to."""
    if override is None or override.price is None:
        return
    before = {item.pk: 0 for item in items}
    for number, total in OrderLine.objects.filter(item__in=list(before)).values_list("item", "total"):
        before[number or 0] += total
    weights = list(before.values()) if any(before.values()) else [1] * len(items)
    for item, total in zip(items, shares(override.price, weights), strict=True):
        sales.override_price(item=item, total=total, reason=override.reason, by=by, at=at)
    order.refresh_from_db()

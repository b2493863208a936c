"""Bookings made of the items of an order, in few statements whatever their number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.bookings import events as facts
from apps.bookings.errors import NoReferenceFree
from apps.bookings.models import Booking, Participant
from apps.bookings.services.answers import Details
from apps.bookings.types import BookingStatus
from apps.customers.models import Customer
from apps.events.services import record_many
from apps.kernel import references
from apps.sales.models import Order, OrderItem
from apps.tenancy import context
from apps.tenancy.locations import first

PREFIX: Final = "BK"
ATTEMPTS: Final = 5


def create(
    *,
    order: Order,
    items: Sequence[OrderItem],
    customer: Customer,
    status: BookingStatus | Mapping[int, BookingStatus],
    at: datetime,
    by: Member | None = None,
    totals: Mapping[int, int] | None = None,
    policies: Mapping[int, Mapping[str, Any]] | None = None,
    details: Mapping[int, Details] | None = None,
    notes: str = "",
) -> list[Booking]:
    """A booking for each item that takes place some time; goods from the shelf have none.

    `status` is for all, or by item; so are `totals` in minor units and `details`. `policies` are by product. Three
    statements besides the facts. Raises NoReferenceFree.
    """
    dated = [item for item in items if item.starts_at is not None]
    if not dated:
        return []
    with context.atomic():
        bookings = [
            _booking(
                order,
                item,
                customer,
                status[item.pk] if isinstance(status, Mapping) else status,
                at=at,
                total=(totals or {}).get(item.pk, 0),
                policy=(policies or {}).get(item.product_id, {}),
                details=(details or {}).get(item.pk) or Details.read(item.answers),
                notes=notes,
            )
            for item in dated
        ]
        _save(bookings, at=at)
        people = [
            Participant(booking=booking, position=place, **who)
            for booking, item in zip(bookings, dated, strict=True)
            for place, who in enumerate(
                ((details or {}).get(item.pk) or Details.read(item.answers)).participants
            )
        ]
        if people:
            Participant.objects.bulk_create(people)
        record_many([told for booking in bookings for told in _facts(booking)], at=at)
    return bookings


def _booking(
    order: Order,
    item: OrderItem,
    customer: Customer,
    status: BookingStatus,
    *,
    at: datetime,
    total: int,
    policy: Mapping[str, Any],
    details: Details,
    notes: str,
) -> Booking:
    location = item.location_id or order.location_id
    if location is None:
        place = first()
        location = place.pk if place else None
    return Booking(
        order=order,
        item=item,
        hold_id=item.hold_id,
        customer=customer,
        product_id=item.product_id,
        option_id=item.option_id,
        departure_id=item.departure_id,
        pool_id=item.pool_id,
        location_id=location,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        people=item.people,
        status=status,
        source=order.source,
        policy=dict(policy),
        total=total,
        currency=order.currency,
        notes=notes,
        created_at=at,
        confirmed_at=at if status == BookingStatus.CONFIRMED else None,
        **details.columns(),
    )


def _save(bookings: Sequence[Booking], *, at: datetime) -> None:
    """Draw references until all are free; a taken one costs another attempt."""
    for _attempt in range(ATTEMPTS):
        for booking in bookings:
            booking.reference = references.draw(PREFIX, at=at)
        try:
            with context.atomic():
                Booking.objects.bulk_create(bookings)
        except IntegrityError as error:
            if "booking_reference" not in str(error):
                raise
        else:
            return
    raise NoReferenceFree


def _facts(booking: Booking) -> list[facts.BookingFact]:
    made: list[facts.BookingFact] = [
        facts.BookingMade(
            booking.pk,
            booking.reference,
            order=booking.order_id,
            customer=booking.customer_id,
            product=booking.product_id,
            departure=booking.departure_id,
            people=booking.people,
            status=str(booking.status),
            source=booking.source,
        )
    ]
    if booking.status == BookingStatus.CONFIRMED:
        made.append(facts.BookingConfirmed(booking.pk, booking.reference))
    return made

"""Bookings made of the items of an order, in few statements whatever their number."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.bookings import events as facts
from apps.bookings.errors import NoReferenceFree
from apps.bookings.models import Booking, Participant
from apps.bookings.services import participants, questions
from apps.bookings.services.answers import Details
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure, Pool
from apps.customers.models import Customer
from apps.events.services import record_many
from apps.events.types import Event
from apps.kernel import references
from apps.sales.models import Order, OrderItem
from apps.tenancy import context, inserting
from apps.tenancy.locations import first

PREFIX: Final = "BK"
ATTEMPTS: Final = 5
_REFERENCES: Final = ("booking_reference", "order_reference")
T = TypeVar("T")


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
    told: Sequence[Event] = (),
) -> list[Booking]:
    """A booking for each item that takes place some time; goods from the shelf have none.

    `status` is for all, or by item; so are `totals` in minor units and `details`. `policies` are by product; `told` are
    facts recorded before the bookings' own. One statement besides the facts. Called in a transaction, which the caller
    tries again when a reference that was drawn is taken: see `drawing`.
    """
    dated = [item for item in items if item.starts_at is not None]
    if not dated:
        record_many(told, at=at)
        return []
    said = {item.pk: (details or {}).get(item.pk) or Details.read(item.answers) for item in dated}
    bookings = [
        _booking(
            order,
            item,
            customer,
            status[item.pk] if isinstance(status, Mapping) else status,
            at=at,
            total=(totals or {}).get(item.pk, 0),
            policy=(policies or {}).get(item.product_id, {}),
            details=said[item.pk],
            notes=notes,
        )
        for item in dated
    ]
    for booking, item in zip(bookings, dated, strict=True):
        questions.fill(booking, said[item.pk].own)
    people = [
        participants.put(Participant(booking=booking), place, who)
        for booking, item in zip(bookings, dated, strict=True)
        for place, who in enumerate(said[item.pk].participants)
    ]
    inserting.insert(bookings, people)
    record_many([*told, *(fact for booking in bookings for fact in _facts(booking, by=by))], at=at)
    return bookings


def drawing(attempt: Callable[[], T]) -> T:
    """What the attempt answers. A reference that was drawn and is taken costs another attempt.

    Each is a transaction of its own, or a savepoint. Raises NoReferenceFree.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with context.atomic():
                return attempt()
        except IntegrityError as error:
            if not any(name in str(error) for name in _REFERENCES):
                raise
    raise NoReferenceFree


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
    return Booking(
        reference=references.draw(PREFIX, at=at),
        order=order,
        item=item,
        hold_id=item.hold_id,
        customer=customer,
        product_id=item.product_id,
        option_id=item.option_id,
        departure_id=item.departure_id,
        pool_id=item.pool_id,
        location_id=_place(order, item) or 0,
        starts_at=item.starts_at or at,
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


def _place(order: Order, item: OrderItem) -> int | None:
    """Where it takes place: what was said, else where its departure, pool or product is, else the first."""
    if item.location_id is not None:
        return item.location_id
    counted: Departure | Pool | None = item.departure or item.pool
    if counted is not None:
        return counted.location_id
    known: int | None = item.product.location_id or order.location_id
    place = None if known is not None else first()
    return place.pk if place is not None else known


def _facts(booking: Booking, *, by: Member | None) -> list[facts.BookingFact]:
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
            by_staff=by is not None,
        )
    ]
    if booking.status == BookingStatus.CONFIRMED:
        made.append(facts.BookingConfirmed(booking.pk, booking.reference))
    return made

"""What customers see of what they booked, by its link."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from apps.bookings import queries as bookings_of
from apps.bookings.models import Booking
from apps.bookings.types import TRANSITIONS, BookingStatus
from apps.capacity.models import Departure
from apps.capacity.types import DepartureStatus
from apps.catalog import cancelling
from apps.catalog.types import Ask, Kind, Status
from apps.frontdesk.types import Entry, Managed, OtherDate
from apps.sales.models import OrderLine


def manage(token: UUID, *, at: datetime) -> Managed:
    """The order behind a booking's link, the booking first. Four queries. Raises NoSuchBooking."""
    booking = bookings_of.by_token(token)
    rows = sorted(bookings_of.of_order(booking.order_id), key=lambda one: one.pk != booking.pk)
    said: dict[int, list[str]] = {}
    for line in OrderLine.objects.filter(order=booking.order_id).order_by("pk"):
        said.setdefault(line.item_id or 0, []).append(str(line.description))
    return Managed(
        order=booking.order, entries=tuple(_entry(one, said.get(one.item_id, []), at=at) for one in rows)
    )


def other_dates(booking: Booking, *, at: datetime, most: int = 5) -> list[OtherDate]:
    """The next departures of the same product that can be booked by the party: one query."""
    hold, product = booking.hold, booking.product
    seats = hold.seats if hold is not None else booking.people
    rows = Departure.objects.filter(
        product=product,
        product__status=Status.ACTIVE,
        option__active=True,
        status=DepartureStatus.OPEN,
        starts_at__gt=at + timedelta(minutes=product.notice),
        starts_at__lte=at + timedelta(days=product.horizon),
        booked__lte=F("capacity") - seats,
    ).exclude(pk=booking.departure_id or 0)
    # Those of the same option first is what the order by option would say; who travels looks at the date.
    return [
        OtherDate(one.pk, one.option_id, one.starts_at, one.left)
        for one in rows.order_by("starts_at", "pk")[:most]
    ]


def _entry(booking: Booking, lines: list[str], *, at: datetime) -> Entry:
    outcome = cancelling.outcome(
        booking.policy, starts_at=booking.starts_at, at=at, total=booking.total, paid=0, cause="change"
    )
    stands = BookingStatus.CANCELLED in TRANSITIONS[booking.status]
    live = stands and booking.starts_at > at
    # Whoever drives another car says so for as long as the pass is one.
    is_for_a_plate = booking.product.kind == Kind.PASS and Ask.PLATE in booking.product.asks
    return Entry(
        booking=booking,
        lines=tuple(lines),
        policy=tuple(cancelling.describe(booking.policy)),
        changeable=(live and outcome.allowed) or (stands and is_for_a_plate),
        cancellable=live,
    )

"""What a customer is worth, owes and has before them; what an order comes to: blocks of their pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum

from apps.accounts import access, patterns
from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity.models import Reservation
from apps.capacity.queries import legs
from apps.capacity.types import LIVE as TAKES
from apps.catalog.types import Kind
from apps.frontdesk import wording
from apps.frontdesk.queries import quotes
from apps.sales.models import Order
from apps.sales.queries import bill
from apps.sales.types import OrderStatus

_SOLD = (OrderStatus.PLACED, OrderStatus.COMPLETED)


def of_customer(record: Any, member: Member, at: datetime) -> Mapping[str, Any] | None:
    """Lifetime value, what is owed, how many bookings, the next of them: three queries."""
    if patterns.may(member.patterns, "bookings.view_booking") == "no":
        return None
    rows = access.permitted(Booking.objects.all(), member, "view").filter(customer=record.pk)
    counted = rows.order_by().aggregate(
        all=Count("pk"),
        gone=Count("pk", filter=Q(status=BookingStatus.CANCELLED)),
        absent=Count("pk", filter=Q(status=BookingStatus.NO_SHOW)),
    )
    upcoming = rows.filter(status__in=LIVE, starts_at__gte=at).select_related("product", "location")
    owed: dict[str, int] = {}
    if patterns.may(member.patterns, "sales.view_order") == "all":
        orders = Order.objects.filter(customer=record.pk, status__in=_SOLD, total__gt=F("paid")).order_by()
        owed = dict(orders.values_list("currency").annotate(due=Sum(F("total") - F("paid"))))
    return {
        "customer": record,
        "counted": counted,
        "next": upcoming.order_by("starts_at", "pk").first(),
        "owed": owed,
        "may_book": patterns.may(member.patterns, "bookings.add_booking") == "all",
    }


def of_booking(record: Any, member: Member, at: datetime) -> Mapping[str, Any] | None:
    """Who, when on the venue's clock, what with whom, and what is to be paid: three queries."""
    rows = Booking.objects.select_related(
        "customer", "order", "item", "product", "option", "location", "departure"
    )
    booking = rows.get(pk=record.pk)
    taken = Reservation.objects.filter(status__in=TAKES, hold__isnull=False, hold=booking.hold_id)
    with_whom = list(taken.select_related("resource__location").order_by("starts_at", "pk"))
    return {
        "booking": booking,
        "units": wording.people(booking.item.quantities),
        "resources": _resources(booking, with_whom),
        "due": max(booking.order.total - booking.order.paid, 0),
        "sees_order": patterns.may(member.patterns, "sales.view_order") == "all",
        "sees_customer": patterns.may(member.patterns, "customers.view_customer") == "all",
        "sees_departure": patterns.may(member.patterns, "capacity.view_departure") != "no",
    }


def _resources(booking: Booking, taken: Sequence[Reservation]) -> list[str]:
    """Their names; of a guest who changes rooms, with the nights in each."""
    names = {one.resource_id: one.resource.name for one in taken}
    moving = legs.of_reservations(taken) if booking.product.kind == Kind.STAY else ()
    return legs.each_named(moving, names) if len(moving) > 1 else list(names.values())


def of_order(record: Any, member: Member, at: datetime) -> Mapping[str, Any] | None:
    """The bill, six queries at most, and how a quote stands: four more."""
    quoted = quotes.offered(record, at=at) if record.quoted_at is not None else None
    return {"bill": bill(record, at=at), "order": record, "quoted": quoted}

"""Whom and what a reservation is for, in a few words: for calendars, the tape chart and panels."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Named
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure, Reservation
from apps.catalog.models import Product
from apps.catalog.types import Kind
from apps.customers.models import Customer

OVER = (BookingStatus.CANCELLED,)
# Of these the clock says nothing: nights, and passes from a day on.
_BY_DAY = frozenset({Kind.STAY, Kind.PASS})


def bookings_by_hold(reservations: Sequence[Reservation]) -> dict[int, Booking]:
    """The bookings that they are for: one query, none without holds."""
    holds = {one.hold_id for one in reservations if one.hold_id is not None}
    if not holds:
        return {}
    rows = Booking.objects.filter(hold__in=holds).exclude(status__in=OVER)
    found = rows.select_related("customer", "product", "option")
    return {one.hold_id: one for one in found if one.hold_id is not None}


def reservations(records: Sequence[Any], member: Member) -> Mapping[int, Named]:
    """Titles and addresses of entries on a calendar: two queries at most."""
    sees = SCREENS.get("bookings.booking").may(member, "view")
    bookings = bookings_by_hold(records)
    departures = Departure.objects.select_related("product", "option").in_bulk(
        {one.departure_id for one in records if one.departure_id is not None}
    )
    return {
        one.pk: _named(one, bookings.get(one.hold_id), departures.get(one.departure_id), sees=sees)
        for one in records
    }


def _named(one: Any, booking: Booking | None, departure: Departure | None, *, sees: bool) -> Named:
    if booking is not None:
        url = reverse("office_detail", args=["bookings", "booking", booking.pk]) if sees else ""
        return Named(f"{booking.customer.name}, {booking.product.name}", url)
    if departure is not None:
        url = reverse("office_detail", args=["capacity", "departure", departure.pk])
        return Named(f"{departure.product.name} ({departure.booked}/{departure.capacity})", url)
    if one.hold_id is not None and one.status == "held":
        return Named(_("Being booked"))
    return Named(one.note or one.get_kind_display())


def bookings(records: Sequence[Any], member: Member) -> Mapping[int, Named]:
    """Bookings by who comes, how many and for what: two queries."""
    names = dict(
        Customer.objects.filter(pk__in={one.customer_id for one in records}).values_list("pk", "name")
    )
    sold = Product.objects.only("name", "kind").in_bulk({one.product_id for one in records})
    found = {}
    for one in records:
        product = sold.get(one.product_id)
        said = f"{names.get(one.customer_id, '')} · {one.people} · {product.name if product else ''}"
        found[one.pk] = Named(said, whole_day=product is not None and product.kind in _BY_DAY)
    return found


def departures(records: Sequence[Any], member: Member) -> Mapping[int, Named]:
    """Departures with how full they are: one query."""
    sold = dict(Product.objects.filter(pk__in={one.product_id for one in records}).values_list("pk", "name"))
    return {one.pk: Named(f"{sold.get(one.product_id, '')} · {one.booked}/{one.capacity}") for one in records}

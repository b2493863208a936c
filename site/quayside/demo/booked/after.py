"""What became of the bookings: taken place, not come, called off, here; who waits, and who works where."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Requirement, Resource
from apps.catalog.types import Kind
from apps.frontdesk import services
from apps.frontdesk.types import Choice
from apps.kernel.errors import Refusal
from apps.sales.types import PaymentPlan, Source
from quayside.demo.booked.people import Guests, contact

# Requests are answered within that time.
_ANSWERED: Final = timedelta(days=4)
_STAFFED: Final = timedelta(days=6)
_MOST_STAFFED: Final = 20


def happened(random: Random, guests: Guests, staff: Member | None, *, at: datetime) -> None:
    """One who did not come, one who called off, the past completed, those who are here, a full boat, a roster."""
    confirmed = Booking.objects.filter(status=BookingStatus.CONFIRMED).order_by("starts_at", "pk")
    counted = confirmed.exclude(product__kind=Kind.PASS)
    asked = Booking.objects.filter(status=BookingStatus.PENDING, created_at__lt=at - _ANSWERED)
    for booking in asked.order_by("pk"):
        services.confirm(booking=booking, by=staff, at=at)
    past = list(counted.filter(starts_at__lt=at - timedelta(days=1)))
    coming = list(counted.filter(starts_at__gt=at + timedelta(days=3)))
    if past:
        services.mark_no_show(booking=past[len(past) // 2], by=staff, at=at)
    if coming:
        reason = "Our flight was moved."
        services.cancel_booking(booking=coming[-1], customer=coming[-1].customer_id, reason=reason, at=at)
    services.complete_past(at=at)
    capacity.complete_past(at=at)
    for booking in counted.filter(starts_at__lte=at, ends_at__gt=at):
        services.check_in(booking=booking, by=staff, at=at)
    _fill(guests, staff, at=at)
    _staff(at=at)


def _fill(guests: Guests, staff: Member | None, *, at: datetime) -> None:
    """Sell a departure of the next days out, with two who wait for it."""
    row = (
        Departure.objects.filter(
            starts_at__range=(at + timedelta(days=1), at + timedelta(days=5)), booked__gt=0
        )
        .select_related("option__product")
        .prefetch_related("option__units")
        .order_by("capacity", "starts_at")
        .first()
    )
    units = [one for one in row.option.units.all() if one.seats == 1] if row is not None else []
    if row is None or not units:
        return
    most = units[0].most or row.capacity
    for _turn in range(row.capacity):
        row.refresh_from_db(fields=["booked"])
        if not row.left:
            break
        customer, party = guests.next(), {units[0]: min(row.left, most, 4)}
        services.book(
            choices=[_choice(row, party, guests, customer)],
            contact=contact(customer),
            at=at,
            by=staff,
            source=Source.PHONE,
            payment_plan=PaymentPlan.AT_DESK,
        )
    for count in (2, 1):
        customer = guests.next()
        services.join_waitlist(
            choice=_choice(row, {units[0]: count}, guests, customer), contact=contact(customer), at=at
        )


def _choice(row: Departure, party: dict[Any, int], guests: Guests, customer: Any) -> Choice:
    return Choice(
        option=row.option_id,
        quantities={unit.pk: count for unit, count in party.items()},
        departure=row.pk,
        answers=guests.answers(row.option, party, customer),
    )


def _staff(*, at: datetime) -> None:
    """Give departures of the next days that somebody has booked what they need, as far as it is free."""
    rows = Departure.objects.filter(starts_at__range=(at - timedelta(hours=12), at + _STAFFED), booked__gt=0)
    resources = list(
        Resource.objects.filter(active=True).prefetch_related("has_skills").order_by("position", "pk")
    )
    for row in rows.order_by("starts_at", "pk")[:_MOST_STAFFED]:
        taken: set[int] = set()
        for need in Requirement.objects.filter(product=row.product_id):
            if need.option_id not in (None, row.option_id):
                continue
            for resource in _that_could(need, resources, taken):
                try:
                    capacity.assign(departure=row.pk, resource=resource.pk, by=None, at=at)
                except Refusal:
                    continue
                taken.add(resource.pk)
                break


def _that_could(need: Requirement, resources: list[Resource], taken: set[int]) -> Iterator[Resource]:
    for one in resources:
        fits = need.resource_class_id in (None, one.resource_class_id)
        able = need.skill_id is None or any(has.skill_id == need.skill_id for has in one.has_skills.all())
        if fits and able and one.pk not in taken:
            yield one

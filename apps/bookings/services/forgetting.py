"""What is left of the bookings of somebody who asked to be forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from apps.accounts.models import Member
from apps.bookings.models import Booking, Participant, WaitlistEntry
from apps.bookings.services.waiting import leave_waitlist
from apps.bookings.types import WaitStatus
from apps.tenancy import context

# What tax law asks for stays: reference, dates, product, amounts.
PERSONAL: Final = ("requests", "diet", "notes", "address", "plate", "reason")


def forget(*, customer: int, by: Member | None, at: datetime) -> int:
    """Empty what bookings and their participants say of people; answers how many bookings. Locks them."""
    with context.atomic():
        rows = Booking.objects.select_for_update(of=("self",)).filter(customer=customer).order_by("pk")
        bookings: Sequence[int] = list(rows.values_list("pk", flat=True))
        empty = {**dict.fromkeys(PERSONAL, ""), "latitude": None, "longitude": None, "vehicle": None}
        Booking.objects.filter(pk__in=bookings).update(**empty, custom={})
        Participant.objects.filter(booking__in=bookings).update(
            given_name="", family_name="", age=None, diet="", custom={}
        )
        waits = WaitlistEntry.objects.filter(
            customer=customer, status__in=[WaitStatus.WAITING, WaitStatus.OFFERED]
        )
        for entry in waits.order_by("pk"):
            leave_waitlist(entry=entry, by=by, at=at)
    return len(bookings)

"""Who takes part in a booking."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.bookings import events as facts
from apps.bookings.models import Booking, Participant
from apps.bookings.services import answers, questions
from apps.bookings.services.life import hold_booking
from apps.catalog.models import Unit
from apps.events.services import record
from apps.tenancy import context


def set_participants(
    *, booking: Booking, participants: Sequence[Mapping[str, Any]], by: Member | None, at: datetime
) -> list[Participant]:
    """Say who comes: all of them, in their order; the rows that stand are kept by their place, with their check-in.

    Locks the booking. Raises Invalid by "participants.0.age" and the like.
    """
    with context.atomic():
        hold_booking(booking)
        units = {unit.pk: unit for unit in Unit.objects.filter(option=booking.option_id)}
        quantities = {int(unit): count for unit, count in booking.item.quantities.items()}
        found = answers.clean(
            {"participants": list(participants)},
            people=booking.people,
            quantities=quantities,
            units=units,
            asks=booking.product.asks,
        )
        standing = list(booking.participants.order_by("position", "pk"))
        rows = [
            put(standing[place] if place < len(standing) else Participant(booking=booking), place, values)
            for place, values in enumerate(found.participants)
        ]
        for row in rows:
            row.save()
        booking.participants.exclude(pk__in=[row.pk for row in rows]).delete()
        record(facts.BookingChanged(booking.pk, booking.reference, what=["participants"]), at=at)
    return rows


def most(booking: Booking, count: int) -> None:
    """Raise Invalid when more are named than booked."""
    if count > booking.people:
        said = _("%(count)d people are named, but %(people)d are booked.")
        raise Invalid(by_key={"participants": [said % {"count": count, "people": booking.people}]})


def put(row: Participant, place: int, values: Mapping[str, Any]) -> Participant:
    """Set what was said of one of them on their row; own answers that were not given stay."""
    row.position = place
    for key, value in values.items():
        if key != "custom":
            setattr(row, key, value)
    questions.fill(row, values.get("custom") or {})
    return row

"""What dragging does on the calendar of resources and on the tape chart, and a reservation's own form: a booking moves
with what it takes.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.bookings.models import Booking
from apps.bookings.types import LIVE
from apps.capacity import services as capacity
from apps.capacity.errors import DoesNotSuit
from apps.capacity.models import Hold, Reservation, Resource
from apps.capacity.queries import legs_of
from apps.capacity.types import LIVE as TAKES
from apps.catalog.types import Kind
from apps.frontdesk.services.cancelling import hold
from apps.frontdesk.services.changing import change_booking, quote_change
from apps.frontdesk.types import Change
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.tenancy import context

CHANGE = "bookings.change_booking"


class CostsOtherwise(Refusal):
    """Dragging would change the bill, which nobody was shown: `said`."""

    sentence = _("%(said)s Use “Change date or people” on the booking, which shows it before it is made.")
    code = "costs_otherwise"


class GoesWithDeparture(Refusal):
    """Who is assigned to a departure works when it runs."""

    sentence = _("This is for “%(departure)s”. Move the departure, and everything for it moves along.")
    code = "goes_with_departure"


class OnlyHeld(Refusal):
    """What it is held for says a time of its own, at which it would be booked."""

    sentence = _(
        "This is held for a basket, a quote or an offer, which says its own time. Another of the same kind at that "
        "time is possible; another time is chosen there."
    )
    code = "only_held"


class PartOfStay(Refusal):
    """Other nights for one of two rooms: which of the stay's days are meant, nobody can tell."""

    sentence = _(
        "This guest changes rooms during the stay. Put this part into another room, or use “Change date or people” on "
        "the booking."
    )
    code = "part_of_stay"


def move_on_calendar(
    *,
    record: Reservation,
    start: datetime,
    end: datetime | None = None,
    row: Resource | None = None,
    by: Member,
    at: datetime,
) -> Reservation:
    """Put a reservation on another resource or at another time; the booking that it is for moves along.

    What would change the bill is refused with what it comes to. Raises CostsOtherwise, GoesWithDeparture, OnlyHeld,
    PartOfStay, NotAllowed, and what `change_booking` and `capacity.move_reservation` raise.
    """
    moved = row if row is not None and row.pk != record.resource_id else None
    if start == record.starts_at and (end is None or end == record.ends_at):
        return capacity.drag_reservation(record=record, start=start, end=end, row=moved, by=by, at=at)
    departure = record.departure or (record.hold.departure if record.hold is not None else None)
    if departure is not None:
        raise GoesWithDeparture(departure=str(departure))
    if moved is not None and record.promised_class_id not in {None, moved.resource_class_id}:
        raise DoesNotSuit(
            resource=moved.name, why=_t("%(class)s was promised.") % {"class": record.promised_class}
        )
    booking = _booking(record)
    if booking is None and record.hold_id is not None:
        raise OnlyHeld
    if booking is None:
        return capacity.drag_reservation(record=record, start=start, end=end, row=moved, by=by, at=at)
    if patterns.may(by.patterns, CHANGE) == "no":
        raise NotAllowed
    if booking.product.kind == Kind.STAY and legs_of([booking.hold_id]):
        raise PartOfStay
    change = _change(booking, start, end, moved)
    offer = quote_change(booking=booking, change=change, by=by, at=at)
    if offer.difference:
        more = formats.money(abs(offer.difference), offer.currency)
        said = (
            _t("It would cost %(amount)s more.")
            if offer.difference > 0
            else _t("It would cost %(amount)s less.")
        )
        raise CostsOtherwise(said=said % {"amount": more})
    with context.atomic():
        change_booking(booking=booking, change=change, by=by, at=at, expected=0)
        if booking.product.kind == Kind.STAY:
            _keep_room(booking, record.resource if row is None else row, by=by, at=at)
    record.refresh_from_db()
    return record


def update_reservation(
    *, record: Reservation, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Reservation:
    """What the form of a reservation does: its booking moves along, as by dragging. Locks as `lock_reservation`.

    Raises what `move_on_calendar` and `capacity.update_reservation` raise.
    """
    given = dict(values)
    if record.hold_id is not None or record.departure_id is not None:
        resource = given.pop("resource", None)
        number = getattr(resource, "pk", resource) or record.resource_id
        starts_at = given.pop("starts_at", None) or record.starts_at
        ends_at = given.pop("ends_at", None) or record.ends_at
        if (int(number), starts_at, ends_at) != (record.resource_id, record.starts_at, record.ends_at):
            if by is None:
                raise NotAllowed
            row = Resource.objects.filter(pk=number).first()
            if row is None:
                raise NotFound
            with context.atomic():
                lock_reservation(record=record, values=values)
                move_on_calendar(record=record, start=starts_at, end=ends_at, row=row, by=by, at=at)
                return capacity.update_reservation(
                    record=record, values=given, by=by, at=at, children=children
                )
    return capacity.update_reservation(record=record, values=given, by=by, at=at, children=children)


def lock_reservation(*, record: Reservation, values: Values) -> Reservation:
    """Lock what moving a reservation locks, in its order: order, customer, booking, hold, then the record."""
    booking = _booking(record)
    if booking is not None:
        hold(booking)
    if record.hold_id is not None:
        Hold.objects.select_for_update(of=("self",)).get(pk=record.hold_id)
    return records.lock(record=record, values=values)


def _keep_room(booking: Booking, room: Resource, *, by: Member, at: datetime) -> None:
    """A stay on other nights is in the room it was dragged to, where a booking alone says no room. Raises Taken."""
    taken = Reservation.objects.filter(hold=booking.hold_id, status__in=TAKES)
    rows = list(taken.select_related("resource")[:2])
    # Of a party in several rooms nobody says which is which.
    if len(rows) == 1 and rows[0].resource_id != room.pk:
        capacity.move_reservation(reservation=rows[0], resource=room, by=by, at=at)


def _booking(record: Reservation) -> Booking | None:
    if record.hold_id is None:
        return None
    rows = Booking.objects.select_related("item", "product", "option", "location", "order")
    found: Booking | None = rows.filter(hold=record.hold_id, status__in=LIVE).first()
    return found


def _change(booking: Booking, start: datetime, end: datetime | None, row: Resource | None) -> Change:
    resources = (row.pk,) if row is not None else None
    if booking.product.kind == Kind.STAY:
        zone = ZoneInfo(booking.location.time_zone)
        first = start.astimezone(zone).date()
        nights = (end.astimezone(zone).date() - first).days if end is not None else None
        return Change(arrival=first, nights=nights)
    ends_at = end if booking.product.kind == Kind.RENTAL else None
    return Change(starts_at=start, ends_at=ends_at, resources=resources)

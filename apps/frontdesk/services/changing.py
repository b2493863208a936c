"""Another date, option, number of people or resource for a booking: the difference is shown first, then made.

What is shown is what making it came to: it is made and taken back again. So offer and bill cannot differ.
Locks the order, the customer, the booking, then what it takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.capacity.types import Held
from apps.catalog import cancelling
from apps.catalog.models import Unit
from apps.catalog.types import Kind
from apps.customers.models import Customer
from apps.frontdesk.errors import NothingToChange, NotOfThisOption, OfferChanged, TooLateToChange
from apps.frontdesk.services import contacts, rights
from apps.frontdesk.services.cancelling import hold, paid_for
from apps.frontdesk.services.choosing import Chosen, look_up
from apps.frontdesk.services.taking import Taken
from apps.frontdesk.types import Change, ChangeOffer, Choice, Override
from apps.sales import services as sales
from apps.sales.models import OrderLine
from apps.tenancy import context


class _TakenBack(Exception):
    """Ends a trial, and brings out what it came to."""

    def __init__(self, offer: ChangeOffer) -> None:
        super().__init__()
        self.offer = offer


@dataclass(frozen=True, slots=True)
class _Done:
    offer: ChangeOffer
    before_departure: int | None


def quote_change(
    *,
    booking: Booking,
    change: Change,
    at: datetime,
    by: Member | None = None,
    customer: Customer | int | None = None,
    override: Override | None = None,
) -> ChangeOffer:
    """What the change would come to. Changes nothing. Raises whatever `change_booking` would."""
    used = rights.check(override, by=by)
    try:
        _try(_copy(booking), change, at=at, by=by, customer=customer, used=used)
    except _TakenBack as trial:
        return trial.offer
    raise AssertionError("unreachable")


def _try(booking: Booking, change: Change, **given: Any) -> None:
    with context.atomic():
        raise _TakenBack(_make(booking, change, **given).offer)


def change_booking(
    *,
    booking: Booking,
    change: Change,
    at: datetime,
    by: Member | None = None,
    customer: Customer | int | None = None,
    override: Override | None = None,
    expected: int | None = None,
) -> Booking:
    """Make the change: other capacity is taken, the old given back, lines are reversed and written anew, the fee added.

    `customer` acts for themselves, as long as the policy lets them. With `expected`, the difference they were shown,
    one that is another by now raises OfferChanged. Raises BookingOver, NothingToChange, TooLateToChange, NotYours,
    NotAllowed, and what choosing and taking refuse; then all is as it was.
    """
    used = rights.check(override, by=by)
    with context.atomic():
        done = _make(booking, change, at=at, by=by, customer=customer, used=used)
        if expected is not None and done.offer.difference != expected:
            raise OfferChanged
        if booking.departure_id or booking.pool_id:
            for departure in {done.before_departure, booking.departure_id} - {None}:
                bookings.offer_places(departure=departure, at=at)
            if booking.pool_id:
                bookings.offer_places(pool=booking.pool_id, at=at)
    return booking


def _make(
    booking: Booking,
    change: Change,
    *,
    at: datetime,
    by: Member | None,
    customer: Customer | int | None,
    used: Override | None,
) -> _Done:
    order = hold(booking, customer=customer)
    if booking.status not in LIVE:
        raise BookingOver(status=BookingStatus(booking.status).label)
    fee = _fee(booking, at=at, used=used, themselves=by is None, paid=paid_for(booking, order))
    [chosen] = look_up([_choice(booking, change)], staff=by is not None)
    if chosen.option.product_id != booking.product_id:
        raise NotOfThisOption
    what = _what(booking, change, chosen)
    if not what:
        raise NothingToChange
    before, before_departure = booking.total, booking.departure_id
    taken = _retake(booking, change, chosen, at=at, late=by is not None)
    item = sales.change_lines(
        item=booking.item,
        at=at,
        by=by,
        reason=_("Change of %(reference)s") % {"reference": booking.reference},
        **_columns(booking, chosen, taken),
    )
    if fee:
        label = _("Fee for changing %(reference)s") % {"reference": booking.reference}
        sales.add_fee(order=order, amount=fee, label=label, at=at, by=by, item=item)
    after = sum(OrderLine.objects.filter(item=item).values_list("total", flat=True))
    contacts.count(
        customer=booking.customer_id, bookings=0, value=after - before, currency=booking.currency, at=at
    )
    bookings.apply_change(
        booking=booking,
        what=what,
        values={
            "hold_id": taken.hold,
            "option_id": chosen.option.pk,
            "departure_id": chosen.choice.departure,
            "starts_at": taken.starts_at,
            "ends_at": taken.ends_at,
            "people": chosen.people,
            "total": after,
            "item_id": item.pk,
        },
        by=by,
        at=at,
    )
    order.refresh_from_db()
    offer = ChangeOffer(
        change=change,
        what=what,
        currency=booking.currency,
        before=before,
        after=after - fee,
        fee=fee,
        order_total=order.total,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        people=booking.people,
    )
    return _Done(offer, before_departure)


def _fee(booking: Booking, *, at: datetime, used: Override | None, themselves: bool, paid: int) -> int:
    """What changing costs. Raises TooLateToChange for customers; staff change when they like."""
    if used is not None and used.ignore_policy:
        return 0
    outcome = cancelling.outcome(
        booking.policy, starts_at=booking.starts_at, at=at, total=booking.total, paid=paid, cause="change"
    )
    if themselves and not outcome.allowed:
        raise TooLateToChange(hours=int(booking.policy.get("changes_until", 0)))
    return outcome.fee


def _choice(booking: Booking, change: Change) -> Choice:
    """The booking as it would be chosen today, with what is different."""
    kind = booking.product.kind
    option = _option(booking, change)
    arrival, nights = change.arrival, change.nights
    if kind == Kind.STAY:
        first, last = _days(booking)
        arrival = arrival or first
        nights = nights if nights is not None else (last - first).days
    starts_at = change.starts_at or booking.starts_at
    ends_at = change.ends_at
    if ends_at is None and kind == Kind.RENTAL and booking.ends_at is not None:
        ends_at = starts_at + (booking.ends_at - booking.starts_at)
    people = change.people
    if people is None and change.quantities is None:
        people = booking.people
    departure = change.departure if change.departure is not None else booking.departure_id
    return Choice(
        option=option,
        quantities=_quantities(booking, change, option),
        departure=departure if kind == Kind.DEPARTURE else None,
        pool=booking.pool_id,
        starts_at=starts_at,
        ends_at=ends_at,
        arrival=arrival,
        nights=nights,
        location=booking.location_id,
        people=people,
        resources=change.resources or (),
    )


def _option(booking: Booking, change: Change) -> int:
    """The option of the other departure when only that is said."""
    if change.option is not None or change.departure is None or change.departure == booking.departure_id:
        return change.option or booking.option_id
    other = Departure.objects.filter(pk=change.departure, product=booking.product_id)
    number: int | None = other.values_list("option", flat=True).first()
    if number is None:
        raise NotOfThisOption
    return number


def _quantities(booking: Booking, change: Change, option: int) -> Mapping[int, int]:
    """As many of the units that are called the same in the other option. Raises NotOfThisOption when one is missing."""
    if change.quantities is not None:
        return change.quantities
    standing = {int(unit): count for unit, count in booking.item.quantities.items()}
    if option == booking.option_id:
        return standing
    old = dict(Unit.objects.filter(pk__in=standing).values_list("pk", "key"))
    new = dict(Unit.objects.filter(option=option, key__in=old.values()).values_list("key", "pk"))
    if set(old.values()) - set(new):
        raise NotOfThisOption
    return {new[old[unit]]: count for unit, count in standing.items()}


def _days(booking: Booking) -> tuple[Any, Any]:
    zone = ZoneInfo(booking.location.time_zone)
    ends_at = booking.ends_at or booking.starts_at
    return booking.starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()


def _what(booking: Booking, change: Change, chosen: Chosen) -> tuple[str, ...]:
    """Which of "time", "option", "people" and "resource" would be different."""
    found = []
    same = {int(unit): count for unit, count in booking.item.quantities.items()}
    if chosen.choice.departure != booking.departure_id or _moves(booking, change):
        found.append("time")
    if chosen.option.pk != booking.option_id:
        found.append("option")
    if dict(chosen.quantities) != same or chosen.people != booking.people:
        found.append("people")
    if change.resources:
        found.append("resource")
    return tuple(found)


def _moves(booking: Booking, change: Change) -> bool:
    if change.starts_at is not None and change.starts_at != booking.starts_at:
        return True
    if change.ends_at is not None and change.ends_at != booking.ends_at:
        return True
    if change.arrival is None and change.nights is None:
        return False
    first, last = _days(booking)
    arrival = change.arrival or first
    nights = change.nights if change.nights is not None else (last - first).days
    return (arrival, nights) != (first, (last - first).days)


def _retake(booking: Booking, change: Change, chosen: Chosen, *, at: datetime, late: bool) -> Taken:
    """Take what it is to take instead of what it takes: at once or not at all."""
    choice, kind = chosen.choice, chosen.kind
    if booking.hold_id is None:
        return Taken(None, choice.starts_at, choice.ends_at)
    option = chosen.option.pk if chosen.option.pk != booking.option_id else None
    held: Held
    if kind in {Kind.DEPARTURE, Kind.PASS}:
        held = capacity.change_hold(
            hold=booking.hold_id, at=at, seats=chosen.seats, departure=choice.departure, late=late
        )
        if held.option != chosen.option.pk:
            raise NotOfThisOption
    elif kind == Kind.STAY:
        held = capacity.change_hold(
            hold=booking.hold_id,
            at=at,
            arrival=choice.arrival,
            nights=choice.nights,
            people=chosen.people,
            option=option,
            late=late,
        )
    else:
        held = capacity.change_hold(
            hold=booking.hold_id,
            at=at,
            starts_at=choice.starts_at if _moves(booking, change) else None,
            ends_at=choice.ends_at if kind == Kind.RENTAL else None,
            resources=change.resources,
            people=chosen.people if chosen.people != booking.people else None,
            option=option,
            late=late,
        )
    return Taken(held.id, held.starts_at or choice.starts_at, held.ends_at)


def _columns(booking: Booking, chosen: Chosen, taken: Taken) -> dict[str, Any]:
    """What sales prices anew."""
    return {
        "option": chosen.option.pk,
        "quantities": chosen.quantities,
        "people": chosen.people,
        "departure": chosen.choice.departure,
        "starts_at": taken.starts_at,
        "ends_at": taken.ends_at,
        "hold": taken.hold,
    }


def _copy(booking: Booking) -> Booking:
    """Another record of the same row: a trial must leave none of its marks on the one given."""
    found: Booking = Booking.objects.select_related("item", "product", "option", "location", "order").get(
        pk=booking.pk
    )
    return found

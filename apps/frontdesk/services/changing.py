"""Another date, option, number of people or resource for a booking: the difference is shown first, then made.

What is shown is what making it came to: it is made and taken back again. So offer and bill cannot differ.
Locks the order, the customer, the booking, then what it takes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity import services as capacity
from apps.capacity.queries import legs_of
from apps.capacity.types import Held
from apps.catalog import cancelling
from apps.catalog.types import Ask, Kind
from apps.customers.models import Customer
from apps.frontdesk.errors import NothingToChange, NotOfThisOption, OfferChanged, TooLateToChange
from apps.frontdesk.services import bill_words, contacts, leaving, rights
from apps.frontdesk.services.cancelling import hold, kept_of, paid_for, price_of
from apps.frontdesk.services.choosing import Chosen, check_time, look_up
from apps.frontdesk.services.passing_by import check_change
from apps.frontdesk.services.rechoosing import begins, choice_of, differences, moves, place_of
from apps.frontdesk.services.taking import Taken
from apps.frontdesk.types import Change, ChangeOffer, Override
from apps.sales import services as sales
from apps.sales.models import Order, OrderLine
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
    before_pool: int | None


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

    Fewer people are a cancellation of a part: the policy says what is kept of what leaves.

    `customer` acts for themselves, as long as the policy lets them. With `expected`, the difference they were shown,
    one that is another by now raises OfferChanged. Raises BookingOver, NothingToChange, TooLateToChange, NotYours,
    NotAllowed, and what choosing and taking refuse; then all is as it was.
    """
    used = rights.check(override, by=by)
    with context.atomic():
        done = _make(booking, change, at=at, by=by, customer=customer, used=used)
        if expected is not None and done.offer.difference != expected:
            raise OfferChanged
        if used is not None:
            bookings.add_note(booking=booking, note=used.reason)
        for departure in {done.before_departure, booking.departure_id} - {None}:
            bookings.offer_places(departure=departure, at=at)
        for pool in {done.before_pool, booking.pool_id} - {None}:
            bookings.offer_places(pool=pool, at=at)
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
    plate = _plate(booking, change)
    [chosen] = look_up([choice_of(booking, change)], staff=by is not None)
    if chosen.option.product_id != booking.product_id:
        raise NotOfThisOption
    what = differences(booking, change, chosen)
    if not what and plate is not None:
        return _other_plate(booking, change, plate, order, by=by, at=at)
    if not what:
        raise NothingToChange
    fee = _fee(booking, at=at, used=used, themselves=by is None, paid=paid_for(booking, order))
    if by is None and "time" in what:
        check_time(chosen, starts_at=begins(booking, chosen), at=at)
    if by is None and booking.hold is not None:
        seats = booking.hold.seats
        check_change(chosen, departure=booking.departure_id, pool=booking.pool_id, seats=seats, at=at)
    before, price = booking.total, price_of(booking)
    stays = leaving.price_of_who_stays(booking, chosen, what, price=price, at=at)
    before_departure, before_pool = booking.departure_id, booking.pool_id
    place = place_of(booking, chosen)
    taken = _retake(booking, change, chosen, at=at, by=by, used=used)
    item = sales.change_lines(
        item=booking.item,
        at=at,
        by=by,
        reason=_("Change of %(reference)s") % {"reference": booking.reference},
        **_columns(chosen, taken),
        **({} if place == booking.location_id else {"location": place}),
    )
    kept = 0
    if used is None or not used.ignore_policy:
        left = price - (price_of(booking) if stays is None else stays)
        kept = kept_of(left, booking=booking, order=order, at=at)
        fee = leaving.against(fee, kept, what)
    if kept:
        label = bill_words.part_cancelled(booking)
        sales.add_fee(order=order, amount=kept, label=label, at=at, by=by, item=item, kept=True)
    if fee:
        label = bill_words.changing(booking)
        sales.add_fee(order=order, amount=fee, label=label, at=at, by=by, item=item)
    after = sum(OrderLine.objects.filter(item=item).values_list("total", flat=True))
    contacts.count(
        customer=booking.customer_id, bookings=0, value=after - before, currency=booking.currency, at=at
    )
    bookings.apply_change(
        booking=booking,
        what=what if plate is None else (*what, "plate"),
        values={
            "hold_id": taken.hold,
            "option_id": chosen.option.pk,
            "departure_id": chosen.choice.departure,
            "pool_id": chosen.choice.pool,
            "location_id": place,
            "plate": booking.plate if plate is None else plate,
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
        after=after - fee - kept,
        fee=fee,
        kept=kept,
        order_total=order.total,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        people=booking.people,
        legs=legs_of([taken.hold]).get(taken.hold or 0, ()) if chosen.kind == Kind.STAY else (),
    )
    return _Done(offer, before_departure, before_pool)


def _plate(booking: Booking, change: Change) -> str | None:
    """The plate it is to be for, None for the one it is for. Raises Invalid."""
    if change.plate is None:
        return None
    found = bookings.plate(change.plate, asked=Ask.PLATE in booking.product.asks)
    return None if found == booking.plate else found


def _other_plate(
    booking: Booking, change: Change, plate: str, order: Order, *, by: Member | None, at: datetime
) -> _Done:
    """Another car changes nothing of what is promised or costs, so it costs nothing and may be said at any time."""
    bookings.apply_change(booking=booking, what=("plate",), values={"plate": plate}, by=by, at=at)
    offer = ChangeOffer(
        change=change,
        what=("plate",),
        currency=booking.currency,
        before=booking.total,
        after=booking.total,
        fee=0,
        order_total=order.total,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        people=booking.people,
    )
    return _Done(offer, booking.departure_id, booking.pool_id)


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


def _retake(
    booking: Booking,
    change: Change,
    chosen: Chosen,
    *,
    at: datetime,
    by: Member | None,
    used: Override | None,
) -> Taken:
    """Take what it is to take instead of what it takes: at once or not at all."""
    late, rules = by is not None, used is None or not used.ignore_rules
    choice, kind = chosen.choice, chosen.kind
    if booking.hold_id is None:
        return Taken(None, choice.starts_at, choice.ends_at)
    option = chosen.option.pk if chosen.option.pk != booking.option_id else None
    held: Held
    if kind in {Kind.DEPARTURE, Kind.PASS}:
        held = capacity.change_hold(
            hold=booking.hold_id,
            at=at,
            seats=chosen.seats,
            departure=choice.departure,
            pool=choice.pool,
            late=late,
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
            moving=change.moving,
            late=late,
            rules=rules,
        )
    else:
        held = capacity.change_hold(
            hold=booking.hold_id,
            at=at,
            starts_at=choice.starts_at if moves(booking, change) else None,
            ends_at=choice.ends_at if kind == Kind.RENTAL else None,
            resources=change.resources,
            people=chosen.people if chosen.people != booking.people else None,
            option=option,
            late=late,
        )
    return Taken(held.id, held.starts_at or choice.starts_at, held.ends_at)


def _columns(chosen: Chosen, taken: Taken) -> dict[str, Any]:
    """What sales prices anew."""
    return {
        "option": chosen.option.pk,
        "quantities": chosen.quantities,
        "people": chosen.people,
        "departure": chosen.choice.departure,
        "pool": chosen.choice.pool,
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

"""Ending one booking before its time: what the policy says is shown first, then done.

Locks the order, the customer, the booking, then what it took.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.bookings.errors import BookingStatusNotAllowed
from apps.bookings.models import Booking
from apps.bookings.types import TRANSITIONS, BookingStatus, CancelledBy
from apps.catalog import cancelling
from apps.catalog.cancelling import Cause as PolicyCause
from apps.catalog.cancelling import Outcome
from apps.catalog.services import hold_code
from apps.customers.models import Customer
from apps.frontdesk.errors import HasBegun, NotYours, OfferChanged
from apps.frontdesk.services import bill_words, contacts, rights
from apps.frontdesk.types import Cause, Override
from apps.sales import services as sales
from apps.sales.models import Order, OrderLine
from apps.sales.types import LineKind, OrderStatus
from apps.tenancy import context

_CAUSES: Final[Mapping[str, PolicyCause]] = {
    Cause.CUSTOMER: "cancel",
    Cause.BUSINESS: "business",
    "no_show": "no_show",
    "change": "change",
}


def quote_cancellation(*, booking: Booking, at: datetime, cause: str = Cause.CUSTOMER) -> Outcome:
    """What would be given back and kept if the booking were cancelled now. Changes nothing; two queries."""
    return _outcome(booking, booking.order, at=at, cause=cause)


def cancel_booking(
    *,
    booking: Booking,
    at: datetime,
    by: Member | None = None,
    customer: Customer | int | None = None,
    reason: str = "",
    cause: str = Cause.CUSTOMER,
    override: Override | None = None,
    expected_fee: int | None = None,
    cancellation: int | None = None,
    notify: bool = True,
) -> Booking:
    """Cancel with the policy's outcome: reverse its lines, keep the fee, say what is owed, offer its places.

    `customer` acts for themselves and may not after it began. With `expected_fee`, what they were shown, a fee that is
    another by now raises OfferChanged. `override.ignore_policy` keeps nothing. `cause` "business" gives all back.
    Raises BookingStatusNotAllowed, HasBegun, NotYours, NotAllowed.
    """
    used = rights.check(override, by=by)
    with context.atomic():
        order = hold(booking, customer=customer)
        if BookingStatus.CANCELLED not in TRANSITIONS[booking.status]:
            known = dict(BookingStatus.choices)
            raise BookingStatusNotAllowed(before=known[booking.status], after=BookingStatus.CANCELLED.label)
        if customer is not None and booking.starts_at <= at:
            raise HasBegun
        free = used is not None and used.ignore_policy
        outcome = _outcome(booking, order, at=at, cause=Cause.BUSINESS if free else cause)
        if expected_fee is not None and outcome.fee != expected_fee:
            raise OfferChanged
        owed_before = order.refund_due
        sales.reverse_item(
            item=booking.item, at=at, by=by, keep=outcome.fee, label=bill_words.cancellation(booking)
        )
        order.refresh_from_db()
        contacts.count(customer=booking.customer_id, bookings=-1, value=0, currency=booking.currency, at=at)
        bookings.cancel(
            booking=booking,
            cancelled_by=_who(cause, by, customer),
            by=by,
            at=at,
            reason=reason or (used.reason if used is not None else ""),
            fee=outcome.fee,
            refund_due=max(order.refund_due - owed_before, 0),
            cancellation=cancellation,
            notify=notify,
        )
        _refigure(booking, order, at=at)
        close_if_empty(order, by=by, at=at)
        if cancellation is None and (booking.departure_id or booking.pool_id):
            bookings.offer_places(departure=booking.departure_id, pool=booking.pool_id, at=at)
    return booking


def quote_no_show(*, booking: Booking, at: datetime) -> Outcome:
    """What would be kept if nobody came. Changes nothing; two queries."""
    return _outcome(booking, booking.order, at=at, cause="no_show")


def mark_no_show(
    *, booking: Booking, by: Member | None, at: datetime, override: Override | None = None
) -> Booking:
    """Nobody came: keep what the policy says of the price and reverse the rest. What was taken stays taken.

    Raises BookingStatusNotAllowed, NotBegun, NotAllowed.
    """
    used = rights.check(override, by=by)
    with context.atomic():
        order = hold(booking)
        free = used is not None and used.ignore_policy
        outcome = _outcome(booking, order, at=at, cause=Cause.BUSINESS if free else "no_show")
        bookings.mark_no_show(booking=booking, by=by, at=at, fee=outcome.fee)
        # All of it kept is the price as it stands, unless what is kept is taxed otherwise.
        untaxed = outcome.fee > 0 and not sales.are_kept_taxed(booking.item, at=at)
        if untaxed or outcome.fee != price_of(booking):
            sales.override_price(
                item=booking.item,
                total=outcome.fee,
                reason=bill_words.no_show(booking),
                by=by,
                at=at,
                kept=True,
            )
            _refigure(booking, order, at=at)
    return booking


def undo_no_show(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """Somebody came after all: the bill is what it was before. Raises BookingStatusNotAllowed."""
    with context.atomic():
        order = hold(booking)
        bookings.undo_no_show(booking=booking, by=by, at=at)
        if sales.undo_kept(item=booking.item, by=by, at=at):
            _refigure(booking, order, at=at)
    return booking


def hold(booking: Booking, *, customer: Customer | int | None = None) -> Order:
    """Lock the order, the customer, the code and the booking, which becomes what it is by now. Raises NotYours."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=booking.order_id)
    locked: Sequence[int] = list(
        Customer.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=booking.customer_id)
        .values_list("pk", flat=True)
    )
    if order.code_id is not None:
        # Who books with it has it before places; an order of which nothing is left gives it back.
        hold_code(code=order.code_id)
    bookings.hold_booking(booking)
    if customer is not None:
        number = customer if isinstance(customer, int) else customer.pk
        if booking.customer_id != number or number not in locked:
            raise NotYours
    booking.order = order
    return order


def price_of(booking: Booking) -> int:
    """What its lines come to without fees: one query."""
    rows = OrderLine.objects.filter(item=booking.item_id).exclude(kind=LineKind.FEE)
    return sum(rows.values_list("total", flat=True))


def _refigure(booking: Booking, order: Order, *, at: datetime) -> None:
    """Booking and customer after the lines have changed."""
    before = booking.total
    total = sum(OrderLine.objects.filter(item=booking.item_id).values_list("total", flat=True))
    bookings.refigure(booking=booking, total=total, at=at)
    contacts.count(
        customer=booking.customer_id, bookings=0, value=total - before, currency=booking.currency, at=at
    )


def refigure_order(*, order: int, at: datetime) -> None:
    """Bookings and customer after somebody has corrected the bill itself, as with a discount by hand.

    Nothing is left to do after what the front desk does. Locks as everywhere here, a booking at a time.
    """
    for booking in Booking.objects.filter(order=order).order_by("pk"):
        with context.atomic():
            _refigure(booking, hold(booking), at=at)


def paid_for(booking: Booking, order: Order) -> int:
    """What has been paid beyond what the rest of the order costs."""
    others: int = max(order.total - booking.total, 0)
    return max(int(order.paid) - others, 0)


def close_if_empty(order: Order, *, by: Member | None, at: datetime) -> None:
    """An order of which nothing is left is cancelled: no live booking, and nothing from the shelf."""
    if order.status != OrderStatus.PLACED or order.bookings.exclude(status=BookingStatus.CANCELLED).exists():
        return
    if order.items.filter(removed=False, starts_at=None).exists():
        return
    sales.cancel_order(order=order, by=by, at=at)


def kept_of(part: int, *, booking: Booking, order: Order, at: datetime) -> int:
    """What is kept of a part of the booking's price that is cancelled now."""
    return _outcome(booking, order, at=at, cause=Cause.CUSTOMER, total=part).fee if part > 0 else 0


def _outcome(
    booking: Booking, order: Order, *, at: datetime, cause: str, total: int | None = None
) -> Outcome:
    # Nobody has agreed to a request yet, so nothing is kept of it.
    waits = booking.status == BookingStatus.PENDING and cause != "no_show"
    return cancelling.outcome(
        cancelling.agreed(cancelling.FREE) if waits else booking.policy,
        starts_at=None if waits else booking.starts_at,
        at=at,
        total=price_of(booking) if total is None else total,
        paid=paid_for(booking, order),
        cause=_CAUSES[cause],
    )


def _who(cause: str, by: Member | None, customer: Customer | int | None) -> CancelledBy:
    if cause == Cause.BUSINESS:
        return CancelledBy.BUSINESS
    return CancelledBy.CUSTOMER if by is None or customer is not None else CancelledBy.STAFF

"""Quotes: what staff would book, offered at its price until a day, and booked by whoever accepts it.

The price holds as long as the quote does. Places are held only where staff chose to; else they were free when the quote
was made, and accepting takes them if they still are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID, uuid5

from apps.accounts.models import Member
from apps.bookings.services import drawing
from apps.capacity import services as capacity
from apps.capacity.errors import AboveLimit, DepartureClosed, HoldExpired, HoldGone, SoldOut
from apps.capacity.services.claiming import LONGEST_MINUTES
from apps.capacity.types import HoldStatus
from apps.catalog import cancelling
from apps.frontdesk.errors import CartClosed, EmptyCart, FullCart, HeldTooLong, QuoteNotFree
from apps.frontdesk.services import carts, contacts, overriding, placing, rights
from apps.frontdesk.services.choosing import Chosen, look_up
from apps.frontdesk.services.taking import MINUTES, Taken, take
from apps.frontdesk.types import Choice, Contact, Override, Placed
from apps.sales import services as sales
from apps.sales.errors import NotAQuote, QuoteExpired, QuoteOver, ValidInThePast
from apps.sales.models import Order, OrderItem
from apps.sales.queries import quote_state
from apps.sales.types import PaymentPlan, QuoteState, Source
from apps.tenancy import context

_MINUTES_OF_A_DAY: Final = 24 * 60


def send_quote(
    *,
    choices: Sequence[Choice],
    contact: Contact,
    valid_until: datetime,
    at: datetime,
    by: Member,
    hold: bool = False,
    source: str = Source.DESK,
    override: Override | None = None,
    payment_plan: str = PaymentPlan.AT_DESK,
    requests: str = "",
    code: str = "",
    language: str = "",
    key: UUID | None = None,
) -> Order:
    """Offer what `book` with the same values would book, at its price until `valid_until`; a message tells of it.

    All of it must be free now; with `hold` it is held until then. A second call with the same `key` answers the first's
    quote, which is not told again. Raises ValidInThePast, HeldTooLong and what `book` raises. Locks the customer, then
    what is taken.
    """
    used = rights.check(override, by=by)
    mine = uuid5(key, "quote") if key is not None else None
    standing = Order.objects.filter(request_key=mine).first() if mine is not None else None
    if standing is not None:
        return standing
    if not choices:
        raise EmptyCart
    if len(choices) > carts.MOST_ITEMS:
        raise FullCart(most=carts.MOST_ITEMS)
    if valid_until <= at:
        raise ValidInThePast
    minutes = _minutes(valid_until, at=at) if hold else MINUTES
    words = contacts.words(requests)
    contacts.require(contact.json(), by=by)

    def attempt() -> Order:
        chosen = look_up(choices, staff=True)
        asks = {ask for one in chosen for ask in one.option.product.asks}
        said = contacts.clean(contact, asks=asks)
        customer = contacts.match(said, source=source, language=language, by=by, at=at)
        contacts.check_answered(said, asks=asks, by=by, customer=customer)
        raised = overriding.make_room(chosen, used, by=by, at=at)
        taken = _take(chosen, used, minutes=minutes, at=at)
        spoken = language or contact.language or customer.language
        order = sales.open_cart(language=spoken, source=source, at=at)
        notes = overriding.notes(used, contacts.said_otherwise(said, customer, asks=asks))
        # Their limits of a code count.
        Order.objects.filter(pk=order.pk).update(customer=customer, notes=notes, request_key=mine)
        items = [
            carts.put(order, one, at=at, taken=got, staff=True)
            for one, got in zip(chosen, taken, strict=True)
        ]
        if code:
            sales.apply_code(order=order, code=code, at=at)
        overriding.set_price(order, items, used, by=by, at=at)
        _promise(items, used, more_places=[] if hold else [one.pk for one in raised])
        sales.set_contact(order=order, contact=said, requests=words, payment_plan=payment_plan, at=at)
        sales.make_quote(order=order, customer=customer, valid_until=valid_until, by=by, at=at)
        for number in [] if hold else _held(order):
            capacity.lapse_hold(hold=number, at=at)
        for one in [] if hold else raised:
            # What nobody holds is not there for others: it is added when the quote is accepted.
            capacity.lower_again(before=one, at=at)
        return order

    return drawing(attempt)


def accept_quote(*, order: Order, at: datetime, by: Member | None = None) -> Placed:
    """Book what a quote offers, at its price: the operation that places every order. A second call answers the first's.

    Raises NotAQuote, QuoteExpired, QuoteOver, QuoteNotFree, QuoteMoved, InThePast and what a spent code says.
    """
    if order.quoted_at is None:
        raise NotAQuote
    try:
        return placing.place_order(cart=order, at=at, by=by)
    except (AboveLimit, HoldExpired, HoldGone, DepartureClosed, SoldOut) as refusal:
        raise QuoteNotFree from refusal
    except CartClosed:
        order.refresh_from_db()
        state = quote_state(order, at=at)
        if state in (QuoteState.WITHDRAWN, QuoteState.DECLINED):
            raise QuoteOver(state=state.label) from None
        raise


def decline_quote(*, order: Order, at: datetime) -> Order:
    """The customer does not want it: what was held is given back. Raises QuoteExpired, QuoteOver. Locks the order."""
    with context.atomic():
        if quote_state(order, at=at) == QuoteState.EXPIRED:
            raise QuoteExpired
        sales.decline_quote(order=order, at=at)
        _give_back(order, at=at)
    return order


def withdraw_quote(*, order: Order, by: Member | None, at: datetime) -> Order:
    """Offer it no longer: what was held is given back. Raises QuoteOver, NotAQuote. Locks the order."""
    with context.atomic():
        sales.withdraw_quote(order=order, by=by, at=at)
        _give_back(order, at=at)
    return order


def extend_quote(*, order: Order, valid_until: datetime, by: Member, at: datetime) -> Order:
    """Let it hold until another moment, at its prices, and what is held for it as long; it is sent once more.

    Raises ValidInThePast, HeldTooLong, QuoteOver, NotAQuote. Locks the order, then its holds.
    """
    with context.atomic():
        sales.extend_quote(order=order, valid_until=valid_until, by=by, at=at)
        for number in _held(order):
            minutes = _minutes(valid_until, at=at)
            capacity.extend_hold(hold=number, at=at, minutes=minutes)
    return order


def send_quote_again(*, order: Order, by: Member, at: datetime) -> Order:
    """Send an open quote once more. Raises QuoteExpired, QuoteOver, NotAQuote. Locks the order."""
    return sales.send_quote_again(order=order, by=by, at=at)


def _minutes(valid_until: datetime, *, at: datetime) -> int:
    minutes = ceil((valid_until - at) / timedelta(minutes=1))
    if minutes > LONGEST_MINUTES:
        raise HeldTooLong(days=LONGEST_MINUTES // _MINUTES_OF_A_DAY)
    return minutes


def _take(chosen: Sequence[Chosen], used: Override | None, *, minutes: int, at: datetime) -> list[Taken]:
    """What each of them takes; departures first, by their numbers, so that nobody waits in circles."""
    late, rules = bool(used and used.ignore_notice), not (used and used.ignore_rules)
    found: dict[int, Taken] = {}
    numbers = [(one.choice.departure is None, one.choice.departure or 0, n) for n, one in enumerate(chosen)]
    for _last, _departure, place in sorted(numbers):
        found[place] = take(chosen[place], at=at, minutes=minutes, late=late, rules=rules)
    return [found[place] for place in range(len(chosen))]


def _promise(items: Sequence[OrderItem], used: Override | None, *, more_places: Collection[int]) -> None:
    """Keep what holds for cancelling, as it is now or as staff agreed, with what it is about; of departures with
    `more_places` also why some may be added.
    """
    dated = [item for item in items if item.starts_at is not None]
    policies = cancelling.snapshots([item.product for item in dated]) if dated else {}
    agreed = overriding.set_policy(policies, used)
    for item in dated:
        promised = dict(agreed[item.product_id])
        if used is not None and item.departure_id in more_places:
            promised[overriding.MORE_PLACES] = used.reason
        OrderItem.objects.filter(pk=item.pk).update(policy=promised)


def _held(order: Order) -> list[int]:
    rows = OrderItem.objects.filter(order=order, removed=False, hold__status=HoldStatus.HELD)
    return list(rows.order_by("hold").values_list("hold", flat=True))


def _give_back(order: Order, *, at: datetime) -> None:
    for number in _held(order):
        capacity.release_hold(hold=number, at=at)

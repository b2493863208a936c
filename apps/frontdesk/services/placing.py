"""A cart becomes an order with bookings, in one transaction and once.

Locks, as everywhere here: the order, the customer, bookings, then what is taken. What many want at once, the places of
a departure, is locked last and for the shortest time.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from apps.accounts.models import Member
from apps.bookings import queries as bookings_of
from apps.bookings import services as bookings
from apps.bookings.types import BookingStatus
from apps.capacity import services as capacity
from apps.capacity.types import HoldStatus
from apps.catalog import cancelling
from apps.catalog.models import Product
from apps.catalog.types import Kind
from apps.customers.models import Customer
from apps.events.types import Event
from apps.frontdesk.errors import CartClosed, EmptyCart, InThePast, OfferChanged, QuoteMoved
from apps.frontdesk.services import carts, contacts, overriding, rights, vehicles
from apps.frontdesk.services.passing_by import check_nobody_waits
from apps.frontdesk.types import Override, Placed
from apps.sales import services as sales
from apps.sales.errors import PriceChanged, QuoteExpired
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.types import OrderStatus

PLACED: Final = (OrderStatus.PLACED, OrderStatus.COMPLETED)


def place_order(
    *, cart: Order, at: datetime, by: Member | None = None, override: Override | None = None
) -> Placed:
    """Place the cart's order, confirm what it holds and make its bookings: all or nothing.

    A second call answers the order of the first. What expired is taken again if it can be. Raises CartClosed,
    EmptyCart, NoContact, Invalid, InThePast, DepartureClosed, HoldExpired, what a spent code says, and PriceChanged,
    after which the cart says the new price; OfferChanged, after which it says when a departure takes place by now.
    """
    used = rights.check(override, by=by)
    try:
        return bookings.drawing(lambda: _place(cart, at=at, by=by, override=used))
    except PriceChanged:
        sales.reprice(order=cart, at=at)
        raise
    except OfferChanged:
        _follow(cart)
        raise


def _place(cart: Order, *, at: datetime, by: Member | None, override: Override | None) -> Placed:
    order = Order.objects.select_for_update(of=("self",)).filter(pk=cart.pk).first()
    if order is None:
        raise CartClosed
    if order.status in PLACED:
        return Placed(order, bookings_of.of_order(order.pk), new=False)
    if order.status not in carts.OPEN:
        raise CartClosed
    items = _items(order)
    if not items:
        raise EmptyCart
    _check_begun(items, by=by, at=at)
    if order.status == OrderStatus.QUOTE and order.customer_id is not None:
        return _accept(order, items, order.customer_id, at=at, by=by)
    if any(_moved(item) for item in items):
        raise OfferChanged
    if by is None:
        _check_waiting(items, at=at)
    asks = {key for item in items for key in item.product.asks}
    if by is None and asks:
        # A cart may be placed without its form.
        carts.check_answers([item for item in items if item.product.asks])
        contacts.check_answered(order.contact, asks=asks, by=by)
    customer = contacts.match(order.contact, source=order.source, language=order.language, by=by, at=at)
    notes = overriding.notes(override, contacts.said_otherwise(order.contact, customer, asks=asks))
    sales.place(order=order, customer=customer, at=at, by=by)
    overriding.set_price(order, items, override, by=by, at=at)
    return finish(order, items, customer, at=at, by=by, notes=notes, override=override)


def _check_begun(items: Sequence[OrderItem], *, by: Member | None, at: datetime) -> None:
    """Raises InThePast."""
    if any(item.ends_at is not None and item.ends_at <= at for item in items):
        raise InThePast
    if by is None and any(_begun(item, at) for item in items):
        raise InThePast


def _check_waiting(items: Sequence[OrderItem], *, at: datetime) -> None:
    """What is not held, or not any more, is taken where nobody who waits comes first. Raises SoldOut."""
    over = [item for item in items if item.hold and item.hold.status == HoldStatus.EXPIRED]
    check_nobody_waits(over, at=at)


def _moved(item: OrderItem) -> bool:
    """Whether its departure takes place at another time than the item says."""
    at = item.departure
    return at is not None and (at.starts_at, at.ends_at) != (item.starts_at, item.ends_at)


def _follow(cart: Order) -> None:
    for item in _items(cart):
        if _moved(item) and item.departure is not None:
            at = item.departure
            sales.set_time(items=[item.pk], starts_at=at.starts_at, ends_at=at.ends_at)


def _begun(item: OrderItem, at: datetime) -> bool:
    """Whether it has begun and is not held any more: what ran out is taken again before it begins, not after."""
    if item.starts_at is None or item.hold is None or item.hold.status != HoldStatus.EXPIRED:
        return False
    # A pass begins when it is bought, and a guest may come until the day they arrive is over.
    grace = timedelta(days=1) if item.product.kind == Kind.STAY else timedelta()
    return item.product.kind != Kind.PASS and item.starts_at + grace <= at


def _accept(
    order: Order, items: Sequence[OrderItem], number: int, *, at: datetime, by: Member | None
) -> Placed:
    """Place a quote. What is asked of people is staff's to complete, who wrote it; who it is for is known."""
    _check_quoted(order, items, at=at)
    for item in items:
        if item.departure is not None and item.departure.ends_at != item.ends_at:
            # It begins as offered; that it ends otherwise is said by what is confirmed.
            item.ends_at = item.departure.ends_at
            sales.set_time(items=[item.pk], starts_at=item.departure.starts_at, ends_at=item.ends_at)
    if by is None:
        _check_waiting(items, at=at)
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=number)
    sales.place(order=order, customer=customer, at=at, by=by)
    overriding.make_promised_room(items, by=by, at=at)
    return finish(order, items, customer, at=at, by=by, notes=order.notes, offered=True)


def _check_quoted(order: Order, items: Sequence[OrderItem], *, at: datetime) -> None:
    """Raise QuoteExpired, InThePast, or QuoteMoved for what takes place at another time than was offered."""
    if order.valid_until is not None and order.valid_until <= at:
        raise QuoteExpired
    for item in items:
        if item.departure is not None and item.departure.starts_at != item.starts_at:
            raise QuoteMoved
        if item.starts_at is not None and item.starts_at <= at and item.product.kind != Kind.PASS:
            raise InThePast


def finish(
    order: Order,
    items: Sequence[OrderItem],
    customer: Customer,
    *,
    at: datetime,
    by: Member | None,
    notes: str = "",
    override: Override | None = None,
    offered: bool = False,
    take: Callable[[], Collection[int]] = tuple,
    told: Sequence[Event] = (),
) -> Placed:
    """Confirm what a placed order's items hold and make their bookings, in the transaction that placed it.

    `override` may say another policy; `offered` says that the business has agreed already, as in a quote, whose items
    say the policy that was promised. `take` takes what is not held yet, when little is left to do; it answers the items
    whose holds are confirmed by it. `told` are facts recorded with those of the bookings.
    """
    dated = [item for item in items if item.starts_at is not None]
    totals = _totals(order, items)
    policies = cancelling.snapshots([item.product for item in dated]) if dated else {}
    agreed = overriding.set_policy(policies, override)
    if offered:
        agreed |= {item.product_id: overriding.policy_of(item) for item in dated if item.policy}
    contacts.count(
        customer=customer.pk, bookings=len(dated), value=order.total, currency=order.currency, at=at
    )
    confirmed = take()
    # By departure, so that two who buy the same things in another order do not wait for each other.
    for item in sorted(items, key=lambda one: (one.departure_id is None, one.departure_id or 0, one.pk)):
        if item.hold_id is not None and item.pk not in confirmed:
            capacity.confirm_hold(hold=item.hold_id, at=at)
    made = bookings.create(
        order=order,
        items=dated,
        customer=customer,
        status={item.pk: _status(item.product, agreed=offered or by is not None) for item in dated},
        at=at,
        by=by,
        totals=totals,
        policies=agreed,
        details={item.pk: vehicles.settled(item, customer) for item in dated},
        notes=notes,
        told=told,
    )
    return Placed(order, made)


def _items(order: Order) -> list[OrderItem]:
    rows = order.items.filter(removed=False).select_related("product", "option", "departure", "hold")
    return list(rows.order_by("position", "pk"))


def _status(product: Product, *, agreed: bool) -> BookingStatus:
    """Staff who book agree by doing so."""
    return BookingStatus.PENDING if product.approval and not agreed else BookingStatus.CONFIRMED


def _totals(order: Order, items: Sequence[OrderItem]) -> dict[int, int]:
    """What each item comes to by its lines: one query, none for a single item."""
    if len(items) == 1:
        return {items[0].pk: order.total}
    found = {item.pk: 0 for item in items}
    for item, total in OrderLine.objects.filter(item__in=list(found)).values_list("item", "total"):
        found[item or 0] += total
    return found

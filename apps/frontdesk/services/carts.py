"""Carts: what somebody is about to order. Each item is held while they decide, and priced by sales alone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.bookings.services import Details, clean, still_asked
from apps.capacity import services as capacity
from apps.catalog.models import Unit
from apps.frontdesk.errors import CartClosed, FullCart, NoSuchItem
from apps.frontdesk.services import contacts, rights
from apps.frontdesk.services.choosing import Chosen, look_up
from apps.frontdesk.services.passing_by import check_change, check_nobody_waits
from apps.frontdesk.services.taking import Taken, take
from apps.frontdesk.types import Attribution, Choice, Contact, Override
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem
from apps.sales.types import OrderStatus, Source
from apps.tenancy import context

MOST_ITEMS: Final = 50
OPEN: Final = (OrderStatus.CART, OrderStatus.QUOTE, OrderStatus.ABANDONED)


def start_cart(
    *, at: datetime, language: str = "", source: str = Source.WEBSITE, attribution: Attribution | None = None
) -> Order:
    """An empty cart, known by its token."""
    told = asdict(attribution) if attribution is not None else None
    return sales.open_cart(language=language, source=source, at=at, attribution=told)


def add_to_cart(
    *,
    cart: Order,
    choice: Choice,
    at: datetime,
    by: Member | None = None,
    override: Override | None = None,
) -> OrderItem:
    """Hold what the choice needs, put it into the cart and price the cart. Locks the cart, then what is held.

    Raises CartClosed, FullCart, what `choosing` and `taking` refuse, Invalid for answers, NotAllowed.
    """
    late, rules = bool(override and override.ignore_notice), not (override and override.ignore_rules)
    rights.check(override, by=by)
    with context.atomic():
        hold_cart(cart)
        if cart.items.filter(removed=False).count() >= MOST_ITEMS:
            raise FullCart(most=MOST_ITEMS)
        [chosen] = look_up([choice], staff=by is not None)
        if by is None:
            check_nobody_waits([chosen.choice], at=at)
        return put(cart, chosen, at=at, late=late, rules=rules)


def change_cart_item(
    *, cart: Order, item: OrderItem | int, choice: Choice, at: datetime, by: Member | None = None
) -> OrderItem:
    """Have something else instead, with what it needs. When that cannot be had, the cart stays as it is.

    Raises what `add_to_cart` raises, and NoSuchItem. Locks as it does.
    """
    with context.atomic():
        hold_cart(cart)
        standing = item_of(cart, item)
        [chosen] = look_up([choice], staff=by is not None)
        capacity.lock_counted(
            hold=standing.hold_id,
            departures=[one for one in (standing.departure_id, choice.departure) if one is not None],
            pools=[one for one in (standing.pool_id, choice.pool) if one is not None],
        )
        if by is None:
            seats = standing.hold.seats if standing.hold is not None else 0
            check_change(chosen, departure=standing.departure_id, pool=standing.pool_id, seats=seats, at=at)
        remove_from_cart(cart=cart, item=standing, at=at)
        if chosen.choice.departure is not None and chosen.choice.departure == standing.departure_id:
            # It may have been there for this item alone.
            capacity.reopen_asked(departure=chosen.choice.departure, at=at)
        return put(cart, chosen, at=at)


def remove_from_cart(*, cart: Order, item: OrderItem | int, at: datetime) -> None:
    """Take something out of the cart and give back what it held. Locks the cart. Raises CartClosed, NoSuchItem."""
    with context.atomic():
        hold_cart(cart)
        standing = item_of(cart, item)
        hold = standing.hold_id
        sales.remove_item(item=standing, at=at)
        if hold is not None:
            capacity.release_hold(hold=hold, at=at)


def give_details(
    *,
    cart: Order,
    contact: Contact,
    at: datetime,
    participants: Mapping[int, Sequence[Mapping[str, Any]]] | None = None,
    answers: Mapping[int, Mapping[str, Any]] | None = None,
    requests: str = "",
    payment_plan: str = "",
    complete: bool = True,
) -> Order:
    """Say who orders and what the products ask, by number of the item. Locks the cart.

    With `complete`, all that the products ask for must be there. Raises CartClosed, NoSuchItem, and Invalid by
    "contact.email", "12.participants.0.age" and the like.
    """
    with context.atomic():
        hold_cart(cart)
        items = list(cart.items.filter(removed=False).select_related("product"))
        given = _by_item(items, participants, answers)
        asks = {key for item in items for key in item.product.asks}
        said = _cleaned(items, given, complete=complete)
        who = contacts.clean(contact, asks=asks, complete=complete)
        for item in items:
            item.order = cart
            sales.change_item(item=item, at=at, answers=said[item.pk].json())
        options: dict[str, Any] = {"payment_plan": payment_plan} if payment_plan else {}
        return sales.set_contact(order=cart, contact=who, requests=contacts.words(requests), at=at, **options)


def hold_cart(cart: Order) -> Order:
    """Lock a cart and make it what it is by now. Raises CartClosed when it is none any more."""
    row = Order.objects.select_for_update(of=("self",)).filter(pk=cart.pk).first()
    if row is None or row.status not in OPEN:
        raise CartClosed
    for field in Order._meta.concrete_fields:
        setattr(cart, field.attname, getattr(row, field.attname))
    return cart


def put(
    order: Order,
    chosen: Chosen,
    *,
    at: datetime,
    taken: Taken | None = None,
    late: bool = False,
    rules: bool = True,
    staff: bool = False,
) -> OrderItem:
    """Put it in, in a transaction that has the order locked; it is held now unless it was `taken` before.

    `staff` may leave for later what the products' questions let wait.
    """
    choice = chosen.choice
    said = clean(
        dict(choice.answers),
        people=chosen.people,
        quantities=chosen.quantities,
        units=chosen.units,
        asks=chosen.option.product.asks,
        staff=staff,
    )
    taken = taken or take(chosen, at=at, late=late, rules=rules)
    return sales.put_item(
        order=order,
        option=chosen.option.pk,
        quantities=chosen.quantities,
        at=at,
        hold=taken.hold,
        departure=choice.departure,
        pool=choice.pool,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        location=chosen.departure.location_id if chosen.departure is not None else choice.location,
        people=chosen.people,
        answers=said.json(),
    )


def check_answers(items: Sequence[OrderItem]) -> None:
    """Raise Invalid unless all that the items' products ask for is there. One query."""
    _cleaned(items, _by_item(items, None, None), complete=True)


def item_of(cart: Order, item: OrderItem | int) -> OrderItem:
    """The cart's own item. Raises NoSuchItem."""
    number = item if isinstance(item, int) else item.pk
    found = cart.items.select_related("product", "option", "hold").filter(pk=number, removed=False).first()
    if found is None:
        raise NoSuchItem
    return found


def _by_item(
    items: Sequence[OrderItem],
    participants: Mapping[int, Sequence[Mapping[str, Any]]] | None,
    answers: Mapping[int, Mapping[str, Any]] | None,
) -> dict[int, dict[str, Any]]:
    """What was said, on top of what was said before. Raises NoSuchItem for what is about nothing in the cart."""
    given = {item.pk: still_asked(item.answers, item.product.asks) for item in items}
    for number, said in (answers or {}).items():
        if number not in given:
            raise NoSuchItem
        given[number] |= said
    for number, rows in (participants or {}).items():
        if number not in given:
            raise NoSuchItem
        given[number]["participants"] = list(rows)
    return given


def _cleaned(
    items: Sequence[OrderItem], given: Mapping[int, Mapping[str, Any]], *, complete: bool
) -> dict[int, Details]:
    """One query. Raises Invalid with the keys of all items."""
    wrong: dict[str, list[str]] = {}
    said: dict[int, Details] = {}
    quantities = {item.pk: {int(unit): count for unit, count in item.quantities.items()} for item in items}
    units = Unit.objects.in_bulk({unit for each in quantities.values() for unit in each})
    for item in items:
        try:
            said[item.pk] = clean(
                given[item.pk],
                people=item.people,
                quantities=quantities[item.pk],
                units=units,
                asks=item.product.asks,
                complete=complete,
            )
        except Invalid as error:
            wrong |= {f"{item.pk}.{key}": sentences for key, sentences in error.by_key.items()}
    if wrong:
        raise Invalid(by_key=wrong)
    return said

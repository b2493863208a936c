"""Booking at once what is known as a whole: the form of staff, the API, one page. As a cart would, in fewer steps."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.bookings import queries as bookings_of
from apps.bookings.services import Details, clean, drawing
from apps.capacity.errors import NoSuchDeparture
from apps.capacity.models import Departure
from apps.catalog.services import hold_named
from apps.catalog.types import Kind
from apps.frontdesk.errors import EmptyCart, FullCart, NotOfThisOption
from apps.frontdesk.services import carts, contacts, overriding, rights
from apps.frontdesk.services.choosing import Chosen, look_up
from apps.frontdesk.services.passing_by import check_nobody_waits
from apps.frontdesk.services.placing import finish
from apps.frontdesk.services.taking import Taken, take
from apps.frontdesk.types import Attribution, Choice, Contact, Override, Placed
from apps.kernel.errors import Refusal
from apps.sales import services as sales
from apps.sales import types as sold
from apps.sales.models import Order, OrderItem
from apps.sales.queries import bill
from apps.sales.services.placing import was_placed
from apps.sales.types import Bill, PaymentPlan, Source
from apps.tenancy import context


@dataclass(frozen=True, slots=True)
class _Wanted:
    chosen: Chosen
    details: Details
    departure: Departure | None


def book(
    *,
    choices: Sequence[Choice],
    contact: Contact,
    at: datetime,
    by: Member | None = None,
    source: str = Source.DESK,
    participants: Sequence[Mapping[str, Any]] | None = None,
    override: Override | None = None,
    payment_plan: str = PaymentPlan.AT_DESK,
    requests: str = "",
    code: str = "",
    attribution: Attribution | None = None,
    language: str = "",
    draft: bool = False,
    key: UUID | None = None,
) -> Placed:
    """Choose, price, place, take and confirm in one transaction.

    `participants` are those of the first choice, which may also say them itself. Of a `draft`, which is taken back, no
    answer is required. A second call with the same `key` answers the order of the first. Raises what `add_to_cart` and
    `place_order` raise. Locks the customer, the code, then what is taken, departures last.
    """
    used = rights.check(override, by=by)
    if (standing := _placed_before(key)) is not None:
        return standing
    if not choices:
        raise EmptyCart
    if len(choices) > carts.MOST_ITEMS:
        raise FullCart(most=carts.MOST_ITEMS)
    words = contacts.words(requests)
    contacts.require(contact.json(), by=by)

    def attempt() -> Placed:
        wanted = _wanted(choices, participants, by=by, draft=draft)
        asks = {ask for one in wanted for ask in one.chosen.option.product.asks}
        said = contacts.clean(contact, asks=asks)
        customer = contacts.match(said, source=source, language=language, by=by, at=at)
        if not draft:
            contacts.check_answered(said, asks=asks, by=by, customer=customer if by is not None else None)
        late, rules = bool(used and used.ignore_notice), not (used and used.ignore_rules)
        # As who cancels or changes, who may give it back: before anything is taken.
        hold_named(code=code)
        if by is None:
            check_nobody_waits([one.chosen.choice for one in wanted], at=at)
        overriding.make_room([one.chosen for one in wanted], used, by=by, at=at)
        taken = [None if one.departure else take(one.chosen, at=at, late=late, rules=rules) for one in wanted]
        order = sales.sell(
            chosen=[_sold(one, got) for one, got in zip(wanted, taken, strict=True)],
            customer=customer,
            at=at,
            by=by,
            source=source,
            language=language or contact.language,
            contact=said,
            requests=words,
            payment_plan=payment_plan,
            code=code,
            attribution=asdict(attribution) if attribution is not None else None,
            key=key,
        )
        items: Sequence[OrderItem] = order.sold  # type: ignore[attr-defined]
        for item, one in zip(items, wanted, strict=True):
            item.product, item.option = one.chosen.option.product, one.chosen.option
        overriding.set_price(order, items, used, by=by, at=at)
        notes = overriding.notes(used, contacts.said_otherwise(said, customer, asks=asks))
        take_places = partial(_take_places, items, wanted, at=at, late=late)
        told = [was_placed(order)]
        return finish(
            order, items, customer, at=at, by=by, notes=notes, override=used, take=take_places, told=told
        )

    try:
        return drawing(attempt)
    except (Refusal, IntegrityError):
        # Sent twice at once: the other may have taken what was wanted, or come first with the order itself.
        standing = _placed_before(key)
        if standing is None:
            raise
        return standing


def _placed_before(key: UUID | None) -> Placed | None:
    order = Order.objects.filter(request_key=key).first() if key is not None else None
    return Placed(order, bookings_of.of_order(order.pk), new=False) if order is not None else None


def _wanted(
    choices: Sequence[Choice],
    participants: Sequence[Mapping[str, Any]] | None,
    *,
    by: Member | None,
    draft: bool = False,
) -> list[_Wanted]:
    """The choices with their departures and answers. Raises NoSuchDeparture, NotOfThisOption, Invalid."""
    chosen = look_up(choices, staff=by is not None)
    found = []
    for place, one in enumerate(chosen):
        answers = dict(one.choice.answers)
        if participants and not place:
            answers["participants"] = list(participants)
        details = clean(
            answers,
            people=one.people,
            quantities=one.quantities,
            units=one.units,
            asks=one.option.product.asks,
            complete=by is None,
            staff=by is not None,
            draft=draft,
        )
        departure = None
        if one.kind == Kind.DEPARTURE:
            departure = one.departure
            if departure is None:
                raise NoSuchDeparture
            if departure.option_id != one.option.pk:
                raise NotOfThisOption
        found.append(_Wanted(one, details, departure))
    return found


def _sold(one: _Wanted, taken: Taken | None) -> sold.Chosen:
    choice, departure = one.chosen.choice, one.departure
    if departure is not None:
        # Its places are taken last, see `_take_places`.
        taken = Taken(None, departure.starts_at, departure.ends_at)
    return sold.Chosen(
        option=one.chosen.option.pk,
        quantities=one.chosen.quantities,
        hold=taken.hold if taken else None,
        departure=choice.departure if departure is not None else None,
        pool=choice.pool,
        starts_at=taken.starts_at if taken else None,
        ends_at=taken.ends_at if taken else None,
        location=departure.location_id if departure is not None else choice.location,
        people=one.chosen.people,
        answers=one.details.json(),
    )


def _take_places(
    items: Sequence[OrderItem], wanted: Sequence[_Wanted], *, at: datetime, late: bool
) -> list[int]:
    """Places on departures, in the order of their numbers, for good; answers the items.

    Many may want these at once, so they are locked when little is left to do: what was taken is said by the booking,
    and not by the item, which stands already.
    """
    pairs = [(item, one) for item, one in zip(items, wanted, strict=True) if one.departure is not None]
    for item, one in sorted(pairs, key=lambda pair: pair[0].departure_id or 0):
        taken = take(one.chosen, at=at, late=late, confirmed=True)
        item.hold_id = taken.hold
    return [item.pk for item, _one in pairs]


def check_choice(*, choice: Choice, by: Member | None) -> None:
    """Whether all is answered that the choice's product asks for, before something else is chosen besides.

    Raises what choosing refuses, and Invalid.
    """
    _wanted([choice], None, by=by)


class _TakenBack(Exception):
    """Ends a trial."""


def quote_booking(**asked: Any) -> Bill:
    """The bill that `book` with the same values would come to: it is made and taken back. Raises what `book` does, but
    asks for no answers.
    """
    found: list[Bill] = []
    try:
        with context.atomic():
            found.append(bill(book(**asked, draft=True).order))
            _take_back()
    except _TakenBack:
        pass
    return found[0]


def _take_back() -> None:
    raise _TakenBack

"""Waiting for places, as a customer or for one; taking the places that were offered."""

from collections.abc import Mapping
from datetime import datetime

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.bookings.errors import NotWaiting
from apps.bookings.models import WaitlistEntry
from apps.bookings.types import WaitStatus
from apps.capacity.models import Departure, Pool
from apps.catalog.types import Kind
from apps.frontdesk.errors import NotOfThisOption
from apps.frontdesk.services import carts, contacts
from apps.frontdesk.services.choosing import Chosen, look_up
from apps.frontdesk.types import Attribution, Choice, Contact
from apps.sales import services as sales
from apps.sales.models import Order
from apps.sales.types import Source
from apps.tenancy import context


def join_waitlist(
    *,
    choice: Choice,
    contact: Contact,
    at: datetime,
    by: Member | None = None,
    source: str = Source.WEBSITE,
) -> WaitlistEntry:
    """Have somebody wait for what the choice takes of its departure or pool.

    Raises what choosing and `bookings.join_waitlist` refuse, NoContact and Invalid. Locks the customer, then what is
    waited for.
    """
    [chosen] = look_up([choice], staff=by is not None)
    departure, pool = _counted(chosen)
    said = contacts.clean(contact)
    contacts.require(said, by=by)
    with context.atomic():
        customer = contacts.match(said, source=source, language=contact.language, by=by, at=at)
        return bookings.join_waitlist(
            customer=customer,
            party=max(chosen.seats, 1),
            at=at,
            departure=departure,
            pool=pool,
            quantities=chosen.quantities,
            language=contact.language or customer.language,
            by=by,
        )


def take_offer(*, entry: WaitlistEntry, at: datetime, attribution: Attribution | None = None) -> Order:
    """A cart with the places that were offered, held as long as the offer; the customer's name stands in it.

    A second call answers the cart of the first. Raises OfferOver, NotWaiting, and what choosing refuses. Locks the
    entry.
    """
    with context.atomic():
        try:
            bookings.accept_offer(entry=entry, at=at)
        except NotWaiting:
            standing = taken_into(entry)
            if standing is None or standing.status not in carts.OPEN:
                raise
            return standing
        quantities: Mapping[int, int] = {int(unit): count for unit, count in entry.quantities.items()}
        choice = Choice(
            option=entry.option_id,
            quantities=quantities,
            departure=entry.departure_id,
            pool=entry.pool_id,
        )
        [chosen] = look_up([choice])
        cart = carts.start_cart(at=at, language=entry.language, attribution=attribution)
        customer = entry.customer
        departure = entry.departure
        sales.put_item(
            order=cart,
            option=chosen.option.pk,
            quantities=chosen.quantities,
            at=at,
            hold=entry.hold_id,
            departure=entry.departure_id,
            pool=entry.pool_id,
            starts_at=departure.starts_at if departure is not None else at,
            ends_at=departure.ends_at if departure is not None else None,
            people=chosen.people,
        )
        contact = Contact(
            name=customer.name,
            given_name=customer.given_name,
            family_name=customer.family_name,
            email=customer.email or "",
            phone=customer.phone or "",
            language=customer.language,
        )
        sales.set_contact(order=cart, contact=contact.json(), requests="", at=at)
    return cart


def taken_into(entry: WaitlistEntry) -> Order | None:
    """The order that an accepted offer was put into: a basket, or what it was booked as. One query."""
    if entry.status != WaitStatus.ACCEPTED or entry.hold_id is None:
        return None
    return Order.objects.filter(items__hold=entry.hold_id, items__removed=False).order_by("pk").first()


def _counted(chosen: Chosen) -> tuple[Departure | None, Pool | None]:
    """What the choice waits for, which must be the option's. Raises NotOfThisOption."""
    choice = chosen.choice
    if chosen.kind == Kind.DEPARTURE:
        departure: Departure | None = Departure.objects.filter(
            pk=choice.departure or 0, option=chosen.option
        ).first()
        if departure is None:
            raise NotOfThisOption
        return departure, None
    pool = Pool.objects.filter(pk=choice.pool, option=chosen.option).first() if choice.pool else None
    if pool is None:
        raise NotOfThisOption
    return None, pool

"""Makes the bookings through the front desk, as if they had come in over the last weeks."""

from collections import Counter
from datetime import datetime
from random import Random
from typing import Any, Final

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.catalog.models import Option, Unit
from apps.catalog.types import Kind, Per, Status
from apps.frontdesk import services
from apps.frontdesk.types import Choice
from apps.kernel.errors import Refusal
from apps.sales.types import PaymentPlan, Source
from apps.tenancy import context
from apps.tenancy.models import Tenant
from quayside.demo.booked import after
from quayside.demo.booked.people import Guests, contact
from quayside.demo.booked.wishes import BACK, Wish, wishes

MOST: Final = 50
_PER_PRODUCT: Final = 8
_SOURCES: Final = (Source.WEBSITE, Source.WEBSITE, Source.WEBSITE, Source.PHONE, Source.DESK, Source.PARTNER)


def seed(tenant: Tenant, *, at: datetime) -> int:
    """Give a business its bookings; none where there are some already. Answers how many."""
    with context.use_tenant(tenant):
        if Booking.objects.exists():
            return 0
        # Otherwise nothing could have taken place yet.
        capacity.generate(at=at - BACK)
        # The same businesses every time. Nothing secret comes of it.
        random = Random(tenant.slug)  # noqa: S311
        guests = Guests.of(random)
        if not guests.customers:
            return 0
        staff = Member.objects.exclude(role__key="owner").order_by("pk").first()
        made = _book(wishes(random, at=at, zone=tenant.time_zone), guests, staff)
        after.happened(random, guests, staff, at=at)
        return made


def _book(found: list[Wish], guests: Guests, staff: Member | None) -> int:
    """The first of the wishes that can be had, in the order in which they are booked; not too many of one product."""
    goods = _goods()
    counts: Counter[int] = Counter()
    chosen: list[Wish] = []
    for wish in found:
        product = wish.option.product_id
        if counts[product] < _PER_PRODUCT and len(chosen) < MOST + MOST // 4:
            counts[product] += 1
            chosen.append(wish)
    made = 0
    for wish in sorted(chosen, key=lambda one: one.booked_at):
        if made == MOST:
            break
        try:
            made += _one(wish, guests, staff, goods)
        except Refusal:
            continue  # taken by an earlier one, or closed then
    return made


def _one(wish: Wish, guests: Guests, staff: Member | None, goods: list[Option]) -> int:
    party = guests.party(wish.option, room=wish.room)
    if not party:
        return 0
    customer = guests.next()
    source = guests.random.choice(_SOURCES)
    choices = [
        Choice(
            option=wish.option.pk,
            quantities={unit.pk: count for unit, count in party.items()},
            people=_people(wish, party),
            answers=guests.answers(wish.option, party, customer),
            **wish.choice,
        )
    ]
    if goods and guests.random.randrange(6) == 0:
        option = guests.random.choice(goods)
        choices.append(Choice(option=option.pk, quantities={option.units.all()[0].pk: 1}))
    services.book(
        choices=choices,
        contact=contact(customer),
        at=wish.booked_at,
        by=None if source in (Source.WEBSITE, Source.PARTNER) else staff,
        source=source,
        payment_plan=guests.random.choice((PaymentPlan.AT_DESK, PaymentPlan.AT_DESK, PaymentPlan.LATER)),
        language=customer.language,
    )
    return 1


def _people(wish: Wish, party: dict[Unit, int]) -> int | None:
    """Of rooms, how many sleep in them; else what the units say."""
    if wish.option.product.kind != Kind.STAY:
        return None
    return sum(unit.seats * count for unit, count in party.items() if unit.per == Per.NIGHT) or None


def _goods() -> list[Option]:
    rows: Any = Option.objects.filter(active=True, product__status=Status.ACTIVE, product__kind=Kind.RETAIL)
    return [one for one in rows.prefetch_related("units").order_by("pk") if one.units.all()]

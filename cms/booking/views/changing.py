"""Another date, time, party, room, garage or car: choose, see what it comes to, agree. Without any script.

Whoever has the link is taken for the customer. The front desk makes each change to know what it comes to, and takes it
back; so what is agreed to is what is made.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.backoffice.errors import Invalid
from apps.bookings.models import Booking
from apps.catalog import cancelling
from apps.catalog.types import Ask, Kind
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import ChangeOffer, GoodsOffer
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales import queries as sales
from apps.sales.types import OrderStatus
from cms.booking import choices, doors, shows, things, when
from cms.booking.panels.types import Mine
from cms.booking.sold import Sold, sold
from cms.booking.views.choosing import found, prefix
from cms.booking.views.managing import booking_of, go, page, see_other, whole


@doors.page(post=True)
def change(request: HttpRequest, token: UUID) -> HttpResponse:
    """The panel of what was booked; a form of it is answered with what it comes to, and that agreed to is made."""
    doors.not_too_fast(request, doors.LINKS)
    booking = booking_of(token)
    about = sold(number=booking.product_id)
    if about is None:
        return page(request, booking, "change", [_("This cannot be changed online. Please call us.")])
    mine = mine_of(booking, about)
    if request.method != "POST":
        problems = [] if mine.begun else _too_late(booking)
        if problems:
            return page(request, booking, "change", problems)
        return _choose(request, booking, about, mine, _asked(request, booking, about), [])
    at = clock.now()
    try:
        wanted = choices.change(request.POST, booking=booking, sold=about)
        if "expected" in request.POST:
            frontdesk.change_booking(
                booking=booking,
                change=wanted,
                at=at,
                customer=booking.customer_id,
                expected=whole(request.POST["expected"]),
            )
            return go(request, token, "changed")
        offer = frontdesk.quote_change(booking=booking, change=wanted, at=at, customer=booking.customer_id)
    except Invalid as refusal:
        problems = [said for several in refusal.by_key.values() for said in several]
    except Refusal as refusal:
        problems = [str(refusal)]
    else:
        return page(request, booking, "offer", [], **_offered(request, booking, offer, about))
    return _choose(request, booking_of(token), about, mine, request.POST, problems)


def mine_of(booking: Booking, about: Sold) -> Mine:
    """What the booking takes, which whoever changes it has to give again."""
    hold = booking.hold
    is_a_pass = booking.product.kind == Kind.PASS and Ask.PLATE in about.asks
    return Mine(
        hold=booking.hold_id,
        departure=booking.departure_id,
        pool=booking.pool_id,
        seats=hold.seats if hold is not None else booking.people,
        quantities={int(unit): many for unit, many in booking.item.quantities.items()},
        option=booking.option_id,
        plate=booking.plate,
        # Of a pass that runs, or can no longer be moved, the plate alone is another one.
        begun=is_a_pass and bool(_too_late(booking)),
    )


def _too_late(booking: Booking) -> list[str]:
    """Why customers cannot change it any more; nothing while they can."""
    if booking.starts_at <= clock.now():
        return [_("It has begun, so it can no longer be changed online. Please call us.")]
    outcome = cancelling.outcome(
        booking.policy,
        starts_at=booking.starts_at,
        at=clock.now(),
        total=booking.total,
        paid=0,
        cause="change",
    )
    return [] if outcome.allowed else [outcome.sentence]


def _choose(
    request: HttpRequest, booking: Booking, about: Sold, mine: Mine, values: Any, problems: list[str]
) -> HttpResponse:
    try:
        given = choices.quantities(request.POST) or mine.quantities
    except Refusal:
        given = mine.quantities
    product = found(about.slug)
    panel = shows.refused(
        product, values=values, given=given, prefix=prefix(request), at=clock.now(), mine=mine
    )
    return page(request, booking, "change", problems, panel=panel, product=product)


def _asked(request: HttpRequest, booking: Booking, about: Sold) -> dict[str, Any]:
    """What is chosen at first: the version, party and days that are booked."""
    values = {key: request.GET[key] for key in request.GET}
    values.setdefault("option", booking.option.key)
    kind = booking.product.kind
    first = when.local_day(booking.starts_at, about.zone)
    if kind == Kind.STAY:
        values.setdefault("people", str(booking.people))
    if not {"day", "month"} & set(values):
        values["day"] = first.isoformat()
        if booking.ends_at is not None and kind in {Kind.STAY, Kind.RENTAL}:
            values["until"] = when.local_day(booking.ends_at, about.zone).isoformat()
        if kind == Kind.APPOINTMENT:
            values["starts"] = booking.starts_at.isoformat()
    if kind == Kind.RENTAL and booking.ends_at is not None:
        values.setdefault("begins", f"{booking.starts_at.astimezone(about.zone):%H:%M}")
        values.setdefault("ends", f"{booking.ends_at.astimezone(about.zone):%H:%M}")
    return values


@doors.page(post=True)
def goods(request: HttpRequest, token: UUID, item: int) -> HttpResponse:
    """So many of something from the shelf instead, behind the order's own token, as long as the order is open."""
    doors.not_too_fast(request, doors.LINKS)
    order = sales.order_by_token(token)
    if order is None or order.status != OrderStatus.PLACED:
        raise Http404
    at = clock.now()
    shown = things.basket_of(order, at=at)
    thing = next((one for one in shown.things if one.id == item and one.kind == Kind.RETAIL), None)
    if thing is None:
        raise Http404
    back = f"{prefix(request)}{reverse('booking_done', args=[token])}"
    problems: list[str] = []
    if request.method == "POST":
        try:
            wanted = choices.quantities(request.POST)
            asked: dict[str, Any] = {"order": order, "item": item, "quantities": wanted, "at": at}
            if "expected" in request.POST:
                frontdesk.change_goods(**asked, expected=whole(request.POST["expected"]))
                return see_other(back)
            offer = frontdesk.quote_goods(**asked)
        except Refusal as refusal:
            problems = [str(refusal)]
        else:
            said = {"offer": offer, "money": _amounts(offer), "sent": _sent(request), "thing": thing}
            return render(request, "site/booking/offer.html", {**said, "new_when": thing.name})
    context = {"order": order, "thing": thing, "problems": problems, "back": back}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "site/booking/goods.html", context, status=status)


def _offered(request: HttpRequest, booking: Booking, offer: ChangeOffer, about: Sold) -> dict[str, Any]:
    before = {int(unit): many for unit, many in booking.item.quantities.items()}
    after = offer.change.quantities or before
    was = _party(about, booking.option_id, before)
    will_be = _party(about, offer.change.option or booking.option_id, after)
    new = things.span_text(about.kind, offer.starts_at, offer.ends_at, about.zone)
    moving = when.change_of_rooms(offer.legs)
    plate = offer.change.plate if "plate" in offer.what else ""
    return {
        "offer": offer,
        "money": _amounts(offer),
        "sent": _sent(request),
        "new_when": " · ".join(part for part in (new, moving) if part),
        "new_plate": plate,
        "was": "" if was == will_be else was,
        "will_be": "" if was == will_be else will_be,
    }


def _party(about: Sold, option: int, quantities: Mapping[int, int]) -> str:
    """ "Morning · 2 × Adult, 1 × Child", as the product's page names them."""
    product = found(about.slug)
    chosen = next((one for one in product.options if one.id == option), None)
    if chosen is None:
        return ""
    said = [f"{quantities[unit.id]} × {unit.name}" for unit in chosen.units if quantities.get(unit.id)]
    return " · ".join(part for part in (chosen.name, ", ".join(said)) if part)


def _amounts(offer: ChangeOffer | GoodsOffer) -> dict[str, str]:
    amounts = {
        key: formats.money(getattr(offer, key), offer.currency)
        for key in ("before", "after", "fee", "kept", "order_total")
    }
    return {**amounts, "difference": formats.money(abs(offer.difference), offer.currency)}


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, to be sent again with the answer."""
    values = [(key, request.POST[key]) for key in request.POST if key != "expected"]
    return [(key, str(value)) for key, value in values if len(key) < 40 and len(value) < 200]  # noqa: PLR2004

"""What customers do with a booking, by its secret link: see, change, cancel, take it into their calendar.

Whoever has the link is taken for the customer; what it costs is shown before it is done.
"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.backoffice.errors import Invalid
from apps.bookings import queries as bookings
from apps.bookings.errors import NoSuchBooking
from apps.bookings.models import Booking
from apps.catalog.types import Kind
from apps.documents import papers
from apps.frontdesk import queries as desk
from apps.frontdesk import services as frontdesk
from apps.frontdesk.queries.sheets import confirmation_sheet
from apps.frontdesk.types import ChangeOffer
from apps.kernel import clock
from apps.kernel.errors import Refusal
from cms.booking import choices, doors, shows, things, when
from cms.booking.sold import sold
from cms.booking.views.choosing import found, prefix

# What customers move themselves. Goods have no date, and a pass is given up and taken anew.
CHANGEABLE = frozenset({Kind.DEPARTURE, Kind.APPOINTMENT, Kind.STAY, Kind.RENTAL})


@doors.page()
def show(request: HttpRequest, token: UUID) -> HttpResponse:
    """The booking with the rest of its order."""
    doors.not_too_fast(request, doors.LINKS)
    try:
        managed = desk.manage(token, at=clock.now())
    except NoSuchBooking as error:
        raise Http404 from error
    shown = things.basket_of(managed.order, at=clock.now())
    by_item = {thing.id: thing for thing in shown.things}
    entries = [(entry, by_item.get(entry.booking.item_id)) for entry in managed.entries]
    context: dict[str, Any] = {"basket": shown, "entries": entries, "changeable": CHANGEABLE, "token": token}
    return render(request, "site/booking/manage.html", context)


@doors.page(post=True)
def change(request: HttpRequest, token: UUID) -> HttpResponse:
    """Another date, time or party: choose, see the difference, agree."""
    doors.not_too_fast(request, doors.LINKS)
    booking = _booking(token)
    about = sold(number=booking.product_id)
    if about is None or booking.product.kind not in CHANGEABLE:
        return _page(request, booking, "change", [_("This cannot be changed online. Please call us.")])
    at = clock.now()
    product = found(about.slug)
    standing = {int(unit): many for unit, many in booking.item.quantities.items()}
    given = standing
    if request.method == "POST":
        try:
            given = choices.quantities(request.POST) or standing
            wanted = choices.change(request.POST, sold=about)
            if "expected" in request.POST:
                frontdesk.change_booking(
                    booking=booking,
                    change=wanted,
                    at=at,
                    customer=booking.customer_id,
                    expected=_whole(request.POST["expected"]),
                )
                return _go(request, token, "changed")
            offer = frontdesk.quote_change(
                booking=booking, change=wanted, at=at, customer=booking.customer_id
            )
        except Invalid as refusal:
            problems = [said for several in refusal.by_key.values() for said in several]
        except Refusal as refusal:
            problems = [str(refusal)]
        else:
            new = when.span_text(offer.starts_at, offer.ends_at, about.zone)
            shown = {"offer": offer, "money": _amounts(offer), "sent": _sent(request), "new_when": new}
            return _page(request, booking, "offer", [], **shown)
        panel = shows.refused(product, values=request.POST, given=given, prefix=prefix(request), at=at)
        return _page(request, booking, "change", problems, panel=panel, product=product)
    panel = shows.refused(
        product, values=_asked(request, booking), given=given, prefix=prefix(request), at=at
    )
    return _page(request, booking, "change", [], panel=panel, product=product)


@doors.page(post=True)
def cancel(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the policy gives back, and then, agreed to, the end of it."""
    doors.not_too_fast(request, doors.LINKS)
    booking = _booking(token)
    at = clock.now()
    problems: list[str] = []
    if request.method == "POST":
        try:
            frontdesk.cancel_booking(
                booking=booking,
                at=at,
                customer=booking.customer_id,
                reason=request.POST.get("reason", "")[:300],
                expected_fee=_whole(request.POST.get("expected", "")),
            )
        except Refusal as refusal:
            problems = [str(refusal)]
            booking = _booking(token)
        else:
            return _go(request, token, "cancelled")
    outcome = frontdesk.quote_cancellation(booking=booking, at=at)
    money = {
        key: formats.money(getattr(outcome, key), booking.currency)
        for key in ("refund", "kept", "fee", "owed")
    }
    return _page(request, booking, "cancel", problems, outcome=outcome, money=money)


@doors.page()
def calendar(request: HttpRequest, token: UUID) -> HttpResponse:
    """The booking as a calendar's entry; downloaded again after a change it replaces the one before."""
    booking = _booking(token)
    content = desk.calendar_file(booking, at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response


@doors.page()
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """The confirmation on paper."""
    doors.not_too_fast(request, doors.LINKS)
    booking = _booking(token)
    response = HttpResponse(papers.confirmation(confirmation_sheet(booking)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{booking.reference}.pdf"'
    return response


def _booking(token: UUID) -> Booking:
    try:
        return bookings.by_token(token)
    except NoSuchBooking as error:
        raise Http404 from error


def _asked(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    """What is chosen at first: the version and party that is booked."""
    values = {key: request.GET[key] for key in request.GET}
    values.setdefault("option", booking.option.key)
    if booking.product.kind == Kind.STAY:
        values.setdefault("people", str(booking.people))
    return values


def _amounts(offer: ChangeOffer) -> dict[str, str]:
    amounts = {
        key: formats.money(getattr(offer, key), offer.currency)
        for key in ("before", "after", "fee", "order_total")
    }
    return {**amounts, "difference": formats.money(abs(offer.difference), offer.currency)}


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, to be sent again with the answer."""
    values = [(key, request.POST[key]) for key in request.POST]
    return [(key, str(value)) for key, value in values if len(key) < 40 and len(value) < 200]  # noqa: PLR2004


def _page(
    request: HttpRequest, booking: Booking, name: str, problems: list[str], **more: Any
) -> HttpResponse:
    zone, _town = things.zone_of(booking.item)
    context = {
        "booking": booking,
        "when": things.when_text(booking.item, zone),
        "problems": problems,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, f"site/booking/{name}.html", context, status=status)


def _go(request: HttpRequest, token: UUID, what: str) -> HttpResponse:
    response = redirect(f"{prefix(request)}{reverse('booking_manage', args=[token])}?{what}=1")
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _whole(text: str) -> int:
    """The amount that was shown; one that nothing costs for what is no amount."""
    digits = text.strip()
    return int(digits) if digits.lstrip("-").isdecimal() and len(digits) <= 15 else -(10**18)  # noqa: PLR2004

"""What customers do with a booking, by its secret link: see, cancel, take it into their calendar.

Whoever has the link is taken for the customer; what it costs is shown before it is done.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.bookings import queries as bookings
from apps.bookings.errors import NoSuchBooking
from apps.bookings.models import Booking
from apps.bookings.types import LIVE
from apps.catalog.types import Kind
from apps.documents import papers
from apps.frontdesk import queries as desk
from apps.frontdesk import services as frontdesk
from apps.frontdesk.names import Coming, Names, coming, names_of
from apps.frontdesk.queries.sheets import confirmation_sheet
from apps.frontdesk.types import Entry
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales.types import OrderStatus
from cms.booking import doors, staff, things
from cms.booking.views.choosing import prefix


@doors.page()
def show(request: HttpRequest, token: UUID) -> HttpResponse:
    """The booking with the rest of its order; who scans it at the door can check it in."""
    member = staff.member_of(request)
    if member is None:  # many come at once, and are scanned from one address
        doors.not_too_fast(request, doors.LINKS)
    try:
        managed = desk.manage(token, at=clock.now())
    except NoSuchBooking as error:
        raise Http404 from error
    shown = things.basket_of(managed.order, at=clock.now())
    by_item = {thing.id: thing for thing in shown.things}
    said = names_of([entry.booking for entry in managed.entries])
    entries = [_shown(entry, by_item.get(entry.booking.item_id), said) for entry in managed.entries]
    # What was ordered along and has no date is changed beside it.
    open_ = managed.order.status == OrderStatus.PLACED
    goods = [thing for thing in shown.things if open_ and thing.kind == Kind.RETAIL]
    context: dict[str, Any] = {"basket": shown, "entries": entries, "goods": goods, "token": token}
    context["staff"] = staff.bar(member, managed.entries[0].booking)
    return render(request, "site/booking/manage.html", context)


def _shown(
    entry: Entry, thing: things.Thing | None, said: Names
) -> tuple[Entry, things.Thing | things.Gone, str, Coming]:
    """The booking, the thing on the bill or what it was, why customers cannot change or end it, and what to know."""
    booking = entry.booking
    why_not = ""
    if booking.status in LIVE and not entry.cancellable:
        why_not = _("It has begun, so it can no longer be cancelled online. Please call us.")
    elif entry.cancellable and not entry.changeable:
        why_not = _("It can no longer be changed online. Please call us.")
    known = coming(booking, said)
    if booking.status not in LIVE:
        known = replace(known, finding="", instructions="")
    return entry, thing if thing is not None else things.gone_of(booking), why_not, known


@doors.page(post=True)
def cancel(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the policy gives back, and then, agreed to, the end of it."""
    doors.not_too_fast(request, doors.LINKS)
    booking = booking_of(token)
    at = clock.now()
    problems: list[str] = []
    if request.method == "POST":
        try:
            frontdesk.cancel_booking(
                booking=booking,
                at=at,
                customer=booking.customer_id,
                reason=request.POST.get("reason", "")[:300],
                expected_fee=whole(request.POST.get("expected", "")),
            )
        except Refusal as refusal:
            problems = [str(refusal)]
            booking = booking_of(token)
        else:
            return go(request, token, "cancelled")
    outcome = frontdesk.quote_cancellation(booking=booking, at=at)
    money = {
        key: formats.money(getattr(outcome, key), booking.currency)
        for key in ("refund", "kept", "fee", "owed")
    }
    return page(request, booking, "cancel", problems, outcome=outcome, money=money)


@doors.page()
def calendar(request: HttpRequest, token: UUID) -> HttpResponse:
    """The booking as a calendar's entry; downloaded again after a change it replaces the one before."""
    booking = booking_of(token)
    content = desk.calendar_file(booking, at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response


@doors.page()
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """The confirmation on paper."""
    doors.not_too_fast(request, doors.LINKS)
    booking = booking_of(token)
    response = HttpResponse(papers.confirmation(confirmation_sheet(booking)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{booking.reference}.pdf"'
    return response


def booking_of(token: UUID) -> Booking:
    """The booking of a link. Raises Http404."""
    try:
        return bookings.by_token(token)
    except NoSuchBooking as error:
        raise Http404 from error


def page(request: HttpRequest, booking: Booking, name: str, problems: list[str], **more: Any) -> HttpResponse:
    """A page about the booking, with what was refused above it."""
    zone = things.zone_of(booking.item)[0]
    said = names_of([booking])
    shown = {
        "booking": booking,
        "named": (said.product(booking.product), said.option(booking.option)),
        "when": things.when_text(booking.item, zone),
        "problems": problems,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, f"site/booking/{name}.html", shown, status=status)


def go(request: HttpRequest, token: UUID, what: str) -> HttpResponse:
    """Back to the booking, which says what was done."""
    return see_other(f"{prefix(request)}{reverse('booking_manage', args=[token])}?{what}=1")


def see_other(address: str) -> HttpResponse:
    """What was sent is done: look there."""
    response = redirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def whole(text: str) -> int:
    """The amount that was shown; one that nothing costs for what is no amount."""
    digits = text.strip()
    return int(digits) if digits.lstrip("-").isdecimal() and len(digits) <= 15 else -(10**18)  # noqa: PLR2004

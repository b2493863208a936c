"""Papers for staff: a booking's confirmation and an order's summary, as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from apps.accounts import door, patterns
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.queries import get
from apps.documents import papers
from apps.frontdesk.queries import sheets
from apps.frontdesk.queries.quotes import quote_sheet
from apps.frontdesk.services import FORGET, export_person
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound
from apps.sales.queries import language_of


@door.member_page()
def confirmation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the customer has, drawn anew."""
    screen, member = SCREENS.get("bookings.booking"), door.acting(request)
    if not screen.may(member, "view"):
        raise NotAllowed
    record = _record(screen, member, pk)
    booking = get(record.pk)
    with translation.override(language_of(booking.order, booking.customer)):
        content = papers.confirmation(sheets.confirmation_sheet(booking))
    return _paper(content, f"{record.reference}.pdf")


@door.member_page()
def summary(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All of an order."""
    screen, member = SCREENS.get("sales.order"), door.acting(request)
    if not screen.may(member, "view"):
        raise NotAllowed
    record = _record(screen, member, pk)
    return _paper(papers.order_summary(sheets.order_sheet(record)), f"{record}.pdf")


@door.member_page()
def quote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is offered, as the customer has it."""
    screen, member = SCREENS.get("sales.order"), door.acting(request)
    if not screen.may(member, "view"):
        raise NotAllowed
    record = _record(screen, member, pk)
    if record.quoted_at is None:
        raise NotFound
    with translation.override(language_of(record)):
        content = papers.quote(quote_sheet(record, at=clock.now()))
    return _paper(content, f"{record}.pdf")


@door.member_page()
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All that is kept of a customer, for themselves: who may forget a person may hand it over."""
    screen, member = SCREENS.get("customers.customer"), door.acting(request)
    if not screen.may(member, "view") or patterns.may(member.patterns, FORGET) != "all":
        raise NotAllowed
    answer = JsonResponse(
        export_person(customer=_record(screen, member, pk)), json_dumps_params={"indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="person-{pk}.json"'
    add_never_cache_headers(answer)
    return answer


def _record(screen: Screen, member: Member, pk: int) -> Any:
    record = screen.rows(member).filter(pk=pk).first()
    if record is None:
        raise NotFound
    return record


def _paper(content: bytes, name: str) -> HttpResponse:
    disposition = f'inline; filename="{name}"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})

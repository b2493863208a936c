"""What customers do with a quote, by its secret link: look at it, take it along on paper, accept or decline it.

Accepting is the operation that places every order. Sent twice, it leads to the same confirmation.
"""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.backoffice.errors import Invalid
from apps.documents import papers
from apps.frontdesk import services as frontdesk
from apps.frontdesk.queries import quotes
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales import queries as sales
from apps.sales import services as selling
from apps.sales.models import Order
from apps.sales.types import QuoteState
from cms.booking import doors, things
from cms.booking.errors import BasketChanged, NotAgreed
from cms.booking.views.choosing import language, prefix
from cms.pages import LegalPage


@doors.page()
def show(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is offered, at which price, until when; in words where that is over."""
    doors.not_too_fast(request, doors.LINKS)
    order = _order(token)
    if request.method == "GET":
        selling.quote_seen(order=order, at=clock.now())
    return _page(request, order, [])


@doors.page(post=True)
def accept(request: HttpRequest, token: UUID) -> HttpResponse:
    """Book it, at the price that was shown."""
    order = _order(token)
    at = clock.now()
    if request.method != "POST":
        return _go(request, "booking_quote", token)
    if sales.quote_state(order, at=at) == QuoteState.ACCEPTED:
        return _go(request, "booking_done", token)
    doors.not_too_fast(request, doors.PLACING)
    try:
        if request.POST.get("agreed") != "on":
            raise NotAgreed
        if request.POST.get("total") != str(order.total):
            raise BasketChanged
        frontdesk.accept_quote(order=order, at=at)
    except Invalid as refusal:
        problems = [said for several in refusal.by_key.values() for said in several]
        return _page(request, _order(token), problems)
    except Refusal as refusal:
        return _page(request, _order(token), [str(refusal)])
    return _go(request, "booking_done", token)


@doors.page(post=True)
def decline(request: HttpRequest, token: UUID) -> HttpResponse:
    """No, thank you."""
    order = _order(token)
    if request.method == "POST":
        doors.not_too_fast(request, doors.PLACING)
        try:
            frontdesk.decline_quote(order=order, at=clock.now())
        except Refusal as refusal:
            return _page(request, _order(token), [str(refusal)])
    return _go(request, "booking_quote", token)


@doors.page()
def paper(request: HttpRequest, token: UUID) -> HttpResponse:
    """The quote on paper."""
    doors.not_too_fast(request, doors.LINKS)
    order = _order(token)
    content = papers.quote(quotes.quote_sheet(order, at=clock.now()))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{order.reference}.pdf"'
    return response


def _order(token: UUID) -> Order:
    """The order of the token, if it was ever quoted. Raises Http404."""
    order = sales.order_by_token(token)
    if order is None or order.quoted_at is None:
        raise Http404
    return order


def _page(request: HttpRequest, order: Order, problems: list[str]) -> HttpResponse:
    at = clock.now()
    context = {
        "order": order,
        "basket": things.basket_of(order, at=at),
        "quote": quotes.offered(order, at=at),
        "problems": problems,
        "terms": LegalPage.objects.live().filter(locale__language_code=language(), slug="terms").first(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "site/booking/quote.html", context, status=status)


def _go(request: HttpRequest, name: str, token: UUID) -> HttpResponse:
    response = redirect(f"{prefix(request)}{reverse(name, args=[token])}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response

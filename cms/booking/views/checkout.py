"""The checkout: details, review, done. Each step has an address of its own; going back changes nothing.

Reviewing ends with one POST. Sent twice, it leads to the same confirmation, by the token of the basket.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.backoffice.errors import Invalid
from apps.bookings import queries as bookings
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.catalog import cancelling
from apps.frontdesk import services as frontdesk
from apps.frontdesk.names import Coming, coming, names_of
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales import queries as sales
from apps.sales.models import Order, OrderItem
from apps.sales.types import OrderStatus
from cms.booking import basket, doors, things
from cms.booking.errors import BasketChanged, NotAgreed
from cms.booking.forms.details import PLAN, REQUESTS, DetailsForm
from cms.booking.forms.told import told
from cms.booking.views.choosing import language, prefix
from cms.pages import LegalPage

DONE = (OrderStatus.PLACED, OrderStatus.COMPLETED, OrderStatus.CANCELLED)


@doors.page(post=True)
def details(request: HttpRequest) -> HttpResponse:
    """Who orders, and what the things in the basket ask."""
    order = basket.basket(request)
    if order is None:
        return _back(request)
    at = clock.now()
    shown = things.basket_of(order, at=at)
    if not shown.things:
        return _go(request, "booking_cart")
    form = DetailsForm(shown, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        doors.not_too_fast(request, doors.ADDING)
        try:
            frontdesk.give_details(
                cart=order,
                contact=form.contact_in(language()),
                participants=form.participants,
                answers=form.answers,
                requests=form.cleaned_data.get(REQUESTS, ""),
                payment_plan=form.cleaned_data[PLAN],
                at=at,
            )
        except Invalid as refusal:
            form.refuse(refusal.by_key)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _go(request, "booking_review")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "basket": shown, "step": 3}
    return render(request, "site/booking/details.html", context, status=status)


@doors.page(post=True)
def review(request: HttpRequest) -> HttpResponse:
    """All of it once more, with what it costs and what holds; agreed to, it is booked."""
    if request.method == "POST":
        return _book(request)
    order = basket.basket(request)
    if order is None:
        return _back(request)
    return _review(request, order, [])


def _book(request: HttpRequest) -> HttpResponse:
    """Place the order that the page was about, which may be one that was placed a moment ago."""
    order = _meant(request)
    if order is None:
        return _go(request, "booking_cart")
    if order.status in DONE:
        return _done(request, order)
    doors.not_too_fast(request, doors.PLACING)
    try:
        if request.POST.get("agreed") != "on":
            raise NotAgreed
        if request.POST.get("total") != str(order.total):
            raise BasketChanged
        placed = frontdesk.place_order(cart=order, at=clock.now())
    except Invalid as refusal:
        return _review(request, order, [said for several in refusal.by_key.values() for said in several])
    except Refusal as refusal:
        return _review(request, sales.order_by_token(order.token) or order, [str(refusal)])
    return _done(request, placed.order)


def _meant(request: HttpRequest) -> Order | None:
    """The order of the form's token, which the visitor has from us; of the cookie where there is none."""
    try:
        token = UUID(request.POST.get("order", ""))
    except ValueError:
        return basket.basket(request)
    order = sales.order_by_token(token)
    # A quote is accepted on its own page.
    return order if order is None or order.status != OrderStatus.QUOTE else None


def _done(request: HttpRequest, order: Order) -> HttpResponse:
    response = redirect(f"{prefix(request)}{reverse('booking_done', args=[order.token])}")
    response.status_code = HTTPStatus.SEE_OTHER
    basket.remember_placed(response, request, order)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """Whoever goes back after booking sees what was booked, not a basket without it."""
    order = basket.placed(request)
    return _go(request, "booking_cart") if order is None else _done(request, order)


def _review(request: HttpRequest, order: Order, problems: list[str]) -> HttpResponse:
    shown = things.basket_of(order, at=clock.now())
    if not shown.things:
        return _go(request, "booking_cart")
    # Whoever comes by the address alone has not said who they are.
    if not order.contact.get("email"):
        return _go(request, "booking_details")
    answered = told(DetailsForm(shown))
    context: dict[str, Any] = {
        "basket": shown,
        "pairs": [(thing, answered.get(thing.id, [])) for thing in shown.things],
        "problems": problems,
        "policies": _policies(order),
        "terms": LegalPage.objects.live().filter(locale__language_code=language(), slug="terms").first(),
        "plan": order.get_payment_plan_display(),
        "step": 4,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "site/booking/review.html", context, status=status)


def _policies(order: Order) -> list[tuple[str, list[str]]]:
    """What holds for what takes place, each policy once, with the names of what it is for."""
    rows = OrderItem.objects.filter(order=order, removed=False).exclude(starts_at=None)
    items = list(rows.select_related("product", "option"))
    said, products = names_of(items), {item.product_id: item.product for item in items}
    snapshots = cancelling.snapshots(list(products.values())) if products else {}
    found: dict[tuple[str, ...], list[str]] = {}
    for number, product in products.items():
        found.setdefault(tuple(cancelling.describe(snapshots[number])), []).append(said.product(product))
    several = len(found) > 1
    return [(", ".join(names) if several else "", list(lines)) for lines, names in found.items()]


@doors.page()
def done(request: HttpRequest, token: UUID) -> HttpResponse:
    """What was booked: when, where, what comes next. Behind the order's own token."""
    order = sales.order_by_token(token)
    if order is None or order.status not in DONE:
        raise Http404
    shown = things.basket_of(order, at=clock.now())
    made = bookings.of_order(order.pk)
    context = {
        "basket": shown,
        "order": order,
        "bookings": made,
        "pairs": _pairs(shown, made),
        "step": 5,
        "is_pending": any(one.status == BookingStatus.PENDING for one in made),
    }
    return render(request, "site/booking/done.html", context)


def _pairs(
    shown: things.Basket, made: Sequence[Booking]
) -> list[tuple[things.Thing, Booking | None, Coming | None]]:
    """Each thing with its booking and what who comes should know, None for goods."""
    said = names_of(made)
    by_item = {booking.item_id: (booking, coming(booking, said)) for booking in made}
    return [(thing, *by_item.get(thing.id, (None, None))) for thing in shown.things]


def _go(request: HttpRequest, name: str) -> HttpResponse:
    response = redirect(f"{prefix(request)}{reverse(name)}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response

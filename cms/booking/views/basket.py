"""The basket: what is in it, how many of it, a code, what goes well with it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.backoffice.errors import Invalid
from apps.frontdesk import services as frontdesk
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem
from cms.booking import basket, choices, doors, extras, things
from cms.booking.views.choosing import prefix


@doors.page()
def show(request: HttpRequest) -> HttpResponse:
    """The basket, or that there is nothing in it."""
    return _page(request, [])


@doors.page(post=True)
def change(request: HttpRequest, item: int) -> HttpResponse:
    """Other quantities, or take it out."""
    order = basket.basket(request)
    if request.method != "POST" or order is None:
        return _back(request)
    doors.not_too_fast(request, doors.ADDING)
    at = clock.now()
    try:
        if "remove" in request.POST:
            frontdesk.remove_from_cart(cart=order, item=item, at=at)
        else:
            _requantify(order, item, request)
    except Invalid as refusal:
        return _page(request, [said for several in refusal.by_key.values() for said in several])
    except Refusal as refusal:
        return _page(request, [str(refusal)])
    return _back(request)


def _requantify(order: Order, number: int, request: HttpRequest) -> None:
    at = clock.now()
    given = choices.quantities(request.POST)
    item = (
        OrderItem.objects.filter(order=order, pk=number, removed=False)
        .select_related("product__location", "location")
        .first()
    )
    if item is not None and not any(given.values()):
        frontdesk.remove_from_cart(cart=order, item=number, at=at)
    elif item is not None:
        zone, _town = things.zone_of(item)
        wanted = choices.of_item(item, given, zone=zone, at=at)
        frontdesk.change_cart_item(cart=order, item=number, choice=wanted, at=at)


@doors.page(post=True)
def code(request: HttpRequest) -> HttpResponse:
    """Use a promotional code, or leave it out."""
    order = basket.basket(request)
    if request.method != "POST" or order is None:
        return _back(request)
    at = clock.now()
    if "drop" in request.POST:
        sales.drop_code(order=order, at=at)
        return _back(request)
    # Whoever tries words until one fits does it faster than people do.
    doors.not_too_fast(request, doors.CODES)
    written = request.POST.get("code", "")[:80]
    try:
        sales.apply_code(order=order, code=written, at=at)
    except Refusal as refusal:
        return _page(request, [], code=written, code_problem=str(refusal))
    return _back(request)


def _page(request: HttpRequest, problems: list[str], **more: Any) -> HttpResponse:
    order = basket.basket(request)
    at = clock.now()
    shown: dict[str, Any] = {"problems": problems, "step": 2, **more}
    if order is not None:
        found = things.basket_of(order, at=at)
        shown |= {"basket": found, "extras": extras.of(found, prefix(request))}
    else:
        shown["placed"] = basket.placed(request)
    wrong = problems or more
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "site/booking/cart.html", shown, status=status)


def _back(request: HttpRequest) -> HttpResponse:
    response = redirect(f"{prefix(request)}{reverse('booking_cart')}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response

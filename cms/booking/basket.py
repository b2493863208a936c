"""Whose basket it is: the order's token in a signed cookie of this host. Nobody else's page, never stored."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from apps.sales import queries as sales
from apps.sales.models import Order, OrderItem
from apps.sales.types import OrderStatus
from apps.tenancy import context

KEPT: Final = timedelta(days=14)
# How long whoever goes back after booking is led to it; whoever uses the browser next should not be.
KEPT_PLACED: Final = timedelta(minutes=30)
_PLACED: Final = (OrderStatus.PLACED, OrderStatus.COMPLETED)
_MEMORY: Final = "booking_basket"


def token_of(request: HttpRequest) -> UUID | None:
    """The token that the cookie names, None without a cookie or with one that we did not write for this business."""
    value = request.COOKIES.get(settings.CART_COOKIE_NAME)
    if not value:
        return None
    try:
        return UUID(_signer().unsign(value))
    except (signing.BadSignature, ValueError):
        return None


def basket(request: HttpRequest) -> Order | None:
    """The visitor's open basket: one query, once per request; none without a cookie."""
    if not hasattr(request, _MEMORY):
        token = token_of(request)
        setattr(request, _MEMORY, sales.cart(token) if token is not None else None)
    found: Order | None = getattr(request, _MEMORY)
    return found


def remember_placed(response: HttpResponse, request: HttpRequest, order: Order) -> None:
    """It was placed: let the browser know it for a while, if it is its own."""
    if token_of(request) == order.token:
        remember(response, request, order, time=KEPT_PLACED)
        setattr(request, _MEMORY, None)


def placed(request: HttpRequest) -> Order | None:
    """What this browser has booked last, as long as it has no other basket: for who goes back. One query."""
    token = token_of(request)
    order = sales.order_by_token(token) if token is not None else None
    return order if order is not None and order.status in _PLACED else None


def count(request: HttpRequest) -> int:
    """How many things are in it, for the header. No query for visitors without one, two for others."""
    order = basket(request)
    return 0 if order is None else OrderItem.objects.filter(order=order, removed=False).count()


def remember(response: HttpResponse, request: HttpRequest, order: Order, *, time: timedelta = KEPT) -> None:
    """Let the browser keep the basket's token."""
    setattr(request, _MEMORY, order)
    response.set_cookie(
        settings.CART_COOKIE_NAME,
        _signer().sign(order.token.hex),
        max_age=time,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _signer() -> signing.Signer:
    # A cookie that was taken to another business's host names nothing there.
    return signing.Signer(salt=f"cms.booking.basket:{context.current_tenant_id()}")

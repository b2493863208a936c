"""Whose basket it is: the order's token in a signed cookie of this host. Nobody else's page, never stored."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from apps.sales import queries as sales
from apps.sales.models import Order, OrderItem
from apps.tenancy import context

KEPT: Final = timedelta(days=14)
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


def count(request: HttpRequest) -> int:
    """How many things are in it, for the header. No query for visitors without one, two for others."""
    order = basket(request)
    return 0 if order is None else OrderItem.objects.filter(order=order, removed=False).count()


def remember(response: HttpResponse, request: HttpRequest, order: Order) -> None:
    """Let the browser keep the basket's token."""
    setattr(request, _MEMORY, order)
    response.set_cookie(
        settings.CART_COOKIE_NAME,
        _signer().sign(order.token.hex),
        max_age=KEPT,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let the browser forget it: it was placed, or it is none any more."""
    response.delete_cookie(settings.CART_COOKIE_NAME, samesite="Lax")


def _signer() -> signing.Signer:
    # A cookie that was taken to another business's host names nothing there.
    return signing.Signer(salt=f"cms.booking.basket:{context.current_tenant_id()}")

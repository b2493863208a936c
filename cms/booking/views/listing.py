"""What can be booked."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from apps.audit.origin import client_address
from apps.capacity import local
from apps.catalog import queries as catalog
from apps.kernel import clock
from apps.tenancy import facts, limits
from apps.tenancy.pages import public_page
from cms.booking import asked, lists, shows
from cms.booking.views.choosing import prefix

# Of one address in a minute: each question about a day asks for everything that is sold.
EACH: Final = (30, 60)
_HORIZON: Final = 730


@require_safe
@public_page(seconds=shows.SECONDS)
def book(request: HttpRequest) -> HttpResponse:
    """All that is sold, or what fits the wishes: a day, how many people, a category."""
    at = clock.now()
    today = local.day_of(at, facts.current().time_zone)
    wishes = asked.read(request.GET, today=today, horizon=_HORIZON)
    category = str(request.GET.get("category") or "")[:60]
    categories = catalog.categories()
    if category not in {one.slug for one in categories}:
        category = ""
    products = catalog.cards(category=category)
    is_too_fast = False
    if wishes.day is not None:
        address = client_address(request, proxies=settings.TRUSTED_PROXIES)
        is_too_fast = limits.is_over(f"booking:list:{address}", *EACH)
        if not is_too_fast:
            products = lists.free_on(products, day=wishes.day, people=wishes.people or 1, at=at)
    shown: dict[str, Any] = {
        "cards": lists.cards(products, prefix=prefix(request), day=wishes.day, people=wishes.people),
        "categories": categories,
        "category": category,
        "wishes": wishes,
        "is_too_fast": is_too_fast,
        "is_filtered": bool(wishes.day or category),
    }
    response = render(request, "site/booking/list.html", shown, status=429 if is_too_fast else 200)
    if wishes.day is not None:
        patch_cache_control(response, private=True, max_age=0)
    return response

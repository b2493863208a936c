"""Choosing: a product with its panel, the panel alone, and putting what was chosen into the basket."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from apps.backoffice.errors import Invalid
from apps.catalog import queries as catalog
from apps.catalog.shown import ProductShown
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy.pages import public_page
from cms.booking import basket, carts, choices, doors, shows
from cms.booking.sold import sold


@require_safe
@public_page(seconds=shows.SECONDS)
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """A product's own booking page."""
    product = found(slug)
    panel = shows.panel(request, product, prefix=prefix(request))
    return render(request, "site/booking/choose.html", {"product": product, "panel": panel})


@require_safe
@public_page(seconds=shows.SECONDS)
def fragment(request: HttpRequest, slug: str) -> HttpResponse:
    """The panel alone, for scripts that put it in place of the one that is shown."""
    product = found(slug)
    panel = shows.panel(request, product, prefix=prefix(request))
    return render(request, "site/booking/panel.html", {"product": product, "panel": panel})


@doors.page(post=True)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put it into the basket and hold it; what is refused is said above the form, and what was written stays."""
    if request.method == "POST":
        doors.not_too_fast(request, doors.LOOKING if "look" in request.POST else doors.ADDING)
    about = sold(slug=slug)
    if about is None:
        raise Http404
    if request.method != "POST":
        # The links of a panel that was refused lead here.
        return redirect(f"{_here(request, slug)}?{request.GET.urlencode()}#book")
    if "look" in request.POST:
        return _shown(request, slug, [], status=HTTPStatus.OK)
    at = clock.now()
    try:
        chosen = choices.choice(request.POST, sold=about, at=at)
        order = carts.put(
            basket.basket(request),
            chosen,
            product=about.id,
            language=language(),
            told=carts.told(request),
            at=at,
            asks_for=choices.wished_time(request.POST, sold=about),
        )
    except Invalid as refusal:
        return _refused(request, slug, [said for several in refusal.by_key.values() for said in several])
    except Refusal as refusal:
        return _refused(request, slug, [str(refusal)])
    response = redirect(f"{prefix(request)}{reverse('booking_cart')}?added=1")
    response.status_code = HTTPStatus.SEE_OTHER
    basket.remember(response, request, order)
    return response


def _refused(request: HttpRequest, slug: str, problems: list[str]) -> HttpResponse:
    return _shown(request, slug, problems, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown(request: HttpRequest, slug: str, problems: list[str], *, status: HTTPStatus) -> HttpResponse:
    """The page with what was written in the form, what it comes to, and what was wrong with it."""
    product = found(slug)
    try:
        given = choices.quantities(request.POST)
    except Refusal:
        given = None
    panel = shows.refused(
        product,
        values=request.POST,
        given=given,
        prefix=prefix(request),
        at=clock.now(),
    )
    shown = {"product": product, "panel": panel, "problems": problems}
    return render(request, "site/booking/choose.html", shown, status=status)


def found(slug: str) -> ProductShown:
    """The active product of an address. Raises Http404."""
    product = catalog.product(slug=slug)
    if product is None:
        raise Http404
    return product


def prefix(request: HttpRequest) -> str:
    """What addresses in the language shown begin with."""
    language_: Any = getattr(request, "site_language", None)
    return str(language_.prefix) if language_ else ""


def language() -> str:
    """The language shown."""
    return (translation.get_language() or "en")[:2]


def _here(request: HttpRequest, slug: str) -> str:
    return f"{prefix(request)}{reverse('booking_choose', args=[slug])}"

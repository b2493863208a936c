"""What search engines, messengers and browsers ask a site for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import select_template
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found as django_page_not_found

from apps.catalog import queries as catalog
from apps.tenancy.pages import public_page
from cms.media import SECONDS
from cms.middleware import OFFICE
from cms.pages import ProductPage, SitePage
from cms.seo import icons, share, sitemap
from cms.seo.brand import brand

_HOUR = 3600


@require_safe
@public_page()
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """All pages of the site."""
    return HttpResponse(sitemap.sitemap(), content_type="application/xml; charset=utf-8")


@require_safe
@public_page()
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines may look at."""
    return HttpResponse(sitemap.robots(), content_type="text/plain; charset=utf-8")


@require_safe
def share_picture(request: HttpRequest, pk: int, version: str) -> HttpResponseBase:
    """The picture of a published page as it is now; an older one leads there."""
    found = get_object_or_404(SitePage.objects.live().public().select_related("picture"), pk=pk)
    cover = _cover(found)
    current = share.version_of(found, brand().version, cover)
    if version != current:
        return redirect("site_share", pk, current)
    return _for_good(HttpResponse(share.picture(found, brand(), cover), content_type="image/jpeg"))


def _cover(page: SitePage) -> Any:
    """The first picture of the product a page is about."""
    number = ProductPage.objects.filter(pk=page.pk).values_list("product_id", flat=True).first()
    sold = catalog.cards_of([number]) if number else []
    return sold[0].cover if sold else None


@require_safe
def icon(request: HttpRequest, version: str, kind: str) -> HttpResponseBase:
    """The site's icon as SVG or PNG; an older version leads to the current one."""
    current = brand()
    if kind == "svg" and current.logo is not None:
        raise Http404
    if version != current.version:
        return redirect("site_icon", current.version, kind)
    if kind == "svg":
        return _for_good(HttpResponse(icons.svg(current), content_type="image/svg+xml"))
    return _for_good(HttpResponse(icons.png(current), content_type="image/png"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon where browsers look for it unasked."""
    response = HttpResponse(icons.ico(brand()), content_type="image/x-icon")
    patch_cache_control(response, public=True, max_age=_HOUR)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The 404 in the look of the business where visitors are, in ours elsewhere."""
    if getattr(request, "business", None) is None or request.path.startswith(OFFICE):
        return django_page_not_found(request, exception)
    template = select_template(["site/404.html", "404.html"])
    return render(request, template.template.name, status=404)


def _for_good(response: HttpResponse) -> HttpResponse:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    patch_cache_control(response, public=True, max_age=SECONDS, immutable=True)
    return response

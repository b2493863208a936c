"""Pages of the reference: the product's, with the business named by hand."""

from django.http import HttpRequest, HttpResponse

from tests.bench.plain.models import Trip
from tests.bench.shape import BUSINESS, CODE


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing but the framework."""
    return _said("hello")


def trip(request: HttpRequest) -> HttpResponse:
    """One indexed read."""
    return _said(Trip.objects.get(tenant_id=BUSINESS, code=CODE).title)


def _said(text: str) -> HttpResponse:
    # What CommonMiddleware adds elsewhere; without it the server would send in chunks.
    return HttpResponse(text, headers={"Content-Length": str(len(text))})

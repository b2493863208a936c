"""Pages that cost nothing themselves, so that what is measured is the way to them and back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.tenancy.pages import public_page
from tests.bench.product.models import Trip
from tests.bench.shape import CODE


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing but the framework and all middleware."""
    return HttpResponse("hello")


def trip(request: HttpRequest) -> HttpResponse:
    """One indexed read of a table with row security."""
    return HttpResponse(Trip.objects.get(code=CODE).title)


@public_page()
def kept(request: HttpRequest) -> HttpResponse:
    """A business's real front page, which visitors nobody knows get from Valkey."""
    return render(request, "public/home.html")

"""Addresses as they must not be: the crawl finds each of these mistakes."""

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import path

from apps.tenancy import context
from apps.tenancy.models import TaxProfile


def leaking(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Reads as the platform, which sees everybody's rows."""
    with context.use_platform():
        rows = TaxProfile.objects.filter(pk=pk) if pk else TaxProfile.objects.all()
        return HttpResponse(", ".join(row.name for row in rows))


def hinting(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuses what exists elsewhere in another way than what does not exist."""
    with connections["platform"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM tenancy_taxprofile WHERE id = %s", [pk])
        return HttpResponse(status=403 if cursor.fetchone() else 404)


def puzzling(request: HttpRequest, riddle: str) -> HttpResponse:
    """Takes an argument of which nobody knows what it may be."""
    return HttpResponse()


def breaking(request: HttpRequest) -> HttpResponse:
    """Fails."""
    raise RuntimeError("on purpose")


urlpatterns = [
    path("leaking/", leaking),
    path("leaking/<int:pk>/", leaking),
    path("hinting/<int:pk>/", hinting),
    path("riddle/<str:riddle>/", puzzling),
    path("breaking/", breaking),
]

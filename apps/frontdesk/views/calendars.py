"""What the navigation leads to: the calendar of everything that can be in one place at a time, and a new booking."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from apps.accounts import door
from apps.capacity.models import Resource
from apps.capacity.types import ResourceKind


@door.member_page()
def resources(request: HttpRequest) -> HttpResponseBase:
    """The tape chart where there are rooms, else a row for each boat and person."""
    if Resource.objects.filter(active=True, resource_class__kind=ResourceKind.ROOM).exists():
        return redirect("frontdesk_rooms")
    return redirect(f"{reverse('office_calendar', args=['capacity', 'reservation'])}?by=row")


@door.member_page()
def new(request: HttpRequest) -> HttpResponseBase:
    """Where a booking is made, which stands below the list of bookings."""
    return redirect("frontdesk_book")

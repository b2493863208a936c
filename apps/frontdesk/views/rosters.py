"""Checking in from a departure's page, and the manifest to print."""

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from apps.accounts import access, door, patterns
from apps.backoffice.attributes import parsing
from apps.bookings.models import Booking
from apps.bookings.queries import get
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure
from apps.frontdesk import services
from apps.frontdesk.queries import rosters
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal


@door.member_page()
def manifest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everybody on a departure, for the printer."""
    member = door.acting(request)
    if "no" in {
        patterns.may(member.patterns, f"{one}")
        for one in ("bookings.view_booking", "capacity.view_departure")
    }:
        raise NotAllowed
    rows = access.permitted(Departure.objects.all(), member, "view")
    departure = rows.select_related("product", "option", "location").filter(pk=pk).first()
    if departure is None:
        raise NotFound
    return render(
        request,
        "office/frontdesk/manifest.html",
        {"roster": rosters.roster(departure, member), "at": clock.now()},
    )


@door.member_page()
def check_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They are here: all of them, or one participant; or they are not after all."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    member = door.acting(request)
    if patterns.may(member.patterns, rosters.CHECK_IN) == "no":
        raise NotAllowed
    if not rosters.may_check_in(member, pk):
        raise NotFound
    booking = get(pk)
    person = parsing.record_number(request.POST.get("participant", ""))
    try:
        if request.POST.get("undo"):
            services.undo_check_in(booking=booking, by=member, at=clock.now())
        elif booking.status == BookingStatus.IN_PROGRESS or person is not None:
            only = [person] if person is not None else None
            services.check_in(booking=booking, by=member, at=clock.now(), participants=only)
        else:
            services.check_in(booking=booking, by=member, at=clock.now())
        door.say(request, _("%(reference)s: saved.") % {"reference": booking.reference})
    except Refusal as refusal:
        door.say_no(request, refusal)
    return redirect(_back(request, booking))


def _back(request: HttpRequest, booking: Booking) -> str:
    asked = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("office_detail", args=["bookings", "booking", booking.pk])

"""The places of the business."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.forms.business import LocationForm
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import facts, locations
from apps.tenancy.models import Location


@door.member_page("tenancy.add_location")
def new(request: HttpRequest) -> HttpResponseBase:
    """Another place. The plan may limit how many there are."""
    return _form(request, Location(time_zone=facts.current().time_zone))


@door.member_page("tenancy.change_location")
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a place."""
    location = Location.objects.filter(pk=pk).first()
    if location is None:
        raise NotFound
    return _form(request, location)


def _form(request: HttpRequest, location: Location) -> HttpResponseBase:
    form = LocationForm(request.POST or None, instance=location)
    if request.method == "POST" and form.is_valid():
        try:
            locations.save_location(location=form.save(commit=False), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            door.say(request, _("%(name)s is saved.") % {"name": location.name})
            return redirect("home_business")
    return render(request, "home/location.html", {"form": form, "location": location})

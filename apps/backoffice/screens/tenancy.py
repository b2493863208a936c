"""The screens of tenancy: the places of the business and how they are taxed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.forms.zones import zone_choices
from apps.backoffice.screens.declaration import ChildRows, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.backoffice.services import places
from apps.tenancy.models import Location, TaxProfile

BUSINESS = _("Business")


@screen(Location, group=BUSINESS, icon="location_on", position=810)
class LocationScreen(Screen):
    """Where the business is found."""

    about = _("The places of the business, each with its own clock, address and tax.")
    columns = ("name", "city", "country", "time_zone", "tax_profile")
    filters = ("country", "tax_profile", "time_zone")
    ordering = ("name",)
    search = ("name", "street", "city", "postal_code", "phone", "email")
    choices = {"time_zone": zone_choices}
    sections = (
        Section(_("Place"), ("name", "time_zone", "tax_profile")),
        Section(_("Address"), ("street", "postal_code", "city", "region", "country")),
        Section(_("Contact"), ("phone", "email")),
        Section(_("What customers do"), ("booking_copies", "copies_to")),
    )
    children = (
        ChildRows("opening_hours", _("Opening hours"), ("weekday", "opens", "closes")),
        ChildRows("special_days", _("Special days"), ("date", "opens", "closes", "note")),
    )
    create = staticmethod(places.create)
    update = staticmethod(places.update)
    delete = staticmethod(places.delete)

    def base(self) -> Any:
        """With the tax profile, which the list names."""
        return Location.objects.select_related("tax_profile")


@screen(TaxProfile, group=BUSINESS, icon="percent", position=820)
class TaxProfileScreen(Screen):
    """How prices and taxes are stated."""

    about = _("How prices and taxes are stated at the locations that use the profile.")
    columns = ("name", "tax_number", "prices_include_tax")
    filters = ("prices_include_tax",)
    ordering = ("name",)

"""The screens of tenancy: the places of the business and how they are taxed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.forms.zones import zone_choices
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.screens.declaration import Screen, Section
from apps.backoffice.screens.registry import screen
from apps.backoffice.services import places
from apps.backoffice.types import Kind
from apps.tenancy.models import Location, TaxProfile

BUSINESS = _("Business")


class ZoneColumn(ModelColumn):
    """A time zone, chosen from the world's places."""

    def __init__(self, name: str) -> None:
        super().__init__(Location._meta.get_field(name))  # type: ignore[arg-type]
        self.kind, self.choices = Kind.CHOICE, zone_choices()

    def form_field(self) -> forms.Field:
        """A list of places."""
        return forms.ChoiceField(
            label=str(self.label),
            help_text=str(self.help),
            choices=self.choices,
            error_messages={"invalid_choice": _("Choose a time zone from the list.")},
        )


@screen(Location, group=BUSINESS, icon="location_on", position=810)
class LocationScreen(Screen):
    """Where the business is found."""

    about = _("The places of the business, each with its own clock, address and tax.")
    columns = ("name", "city", "country", "time_zone", "tax_profile")
    filters = ("country", "tax_profile", "time_zone")
    ordering = ("name",)
    search = ("name", "street", "city", "postal_code")
    sections = (
        Section(_("Place"), ("name", "time_zone", "tax_profile")),
        Section(_("Address"), ("street", "postal_code", "city", "region", "country")),
        Section(_("Contact"), ("phone", "email")),
    )
    create = staticmethod(places.create)
    update = staticmethod(places.update)
    delete = staticmethod(places.delete)

    def attributes(self) -> list[Attribute]:
        """The columns, with the zone as a choice."""
        return [ZONE if one.key == ZONE.key else one for one in super().attributes()]

    def base(self) -> Any:
        """With the tax profile, which the list names."""
        return Location.objects.select_related("tax_profile")


ZONE = ZoneColumn("time_zone")


@screen(TaxProfile, group=BUSINESS, icon="percent", position=820)
class TaxProfileScreen(Screen):
    """How prices and taxes are stated."""

    about = _("How prices and taxes are stated at the locations that use the profile.")
    columns = ("name", "tax_number", "prices_include_tax")
    filters = ("prices_include_tax",)
    ordering = ("name",)

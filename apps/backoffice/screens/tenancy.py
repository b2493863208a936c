"""Provisional: colleague `schedule` owns this."""

from django.utils.translation import gettext_lazy as _

from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import screen
from apps.tenancy.models import Location, TaxProfile


@screen(Location, group=_("Business"), icon="place", position=800)
class LocationScreen(Screen):
    columns = ("name", "city", "country", "time_zone", "tax_profile")
    ordering = ("name",)


@screen(TaxProfile, group=_("Business"), icon="percent", position=810)
class TaxProfileScreen(Screen):
    ordering = ("name",)

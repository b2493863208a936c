"""Screens of what tenancy owns."""

from django.utils.translation import gettext_lazy as _

from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import screen
from apps.tenancy.models import Location


@screen(Location, group=_("Business"), icon="location_on")
class Locations(Screen):
    """Places of the business."""

    columns = ("name", "city", "phone", "email")
    search = ("name", "street", "postal_code", "city", "region", "phone", "email")

"""Bookings' place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "apps.bookings"
    label = "bookings"
    verbose_name = _("Bookings")
    default = True

    def ready(self) -> None:
        from apps.bookings import admin, receivers, tasks, wiring  # noqa: F401

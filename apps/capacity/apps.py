"""Capacity's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapacityConfig(AppConfig):
    name = "apps.capacity"
    label = "capacity"
    verbose_name = _("Schedule")
    default = True

    def ready(self) -> None:
        from apps.capacity import admin, events, tasks, wiring  # noqa: F401

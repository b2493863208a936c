"""Customers' place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "apps.customers"
    label = "customers"
    verbose_name = _("Customers")
    default = True

    def ready(self) -> None:
        from apps.customers import admin, wiring  # noqa: F401

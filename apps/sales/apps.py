"""Sales' place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    name = "apps.sales"
    label = "sales"
    verbose_name = _("Orders")
    default = True

    def ready(self) -> None:
        from apps.sales import admin, wiring  # noqa: F401

"""The catalogue's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "apps.catalog"
    label = "catalog"
    verbose_name = _("Catalogue")
    default = True

    def ready(self) -> None:
        from apps.catalog import admin, wiring  # noqa: F401

"""Backoffice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackofficeConfig(AppConfig):
    name = "apps.backoffice"
    label = "backoffice"
    verbose_name = _("Back office")
    default = True

    def ready(self) -> None:
        from apps.backoffice import wiring  # noqa: F401

"""The front desk's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontdeskConfig(AppConfig):
    name = "apps.frontdesk"
    label = "frontdesk"
    verbose_name = _("Front desk")
    default = True

    def ready(self) -> None:
        from apps.frontdesk import admin, receivers, tasks, wiring  # noqa: F401

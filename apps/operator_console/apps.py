"""The console's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatorConsoleConfig(AppConfig):
    name = "apps.operator_console"
    label = "operator_console"
    verbose_name = _("Console")
    default = True

    def ready(self) -> None:
        from apps.operator_console import wiring  # noqa: F401

"""The messages' place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "apps.messaging"
    label = "messaging"
    verbose_name = _("Messages")
    default = True

    def ready(self) -> None:
        from apps.messaging import admin, wiring  # noqa: F401

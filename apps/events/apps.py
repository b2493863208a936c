"""The outbox's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "apps.events"
    label = "events"
    verbose_name = _("Events")
    default = True

    def ready(self) -> None:
        from apps.events import wiring  # noqa: F401

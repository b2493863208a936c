"""The site editor's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from apps.operator_console.ports import FOLLOWERS
        from cms import admin, tasks, wiring  # noqa: F401

        FOLLOWERS.add("cms.finish_pictures", tasks.finish_pictures)

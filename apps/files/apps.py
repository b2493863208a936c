"""The place of files in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "apps.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from apps.files import room
        from apps.tenancy.quotas import MEASURED

        MEASURED.add("storage_mb", room.used_megabytes)

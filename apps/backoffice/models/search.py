"""The index of the search."""

from typing import ClassVar

from django.db import models

from apps.tenancy.models import TenantModel


class SearchEntry(TenantModel):
    """What one record is found by. Triggers write it; the app reads it only through functions of the owner's."""

    app_rights: ClassVar[str] = ""

    kind = models.CharField(max_length=120)  # the key of the record's screen
    record_id = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "record_id"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"

"""The keys that protect a business's personal data."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.tenancy.models.base import TenantModel


class TenantKey(TenantModel):
    """A data key, itself encrypted under the installation's master key. The newest one encrypts."""

    app_rights = "SELECT"

    version = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    index_wrapped = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "version"], name="tenant_key_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="tenant_key_version_positive"),
        ]

    def __str__(self) -> str:
        return str(self.version)

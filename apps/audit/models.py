"""The log and the record of writing requests, for reading. Their partitioned tables are made by SQL."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One changed row, before and after. `at` is when the statement ran, not when it was committed."""

    class Op(models.TextChoices):
        """What happened to the row."""

        INSERT = "I", _("Added")
        UPDATE = "U", _("Changed")
        DELETE = "D", _("Deleted")

    at = models.DateTimeField(_("time"))
    tenant_id = models.BigIntegerField(null=True)
    actor = models.BigIntegerField(_("person"), null=True)
    row_id = models.BigIntegerField(_("record number"), null=True)
    op = models.CharField(_("kind"), max_length=1, choices=Op.choices)
    table_name = models.CharField(_("table"), max_length=63)
    row_key = models.TextField(_("record key"), null=True)  # noqa: DJ001  null means the key is a number
    request = models.CharField(_("request"), max_length=64)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        managed = False
        db_table = "audit_entry"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_op_display()} {self.table_name} {self.key}"

    @property
    def key(self) -> str:
        """The row's primary key as text."""
        return self.row_key if self.row_id is None else str(self.row_id)  # type: ignore[return-value]


class WritingRequest(models.Model):
    """One request that wrote: where it came from and what it asked for. Its tasks carry its `request`."""

    at = models.DateTimeField(_("time"))
    tenant_id = models.BigIntegerField(null=True)
    actor = models.BigIntegerField(_("person"), null=True)
    request = models.CharField(_("request"), max_length=64)
    ip = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=300)
    method = models.CharField(_("method"), max_length=16)
    route = models.CharField(_("address"), max_length=300)

    class Meta:
        managed = False
        db_table = "audit_request"
        verbose_name = _("writing request")
        verbose_name_plural = _("writing requests")
        default_permissions = ()

    def __str__(self) -> str:
        return self.request
